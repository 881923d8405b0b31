"""The preview of a draft: the same data by two methods."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from ikpweb.accounts.members import Member
from ikpweb.collection.models import Cycle, Declaration, Event, State
from ikpweb.methodology.edits import AddNode, ChangeNode, RemoveNode, SetCutoffs
from ikpweb.methodology.models import Draft
from ikpweb.methodology.services import change_draft
from ikpweb.runs.engine import printed_dimensions
from ikpweb.runs.preview.effects import Source, preview_of, sources_for, unseen
from ikpweb.territory.models import Office, Unit

from web.tests.collecting import filled, opened
from web.tests.drafting import drafted
from web.tests.factories import member, signed_in
from web.tests.methodology.test_edits import node

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_indonesian")]


@pytest.fixture
def _indonesian() -> Iterator[None]:
    with override("id"):
        yield


PRINT = Source("edition:2024", "IKP 2024")


def changed(draft: Draft, writer: Member, *edits: object) -> Draft:
    for edit in edits:
        draft.refresh_from_db()
        change_draft(draft, edit, seen=draft.revision, actor=writer)  # type: ignore[arg-type]
    draft.refresh_from_db()
    return draft


def test_a_draft_that_changes_nothing_moves_nobody() -> None:
    draft = drafted()
    found = {each.level: each.effect for each in preview_of(draft, PRINT)}
    province = found["province"]
    assert province is not None
    assert (province.moved, province.recategorised) == (0, 0)
    assert all(each.score_before == each.score_after for each in province.units)
    assert len(province.units) + province.left_out == 34


def test_another_weight_of_a_dimension_moves_scores_as_worked_out_by_hand() -> None:
    writer = member("analyst", "0")
    # All weight on the first dimension: the total is the dimension's own score.
    only_first = [ChangeNode(code, {"weight": 0.0}) for code in ("PP", "KT", "PT")]
    draft = changed(drafted(writer=writer), writer, *only_first)
    (effect,) = [each.effect for each in preview_of(draft, PRINT) if each.level == "province"]
    assert effect is not None
    printed = printed_dimensions("2024", "province")
    for unit in effect.units:
        assert unit.score_after == pytest.approx(printed[unit.unit]["SP"])
    assert effect.moved > 0
    order = [(not each.other_category, -abs(each.places or 0)) for each in effect.units]
    assert order == sorted(order)


def test_other_cutoffs_change_categories_and_no_rank() -> None:
    writer = member("analyst", "0")
    draft = changed(
        drafted(writer=writer), writer, SetCutoffs("province", {"IKP": (0.0, 1.0)}, {"certainty": "assumed"})
    )
    (effect,) = [each.effect for each in preview_of(draft, PRINT) if each.level == "province"]
    assert effect is not None
    assert effect.moved == 0
    assert {each.category_after for each in effect.units} == {"tinggi"}
    assert effect.recategorised == sum(each.category_before != "tinggi" for each in effect.units) > 0


def test_other_dimensions_cannot_be_seen_on_print_and_it_says_so() -> None:
    writer = member("analyst", "0")
    draft = changed(drafted(writer=writer), writer, RemoveNode("PT"))
    found = preview_of(draft, PRINT)
    assert [each.effect for each in found] == [None, None]
    assert all("tidak sama" in each.why_not for each in found)


def test_a_draft_that_cannot_be_computed_says_the_engines_sentence() -> None:
    writer = member("analyst", "0")
    draft = changed(drafted(writer=writer), writer, ChangeNode("SP", {"weight": -1.0}))
    found = preview_of(draft, PRINT)
    assert {each.why_not for each in found} == {
        "Bobot SP adalah -1.0; bobot harus berupa bilangan berhingga, nol atau lebih. Perbaiki bobotnya."
    }


def test_what_is_not_seen_is_named() -> None:
    writer = member("analyst", "0")
    draft = changed(
        drafted(writer=writer), writer, ChangeNode("I01", {"weight": 5.0}), AddNode("SP1", node("I62", "SP1"))
    )
    said = " ".join(unseen(draft, PRINT))
    assert "Bobot di bawah dimensi (I01)" in said
    assert "ditambahkan atau dihapus (I62)" in said


def test_a_cycle_is_computed_from_what_it_accepted() -> None:
    writer = member("analyst", "0")
    cycle = opened("latihan")
    assert sources_for(writer)[0].key.startswith("edition:")  # nothing is accepted yet
    for office in ("15.71", "15.01", "15.02"):
        filled(cycle, member("enterer", office), events=1)
    Declaration.objects.update(state=State.ACCEPTED)
    Event.objects.update(state=State.ACCEPTED)
    source = sources_for(writer)[0]
    assert (source.key, source.synthetic) == ("cycle:latihan", True)
    draft = changed(drafted(writer=writer), writer, AddNode("SP1", node("I62", "SP1")))
    found = {each.level: each.effect for each in preview_of(draft, source)}
    regency = found["regency"]
    assert regency is not None
    assert {each.unit for each in regency.units} == {"15.71", "15.01", "15.02"}
    # The new indicator was not asked: it is missing, and the others of its group weigh more than with it known.
    assert all(each.score_after == pytest.approx(each.score_before) for each in regency.units)
    assert "I62" in " ".join(unseen(draft, source))


def test_the_page_is_for_who_sees_drafts(client: Client) -> None:
    draft = drafted()
    address = reverse("edition-preview:preview", args=[draft.pk])
    for role, office, status in (
        ("analyst", "0", 200),
        ("observer", "0", 200),
        ("administrator", "0", 403),
        ("head", "15", 404),
    ):
        assert signed_in(client, member(role, office)).get(address).status_code == status
    with override("en"):
        english = reverse("edition-preview:preview", args=[draft.pk])
    page = signed_in(client, member("analyst", "0")).get(english).content.decode()
    assert Unit.objects.get(pk=next(iter(printed_dimensions("2024", "province")))).name in page


def test_the_page_asks_a_bounded_number_of_times(client: Client) -> None:
    draft = drafted()
    opened("latihan")
    filled(cycle=Cycle.objects.get(), enterer=member("enterer", "15.71"))
    Declaration.objects.update(state=State.ACCEPTED)
    signed_in(client, member("analyst", "0"))
    address = reverse("edition-preview:preview", args=[draft.pk])
    client.get(address)
    for data, most in (("edition:2024", 16), ("cycle:latihan", 28)):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address, {"data": data}).status_code == 200
        assert len(asked) <= most, (data, len(asked))


def test_the_second_reading_of_a_province_is_the_mean_of_its_regencies_by_both_methods() -> None:
    writer = member("analyst", "0")
    cycle = opened("latihan")
    offices = [each.pk for each in Office.objects.filter(parent="15")]
    for place, office in enumerate(offices):
        filled(cycle, member("enterer", office), events=place % 2)
    Declaration.objects.update(state=State.ACCEPTED)
    Event.objects.update(state=State.ACCEPTED)
    draft = changed(drafted(writer=writer), writer, ChangeNode("SP", {"weight": 54.0}))
    found = {each.level: each.effect for each in preview_of(draft, Source("cycle:latihan", ""))}
    regency, means = found["regency"], found["regencies"]
    assert regency is not None
    assert means is not None
    (jambi,) = means.units
    assert jambi.unit == "15"
    assert len(regency.units) == len(offices) == 11
    before = sum(each.score_before or 0 for each in regency.units) / 11
    after = sum(each.score_after or 0 for each in regency.units) / 11
    assert (jambi.score_before, jambi.score_after) == (pytest.approx(before), pytest.approx(after))
    assert after == pytest.approx(before * (54 / 127) / 0.27)
