"""What an address asks for: the edition, the level and other choices, or a sentence why it does not fit."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from ikpweb.methodology.models import Edition
from ikpweb.portal.choices import DEFAULT_EDITION
from ikpweb.portal.takeaway.table import LEVELS, BadChoiceError, NotThereError
from ikpweb.runs.selectors import editions

__all__ = ["edition_of", "level_of", "one_of"]

_LONGEST = 80


def edition_of(asked: Mapping[str, str], name: str = "edisi", default: str = DEFAULT_EDITION) -> Edition:
    """Give the edition that is asked for.

    A page may fall back to another edition, since it says which one it shows; a file of another
    edition than was asked for would be a trap.

    Raises
    ------
    NotThereError
    """
    known = {edition.code: edition for edition in editions()}
    wanted = asked.get(name) or default
    if wanted not in known:
        raise NotThereError(
            _("Tidak ada edisi %(edition)s. Yang ada: %(known)s.")
            % {"edition": _shown(wanted), "known": ", ".join(known) or "–"}
        )
    return known[wanted]


def level_of(asked: Mapping[str, str]) -> str:
    return one_of(asked, "tingkat", tuple(LEVELS), "province")


def one_of(asked: Mapping[str, str], name: str, allowed: Sequence[str], default: str) -> str:
    """Give a choice among those that are allowed.

    Raises
    ------
    BadChoiceError
    """
    wanted = asked.get(name) or default
    if wanted not in allowed:
        raise BadChoiceError(
            _("%(name)s=%(given)s tidak dikenal. Pilihan: %(allowed)s.")
            % {"name": name, "given": _shown(wanted), "allowed": ", ".join(filter(None, allowed))}
        )
    return wanted


def _shown(text: str) -> str:
    """Show what was given, without what cannot be printed and not at any length."""
    plain = "".join(letter for letter in text if letter.isprintable())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
