"""Making keys and revoking them."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.api import policies
from ikpweb.api.models import Area, Key
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import FieldError, RejectedError

__all__ = ["LONGEST", "MOST", "make", "revoke"]

#: A key lasts so long at most; a person has so many at once.
LONGEST, MOST = timedelta(days=366), 10
_MARK = "ikp_"


@audited("key.made", lambda *_, actor, **__: f"office:{actor.office.pk}",
         allowed=lambda *_, actor, **__: policies.may_have_key(actor))  # fmt: skip
def make(name: str, areas: Sequence[str], expires_at: datetime, *, actor: Member) -> tuple[Key, str]:
    """Make a key for the office that the member acts for.

    Returns
    -------
    Key, str
        And its text, which is kept nowhere: whoever loses it makes another.

    Raises
    ------
    RejectedError
        When the name says nothing, nothing may be read, it lasts too long, or there are too many.
    """
    now = timezone.now()
    faults = []
    if not 3 <= len(name.strip()) <= 80:
        faults.append(FieldError("name", _("Tulis untuk apa kunci ini (3 sampai 80 huruf).")))
    chosen = [area for area in Area.values if area in areas]
    if not chosen or set(areas) - set(Area.values):
        faults.append(FieldError("areas", _("Pilih sedikitnya satu hal yang boleh dibaca.")))
    if not now < expires_at <= now + LONGEST:
        faults.append(FieldError("expires", _("Pilih hari yang akan datang, paling lama setahun lagi.")))
    alive = Key.objects.filter(person=actor.person, revoked_at=None, expires_at__gt=now)
    if alive.count() >= MOST:
        faults.append(
            FieldError("name", _("Anda sudah mempunyai %(most)s kunci. Cabut salah satunya dahulu.") % {"most": MOST})
        )
    if faults:
        raise RejectedError({"key": faults})
    text = _MARK + secrets.token_urlsafe(32)
    key = Key.objects.create(
        person=actor.person,
        office=actor.office,
        name=name.strip(),
        start=text[: len(_MARK) + 6],
        digest=hashlib.sha256(text.encode()).hexdigest(),
        areas=chosen,
        expires_at=expires_at,
    )
    tell(key=key.pk, start=key.start, areas=chosen, expires=expires_at.isoformat())
    return key, text


@audited("key.revoked", lambda key, **_: f"office:{key.office_id}",
         allowed=lambda key, *, actor: policies.may_revoke(actor, key))  # fmt: skip
def revoke(key: Key, *, actor: Member) -> Key:  # noqa: ARG001 - the decorator writes who
    """Revoke a key: from this moment on it opens nothing."""
    held = Key.objects.select_for_update().get(pk=key.pk)
    tell(key=held.pk, start=held.start, whose=held.person.label)
    if held.revoked_at is None:
        held.revoked_at = timezone.now()
        held.save(update_fields=["revoked_at"])
    return held
