"""Texts of the command that says where more reports came than were to be expected."""

from ikp.problems import Lang

ALARMING: dict[str, dict[Lang, str]] = {
    "cmd.alarms": {
        "en": "Say in which units more reports came lately than were to be expected.\n\n"
        "DATA holds one row per report (unit, event_date, entry_date), or one per unit, kind and week (unit, week, "
        "count; supervisors and stage as may be). An alarm says that a week is unusual beside the past of its unit. It "
        "accuses nobody: it says where to look. With thousands of series some are always unusual by chance; --policy "
        "says how many such alarms the office will bear.",
        "id": "Menunjukkan daerah yang belakangan menerima laporan lebih banyak daripada perkiraan.\n\n"
        "DATA memuat satu baris per laporan (unit, event_date, entry_date), atau satu baris per daerah, jenis, dan "
        "minggu (unit, week, count; bila ada, supervisors dan stage). Alarm berarti suatu minggu tidak biasa "
        "dibandingkan dengan masa lalu daerah itu. Alarm tidak menuduh siapa pun: alarm menunjukkan tempat yang perlu "
        "dilihat. Di antara ribuan deret selalu ada yang tidak biasa karena kebetulan; --policy menentukan berapa "
        "banyak alarm semacam itu yang sanggup ditanggung.",
    },
    "cmd.alarms.examples": {
        "en": "ikp alarms counts.csv --level regency --policy budget --value 2\n"
        "ikp alarms counts.csv --by-stage --per-supervisor --set years=3\n"
        "ikp alarms reports.csv --method delayed --longest 8 --explain\n"
        "ikp alarms reports.csv --method delayed --calendar pemilu-2024,pilkada-2024\n"
        "ikp alarms reports.csv --method ears-c2 --by-kind --last 4 --csv",
        "id": "ikp alarms jumlah.csv --level regency --policy budget --value 2\n"
        "ikp alarms jumlah.csv --by-stage --per-supervisor --set years=3\n"
        "ikp alarms laporan.csv --method delayed --longest 8 --explain\n"
        "ikp alarms laporan.csv --method delayed --calendar pemilu-2024,pilkada-2024\n"
        "ikp alarms laporan.csv --method ears-c2 --by-kind --last 4 --csv",
    },
    "opt.alarms.data": {
        "en": "Reports or weekly counts: CSV, XLSX or Parquet.",
        "id": "Laporan atau jumlah per minggu: CSV, XLSX, atau Parquet.",
    },
    "opt.alarms.level": {
        "en": "province or regency: the units are read by the registry, and weeks before a unit was made are not "
        "taken for quiet ones. Left out, the texts are the units.",
        "id": "province atau regency: daerah dibaca menurut registri, dan minggu sebelum suatu daerah dibentuk tidak "
        "dianggap sepi. Bila tidak disebut, teksnya adalah daerahnya.",
    },
    "opt.alarms.kind": {
        "en": "Only reports of this kind; left out, all kinds are added up.",
        "id": "Hanya laporan jenis ini; bila tidak disebut, semua jenis dijumlahkan.",
    },
    "opt.alarms.by_kind": {"en": "Each kind apart.", "id": "Setiap jenis tersendiri."},
    "opt.alarms.since": {
        "en": "The week of this day (2023-01-02) is the first; left out, that of the earliest report.",
        "id": "Minggu tanggal ini (2023-01-02) menjadi yang pertama; bila tidak disebut, minggu laporan paling awal.",
    },
    "opt.alarms.until": {
        "en": "What was known at the end of this day (2024-02-14), and only weeks that had ended.",
        "id": "Yang diketahui pada akhir tanggal ini (2024-02-14), dan hanya minggu yang sudah berakhir.",
    },
    "opt.alarms.method": {
        "en": "farrington-flexible (season and trend of years), farrington (its older form), ears-c1, ears-c2, ears-c3 "
        "(the last weeks alone), cusum, glr (evidence added up), shrunk (sparse units lean on their province), "
        "delayed (knows of reporting delay; needs a row per report).",
        "id": "farrington-flexible (musim dan tren beberapa tahun), farrington (bentuk lamanya), ears-c1, ears-c2, "
        "ears-c3 (hanya minggu-minggu terakhir), cusum, glr (bukti dijumlahkan), shrunk (daerah bersedikit laporan "
        "bersandar pada provinsinya), delayed (memperhitungkan keterlambatan; perlu satu baris per laporan).",
    },
    "opt.alarms.last": {
        "en": "How many weeks to watch, counted from the last. Left out, the last one; with delayed, all that can "
        "still grow.",
        "id": "Banyaknya minggu yang dipantau, dihitung dari yang terakhir. Bila tidak disebut, minggu terakhir saja; "
        "dengan delayed, semua yang masih dapat bertambah.",
    },
    "opt.alarms.alpha": {
        "en": "Level of an alarm in one week of one series. Left out, that of the method.",
        "id": "Taraf alarm dalam satu minggu satu deret. Bila tidak disebut, taraf bawaan metode.",
    },
    "opt.alarms.settings": {
        "en": "A setting of the method, such as years=4, left_out=13, threshold=delta, form=reference or ratio=3; may "
        "be repeated. A name that is not known is answered with those that are.",
        "id": "Pengaturan metode, misalnya years=4, left_out=13, threshold=delta, form=reference, atau ratio=3; boleh "
        "diulang. Nama yang tidak dikenal dijawab dengan nama yang ada.",
    },
    "opt.alarms.supervisors": {
        "en": "Supervisors by unit and week (unit, week, supervisors); reports are expected in proportion.",
        "id": "Pengawas per daerah dan minggu (unit, week, supervisors); perkiraan laporan sebanding dengannya.",
    },
    "opt.alarms.per_supervisor": {
        "en": "Expect reports in proportion to the supervisors in DATA.",
        "id": "Perkirakan laporan sebanding dengan jumlah pengawas dalam DATA.",
    },
    "opt.alarms.by_stage": {
        "en": "Compare with the same electoral stage of the past in place of the same season of the year.",
        "id": "Bandingkan dengan tahapan pemilu yang sama pada masa lalu, bukan dengan musim yang sama.",
    },
    "opt.alarms.calendar": {
        "en": "Stages of the weeks, and --by-stage: an election whose calendar is known (pemilu-2024, pilkada-2024), "
        "several joined by a comma, or a file with stage, start, end. Of stages that overlap, the one that began last.",
        "id": "Tahapan setiap minggu, sekaligus --by-stage: pemilihan yang kalendernya diketahui (pemilu-2024, "
        "pilkada-2024), beberapa dengan koma, atau berkas dengan stage, start, end. Bila tumpang tindih, tahapan yang "
        "mulai terakhir.",
    },
    "opt.alarms.longest": {
        "en": "Longest delay in weeks that delayed knows of.",
        "id": "Keterlambatan terpanjang dalam minggu untuk delayed.",
    },
    "opt.alarms.policy": {
        "en": "budget: so many false alarms a week are expected; fdr: such a share of the alarms is false. The number "
        "is --value.",
        "id": "budget: sekian alarm keliru per minggu; fdr: sekian bagian dari alarm keliru. Angkanya dalam --value.",
    },
    "opt.alarms.value": {
        "en": "False alarms a week (budget), or their share from 0 to 1 (fdr).",
        "id": "Alarm keliru per minggu (budget), atau bagiannya dari 0 sampai 1 (fdr).",
    },
    "opt.alarms.explained": {"en": "Explain every alarm in words.", "id": "Jelaskan setiap alarm dengan kata-kata."},
    "opt.alarms.seed": {
        "en": "Seed of the draws of delayed with form=reference.",
        "id": "Benih penarikan untuk delayed dengan form=reference.",
    },
    "msg.alarms.reading": {"en": "Reading the stream", "id": "Membaca data"},
    "msg.alarms.working": {"en": "Watching {series} series", "id": "Memantau {series} deret"},
    "msg.alarms.title": {"en": "Alarms, weeks of {first} to {last}", "id": "Alarm, minggu {first} sampai {last}"},
    "msg.alarms.looked": {
        "en": "{method}; {series} series of {weeks} weeks.",
        "id": "{method}; {series} deret sepanjang {weeks} minggu.",
    },
    "msg.alarms.budget": {
        "en": "Told are so many that about {value} false alarms a week are expected; {tested} series could be judged.",
        "id": "Ditampilkan sebanyak kira-kira {value} alarm keliru per minggu; {tested} deret dapat dinilai.",
    },
    "msg.alarms.fdr": {
        "en": "Of the alarms told, a share of at most {value} is false on average; {tested} series could be judged.",
        "id": "Dari alarm yang ditampilkan, rata-rata paling banyak bagian {value} keliru; {tested} deret dapat "
        "dinilai.",
    },
    "msg.alarms.false": {
        "en": "In a week without anything unusual, {expected} would be told.",
        "id": "Dalam minggu yang biasa saja, {expected} akan ditampilkan.",
    },
    "msg.alarms.none": {"en": "No alarm.", "id": "Tidak ada alarm."},
    "msg.alarms.unsaid": {
        "en": "Nothing is said of {count} series and weeks: {why}.",
        "id": "Tidak ada penilaian untuk {count} deret dan minggu: {why}.",
    },
    "msg.alarms.reading-it": {
        "en": "An alarm says where to look. It accuses nobody, and it may be chance.",
        "id": "Alarm menunjukkan tempat yang perlu dilihat. Alarm tidak menuduh siapa pun, dan bisa jadi kebetulan.",
    },
    "alarms.farrington-flexible": {"en": "Farrington-flexible", "id": "Farrington lentur"},
    "alarms.farrington": {"en": "Farrington (1996)", "id": "Farrington (1996)"},
    "alarms.ears-c1": {"en": "EARS C1", "id": "EARS C1"},
    "alarms.ears-c2": {"en": "EARS C2", "id": "EARS C2"},
    "alarms.ears-c3": {"en": "EARS C3", "id": "EARS C3"},
    "alarms.cusum": {"en": "CUSUM", "id": "CUSUM"},
    "alarms.glr": {"en": "GLR", "id": "GLR"},
    "alarms.glr-epidemic": {"en": "GLR for an epidemic", "id": "GLR untuk penularan"},
    "alarms.shrunk": {"en": "rates leaning on the province", "id": "laju yang bersandar pada provinsi"},
    "alarms.delayed": {"en": "corrected for reporting delay", "id": "dengan koreksi keterlambatan"},
    "alarms.reason.short-history": {"en": "the history is too short", "id": "riwayatnya terlalu pendek"},
    "alarms.reason.too-few": {"en": "there were too few reports", "id": "laporannya terlalu sedikit"},
    "alarms.reason.not-observed": {"en": "the week was not observed", "id": "minggunya tidak teramati"},
    "alarms.reason.not-converged": {
        "en": "the model found no solution",
        "id": "modelnya tidak menemukan penyelesaian",
    },
    "alarms.reason.no-effort": {
        "en": "nobody said how many supervisors there were",
        "id": "jumlah pengawasnya tidak diketahui",
    },
    "alarms.reason.no-variation": {
        "en": "the weeks before were all alike",
        "id": "minggu-minggu sebelumnya sama semua",
    },
    "head.alarms_observed": {"en": "reports", "id": "laporan"},
    "head.alarms_expected": {"en": "expected", "id": "perkiraan"},
    "head.alarms_upper": {"en": "usual up to", "id": "biasa sampai"},
    "head.alarms_p": {"en": "p", "id": "p"},
}
