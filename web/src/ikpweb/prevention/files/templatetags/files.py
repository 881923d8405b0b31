"""What templates ask about files."""

from typing import Any

from django import template

from ikpweb.accounts.members import Member
from ikpweb.collection.evidence.kinds import KINDS
from ikpweb.prevention.files.attaching import MOST_BYTES
from ikpweb.prevention.files.policies import may_add, may_open
from ikpweb.prevention.files.rooms import subject_of
from ikpweb.prevention.files.selectors import files_of

register = template.Library()


@register.simple_tag
def files_about(about: str, member: Member | None) -> dict[str, Any]:
    """Give the files of something with those that the member may open, and whether they may add and withdraw."""
    if subject_of(about, member) is None:
        return {"files": [], "may_add": False}
    found = [(each, may_open(member, each)) for each in files_of(about)]
    return {"files": found, "may_add": may_add(member, about)}


@register.simple_tag
def file_limits() -> dict[str, Any]:
    """Give which files are taken: labels, endings for the dialogue, the largest in MB."""
    return {
        "labels": ", ".join(kind.label for kind in KINDS.values()),
        "endings": ",".join([*(kind.suffix for kind in KINDS.values()), ".jpeg"]),
        "most": MOST_BYTES // 1_000_000,
    }
