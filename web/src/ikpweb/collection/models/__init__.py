"""What is collected, from the cycle down to a file of evidence."""

from ikpweb.collection.models.cycle import Cycle
from ikpweb.collection.models.entry import Answer, Comment, Declaration, Event, Reviewed, Revision, State, Submission
from ikpweb.collection.models.evidence import Evidence, Upload
from ikpweb.collection.models.sheet import Portion, Sheet

__all__ = [
    "Answer",
    "Comment",
    "Cycle",
    "Declaration",
    "Event",
    "Evidence",
    "Portion",
    "Reviewed",
    "Revision",
    "Sheet",
    "State",
    "Submission",
    "Upload",
]
