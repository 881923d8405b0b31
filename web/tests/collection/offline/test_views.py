"""The shell of the page without a connection: the same for everybody, and whole without a line."""

import json
import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from django.urls import reverse

from web.tests.collecting import opened
from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db


def parts_of(client: Client, language: str = "") -> dict[str, object]:
    said = client.get(f"{language}/kantor/offline/pekerja.js").content.decode()
    found = re.search(r"const SETUP = (\{.*?\});", said)
    assert found is not None
    setup: dict[str, object] = json.loads(found.group(1))
    return setup


def test_the_shell_says_nothing_about_who_uses_it(client: Client) -> None:
    opened()
    pages = []
    for office in ("15.71", "15"):
        who = member("enterer", office)
        page = signed_in(Client(), who).get("/kantor/offline/").content.decode()
        assert who.person.email not in page
        assert str(who.office) not in page
        assert "csrfmiddlewaretoken" not in page
        pages.append(page)
    assert pages[0] == pages[1]


def test_the_worker_keeps_all_parts_of_the_page_and_they_are_there(client: Client) -> None:
    signed_in(client, member("enterer", "15.71"))
    for language in ("", "/en"):
        parts = parts_of(client, language)["parts"]
        assert isinstance(parts, list)
        page = client.get(f"{language}/kantor/offline/").content.decode()
        asked = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
        # The script of the portal only makes public pages nicer.
        assert {each for each in asked if "portal/portal." not in each or each.endswith(".css")} <= set(parts)
        for each in parts:
            assert staticfiles_storage.exists(str(each).removeprefix("/static/"))


def test_the_worker_may_run_under_the_policy_and_is_asked_for_anew(client: Client) -> None:
    answer = client.get("/kantor/offline/pekerja.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer["Content-Security-Policy"]


def test_what_can_be_entered_is_told_to_its_own_people_and_kept_nowhere(client: Client) -> None:
    cycle = opened()
    signed_in(client, member("enterer", "15.71"))
    answer = client.get("/kantor/offline/isi.json")
    assert answer["Cache-Control"] == "no-store"
    told = answer.json()
    assert told["token"]
    (only,) = told["cycles"]
    assert (only["code"], only["office"], only["revision"], only["mayEnter"]) == (cycle.pk, "15.71", 0, True)
    assert only["submission"] == reverse("office-api-v1:submission", args=[cycle.pk, "15.71"])
    assert Client().get("/kantor/offline/isi.json").status_code == 302
    assert signed_in(Client(), member("observer", "15.71")).get("/kantor/offline/isi.json").status_code == 403


def test_the_manifest_installs_the_page_alone(client: Client) -> None:
    for language in ("", "/en"):
        told = client.get(f"{language}/kantor/offline/manifest.webmanifest").json()
        assert told["start_url"] == told["scope"] == f"{language}/kantor/offline/"
        assert told["display"] == "standalone"


def test_sign_out_has_the_browser_forget_everything(client: Client) -> None:
    signed_in(client, member("enterer", "15.71"))
    answer = client.post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"storage"'
    assert client.get("/kantor/offline/").status_code == 302


def test_the_page_knows_from_which_states_an_event_may_be_changed(client: Client) -> None:
    page = signed_in(client, member("enterer", "15.71")).get("/kantor/offline/").content.decode()
    setup = re.search(r'id="atur" type="application/json">(.*?)</script>', page)
    assert setup is not None
    assert sorted(json.loads(setup.group(1))["editable"]) == ["accepted", "draft", "returned", "submitted"]
