"""Cycles on screen: the centre prepares, opens, moves deadlines and closes; nobody else."""

import pytest
from django.test import Client
from django.utils.timezone import localtime
from ikpweb.audit.models import Entry
from ikpweb.collection.models import Cycle

from web.tests.collecting import opened
from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db

GIVEN = {
    "code": "ikp-2027",
    "title_id": "IKP 2027",
    "title_en": "IKP 2027 (en)",
    "edition": "2024",
    "registry_date": "2026-12-01",
    "period_from": "2024-01-01",
    "period_to": "2026-12-31",
    "due_entry": "2027-03-01",
    "due_province": "2027-03-15",
    "due_centre": "2027-04-01",
    "training": "on",
}


@pytest.fixture
def centre(client: Client) -> Client:
    return signed_in(client, member("head", "0"))


def test_the_centre_prepares_and_opens(centre: Client) -> None:
    page = centre.post("/kantor/putaran/baru/", GIVEN, follow=True)
    assert page.status_code == 200
    cycle = Cycle.objects.get(pk="ikp-2027")
    assert (cycle.stage, cycle.training) == (Cycle.Stage.DRAFT, True)
    assert f"{localtime(cycle.due_entry):%Y-%m-%d %H:%M:%S}" == "2027-03-01 23:59:59"
    page = centre.post("/kantor/putaran/ikp-2027/buka/", follow=True)
    assert "Putaran dibuka untuk 552 kantor." in page.content.decode()
    assert "SINTETIS" in page.content.decode()
    assert cycle.submissions.count() == 552


def test_opening_twice_changes_nothing(centre: Client) -> None:
    cycle = opened()
    digest = cycle.form_digest
    centre.post(f"/kantor/putaran/{cycle.pk}/buka/")
    cycle.refresh_from_db()
    assert (cycle.form_digest, cycle.submissions.count()) == (digest, 552)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code": "IKP 2027"}, "huruf kecil, angka"),
        ({"period_to": "2023-01-01"}, "berakhir sebelum dimulai"),
        ({"due_province": "2027-01-01"}, "harus berurutan"),
        ({"edition": "pilkada-2024"}, ""),
        ({"registry_date": "tanggal"}, ""),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(centre: Client, change: dict[str, str], sentence: str) -> None:
    page = centre.post("/kantor/putaran/baru/", {**GIVEN, **change})
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Cycle.objects.exists()


def test_deadlines_move_and_the_log_keeps_the_old_ones(centre: Client) -> None:
    cycle = opened()
    before = cycle.due_entry
    moved = {"due_entry": "2027-03-05", "due_province": "2027-04-05", "due_centre": "2027-05-05"}
    assert centre.post(f"/kantor/putaran/{cycle.pk}/batas/", moved).status_code == 302
    cycle.refresh_from_db()
    assert cycle.due_entry.isoformat().startswith("2027-03-05")
    entry = Entry.objects.filter(action="cycle.deadlines-moved").get()
    assert entry.detail["before"]["due_entry"] == before.isoformat()


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        ("2027-03-01", "2027-03-01 23:59:59"),
        ("2027-03-01T16:00", "2027-03-01 16:00:59"),
        ("2027-03-01T16:00:30", "2027-03-01 16:00:30"),
    ],
)
def test_a_deadline_is_a_day_or_a_minute_of_it(centre: Client, given: str, moment: str) -> None:
    cycle = opened()
    moved = {"due_entry": given, "due_province": "2027-04-05", "due_centre": "2027-05-05"}
    assert centre.post(f"/kantor/putaran/{cycle.pk}/batas/", moved).status_code == 302
    cycle.refresh_from_db()
    assert f"{localtime(cycle.due_entry):%Y-%m-%d %H:%M:%S}" == moment
    page = centre.get(f"/kantor/putaran/{cycle.pk}/").content.decode()
    assert f'value="{localtime(cycle.due_entry):%Y-%m-%dT%H:%M}"' in page


@pytest.mark.parametrize("given", ["2027-02-30", "2027-03-01T25:00", "besok", ""])
def test_a_deadline_that_is_none_is_refused(centre: Client, given: str) -> None:
    cycle = opened()
    moved = {"due_entry": given, "due_province": "2027-04-05", "due_centre": "2027-05-05"}
    assert centre.post(f"/kantor/putaran/{cycle.pk}/batas/", moved).status_code == 422


def test_deadlines_in_the_wrong_order_are_refused(centre: Client) -> None:
    cycle = opened()
    moved = {"due_entry": "2027-06-05", "due_province": "2027-04-05", "due_centre": "2027-05-05"}
    assert centre.post(f"/kantor/putaran/{cycle.pk}/batas/", moved).status_code == 422


def test_a_closed_cycle_takes_no_entries(centre: Client) -> None:
    cycle = opened()
    asked = centre.get(f"/kantor/putaran/{cycle.pk}/").content.decode()
    assert "tidak dapat dibuka lagi" in asked  # the button that closes stands under this sentence
    assert "/pembekuan/" not in asked
    after = centre.post(f"/kantor/putaran/{cycle.pk}/tutup/", follow=True).content.decode()
    assert f'href="/kantor/verifikasi/{cycle.pk}/pembekuan/"' in after  # what comes next
    cycle.refresh_from_db()
    assert cycle.stage == Cycle.Stage.CLOSED


@pytest.mark.parametrize(("role", "office"), [("head", "15"), ("enterer", "0"), ("observer", "0")])
def test_nobody_else_runs_cycles(client: Client, role: str, office: str) -> None:
    cycle = opened()
    signed_in(client, member(role, office))
    assert client.get("/kantor/putaran/baru/").status_code == 403  # no form that is refused once it is filled in
    assert client.post("/kantor/putaran/baru/", GIVEN).status_code == 403
    assert client.post(f"/kantor/putaran/{cycle.pk}/tutup/").status_code == 403
    cycle.refresh_from_db()
    assert cycle.stage == Cycle.Stage.OPEN


def test_the_page_of_a_cycle_speaks_english(centre: Client) -> None:
    cycle = opened()
    page = " ".join(centre.get(f"/en/kantor/putaran/{cycle.pk}/").content.decode().split())
    assert "Province: 61 indicators asked; Regencies and cities: 61 indicators asked" in page
    assert "opened on" in page
