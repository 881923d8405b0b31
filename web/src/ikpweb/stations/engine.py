"""Translates the engine's instrument into questions, and reports into the tables that the engine counts."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Literal

import numpy as np

from ikp.editions.stations import tps_rawan
from ikp.io.stations import roll_up
from ikp.testing import demo_stations

__all__ = [
    "INSTRUMENTS",
    "NO",
    "NOT_ANSWERED",
    "YES",
    "Area",
    "counted",
    "digest_over",
    "latest",
    "made_up",
    "questions_of",
    "title_of",
]

#: Instruments whose units are polling stations.
INSTRUMENTS = {"tps-rawan-2024": tps_rawan}
#: How an answer is kept.
YES, NO, NOT_ANSWERED = "1", "0", "-"
#: Columns beside the questions; a question's code has no space.
_REPORTED, _FLAGGED = "is reported", "is flagged"

Area = Literal["regency", "district", "village"]


def questions_of(instrument: str) -> list[dict[str, Any]]:
    """Give the yes/no questions of an instrument: code, and name by language."""
    framework = INSTRUMENTS[instrument]().framework
    return [
        {"code": code, "names": {str(lang): name for lang, name in framework.by_code[code].names.items()}}
        for code in framework.indicators
    ]


def title_of(instrument: str) -> dict[str, str]:
    """Give the title of an instrument by language."""
    return {str(lang): title for lang, title in INSTRUMENTS[instrument]().titles.items()}


def latest(
    stations: Sequence[str], reports: Iterable[tuple[str, str, datetime, datetime]], questions: Sequence[str],
    opens_at: datetime, slack: float,
) -> Any:  # fmt: skip
    """Give the table of all stations with the latest answer to each question.

    The latest is what was observed last, as the sender says, and never later than it arrived: a report that lay
    in a telephone without a line does not undo a newer one, and a clock that runs ahead does not win for ever.

    Parameters
    ----------
    stations : sequence of str
    reports : iterable of tuple
        Station, answers as they are kept, when observed and when received; in the order of their numbers.
    questions : sequence of str
    opens_at : datetime
        A station whose report is said to be older has a clock that is wrong.
    slack : float
        Seconds that a sender's clock may run ahead.

    Returns
    -------
    polars.DataFrame
        ``station``, a column per question (1, 0 or null), ``is reported`` and ``is flagged`` (1 or null), ``reports``,
        ``changed`` and ``clock`` (boolean): answered otherwise than before; a clock that is wrong.
    """
    import polars as pl

    schema: dict[str, Any] = {"station": pl.String, "answers": pl.String, "at": pl.Datetime("us", "UTC"),
              "received": pl.Datetime("us", "UTC")}  # fmt: skip
    frame = pl.DataFrame(list(reports), schema=schema, orient="row")
    letters = [pl.col("answers").str.slice(i, 1).alias(code) for i, code in enumerate(questions)]
    answers = [
        pl.when(pl.col(code) == YES).then(1).when(pl.col(code) == NO).then(0).cast(pl.Int8).alias(code)
        for code in questions
    ]
    wrong = (pl.col("at") > pl.col("received") + pl.duration(seconds=slack)) | (pl.col("at") < opens_at)
    each = (
        frame.with_columns(*letters, wrong.alias("clock"))
        .with_columns(*answers)
        .sort(pl.min_horizontal("at", "received"), maintain_order=True)
        .group_by("station")
        .agg(
            *(pl.col(code).drop_nulls().last() for code in questions),
            pl.len().alias("reports"),
            pl.any_horizontal(*(pl.col(code).drop_nulls().n_unique() > 1 for code in questions)).alias("changed"),
            pl.col("clock").any(),
        )
    )
    known = pl.DataFrame({"station": list(stations)}, schema={"station": pl.String})
    whole = known.join(each, on="station", how="left", maintain_order="left")
    flagged = pl.col("changed").fill_null(value=False) | pl.col("clock").fill_null(value=False)
    return whole.with_columns(
        pl.col("reports").fill_null(0),
        pl.col("changed").fill_null(value=False),
        pl.col("clock").fill_null(value=False),
        pl.when(pl.col("reports") > 0).then(1).cast(pl.Int8).alias(_REPORTED),
        pl.when(flagged).then(1).cast(pl.Int8).alias(_FLAGGED),
    )


def counted(table: Any, questions: Sequence[str], area: Area) -> dict[str, dict[str, Any]]:
    """Count a table of stations by area, as the engine counts any.

    Returns
    -------
    dict
        By unit: ``stations``, ``reported``, ``flagged``, and ``answers``: by question [answered, yes].
    """
    found: dict[str, dict[str, Any]] = {}
    for row in roll_up(table, [_REPORTED, _FLAGGED, *questions], area).iter_rows(named=True):
        unit = found.setdefault(row["unit"], {"stations": row["stations"], "answers": {}})
        if row["indicator"] == _REPORTED:
            unit["reported"] = row["answered"]
        elif row["indicator"] == _FLAGGED:
            unit["flagged"] = row["answered"]
        else:
            unit["answers"][row["indicator"]] = [row["answered"], row["yes"]]
    return found


def made_up(instrument: str, regencies: Sequence[str], stations: int, seed: int) -> tuple[list[str], list[str]]:
    """Make up stations and answers in the published shares of the instrument; SINTETIS.

    Returns
    -------
    codes, answers : list of str
        Codes of stations, and their answers as they are kept.
    """
    told = INSTRUMENTS[instrument]()
    codes = list(told.framework.indicators)
    rng = np.random.default_rng(seed)
    nation = 823_220  # polling stations of Pemilu 2024, which the published counts are of
    share = {code: round(stations * told.counts[code] / nation) for code in codes}
    found, answers = demo_stations(share, list(regencies), stations, rng)
    kept = ["".join(YES if each else NO for each in row) for row in answers.tolist()]
    return list(found), kept


def digest_over(receipts: Iterable[str]) -> str:
    """Give the SHA-256 over receipts in their order."""
    digest = hashlib.sha256()
    for each in receipts:
        digest.update(each.encode() + b"\n")
    return digest.hexdigest()
