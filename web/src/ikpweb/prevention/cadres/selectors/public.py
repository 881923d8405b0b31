"""What the public may be told of alumni: by province, small numbers hidden, and never the one that a sum gives away.

A number of people below `LEAST` could point to a person. It is hidden; and where only one number of
a column is hidden, the smallest of the others is hidden too, because the national sum would give it away.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Sum

from ikpweb.prevention.cadres.models import Training

__all__ = ["LEAST", "Hidden", "ProvinceAlumni", "careful", "public_alumni"]

#: Fewer people than these are not told.
LEAST = 5


class Hidden:
    """A number that is known and not told."""

    def __str__(self) -> str:
        return f"< {LEAST}"


HIDDEN = Hidden()


@dataclass(frozen=True, slots=True)
class ProvinceAlumni:
    """Alumni of a province's trainings and of those of its regencies; None where nothing was reported."""

    trainings: int
    alumni: int | Hidden | None
    untold: int


def careful(numbers: Mapping[str, int | None], least: int = LEAST) -> dict[str, int | Hidden | None]:
    """Hide small numbers of people, and one more where a single hidden one could be had by subtraction.

    Zero is told: it points to nobody. None, not reported, is told as such.
    """
    small = {key for key, number in numbers.items() if number is not None and 0 < number < least}
    if len(small) == 1:
        rest = {key: number for key, number in numbers.items() if number and key not in small}
        small |= {min(rest, key=lambda key: (rest[key] or 0, key))} if rest else set()
    return {key: HIDDEN if key in small else number for key, number in numbers.items()}


def public_alumni() -> tuple[Mapping[str, ProvinceAlumni], int | None]:
    """Give the alumni by province, for pages that everybody reads, and the national sum (the centre's own included).

    The sum is None where nothing was reported, or where it is itself small.
    """
    rows = Training.objects.filter(withdrawn=False).order_by()
    found = rows.values("office", "office__parent", "office__level").annotate(
        n=Count("pk"), total=Sum("alumni"), told=Count("alumni")
    )
    numbers: dict[str, int | None] = {}
    trainings: dict[str, tuple[int, int]] = {}
    for row in found:
        place = str(row["office__parent"] if row["office__level"] == "regency" else row["office"])
        before = numbers.get(place)
        numbers[place] = before if row["total"] is None else (before or 0) + row["total"]
        n, told = trainings.get(place, (0, 0))
        trainings[place] = (n + row["n"], told + row["told"])
    shown = careful(numbers)
    whole = [number for number in numbers.values() if number is not None]
    total = sum(whole) if whole and not 0 < sum(whole) < LEAST else None
    return {place: ProvinceAlumni(n, shown[place], n - told) for place, (n, told) in sorted(trainings.items())}, total
