"""Trainings, outreach and records of alumni for tests. All of it is made up (SINTETIS)."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone
from ikpweb.accounts.members import Member
from ikpweb.prevention.cadres.models import Alumnus, Outreach, Training
from ikpweb.prevention.cadres.services import enter_alumnus, enter_outreach, enter_training
from ikpweb.territory.models import Office

from web.tests.factories import member

__all__ = [
    "OFFICE",
    "about_event",
    "about_person",
    "about_training",
    "event",
    "office",
    "person_of",
    "today",
    "training",
]

OFFICE = "15.71"


def today() -> date:
    return timezone.localdate()


def office(code: str = OFFICE) -> Office:
    return Office.objects.select_related("unit", "parent").get(pk=code)


def about_training(**other: Any) -> dict[str, Any]:
    return {
        "programme": "p2p",
        "title": "SINTETIS: P2P dasar",
        "stage": "basic",
        "day": (today() - timedelta(30)).isoformat(),
        "place": "SINTETIS Balai Contoh",
        "participants": "40",
        "women": "22",
        "men": "18",
        "disability": "3",
        "alumni": "36",
        **other,
    }


def training(actor: Member | None = None, *, code: str = OFFICE, **other: Any) -> Training:
    actor = actor or member("enterer", code)
    return enter_training(office(code), about_training(**other), key=uuid4(), client=uuid4(), actor=actor).row


def about_event(**other: Any) -> dict[str, Any]:
    return {
        "title": "SINTETIS: sosialisasi di sekolah",
        "form": "visit",
        "programme": "forum",
        "day": (today() - timedelta(10)).isoformat(),
        "place": "SINTETIS SMA Contoh",
        "participants": "120",
        "first_voters": "110",
        **other,
    }


def event(actor: Member | None = None, *, code: str = OFFICE, **other: Any) -> Outreach:
    actor = actor or member("enterer", code)
    return enter_outreach(office(code), about_event(**other), key=uuid4(), client=uuid4(), actor=actor).row


def about_person(**other: Any) -> dict[str, Any]:
    return {
        "name": "Siti Rahasia Contoh",
        "contact": "0812-0000-RAHASIA",
        "purpose": "invite",
        "consented_on": today().isoformat(),
        "until": (today() + timedelta(365)).isoformat(),
        **other,
    }


def person_of(of: Training, actor: Member, **other: Any) -> Alumnus:
    return enter_alumnus(of, about_person(**other), agreed=True, client=uuid4(), actor=actor)
