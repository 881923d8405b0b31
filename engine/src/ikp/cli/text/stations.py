"""Words of the command that counts polling stations."""

from ikp.problems import Lang

STATIONS: dict[str, dict[Lang, str]] = {
    "cmd.rollup": {
        "en": "Count polling stations by area, for each known indicator of TPS rawan of Pemilu 2024.\n\n"
        "DATA is a Parquet file, or a folder that holds some: a column `station` (11.01.01.2001.003) and one per "
        "indicator, with 1, 0 or nothing. It is streamed. The share is that of yes among the answers.",
        "id": "Hitung TPS per wilayah, untuk setiap indikator TPS rawan Pemilu 2024 yang diketahui.\n\n"
        "DATA adalah berkas Parquet, atau folder yang memuatnya: kolom `station` (11.01.01.2001.003) dan satu kolom "
        "per indikator, berisi 1, 0, atau kosong. Dibaca mengalir. Bagiannya adalah ya di antara yang menjawab.",
    },
    "cmd.rollup.examples": {
        "en": "ikp rollup stations/ --area regency -o regencies.csv",
        "id": "ikp rollup tps/ --area regency -o kabupaten.csv",
    },
    "opt.area": {
        "en": "What to count by: country, province, regency, district or village.",
        "id": "Wilayahnya: country (negara), province, regency, district (kecamatan), atau village (desa).",
    },
    "opt.rollup.output": {"en": "The CSV file to write, with all rows.", "id": "Berkas CSV dengan semua baris."},
    "msg.rollup.done": {"en": "Written: {path}", "id": "Ditulis: {path}"},
    "head.indicator": {"en": "indicator", "id": "indikator"},
    "head.stations": {"en": "stations", "id": "TPS"},
    "head.answered": {"en": "answered", "id": "menjawab"},
    "head.yes": {"en": "yes", "id": "ya"},
    "head.share": {"en": "share", "id": "bagian"},
}
