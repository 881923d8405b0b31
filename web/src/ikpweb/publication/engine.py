"""What publication asks of the engine: a computation as a release, written, signed, and checked again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.translation import get_language

from ikp import Framework, IndicatorTable, Recipe, compute
from ikp.editions import registry
from ikp.errors import IkpError
from ikp.problems import Lang
from ikp.release import (
    Bundle,
    Contents,
    Part,
    Unit,
    files_of,
    key_name,
    open_bundle,
    replay,
    signed,
    verify,
    write_folder,
    write_zip,
)
from ikp.release.formats import figures_of
from ikp.release.reading import inputs_of, means_of, scores_of, table_of, units_of
from ikp.release.replaying import TOLERANCE
from ikp.result import IndexResult
from ikpweb.methodology.models import Method
from ikpweb.runs.collected import Collected
from ikpweb.runs.engine.collecting import data_of

__all__ = [
    "Bundle",
    "IkpError",
    "Level",
    "Written",
    "dimensions_of",
    "faults",
    "fits",
    "index",
    "inputs_of",
    "means_of",
    "same",
    "scores_of",
    "table_of",
    "told",
    "totals",
    "units_at",
    "units_of",
    "write",
]

#: Score, rank and category of the index of a unit.
Total = tuple[float | None, int | None, str]


@dataclass(frozen=True)
class Level:
    """One level of a computation: its result, and what is stored of it beside."""

    level: str
    result: IndexResult
    intervals: Sequence[Mapping[str, Any]] = ()
    means: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Written:
    """A bundle on the disk: its files with size and SHA-256, and the key that signed it."""

    digest: str
    key: str
    files: Mapping[str, tuple[int, str]]


def index(collected: Collected, method: Method, *, synthetic: bool, dimensions: bool) -> IndexResult:
    """Compute a level as the platform computed it; with `dimensions`, from the scores of the dimensions alone."""
    framework, recipe = Framework.from_dict(method.framework), Recipe.from_dict(method.recipe)
    table, _log = data_of(collected, framework, recipe, synthetic=synthetic)
    result = compute(table, framework, recipe)
    return _above(result) if dimensions else result


def _above(result: IndexResult) -> IndexResult:
    """Compute an index anew from its dimensions, so that nothing below them is needed or told."""
    codes = result.framework.children(result.framework.root)
    table = IndicatorTable(
        result.units,
        codes,
        [[float(result.score(code)[i]) for code in codes] for i in range(len(result.units))],
        names=result.names,
        origin=result.table.origin,
        synthetic=result.table.synthetic,
    )
    return compute(table, result.framework.cut(codes), result.recipe.above_indicators())


def dimensions_of(method: Method) -> dict[str, str]:
    """Give the dimension that each indicator of a method lies under."""
    framework = Framework.from_dict(method.framework)
    dimensions = framework.children(framework.root)
    return {leaf: dimension for dimension in dimensions for leaf in framework.leaves_under(dimension)}


def units_at(day: date) -> list[tuple[str, str, str, str]]:
    """Give code, name, level and parent of the units of a day, under the parents of then."""
    return [(unit.code, unit.name, unit.level, unit.parent or "") for unit in registry().at(day).units]


def fits(result: IndexResult, scores: Mapping[str, float | None]) -> str:
    """Name the first unit whose stored score is not the computed one; empty when all are, to a billionth."""
    for unit, score in zip(result.units, result.score().tolist(), strict=True):
        stored = scores.get(unit)
        if (stored is None) != isnan(score) or (stored is not None and abs(stored - score) > TOLERANCE):
            return unit
    return ""


def write(
    folder: Path,
    key: Ed25519PrivateKey,
    levels: Sequence[Level],
    units: Sequence[tuple[str, str, str, str]],
    **told: Any,
) -> Written:
    """Write a release as a folder and a zip beside it, and check both as a stranger would.

    Parameters
    ----------
    folder : path
        Named as the release is.
    key : Ed25519PrivateKey
    levels : sequence of Level
    units : sequence of (code, name, level, parent)
    **told
        The other parts of `ikp.release.Contents`.

    Raises
    ------
    IkpError
        When something else stands there, or what was written does not verify and replay.
    """
    parts = [Part(each.level, each.result, each.intervals, each.means) for each in levels]
    contents = Contents(parts=parts, units=[Unit(*each) for each in units], **told)
    files = signed(files_of(contents, parquet=True), key)
    write_folder(folder, files)
    write_zip(folder.with_name(f"{folder.name}.zip"), folder.name, files)
    for path in (folder, folder.with_name(f"{folder.name}.zip")):
        found = verify(open_bundle(path))
        if not found.sound:
            raise IkpError(found.problems)
    replayed = replay(open_bundle(folder))
    if replayed.difference is not None:
        message = f"{replayed.name}: {replayed.difference}"
        raise AssertionError(message)
    signature = json.loads(files["MANIFEST.sig"])
    return Written(Bundle("", files).digest, key_name(signature["public_key"]), _listed(files))


def _listed(files: Mapping[str, bytes]) -> dict[str, tuple[int, str]]:
    """Give size and SHA-256 of each file, the latter as MANIFEST says it."""
    lines = files.get("MANIFEST", b"").decode().splitlines()
    sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    return {name: (len(body), sums.get(name, "")) for name, body in files.items()}


def faults(place: Path, key: str) -> list[str]:
    """Say everything that is wrong with a release on the disk, a sentence each; `key` is the one that signed it."""
    language: Lang = "en" if (get_language() or "id").startswith("en") else "id"
    try:
        found = verify(open_bundle(place), key)
    except IkpError as error:
        return [each.sentence(language) for each in error.problems]
    return [each.sentence(language) for each in found.problems]


def told(folder: Path) -> dict[str, Any] | None:
    """Give digest and files of a release as its folder has them; None where that cannot be read."""
    try:
        bundle = open_bundle(folder)
        return {"digest": bundle.digest, "files": _listed(bundle.files)}
    except IkpError:
        return None


def same(one: Total | None, other: Total | None) -> bool:
    """Tell whether two stand for the same: rank and category identical, scores to a billionth."""
    if one is None or other is None or one[1:] != other[1:]:
        return one is other
    if one[0] is None or other[0] is None:
        return one[0] is other[0]
    return abs(one[0] - other[0]) <= TOLERANCE


def totals(folder: Path) -> dict[tuple[str, str], dict[str, Total]]:
    """Give what was frozen by level and reading: unit to score, rank and category of the index."""
    try:
        figures = figures_of(open_bundle(folder))
    except IkpError:
        return {}
    found: dict[tuple[str, str], dict[str, Total]] = {}
    readings = {"own": "own", "mean": "regencies"}
    for level, tree in figures.frameworks.items():
        for reading, stored in readings.items():
            rows = [row for row in figures.of(level, reading) if row["node"] == tree.root]
            if rows:
                found[level, stored] = {str(row["unit"]): _total(row) for row in rows}
    return found


def _total(row: Mapping[str, Any]) -> Total:
    return row["score"], None if row["rank"] is None else int(row["rank"]), row["category"]
