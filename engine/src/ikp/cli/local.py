"""What ``ikp scan --local`` does: of every unit, whether its neighbours are like it."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ikp.cli.output import Report
    from ikp.foresight.scan import LocalLikeness, Neighbours
    from ikp.foresight.streams import CountSeries

__all__ = ["look_locally", "show_locally", "values_of"]

#: Of the units that are told, at most this share is there by chance.
LEVEL = 0.05


def values_of(series: "CountSeries", weeks: int, per: "NDArray[np.float64] | None") -> "NDArray[np.float64]":
    """Give the reports of the last weeks of every unit, per 100 of what is given where something is.

    Parameters
    ----------
    per : array, shape (t, n), optional
        Supervisors, or people.

    Raises
    ------
    DataError
        For a unit of which no week was observed: with a value that is missing, nobody can be compared.
    """
    import numpy as np

    counts = series.counts[-weeks:]
    seen = np.isfinite(counts)
    total = np.where(seen, counts, 0.0).sum(axis=0)
    exposed = seen.sum(axis=0).astype(np.float64)
    if per is not None:
        exposed = np.where(seen, np.nan_to_num(per[-weeks:]), 0.0).sum(axis=0) / 100.0
    return np.where(exposed > 0, total / np.where(exposed > 0, exposed, 1.0), np.nan)


def look_locally(
    values: "NDArray[np.float64]",
    neighbours: "Neighbours",
    series: "CountSeries",
    *,
    method: str,
    permutations: int,
    seed: int,
) -> "LocalLikeness":
    """Ask local Moran or Getis-Ord, by permutations where any are wanted.

    Raises
    ------
    DataError, UsageError
        As `ikp.foresight.scan.local_moran`.
    """
    import numpy as np

    from ikp.foresight.scan import getis_ord, local_moran

    asked: dict[str, Any] = {"units": series.units, "permutations": permutations}
    asked["rng"] = np.random.default_rng(seed) if permutations else None
    return (local_moran if method == "moran" else getis_ord)(values, neighbours, **asked)


def show_locally(report: "Report", found: "LocalLikeness", series: "CountSeries", values: Any, weeks: int) -> None:
    """Show the units that stand out for the eye, and all of them for machines, the least likely first."""
    import numpy as np

    from ikp.cli.language import number, say, whole
    from ikp.cli.tables import Column

    report.document |= {
        "local": found.method,
        "weeks": weeks,
        "from": str(series.starts[-weeks]),
        "until": str(series.starts[-1] + 6),
        "level_of_false": LEVEL,
        "synthetic": series.synthetic,
    }
    label = "SINTETIS – " if series.synthetic else ""
    report.title(f"{label}{say(f'msg.scan.local.{found.method}')}")
    first, last = str(series.starts[-weeks]), str(series.starts[-1] + 6)
    told = found.below(LEVEL)
    report.line(
        say("msg.scan.local.looked", first=first, last=last, units=whole(len(found.units)), told=whole(int(told.sum())))
    )
    report.line()
    rows = [
        {
            "unit": found.units[at],
            "name": series.names.get(found.units[at], ""),
            "value": float(values[at]),
            "statistic": float(found.statistic[at]),
            "z": float(found.z[at]),
            "p": float(found.p[at]),
            "p_simulated": float(found.p_simulated[at]),
            "p_adjusted": float(found.p_adjusted[at]),
            "quarter": found.quarter[at],
            "told": bool(told[at]),
        }
        for at in np.lexsort((-np.abs(found.z), found.p_adjusted))
    ]
    report.table(
        "rows",
        [
            {**row, "where": row["name"] or row["unit"], "stands": say(f"scan.quarter.{row['quarter']}")}
            for row in rows
            if row["told"]
        ],
        [
            Column("where", fold=True, head="unit"),
            Column("value", "number", digits=2, head="scan_local_value"),
            Column("stands", fold=True, head="scan_local_stands"),
            Column("z", "number", digits=2, drop=1),
            Column("p_adjusted", "number", digits=4, head="scan_local_p"),
        ],
        main=True,
        machine=rows,
    )
    if not told.any():
        report.line(say("msg.scan.local.none", share=number(100 * LEVEL, 0)))
    report.line(say("msg.scan.local.reading", share=number(100 * LEVEL, 0)), "dim")
