"""The chain of custody of a file: who did what with it, from the audit log; and the files of an event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import User
from ikpweb.audit.models import Entry
from ikpweb.collection import policies
from ikpweb.collection.evidence import staging
from ikpweb.collection.evidence.kinds import KINDS, Kind
from ikpweb.collection.models import Event, Evidence, State, Upload
from ikpweb.collection.models.evidence import GIVES_EVIDENCE, TAKES_EVIDENCE

__all__ = ["Link", "chain_of", "evidence_of", "kind_of", "others_like"]

_ACTIONS = {
    "evidence.received": _("Diterima dan disegel"),
    "evidence.attached": _("Dilampirkan pada kejadian lain"),
    "evidence.detached": _("Dilepas dari kejadian"),
    "evidence.checked": _("Sidik diperiksa ulang"),
    "evidence.scanned": _("Dipindai"),
    "evidence.opened": _("Dibuka"),
}
_OPENED = {
    "custody": _("Rantai bukti dibaca"),
    "preview": _("Pratinjau dilihat"),
    "copy": _("Salinan diunduh"),
    "original": _("Berkas asli diunduh"),
}


@dataclass(frozen=True)
class Link:
    """One thing that happened to a file."""

    at: datetime
    what: str | Promise
    who: str
    office: str
    address: str
    detail: dict[str, Any]
    denied: bool


def chain_of(evidence: Evidence) -> list[Link]:
    """Give all that the log knows of a file, the first first."""
    found = list(Entry.objects.filter(subject=f"evidence:{evidence.pk}").order_by("id"))
    people = User.objects.in_bulk({entry.person for entry in found if entry.person})
    return [_link(entry, people) for entry in found]


def _link(entry: Entry, people: Mapping[int, User]) -> Link:
    action, denied, _end = entry.action.partition(".denied")
    what: str | Promise = _OPENED.get(entry.detail.get("what", ""), _ACTIONS.get(action, ""))
    office = "" if entry.stream == "system" else entry.stream
    who = str(people.get(entry.person or 0, entry.actor))
    return Link(entry.at, what or action, who, office, entry.address, entry.detail, bool(denied))


def others_like(evidence: Evidence, member: Member) -> Sequence[Evidence]:
    """Give other files with the same bytes, as far as the member may see them: the same proof twice is a sign."""
    same = policies.evidence_visible_to(member).filter(sha256=evidence.sha256).exclude(pk=evidence.pk)
    return list(same.select_related("submission__office")[:20])


def kind_of(evidence: Evidence) -> Kind:
    """Give the kind of a file."""
    return KINDS[evidence.kind]


def evidence_of(event: Event | None, member: Member | None) -> dict[str, Any]:
    """Give the files of an event, those on their way, and what the member may do with them.

    An event that was never saved has none, and takes none yet.
    """
    if event is None or event._state.adding:  # noqa: SLF001 - the documented way to tell
        return {"files": [], "waiting": [], "unsaved": True}
    submission = event.submission
    may_enter = policies.may_enter(member, submission)
    return {
        "files": list(event.evidence.all()),
        "waiting": _waiting(event, member) if may_enter else [],
        "may_add": may_enter and State(event.state) in TAKES_EVIDENCE,
        "may_detach": may_enter and State(event.state) in GIVES_EVIDENCE,
    }


def _waiting(event: Event, member: Member | None) -> list[dict[str, Any]]:
    """Give the member's own files that are on their way to an event, with how much of each is there."""
    mine = Upload.objects.filter(submission=event.submission_id, author=member.person if member else None)
    return [
        {"upload": each, "percent": 100 * staging.offset_of(each.pk) // max(each.size, 1)}
        for each in mine
        if str(event.pk) in each.events
    ]
