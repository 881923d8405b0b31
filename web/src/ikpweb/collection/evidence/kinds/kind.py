"""What a kind of file is."""

from collections.abc import Callable
from dataclasses import dataclass

from ikpweb.collection.evidence.kinds.opened import Opened

__all__ = ["Kind"]


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken as evidence.

    Parameters
    ----------
    code, label, mime, suffix : str
        Its name here, its name on the screen, its media type, how its names end.
    check : callable
        Looks through an opened file and raises `RefusedFileError` when it is not wholly of this kind.
    pictures : bool
        Whether pages of it can be shown as pictures.
    copy : str
        How a copy that leaves is made: ``picture`` (drawn anew, without where and by which
        camera), ``pages`` (drawn page by page), ``same`` (nothing to strip), or empty: no copy.
    """

    code: str
    label: str
    mime: str
    suffix: str
    check: Callable[[Opened], None]
    pictures: bool = False
    copy: str = ""
