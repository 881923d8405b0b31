"""Computations on screen: to whom they are shown, down to the items, and never to the public."""

import json

import pytest
from django.test import Client
from ikpweb.accounts.members import Member
from ikpweb.collection.models import Cycle, Declaration, Event, State
from ikpweb.runs.models import Computation
from ikpweb.runs.services import compute_cycle

from web.tests.collecting import filled, opened
from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst() -> Member:
    return member("analyst", "0")


@pytest.fixture
def computed(analyst: Member) -> Computation:
    cycle = opened()
    for code in ("15", "15.71", "15.72"):
        filled(cycle, member("enterer", code), events=3)
    for kind in (Declaration, Event):
        kind.objects.filter(submission__cycle=cycle).update(state=State.ACCEPTED)
    return compute_cycle(cycle, actor=analyst)


def test_an_analyst_computes_with_a_click(client: Client, analyst: Member) -> None:
    cycle = opened()
    signed_in(client, analyst)
    assert "Belum ada perhitungan" in client.get("/kantor/perhitungan/").content.decode()
    answer = client.post("/kantor/perhitungan/baru/", {"cycle": cycle.pk})
    made = Computation.objects.get()
    assert answer["Location"] == f"/kantor/perhitungan/{made.pk}/"


@pytest.mark.parametrize(
    "query", ["", "?tingkat=province", "?tingkat=province&bacaan=regencies", "?warna=score&cari=jambi"]
)
def test_map_counts_and_ranking(client: Client, analyst: Member, computed: Computation, query: str) -> None:
    signed_in(client, analyst)
    for language in ("", "/en"):
        page = client.get(f"{language}/kantor/perhitungan/{computed.pk}/{query}")
        assert page.status_code == 200
        text = page.content.decode()
        assert text.count('class="hex ') == (38 if "province" in query else 514)
        assert "SINTETIS" in text


def test_a_search_without_a_hit_says_so_and_what_is_not_counted_has_words(client: Client, analyst: Member) -> None:
    cycle = opened()
    filled(cycle, member("enterer", "15.71"), events=1)
    Event.objects.update(state=State.REJECTED)
    made = compute_cycle(cycle, actor=analyst)
    signed_in(client, analyst)
    page = client.get(f"/kantor/perhitungan/{made.pk}/?cari=tidak-ada").content.decode()
    assert "Tidak ada daerah yang cocok." in page
    assert "kejadian ditolak 1" in page
    assert "event-rejected" not in page


def test_older_computations_are_on_further_pages(client: Client, analyst: Member, computed: Computation) -> None:
    kept = {name: getattr(computed, name) for name in ("cycle", "made_by", "made_at", "input_digest", "engine_version")}
    Computation.objects.bulk_create(Computation(**kept) for _number in range(50))
    page = signed_in(client, analyst).get("/kantor/perhitungan/").content.decode()
    assert "hal=2" in page
    assert page.count('<th scope="row">') == 50


def test_a_score_is_followed_down_to_its_events(client: Client, analyst: Member, computed: Computation) -> None:
    signed_in(client, analyst)
    text = client.get(f"/kantor/perhitungan/{computed.pk}/daerah/15.71/").content.decode()
    assert text.count("Telanaipura") == 3
    text = client.get(f"/kantor/perhitungan/{computed.pk}/daerah/15/?bacaan=regencies").content.decode()
    assert text.count("Kota Jambi") == 1


def test_scores_as_files(client: Client, analyst: Member, computed: Computation) -> None:
    signed_in(client, analyst)
    document = json.loads(client.get(f"/kantor/perhitungan/{computed.pk}/skor.json").content)
    rows = {row["unit"]: row for row in document["rows"]}
    assert rows["15.71"]["total"] > 0
    assert (rows["15.01"]["total"], rows["15.01"]["lacking"]) == (None, "not_reported")
    assert document["about"]["input"] == computed.input_digest
    assert {row["label"] for row in document["rows"]} == {"SINTETIS"}


def test_two_computations_compared(client: Client, analyst: Member, computed: Computation) -> None:
    Event.objects.filter(submission__office="15.71").update(state=State.REJECTED)
    again = compute_cycle(Cycle.objects.get(), actor=analyst)
    signed_in(client, analyst)
    text = client.get(f"/kantor/perhitungan/{again.pk}/banding/?dengan={computed.pk}").content.decode()
    assert "513 dari 514 daerah tidak berubah" in text
    assert text.count("/daerah/15.71/") == text.count('<th scope="row"><a') == 1
    assert "Masukannya berbeda" in text
    assert client.get(f"/kantor/perhitungan/{again.pk}/banding/?dengan=abc").status_code == 404
    same = compute_cycle(Cycle.objects.get(), actor=analyst)
    text = client.get(f"/kantor/perhitungan/{same.pk}/banding/?dengan={again.pk}").content.decode()
    assert "Tidak ada skor yang berubah." in text


def test_items_are_for_the_office_and_those_above(client: Client, computed: Computation) -> None:
    signed_in(client, member("head", "16"))
    page = client.get(f"/kantor/perhitungan/{computed.pk}/daerah/15.71/")
    assert page.status_code == 200
    assert "Telanaipura" not in page.content.decode()


def test_what_is_not_frozen_and_no_training_is_for_the_centre_alone(client: Client, computed: Computation) -> None:
    Cycle.objects.update(training=False)
    signed_in(client, member("head", "15"))
    assert client.get(f"/kantor/perhitungan/{computed.pk}/").status_code == 404
    assert client.get(f"/kantor/perhitungan/{computed.pk}/daerah/15.71/").status_code == 404
    assert client.get(f"/kantor/perhitungan/{computed.pk}/skor.csv").status_code == 404


def test_the_public_is_sent_to_the_sign_in(client: Client, computed: Computation) -> None:
    assert client.get(f"/kantor/perhitungan/{computed.pk}/").status_code == 302
    assert client.get(f"/kantor/perhitungan/{computed.pk}/skor.csv").status_code == 302
