"""Letters by the clock: working days, deadlines on holidays, once a day, to whom."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.core.management import call_command
from ikpweb.prevention.clock import rooms
from ikpweb.prevention.register.due import due_letters, last_workday, working_days_left
from ikpweb.prevention.register.models import Action, Letter, Status
from ikpweb.prevention.register.tasks import remind_of_actions

from web.tests.factories import member
from web.tests.prevention.register.registering import added, at


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


#: A Sunday; Monday 17 August 2026 is Independence Day.
SUNDAY, MONDAY = date(2026, 8, 16), date(2026, 8, 17)


def test_a_deadline_on_a_holiday_means_the_working_day_before() -> None:
    assert last_workday(MONDAY) == date(2026, 8, 14)
    assert last_workday(date(2026, 8, 18)) == date(2026, 8, 18)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 8, 13), 1),
        (date(2026, 8, 14), 0),
        (SUNDAY, 0),
        (MONDAY, 0),
        (date(2026, 8, 18), -1),
        (date(2026, 8, 19), -2),
    ],
)
def test_working_days_to_a_deadline_on_a_holiday(today: date, left: int) -> None:
    assert working_days_left(today, MONDAY) == left


@pytest.mark.django_db
class TestLetters:
    """What goes out on which day."""

    def due(self, day: date) -> list[tuple[str, str]]:
        return [(each.kind.value, each.office.pk) for each in due_letters(noon(day))]

    def test_who_does_it_is_reminded_on_the_working_day_before_a_holiday(self) -> None:
        added()
        Action.objects.update(deadline=MONDAY)
        assert self.due(date(2026, 8, 13)) == [("reminder", "15.71")]
        assert self.due(date(2026, 8, 14)) == [("reminder", "15.71")]
        assert self.due(SUNDAY) == self.due(MONDAY) == []
        assert self.due(date(2026, 8, 12)) == []

    def test_the_office_above_is_told_once_it_is_late_and_each_fifth_day(self) -> None:
        added()
        Action.objects.update(deadline=date(2026, 8, 14))
        assert ("escalation", "15") not in self.due(date(2026, 8, 14))
        assert ("escalation", "15") in self.due(date(2026, 8, 18))
        assert self.due(date(2026, 8, 19)) == []
        # Five working days on; the 25th is a holiday, or it is not: what counts are working days.
        later = [day for day in range(20, 29) if ("escalation", "15") in self.due(date(2026, 8, day))]
        assert len(later) == 1

    def test_what_is_done_dropped_or_only_proposed_asks_nothing(self) -> None:
        for status in (Status.DONE, Status.DROPPED, Status.PROPOSED):
            at(status)
        Action.objects.update(deadline=date(2026, 8, 14))
        assert self.due(date(2026, 8, 18)) == []

    def test_letters_go_to_the_right_people_once_a_day(self) -> None:
        head, owner = member("head", "15.71"), member("verifier", "15.71")
        above, _reader = member("head", "15"), member("verifier", "15")
        added(head, owner=owner.person.pk)
        Action.objects.update(deadline=date(2026, 8, 14))
        assert remind_of_actions(noon(date(2026, 8, 18))) == 2
        sent = {tuple(sorted(each.bcc)) for each in mail.outbox}
        assert sent == {tuple(sorted([head.person.email, owner.person.email])), (above.person.email,)}
        texts = "\n".join(f"{each.subject}\n{each.body}" for each in mail.outbox)
        assert "SINTETIS: patroli masa tenang" in texts
        assert "lewat 1 hari kerja" in texts
        assert remind_of_actions(noon(date(2026, 8, 18))) == 0
        assert Letter.objects.count() == 2

    def test_a_letter_that_is_not_taken_goes_out_with_the_next_run(self, settings: object) -> None:
        member("head", "15.71")
        added()
        Action.objects.update(deadline=date(2026, 8, 14))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]
        with pytest.raises(ConnectionRefusedError):
            remind_of_actions(noon(date(2026, 8, 18)))
        assert Letter.objects.count() == 0

    def test_the_clock_of_prevention_sends_them(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert "register" in dict(rooms())
        call_command("prevention")
        assert "ikp-web: register: 0" in capsys.readouterr().out
