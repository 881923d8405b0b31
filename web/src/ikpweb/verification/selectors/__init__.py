"""Reading what was decided, what waits, and what counts."""

from ikpweb.verification.selectors.accepted import AcceptedItems, accepted_items, counted_grade

__all__ = ["AcceptedItems", "accepted_items", "counted_grade"]
