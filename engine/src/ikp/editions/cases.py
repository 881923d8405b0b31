"""Published cases: what has been printed about an indicator, with its source.

Figures only, in our own words. To which indicator a printed figure belongs is our
assignment where the print does not use the names of the instrument.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ikp.editions.guidance import Texts, bilingual, refuse
from ikp.errors import problem
from ikp.framework import Framework
from ikp.io.paths import Readable, shown
from ikp.io.tables import read_rows

__all__ = ["Case", "read_cases"]


@dataclass(frozen=True, slots=True)
class Case:
    """Something printed about an indicator.

    Parameters
    ----------
    unit : str
        Code of the unit; empty where it is about the whole country.
    period : str
        When it was collected or printed, as a month; or the years of the events, as in ``2017/2020``.
    text : mapping
        By language.
    certainty : {'published', 'derived'}
    sources : tuple of str
    """

    unit: str
    period: str
    text: Texts
    certainty: str
    sources: tuple[str, ...]


def read_cases(path: Readable, framework: Framework) -> Mapping[str, tuple[Case, ...]]:
    """Read published cases from a CSV file, by indicator, in the framework's order; most indicators may have none.

    Raises
    ------
    UsageError
        If the file cannot be opened.
    DataError
        For indicators that the framework does not know.
    """
    rows = read_rows(path)
    unknown = sorted({row["indicator"] for row in rows} - set(framework.indicators))
    refuse([problem("guidance-unknown", file=shown(path), codes=unknown)] if unknown else [])
    cases: dict[str, list[Case]] = {code: [] for code in framework.indicators}
    for row in rows:
        text = bilingual({"id": row["text_id"], "en": row["text_en"]})
        case = Case(row["unit"], row["period"], text, row["certainty"], tuple(row["source"].split("; ")))
        cases[row["indicator"]].append(case)
    return MappingProxyType({code: tuple(listed) for code, listed in cases.items()})
