"""Counts and shares as the board writes them."""

from django import template
from django.utils.formats import number_format

from ikpweb.oversight.selectors import IndicatorProgress

register = template.Library()


@register.filter
def answered(row: IndicatorProgress, answer: str) -> int:
    """Count an answer to an indicator."""
    return row.answers.get(answer, 0)


@register.filter
def percent(share: float) -> str:
    """Write a share in whole per cent, never rounded up to all nor down to nothing."""
    if 0 < share < 0.01:
        return "< 1%"
    whole = int(share * 100)
    return f"{number_format(whole)}%"


@register.filter
def split(text: str) -> list[str]:
    """Part a text at its spaces."""
    return text.split()
