"""The public pages of prevention: every indicator, every action, the stages and their calendar feed."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.utils import translation
from icalendar import Calendar, Event
from ikpweb.prevention import engine
from ikpweb.prevention.actions import library, terms
from ikpweb.prevention.searching import Asked, find_actions, find_indicators
from ikpweb.prevention.timeline import Drawing, drawn
from ikpweb.runs.selectors import board

pytestmark = pytest.mark.django_db

LANGUAGES = (("id", "/"), ("en", "/en/"))


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return unescape(answer.content.decode())


def events(client: Client, address: str) -> dict[str, Event]:
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    return {str(each["uid"]): each for each in Calendar.from_ical(answer.content).walk("VEVENT")}


# --- indicators ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "start"), LANGUAGES)
@pytest.mark.parametrize("code", ["I01", "I30", "I61"])
def test_an_indicator_shows_everything_that_is_known(client: Client, language: str, start: str, code: str) -> None:
    page, here = text(client, f"{start}indikator/{code}/"), engine.known()[code]
    told, rubric = here.knowledge, here.rubric
    for each in (here.names, told.why, told.observe, told.sources, told.note, rubric.counts, rubric.excludes,
                 rubric.where, rubric.note, *rubric.grades.values(), *(stage.names for stage, _link in here.stages),
                 *(case.text for case in here.cases)):  # fmt: skip
        assert each[language] in page
    for each in find_actions(Asked(indicator=code)):
        assert f"{start}tindakan/{each.id}/" in page
    assert " style=" not in page


def test_the_list_leads_to_all_61_in_their_order(client: Client) -> None:
    found = re.findall(r'href="/indikator/(I\d\d)/"', text(client, "/indikator/"))
    assert found == list(engine.indicators())


def test_the_list_is_narrowed_by_words_and_dimension(client: Client) -> None:
    with translation.override("id"):
        found = [each.code for group in find_indicators("PUTUSAN dkpp") for part in group.parts
                 for each in part.indicators]  # fmt: skip
    assert "I09" in found
    assert 0 < len(found) < 61
    page = text(client, "/indikator/?dimensi=PT")
    assert {engine.known()[code].dimension for code in re.findall(r'href="/indikator/(I\d\d)/"', page)} == {"PT"}
    assert "Tidak ada indikator yang cocok" in text(client, "/indikator/?cari=xyzzy")


def test_cases_lead_to_their_source_and_their_region(client: Client) -> None:
    page = text(client, "/indikator/I09/")
    (case,) = engine.known()["I09"].cases
    assert f'href="{case.sources[0]}"' in page
    assert f'href="/daerah/{case.unit}/"' in page


def test_where_nothing_was_printed_the_page_says_so(client: Client) -> None:
    without = next(each.code for each in engine.known().values() if not each.cases)
    assert "Belum ada angka tercetak" in text(client, f"/indikator/{without}/")


def test_published_scores_of_the_dimension_stand_from_the_highest(client: Client) -> None:
    page = text(client, "/indikator/I09/")
    shown = [float(each.replace(",", ".")) for each in re.findall(r'<td class="number">([\d,]+)</td>', page)]
    assert len(shown) == 5
    assert shown == sorted(shown, reverse=True)


def test_what_is_in_english_alone_says_so(client: Client) -> None:
    page = text(client, "/indikator/I01/")
    notes = [link.note for _stage, link in engine.known()["I01"].stages if link.note]
    assert notes
    assert all(f'lang="en">{note}<' in page for note in notes)


@pytest.mark.parametrize("address", ["indikator/I62/", "tindakan/none/", "tahapan.ics?pemilihan=1955"])
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    for _language, start in LANGUAGES:
        text(client, start + address, 404)


def test_every_indicator_has_all_parts_and_a_map(client: Client) -> None:
    for code, here in engine.known().items():
        page = text(client, f"/indikator/{code}/")
        for part in ("penting", "amati", "batasan", "tingkat", "tahapan", "tindakan", "kasus", "angka"):
            assert f'id="{part}"' in page, (code, part)
        assert page.count('class="grade g') == 4, code
        assert here.knowledge.sources["id"] in page
        assert len(re.findall(r'href="/tindakan/[\w-]+/"', page)) >= 2, code
        # Scores of indicators are not published: the map shows the dimension's, and the page says so.
        assert "tidak ada peta indikator ini" in page
        assert page.count('<use href="#h" class="hex ') == 34, code
        assert f"skor dimensi {here.dimension_names['id']}" in page


def test_the_map_says_what_is_not_published(client: Client) -> None:
    page = text(client, "/indikator/I09/")
    found = board("2024", "province")
    assert found is not None
    part = engine.known()["I09"].dimension
    published = [each for each in found.scores.values() if each.parts.get(part) is not None]
    assert 0 < len(published) < 34
    assert page.count('class="hex none"') == 34 - len(published)
    assert f"{len(published)} daerah memiliki angka" in page


# --- actions -------------------------------------------------------------------------------------


def test_every_action_is_reached_from_the_library(client: Client) -> None:
    found = []
    for number in range(1, 9):
        found += re.findall(r'href="/tindakan/([\w-]+)/"', text(client, f"/tindakan/?hal={number}"))
        if len(found) >= len(library()):
            break
    assert found == [each.id for each in library()]


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("indikator=I42", lambda each: "I42" in each.indicators),
        ("tahapan=quiet-period", lambda each: "quiet-period" in each.stages),
        ("tingkat=station", lambda each: "station" in each.levels),
        ("bentuk=letters", lambda each: each.form == "letters"),
        ("indikator=I42&bentuk=cooperation", lambda each: "I42" in each.indicators and each.form == "cooperation"),
    ],
)
def test_filters_give_what_they_say_and_all_of_it(client: Client, asked: str, holds: object) -> None:
    assert callable(holds)
    page = text(client, f"/tindakan/?{asked}")
    expected = [each.id for each in library() if holds(each)]
    assert 0 < len(expected) < len(library())
    assert re.findall(r'href="/tindakan/([\w-]+)/"', page) == expected[:40]
    assert f"{len(expected)} dari {len(library())} tindakan" in page


def test_words_are_sought_in_the_language_of_the_page() -> None:
    with translation.override("en"):
        assert "identity-tension-map" in [each.id for each in find_actions(Asked(words="INTERFAITH forum"))]
    with translation.override("id"):
        assert find_actions(Asked(words="interfaith forum")) == []


@pytest.mark.parametrize(("language", "start"), LANGUAGES)
def test_an_action_says_what_is_known_of_its_effect(client: Client, language: str, start: str) -> None:
    studied = next(each for each in library() if each.studies)
    unproven = next(each for each in library() if not each.studies)
    page = text(client, f"{start}tindakan/{studied.id}/")
    assert studied.studies[0].finding[language] in page
    assert studied.studies[0].citation in page
    assert terms().none_known[language] not in page
    page = text(client, f"{start}tindakan/{unproven.id}/")
    for each in (terms().none_known, terms().note, unproven.mechanism, unproven.done_when, unproven.description):
        assert each[language] in page
    assert all(base in page for base in unproven.legal_base)


# --- stages --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "start"), LANGUAGES)
def test_the_stages_stand_with_their_legal_base_and_days(client: Client, language: str, start: str) -> None:
    page = text(client, f"{start}tahapan/")
    for schedule in engine.schedules():
        assert schedule.election.legal_base in page
        assert all(each.names[language] in page for each in schedule.periods)
    assert page.count('<svg class="timeline') == 2 * len(engine.schedules())
    assert "14 Feb 2024" in page
    assert " style=" not in page


def _bars(drawing: Drawing, stage: str) -> tuple[float, float]:
    (lane,) = [each for each in drawing.lanes if each.code == stage]
    return min(each.x for each in lane.bars), max(each.x + each.width for each in lane.bars)


@pytest.mark.parametrize("narrow", [False, True])
def test_bars_stand_in_the_order_of_time_within_the_drawing(narrow: bool) -> None:
    for schedule in engine.schedules():
        drawing = drawn(schedule, narrow=narrow)
        bars = [bar for lane in drawing.lanes for bar in lane.bars]
        dated = sum(len(each.stages) for each in schedule.periods if each.end)
        assert len(bars) == dated
        assert all(drawing.left <= bar.x and bar.x + bar.width <= drawing.width for bar in bars)
        assert all(bar.y + 12 <= drawing.height for bar in bars)
        assert [tick.day for tick in drawing.ticks] == sorted(tick.day for tick in drawing.ticks)


def test_a_bar_is_as_long_as_its_days() -> None:
    pilkada = drawn(next(each for each in engine.schedules() if each.election.code == "pilkada-2024"))
    start, end = _bars(pilkada, "campaign")  # 25 September to 23 November of a year drawn from 1 January
    days = (date(2025, 1, 1) - date(2024, 1, 1)).days
    unit = (pilkada.width - pilkada.left) / days
    assert start == pytest.approx(pilkada.left + unit * (date(2024, 9, 25) - date(2024, 1, 1)).days, abs=0.1)
    assert end - start == pytest.approx(unit * (date(2024, 11, 23) - date(2024, 9, 25)).days, abs=0.2)


def test_what_was_not_held_or_has_no_first_day_looks_different() -> None:
    looks = {
        each.election.code: [bar.look for lane in drawn(each).lanes for bar in lane.bars] for each in engine.schedules()
    }
    assert looks["pemilu-2024"].count("planned") == 2
    assert looks["pilkada-2024"].count("open") == 3


# --- the feed ------------------------------------------------------------------------------------


def test_the_feed_holds_each_row_with_a_day(client: Client) -> None:
    found = events(client, "/tahapan.ics")
    assert len(found) == sum(each.end is not None for s in engine.schedules() for each in s.periods)
    campaign = found["pemilu-2024-8@ikp"]
    assert str(campaign["summary"]) == "Masa kampanye pemilu (Pemilu 2024)"
    assert campaign["dtstart"].dt == date(2023, 11, 28)
    assert campaign["dtend"].dt == date(2024, 2, 11)  # the first day that is no part of it
    assert str(campaign["status"]) == "CONFIRMED"
    assert "PKPU 3/2022" in str(campaign["description"])
    assert str(found["pemilu-2024-14@ikp"]["status"]) == "CANCELLED"
    budget = found["pilkada-2024-1@ikp"]  # its first day was not printed
    assert str(budget["summary"]).startswith("Hari terakhir: ")
    assert budget["dtstart"].dt == date(2024, 1, 26)


def test_the_feed_is_the_same_each_time_and_keeps_to_its_lines(client: Client) -> None:
    first = client.get("/tahapan.ics").content
    assert first == client.get("/tahapan.ics").content
    assert all(len(line) <= 75 for line in first.split(b"\r\n"))
    assert b"\n" not in first.replace(b"\r\n", b"")


def test_the_feed_of_one_election_and_in_english(client: Client) -> None:
    found = events(client, "/en/tahapan.ics?pemilihan=pilkada-2024")
    assert {uid.split("-2024-")[0] for uid in found} == {"pilkada"}
    assert str(found["pilkada-2024-14@ikp"]["summary"]) == "Campaign (Election of heads of regions of 2024)"
