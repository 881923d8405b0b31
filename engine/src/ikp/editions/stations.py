"""The mapping of vulnerable polling stations (TPS rawan): an instrument whose units are polling stations.

It stands apart from the list of editions: what was published are national counts of stations by
indicator, no score, and its units are in no registry.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from ikp.framework import Framework
from ikp.io import read_framework, read_recipe
from ikp.io.paths import read_text
from ikp.io.tables import read_rows
from ikp.recipe import Recipe

__all__ = ["Instrument", "tps_rawan"]

_DATA = files("ikp.editions") / "data"


@dataclass(frozen=True)
class Instrument:
    """Yes/no questions about polling stations, as far as they are known.

    Parameters
    ----------
    code : str
    titles, missing_items : mapping
        By language.
    launched : date
    collected : tuple of date
        First and last day.
    variables, indicators : int
        How many it has by print; the framework holds those whose names are known.
    provinces, villages : int
        How many were mapped, by print.
    without_indicators : sequence of str
        Variables of which no indicator is known.
    source : str
    framework : Framework
    recipe : Recipe
        Of a score of stations; all of it is assumed, since none was published.
    counts : mapping
        Published number of stations by indicator.
    """

    code: str
    titles: Mapping[str, str]
    missing_items: Mapping[str, Sequence[str]]
    launched: date
    collected: tuple[date, date]
    variables: int
    indicators: int
    provinces: int
    villages: int
    without_indicators: Sequence[str]
    source: str
    framework: Framework
    recipe: Recipe
    counts: Mapping[str, int]


@cache
def tps_rawan() -> Instrument:
    """Give the instrument of Pemilu 2024."""
    folder = _DATA / "tps-rawan-2024"
    told: dict[str, Any] = tomllib.loads(read_text(folder / "instrument.toml"))
    told["collected"] = tuple(told["collected"])
    return Instrument(
        code="tps-rawan-2024",
        framework=read_framework(folder / "framework.csv"),
        recipe=read_recipe(folder / "recipe.toml"),
        counts={row["indicator"]: int(row["stations"]) for row in read_rows(folder / "counts.csv")},
        **told,
    )
