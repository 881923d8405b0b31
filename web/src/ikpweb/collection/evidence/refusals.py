"""Why a file is not taken, in a sentence for the person who sent it."""

__all__ = ["DiskError", "RefusedFileError"]


class RefusedFileError(Exception):
    """The file is not taken; the message says why and what to do instead.

    Parameters
    ----------
    reason : str
        A word for the log, such as ``html`` or ``too-large``.
    sentence : str
        For the person.
    """

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


class DiskError(Exception):
    """The disk of the platform does not take it; nothing half-written is left.

    `full` tells a full disk (or quota) from one that cannot be written to at all.
    """

    def __init__(self, sentence: str, *, full: bool) -> None:
        super().__init__(sentence)
        self.full = full
