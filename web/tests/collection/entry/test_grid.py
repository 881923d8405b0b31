"""The grid of indicators: a plain form that keeps what is said, shows what is to do, and lets nobody else in."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from ikpweb.collection.models import Cycle, Declaration, Event, Revision, State, Submission
from ikpweb.collection.services import comment, save

from web.tests.collecting import answers, codes, event, filled, opened, submission_of
from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/kantor/isian/latihan/"


def said(page: Any) -> str:
    return re.sub(r"\s+", " ", page.content.decode())


def test_all_61_indicators_are_there_with_progress(client: Client) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    first, second, *_ = codes(cycle)
    changes = {
        "declarations": {first: {"answer": "nil"}, second: {"answer": "no-data", "reason": "Belum ada laporan."}}
    }
    save(submission_of(cycle, "15.71"), changes, seen=0, client=uuid4(), actor=anna)
    page = said(signed_in(client, anna).get(PAGE))
    assert page.count("data-row=") == 61
    assert page.count('type="radio"') == 4 * 61
    assert "<span data-answered>2</span> dari 61" in page
    assert 'value="Belum ada laporan."' in page
    assert '<aside class="training" aria-label="Putaran latihan"><strong>SINTETIS</strong>' in page  # a landmark


def test_the_plain_form_keeps_what_was_chosen(client: Client) -> None:
    cycle = opened()
    signed_in(client, member("enterer", "15.71"))
    a, b, *_ = codes(cycle)
    given = {f"a-{a}": "nil", f"a-{b}": "not-applicable", f"r-{b}": "Tidak ada pemilihan di sini.", "seen": "0"}
    assert client.post(PAGE, given).status_code == 302
    kept = {d.indicator: (d.answer, d.reason) for d in Declaration.objects.all()}
    assert kept == {a: ("nil", ""), b: ("not-applicable", "Tidak ada pemilihan di sini.")}


def test_a_wrong_answer_is_said_at_its_row_and_the_rest_stays_on_the_page(client: Client) -> None:
    cycle = opened()
    signed_in(client, member("enterer", "15.71"))
    a, b, *_ = codes(cycle)
    response = client.post(PAGE, {f"a-{a}": "mungkin", f"a-{b}": "nil", "seen": "0"})
    page = said(response)
    assert response.status_code == 422
    assert not Declaration.objects.exists()
    assert "<li>Pilih nihil, ada kejadian, tidak ada data, atau tidak berlaku.</li>" in page
    assert f'name="a-{b}" value="nil" checked' in page


@pytest.mark.parametrize(("chosen", "rows"), [("belum", 60), ("kejadian", 1), ("kembali", 1), ("", 61)])
def test_filters_keep_the_rows_that_are_asked_for(client: Client, chosen: str, rows: int) -> None:
    cycle, anna, key = opened(), member("enterer", "15.71"), str(uuid4())
    first = codes(cycle)[0]
    changes = {"declarations": {first: {"answer": "events"}}, "events": {key: event(first)}}
    save(submission_of(cycle, "15.71"), changes, seen=0, client=uuid4(), actor=anna)
    Event.objects.update(state=State.RETURNED)
    page = said(signed_in(client, anna).get(PAGE, {"saring": chosen}))
    assert page.count("data-row=") == rows


def test_words_find_an_indicator(client: Client) -> None:
    opened()
    page = said(signed_in(client, member("enterer", "15.71")).get(PAGE, {"cari": "i05"}))
    assert page.count("data-row=") == 1


def test_what_came_back_stands_at_the_top_with_its_reason(client: Client) -> None:
    cycle, anna, above = opened(), member("enterer", "15.71"), member("verifier", "15")
    submission, (key,) = filled(cycle, anna)
    first = codes(cycle)[0]
    Event.objects.filter(pk=key).update(state=State.RETURNED)
    submission.decisions.create(
        indicator=first,
        event_id=key,
        revision=1,
        move="return",
        before="submitted",
        after="returned",
        reason="Lampirkan putusannya.",
        person=above.person,
        office=above.office,
        at=submission.changed_at,
    )
    page = said(signed_in(client, anna).get(PAGE))
    assert "1 isian dikembalikan untuk diperbaiki" in page
    assert "Lampirkan putusannya." in page
    assert f"/kantor/kejadian/{key}/" in page
    assert "/sanggah/" not in page  # objecting is for the head
    signed_in(client, member("head", "15.71"))
    for address in (PAGE, f"/kantor/kejadian/{key}/"):
        assert "Lampirkan putusannya." in said(client.get(address))
        assert "/kantor/verifikasi/latihan/15.71/sanggah/" in said(client.get(address))


def test_those_above_read_and_strangers_find_nothing(client: Client) -> None:
    opened()
    office = f"{PAGE}15.71/"
    for role, where, status in [
        ("verifier", "15", 200),
        ("head", "0", 200),
        ("observer", "15.71", 302),
        ("enterer", "15.72", 404),
        ("head", "16", 404),
    ]:
        signed_in(client, member(role, where))
        assert client.get(office).status_code == status, (role, where)
    page = said(signed_in(client, member("verifier", "15")).get(office))
    assert page.count(" disabled>") == 61
    assert "saver.js" not in page


def test_an_observer_reads_and_cannot_touch(client: Client) -> None:
    cycle = opened()
    signed_in(client, member("observer", "15.71"))
    assert "membaca isian ini" in said(client.get(PAGE))
    assert client.post(PAGE, {f"a-{codes(cycle)[0]}": "nil"}).status_code == 403
    for way in ("sisa/", "kirim/", "baru/I01/"):
        assert client.get(PAGE + way).status_code == 403


def test_a_cycle_that_is_not_open_yet_does_not_exist_for_offices(client: Client) -> None:
    cycle = opened()
    Cycle.objects.filter(pk=cycle.pk).update(stage=Cycle.Stage.DRAFT)
    assert signed_in(client, member("enterer", "15.71")).get(PAGE).status_code == 404


def test_the_rest_is_set_to_nil_after_a_question_and_can_be_taken_back(client: Client) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    first, second, *_ = codes(cycle)
    key = str(uuid4())
    changes = {"declarations": {first: {"answer": "no-data", "reason": "Belum ada."}}, "events": {key: event(second)}}
    save(submission_of(cycle, "15.71"), changes, seen=0, client=uuid4(), actor=anna)
    signed_in(client, anna)
    asked = re.findall(r'name="code" value="(\w+)" checked', said(client.get(f"{PAGE}sisa/")))
    assert len(asked) == 59  # neither what has an answer, nor what has an event
    client.post(f"{PAGE}sisa/", {"code": asked})
    assert Declaration.objects.filter(answer="nil").count() == 59
    page = said(client.get(PAGE))
    assert "Simpanan terakhir Anda mengubah 59 jawaban sekaligus." in page
    client.post(f"{PAGE}batal/2/")
    assert list(Declaration.objects.values_list("indicator", flat=True)) == [first]
    assert Revision.objects.count() == 3


def test_only_what_was_listed_is_set_to_nil(client: Client) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    first, second, third, *_ = codes(cycle)
    signed_in(client, anna)
    save(
        submission_of(cycle, "15.71"),
        {"declarations": {first: {"answer": "events"}}},
        seen=0,
        client=uuid4(),
        actor=anna,
    )
    client.post(f"{PAGE}sisa/", {"code": [first, second, "X"]})
    kept = dict(Declaration.objects.values_list("indicator", "answer"))
    assert kept == {first: "events", second: "nil"}
    assert third not in kept


def test_the_checklist_leads_to_each_place_and_then_hands_in(client: Client) -> None:
    cycle, anna, key = opened(), member("enterer", "15.71"), str(uuid4())
    first, second, *_ = codes(cycle)
    told = {**answers(cycle), first: {"answer": "events"}, second: {"answer": "no-data", "reason": ""}}
    changes = {"declarations": told, "events": {key: event(first, unevidenced="", grade=None)}}
    save(submission_of(cycle, "15.71"), changes, seen=0, client=uuid4(), actor=anna)
    signed_in(client, anna)
    page = said(client.get(f"{PAGE}kirim/"))
    assert f"/kantor/kejadian/{key}/#f-grade" in page
    assert f"{PAGE}#{second}" in page
    assert "Ajukan sekarang" not in page
    assert client.post(f"{PAGE}kirim/", {"seen": "1"}).status_code == 422
    mended = {"declarations": {second: {"answer": "nil"}}, "events": {key: event(first)}}
    save(submission_of(cycle, "15.71"), mended, seen=1, client=uuid4(), actor=anna)
    assert "Ajukan sekarang" in said(client.get(f"{PAGE}kirim/"))
    done = client.post(f"{PAGE}kirim/", {"seen": "2"}, follow=True)
    assert Submission.objects.get(cycle=cycle, office="15.71").stage == Submission.Stage.SUBMITTED
    assert "Bawaslu provinsi memeriksa setiap jawaban" in said(done)


def test_two_versions_are_shown_and_the_choice_is_kept(client: Client) -> None:
    cycle, anna, budi = opened(), member("enterer", "15.71"), member("enterer", "15.71")
    first, second, third, *_ = codes(cycle)
    submission = submission_of(cycle, "15.71")
    save(submission, {"declarations": {first: {"answer": "nil"}}}, seen=0, client=uuid4(), actor=anna)
    signed_in(client, budi)
    given = {"seen": "0", f"a-{first}": "no-data", f"r-{first}": "Belum ada laporan.", f"a-{third}": "nil"}
    response = client.post(PAGE, given)
    page = said(response)
    assert response.status_code == 409
    assert "Dua orang mengubah isian yang sama" in page
    assert "1 perubahan Anda yang lain ikut disimpan." in page
    hidden = {
        name: re.search(f'name="{name}" value="([^"]*)"', page)[1].replace("&quot;", '"')
        for name in ("seen", "others", f"said-{first}")  # type: ignore[index]
    }
    client.post(
        f"{PAGE}beda/", {**hidden, "item": first, f"pick-{first}-answer": "mine", f"pick-{first}-reason": "mine"}
    )
    kept = dict(Declaration.objects.values_list("indicator", "answer"))
    assert kept == {first: "no-data", third: "nil"}
    assert second not in kept


@pytest.mark.parametrize(
    "given", [{"others": "["}, {"others": "[]"}, {"item": "I01", "said-I01": "{}"}, {"changes": "5"}]
)
def test_a_page_that_was_tampered_with_is_no_server_error(client: Client, given: dict[str, str]) -> None:
    opened()
    signed_in(client, member("enterer", "15.71"))
    assert client.post(f"{PAGE}beda/", given).status_code == 400


def test_an_indicator_shows_its_rubric_events_comments_and_history(client: Client) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    submission, (key,) = filled(cycle, anna)
    first = codes(cycle)[0]
    comment(submission, first, "Sudah diperiksa.", actor=anna)
    signed_in(client, anna)
    page = said(client.get(f"{PAGE}15.71/{first}/"))
    assert f"/kantor/kejadian/{key}/" in page
    assert "Rubrik ini susunan proyek ikp" in page
    assert "Sudah diperiksa." in page
    assert "Riwayat" in page
    client.post(f"{PAGE}15.71/{first}/", {"comment": "Terima kasih."})
    assert submission.comments.count() == 2
    assert client.get(f"{PAGE}15.71/I99/").status_code == 404


def test_the_card_says_what_is_to_do(client: Client) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    save(
        submission_of(cycle, "15.71"),
        {"declarations": {codes(cycle)[0]: {"answer": "nil"}}},
        seen=0,
        client=uuid4(),
        actor=anna,
    )
    Declaration.objects.update(state=State.RETURNED)
    page = said(signed_in(client, anna).get("/kantor/"))
    assert "1 dari 61 indikator dijawab" in page
    assert "1 isian dikembalikan" in page


def test_the_page_is_light_and_asks_the_database_little(client: Client, django_assert_max_num_queries: Any) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    filled(cycle, anna, events=30, submit=False)
    signed_in(client, anna)
    client.get(PAGE)
    with django_assert_max_num_queries(11):
        response = client.get(PAGE, headers={"Accept-Encoding": "gzip"})
    assert len(response.content) < 20_000


def test_both_languages(client: Client) -> None:
    opened()
    page = said(signed_in(client, member("enterer", "15.71")).get(f"/en{PAGE}"))
    assert 'lang="en"' in page
    assert "Violence" in page


def test_parts_are_folded_but_the_first_that_is_not_done_and_what_came_back(client: Client) -> None:
    cycle, anna = opened(), member("enterer", "15.71")
    asked = cycle.form["regency"]
    parts = list(dict.fromkeys(question["parent"] for question in asked))
    done = {each["code"]: {"answer": "nil"} for each in asked if each["parent"] == parts[0]}
    save(submission_of(cycle, "15.71"), {"declarations": done}, seen=0, client=uuid4(), actor=anna)
    Declaration.objects.filter(indicator=asked[0]["code"]).update(state=State.RETURNED)
    signed_in(client, anna)

    def unfolded(**asked: str) -> list[str]:
        found = re.findall(r'<details class="part" data-part="([^"]+)"( open)?>', said(client.get(PAGE, asked)))
        assert len(found) == len(parts) if not asked.get("cari") else 0 < len(found) < len(parts)
        return [part for part, is_open in found if is_open]

    assert unfolded() == parts[:2]  # the first for what came back, the second as the first that is not done
    Declaration.objects.update(state=State.DRAFT)
    assert unfolded() == [parts[1]]
    assert unfolded(buka="semua") == parts
    assert parts[-1] in unfolded(cari=asked[-1]["code"])  # what was searched for is seen
    whole = f"<span data-answered>{len(done)}</span>/{len(done)}"
    assert whole in said(client.get(PAGE))
