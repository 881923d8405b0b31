"""Partners and agreements for tests. All of it is made up (SINTETIS)."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone
from ikpweb.accounts.members import Member
from ikpweb.prevention.partners.models import Activity, Agreement, Partner
from ikpweb.prevention.partners.services import make_agreement, make_partner, note_activity
from ikpweb.territory.models import Office

from web.tests.factories import member

__all__ = ["OFFICE", "about_agreement", "about_partner", "activity", "agreement", "office", "partner", "today"]

OFFICE = "15.71"


def today() -> date:
    return timezone.localdate()


def office(code: str = OFFICE) -> Office:
    return Office.objects.select_related("unit", "parent").get(pk=code)


def about_partner(**other: Any) -> dict[str, Any]:
    return {"name": "SINTETIS Universitas Contoh", "sector": "university", "level": "province", **other}


def partner(actor: Member | None = None, *, code: str = OFFICE, **other: Any) -> Partner:
    actor = actor or member("enterer", code)
    return make_partner(office(code), about_partner(**other), key=uuid4(), client=uuid4(), actor=actor).row


def about_agreement(with_whom: Partner, **other: Any) -> dict[str, Any]:
    """Give an agreement that began a year ago and ends in a year."""
    return {
        "partner": str(with_whom.pk),
        "kind": "mou",
        "number": "01/SINTETIS/2026",
        "title": "SINTETIS: pengawasan bersama",
        "signed_on": (today() - timedelta(365)).isoformat(),
        "valid_from": (today() - timedelta(365)).isoformat(),
        "valid_to": (today() + timedelta(365)).isoformat(),
        **other,
    }


def agreement(
    actor: Member | None = None,
    *,
    code: str = OFFICE,
    with_whom: Partner | None = None,
    left: int | None = None,
    **other: Any,
) -> Agreement:
    """Enter an agreement; `left` days before its last one."""
    actor = actor or member("enterer", code)
    with_whom = with_whom or partner(actor, code=code)
    if left is not None:
        other["valid_to"] = (today() + timedelta(left)).isoformat()
    given = about_agreement(with_whom, **other)
    return make_agreement(office(code), given, key=uuid4(), client=uuid4(), actor=actor).row


def activity(under: Agreement, actor: Member, **other: Any) -> Activity:
    given = {"day": today().isoformat(), "what": "SINTETIS: kuliah umum", "participants": "40", **other}
    return note_activity(under, given, key=uuid4(), client=uuid4(), actor=actor).row
