"""Pages of the register: lists, board, calendar, matrix, one action, bulk plan, files to take."""

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from ikpweb.prevention.register.models import Action, Appetite, Risk, Status
from ikpweb.prevention.register.services import change_action

from web.tests.factories import member, signed_in
from web.tests.prevention.register.registering import SAID, added, at, evidence, given, risky, today

pytestmark = pytest.mark.django_db
VIEWS = ("register:home", "register:board", "register:calendar", "register:print")


def text(answer: Any) -> str:
    return answer.content.decode()


def client_of(role: str = "enterer", code: str = "15.71", *more: str) -> Client:
    return signed_in(Client(), member(role, code, *more))


@pytest.mark.parametrize("view", [*VIEWS, "register:risks", "register:appetite"])
def test_an_empty_register_is_read_by_everybody(view: str) -> None:
    assert client_of("observer").get(reverse(view)).status_code == 200


def test_filters_search_and_order() -> None:
    enterer = member("enterer", "15.71")
    added(enterer, title="SINTETIS: satu", owner=enterer.person.pk, cost=1)
    added(enterer, title="SINTETIS: dua", indicators=["I01"], cost=7, deadline="", stage="", form="letters")
    added(code="15.01", title="SINTETIS: tiga", cost="")
    Action.objects.filter(title__endswith="satu").update(deadline=today() - timedelta(2))
    province = client_of("observer", "15")
    for query, number in (
        ("", 3), ("cari=tiga", 1), ("daerah=15.71", 2), ("indikator=I01", 1), ("indikator=I54", 2),
        ("tenggat=lewat", 1), ("tenggat=tanpa", 1), ("tenggat=bulan", 1), ("bentuk=letters", 1),
        ("tahapan=quiet-period", 2), ("status=planned", 3), ("status=terbuka", 3), ("status=dropped", 0),
        ("status=lain", 3), ("pj=lain", 3),
    ):  # fmt: skip
        answer = province.get(reverse("register:home") + f"?{query}")
        assert len(answer.context["page"].object_list) == number, query
    mine = signed_in(Client(), enterer).get(reverse("register:home") + "?pj=saya")
    assert [each.title for each in mine.context["page"]] == ["SINTETIS: satu"]
    by_cost = province.get(reverse("register:home") + "?urut=biaya").context["page"]
    assert [each.cost for each in by_cost] == [7, 1, None]
    up = province.get(reverse("register:home") + "?urut=-biaya")
    assert [each.cost for each in up.context["page"]] == [None, 1, 7]
    assert 'aria-sort="ascending"' in text(up)
    numbers = province.get(reverse("register:home")).context["numbers"]
    assert (numbers.late, numbers.cost, numbers.cost_unknown) == (1, 8, 1)


def test_what_is_asked_is_asked_of_the_database_a_few_times_only(django_assert_max_num_queries: Any) -> None:
    enterer = member("enterer", "15.71")
    for _each in range(12):
        added(enterer, owner=enterer.person.pk, risk=None)
    client = signed_in(Client(), enterer)
    for view in ("register:home", "register:board"):
        with django_assert_max_num_queries(24):
            client.get(reverse(view))


def test_an_action_is_entered_read_and_changed() -> None:
    client = client_of()
    assert (
        client.get(reverse("register:action-new") + "?pustaka=quiet-period-sweep").context["form"].initial["effort"]
        == 16
    )
    body = {**given(), "steps_to_do": "Apel\n[x] Patroli\n", "events": "", "client": str(uuid4())}
    answer = client.post(reverse("register:action-new"), body)
    action = Action.objects.get()
    assert answer["Location"] == action.get_absolute_url()
    assert [row["done"] for row in action.steps_to_do] == [False, True]
    assert client.post(reverse("register:action-new"), body)["Location"] == answer["Location"]  # a double click
    assert "SINTETIS: patroli masa tenang" in text(client.get(answer["Location"]))
    edit = reverse("register:action-edit", args=[action.pk])
    start = client.get(edit).context["form"].initial
    assert start["steps_to_do"] == "Apel\n[x] Patroli"
    assert client.post(edit, {**body, "title": "SINTETIS: lain", "seen": 1}).status_code == 302
    action.refresh_from_db()
    assert (action.title, action.version) == ("SINTETIS: lain", 2)


def test_what_is_wrong_stands_at_its_field() -> None:
    answer = client_of().post(reverse("register:action-new"), {**given(deadline="2020-01-01"), "steps_to_do": ""})
    assert answer.status_code == 422
    assert "Tenggat ini sudah lewat." in text(answer)


def test_two_versions_are_shown_with_a_proposal() -> None:
    enterer = member("enterer", "15.71")
    action = added(enterer)
    change_action(action, {"title": "SINTETIS: oleh lain"}, seen=1, actor=member("head", "15.71"))
    edit = reverse("register:action-edit", args=[action.pk])
    body = {**given(title="SINTETIS: milik saya"), "steps_to_do": "Apel siaga\nPatroli malam", "seen": 1}
    answer = signed_in(Client(), enterer).post(edit, body)
    assert answer.status_code == 409
    assert "SINTETIS: oleh lain" in text(answer)
    assert answer.context["form"].initial["title"] == "SINTETIS: milik saya"
    assert answer.context["form"].initial["seen"] == 2


def test_moves_from_the_page_and_from_the_board() -> None:
    client = client_of("head")
    action = added()
    move = reverse("register:action-move", args=[action.pk])
    board = reverse("register:board") + "?cari=patroli"
    assert client.post(move, {"move": "start", "seen": 1, "back": board})["Location"] == board
    away = client.post(move, {"move": "back", "seen": 2, "back": "https://contoh.id/"})
    assert away["Location"] == action.get_absolute_url()
    assert client.post(move, {"move": "finish", "seen": 3}).status_code == 422
    assert client.post(move, {"move": "lain", "seen": 3}).status_code == 404
    assert client.post(move, {"move": "start", "seen": 1}).status_code == 409


def test_a_regency_is_not_moved_by_readers_or_strangers() -> None:
    action = added()
    move = reverse("register:action-move", args=[action.pk])
    for role, code, status in (("observer", "15.71", 403), ("verifier", "15.71", 403), ("head", "16.71", 404)):
        assert client_of(role, code).post(move, {"move": "start", "seen": 1}).status_code == status
    assert client_of("observer", "15").get(action.get_absolute_url()).status_code == 200
    assert client_of("observer", "15.01").get(action.get_absolute_url()).status_code == 404


def test_the_board_has_the_columns_and_the_moves_of_each() -> None:
    for status in Status:
        at(status, title=f"SINTETIS: {status}")
    answer = client_of("head", "15").get(reverse("register:board"))
    columns = {column.status: column for column in answer.context["columns"]}
    assert list(columns) == [status for status in Status if status != Status.DROPPED]
    assert all(column.number == 1 for column in columns.values())
    assert [move.value for move in columns[Status.DONE].cards[0].moves] == ["confirm"]
    assert columns[Status.RUNNING].cards[0].moves == []


def test_the_calendar_shows_deadlines_and_holidays() -> None:
    added(deadline="2029-08-17")
    page = client_of().get(reverse("register:calendar") + "?bulan=2029-08")
    assert "patroli masa tenang" in text(page)
    days = {day.day.day: day for week in page.context["month"].weeks for day in week if day.inside}
    assert len(days) == 31
    assert (days[17].works, bool(days[17].holiday), len(days[17].actions)) == (False, True, 1)
    assert "pengingat 16 Agustus" in text(page)
    assert client_of().get(reverse("register:calendar") + "?bulan=lain").status_code == 200


def test_the_matrix_leads_to_its_cells() -> None:
    risky()
    risky(title="SINTETIS: kecil", likelihood=1, consequence=1)
    client = client_of("observer", "15")
    page = client.get(reverse("register:risks"))
    assert "kemungkinan=4&amp;akibat=5" in text(page)
    cell = client.get(reverse("register:risks") + "?kemungkinan=4&akibat=5")
    assert [risk.title for risk, _level in cell.context["listed"]] == ["SINTETIS: politik uang"]
    assert "belum ditangani" in text(cell)


def test_a_risk_is_entered_changed_and_closed() -> None:
    client = client_of()
    body = {"title": "SINTETIS: politik uang", "likelihood": 4, "consequence": 5, "client": str(uuid4())}
    answer = client.post(reverse("register:risk-new"), body)
    risk = Risk.objects.get()
    assert answer["Location"] == risk.get_absolute_url()
    edit = reverse("register:risk-edit", args=[risk.pk])
    assert client.post(edit, {**body, "likelihood": 2, "seen": 1}).status_code == 302
    assert client.post(edit, {**body, "likelihood": 3, "seen": 1}).status_code == 409
    move = reverse("register:risk-move", args=[risk.pk])
    assert client.post(move, {"move": "close", "seen": 2}).status_code == 422
    assert client.post(move, {"move": "close", "seen": 2, "reason": SAID}).status_code == 302
    comment = reverse("register:risk-comment", args=[risk.pk])
    assert client.post(comment, {"text": "SINTETIS: komentar", "client": str(uuid4())}).status_code == 302
    assert "SINTETIS: komentar" in text(client.get(risk.get_absolute_url()))


def test_the_centre_sets_the_appetite_and_others_read_it() -> None:
    cells = {f"sel-{row}-{column}": "watch" for row in range(1, 6) for column in range(1, 6)}
    body = {**cells, "note": "SINTETIS: rapat pleno.", "seen": 0}
    assert client_of("head", "15").post(reverse("register:appetite"), body).status_code == 403
    centre = client_of("head", "0")
    assert centre.post(reverse("register:appetite"), {**body, "note": ""}).status_code == 422
    assert centre.post(reverse("register:appetite"), body).status_code == 302
    assert Appetite.objects.get().cells == [["watch"] * 5] * 5
    assert "SINTETIS: rapat pleno." in text(client_of("observer").get(reverse("register:appetite")))


def test_a_province_plans_for_many_with_a_preview() -> None:
    client = client_of("head", "15")
    added(title="SINTETIS: patroli masa tenang")
    page = reverse("register:bulk")
    body = {**given(), "steps_to_do": "Apel", "offices": ["15.71", "15.01"]}
    preview = client.post(page, body)
    assert preview.status_code == 200
    assert preview.context["same"] == 1
    assert Action.objects.count() == 1  # nothing was put in yet
    number = str(preview.context["batch"])
    sure = {**body, "offices": ["15.01"], "sure": "1", "batch": number}
    answer = client.post(page, sure)
    assert answer["Location"] == reverse("register:batch", args=[number])
    client.post(page, sure)  # a double click
    assert Action.objects.filter(office="15.01", status=Status.PLANNED).count() == 1
    assert client.post(answer["Location"], {"reason": SAID}).status_code == 302
    assert Action.objects.get(office="15.01").status == Status.DROPPED


def test_a_bulk_plan_is_for_those_with_offices_below() -> None:
    assert client_of("head", "15.71").get(reverse("register:bulk")).status_code == 404
    assert client_of("verifier", "15").get(reverse("register:bulk")).status_code == 403
    foreign = {**given(), "steps_to_do": "", "offices": ["16.71"]}
    assert client_of("head", "15").post(reverse("register:bulk"), foreign).status_code == 422


def test_the_register_as_a_file_runs_nothing() -> None:
    enterer = member("enterer", "15.71")
    evidence(added(enterer, title='=HYPERLINK("x")'), enterer)
    risky(enterer)
    client = signed_in(Client(), enterer)
    answer = client.get(reverse("register:table", args=["tindakan", "csv"]))
    row = next(csv.DictReader(io.StringIO(text(answer))))
    assert (row["title"], row["files"], row["status"]) == ('\'=HYPERLINK("x")', "1", "planned")
    risks = client.get(reverse("register:table", args=["risiko", "csv"]))
    assert next(csv.DictReader(io.StringIO(text(risks))))["level"] == "treat"
    assert client.get(reverse("register:table", args=["tindakan", "xlsx"])).content[:2] == b"PK"


def test_the_office_home_tells_what_waits_for_me() -> None:
    head = member("head", "15.71")
    mine = added(head, owner=head.person.pk, title="SINTETIS: milik saya")
    Action.objects.filter(pk=mine.pk).update(deadline=today() - timedelta(9))
    at(Status.PROPOSED)
    at(Status.DONE)
    page = text(signed_in(Client(), head).get(reverse("office:home")))
    for told in ("SINTETIS: milik saya", "1 tindakan terlambat", "1 usulan menunggu", "1 tindakan menunggu pengesahan"):
        assert told in page


def test_the_profile_shows_members_alone_what_is_planned() -> None:
    risky()
    added()
    page = reverse("portal:unit", args=["15.71"])
    assert "SINTETIS" not in text(Client().get(page))
    assert "SINTETIS" not in text(client_of("head", "16").get(page))
    seen = text(client_of("observer", "15").get(page))
    assert "SINTETIS: politik uang" in seen
    assert "SINTETIS: patroli masa tenang" in seen
