"""What templates ask about evidence."""

from typing import Any

from django import template
from django.conf import settings

from ikpweb.accounts.members import Member
from ikpweb.collection.evidence import custody
from ikpweb.collection.evidence.kinds import KINDS
from ikpweb.collection.models import Event

register = template.Library()


@register.simple_tag
def evidence_of(event: Event, member: Member | None) -> dict[str, Any]:
    """Give the files of an event, and what the member may do with them."""
    return custody.evidence_of(event, member)


@register.simple_tag
def evidence_limits() -> dict[str, Any]:
    """Give which files are taken: labels, endings for the dialogue, the largest in MB."""
    return {
        "labels": ", ".join(kind.label for kind in KINDS.values()),
        "endings": ",".join([*(kind.suffix for kind in KINDS.values()), ".jpeg"]),
        "most": settings.EVIDENCE_LIMITS.most_file // 1_000_000,
    }
