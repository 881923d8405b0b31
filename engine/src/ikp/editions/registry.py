"""The registry of Indonesia's provinces and regencies, from the data of the package.

Its sources stand in ``data/registry/sources.csv``. Codes are those of 2025 for every
edition: a unit keeps one code through time, and only its province changes with the date.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from math import nan
from typing import Final

from ikp.io.tables import read_rows
from ikp.registry import Registry, Unit

__all__ = ["LAST_DAY_OF_34", "registry", "sources"]

#: The registry of this day has the 34 provinces of every edition up to and including 2024.
LAST_DAY_OF_34: Final = date(2022, 7, 24)

_DATA = files("ikp.editions") / "data" / "registry"


@cache
def registry() -> Registry:
    """Give all 38 provinces, then all 514 regencies, in the order of their codes.

    `Registry.at` gives the units of a day: 34 provinces up to `LAST_DAY_OF_34`, 37 until
    7 December 2022, 38 from then on.
    """
    aliases: dict[str, list[str]] = {}
    for row in read_rows(_DATA / "aliases.csv"):
        aliases.setdefault(row["code"], []).append(row["alias"])
    provinces = [_province(row, tuple(aliases.get(row["code"], ()))) for row in read_rows(_DATA / "provinces.csv")]
    regencies = [_regency(row, tuple(aliases.get(row["code"], ()))) for row in read_rows(_DATA / "regencies.csv")]
    return Registry([*provinces, *regencies])


@cache
def sources() -> tuple[Mapping[str, str], ...]:
    """Give the registry's sources: what, certainty, source, note."""
    return tuple(read_rows(_DATA / "sources.csv"))


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
