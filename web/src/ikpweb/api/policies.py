"""Who may make a key, see it and revoke it."""

from django.db.models import QuerySet

from ikpweb.accounts.members import Member
from ikpweb.accounts.models import Role
from ikpweb.accounts.policies import offices_managed_by
from ikpweb.api.models import Key

__all__ = ["READERS", "keys_visible_to", "may_have_key", "may_revoke"]

#: Whose work is to read across: who enters and verifies one by one needs no program for it.
READERS = (Role.HEAD, Role.ANALYST, Role.PUBLISHER, Role.OBSERVER)


def may_have_key(member: Member | None) -> bool:
    """Tell whether a member may have keys; asked when one is made, and again whenever one is used."""
    return member is not None and member.person.is_active and member.has(*READERS)


def keys_visible_to(member: Member) -> QuerySet[Key]:
    """Give the member's own keys, and those for the offices whose members they look after."""
    return Key.objects.filter(person=member.person) | Key.objects.filter(office__in=offices_managed_by(member))


def may_revoke(member: Member, key: Key) -> bool:
    """Tell whether a member may revoke a key: the own one, or one for an office that they look after."""
    return keys_visible_to(member).filter(pk=key.pk).exists()
