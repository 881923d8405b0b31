"""The pages of a long list: where one is, what is near, and the way on."""

import re

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.translation import override


def shown(number: int, *, per_page: int = 2, query: str = "") -> str:
    page = Paginator(list(range(40)), per_page).page(number)
    with override("en"):
        return " ".join(render_to_string("portal/parts/pages.html", {"page": page, "query": query}).split())


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 2 3 … 20 Next ›"), (10, "‹ Previous 1 … 8 9 10 11 12 … 20 Next ›"), (20, "‹ Previous 1 … 18 19 20")],
)
def test_the_page_that_is_shown_is_among_its_numbers(number: int, said: str) -> None:
    html = shown(number)
    assert " ".join(re.sub("<[^>]*>", " ", html).split()) == said
    assert f'<strong aria-current="page">{number}</strong>' in html


def test_the_way_on_keeps_what_was_asked() -> None:
    assert 'rel="next" href="?cari=ban&amp;hal=3"' in shown(2, query="cari=ban")
    assert 'rel="next" href="?hal=3"' in shown(2)


def test_one_page_needs_no_pages() -> None:
    assert "<nav" not in shown(1, per_page=40)
