"""Everything of a cycle that a member may see, as rows to take away."""

from collections.abc import Iterator
from typing import Any

from ikpweb.accounts.members import Member
from ikpweb.collection.blind import HIDDEN, hidden_grades
from ikpweb.collection.content import event_content
from ikpweb.collection.form import questions
from ikpweb.collection.models import Cycle, Declaration, Event
from ikpweb.collection.selectors.submissions import submissions_of
from ikpweb.collection.validation import FIELDS

__all__ = ["EXPORTS", "columns_of", "rows_of_export"]

#: Kind to its columns; those of a bulk import, and what they are about.
EXPORTS = ("declarations", "events")
_HEAD = ("cycle", "office", "office_name", "indicator", "indicator_name")
_TAIL = ("state", "revision", "author", "changed_at")


def columns_of(kind: str) -> tuple[str, ...]:
    """Give the columns of an export."""
    own = ("answer", "reason") if kind == "declarations" else ("id", *FIELDS)
    return (*_HEAD, *own, *_TAIL)


def rows_of_export(member: Member, cycle: Cycle, kind: str) -> Iterator[dict[str, Any]]:
    """Give the rows of an export, office by office; `HIDDEN` where the member must not see a grade yet."""
    blind = hidden_grades(member, cycle) if kind == "events" else frozenset()
    visible = submissions_of(member).filter(cycle=cycle).order_by()
    model = Declaration if kind == "declarations" else Event
    items = (
        model.objects.filter(submission__in=visible.values("pk"))
        .select_related("submission__office", "author")
        .defer("submission__cycle")
        .order_by("submission__office", "indicator", "pk")
    )
    for item in items.iterator(chunk_size=2000):
        office = item.submission.office
        question = questions(cycle, office.level).get(item.indicator)
        row: dict[str, Any] = {
            "cycle": cycle.pk,
            "office": office.pk,
            "office_name": office.name,
            "indicator": item.indicator,
            "indicator_name": question.name if question else "",
            "state": item.state,
            "revision": item.revision,
            "author": item.author.email,
            "changed_at": item.changed_at.isoformat(timespec="seconds"),
        }
        if isinstance(item, Event):
            row |= {"id": str(item.pk), **event_content(item), "actors": "; ".join(item.actors)}
            if item.pk in blind:
                row["grade"] = HIDDEN
        else:
            row |= {"answer": item.answer, "reason": item.reason}
        yield row
