"""Releases: the list, one as a whole, and everything that it says."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from ninja import Query, Router

from ikpweb.api.asked import Asked
from ikpweb.api.paging import Paged, paged
from ikpweb.api.problems import ApiError
from ikpweb.api.releases import documents as made
from ikpweb.api.releases import schemas as of
from ikpweb.api.releases.answering import Headers, answered, written
from ikpweb.api.releases.engine import Input, Row, Told, Unit
from ikpweb.api.told import told
from ikpweb.publication import policies
from ikpweb.publication.models import Release
from ikpweb.publication.standing import standing

router = Router(tags=["releases"])

Sort = Literal["score", "-score", "rank", "-rank", "name", "-name", "unit", "-unit", "coverage", "-coverage"]
_LEVEL = ("Only of this level.", "Hanya tingkat ini.")


class AskedUnits(Paged, Asked):
    """What units of a release are asked with."""

    level: str | None = told(*_LEVEL, default=None, max_length=40)
    parent: str | None = told("Only those below this unit.", "Hanya yang di bawah daerah ini.", default=None,
                              max_length=20)  # fmt: skip
    q: str | None = told("Only those whose name or code holds this.", "Hanya yang nama atau kodenya memuat ini.",
                         default=None, max_length=80)  # fmt: skip


class AskedResults(AskedUnits):
    """What results of a release are asked with."""

    unit: str | None = told("Only of this unit.", "Hanya daerah ini.", default=None, max_length=20)
    node: str | None = told(
        "Only of this node of the framework; the index when nothing is asked, all for every node.",
        "Hanya simpul konstruksi ini; indeks bila tidak disebut, all untuk semua simpul.",
        default=None,
        max_length=40,
    )
    reading: Literal["own", "regencies"] = told(
        "own: the unit's own input; regencies: mean of the units below it.",
        "own: masukan daerah sendiri; regencies: rata-rata daerah di bawahnya.",
        default="own",
    )
    category: str | None = told("Only of this category.", "Hanya kategori ini.", default=None, max_length=40)
    sort: Sort | None = told(
        "By this, with a hyphen from the highest; missing ones last. Otherwise as in the release.",
        "Urut menurut ini, dengan tanda hubung dari yang tertinggi; yang kosong terakhir.",
        default=None,
    )


class AskedInputs(Paged, Asked):
    """What inputs of a release are asked with."""

    level: str | None = told(*_LEVEL, default=None, max_length=40)
    unit: str | None = told("Only of this unit.", "Hanya daerah ini.", default=None, max_length=20)
    node: str | None = told("Only of this node.", "Hanya simpul ini.", default=None, max_length=40)


class AskedLevel(Asked):
    """What the method of a release is asked with."""

    level: str | None = told(
        "Level; the first one when nothing is asked.",
        "Tingkat; bila tidak disebut, yang pertama.",
        default=None,
        max_length=40,
    )


def _said(english: str, indonesian: str, name: str) -> dict[str, Any]:
    return {
        "operation_id": name,
        "url_name": name,
        "summary": english,
        "openapi_extra": {"x-summary-id": indonesian, "x-of-release": name != "releases"},
    }


def place(request: HttpRequest) -> str:
    """Give the address that absolute links begin with."""
    return settings.ENVIRONMENT.base_url or f"{request.scheme}://{request.get_host()}"


def _level(told_of: Told, level: str | None) -> str:
    if level is None:
        return told_of.levels[0]
    if level not in told_of.rows:
        raise ApiError("unknown-level", given=level, known=", ".join(told_of.levels))
    return level


def _levels(told_of: Told, level: str | None) -> list[str]:
    return told_of.levels if level is None else [_level(told_of, level)]


@router.get("/releases", response=of.Releases,
            **_said("All releases, the newest first", "Semua rilis, yang terbaru dahulu", "releases"))  # fmt: skip
def releases(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    """Give the releases that everybody may see now; a withdrawn one with its notice."""
    found = policies.public_releases().select_related("edition").order_by("-frozen_at")
    return written(request, {"items": [made.in_list(release) for release in found]})


@router.get("/releases/{name}", response=of.Release,
            **_said("A release as a whole", "Sebuah rilis seutuhnya", "release"))  # fmt: skip
def release(request: HttpRequest, name: str, asked: Query[Asked]) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    """Give what a release is: levels, policy, engine, who signed it, and where the rest is."""
    newest = _newest(name)

    def say(release: Release, told_of: Told, _headers: Headers) -> dict[str, Any]:
        return made.whole(release, told_of, newest, place(request))

    return answered(request, name, say, more=newest or "")


@router.get("/releases/{name}/units", response=of.ReleasePage[of.UnitOfRelease],
            **_said("Units of a release", "Daerah dalam rilis", "releaseUnits"))  # fmt: skip
def units(request: HttpRequest, name: str, asked: Query[AskedUnits]) -> HttpResponse:
    """Give the registry that the release rests on."""

    def say(release: Release, told_of: Told, headers: Headers) -> dict[str, Any]:
        found = [unit for unit in told_of.units.values() if _fits(unit, asked) and asked.level in (None, unit.level)]
        page = paged(request, headers, found, asked)
        return made.stamp(release) | page | {"items": [made.unit(each) for each in page["items"]]}

    return answered(request, name, say)


@router.get("/releases/{name}/results", response=of.ReleasePage[of.ResultOfRelease],
            **_said("Scores, ranks and categories of a release, with intervals",
                    "Skor, peringkat, dan kategori rilis, dengan rentang", "releaseResults"))  # fmt: skip
def results(request: HttpRequest, name: str, asked: Query[AskedResults]) -> HttpResponse:
    """Give every node of every unit that fits what is asked."""

    def say(release: Release, told_of: Told, headers: Headers) -> dict[str, Any]:
        found = _sorted([row for row in _rows(told_of, asked) if _wanted(row, told_of, asked)], told_of, asked.sort)
        page = paged(request, headers, found, asked)
        items = [made.result(row, told_of, asked.reading) for row in page["items"]]
        return made.stamp(release) | page | {"items": items}

    return answered(request, name, say)


@router.get("/releases/{name}/inputs", response=of.ReleasePage[of.InputOfRelease],
            **_said("Inputs of a release, at the detail that is published",
                    "Masukan rilis, serinci yang diterbitkan", "releaseInputs"))  # fmt: skip
def inputs(request: HttpRequest, name: str, asked: Query[AskedInputs]) -> HttpResponse:
    """Give the inputs: values of indicators, or of what stands in for them."""

    def say(release: Release, told_of: Told, headers: Headers) -> dict[str, Any]:
        levels = _levels(told_of, asked.level)
        _known_node(told_of, levels, asked.node)
        found: list[Input] = [
            each
            for level in levels
            for each in _inputs(told_of, level, asked.node)
            if asked.unit in (None, each.unit) and asked.node in (None, each.node)
        ]
        page = paged(request, headers, found, asked)
        items = [{**each._asdict(), "reason": each.reason or None} for each in page["items"]]
        return made.stamp(release) | page | {"items": items}

    return answered(request, name, say)


@router.get("/releases/{name}/framework", response=of.FrameworkOfRelease,
            **_said("Framework of a release", "Konstruksi rilis", "releaseFramework"))  # fmt: skip
def framework(request: HttpRequest, name: str, asked: Query[AskedLevel]) -> HttpResponse:
    """Give the tree with weights, certainty and sources."""

    def say(release: Release, told_of: Told, _headers: Headers) -> dict[str, Any]:
        level = _level(told_of, asked.level)
        nodes = [made.node(each) for each in told_of.methods[level]["framework"]["nodes"]]
        return made.stamp(release) | {"level": level, "nodes": nodes}

    return answered(request, name, say)


@router.get("/releases/{name}/recipe", response=of.RecipeOfRelease,
            **_said("Recipe of a release", "Resep rilis", "releaseRecipe"))  # fmt: skip
def recipe(request: HttpRequest, name: str, asked: Query[AskedLevel]) -> HttpResponse:
    """Give the steps from inputs to scores, with all that was fitted."""

    def say(release: Release, told_of: Told, _headers: Headers) -> dict[str, Any]:
        level = _level(told_of, asked.level)
        digest = told_of.about["levels"][level]["digests"]["recipe"]
        return made.stamp(release) | {
            "level": level,
            "recipe_digest": digest,
            "recipe": told_of.methods[level]["recipe"],
        }

    return answered(request, name, say)


@router.get("/releases/{name}/coverage", response=of.ReleaseList[of.Counted],
            **_said("What a release used and what it left out", "Yang dipakai dan yang tidak",
                    "releaseCoverage"))  # fmt: skip
def coverage(request: HttpRequest, name: str, asked: Query[Asked]) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    """Give the counts of inputs used and left out, with the reason."""

    def say(release: Release, told_of: Told, _headers: Headers) -> dict[str, Any]:
        items = [{**each, "reason": each["reason"] or None} for each in told_of.coverage]
        return made.stamp(release) | {"items": items}

    return answered(request, name, say)


@router.get("/releases/{name}/exclusions", response=of.ReleaseList[of.Exclusion],
            **_said("What has no part in the index, and why", "Yang tidak ikut dalam indeks",
                    "releaseExclusions"))  # fmt: skip
def exclusions(request: HttpRequest, name: str, asked: Query[Asked]) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    """Give what the recipe left out, and the units without an index."""

    def say(release: Release, told_of: Told, _headers: Headers) -> dict[str, Any]:
        return made.stamp(release) | {"items": list(made.exclusions(told_of))}

    return answered(request, name, say)


@router.get("/releases/{name}/changes", response=of.Changes,
            **_said("What changed from version to version", "Perubahan antarversi", "releaseChanges"))  # fmt: skip
def changes(request: HttpRequest, name: str, asked: Query[Asked]) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    """Give the list of changes as it was frozen."""

    def say(release: Release, told_of: Told, _headers: Headers) -> dict[str, Any]:
        return made.stamp(release) | {"previous": told_of.about["previous"] or None, "text": told_of.changes}

    return answered(request, name, say)


@router.get("/releases/{name}/files", response=of.ReleaseList[of.FileOfRelease],
            **_said("Files of a release with their digests", "Berkas rilis dengan sidiknya",
                    "releaseFiles"))  # fmt: skip
def files(request: HttpRequest, name: str, asked: Query[Asked]) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    """Give every file of the bundle, and where it is taken."""

    def say(release: Release, told_of: Told, _headers: Headers) -> dict[str, Any]:
        with override(settings.LANGUAGE_CODE):
            items = [
                {
                    "name": name,
                    "size": size,
                    "sha256": digest,
                    "address": place(request) + reverse("releases:file", args=(release.name, name)),
                }
                for name, (size, digest) in told_of.files.items()
            ]
        return made.stamp(release) | {"items": items}

    return answered(request, name, say)


def _newest(name: str) -> str | None:
    known = standing(name)
    return f"{name.rpartition('.')[0]}.{known.newest}" if known else None


def _fits(unit: Unit, asked: AskedUnits) -> bool:
    words = (asked.q or "").casefold()
    return asked.parent in (None, unit.parent) and (words in unit.name.casefold() or words in unit.code)


def _inputs(told_of: Told, level: str, node: str | None) -> Sequence[Input]:
    return told_of.inputs[level] if node is None else told_of.inputs_of_node[level].get(node, ())


def _rows(told_of: Told, asked: AskedResults) -> Iterable[Row]:
    levels = _levels(told_of, asked.level)
    if asked.node not in (None, "all"):
        _known_node(told_of, levels, asked.node)
    for level in levels:
        if asked.reading == "regencies":
            yield from (row for row in told_of.means[level] if asked.node in (None, "all", row.node))
        elif asked.node == "all" and asked.unit is not None:
            yield from told_of.rows_of[level].get(asked.unit, ())
        elif asked.node == "all":
            for rows in told_of.rows[level].values():
                yield from rows
        else:
            yield from told_of.rows[level].get(asked.node or told_of.roots[level], ())


def _known_node(told_of: Told, levels: Sequence[str], node: str | None) -> None:
    if node is not None and not any(node in told_of.rows[level] for level in levels):
        raise ApiError("unknown-node", given=node)


def _wanted(row: Row, told_of: Told, asked: AskedResults) -> bool:
    if asked.unit not in (None, row.unit) or asked.category not in (None, row.category):
        return False
    return (asked.parent is None and asked.q is None) or _fits(told_of.units[row.unit], asked)


def _sorted(rows: list[Row], told_of: Told, by: Sort | None) -> list[Row]:
    """Sort, the missing ones last whichever way."""
    if by is None:
        return rows
    field = by.removeprefix("-")

    def value(row: Row) -> Any:
        return told_of.units[row.unit].name if field == "name" else getattr(row, field)

    known = [row for row in rows if value(row) is not None]
    missing = [row for row in rows if value(row) is None]
    return sorted(known, key=value, reverse=by.startswith("-")) + missing
