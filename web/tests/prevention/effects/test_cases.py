"""The published cases: facts with sources, and a verdict that the software reaches and nobody writes."""

import pytest
from django.test import Client
from django.urls import reverse
from ikpweb.prevention.effects import cases as module
from ikpweb.prevention.effects.cases import cases
from ikpweb.prevention.effects.selectors import published
from ikpweb.prevention.effects.selectors.published import concluded, standings_of

pytestmark = pytest.mark.django_db


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_every_fact_has_a_source_and_both_languages() -> None:
    for case in cases().values():
        assert case.facts
        for texts in (case.title, case.lead, case.programme):
            assert set(texts) == {"id", "en"}
        for fact in case.facts:
            assert fact.kind in {"reported", "claim"}
            assert fact.source.startswith("https://")
            assert all(set(each) == {"id", "en"} for each in (fact.by, fact.text, fact.note))


def test_jambi_stands_in_every_edition_by_its_own_method() -> None:
    found = {each.edition.code: each for each in standings_of("15")}
    assert {code: each.score.category for code, each in found.items()} == {
        "2019": "sedang",
        "2019-rev": "sedang",
        "pilkada-2020": "tinggi",
        "2024": "rendah",
        "pilkada-2024": "sedang",
    }
    assert found["pilkada-2020"].score.total == 73.69
    assert found["2024"].score.total == 12.03
    assert len({tuple(each.weights.values()) for each in found.values() if each.weights}) >= 3
    assert found["2024"].years == (2017, 2020)


def test_the_verdict_comes_from_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    case = cases()["jambi"]
    told = concluded(case, standings_of(case.unit))
    assert told.said["reason"] == "method-changed"
    assert told.even_so is not None
    assert told.even_so["reason"] == "no-comparison"
    assert told.decisive is not None
    assert told.decisive.ruling != "comparable"
    assert told.late
    # Were the methods the same, the page would say something else.
    monkeypatch.setattr(published, "scores_comparable", lambda *_: True)
    other = concluded(case, standings_of(case.unit))
    assert other.said["reason"] == "no-comparison"
    assert other.even_so is None


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_claims_no_effect(language: str) -> None:
    page = text(Client().get(f"{language}/kasus/jambi/"))
    assert ("Tidak dapat disimpulkan" if not language else "Cannot be told from this") in page
    assert ("daftarnya tidak terbit" if not language else "no list") in page.lower() or "No list" in page
    for figure in ("40", "600", "73,69" if not language else "73.69", "12,03" if not language else "12.03"):
        assert figure in page
    assert "jambi.antaranews.com" in page


def test_ways_to_it() -> None:
    assert Client().get("/jambi/")["Location"] == "/kasus/jambi/"
    assert "/kasus/jambi/" in text(Client().get(reverse("cases:home")))
    assert Client().get("/kasus/tidak-ada/").status_code == 404
    assert module.case("tidak-ada") is None
