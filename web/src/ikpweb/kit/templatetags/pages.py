"""Lists that are longer than a page: which numbers to offer."""

from collections.abc import Iterator

from django import template
from django.core.paginator import Page

register = template.Library()


@register.filter
def numbers_around(page: "Page[object]") -> Iterator[int | str]:
    """Give the numbers of the first, the last and the neighbouring pages, with an ellipsis for those between.

    Django's own ``get_elided_page_range`` takes the number as an argument, which a template cannot give: asked
    from there it always answers for the first page, and the page that is shown is missing.
    """
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
