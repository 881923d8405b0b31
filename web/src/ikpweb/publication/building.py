"""Collecting what a release says: the computation computed again, its registry, what was left out, in words."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils import timezone, translation

from ikpweb.audit import keys
from ikpweb.audit.checkpoints import exported, folder_of_keys
from ikpweb.audit.models import Checkpoint
from ikpweb.collection.models import Event, State
from ikpweb.publication import engine
from ikpweb.publication.models import Detail, Release
from ikpweb.publication.wording import changes_of, method_of
from ikpweb.runs.collected import accepted
from ikpweb.runs.models import Run
from ikpweb.territory.models import Office

__all__ = ["KEY", "OtherScoresError", "built", "folder_of", "publisher", "releases_folder"]

#: The file of the key that signs releases, beside that of the checkpoints.
KEY = "release.pem"


class OtherScoresError(Exception):
    """What is computed now is not what is stored: a row was changed, or the method."""


def releases_folder() -> Path:
    """Give the folder of all releases."""
    return Path(settings.ENVIRONMENT.home) / "releases"


def folder_of(release: Release) -> Path:
    """Give the folder of a release; its zip lies beside it."""
    return releases_folder() / release.name


def built(release: Release) -> engine.Written:
    """Write the bundle of a release.

    Raises
    ------
    OtherScoresError
        When the index computed from the accepted items is not the one that is stored; its argument says where.
    engine.IkpError
        When the bundle cannot be written, or does not hold.
    """
    computation, cycle = release.computation, release.computation.cycle
    levels, evidence = list(_levels(release)), list(_evidence(release))
    hidden = sum(row["events"] is None for row in evidence)
    last = Checkpoint.objects.order_by("-number").first()
    before = release.previous
    releases_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    return engine.write(
        folder_of(release),
        _key(),
        levels,
        engine.units_at(cycle.registry_date),
        code=release.code,
        version=release.version,
        titles={"id": release.title_id, "en": release.title_en},
        edition=release.edition_id,
        published=(release.embargo or timezone.now()).isoformat(timespec="seconds"),
        publisher=publisher(),
        method=method_of(release, hidden),
        changes=changes_of(release),
        policy={
            "inputs": release.detail,
            "evidence": {"counts": bool(release.smallest), "smallest": release.smallest, "hidden": hidden},
            "names": "never",
        },
        coverage=list(_coverage(computation.coverage)),
        evidence=evidence,
        checkpoint=exported(last) if last else None,
        previous=before.digest if before else "",
        facts={"computation": computation.pk, "data_set": computation.input_digest},
    )


def _levels(release: Release) -> Iterator[engine.Level]:
    computation, cycle = release.computation, release.computation.cycle
    methods = {method.level: method for method in release.edition.methods.all()}
    for run in computation.runs.filter(reading=Run.Reading.OWN).order_by("level"):
        scores: dict[str, float | None] = dict(run.scores.values_list("unit", "total"))
        result = engine.index(
            accepted(cycle, run.level),
            methods[run.level],
            synthetic=run.synthetic,
            dimensions=release.detail == Detail.DIMENSIONS,
        )
        if odd := engine.fits(result, scores):
            raise OtherScoresError(odd)
        doubt = run.uncertainties.first()
        yield engine.Level(run.level, result, doubt.rows if doubt else (), list(_means(computation, run.level)))


def _means(computation: Any, level: str) -> Iterator[Mapping[str, Any]]:
    second = computation.runs.filter(reading=Run.Reading.REGENCIES, level=level).first()
    for score in second.scores.order_by("unit") if second else ():
        yield {
            "unit": score.unit_id,
            "score": score.total,
            "rank": score.rank,
            "category": score.category,
            "coverage": score.coverage,
        }


def _coverage(told: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for level, counts in told.items():
        for item, inside in counts.items():
            for reason, count in inside.items() if isinstance(inside, dict) else [("", inside)]:
                if isinstance(count, int):
                    yield {"level": level, "item": item, "reason": reason, "count": count}


def _evidence(release: Release) -> Iterator[Mapping[str, Any]]:
    """Count accepted events and their files per unit and input; what is too few to give out says so.

    An input is an indicator, or its dimension where nothing below the dimensions is published.
    """
    if not release.smallest:
        return
    events = Event.objects.filter(submission__cycle=release.computation.cycle_id, state=State.ACCEPTED)
    counted = events.values_list("submission__office__level", "submission__office__unit", "indicator").annotate(
        events=Count("pk", distinct=True), files=Count("evidence", distinct=True)
    )
    above = _inputs(release)
    found: dict[tuple[str, str], list[int]] = {}
    for level, unit, indicator, happened, files in counted.order_by("submission__office__unit", "indicator"):
        sums = found.setdefault((unit, above.get((level, indicator), indicator)), [0, 0])
        sums[0], sums[1] = sums[0] + happened, sums[1] + files
    for (unit, node), (happened, files) in found.items():
        few = happened < release.smallest
        yield {
            "unit": unit,
            "node": node,
            "events": None if few else happened,
            "files": None if few else files,
            "reason": f"fewer than {release.smallest}" if few else "",
        }


def _inputs(release: Release) -> Mapping[tuple[str, str], str]:
    """Give the input of the release that each indicator of a level goes into; empty where that is itself."""
    if release.detail != Detail.DIMENSIONS:
        return {}
    return {
        (method.level, indicator): dimension
        for method in release.edition.methods.all()
        for indicator, dimension in engine.dimensions_of(method).items()
    }


def publisher() -> str:
    """Give the name of the centre, which publishes."""
    with translation.override("id"):
        return str(Office.objects.get(pk=Office.CENTRE))


def _key() -> Any:
    path = folder_of_keys() / KEY
    if not path.exists():
        try:
            return keys.make_key(path)
        except keys.KeyProblem:  # another process was quicker
            pass
    return keys.private_key(path)
