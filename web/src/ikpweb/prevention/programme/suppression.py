"""Keeping small numbers of people from the public, so that they cannot be worked out from the sums either.

A number from 1 to 4 is hidden. Where a sum over it is shown, what is hidden under that sum is at
least two numbers that come to at least five together: otherwise the next smallest is hidden with them.
Zero says nothing of anybody and is shown. Of two tiers (nation over provinces, province over its
offices) a province whose own sum is hidden shows none of its parts.
"""

from collections.abc import Mapping

__all__ = ["LEAST", "kept", "kept_tiers"]

#: The smallest number of people that is shown.
LEAST = 5


def kept(parts: Mapping[str, int], *, summed: bool = True) -> dict[str, int | None]:
    """Give the parts of a sum as they may be shown; None for what is hidden.

    Parameters
    ----------
    summed : bool
        Whether the sum of the parts is shown beside them.
    """
    hidden = {name for name, number in parts.items() if 0 < number < LEAST}
    others = sorted((number, name) for name, number in parts.items() if number >= LEAST)
    while summed and hidden and others and (len(hidden) < 2 or sum(parts[name] for name in hidden) < LEAST):
        hidden.add(others.pop(0)[1])
    return {name: None if name in hidden else number for name, number in parts.items()}


def kept_tiers(
    own: int, provinces: Mapping[str, Mapping[str, int]]
) -> tuple[int | None, dict[str, int | None], dict[str, dict[str, int | None]]]:
    """Give the sum of a nation, of its provinces, and the offices of each, as they may be shown.

    Parameters
    ----------
    own : int
        What the centre itself has: a part of the nation beside the provinces.
    provinces : mapping
        Code of a province to the numbers of its offices, its own among them.
    """
    sums = {code: sum(parts.values()) for code, parts in provinces.items()}
    total = sum(sums.values()) + own
    if 0 < total < LEAST:
        nothing = {code: None if number else 0 for code, number in sums.items()}
        return None, nothing, {code: _hidden(parts) for code, parts in provinces.items()}
    shown = kept({**sums, "": own})
    del shown[""]
    offices = {code: kept(parts) if shown[code] is not None else _hidden(parts) for code, parts in provinces.items()}
    return total, shown, offices


def _hidden(parts: Mapping[str, int]) -> dict[str, int | None]:
    return {name: None if number else 0 for name, number in parts.items()}
