"""Numbers of people as the pages write them: what was not reported is never a zero."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def known(number: int | None) -> str:
    """Write a number of people, a question mark where none was reported."""
    return "?" if number is None else str(number_format(number, force_grouping=True))


@register.filter
def part(share: float | None) -> str:
    """Write a share as per cent, a dash where there is none."""
    return "–" if share is None else f"{number_format(round(100 * share, 1), 1)} %"
