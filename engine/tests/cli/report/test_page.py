"""The report page: one file that needs nothing else, in both languages, with a table beside every chart."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest

from ikp import Framework, IndexResult, IndicatorTable, Node, Recipe, compute
from ikp.cli.constants import assumed, cutoffs
from ikp.cli.language import speak
from ikp.cli.report import Context, render
from ikp.cli.report.page import address, scale
from ikp.errors import problem
from ikp.recipe.steps import Aggregate, AggregateRule, Categorise, CategoryRule, Weight

pytestmark = pytest.mark.extras

TREE = Framework(
    [
        Node("IKP", names={"id": "Indeks", "en": "Index"}),
        Node("SP", "IKP", 27, names={"en": "Society"}, certainty="assumed", source="https://x.example/a b"),
        Node("PP", "IKP", 38, names={"en": "Conduct"}),
    ]
)
RECIPE = Recipe(
    [
        Weight(),
        Aggregate(default=AggregateRule(missing="renormalise", min_coverage=0.5)),
        Categorise(default=CategoryRule(method="mean_sd")),
    ]
)


#: One unit has no standard deviation: its cut-offs are given.
ALONE = RECIPE.with_step(Categorise(default=CategoryRule(method="cutoffs", cutoffs=(33, 66))))


def _result(n: int, *, synthetic: bool = False, missing: bool = True) -> IndexResult:
    values = np.random.default_rng(1).uniform(0, 100, (n, 2))
    if missing:
        values[0] = np.nan
        values[1, 0] = np.nan
    names = [f"Kab. <b>{i}</b>" for i in range(n)]
    origin = "C/somebody/secret/data.csv"
    units = [f"{i:04d}" for i in range(n)]
    table = IndicatorTable(units, ["SP", "PP"], values, names=names, origin=origin, synthetic=synthetic)
    return compute(table, TREE, RECIPE if n > 1 else ALONE)


def _context(result: IndexResult) -> Context:
    return Context(
        title="IKP <2024>",
        level="regency",
        shape="dimensions",
        command="ikp compute 'my data.csv' -o out/",
        created=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        said=["The data are scores."],
        problems=[problem("table-empty"), *result.problems],
        absent=["Kab. Absent"],
        constants=assumed(TREE, RECIPE),
        cutoffs=cutoffs(result.framework, result.recipe, RECIPE),
        notes=["Refitted."],
    )


class _Reader(HTMLParser):
    """Collects what a page is made of, and refuses tags that are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "img", "link"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


@pytest.mark.parametrize(("n", "lang"), [(1, "id"), (2, "en"), (34, "id"), (120, "en")])
def test_a_page_is_whole_and_needs_nothing_else(lang: Any, n: int) -> None:
    speak(lang)
    result = _result(n, missing=n > 2)
    reader = _read(render(result, _context(result)))
    names = [tag for tag, _ in reader.tags]
    assert ("html", {"lang": lang}) in reader.tags
    assert not {"script", "link", "img", "iframe", "object"} & set(names)
    assert not any(key in ("src", "srcset", "onclick", "onload") for _, attrs in reader.tags for key in attrs)
    outside = [attrs["href"] for tag, attrs in reader.tags if "href" in attrs and tag != "a"]
    assert all(str(link).startswith("#") for link in outside)
    ids = [attrs["id"] for _, attrs in reader.tags if "id" in attrs]
    assert len(set(ids)) == len(ids)
    targets = {
        str(attrs["href"])[1:] for tag, attrs in reader.tags if tag == "a" and str(attrs["href"]).startswith("#")
    }
    assert targets <= set(ids)


def test_nothing_is_loaded_by_the_style() -> None:
    result = _result(4)
    page = render(result, _context(result))
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)


def test_every_chart_has_a_text_and_a_table() -> None:
    result = _result(34)
    reader = _read(render(result, _context(result)))
    figures = [attrs for tag, attrs in reader.tags if tag == "svg"]
    assert len(figures) == 2 * 5
    assert all(attrs.get("role") == "img" and attrs.get("aria-label") for attrs in figures)
    text = " ".join(reader.text)
    assert text.count("The chart as a table") == 5


def test_everything_that_must_be_said_is_said() -> None:
    result = _result(34, synthetic=True)
    text = " ".join(" ".join(_read(render(result, _context(result))).text).split())
    for said in (
        "SINTETIS",
        "IKP <2024>",
        "regencies and cities",
        "ikp compute 'my data.csv' -o out/",
        "2026-01-02 03:04",
        "Kab. Absent",
        "The table has no units.",
        "Refitted.",
        "SP weight",
        "x.example",
        "33 units the mean is",
        "not reported",
        "fitted on these data",
        result.digests["data"],
        result.digests["recipe"],
    ):
        assert said in text or said.replace("SP weight", "SP.weight") in text, said


def test_texts_from_outside_are_escaped_and_folders_stay_private() -> None:
    result = _result(5)
    page = render(result, _context(result))
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
    assert "somebody" not in page
    assert "data.csv" in page


def test_made_up_data_are_named_in_title_banner_and_foot() -> None:
    result = _result(5)
    plain = render(result, _context(result))
    made_up = _result(5, synthetic=True)
    assert "SINTETIS" not in plain
    assert render(made_up, _context(made_up)).count("SINTETIS") >= 3


def test_many_units_are_drawn_in_part_and_listed_in_full() -> None:
    result = _result(120)
    page = render(result, _context(result))
    text = " ".join(" ".join(_read(page).text).split())
    assert "The 30 highest of 119 units" in text
    assert page.count('<th scope="row">Kab. &lt;b&gt;') == 120


def test_many_problems_of_a_kind_are_counted() -> None:
    result = _result(5)
    context = replace(_context(result), problems=[problem("table-duplicate", unit=i) for i in range(25)])
    text = " ".join(_read(render(result, context)).text)
    assert "15 more of this kind" in text


def test_without_categories_or_scores_the_page_still_stands() -> None:
    recipe = Recipe([Weight(), Aggregate(default=AggregateRule(missing="propagate"))])
    empty = compute(IndicatorTable(["a"], ["SP", "PP"], [[np.nan, 1.0]]), TREE, recipe)
    _read(render(empty, _context(empty)))
    scored = compute(IndicatorTable(["a", "b"], ["SP", "PP"], [[2.0, 1.0], [-300.0, 5.0]]), TREE, recipe)
    _read(render(scored, _context(scored)))


def test_a_panel_names_its_periods() -> None:
    table = IndicatorTable(["a", "a"], ["SP", "PP"], [[1.0, 2.0], [3.0, 4.0]], periods=["2020", "2024"])
    result = compute(table, TREE, RECIPE)
    assert "a (2024)" in render(result, _context(result))


def test_the_scale_is_0_to_100_where_all_scores_lie_there() -> None:
    assert scale(np.array([3.0, np.nan, 99.0])) == (0, 100)
    low, high = scale(np.array([-2.0, 2.0]))
    assert low < -2 < 2 < high
    assert scale(np.array([np.nan])) == (0, 100)


def test_an_address_is_told_from_a_name() -> None:
    assert address("https://x.example/a (page 3)") == "https://x.example/a"
    assert address("Bawaslu Sulawesi Utara") == ""
