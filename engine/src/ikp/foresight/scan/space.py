"""The spatial scan statistic (Kulldorff 1997): which neighbouring units hold more than their share?"""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from ikp.errors import DataError, problem
from ikp.foresight.scan.growing import Floats, Progress
from ikp.foresight.scan.ratios import Binomial, Poisson
from ikp.foresight.scan.result import Clusters
from ikp.foresight.scan.scanning import Asked, Cells, observed_matrix, refuse_units, scan
from ikp.foresight.scan.windows import Windows

__all__ = ["scan_space"]

Form = Literal["textbook", "reference"]
#: NumPy's exact draw without replacement works up to so many people.
_MOST_PEOPLE = 10**9


def scan_space(
    cases: ArrayLike,
    windows: Windows,
    *,
    rng: np.random.Generator,
    expected: ArrayLike | None = None,
    population: ArrayLike | None = None,
    model: Literal["poisson", "binomial"] = "poisson",
    simulations: int = 999,
    most: int = 10,
    form: Form = "textbook",
    units: Sequence[str] | None = None,
    names: Mapping[str, str] | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    synthetic: bool = False,
) -> Clusters:
    """Scan units for clusters of cases, their total given.

    Parameters
    ----------
    cases : array_like, shape (n,)
        Cases of each unit, from 0; NaN where nobody observed: the unit takes no part.
    windows : Windows
        Of the n units.
    rng : numpy.random.Generator
        Draws the simulations; the result is the same for every number of `workers`.
    expected : array_like, shape (n,), optional
        Expected cases, in any unit; for ``poisson``. Left out, in proportion to `population`.
    population : array_like, shape (n,), optional
        People, supervisors or polling stations; whole numbers for ``binomial``.
    model : {'poisson', 'binomial'}
        Cases per expected, or so many of the people are cases.
    simulations : int
        For the probabilities; 0 for none.
    most : int
        Clusters at most.
    form : {'textbook', 'reference'}
        ``reference`` repeats R's SpatialEpi: totals in the score are cut to whole numbers, and
        a binomial simulation draws with replacement.
    units : sequence of str, optional
        Codes; left out, the places from 1.
    names : mapping, optional
        Unit to what it is called.
    workers : int, optional
        Threads; left out, one per core.
    progress : callable, optional
        Called with simulations done, and all.
    synthetic : bool
        True for made-up cases.

    Returns
    -------
    Clusters
        Without a cluster, and with the warning ``scan-no-cases``, when there is no case.

    Raises
    ------
    DataError
        For shapes that do not fit, negative numbers, cases where nothing is expected, more cases than
        people, people that are no whole numbers.
    UsageError
        For a number of simulations below 0.
    """
    size = windows.size
    codes = tuple(units) if units is not None else tuple(str(place + 1) for place in range(size))
    counts = observed_matrix(cases, (size,), "cases")
    base = expected if model == "poisson" and expected is not None else population
    if base is None:
        raise DataError(problem("scan-shape", what="population", shape="()", wanted=str((size,))))
    what = "expected" if base is expected else "population"
    cells = np.nan_to_num(observed_matrix(base, (size,), what))
    lost = np.isnan(counts)
    counts[lost] = cells[lost] = 0.0
    refuse_units("scan-nothing-expected", (cells == 0) & (counts > 0), codes)
    total, whole = float(counts.sum()), float(cells.sum())
    drawn = round(total)
    if form == "reference":
        if model == "poisson" and base is population:
            cells *= total / whole  # the reference cuts the sum of expected cases, not that of people
            whole = total
        total, whole = float(int(total)), float(int(whole))
    found: Poisson | Binomial | None = None
    if model == "binomial":
        refuse_units("scan-over-population", counts > cells, codes)
        _people(cells)
        replaced = form == "reference" or whole >= _MOST_PEOPLE
        found = Binomial(windows, cells[None], 1, drawn, total, replaced) if total else None
    elif total:
        found = Poisson(windows, cells[None], 1, drawn, total, whole)
    return scan(
        found,
        Cells(
            counts[None],
            (cells * (counts.sum() / cells.sum()) if cells.any() else cells)[None],
            codes,
            tuple((names or {}).get(code, code) for code in codes),
            unobserved=int(lost.sum()),
            synthetic=synthetic,
        ),
        windows,
        Asked({"model": model, "form": form}, simulations, most, workers, progress),
        rng,
    )


def _people(cells: Floats) -> None:
    if (cells != np.rint(cells)).any():
        raise DataError(problem("scan-whole", what="population"))
