"""Why nothing was written: somebody else was faster."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ikpweb.methodology.models import Revision

__all__ = ["ConflictError"]


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
