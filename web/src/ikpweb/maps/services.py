"""Keeping and removing boundary sets."""

import hashlib
from datetime import date

from django.core.validators import slug_re
from django.utils.translation import gettext

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
        msg = gettext(
            "'{name}' bukan nama set: gunakan paling banyak 60 huruf, angka, dan tanda hubung, misalnya big-2024."
        ).format(name=name[:60])
        raise BoundaryProblem(msg)
    if BoundarySet.objects.filter(name=name).exists():
        msg = gettext("Set {name} sudah ada. Pilih --name lain, atau hapus: ikp-web boundaries remove {name}").format(
            name=name
        )
        raise BoundaryProblem(msg)
    if valid_from and valid_to and valid_from >= valid_to:
        raise BoundaryProblem(gettext("Set itu berakhir sebelum mulai: --valid-to adalah hari pertama sesudahnya."))


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
        there = ", ".join(BoundarySet.objects.values_list("name", flat=True)) or "–"
        msg = gettext("Tidak ada set {name}. Yang ada: {there}.").format(name=name[:60], there=there)
        raise BoundaryProblem(msg)
    found.delete()
