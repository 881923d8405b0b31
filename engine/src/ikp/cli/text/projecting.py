"""Texts of the commands that project, and that test projections backwards."""

from ikp.problems import Lang

_SOURCE: dict[Lang, str] = {
    "en": "Editions from the oldest to the newest, such as 2019:2024; or weekly counts with stages, or reports: CSV, "
    "XLSX or Parquet.",
    "id": "Edisi dari yang tertua hingga terbaru, misalnya 2019:2024; atau jumlah mingguan beserta tahapan, atau "
    "laporan: CSV, XLSX, atau Parquet.",
}
_LEVEL: dict[Lang, str] = {
    "en": "Of editions: province unless said otherwise. Of a file: units are read by the registry, and neighbours are "
    "the nearest; left out, the texts are the units.",
    "id": "Untuk edisi: province bila tidak disebut. Untuk berkas: daerah dibaca menurut registri dan tetangganya "
    "ialah yang terdekat; bila tidak disebut, teksnya adalah daerahnya.",
}
_MODEL: dict[Lang, str] = {
    "en": "A model beside the baselines, may be repeated: ordinal, beta, boosting; for counts negative-binomial, "
    "endemic-epidemic, boosting. Left out, all of them.",
    "id": "Model di samping pembanding, boleh diulang: ordinal, beta, boosting; untuk jumlah: negative-binomial, "
    "endemic-epidemic, boosting. Bila tidak disebut, semuanya.",
}
_KIND: dict[Lang, str] = {"en": "Only this kind of violation.", "id": "Hanya jenis pelanggaran ini."}
_UNTIL: dict[Lang, str] = {
    "en": "As known at the end of this day; left out, all that the file holds.",
    "id": "Menurut yang diketahui pada akhir tanggal ini; bila tidak disebut, seluruh isi berkas.",
}
_WEEKS: dict[Lang, str] = {
    "en": "Periods of so many weeks, in the place of stages.",
    "id": "Periode sepanjang sekian minggu, sebagai ganti tahapan.",
}
_NEIGHBOURS: dict[Lang, str] = {
    "en": "Pairs of neighbours: unit, neighbour.",
    "id": "Pasangan tetangga: unit, neighbour.",
}
_PROBABILITY: dict[Lang, str] = {"en": "Probability of intervals and sets.", "id": "Peluang rentang dan himpunan."}
_SEED: dict[Lang, str] = {
    "en": "Seed of all draws; the same seed gives the same result.",
    "id": "Benih semua penarikan; benih yang sama memberi hasil yang sama.",
}
_SHARED: dict[str, dict[Lang, str]] = {
    "source": _SOURCE,
    "level": _LEVEL,
    "model": _MODEL,
    "kind": _KIND,
    "until": _UNTIL,
    "weeks": _WEEKS,
    "neighbours": _NEIGHBOURS,
    "probability": _PROBABILITY,
    "seed": _SEED,
}

PROJECTING: dict[str, dict[Lang, str]] = {
    **{f"opt.{command}.{name}": text for command in ("project", "backtest") for name, text in _SHARED.items()},
    "cmd.project": {
        "en": "Project what may come in the next edition or the next stage.\n\n"
        "For every unit the probability of each category, or of each number of violations of a kind, with intervals. "
        "Persistence, the long-run share and the share of the province stand beside the models always. What the "
        "history cannot show is said: with two editions no model was ever tried on a later one.",
        "id": "Memproyeksikan yang mungkin terjadi pada edisi atau tahapan berikutnya.\n\n"
        "Untuk setiap daerah: peluang tiap kategori, atau peluang jumlah pelanggaran tiap jenis, beserta rentangnya. "
        "Persistensi, proporsi jangka panjang, dan proporsi provinsi selalu ditampilkan di samping model. Yang tidak "
        "dapat ditunjukkan oleh riwayat disebutkan: dengan dua edisi, tidak satu model pun pernah diuji pada edisi "
        "berikutnya.",
    },
    "cmd.project.examples": {
        "en": "ikp project 2019:2024 --level province\n"
        "ikp project counts.csv --level regency --stage campaign --ahead 9\n"
        "ikp project reports.csv --weeks 4 --kind criminal --csv",
        "id": "ikp project 2019:2024 --level province\n"
        "ikp project jumlah.csv --level regency --stage kampanye --ahead 9\n"
        "ikp project laporan.csv --weeks 4 --kind pidana --csv",
    },
    "opt.project.step": {"en": "Periods ahead.", "id": "Banyaknya periode ke depan."},
    "opt.project.ahead": {
        "en": "Weeks of the period ahead; left out, as many as the last one has.",
        "id": "Banyaknya minggu pada periode berikutnya; bila tidak disebut, sama dengan periode terakhir.",
    },
    "opt.project.stage": {"en": "Stage of the period ahead.", "id": "Tahapan pada periode berikutnya."},
    "opt.project.draws": {
        "en": "Draws of how sure each candidate is.",
        "id": "Banyaknya penarikan untuk keyakinan tiap kandidat.",
    },
    "msg.project.working": {"en": "Projecting", "id": "Memproyeksikan"},
    "msg.project.title": {
        "en": "Projection, {step} ahead of {origin}",
        "id": "Proyeksi, {step} periode setelah {origin}",
    },
    "msg.project.weights": {"en": "Weights: {weights}.", "id": "Bobot: {weights}."},
    "msg.project.evidence.time": {
        "en": "Weights and intervals rest on {tried} outcomes of later periods, forecast with what was known before.",
        "id": "Bobot dan rentang bertumpu pada {tried} hasil periode berikutnya, diprakirakan dari yang diketahui "
        "sebelumnya.",
    },
    "msg.project.evidence.units": {
        "en": "Weights and sets rest on {tried} outcomes of other units in the same change, not on any later period.",
        "id": "Bobot dan himpunan bertumpu pada {tried} hasil daerah lain dalam peralihan yang sama, bukan pada "
        "periode berikutnya.",
    },
    "msg.project.evidence.none": {
        "en": "Nothing was tried: all candidates weigh the same.",
        "id": "Belum ada yang diuji: semua kandidat berbobot sama.",
    },
    "msg.project.reading": {
        "en": "A probability is no verdict on a unit: of ten units with 30 %, about three are to be expected.",
        "id": "Peluang bukan vonis atas suatu daerah: dari sepuluh daerah dengan peluang 30 %, sekitar tiga yang "
        "diharapkan terjadi.",
    },
    "cmd.backtest": {
        "en": "Test projections backwards.\n\n"
        "Every forecast that could have been made is made with what was known then, and scored: Brier, log, ranked "
        "probability score, CRPS, area under the curve, average precision, coverage, reliability, and skill against "
        "each baseline with its interval, seen by run, step and date. A skill whose interval holds 0 shows nothing.",
        "id": "Menguji proyeksi secara mundur.\n\n"
        "Setiap prakiraan yang dahulu dapat dibuat dibuat dari yang diketahui saat itu, lalu dinilai: Brier, log, RPS, "
        "CRPS, luas di bawah kurva, presisi rata-rata, cakupan, keandalan, dan keunggulan atas tiap pembanding beserta "
        "rentangnya, dilihat per putaran, langkah, dan tanggal. Keunggulan yang rentangnya memuat 0 tidak menunjukkan "
        "apa-apa.",
    },
    "cmd.backtest.examples": {
        "en": "ikp backtest 2019:2024:pilkada-2024\n"
        "ikp backtest counts.csv --level regency --first 6 --horizon 2\n"
        "ikp backtest reports.csv --weeks 4 --json",
        "id": "ikp backtest 2019:2024:pilkada-2024\n"
        "ikp backtest jumlah.csv --level regency --first 6 --horizon 2\n"
        "ikp backtest laporan.csv --weeks 4 --json",
    },
    "opt.backtest.first": {
        "en": "Periods that the first run knows; left out, the fewest from which something can be learnt.",
        "id": "Banyaknya periode yang diketahui putaran pertama; bila tidak disebut, sesedikit mungkin untuk belajar.",
    },
    "opt.backtest.horizon": {"en": "Steps ahead from each run.", "id": "Banyaknya langkah ke depan tiap putaran."},
    "opt.backtest.every": {"en": "Periods from run to run.", "id": "Jarak antarputaran dalam periode."},
    "msg.backtest.working": {"en": "Testing, run by run", "id": "Menguji, putaran demi putaran"},
    "msg.backtest.title": {
        "en": "Backtest: {runs} runs, {series} series",
        "id": "Uji mundur: {runs} putaran, {series} deret",
    },
    "msg.backtest.event": {
        "en": "AUC and average precision are of the event {event}; skill is that in the ranked probability score.",
        "id": "AUC dan presisi rata-rata untuk kejadian {event}; keunggulan dihitung dari RPS.",
    },
    "msg.backtest.by-run": {
        "en": "{score} of the stack by run: {means}.",
        "id": "{score} gabungan per putaran: {means}.",
    },
    "msg.backtest.by-step": {"en": "{score} by step: {means}.", "id": "{score} per langkah: {means}."},
    "msg.backtest.parts": {
        "en": "The stack's RPS: miscalibration {miscalibration} - discrimination {discrimination} + uncertainty "
        "{uncertainty}.",
        "id": "RPS gabungan: miskalibrasi {miscalibration} - daya pembeda {discrimination} + ketidakpastian "
        "{uncertainty}.",
    },
    "msg.backtest.reliability": {
        "en": "Reliability: {inside} % of the forecasts lie in the envelope of true ones (p {p}).",
        "id": "Keandalan: {inside} % prakiraan berada dalam sampul prakiraan yang benar (p {p}).",
    },
    "msg.backtest.pit": {
        "en": "PIT histogram (each 1 when calibrated): {bars}.",
        "id": "Histogram PIT (masing-masing 1 bila terkalibrasi): {bars}.",
    },
    "msg.backtest.coverage": {
        "en": "Intervals of {level} % held {share} % of {n} outcomes (between {low} and {high}).",
        "id": "Rentang {level} % memuat {share} % dari {n} hasil (antara {low} dan {high}).",
    },
    "projection.persistence": {"en": "persistence", "id": "persistensi"},
    "projection.climatology": {"en": "long run", "id": "jangka panjang"},
    "projection.province": {"en": "province", "id": "provinsi"},
    "projection.beta": {"en": "beta", "id": "beta"},
    "projection.ordinal": {"en": "ordinal", "id": "ordinal"},
    "projection.boosting": {"en": "boosting", "id": "boosting"},
    "projection.negative-binomial": {"en": "negative binomial", "id": "binomial negatif"},
    "projection.endemic-epidemic": {"en": "endemic-epidemic", "id": "endemik-epidemik"},
    "projection.stacked": {"en": "stacked", "id": "gabungan"},
    "head.projection_kind": {"en": "kind", "id": "jenis"},
    "head.projection_likely": {"en": "likely", "id": "yang mungkin"},
    "head.projection_model": {"en": "model", "id": "model"},
    "head.projection_n": {"en": "n", "id": "n"},
    "head.projection_skill": {"en": "skill vs {name}", "id": "keunggulan atas {name}"},
}
