"""Texts of the command that looks for clusters."""

from ikp.problems import Lang

SCANNING: dict[str, dict[Lang, str]] = {
    "cmd.scan": {
        "en": "Find clusters: neighbouring units that together hold more reports than expected.\n\n"
        "DATA holds reports (unit, event_date, entry_date, kind) or counts (unit, week, count, kind). Windows of "
        "neighbouring units and of the last weeks are compared with what was to be expected there; simulations tell "
        "how often so high a score comes about by chance. A cluster is a reason to look, and accuses nobody.",
        "id": "Temukan kelompok: daerah-daerah bertetangga yang bersama-sama memuat laporan lebih banyak dari "
        "harapan.\n\n"
        "DATA memuat laporan (unit, event_date, entry_date, kind) atau jumlah (unit, week, count, kind). Jendela "
        "daerah bertetangga dan minggu-minggu terakhir dibandingkan dengan harapannya; simulasi menunjukkan seberapa "
        "sering skor setinggi itu muncul secara kebetulan. Kelompok adalah alasan untuk memeriksa, bukan tuduhan.",
    },
    "cmd.scan.examples": {
        "en": "ikp scan reports.csv\n"
        "ikp scan counts.csv --weeks 8 --effort\n"
        "ikp scan counts.csv --space --model poisson --points points.csv --json\n"
        "ikp scan counts.csv --local moran --effort --neighbours borders.csv",
        "id": "ikp scan laporan.csv\n"
        "ikp scan jumlah.csv --weeks 8 --effort\n"
        "ikp scan jumlah.csv --space --model poisson --points titik.csv --json\n"
        "ikp scan jumlah.csv --local moran --effort --neighbours batas.csv",
    },
    "opt.scan.data": {
        "en": "Reports or weekly counts: CSV, XLSX or Parquet.",
        "id": "Laporan atau jumlah mingguan: CSV, XLSX, atau Parquet.",
    },
    "opt.scan.level": {
        "en": "province or regency: the units are read by the registry, which also knows where they lie (regency "
        "unless --points is given; a province lies in the mean of its regencies).",
        "id": "province atau regency: daerah dibaca menurut registri, yang juga tahu letaknya (regency kecuali ada "
        "--points; letak provinsi adalah rerata kabupaten/kotanya).",
    },
    "opt.scan.points": {
        "en": "Where the units lie: unit, lat, lon (degrees) or x, y (a plane); population as may be.",
        "id": "Letak daerah: unit, lat, lon (derajat) atau x, y (bidang datar); bila ada, population.",
    },
    "opt.scan.neighbours": {
        "en": "Who borders on whom: unit, neighbour. A unit without any is linked to its nearest across the sea. "
        "The windows then grow along the borders.",
        "id": "Siapa berbatasan dengan siapa: unit, neighbour. Daerah tanpa tetangga dihubungkan dengan yang "
        "terdekat lewat laut. Jendela lalu tumbuh mengikuti perbatasan.",
    },
    "opt.scan.kind": {
        "en": "Only reports of this kind; left out, all kinds are added up.",
        "id": "Hanya laporan jenis ini; bila tidak disebut, semua jenis dijumlahkan.",
    },
    "opt.scan.until": {
        "en": "What was known at the end of this day (2024-02-14); left out, the last day in the data. Only weeks "
        "that had ended are scanned.",
        "id": "Yang diketahui pada akhir tanggal ini (2024-02-14); bila tidak disebut, tanggal terakhir dalam data. "
        "Hanya minggu yang sudah berakhir yang dipindai.",
    },
    "opt.scan.model": {
        "en": "What is known beforehand. negative-binomial, negative-binomial-emerging, zero-inflated, expected: the "
        "weeks before those scanned. permutation: the totals of units and of weeks. poisson, binomial: a population. "
        "Only the first two know that reports come in bursts.",
        "id": "Yang diketahui sebelumnya. negative-binomial, negative-binomial-emerging, zero-inflated, expected: "
        "minggu sebelum yang dipindai. permutation: jumlah per daerah dan per minggu. poisson, binomial: penduduk. "
        "Hanya dua yang pertama tahu bahwa laporan datang bergerombol.",
    },
    "opt.scan.space": {
        "en": "In space alone, all scanned weeks added up; for poisson and binomial.",
        "id": "Dalam ruang saja, semua minggu yang dipindai dijumlahkan; untuk poisson dan binomial.",
    },
    "opt.scan.local": {
        "en": "No windows: of every unit, whether its neighbours are like it (moran) or high or low with it "
        "(getis-ord), by the reports of the scanned weeks, per supervisor with --effort and per head where the points "
        "have a population. Needs the extra spatial.",
        "id": "Tanpa jendela: untuk setiap daerah, apakah tetangganya serupa dengannya (moran) atau sama-sama tinggi "
        "atau rendah (getis-ord), menurut laporan pada minggu yang dipindai, per pengawas dengan --effort dan per "
        "penduduk bila ada. Memerlukan paket tambahan spatial.",
    },
    "opt.scan.weeks": {
        "en": "How many of the last weeks are scanned; left out, eight, or half of all where the others are the "
        "history.",
        "id": "Berapa minggu terakhir yang dipindai; bila tidak disebut, delapan, atau separuh bila separuh lainnya "
        "menjadi riwayat.",
    },
    "opt.scan.longest": {
        "en": "Most weeks of a cluster; left out, half of those scanned.",
        "id": "Lama kelompok paling panjang dalam minggu; bila tidak disebut, separuh dari yang dipindai.",
    },
    "opt.scan.shape": {
        "en": "circle, or graph: along borders or, without --neighbours, along links between close units that reach "
        "every island.",
        "id": "circle (lingkaran), atau graph: mengikuti perbatasan atau, tanpa --neighbours, hubungan antar daerah "
        "dekat yang menjangkau setiap pulau.",
    },
    "opt.scan.nearest": {
        "en": "Most units in a window; left out, 15, and with --space no such bound.",
        "id": "Daerah terbanyak dalam jendela; bila tidak disebut, 15, dan dengan --space tanpa batas ini.",
    },
    "opt.scan.share": {
        "en": "A window holds at most this share of the population, or of the units where none is given.",
        "id": "Jendela memuat paling banyak bagian ini dari penduduk, atau dari daerah bila penduduk tidak ada.",
    },
    "opt.scan.effort": {
        "en": "Count per active supervisor (column supervisors).",
        "id": "Hitung per pengawas aktif (kolom supervisors atau pengawas).",
    },
    "opt.scan.absolute": {
        "en": "Compare with the level of the weeks before. Left out, units share what came in each week, so that a "
        "rise of the whole country is no cluster.",
        "id": "Bandingkan dengan tingkat minggu-minggu sebelumnya. Bila tidak disebut, daerah berbagi jumlah tiap "
        "minggu, sehingga kenaikan seluruh negeri bukan kelompok.",
    },
    "opt.scan.simulations": {
        "en": "How many simulations the probabilities rest on.",
        "id": "Banyaknya simulasi yang mendasari peluang.",
    },
    "opt.scan.most": {"en": "At most so many clusters.", "id": "Paling banyak sekian kelompok."},
    "opt.scan.form": {
        "en": "textbook, or reference: as the packages of R compute it, for comparison.",
        "id": "textbook (buku teks), atau reference: seperti paket R menghitungnya, untuk perbandingan.",
    },
    "msg.scan.working": {"en": "Scanning, {count} simulations", "id": "Memindai, {count} simulasi"},
    "msg.scan.title": {"en": "Clusters of reports – {model}", "id": "Kelompok laporan – {model}"},
    "msg.scan.looked": {
        "en": "{first} to {last}: {reports} reports in {units} units, {windows} windows, {simulations} simulations.",
        "id": "{first} sampai {last}: {reports} laporan di {units} daerah, {windows} jendela, {simulations} simulasi.",
    },
    "msg.scan.unobserved": {
        "en": "{count} weeks of units were not observed and take no part.",
        "id": "{count} minggu daerah tidak teramati dan tidak ikut dihitung.",
    },
    "msg.scan.none": {"en": "No window holds more than expected.", "id": "Tidak ada jendela yang melebihi harapan."},
    "msg.scan.reading": {
        "en": "p is the share of simulations without any cluster whose highest score is as high. A cluster is a reason "
        "to look; it accuses nobody.",
        "id": "p adalah bagian simulasi tanpa kelompok yang skor tertingginya setinggi itu. Kelompok adalah alasan "
        "untuk memeriksa, bukan tuduhan.",
    },
    "msg.scan.local.moran": {"en": "Local Moran", "id": "Moran lokal"},
    "msg.scan.local.getis-ord-star": {"en": "Getis-Ord", "id": "Getis-Ord"},
    "msg.scan.local.looked": {
        "en": "{first} to {last}: {told} of {units} units stand out.",
        "id": "{first} sampai {last}: {told} dari {units} daerah menonjol.",
    },
    "msg.scan.local.none": {
        "en": "No unit stands out when at most {share} % of those told may be there by chance.",
        "id": "Tidak ada daerah yang menonjol bila paling banyak {share} % di antaranya boleh karena kebetulan.",
    },
    "msg.scan.local.reading": {
        "en": "Of the units told, at most {share} % are there by chance on average (false discovery rate). It accuses "
        "nobody.",
        "id": "Di antara daerah yang disebut, rata-rata paling banyak {share} % karena kebetulan (FDR). Ini bukan "
        "tuduhan.",
    },
    "scan.quarter.high-high": {"en": "high, and so its neighbours", "id": "tinggi, begitu pula tetangganya"},
    "scan.quarter.low-low": {"en": "low, and so its neighbours", "id": "rendah, begitu pula tetangganya"},
    "scan.quarter.high-low": {"en": "high among low ones", "id": "tinggi di antara yang rendah"},
    "scan.quarter.low-high": {"en": "low among high ones", "id": "rendah di antara yang tinggi"},
    "scan.quarter.high": {"en": "high around", "id": "sekitarnya tinggi"},
    "scan.quarter.low": {"en": "low around", "id": "sekitarnya rendah"},
    "scan.permutation": {"en": "space-time permutation", "id": "permutasi ruang-waktu"},
    "scan.poisson": {"en": "Poisson, by population", "id": "Poisson, menurut penduduk"},
    "scan.binomial": {"en": "binomial, by population", "id": "binomial, menurut penduduk"},
    "scan.expected": {"en": "Poisson, by the weeks before", "id": "Poisson, menurut minggu sebelumnya"},
    "scan.negative-binomial": {"en": "negative binomial", "id": "binomial negatif"},
    "scan.negative-binomial-emerging": {
        "en": "negative binomial, emerging outbreaks",
        "id": "binomial negatif, lonjakan yang tumbuh",
    },
    "scan.zero-inflated": {"en": "zero-inflated Poisson", "id": "Poisson dengan nol berlebih"},
    "head.scan_cluster": {"en": "no.", "id": "no."},
    "head.scan_units": {"en": "units", "id": "daerah"},
    "head.scan_start": {"en": "from", "id": "sejak"},
    "head.scan_weeks": {"en": "weeks", "id": "minggu"},
    "head.scan_observed": {"en": "reports", "id": "laporan"},
    "head.scan_expected": {"en": "expected", "id": "harapan"},
    "head.scan_relative_risk": {"en": "relative risk", "id": "risiko relatif"},
    "head.scan_local_value": {"en": "value", "id": "nilai"},
    "head.scan_local_stands": {"en": "stands", "id": "kedudukan"},
    "head.scan_local_p": {"en": "p, adjusted", "id": "p, disesuaikan"},
    "head.scan_p": {"en": "p", "id": "p"},
    "head.scan_p_gumbel": {"en": "p, Gumbel", "id": "p, Gumbel"},
}
