"""A small release for tests: three provinces of made-up values, in a method of two dimensions."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ikp import Framework, IndicatorTable, Node, Recipe, compute
from ikp.recipe.steps import Aggregate, Categorise, CategoryRule, Impute, Normalise
from ikp.release import Contents, Part, Unit

CASES = Path(__file__).parents[2] / "cases" / "releases"
EXAMPLE = CASES / "contoh-sintetis.zip"

UNITS = {"91": "Satu", "92": "Dua", "93": "Tiga"}


def framework() -> Framework:
    nodes = [("IKP", None), ("A", "IKP"), ("B", "IKP"), ("a1", "A"), ("a2", "A"), ("b1", "B")]
    return Framework([Node(code, parent, names={"id": code}) for code, parent in nodes])


def recipe() -> Recipe:
    rule = CategoryRule(method="cutoffs", cutoffs=(40.0, 60.0))
    return Recipe([Impute(), Normalise(), Aggregate(), Categorise(default=rule)], name="coba")


def table(**other: Any) -> IndicatorTable:
    values = [[1.0, 4.0, 3.0], [2.0, np.nan, 9.0], [5.0, 7.0, 1.0]]
    return IndicatorTable(tuple(UNITS), ("a1", "a2", "b1"), values, names=tuple(UNITS.values()), **other)


def contents(**other: Any) -> Contents:
    """Give what the small release says; `other` replaces parts of it."""
    given: Mapping[str, Any] = {
        "code": "coba",
        "version": 1,
        "titles": {"id": "Coba", "en": "Trial"},
        "edition": "coba",
        "published": "2026-11-28T00:00:00+00:00",
        "publisher": "uji",
        "parts": [Part("province", compute(table(synthetic=True), framework(), recipe()))],
        "units": [Unit(code, name, "province") for code, name in UNITS.items()],
        "method": "# Metode\n",
        "changes": "1. Pertama.\n",
    }
    return Contents(**{**given, **other})
