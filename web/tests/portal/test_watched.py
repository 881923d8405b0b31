"""The watch on screen: the board, a series, an alarm from its first look to its outcome, and the public ledger."""

import csv
from io import StringIO

import pytest
from django.test import Client
from ikpweb.kit.charts.render import render
from ikpweb.portal.charts.series import Week, series
from ikpweb.watch.models import Alarm, AlarmState, LedgerEntry, LedgerOutcome

from web.tests.factories import member, signed_in
from web.tests.watch.reporting import watched

pytestmark = pytest.mark.django_db

BOARD = "kantor/alarm/?data=latihan"


@pytest.fixture
def alarm() -> Alarm:
    watched()
    return Alarm.objects.get()


def moved(client: Client, alarm: Alarm, move: str, **told: str) -> int:
    alarm.refresh_from_db()
    answer = client.post(f"/kantor/alarm/{alarm.pk}/langkah/", {"move": move, "seen": str(alarm.version), **told})
    return answer.status_code


def test_the_board_shows_the_planted_jump_in_both_languages(client: Client, alarm: Alarm) -> None:
    signed_in(client, member("head", "15"))
    for language in ("/", "/en/"):
        text = client.get(f"{language}{BOARD}").content.decode()
        assert "SINTETIS" in text
        assert text.count('class="small-series"') == 1
        assert text.count('<use href="#h" class="hex tinggi"') == 1
        assert f"/kantor/alarm/{alarm.pk}/" in text
        assert " style=" not in text


def test_nothing_yet_is_said(client: Client) -> None:
    signed_in(client, member("head", "0"))
    text = client.get("/kantor/alarm/").content.decode()
    assert "Belum ada pantauan" in text
    assert "Tidak ada alarm yang menunggu jawaban" in text
    assert "Tidak ada alarm yang cocok" in client.get("/kantor/alarm/?cari=atlantis").content.decode()


def test_an_office_sees_its_own_and_nobody_elses(client: Client, alarm: Alarm) -> None:
    signed_in(client, member("head", "16.71"))
    assert 'class="small-series"' not in client.get(f"/{BOARD}").content.decode()
    assert client.get(f"/kantor/alarm/{alarm.pk}/").status_code == 404
    assert client.get("/kantor/deret/15.71/criminal/?data=latihan").status_code == 404
    assert moved(client, alarm, "assess", reason="Bukan urusan kantor ini.") == 404


def test_the_series_as_page_drawing_and_table(client: Client, alarm: Alarm) -> None:
    signed_in(client, member("head", "15.71"))
    here = "kantor/deret/15.71/criminal"
    for language in ("/", "/en/"):
        text = client.get(f"{language}{here}/?data=latihan").content.decode()
        assert text.count("<tr>") == 21
        assert f"/kantor/alarm/{alarm.pk}/" in text
    assert client.get(f"/{here}.svg?data=latihan").content.startswith(b"<svg")
    assert client.get(f"/{here}.svg?data=latihan&lebar=sempit").content.startswith(b"<svg")
    rows = list(csv.DictReader(StringIO(client.get(f"/{here}.csv?data=latihan").content.decode("utf-8-sig"))))
    assert len(rows) == 20
    assert rows[-1]["observed"] in {"12", "12.0"}
    assert [row["alarm"] for row in rows].count("1") == 1
    assert {row["label"] for row in rows} == {"SINTETIS"}
    assert client.get("/kantor/deret/15.71/other/?data=latihan").status_code == 404


def test_an_alarm_is_assessed_acted_on_and_closed_and_the_ledger_counts_it(client: Client, alarm: Alarm) -> None:
    verifier, head = member("verifier", "15.71"), member("head", "15")
    signed_in(client, verifier)
    page = client.get(f"/kantor/alarm/{alarm.pk}/").content.decode()
    assert 'value="assess"' in page
    assert 'value="close"' not in page
    assert moved(client, alarm, "assess", reason="Sebelas dari dua belas laporan tentang satu kelurahan.") == 302
    assert moved(client, alarm, "act", reason="Pengawasan melekat dan surat imbauan ke kelurahan.") == 302
    assert moved(client, alarm, "close", outcome="confirmed", reason="Saya sendiri yang menutupnya.") == 422
    signed_in(client, head)
    assert moved(client, alarm, "close", outcome="confirmed", reason="Delapan laporan terbukti.", source="SK 1") == 302
    alarm.refresh_from_db()
    assert (alarm.state, alarm.outcome) == (AlarmState.CLOSED, "confirmed")
    assert LedgerOutcome.objects.get(entry__sort="alarm").score["hit"] is True
    client.logout()
    for language in ("/", "/en/"):
        text = client.get(f"{language}buku-besar/?data=latihan").content.decode()
        assert "SINTETIS" in text
        assert "100 %" in text
        assert "Jambi" not in text
    (row,) = csv.DictReader(StringIO(client.get("/buku-besar.csv?data=latihan").content.decode("utf-8-sig")))
    assert (row["outcome"], row["label"]) == ("confirmed", "SINTETIS")
    assert "15.71" not in row.values()


def test_two_at_once_and_a_double_click(client: Client, alarm: Alarm) -> None:
    signed_in(client, member("head", "15.71"))
    told = {"move": "dismiss", "seen": "1", "reason": "Satu acara dilaporkan dua belas kali."}
    assert client.post(f"/kantor/alarm/{alarm.pk}/langkah/", told).status_code == 302
    assert client.post(f"/kantor/alarm/{alarm.pk}/langkah/", told).status_code == 302
    assert alarm.steps.count() == 2
    signed_in(client, member("verifier", "15.71"))
    answer = client.post(f"/kantor/alarm/{alarm.pk}/langkah/", {**told, "reason": "Alasan orang lain sama sekali."})
    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    assert alarm.steps.count() == 2


@pytest.mark.parametrize(
    "told", [{"move": "fly"}, {"move": "close", "outcome": "guilty"}, {"move": "assign", "owner": "0"}]
)
def test_moves_that_are_none(client: Client, alarm: Alarm, told: dict[str, str]) -> None:
    signed_in(client, member("head", "15.71"))
    assert moved(client, alarm, **told) == 404  # type: ignore[arg-type] # one of them is the move


def test_handing_over(client: Client, alarm: Alarm) -> None:
    one, other = member("head", "15.71"), member("verifier", "15.71")
    signed_in(client, one)
    assert moved(client, alarm, "assign", owner=str(other.person.pk)) == 302
    alarm.refresh_from_db()
    assert alarm.owner == other.person


def test_an_empty_ledger_says_so(client: Client) -> None:
    text = client.get("/buku-besar/").content.decode()
    assert "Belum ada alarm yang dicatat" in text


def test_the_drawing_bears_gaps_and_nothing_at_all() -> None:
    weeks = [Week("1 Jan", None), Week("8 Jan", 0.0), Week("15 Jan", 3.0, 4.0, 3.0, 6.0, 2.5, alarm=True)]
    for told in (weeks, [Week("1 Jan", 0.0)], []):
        assert render(series(told, "SINTETIS"), "svg").startswith(b"<svg")


def test_the_profile_names_open_alarms_to_who_may_see_them(client: Client, alarm: Alarm) -> None:
    Alarm.objects.filter(pk=alarm.pk).update(training=False)
    here, said = "/daerah/15.71/", f"/kantor/alarm/{alarm.pk}/"
    assert said not in client.get(here).content.decode()
    signed_in(client, member("head", "16.71"))
    assert said not in client.get(here).content.decode()
    signed_in(client, member("head", "15"))
    assert said in client.get(here).content.decode()
    client.logout()
    assert said not in client.get(here).content.decode()


def test_the_ledger_is_never_an_old_one(client: Client, alarm: Alarm) -> None:
    first = client.get("/buku-besar/").content
    entry = LedgerEntry.objects.get(sort="alarm")
    entry.pk, entry.training, entry.digest, entry.alarm = None, False, "2" * 64, None
    entry.save(force_insert=True)
    assert client.get("/buku-besar/").content != first
