"""Second factors as they lie in the database."""

from allauth.mfa.models import Authenticator

from ikpweb.accounts.sealing import seal, unseal
from ikpweb.audit.actor import Acting
from ikpweb.audit.services import audited, tell

__all__ = ["reseal"]

#: What of a factor is sealed.
_SEALED = ("secret", "unseen")


@audited("factors.resealed", lambda **_: "platform")
def reseal(*, actor: Acting) -> int:  # noqa: ARG001
    """Seal all second factors with the secret of today, so that the one before can be thrown away.

    Returns
    -------
    int
        How many factors there were.
    """
    count = 0
    for factor in Authenticator.objects.select_for_update():
        found = {name: seal(unseal(factor.data[name])) for name in _SEALED if factor.data.get(name)}
        if found:
            factor.data |= found
            factor.save(update_fields=["data"])
            count += 1
    tell(factors=count)
    return count
