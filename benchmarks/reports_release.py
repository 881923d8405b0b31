"""A release of 34 provinces and 514 regencies with intervals, all made up (SINTETIS), for the benchmark of reports."""

import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ikp import compute
from ikp.editions import load
from ikp.io import outcome_rows
from ikp.recipe.steps import Events
from ikp.release import Contents, Part, Unit, files_of, signed
from ikp.steps.tabulate import tabulate
from ikp.testing import demo_events
from ikp.uncertainty import fitting, propagate, usual

__all__ = ["files"]

REPLICATES = 100


def files(rng: np.random.Generator) -> dict[str, bytes]:
    """Give the signed files of the release."""
    edition = load("2024")
    units = edition.registry().units
    parts = []
    for level in ("regency", "province"):
        framework, recipe = edition.framework(level), edition.recipe(level)
        names = {unit.code: unit.name for unit in units if unit.level == level}
        log = demo_events(framework, names, rng)
        table = tabulate(log, framework, recipe.step(Events), units=tuple(names))
        vary, _left_out = fitting(usual(), framework, recipe, aggregates=False)
        outcome = propagate(table, framework, recipe, vary, REPLICATES, seed=1, events=log)
        parts.append(Part(level, compute(table, framework, recipe), list(outcome_rows(outcome))))
    contents = Contents(
        code="sintetis",
        version=1,
        titles={"id": "SINTETIS", "en": "SINTETIS"},
        edition="2024",
        published="2026-11-28T09:00:00+07:00",
        publisher="ikp",
        parts=parts,
        units=[Unit(unit.code, unit.name, unit.level, unit.parent or "") for unit in units],
        method="# Metode / Method\n\nSINTETIS\n",
        changes="# Perubahan / Changes\n\n1. SINTETIS\n",
    )
    return signed(files_of(contents), Ed25519PrivateKey.generate())
