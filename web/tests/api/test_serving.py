"""How answers travel: ETags, HEAD, CORS, compression, and problems of one form."""

import gzip
from typing import Any

import pytest
from django.test import Client
from ikpweb.api import results
from ikpweb.api.problems import PROBLEMS
from ikpweb.audit.actor import SYSTEM
from ikpweb.audit.services import record

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/results?edition=2024&level=province"


def test_an_unchanged_answer_is_not_sent_again(client: Client) -> None:
    first = client.get(ADDRESS)
    assert first["Cache-Control"] == "public, max-age=300" or first["Cache-Control"] == "max-age=300, public"
    again = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.get(ADDRESS, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    assert client.get(f"{ADDRESS}&lang=en", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_change_of_the_data_changes_the_tag(client: Client) -> None:
    before = client.get(ADDRESS)["ETag"]
    record("submission.submitted", SYSTEM, "test")  # what offices enter changes nothing that the public sees
    assert client.get(ADDRESS, headers={"If-None-Match": before}).status_code == 304
    record("published.loaded", SYSTEM, "test")
    after = client.get(ADDRESS, headers={"If-None-Match": before})
    assert after.status_code == 200
    assert after["ETag"] != before


def test_an_unchanged_answer_costs_one_query(client: Client, django_assert_max_num_queries: Any) -> None:
    tag = client.get(ADDRESS)["ETag"]
    with django_assert_max_num_queries(1):
        client.get(ADDRESS, headers={"If-None-Match": tag})


def test_head_cors_and_compression(client: Client) -> None:
    whole = client.get(ADDRESS)
    head = client.head(ADDRESS)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])
    assert whole["Access-Control-Allow-Origin"] == "*"
    assert client.options(ADDRESS).status_code == 204
    packed = client.get(ADDRESS, headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == whole.content
    assert len(packed.content) < len(whole.content) / 2


def problem(client: Client, address: str, status: int, code: str, method: str = "get") -> dict[str, Any]:
    response = getattr(client, method)(address)
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert response["Access-Control-Allow-Origin"] == "*"
    told: dict[str, Any] = response.json()
    assert (told["status"], told["code"]) == (status, code)
    assert told["type"].endswith(f"#problem-{code}")
    assert told["title"]
    assert told["detail"]
    assert "{" not in told["detail"]
    return told


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/editions/2031", 404, "unknown-edition"),
        ("/api/v1/editions/pilkada-2024/framework", 404, "no-framework"),
        ("/api/v1/units/99", 404, "unknown-unit"),
        ("/api/v1/units/%00", 404, "unknown-unit"),
        ("/api/v1/results?edition=nix", 404, "unknown-edition"),
        ("/api/v1/results?unit=nix", 404, "unknown-unit"),
        ("/api/v1/figures?unit=99", 404, "unknown-unit"),
        ("/api/v1/compare?a=2024&b=tema-luar-negeri-2023", 404, "no-comparison"),
        ("/api/v1/nix", 404, "unknown-address"),
        ("/api/v1/editions/2024/", 404, "unknown-address"),
        ("/api/v1/compare", 422, "bad-parameter"),
        ("/api/v1/results?limit=0", 422, "bad-parameter"),
        ("/api/v1/results?limit=99999999999999999999", 422, "bad-parameter"),
        ("/api/v1/results?limit=x&offset=-1", 422, "bad-parameter"),
        ("/api/v1/results?level=kelurahan", 422, "bad-parameter"),
        ("/api/v1/units?valid_at=2024-02-31", 422, "bad-parameter"),
        ("/api/v1/units?lang=jv", 422, "bad-parameter"),
        ("/api/v1/results?edisi=2024", 422, "bad-parameter"),
        ("/api/v1/units?q=" + "a" * 5000, 422, "bad-parameter"),
    ],
)
def test_problems_have_one_form(client: Client, address: str, status: int, code: str) -> None:
    told = problem(client, address, status, code)
    english = problem(client, address.replace("lang=jv", "lang=xx") + ("&" if "?" in address else "?") + "lang=en",
                      status, code) if "lang" not in address else told  # fmt: skip
    assert english["title"] in {PROBLEMS[code].titles["en"], told["title"]}
    if status == 422:
        assert told["errors"]
        assert told["errors"][0]["parameter"] in told["detail"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_is_only_read(client: Client, method: str) -> None:
    problem(client, "/api/v1/editions", 405, "method-not-allowed", method)
    problem(client, "/api/v1/nowhere", 405, "method-not-allowed", method)


def test_our_own_failure_is_a_problem_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        message = "secret path"
        raise RuntimeError(message)

    monkeypatch.setattr(results, "_results", broken)
    told = problem(client, "/api/v1/results", 500, "internal-error")
    assert "secret" not in str(told)


def test_hostile_words_come_back_as_words(client: Client) -> None:
    told = problem(client, "/api/v1/editions/<script>alert(1)", 404, "unknown-edition")
    assert "<script>alert(1)" in told["detail"]
    assert client.get("/api/v1/editions/x")["X-Content-Type-Options"] == "nosniff"


def test_every_problem_stands_in_both_languages() -> None:
    for kind in PROBLEMS.values():
        assert set(kind.titles) == set(kind.details) == {"id", "en"}
