"""Drafts: begun, changed by several people, checked, frozen by two, shown when somebody says so."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils.translation import override
from ikpweb.audit.actor import SYSTEM
from ikpweb.audit.models import Entry
from ikpweb.audit.services import digest_of
from ikpweb.collection.cycles.forms import CycleForm
from ikpweb.collection.engine import form_of
from ikpweb.kit.errors import RejectedError
from ikpweb.methodology.checking import faults_of
from ikpweb.methodology.content import node_of
from ikpweb.methodology.edits import AddNode, ChangeNode, ChangeRubric, MoveNode, RemoveNode, SetCutoffs, SetRecipe
from ikpweb.methodology.faults import ConflictError
from ikpweb.methodology.models import Draft, Edition, Method, Revision
from ikpweb.methodology.services import (
    ask_freeze,
    change_draft,
    confirm_freeze,
    discard_draft,
    hide_edition,
    load_edition,
    open_weighting,
    show_edition,
    stale_editions,
    start_draft,
    withdraw_freeze,
)

from ikp.editions import load
from web.tests.drafting import about, drafted, frozen
from web.tests.factories import member
from web.tests.methodology.test_edits import node

pytestmark = pytest.mark.django_db


def test_a_draft_begins_with_all_of_the_earlier_edition_but_its_legal_base() -> None:
    draft = drafted(whole=False)
    shipped = load("2024")
    content = draft.content
    assert [each["code"] for each in content["nodes"]] == [each.code for each in shipped.framework().nodes]
    first, same = node_of(content, "I01"), shipped.framework()["I01"]
    assert first is not None
    assert (first["names"], first["measure"], first["note"]) == (dict(same.names), same.measure, same.note)
    assert set(content["recipes"]) == {"province", "regency"}
    assert content["recipes"]["regency"] == shipped.recipe("regency").to_dict()
    assert content["rubrics"]["I01"]["grades"][3]["id"] == shipped.rubrics()["I01"].grades[4]["id"]
    assert content["rubrics"]["I01"]["certainty"] == "assumed"
    assert content["legal_base"] == []
    assert {fault.item for fault in faults_of(content)} == {"about"}
    assert faults_of(drafted("lain").content) == []


@pytest.mark.parametrize("code", ["2024", "ikp-2029"])
def test_a_code_is_taken_once(code: str) -> None:
    drafted()
    with pytest.raises(RejectedError) as refused:
        drafted(code)
    assert refused.value.field == "code"


def test_of_an_edition_with_results_only_there_is_nothing_to_begin_from() -> None:
    with pytest.raises(RejectedError):
        drafted(based_on="pilkada-2024")


@pytest.mark.parametrize(
    ("role", "office"),
    [("administrator", "0"), ("publisher", "0"), ("observer", "0"), ("head", "15"), ("analyst", "15")],
)
def test_who_does_not_write_editions_is_refused_and_logged(role: str, office: str) -> None:
    draft = drafted()
    who = member(role, office)
    with pytest.raises(PermissionDenied):
        change_draft(draft, about(draft), seen=2, actor=who)
    with pytest.raises(PermissionDenied):
        start_draft("lain", based_on=Edition.objects.get(pk="2024"), title_id="x", title_en="x", actor=who)
    denied = Entry.objects.filter(person=who.person.pk).values_list("action", flat=True)
    assert list(denied) == ["draft.changed.denied", "draft.made.denied"]


def test_every_change_is_a_revision_with_digests_in_the_log() -> None:
    writer = member("analyst", "0")
    draft = drafted(writer=writer)
    before = digest_of(draft.content)
    made = change_draft(draft, ChangeNode("I01", {"weight": 2.5}), seen=2, actor=writer)
    draft.refresh_from_db()
    assert made is not None
    assert (made.number, made.person, made.what, made.about) == (3, writer.person, "node-changed", "I01")
    assert made.changes == [{"item": "node:I01", "field": "weight", "before": 1.0, "after": 2.5}]
    entry = Entry.objects.filter(action="draft.changed").latest("id")
    assert (entry.detail["before"], entry.detail["after"]) == (before, digest_of(draft.content))
    assert change_draft(draft, ChangeNode("I01", {"weight": 2.5}), seen=3, actor=writer) is None
    assert draft.revisions.count() == 3
    with pytest.raises(DatabaseError), transaction.atomic():
        Revision.objects.filter(pk=made.pk).update(what="lain")


def test_two_people_change_different_parts_and_both_stand() -> None:
    one, two = member("analyst", "0"), member("head", "0")
    draft = drafted(writer=one)
    change_draft(draft, ChangeNode("I01", {"weight": 2.0}), seen=2, actor=one)
    change_draft(draft, ChangeNode("I02", {"weight": 3.0}), seen=2, actor=two)
    draft.refresh_from_db()
    assert [node_of(draft.content, code)["weight"] for code in ("I01", "I02")] == [2.0, 3.0]  # type: ignore[index]
    assert draft.revision == 4


def test_the_same_part_is_not_overwritten_in_silence() -> None:
    one, two = member("analyst", "0"), member("head", "0")
    draft = drafted(writer=one)
    change_draft(draft, ChangeNode("I01", {"weight": 2.0}), seen=2, actor=one)
    with pytest.raises(ConflictError) as conflict:
        change_draft(draft, ChangeNode("I01", {"note": "lain"}), seen=2, actor=two)
    assert [(each.person, each.number) for each in conflict.value.revisions] == [(one.person, 3)]
    with pytest.raises(ConflictError):
        change_draft(draft, RemoveNode("SP1"), seen=2, actor=two)
    draft.refresh_from_db()
    assert draft.revision == 3
    change_draft(draft, ChangeNode("I01", {"note": "lain"}), seen=3, actor=two)
    draft.refresh_from_db()
    assert node_of(draft.content, "I01")["weight"] == 2.0  # type: ignore[index]


def test_faults_stand_at_their_place_in_both_languages() -> None:
    writer = member("analyst", "0")
    draft = drafted(writer=writer)
    recipe = draft.content["recipes"]["province"]
    wrong = {**recipe, "step": [each for each in recipe["step"] if each["kind"] != "aggregate"]}
    for edit in (
        ChangeNode("I01", {"weight": -1.0}),
        ChangeNode("I02", {"names": {"id": "Hanya Indonesia"}}),
        ChangeNode("I03", {"certainty": "published", "source": ""}),
        ChangeRubric("I04", {"counts": {"id": "x", "en": "x"}, "grades": [{"id": "satu", "en": "one"}]}),
        AddNode("SP", node("SP9", "SP")),
        SetRecipe("province", wrong),
        SetCutoffs("regency", {"IKP": (60.0, 20.0)}, {"certainty": "assumed"}),
    ):
        change_draft(draft, edit, seen=Draft.objects.get(pk=draft.pk).revision, actor=writer)
    draft.refresh_from_db()
    found = {fault.item: fault.sentence for fault in faults_of(draft.content)}
    assert {"node:I01", "node:I02", "node:I03", "rubric:I04", "node:SP9", "recipe:province"} <= set(found)
    assert "Bobot I01 adalah -1.0" in found["node:I01"]
    with override("en"):
        english = {fault.item: fault.sentence for fault in faults_of(draft.content)}
    assert "I01 has the weight -1.0" in english["node:I01"]
    # The recipe of the regencies can only be tried once the tree stands.
    for edit in (ChangeNode("I01", {"weight": 1.0}), RemoveNode("SP9")):
        change_draft(draft, edit, seen=Draft.objects.get(pk=draft.pk).revision, actor=writer)
    draft.refresh_from_db()
    assert "recipe:regency" in {fault.item for fault in faults_of(draft.content)}


def test_a_draft_with_faults_or_an_open_weighting_is_not_frozen() -> None:
    head = member("head", "0")
    with pytest.raises(RejectedError, match="masalah"):
        ask_freeze(drafted("kurang", whole=False), actor=head)
    draft = drafted()
    open_weighting(draft, due=None, actor=head)
    with pytest.raises(RejectedError, match="Pembobotan"):
        ask_freeze(draft, actor=head)


def test_two_people_freeze_and_the_same_one_cannot() -> None:
    one, two, analyst = member("head", "0"), member("head", "0"), member("analyst", "0")
    draft = drafted()
    freeze = ask_freeze(draft, actor=one)
    assert not Edition.objects.filter(pk=draft.pk).exists()
    with pytest.raises(RejectedError, match="Orang kedua"):
        confirm_freeze(freeze, actor=one)
    with pytest.raises(PermissionDenied):
        confirm_freeze(freeze, actor=analyst)
    with pytest.raises(RejectedError, match="sudah diminta"):
        ask_freeze(draft, actor=two)
    edition = confirm_freeze(freeze, actor=two)
    draft.refresh_from_db()
    assert (draft.stage, draft.edition) == (Draft.Stage.FROZEN, edition)
    assert (edition.origin, edition.public, edition.launched) == (Edition.Origin.AUTHORED, False, None)
    assert edition.digest == digest_of(draft.content) == freeze.digest
    assert edition.about["units"] == {"province": 38, "regency": 514}
    with pytest.raises(RejectedError, match="tidak dapat diubah"):
        change_draft(draft, about(draft, period="lain"), seen=draft.revision, actor=two)
    with pytest.raises(RejectedError):
        withdraw_freeze(freeze, actor=one)


def test_what_changed_since_it_was_asked_for_is_not_confirmed() -> None:
    draft = drafted()
    writer = member("analyst", "0")
    freeze = ask_freeze(draft, actor=member("head", "0"))
    change_draft(draft, ChangeNode("I01", {"weight": 2.0}), seen=2, actor=writer)
    with pytest.raises(RejectedError, match="berubah sejak diminta"):
        confirm_freeze(freeze, actor=member("head", "0"))
    withdraw_freeze(freeze, actor=writer)
    again = ask_freeze(draft, actor=writer)
    edition = confirm_freeze(again, actor=member("head", "0"))
    first = edition.methods.get(level="regency").framework["nodes"][3]
    assert (first["code"], first["weight"]) == ("I01", 2.0)


def test_a_frozen_edition_is_asked_in_a_cycle_with_its_own_rubrics() -> None:
    writer = member("analyst", "0")
    draft = drafted(writer=writer)
    rubric = {**draft.content["rubrics"]["I01"], "counts": {"id": "Aturan baru", "en": "New rule"}}
    change_draft(draft, ChangeRubric("I01", rubric), seen=2, actor=writer)
    change_draft(draft, MoveNode("I01", "SP2"), seen=3, actor=writer)
    listed = CycleForm().fields["edition"].queryset  # type: ignore[attr-defined]
    assert "ikp-2029" not in set(listed.values_list("pk", flat=True))
    draft.refresh_from_db()
    edition = frozen(draft=draft)
    listed = CycleForm().fields["edition"].queryset  # type: ignore[attr-defined]
    assert "ikp-2029" in set(listed.values_list("pk", flat=True))
    form = {each["code"]: each for each in form_of(edition.pk)["regency"]}
    assert len(form) == 61
    assert (form["I01"]["parent"], form["I01"]["rubric"]["counts"]["id"]) == ("SP2", "Aturan baru")
    assert form["I01"]["stages"] == [link.stage for link in load("2024").stages()["I01"]]
    again = drafted("ikp-2034", based_on=edition.pk)
    assert again.content["nodes"] == draft.content["nodes"]
    assert again.content["rubrics"] == draft.content["rubrics"]


def test_loading_what_the_engine_ships_never_touches_an_edition_written_here() -> None:
    edition = frozen()
    Edition.objects.filter(pk="2019").update(digest="0" * 64)
    assert stale_editions() == ["2019"]
    call_command("load_editions", verbosity=0)
    edition.refresh_from_db()
    assert edition.methods.count() == 2
    with pytest.raises(RejectedError):
        load_edition(edition.pk, actor=SYSTEM)
    # A later engine that ships the same code does not take the place of it either.
    Edition.objects.filter(pk="2019").delete()
    Edition.objects.create(
        code="2019", kind="full", origin=Edition.Origin.AUTHORED, title_id="x", title_en="x", digest="1"
    )
    assert stale_editions() == []


def test_the_database_itself_refuses_to_change_a_frozen_edition() -> None:
    edition = frozen()
    for change in (
        lambda: Edition.objects.filter(pk=edition.pk).update(title_id="lain"),
        lambda: Edition.objects.filter(pk=edition.pk).update(digest="0" * 64),
        lambda: Edition.objects.filter(pk=edition.pk).update(origin="shipped"),
        lambda: Method.objects.filter(edition=edition).update(recipe={}),
        lambda: Method.objects.filter(edition=edition).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Edition.objects.filter(pk="2024").update(title_id="yang dibawa mesin diperbarui") == 1


def test_showing_and_hiding_is_for_heads_and_publishers_of_the_centre() -> None:
    edition = frozen()
    with pytest.raises(PermissionDenied):
        show_edition(edition, launched=date(2028, 5, 1), actor=member("analyst", "0"))
    publisher = member("publisher", "0")
    show_edition(edition, launched=date(2028, 5, 1), actor=publisher)
    edition.refresh_from_db()
    assert (edition.public, edition.launched) == (True, date(2028, 5, 1))
    hide_edition(edition, actor=publisher)
    edition.refresh_from_db()
    assert not edition.public
    with pytest.raises(RejectedError):
        hide_edition(Edition.objects.get(pk="2024"), actor=publisher)


def test_a_draft_is_discarded_with_a_reason_and_stays_readable() -> None:
    writer = member("analyst", "0")
    draft = drafted(writer=writer)
    with pytest.raises(RejectedError):
        discard_draft(draft, reason=" ", actor=writer)
    discard_draft(draft, reason="Diganti rancangan lain.", actor=writer)
    draft.refresh_from_db()
    assert draft.stage == Draft.Stage.DISCARDED
    assert Entry.objects.get(action="draft.discarded").detail["reason"] == "Diganti rancangan lain."
    with pytest.raises(RejectedError):
        change_draft(draft, about(draft, period="lain"), seen=draft.revision, actor=writer)
