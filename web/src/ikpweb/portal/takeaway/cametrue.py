"""Tables of whether an edition came true: relations, the units on top, rates by category, and the facts."""

from collections.abc import Mapping, Sequence
from typing import Any

from ikpweb.portal.takeaway.columns import Column, columns
from ikpweb.portal.takeaway.table import Table
from ikpweb.runs.engine import held, outcome_facts
from ikpweb.runs.selectors import editions
from ikpweb.territory.selectors import units

__all__ = ["of_facts", "of_findings", "of_rates", "of_tops"]

_LOW, _HIGH = (
    ("batas bawah rentang 95 %", "lower end of the 95 % interval"),
    (
        "batas atas rentang 95 %",
        "upper end of the 95 % interval",
    ),
)


def _between(name: str, heading: str, told: tuple[str, str], unit: str = "") -> Sequence[Column]:
    """Give a figure and the ends of its interval."""
    return (
        Column(name, heading, *told, unit),
        *(
            Column(f"{name}_{end}", f"{heading}_{ending}", f"{told[0]}: {said[0]}", f"{told[1]}: {said[1]}", unit)
            for end, ending, said in (("low", "bawah", _LOW), ("high", "atas", _HIGH))
        ),
    )


_WHERE = (
    Column("edition", "edisi", "Kode edisi IKP", "Code of the edition"),
    Column("level", "tingkat", "Tingkat: province atau regency", "Level: province or regency (regency or city)"),
    Column(
        "reading",
        "bacaan",
        "own: skor sendiri; regencies: rata-rata kabupaten/kotanya; province: skor provinsinya",
        "own: own score; regencies: mean of the regencies; province: score of the province",
    ),
    Column("outcome", "hasil", "Kode yang terjadi", "Code of what happened"),
    Column("title_id", "judul_id", "Yang terjadi, dalam bahasa Indonesia", "What happened, in Indonesian"),
    Column("title_en", "judul_en", "Yang terjadi, dalam bahasa Inggris", "What happened"),
    Column(
        "list",
        "daftar",
        "complete: daerah yang tidak tercantum berarti nol; partial: tidak diketahui dan tidak dipakai",
        "complete: an absent unit had none; partial: nothing is known of it and it is left out",
    ),
)
_FINDINGS: Sequence[Column] = (
    *_WHERE,
    Column("election", "pemilu", "Pemilu yang bersangkutan", "Election that it is about"),
    Column("until", "sampai", "Tanggal daftar terakhir", "Date of the latest list", "date"),
    Column("n", "daerah", "Daerah yang dibandingkan", "Units compared"),
    Column("positives", "mengalami", "Daerah yang mengalaminya", "Units that had it"),
    Column("events", "kejadian", "Jumlah kejadian di daerah itu", "Events in these units"),
    *_between("spearman", "spearman", ("Korelasi peringkat Spearman", "Spearman's rank correlation")),
    *_between(
        "rate_spearman",
        "spearman_per_ukuran",
        ("Korelasi peringkat dengan jumlah per ukuran daerah", "Rank correlation with the count per size of the unit"),
    ),
    *_between(
        "partial_spearman",
        "spearman_parsial",
        ("Korelasi peringkat dengan ukuran daerah dibuat tetap", "Rank correlation with size held fixed"),
    ),
    *_between("auc", "auc", ("Luas di bawah kurva ROC; 0,5 = tanpa hubungan", "Area under the ROC curve; 0.5 is none")),
    *_between(
        "ratio",
        "rasio",
        (
            "Rasio laju atau peluang banding per simpangan baku skor, ukuran diperhitungkan; 1 = tanpa hubungan",
            "Rate or odds ratio per standard deviation of the score, adjusted for size; 1 is none",
        ),
    ),
    Column("model", "model", "Model rasio: quasi-poisson atau firth", "Model of the ratio: quasi-poisson or firth"),
    *_between(
        "skill",
        "nilai_tambah",
        (
            "Nilai tambah peluang dari skor terhadap satu angka untuk semua (Brier); 0 = tidak ada",
            "Skill of the chance that the score implies against one rate for all (Brier); 0 is none",
        ),
    ),
    Column(
        "size_spearman", "spearman_ukuran", "Korelasi peringkat ukuran daerah saja", "Rank correlation of size alone"
    ),
    Column("size_auc", "auc_ukuran", "AUC ukuran daerah saja", "AUC of size alone"),
    Column("trend_p", "p_tren", "Nilai p tren menurut kategori", "p-value of a trend by category"),
    Column("p", "p", "Nilai p korelasi, permutasi", "p-value of the correlation, by permutation"),
    Column("p_holm", "p_holm", "p dikoreksi dalam edisi ini (Holm)", "p corrected within this edition (Holm)"),
    Column(
        "p_holm_study", "p_holm_studi", "p dikoreksi atas seluruh studi (Holm)", "p corrected over the study (Holm)"
    ),
    Column(
        "p_bh_study",
        "p_bh_studi",
        "p dikoreksi atas seluruh studi (Benjamini dan Hochberg)",
        "p corrected over the study (Benjamini and Hochberg)",
    ),
    Column(
        "power_rho",
        "korelasi_terlihat",
        "Korelasi terkecil yang terlihat dalam 8 dari 10 kasus",
        "Smallest correlation that is seen in 8 cases of 10",
    ),
    Column("power_auc", "auc_terlihat", "AUC terkecil yang terlihat dalam 8 dari 10 kasus", "Smallest such AUC"),
    Column("sources", "sumber", "Sumber fakta yang dipakai", "Sources of the facts used"),
    Column("note_id", "catatan_id", "Catatan", "Note, in Indonesian"),
    Column("note_en", "catatan_en", "Catatan dalam bahasa Inggris", "Note"),
)
_TOPS: Sequence[Column] = (
    *_WHERE,
    Column("k", "k", "Banyaknya daerah teratas", "Number of units on top"),
    Column("hits", "mengalami", "Di antaranya yang mengalami", "Of these, how many had it"),
    Column("rest", "sisanya", "Banyaknya daerah lain", "Number of other units"),
    Column("rest_hits", "sisanya_mengalami", "Di antaranya yang mengalami", "Of these, how many had it"),
    Column(
        "lift", "kali_lipat", "Angka di antara yang teratas dibagi angka keseluruhan", "Rate on top over that of all"
    ),
    Column("chance_low", "acak_bawah", "Kali lipat daerah acak: batas bawah 95 %", "Lift of random units: lower 95 %"),
    Column("chance_high", "acak_atas", "Kali lipat daerah acak: batas atas 95 %", "Lift of random units: upper 95 %"),
    *_between("rate", "angka", ("Bagian yang mengalami di antara yang teratas", "Share on top that had it")),
    Column("p_fisher", "p_fisher", "Nilai p dua sisi uji Fisher", "Two-sided p-value of Fisher's test"),
)
_RATES: Sequence[Column] = (
    *_WHERE,
    Column(
        "part",
        "bagian",
        "category: kategori; third: sepertiga menurut peluang dari skor",
        "category, or third by the chance that the score implies",
    ),
    Column("category", "kategori", "Kategori, atau nomor sepertiga dari bawah", "Category, or third from the lowest"),
    Column("chance", "peluang", "Peluang rata-rata dari skor, untuk sepertiga", "Mean chance of the third"),
    Column("n", "daerah", "Daerah", "Units"),
    Column("positives", "mengalami", "Daerah yang mengalaminya", "Units that had it"),
    *_between("rate", "angka", ("Bagian yang mengalami", "Share that had it")),
)
_FACTS: Sequence[Column] = (
    Column("election", "pemilu", "Pemilu yang bersangkutan", "Election that it is about"),
    *columns("level", "code", "name"),
    Column("fact", "fakta", "Kunci fakta", "Key of the fact"),
    Column("number", "angka", "Nilai; 1 dan 0 untuk ya dan tidak", "Value; 1 and 0 for yes and no"),
    Column("measure", "satuan", "Yang dihitung", "What is counted"),
    Column("date", "tanggal", "Tanggal daftar atau kejadian", "Date of the list, or of what it tells", "date"),
    Column(
        "list",
        "daftar",
        "complete: yang tidak tercantum berarti nol; province: demikian di dalam provinsinya; known: nilai daerah ini "
        "saja yang diketahui; named: disebut, umumnya karena tinggi",
        "complete: absent units had none; province: so within its province; known: only of this unit; named: printed, "
        "mostly because it was high",
    ),
    *columns("source", "note"),
)


def of_findings(_asked: Mapping[str, str]) -> Table:
    """Give every relation of the study."""
    rows = [
        {
            **each.numbers,
            **_told(each),
            "election": each.election,
            "until": each.until,
            "sources": list(each.sources),
            "note_id": each.note.id,
            "note_en": each.note.en,
        }
        for here in held()
        for each in here.findings
    ]
    return _table(
        "ikp-validasi",
        (
            "Apakah indeks terbukti: hubungan dengan yang terjadi",
            "Did the index come true: relations with what happened",
        ),
        (
            "Satu baris per edisi, tingkat, bacaan, dan hal yang terjadi.",
            "A row per edition, level, reading and what happened.",
        ),
        shown=_FINDINGS,
        rows=rows,
        sources=[source for row in rows for source in row["sources"]],
    )


def of_tops(_asked: Mapping[str, str]) -> Table:
    """Give the k units on top against the rest, for every k as far down as the top is known."""
    rows = [{**row, **_told(each)} for here in held() for each in here.findings for row in each.curve]
    return _table(
        "ikp-validasi-teratas",
        ("Apakah indeks terbukti: k daerah teratas", "Did the index come true: the k units on top"),
        (
            "Satu baris per hal yang terjadi dan k, sejauh daerah teratas diketahui semuanya.",
            "A row per outcome and k, as far down as all units on top are known.",
        ),
        shown=_TOPS,
        rows=rows,
    )


def of_rates(_asked: Mapping[str, str]) -> Table:
    """Give rates by category, and by third of the chance that the score implies."""
    rows = [{**row, **_told(each)} for here in held() for each in here.findings for row in each.rates]
    return _table(
        "ikp-validasi-kategori",
        ("Apakah indeks terbukti: menurut kategori", "Did the index come true: by category"),
        (
            "Bagian daerah yang mengalaminya, dengan rentang Wilson.",
            "Share of units that had it, with Wilson's interval.",
        ),
        shown=_RATES,
        rows=rows,
    )


def of_facts(_asked: Mapping[str, str]) -> Table:
    """Give every fact about what happened, with its source."""
    known = units()
    rows = [{**row, "name": known[row["code"]].name if row["code"] in known else None} for row in outcome_facts()]
    return _table(
        "ikp-kejadian",
        ("Yang terjadi setelah edisi IKP", "What happened after the editions of the IKP"),
        ("Satu baris per fakta dengan sumbernya, 2019 sampai 2025.", "A row per fact with its source, 2019 to 2025."),
        shown=_FACTS,
        rows=rows,
        sources=[str(row["source"]) for row in rows],
    )


def _told(each: Any) -> dict[str, str]:
    return {"title_id": each.title.id, "title_en": each.title.en, "list": "complete" if each.complete else "partial"}


def _table(
    stem: str,
    title: tuple[str, str],
    description: tuple[str, str],
    *,
    shown: Sequence[Column],
    rows: Sequence[Mapping[str, Any]],
    sources: Sequence[str] = (),
) -> Table:
    names = [column.name for column in shown]
    used = {row["edition"] for row in rows if "edition" in row}
    return Table(
        stem=stem,
        title={"id": title[0], "en": title[1]},
        description={"id": description[0], "en": description[1]},
        columns=shown,
        rows=[{name: row.get(name) for name in names} for row in rows],
        editions=[edition for edition in editions() if edition.code in used],
        sources=sources,
    )
