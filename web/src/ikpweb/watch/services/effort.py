"""Entering how many supervisors were active in a unit, week by week."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.audit.services import audited, tell
from ikpweb.kit.errors import ConflictError, FieldError, RejectedError
from ikpweb.territory.models import Office
from ikpweb.watch import policies
from ikpweb.watch.models import Effort
from ikpweb.watch.validation import OLDEST, today_in

__all__ = ["MOST_SUPERVISORS", "Cell", "save_effort"]

#: More than all supervisors of a whole regency down to its polling stations.
MOST_SUPERVISORS = 100_000


@dataclass(frozen=True, slots=True)
class Cell:
    """What somebody wrote for a week: how many, or None for unknown; and the version they saw (0: there was none)."""

    supervisors: int | None
    seen: int | None = 0
    source: str = ""


@audited(
    "effort.entered",
    lambda office, *_, **__: f"effort:{office.pk}",
    allowed=lambda office, *_, actor, **__: policies.may_enter(actor, office),
)
def save_effort(office: Office, cells: Mapping[date, Cell], *, training: bool = False, actor: Member) -> int:
    """Write down how many supervisors were active in the weeks of an office's unit.

    Parameters
    ----------
    cells : mapping
        Monday to what is said of its week. A cell whose `seen` is None takes the place of whatever stands
        there, as a file does that its sender has seen the preview of.

    Returns
    -------
    int
        How many weeks changed.

    Raises
    ------
    RejectedError
        For days that are no Monday, weeks to come, and numbers that cannot be; by week.
    ConflictError
        When somebody changed a week since it was seen, and to something else; by week.
    """
    return put_effort(office, cells, training=training, actor=actor)


def put_effort(office: Office, cells: Mapping[date, Cell], *, training: bool, actor: Member) -> int:
    """Do it, inside of an audited service."""
    # Of two who write the first value of a week at once, one waits and then sees the other's.
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    unit = str(office.unit_id)
    if faults := _faults(cells, unit):
        raise RejectedError(faults)
    standing = {each.week: each for each in Effort.objects.filter(unit=unit, training=training, week__in=cells)}
    changed = {week: cell for week, cell in cells.items() if _value(standing.get(week)) != cell.supervisors}
    if behind := {week: cell for week, cell in changed.items() if _is_behind(standing.get(week), cell)}:
        items = {week.isoformat(): _versions(standing.get(week), cell) for week, cell in behind.items()}
        raise ConflictError(items, max((each.version for each in standing.values()), default=0))
    gone = [week for week, cell in changed.items() if cell.supervisors is None]
    Effort.objects.filter(unit=unit, training=training, week__in=gone).delete()
    now = timezone.now()
    rows = [
        Effort(
            unit_id=unit,
            week=week,
            supervisors=cell.supervisors,
            source=cell.source[:120],
            training=training,
            version=_version(standing.get(week)) + 1,
            author=actor.person,
            changed_at=now,
        )
        for week, cell in changed.items()
        if cell.supervisors is not None
    ]
    Effort.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["unit", "week", "training"],
        update_fields=["supervisors", "source", "version", "author", "changed_at"],
        batch_size=200,
    )
    tell(
        weeks={
            week.isoformat(): [_value(standing.get(week)), cell.supervisors] for week, cell in sorted(changed.items())
        },
        **({"training": True} if training else {}),
    )
    return len(changed)


def _value(row: Effort | None) -> int | None:
    return row.supervisors if row else None


def _version(row: Effort | None) -> int:
    return row.version if row else 0


def _is_behind(row: Effort | None, cell: Cell) -> bool:
    return cell.seen is not None and _version(row) != cell.seen


def _versions(row: Effort | None, cell: Cell) -> dict[str, object]:
    theirs, mine = {"supervisors": _value(row)}, {"supervisors": cell.supervisors}
    return {"base": {}, "theirs": theirs, "mine": mine, "merged": mine, "both": ["supervisors"]}


def _faults(cells: Mapping[date, Cell], unit: str) -> dict[str, list[FieldError]]:
    today, found = today_in(unit), {}
    for week, cell in cells.items():
        faults = []
        if week.weekday():
            faults.append(FieldError("week", _("Minggu ditulis dengan hari Seninnya.")))
        if not today - OLDEST <= week <= today - timedelta(today.weekday()):
            faults.append(FieldError("week", _("Minggu ini belum mulai, atau lebih dari sepuluh tahun lalu.")))
        if cell.supervisors is not None and not 0 <= cell.supervisors <= MOST_SUPERVISORS:
            sentence = _("Jumlah pengawas harus bilangan bulat dari 0 sampai %(most)s.")
            faults.append(FieldError("supervisors", sentence % {"most": MOST_SUPERVISORS}))
        if faults:
            found[week.isoformat()] = faults
    return found
