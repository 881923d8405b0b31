"""The method pages: 61 indicators, certainty of every constant, a worked example that adds up."""

import re
from typing import get_args, get_type_hints

import pytest
from django.test import Client
from ikpweb.methodology.models import Method
from ikpweb.portal.method_words import _means, _scales, steps, tree
from ikpweb.portal.templatetags.figures import sources
from ikpweb.runs.engine import cutoffs, recomputable, recompute

from ikp.recipe.steps import AggregateRule, NormaliseRule

pytestmark = pytest.mark.django_db


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_tree_of_2024_holds_61_indicators_and_whole_weights() -> None:
    root = tree(Method.objects.get(edition="2024", level="province"))
    assert [(node.code, node.share) for node in root.children] == [
        ("SP", 0.27),
        ("PP", 0.38),
        ("KT", 0.25),
        ("PT", 0.10),
    ]
    assert root.leaves == 61
    assert sum(len(node.children) for node in root.children) == 12
    leaves = [leaf for node in root.children for part in node.children for leaf in part.children]
    assert sum(leaf.effective for leaf in leaves) == pytest.approx(1)


def test_assumed_steps_are_marked_and_published_ones_are_not() -> None:
    told = {step.title: step for step in steps(Method.objects.get(edition="2024", level="province"))}
    assert told["Penyamaan skala"].assumed
    assert told["Penggabungan"].assumed
    assert not told["Kategori"].assumed
    assert not any(step.assumed for step in steps(Method.objects.get(edition="pilkada-2020", level="province")))


def test_every_method_of_the_engine_has_words() -> None:
    assert set(get_args(get_type_hints(AggregateRule)["method"])) == set(_means())
    assert set(get_args(get_type_hints(NormaliseRule)["method"])) == {*_scales(), "goalposts"}


def test_a_page_of_the_documentation_is_named_in_words() -> None:
    assert sources("ikp: docs/explanation/some-steps.md") == [("dokumentasi ikp, halaman “some-steps”", "")]
    assert sources("Bawaslu (2023)") == [("Bawaslu (2023)", "")]


def test_jakarta_recomputed_from_print() -> None:
    found = recompute("2024", "province", "31")
    assert found is not None
    # 78.27 × 0.27 + 92.36 × 0.38 + 96.08 × 0.25 + 87.01 × 0.10
    assert [part.contribution for part in found.parts] == pytest.approx([21.1329, 35.0968, 24.02, 8.701])
    assert found.computed == pytest.approx(88.9507)
    assert found.residual == pytest.approx(0.0007)
    assert (found.category_computed, found.category_printed) == ("tinggi", "tinggi")


@pytest.mark.parametrize(
    ("edition", "level", "least"), [("2024", "province", 4), ("2024", "regency", 6), ("pilkada-2020", "province", 9)]
)
def test_every_total_with_four_printed_dimensions_adds_up(edition: str, level: str, least: int) -> None:
    units = recomputable(edition, level)
    assert len(units) >= least
    for unit in units:
        found = recompute(edition, level, unit)
        assert found is not None
        assert abs(found.residual or 0) < 0.1, unit


def test_a_score_on_a_cutoff_belongs_where_the_rule_puts_it() -> None:
    province, regency = cutoffs("2024", "province"), cutoffs("2024", "regency")
    assert province is not None
    assert regency is not None
    assert [province.category(score) for score in (21.701, 21.702, 68.502, 68.503)] == [
        "rendah",
        "sedang",
        "sedang",
        "tinggi",
    ]
    assert [regency.category(score) for score in (13.46, 13.461, 49.33)] == ["rendah", "sedang", "tinggi"]
    six = cutoffs("pilkada-2020", "province")
    assert six is not None
    assert (six.labels, six.values) == (("rendah", "sedang", "tinggi"), (42.465, 57.545))


def test_the_page_of_2024(client: Client) -> None:
    page = text(client, "/metode/2024/?daerah=31")
    for words in ("I61", "88,9507", "21,1329", "selisih +0,0007", "asumsi", "68,502", "Kemungkinan lain"):
        assert words in page
    english = text(client, "/en/metode/2024/")
    assert "88.9507" in english
    assert "Late voting logistics" in english


def test_a_regency_brings_its_level(client: Client) -> None:
    assert "Kab. Malang" in text(client, "/metode/2024/?daerah=35.07")
    assert "13,460" in text(client, "/metode/2024/?daerah=35.07")


def test_a_unit_that_cannot_be_recomputed_is_said_to_be_one(client: Client) -> None:
    assert "Untuk Jambi, tidak semua skor dimensi terbit" in text(client, "/metode/2024/?daerah=15")


def test_editions_of_results_only_say_why(client: Client) -> None:
    for code in ("pilkada-2024", "tema-sara-2023"):
        assert "tidak ada yang dapat dihitung ulang di sini" in text(client, f"/metode/{code}/")


def test_the_list_names_every_edition(client: Client) -> None:
    page = client.get("/metode/").content.decode()
    for code in ("2019", "2019-rev", "pilkada-2020", "2024", "pilkada-2024", "tema-politik-uang-2023"):
        assert f'href="/metode/{code}/"' in page


@pytest.mark.parametrize("asked", ["x", "2025", "%3Cscript%3E", "2024%00"])
def test_unknown_editions_are_not_found(client: Client, asked: str) -> None:
    assert client.get(f"/metode/{asked}/").status_code == 404


@pytest.mark.parametrize("query", ["tingkat=desa&daerah=zz", "daerah=%00", "daerah=" + "9" * 3000])
def test_hostile_queries_are_answered(client: Client, query: str) -> None:
    assert client.get(f"/metode/2024/?{query}").status_code == 200
