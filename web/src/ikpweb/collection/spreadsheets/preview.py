"""What a spreadsheet would change, before it does."""

from dataclasses import dataclass, field
from typing import Any

from ikpweb.collection.content import content_of
from ikpweb.collection.form import questions
from ikpweb.collection.models import Declaration, Event, Portion, State
from ikpweb.collection.services.merging import as_of
from ikpweb.collection.transitions import TRANSITIONS, Move
from ikpweb.kit.merging import find_differences

__all__ = ["Line", "Preview", "preview_of"]


@dataclass(frozen=True)
class Line:
    """One item that would change."""

    key: str
    row: int | None
    code: str
    name: str
    is_event: bool
    new: bool
    #: Another changed it since the spreadsheet was made.
    contested: bool
    #: Its state lets nobody change it.
    closed: bool
    fields: list[tuple[str, Any, Any]]


@dataclass
class Preview:
    """All that would change for one office."""

    lines: list[Line] = field(default_factory=list)
    same: int = 0

    @property
    def contested(self) -> int:
        """How many items another changed since."""
        return sum(line.contested for line in self.lines)

    @property
    def closed(self) -> int:
        """How many items cannot be changed."""
        return sum(line.closed for line in self.lines)

    @property
    def events(self) -> int:
        """How many of the lines are events."""
        return sum(line.is_event for line in self.lines)


def preview_of(portion: Portion) -> Preview:
    """Compare what a portion says with what stands."""
    submission = portion.submission
    changes = portion.changes
    standing: dict[str, Declaration | Event] = {
        **{each.indicator: each for each in submission.declarations.all()},
        **{str(each.pk): each for each in submission.events.filter(pk__in=changes["events"])},
    }
    wanted = {**changes["declarations"], **changes["events"]}
    later = [key for key in wanted if key in standing and standing[key].revision > portion.seen]
    bases = as_of(submission, portion.seen, later) if later else {}
    asked = questions(submission.cycle, submission.office.level)
    found = Preview()
    for key, content in wanted.items():
        item = standing.get(key)
        before = content_of(item) if item else {}
        if before == content or (key in bases and bases[key] == content):
            found.same += 1
            continue
        code = content.get("indicator", key)
        found.lines.append(
            Line(
                key=key,
                row=portion.rows.get(key),
                code=code,
                name=asked[code].name if code in asked else "",
                is_event="indicator" in content,
                new=item is None,
                contested=key in bases,
                closed=item is not None and (State(item.state), Move.EDIT) not in TRANSITIONS,
                fields=[
                    (name, old, new)
                    for name, (old, new) in find_differences(before, content).items()
                    if name != "indicator" and not (old is None and new in ("", [], None))
                ],
            )
        )
    return found
