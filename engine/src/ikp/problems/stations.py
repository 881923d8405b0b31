"""Problems with tables of polling stations."""

from ikp.problems.kind import Kind

STATIONS: dict[str, Kind] = {
    "stations-none": Kind(
        {"en": "There is no Parquet file in {path}.", "id": "Tidak ada berkas Parquet di {path}."},
        {
            "en": "Name a .parquet file, or a folder that holds some, also in folders within it.",
            "id": "Sebutkan berkas .parquet, atau folder yang memuatnya, juga di dalam subfolder.",
        },
    ),
    "stations-columns": Kind(
        {"en": "The stations lack the columns {columns}.", "id": "Data TPS tidak memiliki kolom {columns}."},
        {
            "en": "Give a column `station` and one per indicator; an indicator nobody asked about is left empty.",
            "id": "Sediakan kolom `station` dan satu kolom per indikator; yang tidak ditanyakan dikosongkan.",
        },
    ),
    "stations-code": Kind(
        {
            "en": "{count} stations have a code of another form, as {example}.",
            "id": "{count} TPS memiliki kode dengan bentuk lain, misalnya {example}.",
        },
        {
            "en": "Write province, regency, district, village and number as text: 11.01.01.2001.003.",
            "id": "Tulis provinsi, kabupaten, kecamatan, desa, dan nomor sebagai teks: 11.01.01.2001.003.",
        },
    ),
    "stations-twice": Kind(
        {
            "en": "{count} rows repeat a station, as {example}.",
            "id": "{count} baris mengulang TPS, misalnya {example}.",
        },
        {"en": "Keep one row per station.", "id": "Sisakan satu baris untuk setiap TPS."},
    ),
    "stations-answer": Kind(
        {
            "en": "{indicator} holds {count} answers that are neither yes nor no.",
            "id": "{indicator} memuat {count} jawaban yang bukan ya maupun tidak.",
        },
        {
            "en": "Write 1 or true for yes, 0 or false for no, and nothing where there is no answer.",
            "id": "Tulis 1 atau true untuk ya, 0 atau false untuk tidak, dan kosongkan bila tidak ada jawaban.",
        },
    ),
}
