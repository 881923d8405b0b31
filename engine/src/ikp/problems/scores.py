"""Problems of weighting, aggregating and sorting into categories."""

from ikp.problems.kind import Kind

SCORES: dict[str, Kind] = {
    # --- weights -----------------------------------------------------------------
    "weights-lacking": Kind(
        {
            "en": "The recipe's {setting} say nothing about {codes}.",
            "id": "Pengaturan {setting} dalam resep tidak memuat {codes}.",
        },
        {"en": "Add them: siblings are weighed together.", "id": "Tambahkan: simpul seinduk dibobot bersama."},
    ),
    "weights-judges": Kind(
        {
            "en": "{code} has the scores of {count} judges, and {other} those of {expected}.",
            "id": "{code} memuat skor dari {count} penilai, sedangkan {other} dari {expected}.",
        },
        {
            "en": "Give one score of every judge, in the same order everywhere.",
            "id": "Isi satu skor dari setiap penilai, dengan urutan yang sama.",
        },
    ),
    "weights-value": Kind(
        {
            "en": "{setting} of {code} holds {value}; it must be a finite number, zero or more.",
            "id": "{setting} untuk {code} memuat {value}; nilainya harus bilangan berhingga, nol atau lebih.",
        },
        {"en": "Correct the number.", "id": "Perbaiki angkanya."},
    ),
    "weights-nothing": Kind(
        {
            "en": "All children of {code} would weigh nothing.",
            "id": "Semua anak {code} akan berbobot nol.",
        },
        {
            "en": "Give at least one of them a number above zero in {setting}.",
            "id": "Beri setidaknya satu di antaranya angka di atas nol pada {setting}.",
        },
    ),
    "matrix-shape": Kind(
        {
            "en": "The pairwise matrix of {code} must be {size} × {size}, at most 15 × 15, for {children}.",
            "id": "Matriks perbandingan {code} harus {size} × {size}, paling besar 15 × 15, untuk {children}.",
        },
        {
            "en": "Give one row and one column per child, in the order of the framework.",
            "id": "Sediakan satu baris dan satu kolom per anak, menurut urutan konstruksi.",
        },
    ),
    "matrix-reciprocal": Kind(
        {
            "en": "In the pairwise matrix of {code}, {row} against {column} is {value}, "
            "and {column} against {row} is {opposite}.",
            "id": "Dalam matriks perbandingan {code}, {row} terhadap {column} bernilai {value}, "
            "sedangkan {column} terhadap {row} bernilai {opposite}.",
        },
        {
            "en": "Entries are positive, and opposite entries are 1 divided by each other.",
            "id": "Isi matriks harus positif, dan isi yang berhadapan harus saling berkebalikan.",
        },
    ),
    "matrix-inconsistent": Kind(
        {
            "en": "The judgements about the children of {code} contradict each other: "
            "consistency ratio {ratio}, at most {limit} allowed.",
            "id": "Penilaian atas anak-anak {code} saling bertentangan: "
            "rasio konsistensi {ratio}, paling tinggi {limit}.",
        },
        {
            "en": "Ask the judges again, or raise `max_consistency_ratio` and say why.",
            "id": "Minta penilai meninjau kembali, atau naikkan `max_consistency_ratio` beserta alasannya.",
        },
    ),
    "weights-negative": Kind(
        {
            "en": "Among the children of {code}, the first component loads negatively on {codes} ({loadings}): "
            "they run against their siblings.",
            "id": "Di antara anak-anak {code}, komponen pertama bermuatan negatif pada {codes} ({loadings}): "
            "arahnya berlawanan dengan simpul seinduknya.",
        },
        {
            "en": "A weight cannot be negative: check the directions, move them to another parent, "
            "or weigh by squared loadings.",
            "id": "Bobot tidak boleh negatif: periksa arahnya, pindahkan ke induk lain, "
            "atau gunakan kuadrat muatan sebagai bobot.",
        },
    ),
    "weights-data": Kind(
        {
            "en": "The weights of the children of {code} cannot be found from the data: {codes} are constant "
            "among the {count} units for which all children are known.",
            "id": "Bobot anak-anak {code} tidak dapat ditentukan dari data: {codes} bernilai tetap "
            "pada {count} daerah yang semua anaknya diketahui.",
        },
        {
            "en": "Screen them out, complete the data, or choose another way of weighting.",
            "id": "Singkirkan, lengkapi datanya, atau pilih cara pembobotan lain.",
        },
    ),
    "weights-unreached": Kind(
        {
            "en": "No weights of zero or more give the children of {code} the wanted importance; "
            "the nearest give {codes} the shares {shares}.",
            "id": "Tidak ada bobot nol atau lebih yang memberi anak-anak {code} tingkat kepentingan yang diminta; "
            "bobot terdekat memberi {codes} bagian {shares}.",
        },
        {
            "en": "Ask for a nearer importance, or report the one obtained.",
            "id": "Minta tingkat kepentingan yang lebih dekat, atau laporkan yang diperoleh.",
        },
        "warning",
    ),
    # --- aggregates --------------------------------------------------------------
    "units-few": Kind(
        {
            "en": "{method} of {code} compares units, and {count} have a value where {least} are needed.",
            "id": "{method} untuk {code} membandingkan daerah; {count} memiliki nilai, diperlukan {least}.",
        },
        {
            "en": "Compute more units together, apply stored bounds, or choose another method.",
            "id": "Hitung lebih banyak daerah sekaligus, terapkan batas tersimpan, atau pilih metode lain.",
        },
    ),
    "method-size": Kind(
        {
            "en": "{method} compares every unit with every other: {count} units are too many, at most {limit}.",
            "id": "{method} membandingkan setiap daerah dengan semua yang lain: {count} daerah terlalu banyak, "
            "paling banyak {limit}.",
        },
        {"en": "Compute fewer units, or choose another method.", "id": "Kurangi daerahnya, atau pilih metode lain."},
    ),
    "score-missing": Kind(
        {
            "en": "{count} of {total} units have no score for {code}, since too much below it is missing.",
            "id": "{count} dari {total} daerah tidak memperoleh skor {code} karena terlalu banyak yang kosong.",
        },
        {
            "en": "Complete the data, declare nil where nothing happened, or let the recipe renormalise the weights.",
            "id": "Lengkapi data, nyatakan nihil bila memang tidak terjadi, atau izinkan bobot dinormalkan ulang.",
        },
        "warning",
    ),
    # --- categories --------------------------------------------------------------
    "scores-alike": Kind(
        {
            "en": "{method} for {code} needs {least} different scores, and there are {count}.",
            "id": "{method} untuk {code} memerlukan {least} skor yang berbeda, dan hanya ada {count}.",
        },
        {
            "en": "Give the cut-offs, apply stored ones, or do not sort {code} into categories.",
            "id": "Tetapkan batasnya, terapkan batas tersimpan, atau jangan kategorikan {code}.",
        },
    ),
    "cutoffs-count": Kind(
        {
            "en": "{code} has {labels} category labels, so it needs {least} cut-offs; there are {count} {setting}.",
            "id": "{code} memiliki {labels} label kategori sehingga memerlukan {least} batas; "
            "tersedia {count} {setting}.",
        },
        {
            "en": "Give one cut-off less than labels, and one `boundary` for all or one for each cut-off.",
            "id": "Berikan batas satu lebih sedikit daripada label, dan satu `boundary` untuk semua atau setiap batas.",
        },
    ),
    "cutoffs-order": Kind(
        {
            "en": "The cut-offs of {code} do not rise: {cutoffs}.",
            "id": "Batas kategori {code} tidak menaik: {cutoffs}.",
        },
        {"en": "Write them from the lowest to the highest.", "id": "Tulis dari yang terendah ke yang tertinggi."},
    ),
}
