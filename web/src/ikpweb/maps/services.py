"""Keeping and removing boundary sets."""

import hashlib
from datetime import date

from django.core.validators import slug_re

from ikpweb.audit.actor import Actor
from ikpweb.audit.services import audited
from ikpweb.maps.boundaries.limits import BoundaryProblem
from ikpweb.maps.boundaries.preparing import Prepared
from ikpweb.maps.models import BoundaryLayer, BoundarySet

__all__ = ["check_set", "keep_boundaries", "remove_boundaries"]


def check_set(name: str, valid_from: date | None = None, valid_to: date | None = None) -> None:
    """Find out, before the slow work, whether a set could be kept under this name and these dates.

    Raises
    ------
    BoundaryProblem
        If the name is taken or is none, or the dates contradict each other.
    """
    if not slug_re.match(name) or len(name) > 60:
        msg = f"'{name[:60]}' is no name for a set: use up to 60 letters, digits and hyphens, such as big-2024."
        raise BoundaryProblem(msg)
    if BoundarySet.objects.filter(name=name).exists():
        msg = f"There is a set {name} already. Choose another --name, or remove it: ikp-web boundaries remove {name}"
        raise BoundaryProblem(msg)
    if valid_from and valid_to and valid_from >= valid_to:
        raise BoundaryProblem("The set would end before it begins: --valid-to is the first day after it.")


@audited("boundaries.imported", lambda _prepared, *, name, **_: f"boundaries:{name}")
def keep_boundaries(
    prepared: Prepared,
    *,
    actor: Actor,  # noqa: ARG001 - the decorator writes who
    name: str,
    source: str = "",
    licence: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> BoundarySet:
    """Keep a set with all its layers, or nothing.

    Raises
    ------
    BoundaryProblem
        As `check_set`.
    """
    check_set(name, valid_from, valid_to)
    kept = BoundarySet.objects.create(
        name=name,
        preset=prepared.preset,
        file_name=prepared.file_name[:200],
        file_digest=prepared.digest,
        source=source[:300],
        licence=licence[:200],
        valid_from=valid_from,
        valid_to=valid_to,
        report=prepared.report.to_dict(),
    )
    for level, drawn in prepared.layers.items():
        BoundaryLayer.objects.create(
            boundary_set=kept,
            level=level,
            gzipped=drawn.gzipped,
            brotlied=drawn.brotlied,
            digest=hashlib.sha256(drawn.geojson).hexdigest(),
            bounds=drawn.bounds,
            points=dict(drawn.points),
            tolerance=drawn.tolerance,
        )
    return kept


@audited("boundaries.removed", lambda name, **_: f"boundaries:{name}")
def remove_boundaries(name: str, *, actor: Actor) -> None:  # noqa: ARG001 - the decorator writes who
    """Remove a set and its layers.

    Raises
    ------
    BoundaryProblem
        If there is no such set.
    """
    found = BoundarySet.objects.filter(name=name).first()
    if found is None:
        there = ", ".join(BoundarySet.objects.values_list("name", flat=True)) or "none"
        msg = f"There is no set {name[:60]}. Sets: {there}."
        raise BoundaryProblem(msg)
    found.delete()
