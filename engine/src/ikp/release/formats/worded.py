"""The words of the workbook, in both languages."""

from collections.abc import Mapping

from ikp.problems import Lang

__all__ = ["ABOUT", "LOOKS", "SHEETS", "TITLES", "WIDE", "level_word", "meaning"]

SHEETS: Mapping[str, Mapping[Lang, str]] = {
    "about": {"id": "Tentang dan metode", "en": "About and method"},
    "nodes": {"id": "semua simpul", "en": "all nodes"},
    "framework": {"id": "Konstruksi", "en": "Framework"},
    "columns": {"id": "Kolom", "en": "Columns"},
}
TITLES: Mapping[Lang, tuple[str, ...]] = {
    "id": ("Lembar", "Kolom", "Arti", "Bentuk angka"),
    "en": ("Sheet", "Column", "Meaning", "Number format"),
}
ABOUT: Mapping[str, Mapping[Lang, str]] = {
    "name": {"id": "Rilis", "en": "Release"},
    "edition": {"id": "Edisi", "en": "Edition"},
    "publisher": {"id": "Penerbit", "en": "Publisher"},
    "published": {"id": "Terbit", "en": "Published"},
    "digest": {"id": "Sidik MANIFEST (SHA-256)", "en": "Digest of MANIFEST (SHA-256)"},
    "previous": {"id": "Sidik versi sebelumnya", "en": "Digest of the version before"},
    "levels": {"id": "Jumlah daerah", "en": "Number of units"},
    "engine": {"id": "Versi mesin", "en": "Engine version"},
    "digits": {"id": "Ketelitian", "en": "Precision"},
    "method": {"id": "Metode", "en": "Method"},
    "changes": {"id": "Perubahan", "en": "Changes"},
}
LOOKS: Mapping[Lang, str] = {
    "id": "Sel menampilkan dua desimal dan menyimpan enam belas angka penting; tidak ada yang dibulatkan sebelum "
    "diberi peringkat. Sel kosong berarti tidak ada angka, dan alasannya ada di sebelahnya; nol adalah jawaban.",
    "en": "Cells show two decimals and hold sixteen significant digits; nothing is rounded before it is ranked. An "
    "empty cell means that there is no number, and its reason stands beside it; zero is an answer.",
}
#: Columns that only the workbook has, and those of the other tables.
WIDE: Mapping[str, Mapping[Lang, str]] = {
    "score mean": {"id": "Rata-rata skor daerah di bawahnya.", "en": "Mean of the scores of the units below."},
    "rank mean": {"id": "Peringkat rata-rata itu.", "en": "Rank of that mean."},
    "category mean": {"id": "Kategori rata-rata itu.", "en": "Category of that mean."},
    "weight": {"id": "Bobot terhadap saudaranya.", "en": "Weight relative to its siblings."},
    "direction": {
        "id": "1: nilai yang lebih tinggi menaikkan skor; -1: menurunkan.",
        "en": "1: a higher value raises the score; -1: lowers it.",
    },
    "measure": {"id": "Satuan ukur.", "en": "Unit of measure."},
    "source": {"id": "Sumber bobot atau simpul.", "en": "Source of the weight or the node."},
    "item": {"id": "Yang dihitung.", "en": "What was counted."},
    "count": {"id": "Berapa.", "en": "How many."},
    "events": {"id": "Kejadian yang diterima di balik masukan.", "en": "Accepted events behind the input."},
    "files": {"id": "Berkas bukti di baliknya.", "en": "Files of evidence behind them."},
    "p_change": {
        "id": "Peluang kategori lain daripada yang diterbitkan.",
        "en": "Probability of another category than the published one.",
    },
    "score_mean": {"id": "Rata-rata skor ulangan.", "en": "Mean score of the replicates."},
}
#: Columns of intervals, by what they begin with.
_BEGINNINGS: Mapping[str, Mapping[Lang, str]] = {
    "score_p": {"id": "Kuantil skor ulangan ({rest} persen).", "en": "Quantile of the replicates' scores ({rest} %)."},
    "rank_p": {"id": "Kuantil peringkat ulangan ({rest} persen).", "en": "Quantile of their ranks ({rest} %)."},
    "p_": {"id": "Peluang kategori {rest}.", "en": "Probability of the category {rest}."},
    "group:": {"id": "Kelompok daerah: {rest}.", "en": "Group of the unit: {rest}."},
    "denominator:": {"id": "Penyebut: {rest}.", "en": "Denominator: {rest}."},
}
_LEVELS: Mapping[str, Mapping[Lang, str]] = {
    "province": {"id": "Provinsi", "en": "Province"},
    "regency": {"id": "Kabupaten-kota", "en": "Regency and city"},
}


def level_word(level: str, lang: Lang) -> str:
    """Give the word for a level, or the level itself where it is somebody's own."""
    return _LEVELS[level][lang] if level in _LEVELS else level


def meaning(column: str, lang: Lang) -> str:
    """Say what a column beside those of the figures means; empty for one that nobody knows."""
    if column in WIDE:
        return WIDE[column][lang]
    found = next((begins for begins in _BEGINNINGS if column.startswith(begins)), "")
    return _BEGINNINGS[found][lang].format(rest=column.removeprefix(found)) if found else ""
