"""Drafting, freezing and withdrawing releases. Two people stand behind each; nothing is ever edited in silence."""

import re
import shutil
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, checkpoint, tell
from ikpweb.kit.errors import ConflictError, FieldError, RejectedError
from ikpweb.publication import policies
from ikpweb.publication.building import OtherScoresError, built, folder_of
from ikpweb.publication.formats.keeping import begin
from ikpweb.publication.models import Detail, Release
from ikpweb.runs.models import Computation
from ikpweb.verification.services.holding import demand_reason, on_disk, refuse

__all__ = ["change", "discard", "draft", "freeze", "withdraw"]

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIELDS = ("title_id", "title_en", "changes", "detail", "smallest", "embargo")
#: Texts that say nothing are refused.
_LEAST = 10


def _about(release: Release, *_: object, **__: object) -> str:
    return f"release:{release.name}"


@audited(
    "release.drafted",
    lambda _computation, code, *_, **__: f"release:{code}",
    allowed=lambda *_, actor, **__: policies.may_draft(actor),
)
def draft(computation: Computation, code: str, content: Mapping[str, Any], *, actor: Member) -> Release:
    """Draft the next version of a release from a computation.

    Parameters
    ----------
    computation : Computation
        Of a frozen cycle.
    code : str
        Such as ``ikp-2024``; versions are counted by it.
    content : mapping
        ``title_id, title_en, changes, detail, smallest, embargo``.

    Raises
    ------
    RejectedError
        When the computation's cycle is not frozen, a draft of this code is open, or a field is not right.
    """
    if not computation.frozen:
        refuse("draft", _("Hanya perhitungan dari putaran yang dibekukan yang dapat dirilis."), "computation")
    if len(code) > 40 or not _CODE.fullmatch(code):
        refuse("draft", _("Kode rilis terdiri atas huruf kecil, angka, dan tanda hubung, misalnya ikp-2024."), "code")
    earlier = list(Release.objects.select_for_update().filter(code=code).order_by("version"))
    if any(each.state == Release.State.DRAFT for each in earlier):
        refuse("draft", _("Masih ada rancangan rilis dengan kode ini; bekukan atau hapus dahulu."), "code")
    last = earlier[-1] if earlier else None
    if last is not None and last.edition_id != computation.cycle.edition_id:
        refuse("draft", _("Kode ini milik rilis edisi lain."), "code")
    release = Release(
        code=code,
        version=last.version + 1 if last else 1,
        edition=computation.cycle.edition,
        computation=computation,
        previous=last,
        drafted_by=actor.person,
        synthetic=computation.cycle.training,
    )
    _fill(release, content, "draft")
    release.save(force_insert=True)
    tell(computation=computation.pk, version=release.version, detail=release.detail, embargo=_said(release.embargo))
    return release


@audited("release.changed", _about, allowed=lambda *_, actor, **__: policies.may_draft(actor))
def change(release: Release, content: Mapping[str, Any], *, seen: int, actor: Member) -> Release:
    """Change a draft; who does is its drafter from here on, and cannot freeze it.

    Raises
    ------
    RejectedError
        When it is frozen, or a field is not right.
    ConflictError
        When somebody changed it since `seen`.
    """
    held = _held_draft(release)
    mine = {name: content[name] for name in _FIELDS if name in content}
    if seen < held.revision:
        theirs = {name: getattr(held, name) for name in _FIELDS}
        if all(theirs[name] == value for name, value in mine.items()):
            tell(repeated=held.revision)
            return held
        raise ConflictError({held.name: {"theirs": theirs, "mine": mine, "both": list(mine)}}, held.revision)
    before = {name: _said(getattr(held, name)) for name in _FIELDS}
    _fill(held, content, held.name)
    held.revision, held.drafted_by = held.revision + 1, actor.person
    held.save()
    tell(changed=[name for name in _FIELDS if _said(getattr(held, name)) != before[name]])
    return held


@audited("release.discarded", _about, allowed=lambda *_, actor, **__: policies.may_draft(actor))
def discard(release: Release, *, actor: Member) -> None:  # noqa: ARG001 - the decorator writes who
    """Throw a draft away; what was frozen stays for ever."""
    _held_draft(release).delete()


@audited("release.frozen", _about, allowed=lambda *_, actor, **__: policies.may_freeze(actor))
def freeze(release: Release, *, seen: int, actor: Member) -> Release:
    """Freeze a release as a second person: its bundle is written, signed and checked, and never changes again.

    Raises
    ------
    RejectedError
        For whoever drafted or changed it last, when the draft is not the one that was read, when the
        stored scores do not follow from the accepted items, or the disk does not take the bundle.
    """
    held = _held_draft(release)
    if held.drafted_by_id == actor.person.pk:
        refuse(held.name, _("Orang kedua yang membekukan, bukan yang merancang atau terakhir mengubahnya."), "person")
    if seen != held.revision:
        refuse(held.name, _("Rancangan ini berubah setelah Anda membacanya. Baca lagi, lalu bekukan."), "revision")
    if held.embargo is not None and held.embargo < timezone.now():
        refuse(held.name, _("Saat embargo sudah lewat. Kosongkan, atau pilih saat yang akan datang."), "embargo")
    checkpoint(actor=actor)  # the log as it stands before the freeze goes into the bundle
    _clear(held)
    try:
        with on_disk(held.name):
            written = built(held)
        held.state, held.frozen_by, held.frozen_at = Release.State.FROZEN, actor.person, timezone.now()
        held.digest, held.key = written.digest, written.key
        held.files = {name: [size, digest] for name, (size, digest) in written.files.items()}
        held.save()
    except OtherScoresError as odd:
        _clear(held)
        sentence = _("Skor %(unit)s yang tersimpan bukan yang dihasilkan isian yang diterima. Hitung indeks lagi.")
        refuse(held.name, sentence % {"unit": odd.args[0]}, "computation")
    except BaseException:
        _clear(held)
        raise
    tell(digest=held.digest, key=held.key, embargo=_said(held.embargo))
    transaction.on_commit(lambda: begin(held), robust=True)
    return held


@audited("release.withdrawn", _about, allowed=lambda *_, actor, **__: policies.may_withdraw(actor))
def withdraw(release: Release, reason: str, *, actor: Member) -> Release:
    """Withdraw a release with a notice that everybody reads in its place; its files are not given out any more.

    Raises
    ------
    RejectedError
        When it is a draft, was withdrawn before, or nothing is said.
    """
    held = Release.objects.select_for_update().get(pk=release.pk)
    if held.state != Release.State.FROZEN:
        refuse(held.name, _("Ini masih rancangan; hapus saja."))
    if held.withdrawn_at is not None:
        refuse(held.name, _("Rilis ini sudah ditarik."))
    held.withdrawn_reason = demand_reason(held.name, reason)
    held.withdrawn_by, held.withdrawn_at = actor.person, timezone.now()
    held.save(update_fields=["withdrawn_reason", "withdrawn_by", "withdrawn_at"])
    tell(reason=held.withdrawn_reason)
    return held


def _held_draft(release: Release) -> Release:
    held = Release.objects.select_for_update().filter(pk=release.pk).first()
    if held is None:
        refuse(release.name, _("Rancangan ini sudah dihapus."))
    if held.state != Release.State.DRAFT:
        refuse(held.name, _("Rilis ini sudah dibekukan dan tidak pernah berubah. Buat versi berikutnya."))
    return held


def _fill(release: Release, content: Mapping[str, Any], key: str) -> None:
    """Take the fields over, or refuse all that is wrong with them at once."""
    for name in _FIELDS:
        if name in content:
            setattr(release, name, content[name].strip() if isinstance(content[name], str) else content[name])
    faults = [
        FieldError(name, _("Tulis judulnya (3 sampai 200 huruf)."))
        for name in ("title_id", "title_en")
        if not 3 <= len(getattr(release, name)) <= 200
    ]
    if len(release.changes) < _LEAST:
        asked = _("Tulis apa yang baru, dan untuk versi kedua dan seterusnya mengapa (paling sedikit %(least)s huruf).")
        faults.append(FieldError("changes", asked % {"least": _LEAST}))
    if release.detail not in Detail.values:
        faults.append(FieldError("detail", _("Pilih salah satu yang tersedia.")))
    if not isinstance(release.smallest, int) or not (release.smallest == 0 or 3 <= release.smallest <= 100):
        faults.append(FieldError("smallest", _("Isi 0 (tidak diterbitkan), atau jumlah terkecil dari 3 sampai 100.")))
    if release.embargo is not None and not isinstance(release.embargo, datetime):
        faults.append(FieldError("embargo", _("Tulis tanggal dan jam.")))
    if faults:
        raise RejectedError({key: faults})


def _clear(release: Release) -> None:
    """Remove what a freeze that did not come to its end left behind; only a draft has none of its own."""
    folder = folder_of(release)
    shutil.rmtree(folder, ignore_errors=True)
    folder.with_name(f"{folder.name}.zip").unlink(missing_ok=True)
    for half in folder.parent.glob(f".{folder.name}.*"):  # of one that was killed while it wrote
        if half.is_dir():
            shutil.rmtree(half, ignore_errors=True)
        else:
            half.unlink(missing_ok=True)


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
