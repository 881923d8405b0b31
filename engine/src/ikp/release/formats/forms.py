"""Which forms there are, what a file of each is called, and the writing of one from a verified release."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ikp.errors import DataError, UsageError, problem
from ikp.problems import Lang
from ikp.release.archive import Bundle
from ikp.release.formats.dcat import Distribution, as_dcat
from ikp.release.formats.figures import Figures, figures_of
from ikp.release.formats.plain import as_csv, as_json, as_parquet
from ikp.release.formats.sdmx import as_sdmx_csv, as_sdmx_structure
from ikp.release.formats.shapes import as_geojson, as_hexagons
from ikp.release.formats.workbook import as_xlsx
from ikp.release.verifying import verify

__all__ = ["FORMS", "Asked", "Form", "export", "read_verified"]


@dataclass(frozen=True)
class Asked:
    """What a form may need beside the release.

    Parameters
    ----------
    lang : {'id', 'en'}
        Of a workbook.
    level : str
        Of shapes; empty takes the last level of the release, which is the lowest.
    shapes : mapping of str to geometry
        Boundaries by the code of the unit, for ``geojson``.
    told : mapping
        What is known of the boundaries.
    cells : mapping of str to (column, row)
        Where hexagons stand, for ``hexagons``.
    address : str
        Permanent address of the release's page, for ``dcat``.
    distributions : sequence of Distribution
        The files that ``dcat`` lists.
    """

    lang: Lang = "id"
    level: str = ""
    shapes: Mapping[str, Any] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)
    cells: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    address: str = ""
    distributions: Sequence[Distribution] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A form: how its file ends, its media type, and what writes it."""

    name: str
    suffix: str
    media: str
    write: Callable[[Figures, Asked], bytes]


def _level(figures: Figures, asked: Asked) -> str:
    return asked.level or list(figures.frameworks)[-1]


def _needs(value: Any, form: str, option: str) -> None:
    if not value:
        raise UsageError(problem("export-needs", form=form, option=option))


def _geojson(figures: Figures, asked: Asked) -> bytes:
    _needs(asked.shapes, "geojson", "--boundaries")
    return as_geojson(figures, _level(figures, asked), asked.shapes, asked.told)


def _hexagons(figures: Figures, asked: Asked) -> bytes:
    _needs(asked.cells, "hexagons", "--cells")
    return as_hexagons(figures, _level(figures, asked), asked.cells)


def _dcat(figures: Figures, asked: Asked) -> bytes:
    _needs(asked.address, "dcat", "--address")
    return as_dcat(figures, asked.address, asked.distributions)


_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_GEO = "application/geo+json"
_SDMX = "application/vnd.sdmx.data+csv; version=2.0.0"
_STRUCTURE = "application/vnd.sdmx.structure+xml; version=3.0.0"

FORMS: Mapping[str, Form] = {
    each.name: each
    for each in (
        Form("csv", ".csv", "text/csv; charset=utf-8", lambda figures, _: as_csv(figures)),
        Form("xlsx", ".xlsx", _SHEET, lambda figures, asked: as_xlsx(figures, asked.lang)),
        Form("json", ".json", "application/json", lambda figures, _: as_json(figures)),
        Form("parquet", ".parquet", "application/vnd.apache.parquet", lambda figures, _: as_parquet(figures)),
        Form("geojson", ".geojson", _GEO, _geojson),
        Form("hexagons", ".hexagons.geojson", _GEO, _hexagons),
        Form("sdmx-csv", ".sdmx.csv", _SDMX, lambda figures, _: as_sdmx_csv(figures)),
        Form("sdmx-structure", ".sdmx.xml", _STRUCTURE, lambda figures, _: as_sdmx_structure(figures)),
        Form("dcat", ".jsonld", "application/ld+json", _dcat),
    )
}


def read_verified(bundle: Bundle, key: str = "") -> Figures:
    """Read a release that is as it was signed.

    Raises
    ------
    DataError
        With every fault, where it was changed.
    UsageError
        If it is no release, comes from a newer engine, or `key` is none.
    """
    verdict = verify(bundle, key)
    if not verdict.sound:
        raise DataError(verdict.problems)
    return figures_of(bundle)


def export(figures: Figures, form: str, asked: Asked | None = None) -> bytes:
    """Write a release in a form; the same release gives the same bytes with the same versions of the libraries.

    Raises
    ------
    KeyError
        If there is no such form.
    UsageError
        If something is lacking that the form needs: a package, boundaries, cells, an address.
    """
    return FORMS[form].write(figures, asked or Asked())
