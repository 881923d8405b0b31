"""Writing how many activities of each form an office had in a month, without listing them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import ConflictError, FieldError, RejectedError
from ikpweb.prevention.activities import policies
from ikpweb.prevention.activities.models import Form, MonthCount
from ikpweb.prevention.activities.validation import MOST, month_fault
from ikpweb.territory.models import Office

__all__ = ["Cell", "Place", "put_counts", "save_counts"]

#: Form and first day of the month.
Place = tuple[str, date]


@dataclass(frozen=True, slots=True)
class Cell:
    """What somebody wrote for a month: how many, or None for unknown; and the version they saw (0: there was none).

    A cell whose `seen` is None takes the place of whatever stands there, as a file does that its sender has
    seen the preview of.
    """

    number: int | None
    seen: int | None = 0
    source: str = ""


@audited(
    "activity_counts.entered",
    lambda office, *_, **__: f"activity-counts:{office.pk}",
    allowed=lambda office, *_, actor, **__: policies.may_write(actor, office),
)
def save_counts(office: Office, cells: Mapping[Place, Cell], *, training: bool = False, actor: Member) -> int:
    """Write the counts of months of an office; give how many changed.

    Raises
    ------
    RejectedError
        For months that cannot be and numbers that cannot be; by form and month.
    ConflictError
        When somebody changed a month since it was seen, and to something else.
    """
    return put_counts(office, cells, training=training, actor=actor)


def put_counts(office: Office, cells: Mapping[Place, Cell], *, training: bool, actor: Member) -> int:
    """Do it, inside of an audited service."""
    # Of two who write the first number of a month at once, one waits and then sees the other's.
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    if faults := _faults(cells, office.pk):
        raise RejectedError(faults)
    months = {month for _form, month in cells}
    rows = MonthCount.objects.filter(office=office, training=training, month__in=months)
    standing = {(each.form, each.month): each for each in rows}
    changed = {place: cell for place, cell in cells.items() if _value(standing.get(place)) != cell.number}
    behind = {
        place: cell
        for place, cell in changed.items()
        if cell.seen is not None and cell.seen != _version(standing.get(place))
    }
    if behind:
        items = {_key(place): _versions(standing.get(place), cell) for place, cell in behind.items()}
        raise ConflictError(items, max((each.version for each in standing.values()), default=0))
    now = timezone.now()
    made = [
        MonthCount(
            office=office,
            form=form,
            month=month,
            number=cell.number,
            source=cell.source[:120],
            training=training,
            version=_version(standing.get((form, month))) + 1,
            author=actor.person,
            changed_at=now,
        )
        for (form, month), cell in changed.items()
    ]
    MonthCount.objects.bulk_create(
        made,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["office", "form", "month", "training"],
        update_fields=["number", "source", "version", "author", "changed_at"],
    )
    before = {_key(place): [_value(standing.get(place)), cell.number] for place, cell in changed.items()}
    tell(changed=before, **({"training": True} if training else {}))
    return len(changed)


def _key(place: Place) -> str:
    form, month = place
    return f"{form} {month:%Y-%m}"


def _value(row: MonthCount | None) -> int | None:
    return None if row is None else row.number


def _version(row: MonthCount | None) -> int:
    return 0 if row is None else row.version


def _versions(row: MonthCount | None, cell: Cell) -> dict[str, Any]:
    theirs = {"number": _value(row), "version": _version(row)}
    return {"base": {}, "theirs": theirs, "mine": {"number": cell.number}, "merged": theirs, "both": ["number"]}


def _faults(cells: Mapping[Place, Cell], office: str) -> dict[str, list[FieldError]]:
    found: dict[str, list[FieldError]] = {}
    for place, cell in cells.items():
        form, month = place
        faults = [FieldError("month", sentence)] if (sentence := month_fault(month, office)) else []
        if form not in Form.values:
            faults.append(FieldError("form", _("Pilih salah satu: %(codes)s.") % {"codes": ", ".join(Form.values)}))
        if cell.number is not None and not 0 <= cell.number <= MOST:
            sentence = _("Tulis bilangan bulat dari 0 sampai %(most)s, atau kosongkan.")
            faults.append(FieldError("number", sentence % {"most": MOST}))
        if faults:
            found[_key(place)] = faults
    return found
