"""The country that the platform serves: its names, levels, categories, languages and zones, from one file.

Indonesia's lies in the package; another country's in the folder that IKP_COUNTRY names, beside the registry
and the editions that the engine reads there. It is read once: a process serves one country.
"""

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import get_language

__all__ = ["LEVELS", "PAGES", "VARIABLE", "Country", "CountryError", "Named", "Zone", "country", "read"]

#: Names the folder of another country; the engine reads the same.
VARIABLE = "IKP_COUNTRY"
#: The inner names of the two levels, as files and addresses have them: the upper one first.
LEVELS = ("province", "regency")
#: Parts of the pages that only a country with such data has.
PAGES = ("prevention", "projection", "stations", "validation", "watch")
#: Languages that the platform speaks, with their own names; a country may bring catalogues of others.
_SPOKEN = {"id": "Bahasa Indonesia", "en": "English"}
_INDONESIA = Path(__file__).resolve().parent / "countries" / "indonesia"

Texts = Mapping[str, str]
Fault = Literal["folder", "toml", "lacking", "value"]


class CountryError(Exception):
    """A country that cannot be: `fault` says what kind, and the other values where it stands and what is wanted."""

    def __init__(self, fault: Fault, file: Path, **values: object) -> None:
        self.fault, self.values = fault, {"file": file, **values}
        super().__init__(f"{file}: {fault} {values}")


@dataclass(frozen=True, slots=True)
class Named:
    """A category or a dimension: its code in frameworks, recipes and results, and its names by language."""

    code: str
    names: Texts


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone: its name on screen, its place in the database of time zones, and the upper units that lie in it."""

    label: str
    place: str
    units: tuple[str, ...] = ()

    @property
    def info(self) -> ZoneInfo:
        return ZoneInfo(self.place)


@dataclass(frozen=True)
class Country:
    """What the pages know of a country.

    Parameters
    ----------
    folder : Path
        Where it was read.
    name, body, index, short : mapping
        By language: the country, the body that publishes, the index, and its abbreviation.
    languages : tuple of str
        The first is spoken where nobody chose.
    edition : str
        Code of the edition that is shown first.
    offices : mapping
        Names of offices: of the ``centre``, and by level with ``{unit}``.
    levels : mapping
        Level to language to what one unit is called, and several.
    categories : tuple of Named
        From the lowest.
    dimensions : tuple of Named
        What the index consists of, right below it, in every edition.
    grades : int
        An event is graded from 1 to this.
    zones : tuple of Zone
        The first is the whole country's.
    bounds : tuple of float
        Least and most latitude, least and most longitude of a place in it, in degrees.
    pages : frozenset of str
        Of `PAGES`, those that there are data for.
    actors : tuple of Named
        Kinds of people and bodies that an event is about; none leaves the list of the platform.
    before : str
        Code of the edition that it is first compared with; empty where there is none.
    holidays : str
        Code of the country (ISO 3166-1) whose public holidays are no working days; empty knows of none.
    samples : tuple
        Codes of units that are offered together where a reader may compare some.
    words : mapping
        Language to words of the platform's sentences and what this country says instead.
    """

    folder: Path
    name: Texts
    body: Texts
    index: Texts
    short: Texts
    languages: tuple[str, ...]
    edition: str
    offices: Texts
    levels: Mapping[str, Mapping[str, tuple[str, str]]]
    categories: tuple[Named, ...]
    dimensions: tuple[Named, ...]
    grades: int
    zones: tuple[Zone, ...]
    bounds: tuple[float, float, float, float] = (-90.0, 90.0, -180.0, 180.0)
    pages: frozenset[str] = frozenset()
    actors: tuple[Named, ...] = ()
    before: str = ""
    holidays: str = ""
    samples: tuple[tuple[str, ...], ...] = ()
    words: Mapping[str, Texts] = field(default_factory=dict)

    @property
    def is_shipped(self) -> bool:
        """Tell whether it is the country of the package, for which the platform's sentences were written."""
        return self.folder == _INDONESIA

    @property
    def scale(self) -> tuple[str, ...]:
        """Codes of the categories, from the lowest."""
        return tuple(category.code for category in self.categories)

    @property
    def parts(self) -> tuple[str, ...]:
        """Codes of the dimensions."""
        return tuple(dimension.code for dimension in self.dimensions)

    @property
    def locale(self) -> tuple[Path, ...]:
        """Folders of catalogues that the country brings itself."""
        return (self.folder / "locale",) if (self.folder / "locale").is_dir() else ()

    def said(self, texts: Texts) -> str:
        """Give a text in the language of the page, or in the country's first."""
        return texts.get(get_language() or "") or texts[self.languages[0]]

    def level(self, code: str, *, several: bool = False) -> str:
        """Name a level in the language of the page: one unit, or several."""
        names = self.levels[code]
        return names.get(get_language() or "", names[self.languages[0]])[several]

    def office(self, level: str, unit: str = "") -> str:
        """Name an office by its level and its unit."""
        return self.offices[level].replace("{unit}", unit)


@cache
def country() -> Country:
    """Give the country of this process.

    Raises
    ------
    CountryError
        If its file is not there or does not fit.
    """
    named = os.environ.get(VARIABLE, "")
    return read(Path(named).expanduser().resolve() if named else _INDONESIA)


def read(folder: Path) -> Country:
    """Read *country.toml* of a folder.

    Raises
    ------
    CountryError
        With the first thing that is lacking or does not fit.
    """
    file = folder / "country.toml"
    if not file.is_file():
        raise CountryError("folder", file)
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise CountryError("toml", file, why=problem) from problem
    return _Reader(file, told).country()


class _Reader:
    """Takes a file apart, and says where it does not fit."""

    def __init__(self, file: Path, told: Mapping[str, Any]) -> None:
        self.file, self.told = file, told
        self.languages: tuple[str, ...] = ()

    def country(self) -> Country:
        self.languages = self._languages()
        return Country(
            folder=self.file.parent,
            languages=self.languages,
            edition=str(self._at("edition", '"contoh-2030"')),
            grades=self._grades(),
            pages=self._pages(),
            offices=self._offices(),
            levels=MappingProxyType({level: self._level(level) for level in LEVELS}),
            categories=self._named("categories", 2, 7),
            dimensions=self._named("dimensions", 1, 20),
            bounds=self._bounds(),
            zones=self._zones(),
            actors=self._named("actors", 1, 50) if "actors" in self.told else (),
            holidays=str(self.told.get("holidays", "")),
            before=str(self.told.get("before", "")),
            samples=tuple(tuple(map(str, codes)) for codes in self.told.get("samples", ())),
            words=self._words(),
            **{key: self._texts(key, self._at(key, '{ en = "…" }')) for key in ("name", "body", "index", "short")},
        )

    def _at(self, path: str, example: str) -> Any:
        here: Any = self.told
        for key in path.split("."):
            if not isinstance(here, Mapping) or key not in here:
                raise CountryError("lacking", self.file, setting=path, example=example)
            here = here[key]
        return here

    def _refuse(self, key: str, value: object, example: str) -> CountryError:
        return CountryError("value", self.file, setting=key, value=value, example=example)

    def _languages(self) -> tuple[str, ...]:
        given = self._at("languages", '["en"]')
        known = {*_SPOKEN, *(path.name for path in (self.file.parent / "locale").glob("*"))}
        if not isinstance(given, list) or not given or not known.issuperset(given):
            raise self._refuse("languages", given, str(sorted(known)))
        return tuple(given)

    def _texts(self, key: str, given: Any) -> Texts:
        if not isinstance(given, Mapping):
            raise self._refuse(key, given, '{ en = "…" }')
        for language in self.languages:
            if not str(given.get(language, "")).strip():
                raise CountryError("lacking", self.file, setting=f"{key}.{language}", example='"…"')
        return MappingProxyType({language: str(given[language]) for language in self.languages})

    def _grades(self) -> int:
        given = self._at("grades", "5")
        if not isinstance(given, int) or not 2 <= given <= 9:
            raise self._refuse("grades", given, "2 … 9")
        return given

    def _pages(self) -> frozenset[str]:
        given = self.told.get("pages", [])
        if not isinstance(given, list) or not set(PAGES).issuperset(given):
            raise self._refuse("pages", given, str(list(PAGES)))
        return frozenset(given)

    def _offices(self) -> Texts:
        found = {level: str(self._at(f"offices.{level}", '"… {unit}"')) for level in ("centre", *LEVELS)}
        for key in LEVELS:
            if "{unit}" not in found[key]:
                raise self._refuse("offices." + key, found[key], '"… {unit}"')
        return MappingProxyType(found)

    def _level(self, level: str) -> Mapping[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for language in self.languages:
            key, example = f"levels.{level}.{language}", '["district", "districts"]'
            given = self._at(key, example)
            if not isinstance(given, list) or len(given) != 2 or not all(map(str.strip, map(str, given))):
                raise self._refuse(key, given, example)
            found[language] = cast(tuple[str, str], tuple(map(str, given)))
        return MappingProxyType(found)

    def _named(self, key: str, least: int, most: int) -> tuple[Named, ...]:
        example = f'{least} … {most} × [[{key}]] code = "A"'
        given = self._at(key, example)
        codes = [str(each.get("code", "")) for each in given] if isinstance(given, list) else []
        if not least <= len(codes) <= most or len(set(codes)) != len(codes) or not all(map(str.isidentifier, codes)):
            raise self._refuse(key, codes, example)
        return tuple(Named(code, self._texts(f"{key}.{code}", each)) for code, each in zip(codes, given, strict=True))

    def _bounds(self) -> tuple[float, float, float, float]:
        given = self.told.get("bounds", {"lat": [-90, 90], "lon": [-180, 180]})
        try:
            (south, north), (west, east) = (map(float, given[key]) for key in ("lat", "lon"))
        except (KeyError, TypeError, ValueError):
            raise self._refuse("bounds", given, "{ lat = [-90, 90], lon = [-180, 180] }") from None
        return south, north, west, east

    def _zones(self) -> tuple[Zone, ...]:
        given: Sequence[Mapping[str, Any]] = self._at("zones", '[[zones]] label = "UTC", place = "Etc/UTC"')
        zones = []
        for each in given:
            place = str(each.get("place", ""))
            try:
                ZoneInfo(place)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                raise self._refuse("zones.place", place, '"Etc/UTC"') from None
            zones.append(Zone(str(each.get("label", place)), place, tuple(map(str, each.get("units", ())))))
        if not zones:
            raise self._refuse("zones", given, '[[zones]] label = "UTC", place = "Etc/UTC"')
        return tuple(zones)

    def _words(self) -> Mapping[str, Texts]:
        given = self.told.get("words", {})
        return MappingProxyType({language: self._said(language, given.get(language, {})) for language in given})

    def _said(self, language: str, given: Any) -> Texts:
        if not isinstance(given, Mapping) or language not in self.languages:
            raise self._refuse("words." + language, given, f"[words.{self.languages[0]}]")
        return MappingProxyType({str(ours): str(theirs) for ours, theirs in given.items()})
