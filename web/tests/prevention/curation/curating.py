"""Calendars, proposals and their people, for tests of curation. All of it is made up (SINTETIS)."""

from typing import Any
from uuid import UUID, uuid4

from ikpweb.accounts.members import Member
from ikpweb.prevention.curation.content import content_of_schedule
from ikpweb.prevention.curation.models import Proposal
from ikpweb.prevention.curation.selectors.calendars import all_schedules

from web.tests.factories import member

__all__ = ["REASON", "calendar", "curator", "given_action", "head", "proposed", "text"]

REASON = "SINTETIS: dicoba untuk pengujian."


def curator(role: str = "analyst") -> Member:
    """Give somebody who curates at the centre."""
    return member(role, "0")


def calendar(code: str) -> dict[str, Any]:
    """Give the content of a calendar in force."""
    return content_of_schedule(all_schedules()[code])


def head(**other: Any) -> dict[str, Any]:
    """Give the head of a new calendar."""
    return {
        "names": {"id": "Pemilu 2029 SINTETIS", "en": "Made-up election of 2029"},
        "voting_day": "2029-02-14",
        "legal_base": "",
        "sources": "",
        "note": "",
        **other,
    }


def given_action(**other: Any) -> dict[str, Any]:
    """Give a whole action, as the files of the library hold it."""
    return {
        "indicators": ["I01", "I42"],
        "stages": ["campaign"],
        "levels": ["regency"],
        "form": "letters",
        "legal_base": ["UU 7/2017 Pasal 98"],
        "effort": 3,
        "title": {"id": "SINTETIS: surati panitia kampanye sebelum rapat", "en": "MADE UP: write to rally organisers"},
        "description": {"id": "SINTETIS: uraian tindakan percobaan.", "en": "MADE UP: description of a trial."},
        "mechanism": {"id": "SINTETIS: cara kerja percobaan.", "en": "MADE UP: mechanism of a trial."},
        "done_when": {"id": "SINTETIS: surat diterima panitia.", "en": "MADE UP: the letter has arrived."},
        "studies": [],
        **other,
    }


def proposed(actor: Member | None = None, *, key: UUID | None = None, **other: Any) -> Proposal:
    """Propose an action."""
    from ikpweb.prevention.curation.services import propose

    about = {name: other.pop(name) for name in ("code", "base") if name in other}
    actor = actor or member("enterer", "15.71")
    return propose(key or uuid4(), given_action(**other), why=REASON, actor=actor, **about)


def text(answer: Any) -> str:
    """Give what an answer says."""
    return str(answer.content.decode())
