"""Screens of curation: forms there and back, faults at their fields, two versions, and who may see what."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from ikpweb.prevention.actions import find
from ikpweb.prevention.curation.models import Proposal, Version
from ikpweb.prevention.curation.selectors.calendars import all_schedules
from ikpweb.prevention.curation.selectors.links import links
from ikpweb.prevention.curation.services import accept, change_calendar, change_links, withdraw_action

from web.tests.factories import member, signed_in
from web.tests.prevention.curation.curating import REASON, calendar, curator, given_action, proposed, text
from web.tests.prevention.curation.test_proposals import spare

pytestmark = pytest.mark.django_db


class _Fields(HTMLParser):
    """Reads what a browser would send of the form that holds the most fields."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self.area, self.select, self.said = "", "", ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        held = dict(attrs)
        if tag == "form":
            self.forms.append({})
        elif not self.forms or ("name" not in held and tag != "option"):
            return
        elif tag == "input":
            if held.get("type") not in ("checkbox", "radio") or "checked" in held:
                self.forms[-1].setdefault(held["name"], []).append(
                    held.get("value") or ("on" if "checked" in held else "")
                )
        elif tag == "textarea":
            self.area, self.said = held["name"], ""
        elif tag == "select":
            self.select = held["name"]
        elif tag == "option" and "selected" in held and self.select:
            self.forms[-1][self.select] = [held.get("value") or ""]

    def handle_data(self, data: str) -> None:
        if self.area:
            self.said += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.forms[-1][self.area], self.area = [self.said.removeprefix("\n")], ""
        elif tag == "select":
            self.select = ""


def sent(page: str, **other: Any) -> dict[str, Any]:
    """Give what a browser sends of a page, with some of it changed."""
    reader = _Fields()
    reader.feed(page)
    whole: Mapping[str, Any] = max(reader.forms, key=len)
    return {**whole, **other}


def curating(role: str = "analyst") -> Client:
    return signed_in(Client(), curator(role))


# --- calendars -------------------------------------------------------------------------------------


def test_a_calendar_is_copied_changed_and_confirmed_on_screen() -> None:
    client = curating()
    address = reverse("curation:calendar-new")
    body = {"code": "pilkada-2029", "names_id": "Pilkada 2029 SINTETIS", "voting_day": "2029-11-28",
            "copied_from": "pilkada-2024", "reason": REASON}  # fmt: skip
    answer = client.post(address, body)
    assert answer["Location"] == reverse("curation:calendar", args=["pilkada-2029"])
    assert "asumsi" in text(client.get(answer["Location"]))

    edit = reverse("curation:calendar-edit", args=["pilkada-2029"])
    form = sent(text(client.get(edit)))
    assert form["p-TOTAL_FORMS"] == [str(len(all_schedules()["pilkada-2029"].periods) + 3)]
    new = int(form["p-TOTAL_FORMS"][0]) - 3
    form |= {"confirmed": "on", "legal_base": "PKPU SINTETIS 9/2028", "sources": "SINTETIS", "reason": REASON,
             f"p-{new}-names_id": "Baris tambahan SINTETIS", f"p-{new}-stage": "voting", f"p-{new}-also": "counting",
             f"p-{new}-start": "2029-11-29", f"p-{new}-end": "2029-11-29", "p-0-DELETE": "on"}  # fmt: skip
    assert client.post(edit, form).status_code == 302
    found = all_schedules()["pilkada-2029"]
    assert found.confirmed
    assert found.periods[-1].stages == ("voting", "counting")
    assert found.periods[-1].key == "18"
    assert "1" not in {each.key for each in found.periods}
    page = text(client.get(reverse("curation:calendar", args=["pilkada-2029"])))
    assert "Versi 2" in page
    assert "Sudah dicocokkan dengan dasar hukum" in page


def test_what_is_wrong_with_a_row_stands_at_the_row_and_nothing_is_lost() -> None:
    client, edit = curating(), reverse("curation:calendar-edit", args=["pilkada-2024"])
    form = sent(text(client.get(edit)), reason=REASON, **{"p-3-end": "2020-01-01", "p-17-names_id": "Hanya nama"})
    answer = client.post(edit, form)
    assert answer.status_code == 422
    page = text(answer)
    assert "Hari terakhir mendahului hari pertama." in page
    assert "Pilih tahapan umum yang memuat baris ini." in page
    assert "Hanya nama" in page
    assert not Version.objects.exists()


def test_of_two_at_once_the_second_reads_both_and_saves_the_join() -> None:
    client, edit = curating("head"), reverse("curation:calendar-edit", args=["pilkada-2024"])
    form = sent(text(client.get(edit)), reason=REASON, note="SINTETIS: catatan saya")
    change_calendar("pilkada-2024", {**calendar("pilkada-2024"), "legal_base": "PKPU 2/2024 SINTETIS"}, reason=REASON,
                    seen=1, actor=curator())  # fmt: skip
    answer = client.post(edit, form)
    assert answer.status_code == 409
    assert "Orang lain mengubahnya lebih dahulu" in text(answer)
    assert client.post(edit, sent(text(answer), reason=REASON)).status_code == 302
    found = all_schedules()["pilkada-2024"].election
    assert (found.note, found.legal_base) == ("SINTETIS: catatan saya", "PKPU 2/2024 SINTETIS")


def test_a_calendar_is_withdrawn_and_restored_on_screen() -> None:
    client, address = curating(), reverse("curation:calendar-move", args=["pilkada-2024"])
    assert client.post(address, {"move": "withdraw", "reason": "", "seen": "1"}).status_code == 422
    assert client.post(address, {"move": "withdraw", "reason": REASON, "seen": "1"}).status_code == 302
    assert "Pilkada 2024" not in text(Client().get("/tahapan/"))
    assert client.post(address, {"move": "restore", "reason": REASON, "seen": "0"}).status_code == 409
    assert client.post(address, {"move": "restore", "reason": REASON, "seen": "2"}).status_code == 302
    assert client.post(address, {"move": "vanish"}).status_code == 404


# --- links -----------------------------------------------------------------------------------------


def test_links_are_changed_on_screen() -> None:
    client, address = curating(), reverse("curation:link", args=["I06"])
    form = sent(text(client.get(address)), reason=REASON, **{"t-8-on": "on", "t-8-lead": "12", "t-8-note": "SINTETIS"})
    assert client.post(address, form).status_code == 302
    assert ("campaign", 12) in {(stage.code, link.lead) for stage, link in links()["I06"]}
    assert "Versi 2" in text(client.get(address))
    answer = client.post(address, {**form, "t-9-on": "on", "t-9-lead": ""})
    assert (answer.status_code, "Tulis bilangan bulat hari" in text(answer)) == (422, True)
    change_links("I06", {"links": [{"key": "voting", "lead": 1, "note": ""}]}, reason=REASON, seen=2, actor=curator())
    assert client.post(address, {**form, "t-8-lead": "13"}).status_code == 409


def test_others_read_links_and_change_none() -> None:
    client = signed_in(Client(), member("head", "15"))
    address = reverse("curation:link", args=["I06"])
    assert "<textarea" not in text(client.get(address))
    assert client.post(address, {"reason": REASON}).status_code == 403
    assert client.get(reverse("curation:links")).status_code == 200


# --- proposals -------------------------------------------------------------------------------------


def flat_form(**other: Any) -> dict[str, Any]:
    """Give a whole action as the form sends it."""
    given = given_action()
    texts = {f"{name}_{lang}": given[name][lang] for name in ("title", "description", "mechanism", "done_when")
             for lang in ("id", "en")}  # fmt: skip
    return {**texts, "main": "I01", "others": ["I42"], "stages": ["campaign"], "levels": ["regency"], "form": "letters",
            "effort": "3", "legal_base": "UU 7/2017 Pasal 98", "why": REASON, **other}  # fmt: skip


def test_an_office_proposes_and_the_centre_takes_it_with_edits() -> None:
    office = signed_in(Client(), member("enterer", "15.71"))
    english = dict.fromkeys(("title_en", "description_en", "mechanism_en", "done_when_en"), "")
    answer = office.post(reverse("curation:propose"), flat_form(**english))
    proposal = Proposal.objects.get()
    assert answer["Location"] == reverse("curation:proposal", args=[proposal.pk])
    page = text(office.get(answer["Location"]))
    assert "Terjemahan Inggris belum lengkap" in page
    assert "Kurasi: sunting dan terima" not in page

    centre, address = curating(), reverse("curation:curate", args=[proposal.pk])
    form = sent(text(centre.get(address)))
    answer = centre.post(address, form)
    assert (answer.status_code, text(answer).count("Terjemahan Inggris belum diisi.")) == (422, 4)
    answer = centre.post(address, {**form, **{name: flat_form()[name] for name in english}, "effort": "4"})
    action = find(proposal.code)
    assert action is not None
    assert (action.effort, answer["Location"]) == (4, reverse("curation:action", args=[action.id]))
    public = text(Client().get(f"/tindakan/{action.id}/"))
    assert "Tindakan ini dikurasi oleh pusat" in public
    assert "diterima" in text(office.get(reverse("curation:proposals")))


def test_a_change_shows_what_it_changes_and_each_version_has_its_page() -> None:
    code = find("identity-tension-map").id  # type: ignore[union-attr]
    office = signed_in(Client(), member("head", "15"))
    address = f"{reverse('curation:propose')}?tindakan={code}"
    form = sent(text(office.get(address)), effort="11", why=REASON)
    assert office.post(address, form).status_code == 302
    proposal = Proposal.objects.get()
    assert (proposal.code, proposal.base) == (code, 1)
    assert "Upaya (hari orang)" in text(office.get(reverse("curation:proposal", args=[proposal.pk])))
    accept(proposal, proposal.content, seen=1, seen_action=1, actor=curator())
    first, second = (text(Client().get(f"/tindakan/{code}/versi/{number}/")) for number in (1, 2))
    assert "6 hari orang" in first
    assert "Ini bukan versi terakhir." in first
    assert "11 hari orang" in second
    assert "Yang berubah dari versi 1" in second
    assert re.search(r"<td[^>]*>6</td><td[^>]*>11</td>", second)
    assert Client().get(f"/tindakan/{code}/versi/3/").status_code == 404
    assert "version 2" in text(Client().get(f"/en/tindakan/{code}/versi/2/"))


def test_the_curator_reads_when_the_action_changed_since() -> None:
    from uuid import uuid4

    from ikpweb.prevention.curation.services import propose
    from ikpweb.prevention.shipped import table_of

    table = table_of(find("identity-tension-map"))  # type: ignore[arg-type]
    one, two = (
        propose(uuid4(), {**table, **change}, why=REASON, code=str(table["id"]), base=1, actor=member("head", "15"))
        for change in ({"effort": 12}, {"levels": ["regency"]})
    )
    centre, address = curating(), reverse("curation:curate", args=[two.pk])
    stale = sent(text(centre.get(address)))
    accept(one, one.content, seen=1, seen_action=1, actor=curator())
    assert centre.post(address, stale).status_code == 409
    page = text(centre.get(address))
    assert "Tindakan ini sudah berubah sejak diusulkan (sekarang versi 2)" in page
    assert centre.post(address, sent(page)).status_code == 302
    action = find("identity-tension-map")
    assert action is not None
    assert (action.effort, action.levels, action.version) == (12, ("regency",), 3)


def test_who_wrote_it_is_told_that_another_decides() -> None:
    who = curator("head")
    proposal = proposed(who)
    client = signed_in(Client(), who)
    assert client.get(reverse("curation:curate", args=[proposal.pk]))["Location"] == reverse(
        "curation:proposal", args=[proposal.pk]
    )
    assert "Anda yang menulisnya" in text(client.get(reverse("curation:proposal", args=[proposal.pk])))
    answer = client.post(reverse("curation:proposal-move", args=[proposal.pk]),
                         {"move": "refuse", "reason": REASON, "seen": "1"})  # fmt: skip
    assert (answer.status_code, "Orang lain yang mengkurasinya" in text(answer)) == (422, True)


def test_a_proposal_is_changed_refused_and_taken_back_on_screen() -> None:
    office, author = Client(), member("enterer", "15.71")
    signed_in(office, author)
    proposal, other = proposed(author), proposed(author, title={"id": "SINTETIS: judul kedua sekali", "en": ""})
    edit = reverse("curation:proposal-edit", args=[proposal.pk])
    assert office.post(edit, sent(text(office.get(edit)), effort="8")).status_code == 302
    stale = sent(text(office.get(edit)), effort="9", seen="1")
    assert office.post(edit, stale).status_code == 409
    move = reverse("curation:proposal-move", args=[proposal.pk])
    assert curating().post(move, {"move": "refuse", "reason": REASON, "seen": "2"}).status_code == 302
    page = text(office.get(reverse("curation:proposal", args=[proposal.pk])))
    assert "ditolak" in page
    assert REASON in page
    assert office.post(reverse("curation:proposal-move", args=[other.pk]),
                       {"move": "withdraw", "reason": REASON, "seen": "1"}).status_code == 302  # fmt: skip
    listed = text(office.get(reverse("curation:proposals"), {"status": "withdrawn"}))
    assert "judul kedua sekali" in listed
    assert "surati panitia" not in listed
    assert "surati panitia" in text(office.get(reverse("curation:proposals"), {"cari": "panitia kampanye"}))
    assert "Tidak ada usulan yang cocok" in text(office.get(reverse("curation:proposals"), {"cari": "xyzzy"}))


def test_other_offices_see_no_proposal() -> None:
    proposal = proposed()
    other = signed_in(Client(), member("head", "16.71"))
    assert other.get(reverse("curation:proposal", args=[proposal.pk])).status_code == 404
    assert "surati panitia" not in text(other.get(reverse("curation:proposals")))
    assert "surati panitia" not in text(other.get(reverse("curation:home")))


@pytest.mark.parametrize("role", ["observer", "verifier"])
def test_readers_find_no_form(role: str) -> None:
    client = signed_in(Client(), member(role, "15.71"))
    assert client.get(reverse("curation:propose")).status_code == 403
    for name in ("home", "ahead", "proposals", "links"):
        page = text(client.get(reverse(f"curation:{name}")))
        assert "Usulkan tindakan baru</a>" not in page.replace("\n", "")
    assert client.get(reverse("curation:calendar-new")).status_code == 403
    assert client.get(reverse("curation:calendar-edit", args=["pilkada-2024"])).status_code == 403


# --- the library -----------------------------------------------------------------------------------


def test_a_withdrawn_action_stays_visible_as_withdrawn() -> None:
    code = spare()
    client = curating()
    address = reverse("curation:action-move", args=[code])
    assert client.post(address, {"move": "withdraw", "reason": REASON, "seen": "1"}).status_code == 302
    public = text(Client().get(f"/tindakan/{code}/"))
    assert "sudah ditarik dari pustaka" in public
    assert REASON in public
    assert f"/tindakan/{code}/" not in text(Client().get(f"/tindakan/?cari={code}"))
    assert f"/tindakan/{code}/" in text(Client().get("/tindakan/?status=ditarik"))
    assert "ditarik" in text(client.get(reverse("curation:action", args=[code])))
    assert client.post(address, {"move": "withdraw", "reason": REASON, "seen": "1"}).status_code == 302  # double click
    assert client.post(address, {"move": "restore", "reason": REASON, "seen": "1"}).status_code == 409
    withdrawn = client.post(address, {"move": "restore", "reason": "", "seen": "2"})
    assert withdrawn.status_code == 422
    assert signed_in(Client(), member("head", "15")).post(
        address, {"move": "restore", "reason": REASON, "seen": "2"}
    ).status_code == 403  # fmt: skip
    with pytest.raises(Exception, match="perlu diperbaiki"):
        withdraw_action(code, REASON, seen=2, actor=curator())


@pytest.mark.parametrize("start", ["", "/en"])
def test_every_page_of_the_room_opens_in_both_languages(start: str) -> None:
    proposal = proposed()
    client = curating()
    pages = ["", "mendatang/?hari=2024-10-01", "kalender/baru/", "kalender/pemilu-2024/", "kalender/pemilu-2024/ubah/",
             "kaitan/", "kaitan/I30/", "usulan/", "usulan/baru/", f"usulan/{proposal.pk}/", "indikator/I30/",
             f"usulan/{proposal.pk}/kurasi/", "tindakan/identity-tension-map/"]  # fmt: skip
    for each in pages:
        answer = client.get(f"{start}/kantor/pencegahan/pustaka/{each}")
        assert answer.status_code == 200, each
        assert " style=" not in text(answer)
