"""Texts of the sensitivity analysis."""

from ikp.problems import Lang

SENSITIVITY: dict[str, dict[Lang, str]] = {
    "cmd.sensitivity": {
        "en": "Tell which choice matters: Sobol indices, each choice alone, and what would move a unit's category.\n\n"
        "Of everything that varies as in `ikp uncertainty`: which share of the variance of the ranks each part "
        "explains "
        "by itself (first order), and with its interactions (total). With --unit also for the score and categories of "
        "that unit, and the smallest change of data or of weights that would move it into the next category.",
        "id": "Tunjukkan pilihan mana yang menentukan: indeks Sobol, setiap pilihan sendiri, dan apa yang menggeser "
        "kategori.\n\n"
        "Dari semua yang bervariasi seperti dalam `ikp uncertainty`: berapa bagian ragam peringkat yang dijelaskan "
        "setiap unsur sendiri (orde pertama) dan bersama interaksinya (total). Dengan --unit juga untuk skor dan "
        "kategori daerah itu, beserta perubahan data atau bobot terkecil yang menggesernya ke kategori sebelah.",
    },
    "cmd.sensitivity.examples": {
        "en": "ikp sensitivity data.csv --edition 2024 --level province\n"
        "ikp sensitivity data.csv -e 2024 -l province --unit Aceh --samples 1024 -o out/",
        "id": "ikp sensitivity data.csv --edition 2024 --level province\n"
        "ikp sensitivity data.csv -e 2024 -l province --unit Aceh --samples 1024 -o hasil/",
    },
    "opt.samples": {
        "en": "Rows of each sample, a power of two; the index is computed N × (factors + 2) times.",
        "id": "Baris setiap sampel, pangkat dua; indeks dihitung N × (faktor + 2) kali.",
    },
    "opt.each_weight": {
        "en": "Make every weight a factor of its own.",
        "id": "Jadikan setiap bobot faktor tersendiri.",
    },
    "opt.sensitivity.unit": {
        "en": "A unit, by code or name, whose score and category are looked at as well. May be repeated.",
        "id": "Daerah, kode atau nama, yang skor dan kategorinya ikut ditelaah. Boleh diulang.",
    },
    "opt.sensitivity.seed": {
        "en": "Seed of the scrambling; the same seed gives the same answer.",
        "id": "Benih pengacakan; benih yang sama menghasilkan jawaban yang sama.",
    },
    "opt.tolerance": {
        "en": "Widest 95 % interval of a total index at which the indices count as converged.",
        "id": "Rentang 95 % terlebar indeks total agar indeks dianggap konvergen.",
    },
    "file.sensitivity": {"en": "Sobol indices with intervals", "id": "indeks Sobol dengan rentangnya"},
    "file.targets": {"en": "what was looked at, and convergence", "id": "yang ditelaah, dan konvergensinya"},
    "file.one_at_a_time": {"en": "each choice alone", "id": "setiap pilihan sendiri"},
    "file.flips": {"en": "smallest changes that move a category", "id": "perubahan terkecil yang menggeser kategori"},
    "msg.sensitivity.working": {"en": "Computing, row by row", "id": "Menghitung, baris demi baris"},
    "msg.sensitivity.alone": {"en": "One at a time", "id": "Satu per satu"},
    "msg.sensitivity.runs": {
        "en": "{runs} computations; 95 % intervals by bootstrap. Ranks move by {shift} on average.",
        "id": "{runs} perhitungan; rentang 95 % dengan bootstrap. Peringkat bergeser rata-rata {shift}.",
    },
    "msg.sensitivity.still": {
        "en": "No rank ever moves: nothing that varies matters.",
        "id": "Tidak ada peringkat yang bergeser: tak satu pun yang bervariasi berpengaruh.",
    },
    "msg.sensitivity.interaction": {
        "en": "{share} % of the variance belongs to no choice alone, but to several together.",
        "id": "{share} % ragam bukan milik satu pilihan saja, melainkan beberapa bersama-sama.",
    },
    "msg.sensitivity.wide": {
        "en": "Not yet converged: the widest interval of a total index is {width}, {tolerance} is asked for. More "
        "--samples narrow it.",
        "id": "Belum konvergen: rentang terlebar indeks total {width}, yang diminta {tolerance}. Tambah --samples "
        "untuk mempersempitnya.",
    },
    "msg.sensitivity.rank_shift": {"en": "What moves the ranks", "id": "Yang menggeser peringkat"},
    "msg.sensitivity.score": {"en": "{name}: what moves the score", "id": "{name}: yang menggeser skor"},
    "msg.sensitivity.category": {
        "en": "{name}: whether it is {category} (probability {share} %)",
        "id": "{name}: apakah {category} (peluang {share} %)",
    },
    "msg.sensitivity.flips": {
        "en": "{name}: the smallest change for the next category",
        "id": "{name}: perubahan terkecil menuju kategori sebelah",
    },
    "msg.sensitivity.data": {
        "en": "{category}: {moves}.",
        "id": "{category}: {moves}.",
    },
    "msg.sensitivity.weights": {
        "en": "{category}: {share} % of the weight within {parent} changes hands: {moves}.",
        "id": "{category}: {share} % bobot di dalam {parent} berpindah: {moves}.",
    },
    "msg.sensitivity.never": {
        "en": "{category}: no change of data within the scale does it.",
        "id": "{category}: tidak ada perubahan data dalam skala yang menghasilkannya.",
    },
    "msg.sensitivity.met": {
        "en": "{text} Found by halving: it does it, a smaller one may as well.",
        "id": "{text} Ditemukan dengan membelah dua: cukup, mungkin ada yang lebih kecil.",
    },
    "msg.sensitivity.held": {
        "en": "Cut-offs and bounds are held as they are.",
        "id": "Batas kategori dan batas normalisasi dianggap tetap.",
    },
    "head.first": {"en": "by itself", "id": "sendiri"},
    "head.first_between": {"en": "95 %", "id": "95 %"},
    "head.total": {"en": "in all", "id": "total"},
    "head.total_between": {"en": "95 %", "id": "95 %"},
    "head.factor": {"en": "what varies", "id": "yang bervariasi"},
    "head.about": {"en": "of", "id": "pada"},
    "head.option": {"en": "option", "id": "pilihan"},
    "head.rank_shift": {"en": "mean shift", "id": "rerata geser"},
    "head.shift_between": {"en": "5–95 %", "id": "5–95 %"},
    "head.recategorised": {"en": "change category", "id": "ganti kategori"},
}
