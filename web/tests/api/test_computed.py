"""Results before a release: who sees which computation, and of whose units what the score rests on."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from ikpweb.accounts.members import Member
from ikpweb.api.services import make
from ikpweb.runs.models import Computation

from web.tests.api.computing import computation_of
from web.tests.collecting import opened
from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/office/computations"


@pytest.fixture
def real() -> Computation:
    """Give a computation of what was accepted so far in a cycle that is no exercise."""
    cycle = opened()
    type(cycle).objects.filter(pk=cycle.pk).update(training=False)
    cycle.refresh_from_db()
    return computation_of(cycle)


def keyed(who: Member, area: str = "results") -> dict[str, Any]:
    _key, text = make("Dasbor", [area], timezone.now() + timedelta(days=9), actor=who)
    return {"Authorization": f"Bearer {text}"}


def test_the_centre_reads_scores_with_intervals_before_a_release(client: Client, real: Computation) -> None:
    headers = keyed(member("analyst", "0"))
    (listed,) = client.get(ADDRESS, headers=headers).json()["rows"]
    assert (listed["number"], listed["cycle"], listed["frozen"]) == (real.pk, "latihan", False)
    assert [(run["level"], run["reading"]) for run in listed["runs"]] == [("regency", "own"), ("province", "own")]
    one = client.get(f"{ADDRESS}/{real.pk}", headers=headers).json()
    assert one["coverage"] == {"regency": {"cells": {"used": 1625}}}
    told = client.get(f"{ADDRESS}/{real.pk}/results", headers=headers).json()
    assert (told["total"], told["level"], told["label"]) == (3, "regency", None)
    first, second, last = told["rows"]
    assert (first["unit"], first["score"], first["rank"], first["category"]) == ("15.71", 69.0, 1, "sedang")
    assert first["parts"] == {"SP": 60.0, "PP": None}
    assert first["interval"]["chances"] == {"sedang": 0.75, "tinggi": 0.25}
    assert (first["interval"]["score_low"], first["interval"]["rank_high"]) == (61.0, 2.0)
    assert second["interval"] is None  # nobody computed how sure it is
    assert (last["unit"], last["score"], last["rank"], last["reason"]) == ("15.72", None, None, "not_reported")


@pytest.mark.parametrize(
    ("rest", "units"),
    [
        ("level=province", ["15"]),
        ("unit=16.71", ["16.71"]),
        ("parent=15", ["15.71", "15.72"]),
        ("category=sedang", ["15.71", "16.71"]),
        ("offset=1&limit=1", ["16.71"]),
    ],
)
def test_results_are_filtered_and_come_in_parts(client: Client, real: Computation, rest: str, units: list[str]) -> None:
    told = client.get(f"{ADDRESS}/{real.pk}/results?{rest}", headers=keyed(member("head", "0"))).json()
    assert [row["unit"] for row in told["rows"]] == units


def test_offices_wait_for_the_freeze_and_see_what_their_own_scores_rest_on(client: Client, real: Computation) -> None:
    head = keyed(member("head", "15"))
    closed = client.get(f"{ADDRESS}/{real.pk}/results", headers=head)
    assert (closed.status_code, closed.json()["code"]) == (404, "unknown-computation")
    assert client.get(f"{ADDRESS}/{real.pk}", headers=head).status_code == 404
    assert client.get(ADDRESS, headers=head).json() == {"rows": [], "total": 0}
    Computation.objects.update(frozen=True)
    rows = client.get(f"{ADDRESS}/{real.pk}/results", headers=head).json()["rows"]
    rests = {row["unit"]: row["contributions"] for row in rows}
    assert rests == {"15.71": {"I01": 12.5}, "15.72": {}, "16.71": None}
    (own,) = client.get(f"{ADDRESS}/{real.pk}/results?unit=15.71", headers=keyed(member("head", "15.71"))).json()[
        "rows"
    ]
    assert own["contributions"] == {"I01": 12.5}


def test_who_enters_and_who_verifies_sees_none(client: Client, real: Computation) -> None:
    Computation.objects.update(frozen=True)
    for role, office in (("enterer", "15.71"), ("verifier", "15")):
        signed_in(client, member(role, office))
        assert client.get(ADDRESS).json()["total"] == 0, role
        assert client.get(f"{ADDRESS}/{real.pk}/results").status_code == 404, role
    signed_in(client, member("observer", "16"))
    assert client.get(ADDRESS).json()["total"] == 1


def test_a_key_for_something_else_does_not_open_it(client: Client, real: Computation) -> None:
    headers = keyed(member("head", "0"), "watch")
    for path in ("", f"/{real.pk}", f"/{real.pk}/results"):
        assert client.get(ADDRESS + path, headers=headers).json()["code"] == "key-not-for-this"


def test_training_stands_apart_and_says_so(client: Client) -> None:
    made = computation_of(opened())
    headers = keyed(member("head", "15.72"))
    assert client.get(ADDRESS, headers=headers).json()["total"] == 0
    assert client.get(f"{ADDRESS}?training=true", headers=headers).json()["total"] == 1
    assert client.get(f"{ADDRESS}/{made.pk}/results", headers=headers).json()["label"] == "SINTETIS"


@pytest.mark.parametrize("rest", ["level=village", "level=province&reading=regencies"])
def test_what_was_not_computed_is_said(client: Client, real: Computation, rest: str) -> None:
    answer = client.get(f"{ADDRESS}/{real.pk}/results?{rest}&lang=en", headers=keyed(member("head", "0")))
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown-run")


def test_a_country_in_one_answer_asks_the_database_little(
    client: Client, real: Computation, django_assert_max_num_queries: Any
) -> None:
    signed_in(client, member("head", "0"))
    with django_assert_max_num_queries(12):
        client.get(f"{ADDRESS}/{real.pk}/results?limit=600")
