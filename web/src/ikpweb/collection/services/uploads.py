"""Files on their way: begun within the limits, given up, or refused when they are whole."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Count, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.actor import Actor
from ikpweb.audit.services import audited, tell
from ikpweb.collection import policies
from ikpweb.collection.evidence import staging
from ikpweb.collection.evidence.refusals import RefusedFileError
from ikpweb.collection.models import Event, Evidence, Submission, Upload
from ikpweb.collection.models.evidence import TAKES_EVIDENCE

__all__ = ["abandon_upload", "begin_upload", "refuse_upload", "sweep_uploads"]


def _mine(upload: Upload, *_: object, actor: Member, **__: object) -> bool:
    return upload.author_id == actor.person.pk and policies.may_read(actor, upload.submission)


@audited(
    "upload.begun",
    lambda submission, **_: f"submission:{submission.pk}",
    allowed=lambda submission, *, actor, **_: policies.may_enter(actor, submission),
)
def begin_upload(submission: Submission, *, name: str, size: int, events: Iterable[UUID], actor: Member) -> Upload:
    """Make room for a file that is evidence of events of a submission.

    Raises
    ------
    RefusedFileError
        For what is beyond a limit, or for an event that takes no file.
    DiskError
        When the disk has no room.
    """
    held = Submission.objects.select_for_update().get(pk=submission.pk)
    wanted = list(events)
    found = set(
        Event.objects.filter(pk__in=wanted, submission=held, state__in=TAKES_EVIDENCE).values_list("pk", flat=True)
    )
    if not wanted or found != set(wanted):
        raise RefusedFileError(
            "event",
            _("Kejadian ini belum tersimpan, atau sudah diputus. Simpan kejadiannya dahulu, lalu unggah buktinya."),
        )
    _refuse_beyond_limits(held, size)
    upload = Upload(
        pk=uuid4(),
        submission=held,
        author=actor.person,
        name=name[:200],
        size=size,
        events=[str(key) for key in wanted],
    )
    staging.begin(upload.pk, size)
    try:
        upload.save(force_insert=True)
    except Exception:
        staging.discard(upload.pk)
        raise
    tell(upload=str(upload.pk), size=size)
    return upload


def _refuse_beyond_limits(held: Submission, size: int) -> None:
    limits = settings.EVIDENCE_LIMITS
    if size > limits.most_file:
        raise RefusedFileError(
            "too-large",
            _(
                "Berkas ini %(size)s MB, melebihi batas %(most)s MB. Perkecil, atau unggah bagian yang "
                "membuktikan kejadiannya."
            )
            % {"size": -(-size // 1_000_000), "most": limits.most_file // 1_000_000},
        )
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = _sum(held.uploads.filter(made_at__gte=timezone.now() - timedelta(days=staging.KEPT_DAYS)))
    for received, most_files, most_bytes, sentence in (
        (
            held.evidence.all(),
            limits.most_files,
            limits.most_total,
            _(
                "Isian ini sudah memuat %(files)s berkas (%(bytes)s MB); batasnya %(most_files)s berkas atau "
                "%(most_bytes)s MB."
            ),
        ),
        (
            held.evidence.filter(received_at__gte=today),
            limits.most_daily_files,
            limits.most_daily,
            _(
                "Hari ini sudah diunggah %(files)s berkas (%(bytes)s MB); batasnya %(most_files)s berkas atau "
                "%(most_bytes)s MB sehari. Lanjutkan besok."
            ),
        ),
    ):
        there = _sum(received)
        files, volume = there[0] + waiting[0], there[1] + waiting[1]
        if files + 1 > most_files or volume + size > most_bytes:
            told = {
                "files": files,
                "bytes": volume // 1_000_000,
                "most_files": most_files,
                "most_bytes": most_bytes // 1_000_000,
            }
            raise RefusedFileError("too-many", sentence % told)


def _sum(rows: QuerySet[Evidence] | QuerySet[Upload]) -> tuple[int, int]:
    found = rows.aggregate(files=Count("pk"), volume=Sum("size"))
    return found["files"], found["volume"] or 0


@audited("upload.abandoned", lambda upload, **_: f"submission:{upload.submission_id}", allowed=_mine)
def abandon_upload(upload: Upload, *, actor: Member) -> None:  # noqa: ARG001 - the decorator reads who
    """Give a file up that is on its way; the caller then removes what came of it."""
    tell(upload=str(upload.pk), size=upload.size)
    Upload.objects.filter(pk=upload.pk).delete()


@audited("evidence.refused", lambda upload, *_, **__: f"submission:{upload.submission_id}", allowed=_mine)
def refuse_upload(upload: Upload, reason: str, *, sha256: str = "", actor: Member) -> None:  # noqa: ARG001
    """Give a whole file up that cannot be evidence; its digest and the reason stay in the log."""
    tell(upload=str(upload.pk), reason=reason, size=upload.size, sha256=sha256)
    Upload.objects.filter(pk=upload.pk).delete()


@audited("uploads.swept", lambda *_, **__: "uploads")
def sweep_uploads(uploads: Iterable[UUID], *, actor: Actor) -> None:  # noqa: ARG001 - the decorator reads who
    """Give up the uploads that nobody ended."""
    given = list(uploads)
    Upload.objects.filter(pk__in=given).delete()
    tell(uploads=len(given))
