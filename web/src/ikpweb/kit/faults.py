"""Why nothing was written, in a sentence."""

__all__ = ["RefusedError"]


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
        self.sentence, self.field = sentence, field
