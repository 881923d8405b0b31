"""What the API answers, checked against the published figures."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def get(client: Client, address: str) -> Any:
    response = client.get(f"/api/v1{address}")
    assert response.status_code == 200, response.content
    return response.json()


def test_the_index_leads_everywhere(client: Client) -> None:
    links = get(client, "/")["links"]
    assert set(links) == {
        "releases",
        "editions",
        "units",
        "results",
        "compare",
        "figures",
        "validation",
        "docs",
        "openapi",
    }
    for name, address in links.items():
        assert client.get(address).status_code == (422 if name == "compare" else 200), name


def test_editions_newest_first_with_what_is_there(client: Client) -> None:
    found = get(client, "/editions")
    assert found[0]["code"] == "pilkada-2024"
    whole = next(edition for edition in found if edition["code"] == "2024")
    own = next(each for each in whole["available"] if (each["level"], each["reading"]) == ("province", "own"))
    assert (own["units"], own["scores"]) == (34, 34)
    assert whole["units"] == {"province": 34, "regency": 514}
    assert len(whole["digest"]) == 64


def test_one_edition_in_the_language_asked_for(client: Client) -> None:
    assert "61 indicators" in get(client, "/editions/2024?lang=en")["published"][0]
    assert "61 indikator" in get(client, "/editions/2024")["published"][0]


def test_the_framework_of_2024_has_61_indicators_with_certainty(client: Client) -> None:
    nodes = get(client, "/editions/2024/framework?level=regency")["nodes"]
    assert nodes[0]["parent"] is None
    assert sum(node["tier"] == 1 for node in nodes) == 61
    assert sum(node["share"] for node in nodes if node["parent"] == "IKP") == pytest.approx(1)
    assert {node["certainty"] for node in nodes if node["tier"] == 3} <= {"published", "derived", "assumed"}


def test_units_by_level_parent_name_and_day(client: Client) -> None:
    assert get(client, "/units?level=province")["count"] == 38
    assert get(client, "/units?level=province&valid_at=2020-01-01")["count"] == 34
    assert get(client, "/units?parent=15")["count"] == 11
    names = [unit["name"] for unit in get(client, "/units?q=jambi")["items"]]
    assert names[0] == "Jambi"
    assert "Kota Jambi" in names
    assert get(client, "/units?q=zzz")["items"] == []


def test_jambi_with_its_true_story(client: Client) -> None:
    jambi = get(client, "/units/15")
    story = {each["edition"]: (each["total"], each["category"]) for each in jambi["results"]}
    assert story == {
        "2019": (49.3, "sedang"),
        "2019-rev": (50.17, "sedang"),
        "pilkada-2020": (73.69, "tinggi"),
        "2024": (12.03, "rendah"),
        "pilkada-2024": (41.63, "sedang"),
    }
    assert "15.71" in jambi["parts"]
    (conflict,) = next(each for each in jambi["results"] if each["edition"] == "pilkada-2024")["conflicts"]
    assert (conflict["value"], conflict["slip"]) == ("41.36", True)


def test_results_carry_certainty_sources_and_rank(client: Client) -> None:
    first = get(client, "/results?edition=2024&level=province&limit=1")["items"][0]
    assert (first["name"], first["total"], first["rank"], first["ranked"]) == ("DKI Jakarta", 88.95, 1, 34)
    assert first["dimensions"] == {"SP": 78.27, "PP": 92.36, "KT": 96.08, "PT": 87.01}
    assert first["certainty"]["total"] == "published"
    assert first["sources"]


def test_what_is_not_published_is_null(client: Client) -> None:
    found = get(client, "/results?edition=pilkada-2024&level=province&limit=50")["items"]
    silent = [each for each in found if each["total"] is None]
    assert len(silent) == 34
    assert all(each["rank"] is None and each["category"] for each in silent)


def test_results_by_reading_category_and_unit(client: Client) -> None:
    assert get(client, "/results?edition=2024&level=province&reading=regencies")["count"] == 11
    assert get(client, "/results?edition=2024&level=province&reading=all")["count"] == 45
    high = get(client, "/results?edition=2024&level=province&category=tinggi")
    assert high["count"] == 5
    assert get(client, "/results?unit=15")["count"] == 5


def test_figures_say_who_printed_them(client: Client) -> None:
    found = get(client, "/figures?unit=15&edition=2019")["items"]
    assert {figure["edition"] for figure in found} == {"2019"}
    assert any(figure["status"] == "conflict" for figure in found)
    assert all(figure["source"] for figure in found)


def test_a_comparison_says_first_whether_it_is_one(client: Client) -> None:
    found = get(client, "/compare?a=pilkada-2020&b=2024&lang=en")
    assert (found["ruling"], found["categories_comparable"]) == ("only_ranks", False)
    assert "not comparable" in found["verdict"]
    assert "tidak dapat dibandingkan" in get(client, "/compare?a=pilkada-2020&b=2024")["verdict"]
    jambi = next(unit for unit in found["units"] if unit["unit"] == "15")
    assert (jambi["category_a"], jambi["category_b"], jambi["change"]) == ("tinggi", "rendah", None)
    assert sum(map(sum, found["transitions"]["counts"])) == 9
    assert found["spearman"]["n"] == 9
    assert found["unmatched"]


def test_an_edition_is_comparable_with_itself(client: Client) -> None:
    found = get(client, "/compare?a=2024&b=2024")
    assert found["ruling"] == "comparable"
    assert {unit["change"] for unit in found["units"]} == {0.0}


def test_pages_cover_the_list_exactly_once(client: Client) -> None:
    address, seen = "/api/v1/units?limit=200", []
    while address:
        response = client.get(address)
        part = response.json()
        seen += [unit["code"] for unit in part["items"]]
        assert ('rel="next"' in response["Link"]) == (part["next"] is not None)
        assert 'rel="first"' in response["Link"]
        address = part["next"]
    assert len(seen) == len(set(seen)) == part["count"] == 552
    assert get(client, "/units?offset=552")["items"] == []


def test_whether_the_index_came_true(client: Client) -> None:
    found = get(client, "/validation?edition=2024&level=regency&outcome=mk-pileg-revote")
    own, by_province = found["items"]
    assert (own["reading"], own["units"], own["positives"], own["listing"]) == ("own", 64, 3, "complete")
    assert own["spearman"]["low"] is None
    assert own["spearman"]["reason"] == "few_positives"
    assert [own["top"][name] for name in ("hits", "k", "rest_hits", "rest")] == [3, 15, 12, 499]
    assert own["sources"]
    assert (by_province["reading"], by_province["top"]) == ("province", None)
    assert get(client, "/validation")["count"] == 56
    english = get(client, "/validation?lang=en&edition=2024&level=regency&outcome=mk-pileg-revote")["items"][0]
    assert english["title"].startswith("Re-vote ordered")
    assert client.get("/api/v1/validation?edition=2031").status_code == 404
    assert client.get("/api/v1/validation?reading=other").status_code == 422
