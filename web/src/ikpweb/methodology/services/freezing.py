"""Freezing a draft by two people, and showing the edition to everybody."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, checkpoint, digest_of, tell
from ikpweb.kit.errors import RejectedError
from ikpweb.methodology import engine, policies
from ikpweb.methodology.checking import faults_of
from ikpweb.methodology.models import Draft, Edition, Freeze, Method
from ikpweb.methodology.services.holding import by_writers, held, standing_freeze

__all__ = ["ask_freeze", "confirm_freeze", "hide_edition", "show_edition", "withdraw_freeze"]


def _refuse_unready(draft: Draft) -> None:
    if draft.weightings.filter(closed_at=None).exists():
        raise RejectedError.single(_("Pembobotan ahli masih dibuka; tutup dahulu."))
    if faults := faults_of(draft.content):
        said = _("Rancangan ini masih memiliki %(count)s masalah; perbaiki dahulu.") % {"count": len(faults)}
        raise RejectedError.single(said)


@audited("draft_freeze.asked", lambda draft, **_: f"draft:{draft.pk}", allowed=by_writers)
def ask_freeze(draft: Draft, *, actor: Member) -> Freeze:
    """Ask that the draft becomes an edition as it stands now.

    Raises
    ------
    RejectedError
        When it has problems, a weighting is open, or a freeze was asked for already.
    """
    found = held(draft)
    if standing_freeze(found):
        raise RejectedError.single(_("Pembekuan sudah diminta; konfirmasi atau tarik dahulu."))
    _refuse_unready(found)
    digest = digest_of(found.content)
    tell(digest=digest, revision=found.revision)
    return Freeze.objects.create(draft=found, asked_by=actor.person, asked_at=timezone.now(), digest=digest)


@audited(
    "draft_freeze.confirmed",
    lambda freeze, **_: f"draft:{freeze.draft_id}",
    allowed=lambda *_, actor, **__: policies.may_confirm(actor),
)
def confirm_freeze(freeze: Freeze, *, actor: Member) -> Edition:
    """Confirm, as a second person: the draft becomes an edition that never changes.

    Raises
    ------
    RejectedError
        For whoever asked, when it does not wait any more, when the draft is not what was asked
        for, or when an edition of its code came to be meanwhile.
    """
    draft = held(freeze.draft)
    standing = Freeze.objects.select_for_update().get(pk=freeze.pk)
    if standing.withdrawn_at is not None or standing.confirmed_at is not None:
        raise RejectedError.single(_("Permintaan pembekuan ini tidak menunggu lagi."))
    if standing.asked_by_id == actor.person.pk:
        raise RejectedError.single(_("Orang kedua yang mengonfirmasi, bukan yang meminta."))
    digest = digest_of(draft.content)
    if digest != standing.digest:
        raise RejectedError.single(_("Rancangan berubah sejak diminta. Tarik permintaan ini dan minta lagi."))
    _refuse_unready(draft)
    if Edition.objects.filter(pk=draft.pk).exists():
        raise RejectedError.single(_("Kode ini sudah dipakai oleh edisi atau rancangan lain."))
    edition = Edition.objects.create(
        **engine.edition_from(draft.pk, draft.content), origin=Edition.Origin.AUTHORED, digest=digest
    )
    Method.objects.bulk_create([Method(edition=edition, **row) for row in engine.method_rows_of(draft.content)])
    now = timezone.now()
    standing.confirmed_by, standing.confirmed_at = actor.person, now
    standing.save(update_fields=["confirmed_by", "confirmed_at"])
    draft.edition, draft.stage = edition, Draft.Stage.FROZEN
    draft.save(update_fields=["edition", "stage", "changed_at"])
    tell(digest=digest, edition=edition.pk)
    # After the commit, so that the entry of the freeze is inside of what is sealed.
    transaction.on_commit(lambda: checkpoint(actor=actor))
    return edition


@audited("draft_freeze.withdrawn", lambda freeze, **_: f"draft:{freeze.draft_id}", allowed=by_writers)
def withdraw_freeze(freeze: Freeze, *, actor: Member) -> None:  # noqa: ARG001 - the decorator reads who
    """Take the request back before it is confirmed.

    Raises
    ------
    RejectedError
        When it does not wait any more.
    """
    standing = Freeze.objects.select_for_update().get(pk=freeze.pk)
    if standing.confirmed_at is not None or standing.withdrawn_at is not None:
        raise RejectedError.single(_("Permintaan pembekuan ini tidak menunggu lagi."))
    standing.withdrawn_at = timezone.now()
    standing.save(update_fields=["withdrawn_at"])


def _by_publishers(*_: object, actor: Member, **__: object) -> bool:
    return policies.may_publish(actor)


@audited("edition.shown", lambda edition, **_: f"edition:{edition.pk}", allowed=_by_publishers)
def show_edition(edition: Edition, *, launched: date, actor: Member) -> None:  # noqa: ARG001 - the decorator reads who
    """Show an edition that was written here to everybody, with the day of its launch.

    Raises
    ------
    RejectedError
        For an edition that the engine ships: it is public.
    """
    found = _authored(edition)
    tell(launched=launched.isoformat(), digest=found.digest)
    found.public, found.launched = True, launched
    found.save(update_fields=["public", "launched", "loaded_at"])


@audited("edition.hidden", lambda edition, **_: f"edition:{edition.pk}", allowed=_by_publishers)
def hide_edition(edition: Edition, *, actor: Member) -> None:  # noqa: ARG001 - the decorator reads who
    """Take an edition that was written here from the public pages.

    Raises
    ------
    RejectedError
        For an edition that the engine ships: it is public.
    """
    found = _authored(edition)
    found.public = False
    found.save(update_fields=["public", "loaded_at"])


def _authored(edition: Edition) -> Edition:
    found = Edition.objects.select_for_update().get(pk=edition.pk)
    if found.origin != Edition.Origin.AUTHORED:
        raise RejectedError.single(_("Edisi yang dibawa mesin ikp sudah terbit dan tidak diatur di sini."))
    return found
