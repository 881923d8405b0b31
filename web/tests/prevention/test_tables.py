"""The library and the calendars as files: whole, filtered as asked, and harmless in a spreadsheet."""

import csv
import io
import json
import zipfile

import pytest
from django.test import Client
from ikpweb.prevention import engine
from ikpweb.prevention.curation.services import withdraw_action
from ikpweb.prevention.searching import Asked, find_actions
from ikpweb.prevention.shipped import shipped

from web.tests.prevention.curation.curating import REASON, curator
from web.tests.prevention.curation.test_proposals import spare

pytestmark = pytest.mark.django_db


def rows(address: str, delimiter: str = ",") -> list[dict[str, str]]:
    answer = Client().get(address)
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=delimiter))


def test_every_action_is_a_row_with_both_languages() -> None:
    found = rows("/tindakan.csv")
    assert [each["id"] for each in found] == [each.id for each in shipped()]
    first, action = found[0], shipped()[0]
    assert (first["title_id"], first["title_en"]) == (action.title["id"], action.title["en"])
    assert first["indicators"] == " | ".join(action.indicators)
    assert {each["origin"] for each in found} == {"shipped"}
    assert len(rows("/tindakan.csv?format=id", ";")) == len(found)


def test_a_file_holds_what_was_asked_for() -> None:
    asked = [each.id for each in find_actions(Asked(indicator="I42"))]
    assert [each["id"] for each in rows("/tindakan.csv?indikator=I42")] == asked
    code = spare()
    withdraw_action(code, REASON, seen=1, actor=curator())
    assert code not in {each["id"] for each in rows("/tindakan.csv")}
    (gone,) = rows("/tindakan.csv?status=ditarik")
    assert (gone["id"], gone["withdrawn"], gone["version"], gone["origin"]) == (code, "true", "2", "curated")


def test_calendars_are_rows_with_their_legal_base() -> None:
    found = rows("/tahapan.csv")
    assert len(found) == sum(len(each.periods) for each in engine.schedules())
    assert found[0]["legal_base"] == "PKPU 3/2022"
    assert {each["certainty"] for each in found} == {"published", "derived"}


def test_other_forms_hold_the_same() -> None:
    told = json.loads(Client().get("/tindakan.json").content)
    assert len(told["rows"]) == len(shipped())
    assert "bukan terbitan Bawaslu" in told["about"]["note"]["id"]
    book = Client().get("/tahapan.xlsx").content
    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(io.BytesIO(book)).namelist()
    assert Client().get("/tindakan.exe").status_code == 404
