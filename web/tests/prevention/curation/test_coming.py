"""What is coming: days and working days, the unit's own figures, and saying so where no calendar reaches."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from ikpweb.prevention.curation.selectors.coming import DAYS, Known, ahead, coming, known_of, reach, running
from ikpweb.prevention.curation.selectors.links import of_stage
from ikpweb.prevention.curation.services import change_calendar, change_links, make_calendar, withdraw_action

from web.tests.factories import member, signed_in
from web.tests.prevention.curation.curating import REASON, calendar, curator, head, text
from web.tests.prevention.curation.test_proposals import spare

pytestmark = pytest.mark.django_db

#: In the campaign of Pilkada 2024, whose voting was on 27 November.
TODAY = date(2024, 10, 1)


def test_what_begins_and_ends_within_sixty_days_stands_by_day() -> None:
    found = coming(TODAY)
    assert [each.day for each in found] == sorted(each.day for each in found)
    assert all(TODAY <= each.day <= TODAY + timedelta(DAYS) for each in found)
    told = {(each.row.names["id"], each.what): each for each in found}
    assert told["Pelaksanaan kampanye", "ends"].day == date(2024, 11, 23)
    assert ("Pelaksanaan kampanye", "begins") not in told  # on 25 September
    voting = told["Pelaksanaan pemungutan suara", "on"]
    assert voting.days == 57
    # 27 November 2024 was a public holiday for the voting or was not: either way it is the last day counted.
    assert 38 <= voting.workdays <= 41
    assert ("Penyusunan peraturan penyelenggaraan pemilihan", "ends") in told  # its first day was not printed


def test_working_days_leave_out_weekends_and_holidays() -> None:
    found = {(each.row.names["id"], each.what): each for each in coming(date(2024, 8, 16), days=11)}
    announced = found["Pengumuman pendaftaran pasangan calon", "begins"]
    # From Friday the 16th: Saturday the 17th is Independence Day; five working days lie before Saturday the 24th.
    assert (announced.day, announced.days, announced.workdays) == (date(2024, 8, 24), 8, 5)


def test_what_was_not_held_is_never_coming() -> None:
    assert "Pemungutan suara presiden putaran kedua" not in {e.row.names["id"] for e in coming(date(2024, 6, 1))}


def test_what_is_under_way() -> None:
    assert "Pelaksanaan kampanye" in {row.names["id"] for _schedule, row in running(TODAY)}
    assert running(date(2030, 1, 1)) == []


def test_a_stage_has_its_indicators_and_the_actions_of_the_office() -> None:
    stages = {each.stage.code: each for each in ahead(TODAY, "regency", Known())}
    assert {"campaign", "quiet-period", "voting", "counting", "tabulation"} <= stages.keys()
    voting = stages["voting"]
    assert {each.indicator.code for each in voting.indicators} == {each.code for each, _link in of_stage("voting")}
    assert all("regency" in each.levels and "voting" in each.stages for each in voting.actions)
    assert voting.action_count >= len(voting.actions) > 0
    assert all(each.levels != ("regency",) for each in next(iter(ahead(TODAY, "centre", Known()))).actions)


def test_prevention_that_should_have_begun_is_marked() -> None:
    links = {"links": [{"key": "voting", "lead": 60, "note": ""}]}
    change_links("I06", links, reason=REASON, seen=1, actor=curator())
    (row,) = [
        each
        for stage in ahead(TODAY, "regency", Known())
        if stage.stage.code == "voting"
        for each in stage.indicators
        if each.indicator.code == "I06"
    ]
    assert (row.begin_by, row.late) == (date(2024, 9, 28), True)


def test_what_drives_the_unit_comes_first() -> None:
    (voting,) = [each for each in ahead(TODAY, "regency", Known()) if each.stage.code == "voting"]
    last = voting.indicators[-1].indicator.code
    (again,) = [each for each in ahead(TODAY, "regency", Known(drivers={last: 2.5})) if each.stage.code == "voting"]
    assert again.indicators[0].indicator.code == last
    assert again.indicators[0].driver == 2.5
    assert last in again.actions[0].indicators


def test_an_office_sees_its_published_scores_and_the_centre_none() -> None:
    known = known_of(member("head", "15"))
    assert known.score is not None
    assert known.board is not None
    assert known.score.unit_id == "15"
    assert known_of(member("head", "0")) == Known()


def test_withdrawn_actions_are_not_advised() -> None:
    code = spare()
    withdraw_action(code, REASON, seen=1, actor=curator())
    for level in ("centre", "province", "regency", "district"):
        assert code not in {each.id for stage in ahead(TODAY, level, Known()) for each in stage.actions}


def test_no_calendar_reaches_beyond_2024_until_somebody_makes_one() -> None:
    assert reach() == date(2024, 12, 16)
    assert coming(date(2026, 11, 28)) == []
    make_calendar(
        "pilkada-2029", head(voting_day="2029-11-27"), copied_from="pilkada-2024", reason=REASON, actor=curator()
    )
    assert reach() is not None
    assert reach() > date(2029, 11, 27)  # type: ignore[operator]


# --- on screen -------------------------------------------------------------------------------------


def page(who: str = "enterer", office: str = "15", **query: str) -> str:
    client = signed_in(Client(), member(who, office))
    return text(client.get("/kantor/pencegahan/pustaka/mendatang/", query))


@pytest.mark.parametrize("office", ["0", "15", "15.71"])
def test_the_page_shows_it_for_every_office(office: str) -> None:
    said = page(office=office, hari="2024-10-01")
    for words in (
        "Pelaksanaan kampanye",
        "seolah-olah hari ini 1 Oktober 2024",
        "hari kerja",
        "Tindakan untuk kantor ini",
    ):
        assert words in said
    assert " style=" not in said


def test_the_page_and_the_card_say_when_no_calendar_reaches() -> None:
    said = page(hari="2026-11-28")
    assert "Tidak ada kalender yang menjangkau 60 hari ke depan: kalender terakhir berakhir 16 Desember 2024." in said
    assert "Pusat yang membuat kalender pemilihan berikutnya." in said
    assert "Buat kalender pemilihan berikutnya." in page("head", "0", hari="2026-11-28")
    home = text(signed_in(Client(), member("observer", "15.71")).get("/kantor/"))
    assert "60 hari ke depan" in home
    assert "Tidak ada kalender tahapan yang menjangkau sesudah 16 Desember 2024." in home


def test_the_card_names_what_begins_soon_and_to_curators_what_waits() -> None:
    from web.tests.prevention.curation.curating import proposed

    today = timezone.localdate()
    content = calendar("pilkada-2024")
    content["periods"][0] |= {"start": (today + timedelta(3)).isoformat(), "end": (today + timedelta(90)).isoformat()}
    change_calendar("pilkada-2024", content, reason=REASON, seen=1, actor=curator())
    proposed()
    home = text(signed_in(Client(), member("observer", "15.71")).get("/kantor/"))
    assert "Perencanaan program dan anggaran" in home
    assert "3 hari lagi" in home
    assert "menunggu kurasi" not in home
    assert "1 usulan tindakan menunggu kurasi" in text(signed_in(Client(), curator()).get("/kantor/"))


@pytest.mark.parametrize("day", ["2024-13-45", "besok", ""])
def test_a_day_that_is_none_is_today(day: str) -> None:
    assert "seolah-olah" not in page(hari=day)
