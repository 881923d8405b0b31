"""The registry of Indonesia's provinces and regencies, from the data of the package.

Its sources stand in ``data/registry/sources.csv``. Codes are those of 2025 for every
edition: a unit keeps one code through time, and only its province changes with the date.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from math import nan
from typing import Final

from ikp.editions.place import data, table
from ikp.errors import DataError, problem
from ikp.io.paths import Readable, shown
from ikp.io.tables import read_rows
from ikp.problems import Problem
from ikp.registry import Level, Registry, Unit

__all__ = ["LAST_DAY_OF_34", "read_registry", "registry", "sources"]

_UPPER, _LOWER = re.compile(r"[0-9]{2}"), re.compile(r"[0-9]{2}\.[0-9]{2}")

#: The registry of this day has the 34 provinces of every edition up to and including 2024.
LAST_DAY_OF_34: Final = date(2022, 7, 24)


@cache
def registry() -> Registry:
    """Give all 38 provinces, then all 514 regencies, in the order of their codes; of another country, its own units.

    `Registry.at` gives the units of a day: 34 provinces up to `LAST_DAY_OF_34`, 37 until
    7 December 2022, 38 from then on.
    """
    if (data() / "registry.csv").is_file():
        return read_registry(data() / "registry.csv")
    aliases: dict[str, list[str]] = {}
    for row in table("registry", "aliases.csv"):
        aliases.setdefault(row["code"], []).append(row["alias"])
    provinces = [_province(row, tuple(aliases.get(row["code"], ()))) for row in table("registry", "provinces.csv")]
    regencies = [_regency(row, tuple(aliases.get(row["code"], ()))) for row in table("registry", "regencies.csv")]
    return Registry([*provinces, *regencies])


@cache
def sources() -> tuple[Mapping[str, str], ...]:
    """Give the registry's sources: what, certainty, source, note."""
    return tuple(table("registry", "sources.csv"))


def read_registry(path: Readable) -> Registry:
    """Read the units of a country from one table: *code*, *name*, *kind*, *parent*, and perhaps a point and an area.

    A unit without a parent stands on the upper level; ``01`` is its code, ``01.07`` that of a unit in it.

    Raises
    ------
    UsageError
        If the file cannot be opened.
    DataError
        For a column that is lacking, a code of another form, a parent that is not there.
    """
    rows = read_rows(path)
    lacking = [column for column in ("code", "name", "kind", "parent") if column not in (rows[0] if rows else {})]
    if lacking:
        raise DataError([problem("registry-column", file=shown(path), columns=lacking)])
    upper = {row["code"] for row in rows if not row["parent"]}
    found = [_placed(row, upper) for row in rows]
    if wrong := [each for each in found if each]:
        raise DataError(wrong)
    return Registry(map(_unit, sorted(rows, key=lambda row: (bool(row["parent"]), row["code"]))))


def _placed(row: Mapping[str, str], upper: Collection[str]) -> Problem | None:
    """Find what is wrong with code and parent: tables of spreadsheets and addresses of pages rely on their form."""
    code, parent = row["code"], row["parent"]
    if not (_LOWER if parent else _UPPER).fullmatch(code):
        return problem("registry-code", code=code, name=row["name"], form="01.07" if parent else "01")
    if parent and (parent not in upper or not code.startswith(f"{parent}.")):
        return problem("registry-parent", code=code, name=row["name"], parent=parent)
    return None


def _unit(row: Mapping[str, str]) -> Unit:
    lat, lon, area = (float(row.get(column) or nan) for column in ("lat", "lon", "area_km2"))
    above = row["parent"] or None
    level: Level = "regency" if above else "province"
    return Unit(row["code"], row["name"], level, row["kind"], above, lat=lat, lon=lon, area_km2=area)


def _province(row: Mapping[str, str], aliases: tuple[str, ...]) -> Unit:
    return Unit(
        row["code"],
        row["name"],
        "province",
        "provinsi",
        split_from=row["split_from"] or None,
        bps=row["bps_code"] or None,
        aliases=aliases,
        valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        law=row["legal_base"],
    )


def _regency(row: Mapping[str, str], aliases: tuple[str, ...]) -> Unit:
    lat, lon, area = (float(row[column] or nan) for column in ("lat", "lon", "area_km2"))
    return Unit(
        row["code"],
        row["name"],
        "regency",
        row["kind"],
        row["parent"],
        row["parent_before"] or None,
        bps=row["bps_code"] or None,
        aliases=aliases,
        lat=lat,
        lon=lon,
        area_km2=area,
    )
