"""The public ledger of forecasts, and the projection of the coming weeks for members (all *SINTETIS*)."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from ikpweb.audit.actor import SYSTEM
from ikpweb.watch.computing import compute_watch
from ikpweb.watch.models import Asking, ForecastRound
from ikpweb.watch.selectors.rounds import Bin, alarm_bins, rounds, standings
from ikpweb.watch.settling import settle_editions

from web.tests.factories import member, signed_in
from web.tests.watch.reporting import few, stream, today

pytestmark = pytest.mark.django_db

Topic = ForecastRound.Topic


@pytest.fixture
def played() -> None:
    """Let a forecast be said a week ago, and scored today."""
    few()
    stream(weeks=30, last=4)
    compute_watch(as_of=today() - timedelta(7), training=True, actor=SYSTEM)
    compute_watch(training=True, actor=SYSTEM)


def rows(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(client.get(address).content.decode("utf-8-sig"))))


def test_the_ledger_shows_hits_calibration_and_skill_to_everybody(client: Client, played: None) -> None:
    for language, word in (("/", "Histogram PIT"), ("/en/", "PIT histogram")):
        text = client.get(f"{language}buku-besar/?data=latihan").content.decode()
        assert "SINTETIS" in text
        assert word in text
        assert text.count('class="calibration"') == 2
        assert "Jambi" not in text
        assert " style=" not in text
    told = rows(client, "/buku-besar/prakiraan.csv?data=latihan")
    assert {row["topic"] for row in told} == {"week", "stage"}
    scored = [row for row in told if row["n"]]
    assert [row["n"] for row in scored] == ["28"]
    assert float(scored[0]["score_climatology"]) > 0
    assert {row["label"] for row in told} == {"SINTETIS"}
    assert rows(client, "/buku-besar/prakiraan.csv") == []


def test_a_round_names_no_unit_where_its_reports_are_not_public(client: Client, played: None) -> None:
    week = ForecastRound.objects.filter(topic=Topic.WEEK).earliest("said_on")
    for language in ("/", "/en/"):
        text = client.get(f"{language}buku-besar/{week.pk}/").content.decode()
        assert "SINTETIS" in text
        assert text.count("<tr>") >= 29
        assert "Jambi" not in text
        assert "15.71" not in text
    told = rows(client, f"/buku-besar/{week.pk}.csv")
    assert len(told) == 28
    assert "unit" not in told[0]
    assert {row["hit"] for row in told} <= {"true", "false"}
    assert client.get("/buku-besar/999999/").status_code == 404
    stage = ForecastRound.objects.filter(topic=Topic.STAGE).first()
    assert stage is not None
    assert sum(
        float(value) for name, value in rows(client, f"/buku-besar/{stage.pk}.csv")[0].items() if name[:2] == "p_"
    ) == pytest.approx(1)


def test_the_projection_of_the_next_edition_is_in_the_ledger_by_name(client: Client) -> None:
    made, _ = settle_editions(actor=SYSTEM)
    assert made is not None
    for language, word in (("/", "edisi berikutnya terbit"), ("/en/", "next edition")):
        text = client.get(f"{language}buku-besar/{made.pk}/").content.decode()
        assert "Jambi" in text
        assert word in text
    assert len(rows(client, f"/buku-besar/{made.pk}.csv")) == 38
    assert client.get("/buku-besar/").content.decode().count(f"/buku-besar/{made.pk}/") == 1


def test_members_see_the_projection_of_their_own_units(client: Client, played: None) -> None:
    signed_in(client, member("head", "15"))
    for language, word in (("/", "di luar wilayah Anda"), ("/en/", "outside your")):
        text = client.get(f"{language}kantor/alarm/proyeksi/?data=latihan&jenis=criminal").content.decode()
        assert word in text
        assert "SINTETIS" in text
        assert text.count('scope="row"') == 11  # of Jambi's regencies and cities
        assert text.count('class="hex s') == 11
        assert " style=" not in text
    told = rows(client, "/kantor/alarm/proyeksi.csv?data=latihan&jenis=criminal")
    assert len(told) == 11
    assert {row["label"] for row in told} == {"SINTETIS"}
    one = told[0]  # the likeliest comes first
    assert one["unit"] == "15.71"
    assert sum(float(one[name]) for name in one if name.startswith("p_")) == pytest.approx(1, abs=1e-4)
    assert float(one["some_persistence"]) > float(told[1]["some_persistence"])
    signed_in(client, member("head", "16.71"))
    assert [row["unit"] for row in rows(client, "/kantor/alarm/proyeksi.csv?data=latihan&jenis=criminal")] == ["16.71"]
    text = client.get("/kantor/alarm/proyeksi/?data=latihan&cari=zzz").content.decode()
    assert "Tidak ada daerah yang cocok" in text
    assert "Belum ada proyeksi" in client.get("/kantor/alarm/proyeksi/").content.decode()
    series = client.get("/kantor/deret/16.71/criminal/?data=latihan").content.decode()
    assert "/buku-besar/" in series  # the next week's forecast, with its place in the ledger


def test_asking_twice_is_one_and_the_board_says_how_far_it_is(client: Client) -> None:
    few()
    stream()
    signed_in(client, member("analyst", "0"))
    for _ in range(2):
        answer = client.post("/kantor/alarm/hitung/", {"data": "latihan"})
        assert (answer.status_code, answer["Location"]) == (302, "/kantor/alarm/?data=latihan")
    assert Asking.objects.count() == 1
    text = client.get("/kantor/alarm/?data=latihan").content.decode()
    assert "data-asked=" in text
    assert "Hitung sekarang" not in text
    told = client.get("/kantor/alarm/hitungan/?data=latihan").json()
    assert told == {"going_on": True, "done": 0, "of": 7, "step": "menunggu giliran"}
    Asking.objects.update(state="failed", said="killed")
    assert "berkali-kali terputus" in client.get("/kantor/alarm/?data=latihan").content.decode()
    assert client.get("/kantor/alarm/hitungan/?data=latihan").json()["going_on"] is False
    signed_in(client, member("head", "15"))
    assert client.post("/kantor/alarm/hitung/", {"data": "latihan"}).status_code == 403


def test_skill_and_calibration_by_hand() -> None:
    def made(n: int, score: float, plain: float) -> dict[str, object]:
        return {"n": n, "hits": n // 2, "score": score, "baselines": {"climatology": plain},
                "events": [[0.1 * n, 0, n]] + [[0.0, 0, 0]] * 9}  # fmt: skip

    from ikpweb.watch.models import RoundScore

    for place in range(9):
        round_ = ForecastRound.objects.create(
            topic=Topic.EDITION,
            key=f"after:x:{place}",
            said_on=today(),
            method="stack",
            count=10,
            engine_version="0",
            digest=f"{place:064d}",
            made_at="2026-01-01T00:00Z",
        )
        if place:
            summary = made(10, 0.5 + 0.01 * place, 1.0)
            RoundScore.objects.create(round=round_, summary=summary, came_on=today(), at="2026-01-02T00:00Z")
    (standing,) = standings(list(rounds(training=False)))
    assert (standing.said, standing.scored, standing.n, standing.hits) == (9, 8, 80, 40)
    (skill,) = standing.skills
    assert skill.value == pytest.approx(100 * (1 - 0.545))
    assert skill.low is not None
    assert skill.high is not None
    assert skill.low < skill.value < skill.high
    (one,) = standing.bins
    assert isinstance(one, Bin)
    assert (one.said, one.came, one.n) == (pytest.approx(10), 0, 80)
    assert one.low > 0  # true probabilities of ten percent would have come some time
    assert alarm_bins([]) == []
