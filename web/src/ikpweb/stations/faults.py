"""Why nothing was written, in a sentence."""

__all__ = ["RefusedError", "ReportError"]


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


class ReportError(Exception):
    """A report is not taken.

    Parameters
    ----------
    code : str
        Of the problem, as the interface knows it.
    named : str
        What its sentence names.
    """

    def __init__(self, code: str, **named: str) -> None:
        super().__init__(code)
        self.code, self.named = code, named
