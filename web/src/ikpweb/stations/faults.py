"""Why a report is not taken."""

__all__ = ["ReportError"]


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
