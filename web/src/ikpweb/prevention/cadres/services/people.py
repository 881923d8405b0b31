"""Records of alumni: entered with a consent, corrected, copied for the person, erased.

The log keeps that it was done, by whom, and under which number; never a name or a contact. A copy of
what was there before is kept nowhere.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NoReturn
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ikpweb.accounts.members import Member
from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import FieldError, RejectedError
from ikpweb.prevention.cadres.consent import LONGEST, current
from ikpweb.prevention.cadres.models import Alumnus, Erased, Purpose, Training
from ikpweb.prevention.cadres.policies import alumni_visible_to
from ikpweb.prevention.keeping.fields import Field, Holds, by_name, cleaned
from ikpweb.prevention.keeping.policies import may_write

__all__ = ["PERSON", "change_alumnus", "enter_alumnus", "erase_alumnus", "export_alumnus", "read_alumni"]

#: What is asked of a person, and no more.
PERSON: Mapping[str, Field] = by_name(
    Field("name", _lazy("Nama"), needed=True, longest=150),
    Field("contact", _lazy("Satu kontak"), help=_lazy("Telepon atau surel, bila ia memberinya."), longest=150),
    Field("purpose", _lazy("Untuk apa"), Holds.CHOICE, needed=True, choices=Purpose),
    Field("consented_on", _lazy("Disetujui pada"), Holds.DAY, needed=True),
    Field(
        "until",
        _lazy("Disimpan sampai"),
        Holds.DAY,
        _lazy("Paling lama tiga tahun; lalu dihapus sendiri."),
        needed=True,
    ),
)


def _subject(person: Alumnus, *_: Any, **__: Any) -> str:
    return person.label


def _theirs(person: Alumnus, *_: Any, actor: Member, **__: Any) -> bool:
    return alumni_visible_to(actor).filter(pk=person.pk).exists() and may_write(actor, person.office)


@audited(
    "alumnus.entered",
    lambda training, *_, **__: f"training:{training.pk}",
    allowed=lambda training, *_, actor, **__: may_write(actor, training.office),
)
def enter_alumnus(
    training: Training, given: Mapping[str, Any], *, agreed: bool, client: UUID, actor: Member
) -> Alumnus:
    """Keep a record of a person who finished a training and agreed to it.

    Parameters
    ----------
    given : mapping
        The fields of `PERSON`.
    agreed : bool
        Whether the person agreed to the text that `consent.current` gives; without it nothing is kept.
    client : UUID
        Made by the page: sent twice, it is one record.

    Raises
    ------
    RejectedError
        Without a consent, or with the sentences of every field that is wrong.
    """
    if not agreed:
        _refuse("agreed", _("Tanpa persetujuan orangnya, tidak ada yang disimpan."))
    if training.withdrawn:
        _refuse("", _("Pelatihan ini sudah ditarik."))
    content = _checked(given, training)
    standing = Alumnus.objects.filter(office=training.office, client=client).first()
    if standing is not None:
        tell(repeated=standing.label)
        return standing
    now = timezone.now()
    person = Alumnus(
        office=training.office,
        training=training,
        consent=current().version,
        client=client,
        author=actor.person,
        made_at=now,
        changed_at=now,
        **content,
    )
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:  # the same one's second request was a moment faster
        return Alumnus.objects.get(office=training.office, client=client)
    tell(person=person.label, consent=person.consent, until=person.until.isoformat())
    return person


@audited("alumnus.changed", _subject, allowed=_theirs)
def change_alumnus(
    person: Alumnus, given: Mapping[str, Any], *, agreed: bool = False, seen: int, actor: Member
) -> Alumnus:
    """Correct a record, as the person may ask for, or prolong it with a new consent to the present text.

    Parameters
    ----------
    agreed : bool
        Whether the person agreed anew: needed for another day of consent, purpose or last day.

    Raises
    ------
    RejectedError
        With the sentences of every field that is wrong; also when it was erased, or changed since `seen`.
    """
    held = _held(person)
    if seen != held.version:
        _refuse("", _("Orang lain mengubah catatan ini lebih dahulu. Muat ulang dan periksa."))
    content = _checked(given, held.training)
    changed = sorted(name for name, value in content.items() if getattr(held, name) != value)
    if not changed:
        tell(unchanged=True)
        return held
    anew = {"consented_on", "purpose", "until"} & set(changed)
    if anew and not agreed:
        _refuse("agreed", _("Tujuan dan masa simpan hanya berubah dengan persetujuan baru dari orangnya."))
    for name in changed:
        setattr(held, name, content[name])
    if anew:
        held.consent = current().version
    held.version, held.author, held.changed_at = held.version + 1, actor.person, timezone.now()
    held.save()
    tell(fields=changed, consent=held.consent, until=held.until.isoformat())
    return held


def _may_erase(person: Alumnus, _why: Erased, *, actor: Acting) -> bool:
    """Let the office, or the platform itself when the consent is over."""
    if actor.actor.person is None:
        return person.until < timezone.localdate()
    return isinstance(actor, Member) and _theirs(person, actor=actor)


@audited("alumnus.erased", _subject, allowed=_may_erase)
def erase_alumnus(person: Alumnus, why: Erased, *, actor: Acting) -> Alumnus:  # noqa: ARG001 - the decorator writes who
    """Take name and contact away for good; number, training and the days of the consent stay.

    Erased once, however often it is asked for.
    """
    held = Alumnus.objects.select_for_update().get(pk=person.pk)
    if held.erased_at is not None:
        tell(repeated=True)
        return held
    now = timezone.now()
    held.name, held.contact = "", ""
    held.erased_at, held.erased_why, held.changed_at = now, why, now
    held.version += 1
    held.save()
    tell(why=why.value)
    return held


@audited("alumnus.exported", _subject, allowed=_theirs)
def export_alumnus(person: Alumnus, *, actor: Member) -> None:
    """Write down that a copy of the record was made, to be handed to the person."""


@audited(
    "alumni.read",
    lambda *_, actor, **__: f"office:{actor.office.pk}",
    allowed=lambda *_, actor, **__: may_write(actor, actor.office),
)
def read_alumni(number: int, *, training: Training | None = None, actor: Member) -> None:  # noqa: ARG001 - who reads
    """Write down that somebody read records of people, and how many; once a page."""
    tell(people=number, **({"training": str(training.pk)} if training else {}))


def _held(person: Alumnus) -> Alumnus:
    held = Alumnus.objects.select_for_update(of=("self",)).select_related("training", "office").get(pk=person.pk)
    if held.erased_at is not None:
        _refuse("", _("Catatan ini sudah dihapus."))
    return held


def _checked(given: Mapping[str, Any], training: Training) -> dict[str, Any]:
    content, faults = cleaned(PERSON, given, training.office)
    if faults:
        raise RejectedError({"person": faults})
    agreed, until, today = content["consented_on"], content["until"], timezone.localdate()
    if not training.day <= agreed <= today:
        faults.append(FieldError("consented_on", _("Persetujuan diberikan sejak hari pelatihan sampai hari ini.")))
    if not today <= until <= agreed + timedelta(LONGEST):
        faults.append(FieldError("until", _("Paling lama tiga tahun sejak persetujuan, dan belum lewat.")))
    if faults:
        raise RejectedError({"person": faults})
    return content


def _refuse(field: str, sentence: str) -> NoReturn:
    raise RejectedError({"person": [FieldError(field, sentence)]})
