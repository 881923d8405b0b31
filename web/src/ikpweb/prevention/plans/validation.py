"""What a request for a plan must say, in sentences for the person who asks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ikpweb.accounts.members import Member
from ikpweb.kit.errors import FieldError
from ikpweb.prevention.actions import terms
from ikpweb.prevention.plans.asking import DAY_RATE_MOST, MAIN_SHARE, OTHER_SHARE, Asked
from ikpweb.prevention.plans.basis import bases_for
from ikpweb.prevention.plans.calendar import calendars
from ikpweb.prevention.plans.policies import units_for

__all__ = ["HORIZON_MOST", "clean_asked"]

#: Rupiah that no budget of prevention reaches: a slip of the keyboard.
_BUDGET_MOST = 10**14
_DAYS_MOST = 100_000
HORIZON_MOST = 730


def clean_asked(member: Member, given: Mapping[str, Any]) -> tuple[Asked | None, bool, list[FieldError]]:
    """Read what is asked; give it (None when it cannot be read), whether it is made up, and all that is wrong."""
    faults: list[FieldError] = []
    bases = {code: training for code, _title, training in bases_for(member)}
    basis = str(given.get("basis") or "")
    if basis not in bases:
        faults.append(FieldError("basis", _("Pilih dasar yang dapat Anda lihat.")))
    units = tuple(dict.fromkeys(given.get("units") or ()))
    known = set(units_for(member).values_list("code", flat=True))
    if not units:
        faults.append(FieldError("units", _("Pilih paling sedikit satu daerah.")))
    elif not known.issuperset(units):
        faults.append(FieldError("units", _("Hanya daerah kantor Anda dan yang di bawahnya yang dapat direncanakan.")))
    calendar = str(given.get("calendar") or "")
    if calendar and calendar not in calendars():
        faults.append(FieldError("calendar", _("Tidak ada kalender pemilihan ini.")))
    start = given.get("start")
    if not isinstance(start, date):
        faults.append(FieldError("start", _("Tulis hari mulainya.")))
    horizon = _number("horizon", given, 1, HORIZON_MOST, faults)
    budget = _number("budget", given, 0, _BUDGET_MOST, faults)
    capacity = _number("capacity", given, 0, _DAYS_MOST, faults)
    rate = _number("day_rate", given, 0, DAY_RATE_MOST, faults)
    forms = tuple(code for code in terms().forms if code in set(given.get("forms") or ()))
    if not forms:
        faults.append(FieldError("forms", _("Pilih paling sedikit satu bentuk pencegahan.")))
    fixed = {code: _number("fixed", {"fixed": value}, 0, _BUDGET_MOST, faults)
             for code, value in (given.get("fixed") or {}).items() if value}  # fmt: skip
    main = _share("main", given, MAIN_SHARE, faults)
    other = _share("other", given, OTHER_SHARE, faults)
    if faults or not isinstance(start, date):
        return None, False, faults
    asked = Asked(
        basis=basis,
        units=tuple(sorted(units)),
        calendar=calendar,
        start=start,
        horizon=int(horizon),
        budget=int(budget),
        capacity=float(capacity),
        day_rate=int(rate),
        fixed={code: int(value) for code, value in fixed.items() if code in terms().forms},
        forms=forms,
        main=main,
        other=other,
    )
    return asked, bases[basis], []


def _number(name: str, given: Mapping[str, Any], least: float, most: float, faults: list[FieldError]) -> float:
    value = given.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        faults.append(FieldError(name, _("Isilah dengan angka.")))
    elif not least <= value <= most:
        faults.append(
            FieldError(name, _("Harus antara {least} dan {most}.").format(least=f"{least:g}", most=f"{most:,.0f}"))
        )
    else:
        return float(value)
    return least


def _share(name: str, given: Mapping[str, Any], usual: float, faults: list[FieldError]) -> float:
    value = given.get(name, usual)
    if value is None:
        return usual
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 1:
        faults.append(FieldError(name, _("Bagian ini harus lebih dari 0 dan paling banyak 100 persen.")))
        return usual
    return float(value)
