"""What the templates say of texts in two languages."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

register = template.Library()


@register.filter
def spoken(texts: Mapping[Any, str]) -> str:
    """Give a text in the page's language."""
    return texts["en" if get_language() == "en" else "id"]


@register.filter
def named(code: str, words: Mapping[str, Mapping[Any, str]]) -> str:
    """Name a code by a table of words, in the page's language."""
    return spoken(words[code])
