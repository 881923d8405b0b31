"""Polling stations from partitioned Parquet, rolled up to areas without holding them all (extra ``ikp[files]``)."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from ikp.errors import DataError, UsageError, problem
from ikp.problems import Problem

if TYPE_CHECKING:
    import polars

__all__ = ["AREAS", "Area", "is_made_up", "roll_up", "write_demo_stations"]

Area = Literal["country", "province", "regency", "district", "village"]

#: Characters of a station's code, 11.01.01.2001.003, that name the area.
AREAS: dict[Area, int] = {"country": 0, "province": 2, "regency": 5, "district": 8, "village": 13}
_CODE = r"^\d{2}\.\d{2}\.\d{2}\.\d{4}\.\d{3,4}$"


def is_made_up(path: str | Path) -> bool:
    """Tell whether any station of files that can be read says that it is made up (label *SINTETIS*)."""
    import polars as pl

    place = Path(path)
    frame = pl.scan_parquet(sorted(place.rglob("*.parquet")) if place.is_dir() else place, hive_partitioning=False)
    if "label" not in frame.collect_schema().names():
        return False
    return bool(frame.select((pl.col("label") == "SINTETIS").any()).collect(engine="streaming").item())


def roll_up(source: "str | Path | polars.DataFrame", indicators: Sequence[str], area: Area) -> "polars.DataFrame":
    """Count stations by area: all, those with an answer, those with yes, and the share of yes among the answers.

    The files are streamed. Memory grows with the number of areas, and with that of the stations
    only for the check that none is there twice.

    Parameters
    ----------
    source : path or polars.DataFrame
        A Parquet file, or a folder that holds some at any depth, all with the same columns:
        ``station`` (code as text) and one per indicator (0/1 or boolean; empty is no answer).
        Or such a table itself.
    indicators : sequence of str
    area : {'country', 'province', 'regency', 'district', 'village'}

    Returns
    -------
    polars.DataFrame
        ``unit, indicator, stations, answered, yes, share``, by unit, then indicator as given; the
        unit of the country is empty, and a share without an answer is null.

    Raises
    ------
    UsageError
        If there is no file, or polars is not installed.
    DataError
        For missing columns, codes of another form, stations twice, or answers neither yes nor no.
    """
    try:
        import polars as pl
    except ImportError:
        raise UsageError(problem("file-extra", kind="Parquet", package="polars")) from None
    if isinstance(source, pl.DataFrame):
        file, found = "", []
    else:
        file, place = str(source), Path(source)
        found = sorted(place.rglob("*.parquet")) if place.is_dir() else [place] if place.is_file() else []
        if not found:
            raise UsageError(problem("stations-none", path=source))
    try:
        frame = source.lazy() if isinstance(source, pl.DataFrame) else pl.scan_parquet(found, hive_partitioning=False)
        columns = frame.collect_schema().names()
        lacking = [name for name in ("station", *indicators) if name not in columns]
        if lacking:
            raise DataError(Problem("stations-columns", {"columns": ", ".join(lacking)}, file=file))
        _refuse(frame, indicators, file)
        unit = pl.col("station").str.slice(0, AREAS[area]).alias("unit")
        sums = [
            each
            for code in indicators
            for each in (
                pl.col(code).count().cast(pl.Int64).alias(f"{code} answered"),
                pl.col(code).cast(pl.Int64).sum().alias(f"{code} yes"),
            )
        ]
        wide = (
            frame.select(unit, *indicators)
            .group_by("unit")
            .agg(pl.len().cast(pl.Int64).alias("stations"), *sums)
            .collect(engine="streaming")
        )
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:  # it panics on odd bytes
        detail = str(error).splitlines()[0]
        raise DataError(Problem("file-damaged", {"kind": "Parquet", "detail": detail}, file=file)) from None
    answered, yes = pl.col("answered"), pl.col("yes")
    parts = [
        wide.select(
            "unit",
            pl.lit(code).alias("indicator"),
            pl.lit(turn).alias("turn"),
            "stations",
            pl.col(f"{code} answered").alias("answered"),
            pl.col(f"{code} yes").alias("yes"),
        )
        for turn, code in enumerate(indicators)
    ]
    share = pl.when(answered > 0).then(yes / answered).alias("share")
    return pl.concat(parts).sort("unit", "turn").drop("turn").with_columns(share)


def _refuse(frame: "polars.LazyFrame", indicators: Sequence[str], file: str) -> None:
    """Refuse what cannot be counted, in one pass over the files."""
    import polars as pl

    code = pl.col("station").cast(pl.String)
    odd = ~code.str.contains(_CODE).fill_null(value=False)
    wrong = [
        ((pl.col(each).cast(pl.Float64) != 0) & (pl.col(each).cast(pl.Float64) != 1)).sum().alias(each)
        for each in indicators
    ]
    seen = frame.select(
        odd.sum().alias("odd"),
        code.filter(odd).first().alias("example"),
        (pl.len() - code.n_unique()).alias("twice"),
        *wrong,
    ).collect(engine="streaming")
    told = seen.row(0, named=True)
    problems = []
    if told["odd"]:
        example = told["example"] if told["example"] is not None else "–"
        problems.append(Problem("stations-code", {"count": told["odd"], "example": example}, file=file))
    elif told["twice"]:
        double = frame.group_by("station").len().filter(pl.col("len") > 1).select(pl.col("station").min())
        example = double.collect(engine="streaming").item()
        problems.append(Problem("stations-twice", {"count": told["twice"], "example": example}, file=file))
    problems += [
        Problem("stations-answer", {"indicator": each, "count": told[each]}, file=file)
        for each in indicators
        if told[each]
    ]
    if problems:
        raise DataError(problems)


def write_demo_stations(
    folder: str | Path, codes: Sequence[str], indicators: Sequence[str], answers: NDArray[np.uint8]
) -> None:
    """Write made-up stations as Parquet, a folder per province, every row labelled *SINTETIS*.

    Parameters
    ----------
    folder : path
    codes : sequence of str
    indicators : sequence of str
    answers : array of uint8, shape (stations, indicators)
    """
    import polars as pl

    columns = {code: answers[:, j] for j, code in enumerate(indicators)}
    frame = pl.DataFrame({"station": codes, **columns}).with_columns(pl.lit("SINTETIS").alias("label"))
    for (province,), part in frame.group_by(pl.col("station").str.slice(0, 2), maintain_order=True):
        place = Path(folder) / f"province={province}"
        place.mkdir(parents=True)
        part.write_parquet(place / "stations.parquet")
