"""Writing drafts: begun from an earlier edition, changed edit by edit, discarded."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, digest_of, tell
from ikpweb.kit.errors import RejectedError
from ikpweb.methodology import engine
from ikpweb.methodology.content import Content
from ikpweb.methodology.edits import Edit
from ikpweb.methodology.models import Draft, Edition, Revision
from ikpweb.methodology.services.holding import by_writers, held, standing_freeze, write

__all__ = ["change_draft", "discard_draft", "start_draft"]


@audited("draft.made", lambda code, **_: f"draft:{code}", allowed=by_writers)
def start_draft(code: str, *, based_on: Edition, title_id: str, title_en: str, actor: Member) -> Draft:
    """Begin the next edition with framework, recipes, constants and rubrics of an earlier one.

    Its legal base and period are the new edition's own to state: they begin empty.

    Raises
    ------
    RejectedError
        When the code is taken, or the earlier edition has no framework.
    """
    taken = Draft.objects.filter(pk=code).exists() or Edition.objects.filter(pk=code).exists()
    if taken or code in engine.edition_codes():
        raise RejectedError.single(_("Kode ini sudah dipakai oleh edisi atau rancangan lain."), "code")
    methods = {each.level: (each.framework, each.recipe) for each in based_on.methods.order_by("level")}
    if not methods:
        raise RejectedError.single(
            _("Dari edisi itu hanya hasilnya yang terbit; tidak ada konstruksi untuk disalin."), "based_on"
        )
    about: Content = {
        "titles": {"id": title_id, "en": title_en},
        "period": "",
        "registry_date": based_on.about["registry_date"],
        "legal_base": [],
        "sources": [],
        "notes": {"id": [], "en": []},
    }
    content = {**about, **engine.content_of(based_on.pk, methods)}
    digest = digest_of(content)
    tell(based_on=based_on.pk, edition=based_on.digest, after=digest)
    draft = Draft.objects.create(code=code, based_on=based_on, content=content)
    Revision.objects.create(
        draft=draft,
        number=1,
        person=actor.person,
        at=timezone.now(),
        what="made",
        about=based_on.pk,
        changes=[],
        digest=digest,
    )
    return draft


@audited("draft.changed", lambda draft, *_, **__: f"draft:{draft.pk}", allowed=by_writers)
def change_draft(draft: Draft, edit: Edit, *, seen: int, actor: Member) -> Revision | None:
    """Change a draft; give the revision, None where nothing differs.

    Raises
    ------
    RejectedError
        When the draft is not open, or the edit makes no sense on what stands.
    ConflictError
        When somebody else changed the same part since revision `seen`.
    """
    return write(held(draft), edit, seen=seen, actor=actor)


@audited("draft.discarded", lambda draft, **_: f"draft:{draft.pk}", allowed=by_writers)
def discard_draft(draft: Draft, *, reason: str, actor: Member) -> None:  # noqa: ARG001 - the decorator reads who
    """Give a draft up; it stays readable with its history.

    Raises
    ------
    RejectedError
        Without a reason, or while somebody asked to freeze it.
    """
    found = held(draft)
    if not reason.strip():
        raise RejectedError.single(_("Tuliskan alasannya."), "reason")
    if standing_freeze(found):
        raise RejectedError.single(_("Pembekuannya sedang diminta; tarik dahulu permintaan itu."))
    tell(reason=reason.strip(), digest=digest_of(found.content))
    found.stage = Draft.Stage.DISCARDED
    found.save(update_fields=["stage", "changed_at"])
