"""A unit: what is scored, with its codes in both official lists and the time in which it exists."""

from dataclasses import dataclass
from datetime import date
from math import nan
from typing import Literal, get_args

__all__ = ["LEVELS", "Level", "Unit"]

Level = Literal["province", "regency"]

LEVELS: tuple[Level, ...] = get_args(Level)

_SHORT = {"Kabupaten Administrasi ": "Kab. ", "Kota Administrasi ": "Kota ", "Kabupaten ": "Kab. "}


@dataclass(frozen=True, slots=True)
class Unit:
    """A province, a regency or a city.

    Parameters
    ----------
    code : str
        Code of the Ministry of Home Affairs (Kemendagri): ``15``, ``15.71``.
    name : str
        Official name, with the kind of a regency or city: ``Kabupaten Bandung``.
    level : {'province', 'regency'}
        A city stands on the level of the regencies.
    kind : str
        ``provinsi``, ``kabupaten`` or ``kota``.
    parent : str or None
        The province of a regency; None for a province.
    parent_before : str or None
        The province before `parent` came into being; None where nothing changed.
    split_from : str or None
        The unit that this one was a part of until `valid_from`.
    bps : str or None
        Code of the statistics office (BPS), without a dot: ``1571``.
    aliases : tuple of str
        Other names that are in print.
    valid_from, valid_to : date or None
        First day, and the first day no more. None is open: the registry knows no bound.
    law : str
        What made the unit.
    lat, lon, area_km2 : float
        A point inside (degrees) and the area; NaN where unknown.
    """

    code: str
    name: str
    level: Level
    kind: str
    parent: str | None = None
    parent_before: str | None = None
    split_from: str | None = None
    bps: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    law: str = ""
    lat: float = nan
    lon: float = nan
    area_km2: float = nan

    def valid_at(self, day: date) -> bool:
        """Tell whether the unit exists on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)

    @property
    def short_name(self) -> str:
        """The name as the IKP prints it: ``Kab. Bandung``, ``Kota Jakarta Timur``, ``Jambi``."""
        for long, short in _SHORT.items():
            if self.name.startswith(long):
                return short + self.name.removeprefix(long)
        return self.name

    @property
    def label(self) -> str:
        """Short name and code, as sentences about units show them."""
        return f"{self.short_name} ({self.code})"
