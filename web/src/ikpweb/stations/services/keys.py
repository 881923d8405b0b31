"""Keys of offices for a day: made, and revoked."""

import hashlib
import secrets

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import RejectedError
from ikpweb.stations import policies
from ikpweb.stations.models import Day, StationKey
from ikpweb.territory.models import Office

__all__ = ["MARK", "MOST", "make", "revoke"]

#: First letters of every such key.
MARK = "ikptps_"
#: An office has so many at once.
MOST = 20


@audited("station_key.made", lambda day, office, *_, **__: f"station-day:{day.pk}:{office.pk}",
         allowed=lambda _day, office, *_, actor, **__: policies.may_have_keys(actor, office))  # fmt: skip
def make(day: Day, office: Office, name: str, *, actor: Member) -> tuple[StationKey, str]:
    """Make a key for the office of a regency.

    Returns
    -------
    StationKey, str
        And its text, which is kept nowhere: whoever loses it makes another.

    Raises
    ------
    RejectedError
        When the name says nothing, the office has no stations on that day, or there are too many keys.
    """
    if not 3 <= len(name.strip()) <= 80:
        raise RejectedError.single(_("Tulis untuk apa kunci ini (3 sampai 80 huruf)."), "name")
    if not day.stations.filter(regency=office.unit_id).exists():
        raise RejectedError.single(_("Kantor ini tidak memiliki TPS terdaftar pada hari itu."), "name")
    if StationKey.objects.filter(day=day, office=office, revoked_at=None).count() >= MOST:
        raise RejectedError.single(
            _("Kantor ini sudah mempunyai %(most)s kunci. Cabut salah satunya dahulu.") % {"most": MOST}, "name"
        )
    text = MARK + secrets.token_urlsafe(32)
    key = StationKey.objects.create(
        day=day, office=office, name=name.strip(), made_by=actor.person, start=text[: len(MARK) + 4],
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )  # fmt: skip
    tell(key=key.pk, start=key.start)
    return key, text


@audited("station_key.revoked", lambda key, **_: f"station-day:{key.day_id}:{key.office_id}",
         allowed=lambda key, *, actor: policies.may_have_keys(actor, key.office))  # fmt: skip
def revoke(key: StationKey, *, actor: Member) -> None:  # noqa: ARG001 - the decorator writes who
    """Revoke a key: within a few seconds it opens nothing any more."""
    StationKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())
    tell(key=key.pk, start=key.start)
