"""A lost phone: asked for with the password, confirmed by the head of the office, lifted by the centre."""

from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member, offices_of
from ikpweb.accounts.models import FactorLoss, User
from ikpweb.accounts.policies import may_confirm_loss, may_lift_loss
from ikpweb.accounts.problems import NotNow
from ikpweb.accounts.services.sign_in import end_sessions
from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, tell

__all__ = ["ask", "confirm", "lift", "refuse"]


def _of_loss(loss: FactorLoss, **_more: object) -> str:
    return f"loss:{loss.pk}"


@audited(
    "factor_loss.asked",
    lambda person, **_: person.label,
    allowed=lambda person, *, actor, **__: actor.actor.person == person.pk,
)
def ask(person: User, *, reason: str, actor: Acting) -> FactorLoss:
    """Ask to have the lost second factor taken away; the password was right.

    Raises
    ------
    NotNow
        When it is asked for already, or the person belongs to no office that could confirm it.
    """
    office = next(iter(offices_of(person)), None)
    if office is None:
        raise NotNow(_("Anda bukan anggota kantor mana pun; tidak ada yang dapat memastikan bahwa ini Anda."))
    if FactorLoss.objects.filter(person=person, lifted_at=None, refused_at=None).exists():
        raise NotNow(_("Permintaan Anda sudah tercatat dan menunggu ketua kantor Anda dan pusat."))
    loss = FactorLoss.objects.create(person=person, office=office, reason=reason.strip()[:500])
    tell(loss=loss.pk, office=actor.actor.office)
    return loss


@audited(
    "factor_loss.confirmed",
    _of_loss,
    allowed=lambda loss, *, actor: isinstance(actor, Member) and may_confirm_loss(actor, loss),
)
def confirm(loss: FactorLoss, *, actor: Acting) -> None:
    """Say that it is really the person who asks: who says so spoke to them by another way than the mail."""
    held = _open(loss)
    if held.confirmed_at:
        raise NotNow(_("Permintaan ini sudah dipastikan; sekarang giliran pusat."))
    held.confirmed_by_id, held.confirmed_at = actor.actor.person, timezone.now()
    held.save(update_fields=["confirmed_by", "confirmed_at"])
    tell(person=held.person_id)


@audited(
    "factor_loss.lifted",
    _of_loss,
    allowed=lambda loss, *, actor: isinstance(actor, Member) and may_lift_loss(actor, loss),
)
def lift(loss: FactorLoss, *, actor: Acting) -> None:
    """Take all second factors of the person away; the next sign-in asks for a new one."""
    held = _open(loss)
    if not held.confirmed_at:
        raise NotNow(_("Kantornya harus memastikan lebih dahulu bahwa ini orangnya."))
    held.lifted_by_id, held.lifted_at = actor.actor.person, timezone.now()
    held.save(update_fields=["lifted_by", "lifted_at"])
    removed, _rows = Authenticator.objects.filter(user=held.person_id).delete()
    tell(person=held.person_id, factors=removed)
    end_sessions(held.person, actor=actor)


@audited(
    "factor_loss.refused",
    _of_loss,
    allowed=lambda loss, *, actor: isinstance(actor, Member) and may_confirm_loss(actor, loss),
)
def refuse(loss: FactorLoss, *, actor: Acting) -> None:
    """Refuse: it was not the person who asked."""
    held = _open(loss)
    held.refused_by_id, held.refused_at = actor.actor.person, timezone.now()
    held.save(update_fields=["refused_by", "refused_at"])
    tell(person=held.person_id)


def _open(loss: FactorLoss) -> FactorLoss:
    held = FactorLoss.objects.select_for_update(of=("self",)).get(pk=loss.pk)
    if not held.is_open:
        raise NotNow(_("Permintaan ini sudah selesai."))
    return held
