"""Reading what was decided, what waits, and what counts."""

from ikpweb.verification.selectors.accepted import counted_grade

__all__ = ["counted_grade"]
