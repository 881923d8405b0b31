"""Releases to write in other forms: the example, and a small one with every kind of cell."""

from functools import cache

from engine.tests.release.making import EXAMPLE, contents, framework, recipe, table
from ikp import compute
from ikp.release import Bundle, Part, Unit, files_of, open_bundle
from ikp.release.formats import Figures, figures_of
from ikp.release.manifest import manifest_of

LEVELS = {"province": {"91": "Satu", "92": "=Dua", "93": "Tiga"}, "regency": {"91.01": "Kota A", "92.71": "Kota B"}}


@cache
def example() -> Figures:
    """Give the example release, read."""
    return figures_of(open_bundle(EXAMPLE))


def small(**other: object) -> Bundle:
    """Give a release of two levels with means, intervals, counts of evidence, and a name that begins as a formula."""
    result = compute(table(synthetic=True), framework(), recipe())
    means = [{"unit": "91", "score": 1 / 3, "rank": 1.0, "category": "rendah", "coverage": 1.0}]
    intervals = [{"unit": unit, "score_p05": 0.1, "score_p95": 2 / 3, "p_rendah": 0.25} for unit in LEVELS["province"]]
    evidence = [
        {"unit": "91", "node": "a1", "events": 7, "files": 2, "reason": ""},
        {"unit": "92", "node": "a1", "events": None, "files": None, "reason": "fewer than 3"},
    ]
    given = {
        "parts": [Part("province", result, intervals=intervals, means=means)],
        "units": [Unit(code, name, level) for level, units in LEVELS.items() for code, name in units.items()],
        "coverage": [{"level": "province", "item": "cells", "reason": "", "count": 8}],
        "evidence": evidence,
    }
    files = files_of(contents(**{**given, **other}))
    return Bundle("kecil", {**files, "MANIFEST": manifest_of(files)})
