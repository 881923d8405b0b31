"""The screens of plans, in both languages: asking, waiting, the plan, an item, files and pictures."""

import csv
import io

import pytest
from django.core.management import call_command
from django.test import Client
from ikpweb.accounts.members import Member
from ikpweb.prevention.plans.clock import every
from ikpweb.prevention.plans.computing import compute_waiting
from ikpweb.prevention.plans.forms import expanded, places_for
from ikpweb.prevention.plans.models import ItemState, Plan, PlanItem, PlanState
from ikpweb.prevention.register.models import Action
from ikpweb.watch.models import Alarm

from web.tests.factories import member, signed_in
from web.tests.prevention.plans.planning import CAMPAIGN, PROVINCE, computed, first, form_of, proposed
from web.tests.watch.reporting import watched

pytestmark = pytest.mark.django_db

HOME = "/kantor/pencegahan/usulan/"


@pytest.fixture
def head(client: Client) -> Member:
    who = member("head", PROVINCE)
    signed_in(client, who)
    return who


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    text = answer.content.decode()
    assert " style=" not in text
    return text


def test_from_the_question_to_the_plan(client: Client, head: Member) -> None:
    assert "Belum ada usulan rencana" in said(client, HOME)
    assert "Biaya per hari orang" in said(client, f"{HOME}baru/?daerah=15.71,99")
    sent = form_of(units=[PROVINCE])
    answers = [client.post(f"{HOME}baru/", sent) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {f"{HOME}{Plan.objects.get().pk}/"}
    plan = Plan.objects.get()
    assert (plan.asked["budget"], plan.asked["day_rate"], plan.asked["main"]) == (20_000_000, 500_000, 0.1)
    waiting = said(client, f"{HOME}{plan.pk}/")
    assert "data-wait" in waiting
    assert client.get(f"{HOME}{plan.pk}/keadaan/").json() == {"state": "waiting", "done": 0, "of": 1}
    assert compute_waiting()
    assert client.get(f"{HOME}{plan.pk}/keadaan/").json()["state"] == "ready"
    for language, words in (
        ("", ["Risiko terbesar dahulu", "Yang dianggap", "skor dimensi", "Rp20.000.000"]),
        ("/en", ["Largest risk first", "What is assumed", "dimension scores", "Rp20,000,000"]),
    ):
        text = said(client, f"{language}{HOME}{plan.pk}/")
        assert all(word in text for word in words), language
        assert plan.result.input_digest in text
    assert f"#{plan.pk}" in said(client, HOME)


def test_what_is_wrong_stands_at_its_field(client: Client, head: Member) -> None:
    answer = client.post(f"{HOME}baru/", form_of(budget="banyak", units=[], kinds=[]))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "misalnya 50.000.000" in text
    assert not Plan.objects.exists()


def test_an_item_says_why_and_leads_down_the_chain(client: Client, head: Member) -> None:
    plan = computed(head, calendar="pemilu-2024", start=CAMPAIGN, horizon=40)
    item = first(plan)
    text = said(client, f"{HOME}{plan.pk}/{item.pk}/")
    assert f"/indikator/{item.why['drivers'][0]['indicator']}/" in text
    assert f"/tindakan/{item.action}/" in text
    assert "/tahapan/" in text
    assert "sedang berjalan" in text or "hari setelah hari mulai" in text
    assert f"/daerah/{PROVINCE}/" in text
    assert "brings" in said(client, f"/en{HOME}{plan.pk}/{item.pk}/")


def test_changed_accepted_refused_taken_out_and_added(client: Client, head: Member) -> None:
    plan = computed(head)
    one, two, three = list(plan.items.all())[:3]

    def send(item: PlanItem, **told: object) -> int:
        return client.post(f"{HOME}{plan.pk}/{item.pk}/langkah/", told).status_code

    assert send(one, move="accept", seen=1) == 302
    assert send(two, move="refuse", seen=1, reason="tidak") == 422
    assert send(two, move="refuse", seen=1, reason="Sudah dikerjakan instansi lain.") == 302
    assert send(three, move="take-out", seen=1) == 302
    assert send(three, move="take-out", seen=0) == 409
    assert send(three, move="fly", seen=1) == 404
    changed = {"move": "change", "seen": 2, "owner": head.person.pk, "due": "2099-01-01"}
    assert send(three, **changed) == 422
    assert send(three, move="put-back", seen=2) == 302
    assert send(three, **{**changed, "seen": 3}) == 302
    states = dict(plan.items.values_list("pk", "state"))
    assert [states[each.pk] for each in (one, two, three)] == ["accepted", "refused", "proposed"]
    added = client.post(f"{HOME}{plan.pk}/tambah/", {"daerah": PROVINCE, "tindakan": "nothing"})
    assert added.status_code == 422
    assert "<option value=" in said(client, f"{HOME}{plan.pk}/tambah/")
    text = said(client, f"{HOME}{plan.pk}/?status=refused")
    assert text.count('class="refused"') == 1
    assert "Setelah diubah" in text


def test_many_are_accepted_by_ticking_or_all(client: Client, head: Member) -> None:
    plan = computed(head)
    address = f"{HOME}{plan.pk}/terima/"
    assert client.post(address, {}).status_code == 422
    item = first(plan)
    assert client.post(address, {"item": [f"{item.pk}:1", "x", "1:2:3"]}).status_code == 302
    assert Action.objects.count() == 1
    assert client.post(address, {"semua": "ya"}).status_code == 302
    assert Action.objects.count() == plan.items.filter(state=ItemState.ACCEPTED).count() == plan.items.count()


def test_computed_again_with_the_changes_and_compared(client: Client, head: Member) -> None:
    plan = computed(head)
    item = first(plan)
    client.post(f"{HOME}{plan.pk}/{item.pk}/langkah/", {"move": "take-out", "seen": 1})
    sent = {"client": form_of()["client"]}
    answers = {client.post(f"{HOME}{plan.pk}/lagi/", sent)["Location"] for _ in range(2)}
    assert len(answers) == 1
    compute_waiting()
    other = Plan.objects.order_by("-pk")[0]
    assert (other.after_id, other.items.filter(action=item.action).exists()) == (plan.pk, False)
    text = said(client, f"{HOME}{plan.pk}/banding/?dengan={other.pk}")
    assert "Hanya pada" in text
    assert said(client, f"{HOME}{plan.pk}/banding/?dengan={plan.pk}", 404)
    assert said(client, f"{HOME}{plan.pk}/banding/?dengan=x", 404)


def test_a_failed_and_an_empty_plan_say_why(client: Client, head: Member) -> None:
    failed = computed(head, calendar="pemilu-2024")
    assert failed.state == PlanState.FAILED
    assert "Tidak ada tahapan" in said(client, f"{HOME}{failed.pk}/")
    assert "No stage" in said(client, f"/en{HOME}{failed.pk}/")
    empty = computed(head, budget=1000, capacity=0.5)
    text = said(client, f"{HOME}{empty.pk}/")
    assert "tidak cukup untuk satu pun tindakan" in text
    assert "tindakan teringan" in text


def test_files_and_pictures(client: Client, head: Member) -> None:
    plan = computed(head)
    rows = list(csv.DictReader(io.StringIO(client.get(f"{HOME}{plan.pk}/usulan.csv").content.decode())))
    assert len(rows) == plan.items.count()
    assert {row["unit"] for row in rows} == {PROVINCE}
    assert client.get(f"{HOME}{plan.pk}/usulan.xlsx").content[:2] == b"PK"
    for name in ("manfaat", "anggaran", "skor"):
        for wide in ("", "?lebar=sempit"):
            drawn = client.get(f"{HOME}{plan.pk}/gambar/{name}.svg{wide}")
            assert drawn.status_code == 200
            assert drawn.content.startswith(b"<svg")
    assert client.get(f"{HOME}{plan.pk}/gambar/entah.svg").status_code == 404


@pytest.mark.parametrize(
    ("role", "where", "sees"),
    [("observer", PROVINCE, True), ("head", "0", True), ("head", "31.71", False), ("head", "16", False)],
)
def test_who_sees_it_and_who_is_offered_what(client: Client, role: str, where: str, sees: bool) -> None:
    plan = computed(member("head", PROVINCE))
    signed_in(client, member(role, where))
    text = said(client, f"{HOME}{plan.pk}/", 200 if sees else 404)
    assert "Terima semua" not in text
    assert (f"#{plan.pk}" in said(client, HOME)) == sees


def test_the_api_reads_plans(client: Client, head: Member) -> None:
    plan = computed(head)
    listed = client.get("/api/v1/office/plans").json()
    assert (listed["total"], listed["plans"][0]["items"]) == (1, plan.items.count())
    told = client.get(f"/api/v1/office/plans/{plan.pk}").json()
    assert told["input_digest"] == plan.result.input_digest
    assert len(told["proposals"]) == plan.items.count()
    assert client.get("/api/v1/office/plans/99999").json()["code"] == "unknown-plan"


def test_the_clock_stops_with_its_parent() -> None:
    import threading

    every(0.0, threading.Event(), parent=1)


@pytest.mark.parametrize(
    ("role", "where", "offered"),
    [("head", "31", True), ("head", "0", True), ("observer", "31", False), ("head", "31.71", False)],
)
def test_a_profile_offers_a_plan_to_who_may_ask(client: Client, role: str, where: str, offered: bool) -> None:
    signed_in(client, member(role, where))
    link = "/kantor/pencegahan/usulan/baru/?daerah=31"
    assert (link in said(client, "/daerah/31/")) == offered
    if offered:
        assert 'value="31"' in said(client, link)


def test_nobody_else_is_offered_a_plan(client: Client) -> None:
    assert "/usulan/baru/" not in said(client, "/daerah/31/")


def test_an_alarm_offers_a_plan(client: Client) -> None:
    watched()
    alarm = Alarm.objects.get()
    signed_in(client, member("head", "15.71"))
    assert "/usulan/baru/" not in said(client, f"/kantor/alarm/{alarm.pk}/")  # made up
    Alarm.objects.update(training=False)
    assert "/usulan/baru/?daerah=15.71" in said(client, f"/kantor/alarm/{alarm.pk}/")


def test_the_centre_chooses_many_at_once() -> None:
    centre = member("head", "0")
    regencies = expanded(centre, ["regency"])
    assert (len(regencies), len(expanded(centre, ["province"]))) == (514, 38)
    jakarta = expanded(centre, ["under:31"])
    assert set(jakarta) == {"31", "31.01", "31.71", "31.72", "31.73", "31.74", "31.75"}
    assert ("15.71", "Kota Jambi") in places_for(centre, ["15.71"])
    assert {code for code, _name in places_for(member("head", "31"))} == set(jakarta)


def test_the_command_computes_what_waits(capsys: pytest.CaptureFixture[str]) -> None:
    plan = proposed(member("head", PROVINCE))
    call_command("plans")
    assert f"{plan.pk} (kantor {PROVINCE}): siap" in capsys.readouterr().out
