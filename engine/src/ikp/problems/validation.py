"""Problems with holding an index against outcomes."""

from ikp.problems.kind import Kind

VALIDATION: dict[str, Kind] = {
    "outcome-unknown": Kind(
        {
            "en": "There is no outcome {outcome} for the edition {edition} on the level {level}.",
            "id": "Tidak ada hasil {outcome} untuk edisi {edition} pada tingkat {level}.",
        },
        {"en": "Choose among {known}.", "id": "Pilih di antara {known}."},
    ),
    "validate-reading": Kind(
        {
            "en": "The level {level} has no reading {reading}.",
            "id": "Tingkat {level} tidak memiliki pembacaan {reading}.",
        },
        {"en": "Choose among {known}.", "id": "Pilih di antara {known}."},
    ),
    "validate-no-scores": Kind(
        {
            "en": "Of the edition {edition} no score or category is published on the level {level}, reading {reading}.",
            "id": "Dari edisi {edition} tidak ada skor atau kategori terbit pada tingkat {level}, pembacaan {reading}.",
        },
        {
            "en": "Choose another level, reading or edition: `ikp published` shows what there is.",
            "id": "Pilih tingkat, pembacaan, atau edisi lain: `ikp published` menunjukkan yang ada.",
        },
    ),
    "validate-no-outcomes": Kind(
        {
            "en": "No outcome is known for the edition {edition} on the level {level}.",
            "id": "Belum ada hasil yang diketahui untuk edisi {edition} pada tingkat {level}.",
        },
        {
            "en": "Give your own with --outcome FILE.csv, or choose another edition or level.",
            "id": "Berikan milik Anda dengan --outcome BERKAS.csv, atau pilih edisi atau tingkat lain.",
        },
    ),
    "outcomes-value": Kind(
        {"en": "The value {value} is below zero.", "id": "Nilai {value} kurang dari nol."},
        {
            "en": "Give how often it happened, or 1 and 0 for yes and no; leave what is not known empty.",
            "id": "Tulis berapa kali terjadi, atau 1 dan 0 untuk ya dan tidak; kosongkan yang tidak diketahui.",
        },
    ),
    "outcomes-twice": Kind(
        {
            "en": "The outcome {outcome} names {unit} a second time.",
            "id": "Hasil {outcome} menyebut {unit} untuk kedua kalinya.",
        },
        {"en": "Keep one row per unit and outcome.", "id": "Sisakan satu baris untuk setiap daerah dan hasil."},
    ),
    "outcomes-exposure": Kind(
        {"en": "The size {value} is not above zero.", "id": "Ukuran {value} tidak lebih dari nol."},
        {
            "en": "Give the number of voters or polling stations, or leave the cell empty.",
            "id": "Tulis jumlah pemilih atau TPS, atau kosongkan selnya.",
        },
    ),
    "outcomes-clash": Kind(
        {
            "en": "Two outcomes are named {outcome}.",
            "id": "Ada dua hasil bernama {outcome}.",
        },
        {
            "en": "Give yours another name in the column `outcome`.",
            "id": "Beri milik Anda nama lain pada kolom `outcome`.",
        },
    ),
}
