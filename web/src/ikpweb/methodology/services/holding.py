"""What the services of a draft share: holding it, and writing a revision."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import digest_of, tell
from ikpweb.kit.errors import RejectedError
from ikpweb.methodology import policies
from ikpweb.methodology.changes import changes, items_of
from ikpweb.methodology.edits import Edit
from ikpweb.methodology.faults import ConflictError
from ikpweb.methodology.models import Draft, Freeze, Revision

__all__ = ["by_writers", "held", "standing_freeze", "write"]


def by_writers(*_: object, actor: Member, **__: object) -> bool:
    """Let whoever writes drafts."""
    return policies.may_write(actor)


def held(draft: Draft) -> Draft:
    """Lock a draft, and refuse one that is not written any more."""
    found = Draft.objects.select_for_update().get(pk=draft.pk)
    if found.stage != Draft.Stage.OPEN:
        stage = Draft.Stage(found.stage).label
        raise RejectedError.single(_("Rancangan ini %(stage)s dan tidak dapat diubah lagi.") % {"stage": stage})
    return found


def standing_freeze(draft: Draft) -> Freeze | None:
    """Give the freeze that waits for its second person, or that was confirmed."""
    return draft.freezes.select_related("asked_by", "confirmed_by").filter(withdrawn_at=None).first()


def write(draft: Draft, edit: Edit, *, seen: int, actor: Member) -> Revision | None:
    """Apply an edit to a draft that is held; give its revision, None where nothing differs.

    Parameters
    ----------
    seen : int
        The revision that the writer looked at. Whoever looked at an older one may still change
        what nobody touched since.

    Raises
    ------
    RejectedError
        When the edit makes no sense on what stands now.
    ConflictError
        When somebody else changed the same part since.
    """
    after = edit(draft.content)
    told = changes(draft.content, after)
    if not told:
        return None
    if seen != draft.revision:
        since = list(draft.revisions.select_related("person").filter(number__gt=seen))
        mine = items_of(told)
        clashing = [each for each in since if mine & items_of(each.changes)]
        if clashing or seen > draft.revision:
            raise ConflictError(clashing)
    before, digest = digest_of(draft.content), digest_of(after)
    draft.content, draft.revision = after, draft.revision + 1
    draft.save(update_fields=["content", "revision", "changed_at"])
    tell(revision=draft.revision, what=edit.what, about=edit.about, before=before, after=digest)
    return Revision.objects.create(
        draft=draft,
        number=draft.revision,
        person=actor.person,
        at=timezone.now(),
        what=edit.what,
        about=edit.about,
        changes=told,
        digest=digest,
    )
