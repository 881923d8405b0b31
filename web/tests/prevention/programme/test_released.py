"""The public sees exactly what is released, on the page and in every file, and nothing of anything else."""

import io
import json
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from ikpweb.prevention.cadres.models import Training
from ikpweb.prevention.programme.measures import MEASURES, of_kind
from ikpweb.prevention.programme.models import Kind
from ikpweb.prevention.programme.selectors.released import release
from ikpweb.prevention.programme.services.disclosing import ask, close, confirm
from ikpweb.territory.models import Office

from web.tests.factories import member, person, signed_in
from web.tests.prevention.made_up import entered, told

pytestmark = pytest.mark.django_db

#: Numbers that are nowhere else on a page: one for each office and kind.
ACTIVITIES = {"15": 41_017, "15.71": 52_019, "15.01": 3, "16.71": 63_023, "0": 74_029}
OFFICES = {"0", "15", "15.71", "15.01", "16", "16.71", "16.01", "17", "17.71", "17.01"}
ALUMNI = {"15": 20_011, "15.71": 3, "15.01": 31_013, "16.71": 42_017}


def month() -> date:
    return timezone.localdate().replace(day=1)


def opened(**levels: str) -> None:
    confirm(
        ask(levels, month(), "Diputuskan dalam rapat pleno.", actor=member("head", "0")), actor=member("publisher", "0")
    )


@pytest.fixture(autouse=True)
def _data() -> None:
    who = person()
    # Three provinces with two regencies each are enough: what is shown does not hang on how many there are.
    Office.objects.exclude(pk__in=OFFICES).update(valid_to=date(2020, 1, 1))
    for code, number in ACTIVITIES.items():
        told(number, code=code, month=month())
    for code, number in ALUMNI.items():
        Training.objects.create(
            office_id=code,
            programme="p2p",
            stage="basic",
            title="SINTETIS: Rahasia Telanaipura",
            day=month(),
            place="SINTETIS",
            alumni=number,
            author=who,
            made_at=timezone.now(),
            changed_at=timezone.now(),
        )
    entered(title="SINTETIS: Rahasia Telanaipura", date=month().isoformat())


def everything() -> dict[str, str]:
    """Give all that somebody without a sign-in can read of the programme."""
    client = Client()
    found = {"page": client.get(reverse("program:home")).content.decode()}
    for form in ("csv", "json"):
        found[form] = client.get(reverse("program:data", args=[form])).content.decode()
    book = client.get(reverse("program:data", args=["xlsx"])).content
    cells = (cell for sheet in openpyxl.load_workbook(io.BytesIO(book)) for row in sheet.values for cell in row)
    found["xlsx"] = " ".join(str(cell) for cell in cells if cell is not None)
    return found


def shown(*numbers: int) -> dict[int, set[str]]:
    """Tell where each number can be read, however it is written."""
    texts = everything()

    def places(number: int) -> set[str]:
        ways = {str(number), f"{number:,}".replace(",", ".")}
        return {name for name, text in texts.items() if any(way in text for way in ways)}

    return {number: places(number) for number in numbers}


def nowhere(*numbers: int) -> bool:
    """Tell whether none of the numbers can be read anywhere."""
    return not any(shown(*numbers).values())


ALL = {"page", "csv", "json", "xlsx"}
NATION, JAMBI = sum(ACTIVITIES.values()), 41_017 + 52_019 + 3


def test_nothing_is_public_before_it_is_released() -> None:
    assert nowhere(*(number for number in (*ACTIVITIES.values(), *ALUMNI.values(), NATION, JAMBI) if number > 9))
    assert json.loads(everything()["json"])["rows"] == []
    assert "Belum ada angka" in everything()["page"]


@pytest.mark.parametrize(
    ("level", "seen", "hidden"),
    [
        ("nation", [NATION], [JAMBI, 41_017, 52_019, 63_023]),
        ("province", [NATION, JAMBI, 63_023], [41_017, 52_019, 74_029]),
        ("unit", [NATION, JAMBI, 63_023, 41_017, 52_019], [74_029]),
    ],
)
def test_a_kind_is_seen_as_far_as_it_is_open_and_no_further(level: str, seen: list[int], hidden: list[int]) -> None:
    opened(activities=level)
    assert shown(*seen) == dict.fromkeys(seen, ALL)
    assert nowhere(*hidden)
    for text in everything().values():
        assert "Rahasia" not in text  # titles are never released
        assert "alumni" not in text.lower()  # nor the names of figures that are not open


@pytest.mark.parametrize("kind", Kind.values)
def test_opening_one_kind_opens_no_other(kind: str) -> None:
    opened(**{kind: "unit"})
    found = release()
    own = {each.code for each in of_kind(kind)}
    assert set(found.levels) == set(found.nation) == own
    assert {row["measure"] for row in found.rows()} == own
    assert set(MEASURES) - own
    assert set(found.provinces) == {"15", "16", "17"}
    assert set(found.offices) == OFFICES - {"0"}


def test_small_numbers_of_people_are_hidden_and_cannot_be_subtracted() -> None:
    opened(cadres="unit")
    found = release()
    jambi = {code: found.offices[code]["alumni"] for code in ("15", "15.71", "15.01")}
    assert jambi == {"15": None, "15.71": None, "15.01": 31_013}
    assert found.provinces["15"]["alumni"] == 20_011 + 3 + 31_013
    assert found.offices["15.71"]["trainings"] == 1  # trainings are no people
    assert nowhere(20_011)
    rows = json.loads(everything()["json"])["rows"]
    mine = next(row for row in rows if (row["code"], row["measure"]) == ("15.71", "alumni"))
    assert (mine["value"], mine["hidden"]) == (None, True)


def test_what_is_closed_is_gone_at_once_also_for_who_has_read_it() -> None:
    opened(activities="unit")
    reader = Client()
    assert "52.019" in reader.get(reverse("program:home")).content.decode()
    close("Ada angka yang keliru terbuka.", actor=member("head", "0"))
    assert "52.019" not in reader.get(reverse("program:home")).content.decode()
    assert nowhere(52_019)


def test_asking_alone_opens_nothing_and_parameters_change_nothing() -> None:
    ask({"activities": "unit"}, month(), "Diputuskan dalam rapat pleno.", actor=member("head", "0"))
    assert nowhere(NATION)
    opened_later = Client()
    for query in ("?data=latihan", "?kantor=15.71", "?dari=2020-01", "?number=1", "?tingkat=unit"):
        assert "52.019" not in opened_later.get(reverse("program:home") + query).content.decode()


def test_other_public_pages_and_interfaces_say_nothing_of_it() -> None:
    client = Client()
    for address in ("/", "/indikator/", "/tindakan/", "/daerah/15.71/", "/api/v1/", "/api/v1/units/15.71"):
        text = client.get(address).content.decode()
        assert not any(str(number) in text for number in (52_019, 41_017))
    assert client.get("/api/v1/office/programme").status_code in {401, 403}


def test_made_up_data_is_never_released() -> None:
    told(98_765, code="16.71", month=month(), training=True)
    opened(activities="unit")
    assert nowhere(98_765)


def test_the_page_is_not_kept_and_the_file_says_what_it_is() -> None:
    opened(activities="nation")
    answer = Client().get(reverse("program:home"))
    assert answer["Cache-Control"] == "no-cache"
    about: dict[str, Any] = json.loads(everything()["json"])["about"]
    assert about["decision"] == 1
    told(1_000_000 - 52_019, code="16", month=month())
    assert (
        f"{NATION + 1_000_000 - 52_019:,}".replace(",", ".") in Client().get(reverse("program:home")).content.decode()
    )


def test_a_page_in_english_says_the_same() -> None:
    opened(activities="nation")
    text = signed_in(Client(), member("observer", "15")).get("/en/program/").content.decode()
    assert f"{NATION:,}" in text
