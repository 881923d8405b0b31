"""Reminders: to the right people, on working days, once; through a real mail server."""

import email
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from ikpweb.collection.models import Cycle
from ikpweb.kit.country import country
from ikpweb.oversight import services
from ikpweb.oversight.due import due_notices
from ikpweb.oversight.models import Notice
from ikpweb.oversight.tasks import remind

from web.tests.collecting import filled, opened
from web.tests.factories import member

pytestmark = pytest.mark.django_db

#: The deadline of the cycle is Monday, 1 March 2027, 7 in the morning in Jakarta.
FIVE_BEFORE = datetime(2027, 2, 22, 3, tzinfo=UTC)
SUNDAY = datetime(2027, 2, 21, 3, tzinfo=UTC)
ONE_AFTER = datetime(2027, 3, 2, 3, tzinfo=UTC)


@pytest.fixture
def cycle() -> Cycle:
    cycle = opened()
    filled(cycle, member("enterer", "15.71"))
    for code in ("15.01", "15.71", "15"):
        member("head", code)
    return cycle


def kinds(cycle: Cycle, now: datetime) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for message in due_notices(cycle, now):
        found.setdefault(message.kind.value, set()).add(message.office.pk)
    return found


def test_who_has_not_submitted_is_reminded(cycle: Cycle) -> None:
    due = kinds(cycle, FIVE_BEFORE)["reminder"]
    assert "15.01" in due
    assert "15.71" not in due


def test_nothing_goes_out_on_days_off(cycle: Cycle) -> None:
    assert kinds(cycle, SUNDAY) == {}


def test_after_the_deadline_the_office_above_is_told(cycle: Cycle) -> None:
    due = kinds(cycle, ONE_AFTER)
    assert "15" in due["escalation"]
    assert "0" in due["escalation"]
    told = {each.office.pk: each for each in due_notices(cycle, ONE_AFTER) if each.kind == "escalation"}
    assert "15.71" not in {each.office.pk for each in told["15"].about}


def test_heads_get_a_digest_on_mondays(cycle: Cycle) -> None:
    assert "15" in kinds(cycle, FIVE_BEFORE)["digest"]
    assert "digest" not in kinds(cycle, ONE_AFTER)


def test_a_message_goes_out_once(cycle: Cycle) -> None:
    first = remind(cycle, FIVE_BEFORE)
    assert first == len(mail.outbox) == Notice.objects.count()
    assert remind(cycle, FIVE_BEFORE) == 0
    assert len(mail.outbox) == first


def test_only_offices_with_people_are_written_to(cycle: Cycle) -> None:
    remind(cycle, FIVE_BEFORE)
    assert set(Notice.objects.filter(kind="reminder").values_list("office", flat=True)) == {"15.01", "15"}


def test_what_a_reminder_says(cycle: Cycle) -> None:
    remind(cycle, FIVE_BEFORE)
    (one,) = [each for each in mail.outbox if "Kab. Kerinci" in each.subject]
    assert one.subject.startswith("[SINTETIS]")
    assert "0 dari 61" in one.body
    assert "5 hari kerja lagi" in one.body
    assert one.to == []
    assert len(one.bcc) == 1


def test_another_country_writes_in_its_language(cycle: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    english = replace(country(), languages=("en",))
    monkeypatch.setattr(services, "country", lambda: english)
    remind(cycle, FIVE_BEFORE)
    remind(cycle, ONE_AFTER)
    told = "\n".join(f"{each.subject}\n{each.body}" for each in mail.outbox)
    for words in ("Answered: 0 of 61 indicators", "(in 5 working days)", "Summary of the cycle", "past the deadline"):
        assert words in told
    assert not re.search(r"\b(ini|putaran|isian|kantor|batas|dari|belum|hari)\b", told.replace(cycle.title_id, ""))


class Box:
    """Keeps what a real SMTP server received."""

    def __init__(self) -> None:
        self.received: list[Any] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        self.received.append(envelope)
        return "250 OK"


@pytest.fixture
def smtp() -> Iterator[tuple[Box, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


def test_through_a_real_mail_server(cycle: Cycle, smtp: tuple[Box, int], settings: Any) -> None:
    box, port = smtp
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    count = remind(cycle, FIVE_BEFORE)
    assert len(box.received) == count
    letter = email.message_from_bytes(box.received[0].content)
    assert letter["Bcc"] is None


def test_a_mail_server_that_is_down_loses_nothing(cycle: Cycle, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(ConnectionRefusedError):
        remind(cycle, FIVE_BEFORE)
    assert not Notice.objects.exists()
