"""Which stages an indicator belongs to, and how long before them prevention should begin."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import FieldError
from ikpweb.prevention import engine
from ikpweb.prevention.curation.content import content_of_links
from ikpweb.prevention.curation.models import Subject, Version
from ikpweb.prevention.curation.policies import may_curate
from ikpweb.prevention.curation.services.keeping import add, content_now, done_before, hold, needed, refuse
from ikpweb.prevention.curation.validation import clean_links

__all__ = ["change_links"]


@audited(
    "stage_link.changed",
    lambda indicator, *_, **__: f"links:{indicator}",
    allowed=lambda *_, actor, **__: may_curate(actor),
)
def change_links(indicator: str, given: Mapping[str, Any], *, reason: str, seen: int, actor: Member) -> Version:
    """Make a new version of the links of an indicator.

    Parameters
    ----------
    indicator : str
        Such as ``I42``.
    given : mapping
        ``{"links": [{"key": stage, "lead": days, "note": why}]}``.
    seen : int
        The version that the writer had before them.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong.
    ConflictError
        When somebody made a newer version since `seen`.
    """
    known = engine.known().get(indicator)
    if known is None:
        refuse(indicator, FieldError("links", _("Tidak ada indikator %(code)s.") % {"code": indicator[:40]}))
    content, faults = clean_links(given)
    if faults:
        refuse(indicator, *faults)
    subject = hold(Subject.Sort.LINKS, indicator, content_of_links(known.stages))
    if not done_before(subject, Version.Move.CHANGE, content, seen=seen, actor=actor):
        if content != content_now(subject):
            return add(subject, Version.Move.CHANGE, content, reason=needed(indicator, reason), actor=actor)
        tell(unchanged=True)
    return Version.objects.get(subject=subject, number=subject.version)
