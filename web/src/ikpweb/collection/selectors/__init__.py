"""Reading what is collected: every reader gets only what the policies show them."""

from ikpweb.collection.selectors.submissions import cycles_for, submission_for, submissions_of

__all__ = ["cycles_for", "submission_for", "submissions_of"]
