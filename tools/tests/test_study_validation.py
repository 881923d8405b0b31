"""The pages on the validation have the tables of the findings that are kept, and say in words what those hold."""

import re
from pathlib import Path

import pytest

from ikp.editions.findings import PERMUTATIONS
from ikp.editions.outcomes import facts
from ikp.editions.studied import kept
from ikp.problems import Lang
from tools.study_validation.tables import PAGES, TABLES, renewed

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("page", "lang"), PAGES.items())
def test_the_pages_have_every_table_as_it_is_made(page: str, lang: Lang) -> None:
    text = (ROOT / page).read_text("utf-8")
    assert renewed(text, lang) == text, "python -m tools.study_validation --tables renews them"
    assert set(re.findall(r"<!-- table: ([\w-]+) -->", text)) == set(TABLES)


@pytest.mark.parametrize(("page", "lang"), PAGES.items())
def test_the_words_say_what_the_findings_hold(page: str, lang: Lang) -> None:
    """Every number in the summary, computed again."""
    text = " ".join((ROOT / page).read_text("utf-8").split())
    rows = kept("findings")
    provinces = [row for row in rows if (row["edition"], row["level"], row["reading"]) == ("2024", "province", "own")]
    low, high = (f"{pick(row['spearman'] for row in provinces):+.2f}".replace("-", "−") for pick in (min, max))
    tested = [row for row in rows if row["p"] == row["p"]]
    known = [row for row in provinces if row["spearman_low"] == row["spearman_low"]]
    assert all(row["spearman_low"] < 0 < row["spearman_high"] for row in known)
    top = next(row for row in rows if row["edition"] == "2024" and row["top_k"] == 15)
    tops = sum(row["top_p"] == row["top_p"] for row in rows)
    trends = [row["trend_p"] for row in rows if row["trend_p"] == row["trend_p"]]
    said = {
        "en": [
            f"between {low} and {high}",
            f"looked at {len(tested)} relations",
            f"{len(facts()):,} of them",
            f"in {top['top_hits']} of them (Jayawijaya, Kota Ternate, Banggai Kepulauan)",
            f"{top['top_rest_hits']} of the other {top['top_rest']}: {top['top_lift']:.1f} times",
            f"Fisher's p {top['top_p']:.3f}",
            f"it is {top['top_p_holm']:.3f}, corrected for all {tops} such comparisons {top['top_p_holm_study']:.2f}",
            f"one of {len(trends)} trends",
            f"{PERMUTATIONS:,} permutations",
        ],
        "id": [
            f"dari {low} sampai {high}",
            f"{len(tested)} hubungan telah diperiksa",
            f"di {top['top_hits']} di antaranya (Jayawijaya, Kota Ternate, Banggai Kepulauan)",
            f"di {top['top_rest_hits']} dari {top['top_rest']} lainnya",
            f"menjadi {top['top_p_holm']:.3f}; dikoreksi untuk semua {tops} perbandingan sejenis",
            f"satu dari {len(trends)} tren",
        ],
    }
    for each in said[lang]:
        assert (each.replace(".", ",") if lang == "id" else each) in text, each
    between = [
        (row["spearman_low"], row["spearman_high"]) for row in rows if row["spearman_low"] == row["spearman_low"]
    ]
    assert (len(between), sum(low > 0 or high < 0 for low, high in between)) == (38, 5)
    assert sum(row["p"] < 0.05 for row in tested) == 6
    assert min(row["p_holm_study"] for row in tested) == 1


def test_a_page_with_another_table_is_made_anew() -> None:
    page = "a\n<!-- table: fragile -->\nold\n<!-- end -->\nb\n"
    made = renewed(page, "en")
    assert "old" not in made
    assert "| 3 of 15 | 6.9 |" in made
    assert made.startswith("a\n")
    assert made.endswith("\nb\n")
