"""Why nothing was written, in sentences."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ikpweb.methodology.models import Revision

__all__ = ["ConflictError", "RefusedError"]


class RefusedError(Exception):
    """Nothing was written, for the reason that is given.

    Parameters
    ----------
    sentence : str
        What is wrong, and how to mend it.
    field : str
        Where on the form it belongs; empty for the whole.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class ConflictError(Exception):
    """Nothing was written: somebody else changed the same part since the page was opened.

    Parameters
    ----------
    revisions : sequence of Revision
        What was changed meanwhile, the newest first.
    """

    def __init__(self, revisions: Sequence[Revision]) -> None:
        super().__init__(_("Orang lain mengubah bagian yang sama sejak halaman ini dibuka."))
        self.revisions = list(revisions)
