"""Keeping and removing sets: all or nothing, and always in the log."""

from dataclasses import replace
from datetime import date

import pytest
from ikpweb.audit.actor import SYSTEM
from ikpweb.audit.models import Entry
from ikpweb.maps.boundaries.limits import BoundaryProblem
from ikpweb.maps.boundaries.preparing import Prepared
from ikpweb.maps.models import BoundaryLayer, BoundarySet
from ikpweb.maps.services import keep_boundaries, remove_boundaries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_a_set_is_kept_with_its_levels_and_written_down(prepared: Prepared) -> None:
    kept = keep_boundaries(
        prepared, actor=SYSTEM, name="contoh", source="Sumber", licence="CC0", valid_from=date(2022, 7, 25)
    )
    assert {layer.level: len(layer.points) for layer in kept.layers.all()} == {
        "regency": 514,
        "province": 38,
        "province-34": 34,
    }
    assert kept.report["joined"] == 514
    entry = Entry.objects.order_by("-id").first()
    assert entry is not None
    assert (entry.action, entry.actor, entry.subject) == ("boundaries.imported", "system", "boundaries:contoh")
    remove_boundaries("contoh", actor=SYSTEM)
    assert not BoundarySet.objects.exists()
    assert Entry.objects.order_by("-id")[0].action == "boundaries.removed"


def test_half_a_set_is_never_kept(prepared: Prepared) -> None:
    levels = dict(prepared.layers)
    broken = replace(prepared, layers={**levels, "province": replace(levels["province"], bounds=object())})  # type: ignore[arg-type]
    before = Entry.objects.count()
    with pytest.raises(TypeError):
        keep_boundaries(broken, actor=SYSTEM, name="contoh")
    assert not BoundarySet.objects.exists()
    assert not BoundaryLayer.objects.exists()
    assert Entry.objects.count() == before


@pytest.mark.parametrize("name", ["", "a b", "../x", "ä", "x" * 61, "a/b"])
def test_names_that_are_no_addresses(prepared: Prepared, name: str) -> None:
    with pytest.raises(BoundaryProblem, match="no name for a set"):
        keep_boundaries(prepared, actor=SYSTEM, name=name)


def test_taken_names_and_dates_that_contradict(prepared: Prepared) -> None:
    keep_boundaries(prepared, actor=SYSTEM, name="contoh")
    with pytest.raises(BoundaryProblem, match="already"):
        keep_boundaries(prepared, actor=SYSTEM, name="contoh")
    with pytest.raises(BoundaryProblem, match="end before it begins"):
        keep_boundaries(prepared, actor=SYSTEM, name="lain", valid_from=date(2024, 1, 1), valid_to=date(2024, 1, 1))
    with pytest.raises(BoundaryProblem, match=r"no set lain\. Sets: contoh"):
        remove_boundaries("lain", actor=SYSTEM)


def test_nobody_keeps_nothing(prepared: Prepared) -> None:
    with pytest.raises(TypeError, match="actor"):
        keep_boundaries(prepared, name="contoh")  # type: ignore[call-arg]
