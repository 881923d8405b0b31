"""The texts of a template, in both languages."""

from collections.abc import Mapping

from ikp.events import DECLARED
from ikp.io.headings import ROLES, Shape
from ikp.problems import Lang

__all__ = ["DECLARATIONS", "INSTRUCTIONS", "LISTS", "SHEETS", "heading", "hints"]

#: Names of the sheets.
SHEETS: Mapping[Lang, tuple[str, str, str, str]] = {
    "en": ("data", "indicators", "units", "instructions"),
    "id": ("data", "indikator", "daerah", "petunjuk"),
}
#: Headings of the sheets that explain.
LISTS: Mapping[Lang, tuple[str, str, str, str, str]] = {
    "en": ("entry", "code", "name", "part of", "definition"),
    "id": ("isian", "kode", "nama", "bagian dari", "definisi"),
}
DECLARATIONS: Mapping[Lang, tuple[str, ...]] = {
    "en": tuple(words.split(" / ")[0] for words in DECLARED.values()),
    "id": tuple(words.split(" / ")[1] for words in DECLARED.values()),
}

_EVENTS: Mapping[Lang, tuple[str, ...]] = {
    "en": (
        "Write one row per event, or one row for several events of the same grade on one day.",
        "Unit: choose from the list. The column holds text: a code such as 11.10 must not become 11.1.",
        "Indicator: choose from the list; the second sheet explains each.",
        "Date: a day within the period, as 2024-02-14 or 14/02/2024.",
        "Count: a whole number from 1 upwards, without marks between thousands.",
        "Grade: a whole number from {low} to {high}.",
        "Declaration: where nothing happened choose “nil” and leave count and grade empty.",
        "Choose “no data” where nothing is known, “not applicable” where the indicator cannot occur in the unit.",
        "What is not mentioned counts as not reported, never as zero.",
    ),
    "id": (
        "Tulis satu baris untuk satu kejadian, atau satu baris untuk beberapa kejadian setingkat pada satu hari.",
        "Daerah: pilih dari daftar. Kolom ini berisi teks: kode seperti 11.10 tidak boleh menjadi 11.1.",
        "Indikator: pilih dari daftar; lembar kedua menjelaskan masing-masing.",
        "Tanggal: hari di dalam periode, ditulis 2024-02-14 atau 14/02/2024.",
        "Jumlah: bilangan bulat mulai dari 1, tanpa tanda pemisah ribuan.",
        "Tingkat: bilangan bulat dari {low} sampai {high}.",
        "Pernyataan: bila tidak ada kejadian pilih “nihil” serta kosongkan jumlah dan tingkat.",
        "Pilih “tidak ada data” bila tidak diketahui, “tidak berlaku” bila tidak mungkin terjadi di daerah itu.",
        "Yang tidak disebut dihitung sebagai tidak dilaporkan, tidak pernah sebagai nol.",
    ),
}
_WIDE: Mapping[Lang, tuple[str, ...]] = {
    "en": (
        "Every unit has its row; write one number per column.",
        "Write decimals as your spreadsheet does; do not type marks between thousands.",
        "Leave a cell empty, or write “no data”, where nothing is known; write “not applicable” where nothing can be.",
        "An empty cell counts as not reported, never as zero; where there was nothing, write 0.",
        "The codes of the units are text and stay as they are.",
    ),
    "id": (
        "Setiap daerah memiliki barisnya; tulis satu angka per kolom.",
        "Tulis desimal sesuai lembar kerja Anda; jangan mengetik tanda pemisah ribuan.",
        "Kosongkan sel, atau tulis “tidak ada data”, bila tidak diketahui; tulis “tidak berlaku” bila tidak berlaku.",
        "Sel kosong dihitung sebagai tidak dilaporkan, tidak pernah sebagai nol; bila tidak ada kejadian, tulis 0.",
        "Kode daerah berupa teks dan tidak diubah.",
    ),
}
INSTRUCTIONS: Mapping[Shape, Mapping[Lang, tuple[str, ...]]] = {
    "events": _EVENTS,
    "indicators": _WIDE,
    "dimensions": _WIDE,
}
_HINTS: Mapping[Lang, Mapping[str, str]] = {
    "en": {
        "unit": "Choose a unit from the list.",
        "indicator": "Choose an indicator from the list.",
        "date": "A day, as 2024-02-14.",
        "count": "A whole number from 0 upwards.",
        "grade": "A grade from the list.",
        "declaration": "Only where there was no event.",
    },
    "id": {
        "unit": "Pilih daerah dari daftar.",
        "indicator": "Pilih indikator dari daftar.",
        "date": "Tanggal, seperti 2024-02-14.",
        "count": "Bilangan bulat mulai dari 0.",
        "grade": "Pilih tingkat dari daftar.",
        "declaration": "Hanya bila tidak ada kejadian.",
    },
}


def heading(role: str, lang: Lang) -> str:
    """Give what a column is called in a template; the reader knows it in either language."""
    words = ROLES[role]
    return words[1] if lang == "id" else words[0]


def hints(role: str, lang: Lang) -> str:
    """Give what the spreadsheet says when a cell of the column is entered."""
    return _HINTS[lang][role]
