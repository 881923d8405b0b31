"""Partners, agreements and activities: entered once, changed with both versions, renewed, ended, withdrawn; rights."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from ikpweb.audit.models import Entry
from ikpweb.kit.errors import ConflictError, RejectedError
from ikpweb.prevention.partners.models import Agreement, Partner, PartnerStep
from ikpweb.prevention.partners.selectors.agreements import chain_of, doubles_of
from ikpweb.prevention.partners.selectors.boards import partners_by_office
from ikpweb.prevention.partners.services import (
    change_activity,
    change_agreement,
    change_partner,
    end_early,
    make_agreement,
    make_partner,
    note_activity,
    withdraw_activity,
    withdraw_agreement,
    withdraw_partner,
)

from web.tests.factories import member
from web.tests.prevention.partners.partnering import (
    about_agreement,
    about_partner,
    activity,
    agreement,
    office,
    partner,
    today,
)

pytestmark = pytest.mark.django_db
WHY = "SINTETIS: salah catat nomornya."


def faults(problem: RejectedError) -> set[str]:
    return {fault.field for each in problem.faults.values() for fault in each}


def test_a_partner_sent_twice_is_one() -> None:
    actor, key, client = member("enterer", "15.71"), uuid4(), uuid4()
    first = make_partner(office(), about_partner(), key=key, client=client, actor=actor)
    again = make_partner(office(), about_partner(), key=uuid4(), client=client, actor=actor)
    assert (first.repeated, again.repeated, first.row.pk) == (False, True, again.row.pk)
    assert Partner.objects.count() == 1
    with pytest.raises(RejectedError):
        make_partner(office(), about_partner(name="SINTETIS lain"), key=key, client=uuid4(), actor=actor)


def test_every_fault_has_its_field_and_nothing_is_written() -> None:
    actor = member("enterer", "15.71")
    with pytest.raises(RejectedError) as problem:
        make_partner(office(), {"name": " ", "sector": "makar", "contact": "x" * 201}, key=uuid4(), actor=actor)
    assert faults(problem.value) == {"name", "sector", "level", "contact"}
    whom = partner(actor)
    day = today().isoformat()
    for wrong, field in (
        ({"valid_to": (today() - timedelta(400)).isoformat()}, "valid_to"),
        ({"signed_on": (today() + timedelta(1)).isoformat()}, "signed_on"),
        ({"valid_from": "kemarin"}, "valid_from"),
        ({"signed_on": day, "valid_from": (today() - timedelta(500)).isoformat()}, "valid_from"),
        ({"partner": str(uuid4())}, "partner"),
        ({"units": ["16.71"]}, "units"),
        ({"kind": ""}, "kind"),
    ):
        with pytest.raises(RejectedError) as problem:
            make_agreement(office(), about_agreement(whom, **wrong), key=uuid4(), actor=actor)
        assert faults(problem.value) == {field}, wrong
    assert Agreement.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "code"),
    [("enterer", "16.71"), ("head", "15"), ("head", "0"), ("observer", "15.71"), ("verifier", "15.71")],
)
def test_only_the_offices_own_enterers_and_heads_write(role: str, code: str) -> None:
    row, other = agreement(), member(role, code)
    for act in (
        lambda: make_partner(office(), about_partner(), key=uuid4(), actor=other),
        lambda: change_partner(row.partner, {"name": "SINTETIS"}, seen=1, actor=other),
        lambda: withdraw_partner(row.partner, WHY, seen=1, actor=other),
        lambda: make_agreement(office(), about_agreement(row.partner), key=uuid4(), actor=other),
        lambda: change_agreement(row, {"title": "SINTETIS"}, seen=1, actor=other),
        lambda: end_early(row, today(), WHY, seen=1, actor=other),
        lambda: withdraw_agreement(row, WHY, seen=1, actor=other),
        lambda: note_activity(row, {}, key=uuid4(), actor=other),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Entry.objects.filter(action="agreement.changed.denied").exists()


def test_of_two_who_change_one_gets_both_versions_and_a_double_click_is_one() -> None:
    row, head = agreement(), member("head", "15.71")
    change_agreement(row, {"title": "SINTETIS: satu"}, seen=1, actor=head)
    assert change_agreement(row, {"title": "SINTETIS: satu"}, seen=1, actor=head).version == 2
    with pytest.raises(ConflictError) as clash:
        change_agreement(row, {"number": "2", "title": "SINTETIS: dua"}, seen=1, actor=member("enterer", "15.71"))
    item = clash.value.items[str(row.pk)]
    assert (item["theirs"]["title"], item["mine"]["title"], item["both"]) == (
        "SINTETIS: satu",
        "SINTETIS: dua",
        ["title"],
    )
    assert item["merged"]["number"] == "2"
    assert change_agreement(row, {"title": "SINTETIS: satu"}, seen=2, actor=head).version == 2  # nothing changed


def test_an_agreement_is_renewed_once_by_one_with_the_same_partner() -> None:
    actor = member("enterer", "15.71")
    first = agreement(actor, left=20)
    later = {"valid_from": today().isoformat(), "signed_on": today().isoformat(), "number": "02"}
    other = about_agreement(partner(actor, name="SINTETIS lain"), **later)
    with pytest.raises(RejectedError) as problem:
        make_agreement(office(), other, key=uuid4(), renews=first, actor=actor)
    assert faults(problem.value) == {"partner"}
    key, client, given = uuid4(), uuid4(), about_agreement(first.partner, **later)
    done = make_agreement(office(), given, key=key, client=client, renews=first, actor=actor)
    assert make_agreement(office(), given, key=key, client=client, renews=first, actor=actor).repeated
    with pytest.raises(RejectedError, match="perbaiki"):
        make_agreement(office(), given, key=uuid4(), client=uuid4(), renews=first, actor=actor)
    assert [each.pk for each in chain_of(first)] == [first.pk, done.row.pk]
    with pytest.raises(RejectedError):
        withdraw_agreement(first, WHY, seen=1, actor=actor)
    withdraw_agreement(done.row, WHY, seen=1, actor=actor)
    third = make_agreement(office(), given, key=uuid4(), client=uuid4(), renews=first, actor=actor)
    assert [each.pk for each in chain_of(third.row)] == [first.pk, third.row.pk]
    assert chain_of(Agreement.objects.get(pk=done.row.pk))[-1].pk == done.row.pk


def test_it_is_ended_early_on_a_day_that_can_be_and_with_a_reason() -> None:
    row, actor = agreement(), member("head", "15.71")
    for day in (None, today() + timedelta(1), today() - timedelta(366)):
        with pytest.raises(RejectedError):
            end_early(row, day, WHY, seen=1, actor=actor)
    with pytest.raises(RejectedError):
        end_early(row, today(), "pendek", seen=1, actor=actor)
    ended = end_early(row, today(), WHY, seen=1, actor=actor)
    assert end_early(row, today(), WHY, seen=1, actor=actor).version == ended.version == 2
    step = PartnerStep.objects.get(row=row.pk, number=2)
    assert (step.move, step.reason, step.content["ended_on"]) == ("end", WHY, today().isoformat())


def test_nothing_is_withdrawn_from_under_what_stands_on_it() -> None:
    actor = member("enterer", "15.71")
    row = agreement(actor)
    done = activity(row, actor)
    with pytest.raises(RejectedError):
        withdraw_partner(row.partner, WHY, seen=1, actor=actor)
    with pytest.raises(RejectedError):
        withdraw_agreement(row, WHY, seen=1, actor=actor)
    change_activity(done, {"participants": ""}, seen=1, actor=actor)
    done.refresh_from_db()
    assert done.participants is None
    withdraw_activity(done, WHY, seen=2, actor=actor)
    withdraw_agreement(row, WHY, seen=1, actor=actor)
    withdraw_partner(row.partner, WHY, seen=1, actor=actor)
    for act in (
        lambda: change_agreement(row, {"title": "SINTETIS: lain"}, seen=2, actor=actor),
        lambda: note_activity(row, {"day": today(), "what": "x"}, key=uuid4(), actor=actor),
        lambda: make_agreement(office(), about_agreement(row.partner), key=uuid4(), actor=actor),
    ):
        with pytest.raises(RejectedError):
            act()
    assert Partner.objects.count() == Agreement.objects.count() == 1


def test_steps_are_only_ever_added_and_the_log_has_everything() -> None:
    actor = member("enterer", "15.71")
    row = agreement(actor)
    activity(row, actor)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE partners_partnerstep SET move = 'x'")
    actions = set(Entry.objects.values_list("action", flat=True))
    assert actions >= {"partner.entered", "agreement.entered", "partner_activity.entered"}


def test_the_same_number_or_name_in_an_office_is_pointed_out() -> None:
    actor = member("enterer", "15.71")
    first = agreement(actor, number="01/K.Bawaslu/2026")
    second = agreement(actor, number="01 K-BAWASLU 2026", with_whom=first.partner)
    third = agreement(actor, number="", with_whom=partner(actor, name="sintetis universitas, contoh"))
    fourth = agreement(code="16.71", number="01/K.Bawaslu/2026")
    assert [each.pk for each in doubles_of(first)] == [second.pk]
    assert [each.pk for each in doubles_of(first.partner)] == [third.partner_id]
    assert doubles_of(third) == doubles_of(fourth) == []


def test_numbers_for_boards_count_what_holds() -> None:
    actor = member("enterer", "15.71")
    row = agreement(actor)
    whom = row.partner
    agreement(actor, with_whom=whom, left=10, number="2")
    agreement(actor, with_whom=whom, left=-10, number="3")
    activity(row, actor)
    agreement(code="16.71")
    found: Any = partners_by_office(today())
    assert set(found) == {"15.71", "16.71"}
    told = found["15.71"]
    assert (told.institutions, told.holding, told.expiring, told.expired, told.activities) == (1, 2, 1, 1, 1)
