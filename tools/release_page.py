"""Make `docs/reference/release-files.md`: every file of a release and every column in it, from the example release."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path

__all__ = ["page", "undescribed"]

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "engine/cases/releases/contoh-sintetis.zip"
_HEAD = """\
# Files of a release

<!-- Made from the example release (engine/cases/releases) and its data package by `make pages`. -->

Every file of a [release](../how-to/verify-a-release.md), and every column of its tables. Tables are CSV in UTF-8 with
decimal points; an empty cell is a number that is not there, and the column `reason` says why. Nothing is rounded.
Made-up data say *SINTETIS* in a column `label` of their own, which real releases do not have.

*Berkas sebuah rilis dan kolom tabelnya.*
"""
#: What a file holds, by its name; `*` stands for a level.
FILES: Mapping[str, str] = {
    "release.json": "name, edition, publisher, time, engine, policy, digests, and the digest of the version before",
    "registry.csv": "the units and what they belong to",
    "data/*.csv": "what went in: every accepted input of every unit",
    "method/*/framework.json": "the tree of indicators with weights and directions",
    "method/*/recipe.json": "the steps with their parameters and everything that was fitted",
    "results/*.csv": "every node of every unit: score, rank, category",
    "results/*-intervals.csv": "how sure it is, where that was computed",
    "results/*-means.csv": "the second reading of provinces: the mean of their regencies",
    "coverage.csv": "what was used and what was left out, and why",
    "METHOD.md": "the method in words",
    "CHANGES.md": "what is new, and what was wrong before",
    "audit/checkpoint.json": "the state of the audit log when the release was frozen",
    "datapackage.json": "the tables, for machines (Frictionless)",
    "MANIFEST": "SHA-256 and size of every file",
    "MANIFEST.sig": "the signature over it (Ed25519)",
}


def page() -> str:
    """Write the page."""
    names = list(_files())
    rows = "".join(f"| `{name.replace('*', '‹level›')}` | {said} |\n" for name, said in FILES.items())
    return (
        _HEAD
        + f"\n| file | holds |\n|---|---|\n{rows}"
        + "".join(_table(name) for name in _tables() if _pattern(name, names))
    )


def undescribed() -> list[str]:
    """Find files and columns of the example release that the page says nothing of."""
    found = [f"{name}: no file of this name is described." for name in _files() if not _pattern(name, names=[name])]
    return found + [
        f"{name}: the column {field['name']} has no description in ikp.release.describing."
        for name, fields in _fields().items()
        for field in fields
        if not field.get("description")
    ]


def _files() -> Iterator[str]:
    with zipfile.ZipFile(EXAMPLE) as bundle:
        for name in bundle.namelist():
            yield name.partition("/")[2]


def _pattern(name: str, names: list[str]) -> str:
    """Give the description under which a file falls: the longest that fits."""
    return max((each for each in FILES if name in names and fnmatch(name, each)), key=len, default="")


def _fields() -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(EXAMPLE) as bundle:
        folder = bundle.namelist()[0].partition("/")[0]
        package = json.loads(bundle.read(f"{folder}/datapackage.json"))
    return {each["path"]: each["schema"]["fields"] for each in package["resources"]}


def _tables() -> list[str]:
    """Give one table of each sort: levels have the same columns."""
    return [name for name in _fields() if "regency" not in name]


def _table(name: str) -> str:
    with zipfile.ZipFile(EXAMPLE) as bundle:
        folder = bundle.namelist()[0].partition("/")[0]
        lines = io.StringIO(bundle.read(f"{folder}/{name}").decode())
    first = next(iter(csv.DictReader(lines)), {})
    rows = "".join(
        f"| `{each['name']}` | {each['type']} | {each.get('description', '')} | {first.get(each['name'], '')} |\n"
        for each in _fields()[name]
    )
    title = name.replace("province", "‹level›")
    return f"\n## `{title}`\n\n| column | type | meaning | for example |\n|---|---|---|---|\n{rows}"
