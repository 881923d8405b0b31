"""What the engine ships is in the database, once, and a second loading does nothing."""

import pytest
from django.core.management import call_command
from ikpweb.audit.models import Entry
from ikpweb.methodology.models import Edition, Method
from ikpweb.methodology.services import stale_editions
from ikpweb.runs.models import Figure, Run, Score
from ikpweb.runs.selectors import board
from ikpweb.territory.models import Unit

pytestmark = pytest.mark.django_db


def test_units_editions_and_figures_are_all_there() -> None:
    assert Unit.objects.filter(level="province").count() == 38
    assert Unit.objects.filter(level="regency").count() == 514
    assert Edition.objects.count() == 10
    assert Method.objects.filter(edition="2024").count() == 2
    assert Score.objects.filter(run__edition="2024", run__level="province", run__reading="own").count() == 34
    assert Figure.objects.filter(edition="2024", status="slip", quantity="total", unit="64").get().value == "77.04"


def test_a_second_loading_changes_nothing() -> None:
    before = Entry.objects.count(), set(Run.objects.values_list("id", flat=True))
    assert stale_editions() == []
    call_command("load_editions", verbosity=0)
    assert (Entry.objects.count(), set(Run.objects.values_list("id", flat=True))) == before


def test_a_changed_edition_is_loaded_anew() -> None:
    Edition.objects.filter(code="2024").update(digest="old", title_id="wrong")
    assert stale_editions() == ["2024"]
    call_command("load_editions", verbosity=0)
    assert Edition.objects.get(code="2024").title_id != "wrong"
    assert Entry.objects.order_by("-id").values_list("action", flat=True)[0] == "published.loaded"


def test_the_board_of_2024_counts_as_published() -> None:
    here = board("2024", "province")
    assert here is not None
    assert dict(here.counts) == {"tinggi": 5, "sedang": 21, "rendah": 8} == here.run.facts["counts"]
    assert here.place("15") == (31, 34)
    assert here.scores["15"].total == 12.03
    assert here.ranked[0].unit_id == "31"


def test_papua_s_new_provinces_know_where_they_came_from() -> None:
    assert Unit.objects.get(code="95").parent_of_34_id == "91"
    assert Unit.objects.get(code="96").parent_of_34_id == "92"
