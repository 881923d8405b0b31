"""A question about an effect: of what, in which outcome, over which time, compared with whom."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Literal, cast

from django.utils.translation import gettext_lazy as _

__all__ = [
    "COMPARISONS",
    "COUNTED",
    "LAG",
    "LEVELS",
    "MOST_PERIODS",
    "STEPS",
    "Asked",
    "Period",
    "latest",
    "periods",
    "two_years_to",
]

Step = Literal["month", "quarter", "week"]
#: Reports of the last weeks are still being verified: a period that ended later than so long ago is not looked at.
LAG = timedelta(weeks=4)
#: More periods than these tell nothing more, and no reader sees them.
MOST_PERIODS = 60
STEPS = (("month", _("bulan")), ("quarter", _("triwulan")), ("week", _("minggu")))
LEVELS = (("regency", _("kabupaten/kota")), ("province", _("provinsi")))
COUNTED = (("violation", _("yang diputuskan sebagai pelanggaran")), ("all", _("semua yang dicatat")))
COMPARISONS = (
    ("not-yet", _("daerah yang belum mulai, termasuk yang mulai kemudian")),
    ("never", _("hanya daerah yang tidak pernah mulai")),
)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time; both days belong to it. `name` is how machines and files write it."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked.

    Parameters
    ----------
    subject : str
        What began: ``program:<key>``, ``tindakan:<id>``, …; see `selectors.treatments`.
    outcome : str
        ``reports``, ``reports:<kind>``, ``scores``, or ``came:<code>``.
    counted : {'violation', 'all'}
        Which reports.
    """

    subject: str
    outcome: str = "reports"
    counted: str = "violation"
    level: str = "regency"
    step: Step = "month"
    first: date = date(2000, 1, 1)
    last: date = date(2000, 1, 1)
    comparison: Literal["never", "not-yet"] = "not-yet"

    def written(self) -> dict[str, Any]:
        """Write it as JSON."""
        return {**asdict(self), "first": self.first.isoformat(), "last": self.last.isoformat()}

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Asked":
        """Read what `written` wrote."""
        days = {name: date.fromisoformat(str(told[name])) for name in ("first", "last")}
        return cls(**{**{name: told[name] for name in cls.__slots__}, **days})


def latest(today: date) -> date:
    """Give the last day of the last month whose reports should be verified by now."""
    return (today - LAG).replace(day=1) - timedelta(days=1)


def two_years_to(last: date) -> date:
    """Give the first day of the two years that end with a month."""
    after = last + timedelta(1)
    return date(after.year - 2, after.month, 1)


def periods(first: date, last: date, step: str) -> tuple[Period, ...]:
    """Give the whole periods between two days, the oldest first; a period that is cut at an end is left out."""
    return tuple(each for each in _all(first, last, cast(Step, step)) if each.first >= first and each.last <= last)


def _all(first: date, last: date, step: Step) -> Iterator[Period]:
    day = first - timedelta(first.weekday()) if step == "week" else first.replace(day=1)
    if step == "quarter":
        day = day.replace(month=3 * ((day.month - 1) // 3) + 1)
    while day <= last:
        if step == "week":
            after = day + timedelta(7)
            name = day.isoformat()
        else:
            months = day.year * 12 + day.month - 1 + (3 if step == "quarter" else 1)
            after = date(months // 12, months % 12 + 1, 1)
            name = f"{day:%Y}-T{(day.month + 2) // 3}" if step == "quarter" else f"{day:%Y-%m}"
        yield Period(name, day, after - timedelta(1))
        day = after
