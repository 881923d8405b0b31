"""The time line of a unit's profile: what was done, and reports by month, each for who may see it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from ikpweb.accounts.members import Member
from ikpweb.prevention.activities.services.entering import enter
from ikpweb.prevention.cadres.models import Training
from ikpweb.prevention.effects.selectors.moments import moments_of, months_of, released_moments
from ikpweb.prevention.effects.selectors.treatments import choices_for, treatment
from ikpweb.prevention.partners.models import Agreement, Partner
from ikpweb.prevention.programme.services.disclosing import ask, confirm
from ikpweb.prevention.register.models import Action

from web.tests.factories import member, signed_in
from web.tests.prevention.effects.building import listed
from web.tests.watch.reporting import entered

pytestmark = pytest.mark.django_db


def action(head: Member, *, status: str = "confirmed", library: str = "", days: int = 5, form: str = "") -> Action:
    now = timezone.now()
    return Action.objects.create(
        office=head.office,
        title="SINTETIS: kata kantor sendiri",
        library=library,
        form=form,
        status=status,
        author=head.person,
        client=uuid4(),
        made_at=now,
        changed_at=now,
        done_at=now - timedelta(days) if status in {"done", "confirmed"} else None,
    )


def test_members_see_what_was_done_in_the_words_of_the_office() -> None:
    head = member("head", "15.71")
    action(head)
    action(head, status="running")
    listed(member("head", "15"), {"15.71": date(2024, 1, 1), "15.01": date(2024, 1, 1)})
    found = moments_of("15.71", member("observer", "15"))
    assert [str(each.sort) for each in found] == ["program dimulai", "tindakan selesai"]
    assert found[1].name == "SINTETIS: kata kantor sendiri"
    assert [str(each.sort) for each in moments_of("15.71", head)] == [
        "tindakan selesai"
    ]  # the province's list is its own
    assert moments_of("15.71", member("head", "16")) == []


def test_what_is_released_is_told_in_the_words_of_the_library_alone() -> None:
    from ikpweb.prevention.actions import library

    head, known = member("head", "15.71"), library()[0]
    action(head, library=known.id)
    action(head, days=9)
    action(head, status="done")
    found = released_moments("15.71", ["actions"])
    assert [each.name for each in found] == ["", known.title["id"]]
    assert not any(each.address for each in found)
    assert released_moments("15.71", []) == []


def test_reports_by_month_are_those_that_a_member_may_see() -> None:
    entered(code="15.71")
    today = timezone.localdate()
    assert sum(count for _month, count in months_of("15.71", member("observer", "15"), today)) == 1
    assert sum(count for _month, count in months_of("15", member("observer", "15"), today)) == 1
    assert months_of("15.71", member("observer", "16"), today) == []


def test_the_profile_draws_it_for_members_only() -> None:
    head = member("head", "15.71")
    action(head)
    entered(code="15.71")
    client = signed_in(Client(), head)
    page = client.get(reverse("portal:unit", args=["15.71"])).content.decode()
    assert "SINTETIS: kata kantor sendiri" in page
    for name in ("dilakukan", "laporan"):
        address = reverse("effects:timeline", args=["15.71", name, "svg"])
        assert address in page
        assert client.get(f"{address}?lebar=sempit").status_code == 200
    public = Client().get(reverse("portal:unit", args=["15.71"])).content.decode()
    assert "SINTETIS" not in public
    stranger = signed_in(Client(), member("head", "16.71"))
    assert "SINTETIS" not in stranger.get(reverse("portal:unit", args=["15.71"])).content.decode()
    assert stranger.get(reverse("effects:timeline", args=["15.71", "dilakukan", "svg"])).status_code == 404
    assert client.get(reverse("effects:timeline", args=["99.99", "laporan", "svg"])).status_code == 404


def test_done_actions_can_be_asked_about_by_action_and_by_form() -> None:
    from ikpweb.prevention.actions import library

    known = library()[0]
    for code, days in (("15.71", 5), ("15.71", 40), ("15.01", 9)):
        action(member("head", code), library=known.id, form=known.form, days=days)
    province = member("head", "15")
    offered = dict(pair for _label, group in choices_for(province, training=False) for pair in group)
    assert offered[f"tindakan:{known.id}"].units == offered[f"bentuk:{known.form}"].units == 2
    found = treatment(province, f"tindakan:{known.id}")
    assert found is not None
    assert found.days["15.71"] == timezone.localdate(timezone.now() - timedelta(40))
    assert treatment(member("head", "16"), f"tindakan:{known.id}") is None
    assert choices_for(province, training=True) == []
    assert treatment(province, "lain:1") is None


def agreement(head: Member, *, units: tuple[str, ...] = (), day: date = date(2024, 3, 1)) -> Agreement:
    now, told = timezone.now(), {"office": head.office, "author": head.person}
    kept = {**told, "made_at": now, "changed_at": now}
    partner = Partner.objects.create(
        name="SINTETIS: mitra rahasia", plain="x", sector="university", level="province", client=uuid4(), **kept
    )
    made = Agreement.objects.create(
        partner=partner, kind="mou", title="SINTETIS", signed_on=day, valid_from=day, client=uuid4(), **kept
    )
    made.units.set(units)
    return made


def training(head: Member, day: date = date(2024, 5, 1)) -> Training:
    now = timezone.now()
    return Training.objects.create(
        office=head.office, programme="p2p", stage="basic", day=day, place="SINTETIS: balai", author=head.person,
        client=uuid4(), made_at=now, changed_at=now,
    )  # fmt: skip


def test_agreements_and_trainings_can_be_asked_about() -> None:
    province = member("head", "15")
    agreement(province, units=("15.71", "15.01"))
    agreement(member("head", "15.71"), day=date(2023, 1, 1))
    training(member("head", "15.71"))
    agreement(member("head", "16"))
    offered = dict(pair for _label, group in choices_for(province, training=False) for pair in group)
    assert offered["perjanjian:mou"].units == offered["mitra:university"].units == 2
    assert offered["pelatihan:p2p"].units == 1
    found = treatment(province, "perjanjian:mou")
    assert found is not None
    assert found.days == {"15.71": date(2023, 1, 1), "15.01": date(2024, 3, 1)}
    whole = treatment(member("head", "16"), "mitra:university")
    assert whole is not None
    assert {"16", "16.01", "16.71"} <= set(whole.days)  # no unit named: the whole region
    one = treatment(province, "lembaga:SINTETIS: mitra rahasia")
    assert one is not None
    assert one.days == found.days  # the same institution, whichever offices agreed with it


def test_activities_can_be_asked_about_by_their_form() -> None:
    head = member("head", "15.71")
    for day in ("2024-02-02", "2024-01-10"):
        given = {"date": day, "form": "education", "title": "SINTETIS: sekolah pengawasan"}
        enter(head.office, given, key=uuid4(), actor=head)
    enter(head.office, {**given, "date": "2023-06-01"}, key=uuid4(), training=True, actor=head)
    found = treatment(member("head", "15"), "kegiatan:education")
    assert found is not None
    assert found.days == {"15.71": date(2024, 1, 10)}  # the first one; made-up ones do not count
    assert treatment(member("head", "16"), "kegiatan:education") is None


def test_the_public_sees_what_the_centre_released_by_unit_and_no_words_of_an_office() -> None:
    head = member("head", "15.71")
    action(head)
    agreement(head)
    training(head)
    told = [str(each.sort) for each in moments_of("15.71", head)]
    assert told == ["perjanjian berlaku", "pelatihan", "tindakan selesai"]
    address, chart = reverse("portal:unit", args=["15.71"]), reverse("portal:done", args=["15.71", "svg"])
    assert Client().get(chart).status_code == 404
    one, two = member("head", "0"), member("publisher", "0")
    opened = {"partners": "unit", "cadres": "unit", "actions": "province"}
    confirm(ask(opened, date(2024, 1, 1), "SINTETIS: dibuka untuk uji.", actor=one), actor=two)
    page = Client().get(address).content.decode()
    assert "perjanjian berlaku" in page
    assert "Pendidikan Pengawas Partisipatif" in page
    assert "tindakan selesai" not in page
    assert "SINTETIS" not in page
    drawn = Client().get(chart)
    assert (drawn.status_code, drawn["Cache-Control"]) == (200, "no-store")
