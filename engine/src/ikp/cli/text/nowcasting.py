"""Texts of the command that says how many reports are still to come."""

from ikp.problems import Lang

NOWCASTING: dict[str, dict[Lang, str]] = {
    "cmd.nowcast": {
        "en": "Say how many reports the last weeks will have once all have come.\n\n"
        "DATA holds one row per report: unit, event_date, entry_date; verified_date, kind and count as may be. Reports "
        "take time, so that the last weeks always look quiet. From how long earlier reports took, and from what each "
        "unit usually brings, follow an expected total and an interval, from the day on which a week has ended. A unit "
        "with few reports borrows the delay of its province, and that of the country. Delays may change over time.",
        "id": "Menaksir berapa laporan minggu-minggu terakhir setelah semuanya masuk.\n\n"
        "DATA memuat satu baris per laporan: unit, event_date, entry_date; bila ada, verified_date, kind, dan count. "
        "Laporan butuh waktu, sehingga minggu-minggu terakhir selalu tampak sepi. Dari lamanya laporan terdahulu dan "
        "dari jumlah yang biasa datang dari tiap daerah diperoleh jumlah harapan dan rentangnya, sejak hari minggu itu "
        "berakhir. Daerah dengan sedikit laporan meminjam keterlambatan provinsinya, dan provinsi dari seluruh negeri. "
        "Keterlambatan boleh berubah dari waktu ke waktu.",
    },
    "cmd.nowcast.examples": {
        "en": "ikp nowcast reports.csv --level regency\n"
        "ikp nowcast reports.csv --area province --until 2024-02-18 --json\n"
        "ikp nowcast reports.csv --area country --by-kind --of verified --longest 12",
        "id": "ikp nowcast laporan.csv --level regency\n"
        "ikp nowcast laporan.csv --area province --until 2024-02-18 --json\n"
        "ikp nowcast laporan.csv --area country --by-kind --of verified --longest 12",
    },
    "opt.nowcast.data": {
        "en": "Reports, a row each: CSV, XLSX or Parquet.",
        "id": "Laporan, satu baris per laporan: CSV, XLSX, atau Parquet.",
    },
    "opt.nowcast.level": {
        "en": "province or regency: the units are read by the registry, and a regency borrows the delay of its "
        "province. Left out, the texts are the units.",
        "id": "province atau regency: daerah dibaca menurut registri, dan kabupaten/kota meminjam keterlambatan "
        "provinsinya. Bila tidak disebut, teksnya adalah daerahnya.",
    },
    "opt.nowcast.area": {
        "en": "What is told: each unit, the provinces, or the country. The interval of a sum is not the sum of "
        "intervals.",
        "id": "Yang ditaksir: unit (tiap daerah), province, atau country (seluruh negeri). Rentang suatu jumlah bukan "
        "jumlah rentang-rentangnya.",
    },
    "opt.nowcast.kind": {
        "en": "Only reports of this kind; left out, all kinds are added up.",
        "id": "Hanya laporan jenis ini; bila tidak disebut, semua jenis dijumlahkan.",
    },
    "opt.nowcast.by_kind": {"en": "Each kind apart.", "id": "Setiap jenis tersendiri."},
    "opt.nowcast.until": {
        "en": "What was known at the end of this day (2024-02-14); left out, the last day in the data. Only weeks "
        "that had ended are told.",
        "id": "Yang diketahui pada akhir tanggal ini (2024-02-14); bila tidak disebut, tanggal terakhir dalam data. "
        "Hanya minggu yang sudah berakhir yang ditaksir.",
    },
    "opt.nowcast.of": {
        "en": "Until when a report takes: its entry, or its verification.",
        "id": "Keterlambatan dihitung sampai: entry (masuk) atau verified (terverifikasi).",
    },
    "opt.nowcast.longest": {
        "en": "Longest delay in weeks; reports that take longer are not counted, and their number is told.",
        "id": "Keterlambatan terpanjang dalam minggu; laporan yang lebih lama tidak dihitung dan jumlahnya disebut.",
    },
    "opt.nowcast.method": {
        "en": "negative-binomial, which also says something where nothing has come yet; lawless; bayes-trunc, "
        "bayes-notrunc, bayes-notrunc-bnb; uniform, which knows nothing.",
        "id": "negative-binomial, yang juga menaksir bila belum ada yang masuk; lawless; bayes-trunc, bayes-notrunc, "
        "bayes-notrunc-bnb; uniform, yang tidak tahu apa-apa.",
    },
    "opt.nowcast.probability": {
        "en": "Probability of the interval.",
        "id": "Peluang rentang.",
    },
    "opt.nowcast.borrow": {
        "en": "Whose delay a series has: shrunken (its own, drawn towards that of its province and of all), series, "
        "group (its province), all. Left out, shrunken where the method can.",
        "id": "Keterlambatan yang dipakai: shrunken (milik sendiri, ditarik ke milik provinsi dan seluruhnya), series "
        "(sendiri), group (provinsi), all (semua). Bila tidak disebut, shrunken bila metodenya bisa.",
    },
    "opt.nowcast.law": {
        "en": "The delay follows a law: negative-binomial, gamma, lognormal or weibull. Left out, it has none.",
        "id": "Keterlambatan mengikuti sebaran baku: negative-binomial, gamma, lognormal, atau weibull. Bila tidak "
        "disebut, tanpa sebaran baku.",
    },
    "opt.nowcast.window": {
        "en": "Learn the delay from so many weeks only.",
        "id": "Pelajari keterlambatan dari sekian minggu saja.",
    },
    "opt.nowcast.half_life": {
        "en": "Weeks after which an observation counts half. Left out, the data decide.",
        "id": "Minggu yang membuat bobot pengamatan tinggal separuh. Bila tidak disebut, data yang menentukan.",
    },
    "opt.nowcast.form": {
        "en": "textbook, or reference: as R's surveillance computes it, for comparison.",
        "id": "textbook (buku teks), atau reference: seperti surveillance dalam R menghitungnya, untuk perbandingan.",
    },
    "opt.nowcast.samples": {
        "en": "Draws of bayes-trunc and bayes-notrunc.",
        "id": "Banyaknya penarikan untuk bayes-trunc dan bayes-notrunc.",
    },
    "opt.nowcast.seed": {
        "en": "Seed of the draws; the same seed gives the same result.",
        "id": "Benih penarikan; benih yang sama memberi hasil yang sama.",
    },
    "msg.nowcast.reading": {"en": "Reading reports", "id": "Membaca laporan"},
    "msg.nowcast.working": {"en": "Nowcasting {series} series", "id": "Menaksir {series} deret"},
    "msg.nowcast.title": {
        "en": "Reports still to come, as of {until}",
        "id": "Laporan yang masih akan masuk, per {until}",
    },
    "msg.nowcast.looked": {
        "en": "{method}; {series} series of {weeks} weeks, delays up to {longest} weeks, {probability} % interval.",
        "id": "{method}; {series} deret sepanjang {weeks} minggu, keterlambatan sampai {longest} minggu, "
        "rentang {probability} %.",
    },
    "msg.nowcast.beyond": {
        "en": "{count} reports took longer than {longest} weeks; such reports are in none of these figures.",
        "id": "{count} laporan terlambat lebih dari {longest} minggu; laporan demikian tidak termasuk dalam angka ini.",
    },
    "msg.nowcast.country": {"en": "Whole country", "id": "Seluruh negeri"},
    "msg.nowcast.complete": {"en": "Every week is complete.", "id": "Semua minggu sudah lengkap."},
    "msg.nowcast.reading-it": {
        "en": "Known is what has come; expected is what there will be in the end, given that delays are as they were. "
        "A week without an answer says why.",
        "id": "Diketahui adalah yang sudah masuk; harapan adalah jumlah akhirnya, bila keterlambatan tetap seperti "
        "sebelumnya. Minggu tanpa jawaban disertai alasannya.",
    },
    "nowcast.negative-binomial": {"en": "negative binomial", "id": "binomial negatif"},
    "nowcast.lawless": {"en": "Lawless (1994)", "id": "Lawless (1994)"},
    "nowcast.bayes-trunc": {"en": "Bayesian, truncated delay", "id": "Bayes, keterlambatan terpotong"},
    "nowcast.bayes-notrunc": {"en": "Bayesian, delay taken as complete", "id": "Bayes, keterlambatan dianggap lengkap"},
    "nowcast.bayes-notrunc-bnb": {"en": "beta-negative-binomial", "id": "beta-binomial-negatif"},
    "nowcast.uniform": {"en": "uniform", "id": "seragam"},
    "nowcast.reason.not-observed": {"en": "not observed", "id": "tidak teramati"},
    "nowcast.reason.short-history": {
        "en": "no week is old enough to show the longest delay",
        "id": "belum ada minggu yang cukup lama untuk keterlambatan terpanjang",
    },
    "nowcast.reason.no-reports": {
        "en": "no report tells how long reports take",
        "id": "tidak ada laporan yang menunjukkan lamanya laporan masuk",
    },
    "nowcast.reason.nothing-yet": {
        "en": "nothing has come yet, and this method divides by it",
        "id": "belum ada yang masuk, dan metode ini membaginya",
    },
    "nowcast.reason.unbounded": {"en": "no upper limit", "id": "tanpa batas atas"},
    "head.nowcast_kind": {"en": "kind", "id": "jenis"},
    "head.nowcast_week": {"en": "week of", "id": "minggu"},
    "head.nowcast_known": {"en": "known", "id": "diketahui"},
    "head.nowcast_mean": {"en": "expected", "id": "harapan"},
    "head.nowcast_interval": {"en": "interval", "id": "rentang"},
    "head.nowcast_share": {"en": "has come", "id": "sudah masuk"},
}
