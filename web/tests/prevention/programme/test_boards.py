"""Boards: figures that add up, each for who may see them; next deadlines; files and paper."""

import json
from datetime import timedelta

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from ikpweb.audit.models import Entry
from ikpweb.prevention.activities.selectors.counts import Period, first_of
from ikpweb.prevention.cadres.models import Outreach, Training
from ikpweb.prevention.partners.models import Agreement, Partner
from ikpweb.prevention.programme.measures import MEASURES
from ikpweb.prevention.programme.selectors.boards import SHOWN, Board, board_for, summed
from ikpweb.prevention.programme.selectors.coming import deadlines_of
from ikpweb.prevention.register.models import Action
from ikpweb.territory.models import Office

from web.tests.factories import member, person, signed_in
from web.tests.prevention.made_up import OFFICE, entered, told

pytestmark = pytest.mark.django_db


def action(code: str, status: str, *, days: int | None = None, title: str = "SINTETIS: tindakan") -> Action:
    day = None if days is None else timezone.localdate() + timedelta(days)
    now = timezone.now()
    return Action.objects.create(
        office_id=code, title=title, status=status, deadline=day, author=person(), made_at=now, changed_at=now
    )


def kept(code: str) -> dict[str, object]:
    return {"office_id": code, "author": person(), "made_at": timezone.now(), "changed_at": timezone.now()}


def agreement(code: str, *, days: int | None) -> Agreement:
    partner = Partner.objects.create(
        name="SINTETIS: Kampus", plain="x", sector="university", level="regency", **kept(code)
    )
    day = timezone.localdate()
    until = None if days is None else day + timedelta(days)
    told_of = {"title": "SINTETIS: PKS", "signed_on": day, "valid_from": day - timedelta(400), "valid_to": until}
    return Agreement.objects.create(partner=partner, kind="pks", **told_of, **kept(code))


def everything(code: str) -> None:
    """Let an office have one of each."""
    day = timezone.localdate()
    for status, days in (
        ("planned", 9),
        ("running", -2),
        ("done", -9),
        ("confirmed", None),
        ("dropped", -1),
        ("proposed", 3),
    ):
        action(code, status, days=days)
    agreement(code, days=40)
    Training.objects.create(programme="p2p", stage="basic", day=day, place="SINTETIS", alumni=30, **kept(code))
    Training.objects.create(programme="p2p", stage="basic", day=day, place="SINTETIS", **kept(code))
    Outreach.objects.create(form="meeting", title="SINTETIS", day=day, participants=70, **kept(code))
    told(6, code=code, form="letters", month=first_of(day))


def board(role: str, code: str, of: str = "") -> Board | None:
    day = timezone.localdate()
    return board_for(member(role, code), Period(first_of(day), first_of(day)), day, of)


EXPECTED = {
    "actions_planned": 1, "actions_running": 1, "actions_done": 2, "actions_late": 1, "partners": 1, "agreements": 1,
    "trainings": 2, "alumni": 30, "alumni_untold": 1, "outreach": 1, "reached": 70, "activities": 6,
    "activities_letters": 6,
}  # fmt: skip


def test_an_office_has_every_figure_of_its_own() -> None:
    everything(OFFICE)
    found = board("observer", OFFICE)
    assert found is not None
    assert found.figures == {OFFICE: EXPECTED}
    assert found.empty == []
    assert set(EXPECTED) <= set(MEASURES)


def test_boards_add_up_from_offices_to_the_nation() -> None:
    for code in ("0", "15", OFFICE, "15.01", "16.71"):
        everything(code)
    nation, jambi = board("observer", "0"), board("observer", "15")
    assert nation is not None
    assert jambi is not None
    assert nation.total == {code: 5 * number for code, number in EXPECTED.items()}
    assert summed([row.figures for row in nation.rows]) == nation.total
    assert jambi.total == next(row.figures for row in nation.rows if row.office.pk == "15") | {}
    assert summed([row.figures for row in jambi.rows]) == jambi.total
    assert len(nation.empty) == 552 - 4
    assert [row.office.pk for row in nation.rows][:3] == ["0", "11", "12"]
    assert sum(row.empty for row in nation.rows) == len(nation.empty)
    assert nation.numbers("activities", "province")["15"] == 18
    assert nation.numbers("activities", "regency")[OFFICE] == 6


@pytest.mark.parametrize(("code", "of"), [("15", "16"), (OFFICE, "15"), (OFFICE, "15.01"), ("15", "0"), ("16", OFFICE)])
def test_a_foreign_board_is_as_if_it_were_not_there(code: str, of: str) -> None:
    assert board("head", code, of) is None
    client = signed_in(Client(), member("head", code))
    assert client.get(reverse("programme:office", args=[of])).status_code == 404
    for address in (reverse("programme:table", args=["csv"]), reverse("programme:paper"), reverse("programme:home")):
        answer = client.get(f"{address}?kantor={of}")
        assert answer.status_code == 404 or (address.endswith("/") and of not in ("16", "0"))


def test_deadlines_tell_what_is_late_first_and_only_of_the_office() -> None:
    late = action(OFFICE, "running", days=-3, title="SINTETIS: terlambat")
    near = action(OFFICE, "planned", days=5, title="SINTETIS: dekat")
    action(OFFICE, "planned", days=200)
    action(OFFICE, "confirmed", days=1)
    action("15.01", "planned", days=1)
    ends = agreement(OFFICE, days=20)
    agreement("15.01", days=20)
    found = [each for each in deadlines_of(Office.objects.get(pk=OFFICE), timezone.localdate()) if each.address]
    assert [each.address for each in found] == [each.get_absolute_url() for each in (late, near, ends)]
    assert [each.late for each in found] == [True, False, False]


def test_the_board_shows_map_table_and_who_has_nothing() -> None:
    everything(OFFICE)
    client = signed_in(Client(), member("observer", "0"))
    text = client.get(reverse("programme:home")).content.decode()
    assert text.count("<use ") == 514
    assert "551/552" in text
    assert reverse("programme:disclosure") in text
    province = client.get(reverse("programme:home") + "?kantor=15&ukuran=alumni")
    assert province.content.decode().count("<use ") == 11
    assert "Alumni pelatihan" in province.content.decode()
    assert client.get(reverse("programme:home") + f"?kantor={OFFICE}").status_code == 302
    assert client.get(reverse("programme:home") + "?kantor=99").status_code == 404
    jambi = signed_in(Client(), member("observer", "15")).get(reverse("programme:home")).content.decode()
    assert reverse("programme:disclosure") not in jambi
    assert "16.71" not in jambi


def test_an_offices_page_has_everything_in_one_view() -> None:
    everything(OFFICE)
    entered(title="SINTETIS: Apel siaga")
    page = signed_in(Client(), member("observer", OFFICE)).get(reverse("programme:home")).content.decode()
    for said in (
        "SINTETIS: Apel siaga",
        "lewat tenggat",
        "SINTETIS: PKS",
        "Alumni pelatihan",
        "Imbauan / naskah dinas",
    ):
        assert said in page
    bare = signed_in(Client(), member("observer", "16.71")).get(reverse("programme:home")).content.decode()
    assert "belum mencatat satu pun" in bare


def test_files_and_paper_say_the_same_and_the_log_keeps_who_took_them() -> None:
    everything(OFFICE)
    client = signed_in(Client(), member("observer", "15"))
    rows = json.loads(client.get(reverse("programme:table", args=["json"])).content)["rows"]
    mine = next(row for row in rows if row["code"] == OFFICE)
    assert {code: mine[code] for code in EXPECTED} == EXPECTED
    assert OFFICE in client.get(reverse("programme:table", args=["csv"])).content.decode()
    assert client.get(reverse("programme:table", args=["xlsx"])).content[:2] == b"PK"
    first, second = (client.get(reverse("programme:paper")).content for _ in range(2))
    assert first[:5] == b"%PDF-"
    assert first == second
    assert client.get("/en" + reverse("programme:paper")).content != first
    taken = Entry.objects.filter(action="export.taken", subject__startswith="programme:board")
    assert taken.count() == 6


def test_a_long_paper_begins_on_its_first_page() -> None:
    made = signed_in(Client(), member("observer", "0")).get(reverse("programme:paper")).content
    paper = pypdfium2.PdfDocument(made)
    assert len(paper) == 2
    assert "Aceh" in paper[0].get_textpage().get_text_bounded()


def test_every_figure_of_the_table_has_a_name() -> None:
    assert len(SHOWN) == 11
