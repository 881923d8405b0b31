"""Whether the editions came true: each outcome held against each edition's scores."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from ikpweb.api.asked import Asked, edition_of
from ikpweb.api.paging import Page, Paged, paged
from ikpweb.api.schemas import Level
from ikpweb.api.told import told
from ikpweb.runs.engine import Finding, Held, Measure, held

__all__ = ["router"]

router = Router(tags=["validation"])

ReadingOfScores = Literal["own", "regencies", "province"]

_READING = (
    "own: the unit's own score; regencies: mean of the regencies of the province; province: score of the province.",
    "own: skor sendiri; regencies: rata-rata kabupaten/kota dalam provinsi; province: skor provinsinya.",
)


class AskedValidation(Paged, Asked):
    """What relations are asked with."""

    edition: str | None = told("Only of this edition.", "Hanya edisi ini.", default=None, max_length=40)
    level: Level | None = told("Only of this level.", "Hanya tingkat ini.", default=None)
    reading: ReadingOfScores | None = told(*_READING, default=None)
    outcome: str | None = told("Only of what has this code.", "Hanya yang berkode ini.", default=None, max_length=40)


class Estimate(Schema):
    """A figure with its 95 % interval; null where it does not exist, with the reason."""

    value: float | None
    low: float | None
    high: float | None
    reason: str | None = told(
        "few_units, few_positives, no_spread, perfect, no_size or not_converged.",
        "few_units, few_positives, no_spread, perfect, no_size, atau not_converged.",
    )


class UnitsOnTop(Schema):
    """The units on top against the rest, as far down as all of them are known."""

    k: int = told("Units on top.", "Banyaknya daerah teratas.")
    hits: int = told("How many of them had it.", "Di antaranya yang mengalami.")
    rest: int = told("Other units.", "Daerah lain.")
    rest_hits: int = told("How many of those had it.", "Di antaranya yang mengalami.")
    lift: float = told("Rate on top over the rate of all.", "Angka yang teratas dibagi angka keseluruhan.")
    p: float = told("Two-sided p-value of Fisher's test.", "Nilai p dua sisi uji Fisher.")
    p_corrected: float = told("Corrected over the whole study (Holm).", "Dikoreksi atas seluruh studi (Holm).")


class Validation(Schema):
    """An outcome held against the scores of an edition."""

    edition: str
    level: Level
    reading: ReadingOfScores = told(*_READING)
    outcome: str = told("Code of what happened.", "Kode yang terjadi.")
    title: str = told("What happened, in the language asked for.", "Yang terjadi.")
    note: str = told("What a reader should know, in the language asked for.", "Catatan bagi pembaca.")
    election: str
    until: str = told("Date of the latest list.", "Tanggal daftar terakhir.")
    listing: Literal["complete", "partial"] = told(
        "complete: an absent unit had none; partial: nothing is known of it and it is left out.",
        "complete: daerah yang tidak tercantum berarti nol; partial: tidak diketahui dan tidak dipakai.",
    )
    units: int = told("Units compared.", "Daerah yang dibandingkan.")
    positives: int = told("Units that had it.", "Daerah yang mengalaminya.")
    spearman: Estimate = told("Rank correlation; 0 is no relation.", "Korelasi peringkat; 0 berarti tanpa hubungan.")
    auc: Estimate = told("Area under the ROC curve; 0.5 is none.", "Luas di bawah kurva ROC; 0,5 berarti tanpa.")
    ratio: Estimate = told(
        "Rate or odds ratio per standard deviation of the score, adjusted for size; 1 is none.",
        "Rasio laju atau peluang banding per simpangan baku skor, ukuran diperhitungkan; 1 berarti tanpa.",
    )
    skill: Estimate = told(
        "Skill (Brier) of the chance that the score implies; 0 is none.",
        "Nilai tambah (Brier) peluang dari skor; 0 berarti tidak ada.",
    )
    size_spearman: float | None = told("Rank correlation of size alone.", "Korelasi peringkat ukuran daerah saja.")
    p: float | None = told("p-value by permutation.", "Nilai p dengan permutasi.")
    p_corrected: float | None = told("Corrected over the whole study (Holm).", "Dikoreksi atas seluruh studi (Holm).")
    detectable: float | None = told(
        "Smallest rank correlation that so many units find in 8 cases of 10.",
        "Korelasi terkecil yang ditemukan daerah sebanyak itu dalam 8 dari 10 kasus.",
    )
    top: UnitsOnTop | None
    sources: list[str] = told("Where the facts stand.", "Tempat faktanya tercetak.")


@router.get("/validation", response=Page[Validation], operation_id="validation",
            summary="Did the index come true: scores held against what happened afterwards",
            openapi_extra={"x-summary-id": "Apakah indeks terbukti: skor dan yang terjadi sesudahnya",
                           "x-may-miss": True})  # fmt: skip
def validation(request: HttpRequest, response: HttpResponse, asked: Query[AskedValidation]) -> dict[str, Any]:
    """Give what the study found, outcome by outcome."""
    if asked.edition is not None:
        edition_of(asked.edition)
    found = [
        _document(here, each, asked.lang)
        for here in held()
        for each in here.findings
        if asked.edition in (None, here.edition)
        and asked.level in (None, here.level)
        and asked.reading in (None, here.reading)
        and asked.outcome in (None, each.code)
    ]
    return paged(request, response, found, asked)


def _document(here: Held, each: Finding, language: str) -> dict[str, Any]:
    top = each.top
    return {
        "edition": here.edition,
        "level": here.level,
        "reading": here.reading,
        "outcome": each.code,
        "title": each.title.in_language(language),
        "note": each.note.in_language(language),
        "election": each.election,
        "until": each.until,
        "listing": "complete" if each.complete else "partial",
        "units": each.n,
        "positives": each.positives,
        "spearman": _estimate(each.spearman),
        "auc": _estimate(each.auc),
        "ratio": _estimate(each.ratio),
        "skill": _estimate(each.skill),
        "size_spearman": each.numbers["size_spearman"],
        "p": each.numbers["p"],
        "p_corrected": each.numbers["p_holm_study"],
        "detectable": each.numbers["power_rho"],
        "top": None
        if top is None
        else {
            "k": top.k,
            "hits": top.hits,
            "rest": top.rest,
            "rest_hits": top.rest_hits,
            "lift": top.lift,
            "p": top.p,
            "p_corrected": top.p_study,
        },
        "sources": list(each.sources),
    }


def _estimate(figure: Measure) -> dict[str, Any]:
    return {"value": figure.value, "low": figure.low, "high": figure.high, "reason": figure.why or None}
