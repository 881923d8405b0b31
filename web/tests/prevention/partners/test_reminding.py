"""Reminders of renewal: on the right working day, once, to the right people, and no more after the renewal."""

import smtplib
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command
from ikpweb.audit.models import Entry
from ikpweb.oversight.workdays import is_workday
from ikpweb.prevention import clock as prevention_clock
from ikpweb.prevention.partners.clock import run
from ikpweb.prevention.partners.models import Reminder
from ikpweb.prevention.partners.services import make_agreement
from ikpweb.prevention.partners.states import BEFORE, due_day
from ikpweb.prevention.partners.templatetags.partners import renewals_waiting

from web.tests.factories import member, person
from web.tests.prevention.partners.partnering import about_agreement, agreement, office, partner, today

pytestmark = pytest.mark.django_db


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)  # ten in the morning in Jakarta


def workday(day: date) -> date:
    while not is_workday(day):
        day += timedelta(1)
    return day


def test_each_of_the_three_goes_out_once_on_its_day_and_to_the_office_alone() -> None:
    actor = member("enterer", "15.71", who=person("pengisi@contoh.id"))
    member("head", "15.71", who=person("ketua@contoh.id"))
    for role, code in (("observer", "15.71"), ("verifier", "15.71"), ("head", "15"), ("head", "16.71")):
        member(role, code)
    row = agreement(actor, left=200)
    last = row.valid_to
    assert last is not None
    day, sent = today(), {}
    while day <= last + timedelta(3):
        if run(moment(day)):
            sent[day] = run(moment(day))  # the second time nothing goes out
        day += timedelta(1)
    assert sorted(sent) == sorted(due_day(last, before) for before in BEFORE)
    assert set(sent.values()) == {0}
    assert len(mail.outbox) == len(BEFORE)
    assert mail.outbox[0].bcc == ["ketua@contoh.id", "pengisi@contoh.id"]
    assert "perjanjian mitra akan berakhir" in mail.outbox[0].subject
    assert "SINTETIS Universitas Contoh" in mail.outbox[0].body
    assert row.get_absolute_url() in mail.outbox[0].body
    assert Entry.objects.filter(action="renewal.reminded", person=None).count() == len(BEFORE)


def test_one_message_tells_of_all_that_are_due_and_renewed_ones_are_left_out() -> None:
    actor = member("enterer", "15.71")
    day = workday(today())
    whom = partner(actor)
    left = (day - today()).days + 5
    rows = [agreement(actor, with_whom=whom, left=left, number=f"no-{each}") for each in range(3)]
    later = about_agreement(whom, number="baru", signed_on=today().isoformat(), valid_from=today().isoformat())
    make_agreement(office(), later, key=uuid4(), renews=rows[0], actor=actor)
    assert run(moment(day)) == 1
    body = mail.outbox[0].body
    assert ("no-1" in body, "no-2" in body, "no-0" in body) == (True, True, False)
    assert "2 perjanjian" in mail.outbox[0].subject


def test_what_the_mail_server_does_not_take_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    member_of = member("enterer", "15.71")
    agreement(member_of, left=(workday(today()) - today()).days + 3)
    now = moment(workday(today()))

    def broken(*_: Any, **__: Any) -> int:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", broken)
        assert "partners" not in prevention_clock.run(now)  # the other rooms do their part
        assert not Reminder.objects.exists()
    assert prevention_clock.run(now)["partners"] == 1
    assert Reminder.objects.get().before == min(BEFORE)


def test_the_command_does_it_now(capsys: pytest.CaptureFixture[str]) -> None:
    actor = member("enterer", "15.71")
    agreement(actor, left=3)
    call_command("prevention")
    count = 1 if is_workday(today()) else 0
    assert f"ikp-web: partners: {count}" in capsys.readouterr().out


def test_nobody_to_write_to_means_nothing_is_marked_as_sent() -> None:
    actor = member("enterer", "15.71")
    agreement(actor, left=(workday(today()) - today()).days + 3)
    actor.person.is_active = False
    actor.person.save()
    assert run(moment(workday(today()))) == 0
    assert not Reminder.objects.exists()


def test_the_card_names_what_ends_and_counts_what_ended() -> None:
    actor = member("enterer", "15.71")
    whom = partner(actor)
    near = agreement(actor, with_whom=whom, left=10, number="1")
    agreement(actor, with_whom=whom, left=-10, number="2")
    agreement(actor, with_whom=whom, left=-500, number="3", valid_from=(today() - timedelta(800)).isoformat(),
              signed_on=(today() - timedelta(800)).isoformat())  # fmt: skip
    agreement(actor, with_whom=whom, left=200, number="4")
    told = renewals_waiting(actor)
    assert [(row.pk, left) for row, left, _last in told["soon"]] == [(near.pk, 10)]
    assert (told["soon_count"], told["over_count"]) == (1, 1)
    assert renewals_waiting(member("head", "15"))["soon_count"] == 0  # the own office's alone
