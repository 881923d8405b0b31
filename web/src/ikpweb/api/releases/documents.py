"""From what a release says to documents."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from ikpweb.api.releases.engine import Row, Told, Unit
from ikpweb.publication.models import Release

__all__ = ["exclusions", "in_list", "node", "result", "stamp", "unit", "whole"]

_PARTS = ("units", "results", "inputs", "framework", "recipe", "coverage", "exclusions", "changes", "files")
_LABEL = "SINTETIS"


def stamp(release: Release) -> dict[str, Any]:
    """Say which release it is, and whether it is made up."""
    return {
        "release": release.name,
        "digest": release.digest,
        "label": _LABEL if release.synthetic else None,
    }


def in_list(release: Release) -> dict[str, Any]:
    """Say what a list says of a release."""
    gone = release.withdrawn_at
    moment = release.embargo or release.frozen_at
    return {
        "name": release.name,
        "code": release.code,
        "version": release.version,
        "edition": None if gone else release.edition_id,
        "title": None if gone else {"id": release.title_id, "en": release.title_en},
        "published": moment.isoformat(timespec="seconds") if moment and not gone else None,
        "digest": release.digest,
        "synthetic": release.synthetic,
        "withdrawn": gone.isoformat(timespec="seconds") if gone else None,
        "reason": release.withdrawn_reason or None,
        "address": f"/api/v1/releases/{release.name}",
    }


def whole(release: Release, told: Told, newest: str | None, place: str) -> dict[str, Any]:
    """Say what a release is; `place` is the address of the site."""
    about = told.about
    here = f"{place}/api/v1/releases/{release.name}"
    with override(settings.LANGUAGE_CODE):
        bundle = place + reverse("releases:bundle", args=(release.name,))
    return stamp(release) | {
        "code": release.code,
        "version": release.version,
        "title": {"id": about["titles"].get("id", ""), "en": about["titles"].get("en", "")},
        "edition": about["edition"],
        "published": about["published"],
        "publisher": about["publisher"],
        "key": release.key,
        "previous": about["previous"] or None,
        "newest": newest,
        "policy": about["policy"],
        "engine": about["engine"],
        "levels": [_level(told, level) for level in told.levels],
        "bundle": bundle,
        "links": {part: f"{here}/{part}" for part in _PARTS},
    }


def _level(told: Told, level: str) -> dict[str, Any]:
    said, root = told.about["levels"][level], told.roots[level]
    index = told.rows[level].get(root, ())
    return {
        "level": level,
        "units": said["units"],
        "index": root,
        "scored": sum(row.score is not None for row in index),
        "counts": dict(Counter(row.category for row in index if row.category)),
        "cutoffs": said["cutoffs"],
        "inputs": said["nodes"],
        "intervals": any(where == level for where, _unit in told.intervals),
        "means": bool(told.means[level]),
        "digests": said["digests"],
    }


def unit(told: Unit) -> dict[str, Any]:
    """Say what a unit is."""
    return {**told._asdict(), "parent": told.parent or None}


def result(row: Row, told: Told, reading: str) -> dict[str, Any]:
    """Say what is known of a node of a unit; the index in its own reading with its interval."""
    sure = None
    if reading == "own" and row.node == told.roots[row.level]:
        sure = told.intervals.get((row.level, row.unit))
    return {
        "level": row.level,
        "reading": reading,
        "unit": row.unit,
        "name": told.units[row.unit].name if row.unit in told.units else "",
        "node": row.node,
        "score": row.score,
        "rank": row.rank,
        "category": row.category or None,
        "category_label": row.label or None,
        "coverage": row.coverage,
        "reason": row.reason or None,
        "interval": None
        if sure is None
        else {
            "share": sure.share,
            "score_low": sure.score[0],
            "score_high": sure.score[1],
            "rank_low": sure.rank[0],
            "rank_high": sure.rank[1],
            "chances": dict(sure.chances),
        },
    }


def node(told: Mapping[str, Any]) -> dict[str, Any]:
    """Say what a node of the framework is."""
    return {
        "code": told["code"],
        "parent": told["parent"],
        "tier": told["tier"],
        "name": {"id": told["names"].get("id", ""), "en": told["names"].get("en", "")},
        "weight": told["weight"],
        "direction": told["direction"],
        "certainty": told["certainty"] or None,
        "source": told["source"] or None,
    }


def exclusions(told: Told) -> Iterator[dict[str, Any]]:
    """Say what has no part in the index, level by level."""
    for level in told.levels:
        for each in told.about["levels"][level]["excluded"]:
            yield {"level": level, **{name: each[name] for name in ("kind", "code", "reason", "share")}}
        for row in told.rows[level].get(told.roots[level], ()):
            if row.score is None:
                why = row.reason or None
                yield {"level": level, "kind": "no-score", "code": row.unit, "reason": why, "share": None}
