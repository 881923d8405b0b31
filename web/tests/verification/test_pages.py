"""The pages of verification: who sees what, what they say, and how many queries they cost."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from ikpweb.accounts.members import Member
from ikpweb.collection.models import Cycle, Event, Evidence, State, Submission
from ikpweb.collection.services import close_cycle, comment, save
from ikpweb.collection.transitions import Move
from ikpweb.verification.models import Decision, Objection, SampledEvent, SignOff
from ikpweb.verification.services import decide, decide_many, draw_sample, sign_off

from web.tests.collecting import codes, event, filled, opened
from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db
WHY = "Tanggalnya tidak cocok dengan berkas bukti."


def page(who: Member, name: str, *args: Any, data: dict[str, Any] | None = None, client: Client | None = None) -> Any:
    client = signed_in(client or Client(), who)
    address = reverse(f"verification:{name}", args=args)
    return client.post(address, data, follow=True) if data is not None else client.get(address)


def item_of(key: UUID) -> Event:
    return Event.objects.select_related("submission__office", "submission__cycle").get(pk=key)


def everything_accepted(cycle: Cycle, office: str = "15.71", above: str = "15", events: int = 1) -> Submission:
    submission, keys = filled(cycle, member("enterer", office), events=events)
    vera = member("verifier", above)
    decide_many(submission, dict.fromkeys(codes(cycle, submission.office.level), 1), actor=vera)
    for key in keys:
        decide(item_of(key), Move.ACCEPT, seen_revision=1, actor=vera)
    return submission


def test_the_home_counts_what_waits_office_by_office() -> None:
    cycle = opened()
    filled(cycle, member("enterer", "15.71"), events=3)
    answer = page(member("verifier", "15"), "home")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "SINTETIS" in text
    assert "<strong>64</strong>" in text
    assert "15.71" in text
    assert "16.71" not in text


def test_the_first_page_of_the_office_tells_what_waits() -> None:
    cycle = opened()
    filled(cycle, member("enterer", "15.71"), events=3)
    for who, told in ((member("verifier", "15"), True), (member("enterer", "15.71"), False)):
        text = signed_in(Client(), who).get(reverse("office:home")).content.decode()
        assert ("Menunggu keputusan: 64" in text) is told


def test_the_queue_is_filtered_by_sign_indicator_office_words() -> None:
    cycle = opened()
    submission, (key, *_) = filled(cycle, member("enterer", "15.71"), events=3)
    filled(cycle, member("enterer", "15.01"), events=1)
    vera = member("verifier", "15")
    changed = {"events": {str(key): event(codes(cycle)[0], grade=4, narrative="SINTETIS: logistik terlambat")}}
    enterer = member("enterer", "15.71")
    save(submission, changed, seen=1, client=uuid4(), submit=True, actor=enterer)
    client = signed_in(Client(), vera)
    address = reverse("verification:queue", args=[cycle.pk])

    def number(**filters: str) -> int:
        found = client.get(address, filters)
        assert found.status_code == 200
        return found.context["page"].paginator.count

    assert number() == 4
    assert number(kantor="15.01") == 1
    assert number(tanda="grade") == 1
    assert number(tanda="tanpa") == 0  # none has a file
    assert number(tanda="ada") == 4
    assert number(cari="logistik") == 1
    assert number(indikator=codes(cycle)[1]) == 0
    assert number(indikator=codes(cycle)[0]) == 4
    assert number(umur="7") == 0
    assert number(umur="²") == 4
    assert number(jenis="pernyataan", kantor="15.71") == 61
    assert number(jenis="pernyataan", tanda="reason") == 0


def test_the_review_shows_what_changed_since_the_decision() -> None:
    cycle, anna, vera = opened(), member("enterer", "15.71"), member("verifier", "15")
    submission, (key,) = filled(cycle, anna)
    decide(item_of(key), Move.RETURN, reason=WHY, seen_revision=1, actor=vera)
    changed = {"events": {str(key): event(codes(cycle)[0], grade=3, district="Jambi Selatan")}}
    save(submission, changed, seen=1, client=uuid4(), submit=True, actor=anna)
    comment(submission, codes(cycle)[0], "Sudah diperbaiki menurut putusan.", event=item_of(key), actor=anna)
    Evidence.objects.create(
        submission=submission,
        name="form-a.pdf",
        kind="pdf",
        size=12_000,
        sha256="ab" * 32,
        key="sealed/ab/ab/" + "ab" * 32,
        author=anna.person,
        received_at=datetime(2026, 11, 1, tzinfo=UTC),
    ).events.add(key)
    text = page(vera, "submission", cycle.pk, "15.71").content.decode()
    for told in (WHY, "Sudah diperbaiki menurut putusan.", "form-a.pdf", "abababababababab"):
        assert told in text, told
    found = re.findall(
        r"<dt>([^<]*)</dt><dd><del><span class=\"mark\">dulu</span> ([^<]*)</del> <ins>.*?</span> ([^<]*)<", text
    )
    assert sorted(found) == [("Kecamatan", "Telanaipura", "Jambi Selatan"), ("Tingkat", "2", "3")]


def test_deciding_leads_on_and_offers_to_take_it_back() -> None:
    cycle = opened()
    _, (key,) = filled(cycle, member("enterer", "15.71"))
    vera, where = member("verifier", "15"), ["latihan", "15.71"]
    said = {"item": str(key), "revision": "1", "move": "reject", "reason": WHY}
    answer = page(vera, "decide", *where, data=said)
    assert answer.status_code == 200
    undo = reverse("verification:undo", args=[*where, Decision.objects.get().pk])
    assert undo in answer.content.decode()
    client = signed_in(Client(), vera)
    assert client.get(undo).status_code == 200
    assert client.post(undo, {"reason": "pendek"}).status_code == 422
    client.post(undo, {"reason": "Salah menekan tombol."})
    assert item_of(key).state == State.SUBMITTED


def test_a_refusal_is_a_sentence_on_the_page() -> None:
    cycle = opened()
    _, (key,) = filled(cycle, member("enterer", "15.71"))
    said = {"item": str(key), "revision": "1", "move": "return", "reason": ""}
    answer = page(member("verifier", "15"), "decide", cycle.pk, "15.71", data=said)
    assert "Tulis alasannya" in answer.content.decode()
    assert item_of(key).state == State.SUBMITTED


def test_the_safe_ones_are_accepted_together() -> None:
    cycle = opened()
    filled(cycle, member("enterer", "15.71"))
    vera = member("verifier", "15")
    listed = signed_in(Client(), vera).get(
        reverse("verification:submission", args=[cycle.pk, "15.71"]), {"tampil": "aman"}
    )
    ticked = re.findall(r'name="butir" value="([^"]+)"', listed.content.decode())
    assert len(ticked) == 61
    page(vera, "accept-many", cycle.pk, "15.71", data={"butir": [*ticked, "tanpa-revisi", "@"]})
    assert Decision.objects.count() == 61


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [("observer", "15", 403), ("enterer", "15", 403), ("verifier", "15.71", 403), ("verifier", "16", 404)],
)
def test_who_may_not_decide_is_refused(role: str, office: str, status: int) -> None:
    cycle = opened()
    _, (key,) = filled(cycle, member("enterer", "15.71"))
    client = signed_in(Client(), member(role, office))
    said = {"item": str(key), "revision": "1", "move": "accept"}
    assert client.post(reverse("verification:decide", args=[cycle.pk, "15.71"]), said).status_code == status
    assert item_of(key).state == State.SUBMITTED


@pytest.mark.parametrize(
    ("name", "role", "office", "status"),
    [
        ("signed", "verifier", "15", 403),
        ("signed", "head", "15.71", 403),  # signs nothing of its own
        ("signed", "head", "0", 403),  # the province reviews a regency, not the centre
        ("signed", "head", "16", 404),
        ("unsigned", "head", "15.71", 403),
        ("accept", "head", "15", 403),
        ("accept", "observer", "0", 403),
        ("delegate", "head", "0", 403),
        ("end-delegation", "head", "15.71", 403),
        ("accept-many", "verifier", "15.71", 403),
    ],
)
def test_who_may_not_is_refused_over_http_too(name: str, role: str, office: str, status: int) -> None:
    cycle = opened()
    everything_accepted(cycle)
    who = member(role, office)
    client = signed_in(Client(), who)
    body = {"reason": WHY, "orang": str(who.person.pk), "butir": "I02@1"}
    answer = client.post(reverse(f"verification:{name}", args=[cycle.pk, "15.71"]), body)
    assert answer.status_code == status
    assert Submission.objects.get(cycle=cycle, office="15.71").stage == Submission.Stage.SUBMITTED
    assert not SignOff.objects.exists()


def test_an_observer_sees_and_finds_no_button() -> None:
    cycle = opened()
    filled(cycle, member("enterer", "15.71"))
    text = page(member("observer", "15"), "submission", cycle.pk, "15.71").content.decode()
    main = text.split("<main")[1].split("</main>")[0]
    assert "SINTETIS: pemungutan suara terhenti satu jam." in main
    assert 'method="post"' not in main


@pytest.mark.parametrize("name", ["submission", "sign"])
def test_a_foreign_submission_does_not_exist(name: str) -> None:
    cycle = opened()
    filled(cycle, member("enterer", "15.71"))
    assert page(member("head", "16"), name, cycle.pk, "15.71").status_code == 404


def test_an_item_of_another_submission_is_not_decided_through_this_one() -> None:
    cycle = opened()
    filled(cycle, member("enterer", "15.71"))
    _, (foreign,) = filled(cycle, member("enterer", "16.71"))
    said = {"item": str(foreign), "revision": "1", "move": "accept"}
    assert page(member("verifier", "15"), "decide", cycle.pk, "15.71", data=said).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_number_of_items() -> None:
    cycle, vera = opened(), member("verifier", "15")
    filled(cycle, member("enterer", "15.71"), events=15)
    filled(cycle, member("enterer", "15.01"), events=2)
    client = signed_in(Client(), vera)

    def cost(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        return len(queries)

    many, few = (cost(reverse("verification:submission", args=[cycle.pk, office])) for office in ("15.71", "15.01"))
    assert many == few <= 32
    assert cost(reverse("verification:home")) <= 20
    assert cost(reverse("verification:queue", args=[cycle.pk])) <= 20


def test_an_objection_is_made_by_the_head_and_answered_at_the_centre() -> None:
    cycle = opened()
    _, (key,) = filled(cycle, member("enterer", "15.71"))
    decision = decide(item_of(key), Move.REJECT, reason=WHY, seen_revision=1, actor=member("verifier", "15"))
    head, judge = member("head", "15.71"), member("verifier", "0")
    text = page(head, "submission", cycle.pk, "15.71").content.decode()
    assert reverse("verification:object", args=[cycle.pk, "15.71", decision.pk]) in text
    page(head, "object", cycle.pk, "15.71", decision.pk, data={"reason": WHY})
    objection = Objection.objects.get()
    assert page(judge, "answer", cycle.pk, objection.pk).status_code == 200
    assert (
        reverse("verification:answer", args=[cycle.pk, objection.pk])
        in page(judge, "objections", cycle.pk).content.decode()
    )
    assert page(member("head", "16"), "objections", cycle.pk).context["page"].paginator.count == 0
    assert page(member("verifier", "16"), "answer", cycle.pk, objection.pk).status_code == 404
    page(judge, "answer", cycle.pk, objection.pk, data={"granted": "ya", "reason": WHY})
    assert item_of(key).state == State.ACCEPTED


def test_the_head_signs_and_the_paper_is_sealed() -> None:
    cycle = opened()
    everything_accepted(cycle)
    head = member("head", "15")
    before = page(head, "sign", cycle.pk, "15.71").content.decode()
    assert reverse("verification:signed", args=[cycle.pk, "15.71"]) in before
    page(head, "signed", cycle.pk, "15.71", data={})
    signed = SignOff.objects.get()
    paper = page(member("enterer", "15.71"), "minutes", cycle.pk, "15.71", signed.pk)
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    assert page(member("head", "16"), "minutes", cycle.pk, "15.71", signed.pk).status_code == 404
    page(head, "unsigned", cycle.pk, "15.71", data={"reason": WHY})
    assert Submission.objects.get(cycle=cycle, office="15.71").stage == Submission.Stage.SUBMITTED


def test_the_page_says_what_keeps_it_from_being_signed() -> None:
    cycle = opened()
    filled(cycle, member("enterer", "15.71"))
    text = page(member("head", "15"), "sign", cycle.pk, "15.71").content.decode()
    assert "Belum dapat disahkan." in text
    assert "menunggu verifikasi: 62" in text
    assert reverse("verification:signed", args=[cycle.pk, "15.71"]) not in text


def test_two_heads_of_the_centre_freeze_on_the_pages() -> None:
    one, two = member("head", "0"), member("head", "0")
    cycle = opened(centre=one)
    submission = everything_accepted(cycle)
    sign_off(submission, actor=member("head", "15"))
    listed = page(one, "acceptance", cycle.pk).content.decode()
    assert reverse("verification:accept-province", args=[cycle.pk, "15"]) in listed
    page(one, "accept-province", cycle.pk, "15", data={})
    close_cycle(cycle, actor=one)
    text = page(one, "freeze", cycle.pk).content.decode()
    assert "1/552" in text
    assert text.count("tidak melapor") >= 551
    page(one, "ask-freeze", cycle.pk, data={"note": WHY})
    assert reverse("verification:confirm", args=[cycle.pk]) not in page(one, "freeze", cycle.pk).content.decode()
    page(two, "confirm", cycle.pk, data={})
    cycle.refresh_from_db()
    assert cycle.stage == Cycle.Stage.FROZEN
    file = page(member("observer", "0"), "dataset", cycle.pk)
    assert b"".join(file.streaming_content)[:2] == b"\x1f\x8b"
    assert page(member("head", "15"), "freeze", cycle.pk).status_code == 403


def test_the_second_grader_does_not_see_the_first_grade() -> None:
    centre = member("head", "0")
    cycle = opened(centre=centre)
    everything_accepted(cycle, events=3)
    draw_sample(cycle, share=1, risk_share=0, seed=1, actor=centre)
    sampled = SampledEvent.objects.first()
    assert sampled is not None
    judge = member("verifier", "15")
    text = page(judge, "grade", cycle.pk, sampled.pk).content.decode()
    main = text.split("<main")[1].split("</main>")[0]
    assert "SINTETIS: pemungutan suara terhenti satu jam." in main
    assert "checked" not in main
    assert "<dt>Tingkat</dt>" not in main
    of_the_event = signed_in(Client(), judge).get(
        reverse("verification:submission", args=[cycle.pk, "15.71"]), {"butir": str(sampled.event_id)}
    )
    assert "menunggu penilaian kedua dari Anda" in of_the_event.content.decode()
    assert "<strong>Tingkat 2</strong>" not in of_the_event.content.decode()
    assert_grade(judge, sampled, shown=False, waiting=3)
    assert_grade(member("enterer", "15.71"), sampled, shown=True, waiting=0)  # the office reads its own grades
    following = page(judge, "grade", cycle.pk, sampled.pk, data={"grade": "4"})
    assert_grade(judge, sampled, shown=True, waiting=2)  # graded: nothing is to be kept apart any more
    assert following.redirect_chain[-1][0].endswith(f"/{sampled.pk + 1}/")
    assert page(judge, "grade", cycle.pk, sampled.pk).status_code == 404  # graded: it waits no more
    third = member("verifier", "0")
    assert "4" in page(third, "settle", cycle.pk, sampled.pk).content.decode()
    page(third, "settle", cycle.pk, sampled.pk, data={"grade": "3", "reason": WHY})
    sampled.refresh_from_db()
    assert (sampled.settled_grade, sampled.settled_reason) == (3, WHY)
    assert page(judge, "agreement", cycle.pk).context["report"].differ == 1


def assert_grade(who: Member, sampled: SampledEvent, *, shown: bool, waiting: int) -> None:
    """The first grade of a sampled event stands wherever somebody reads the entry, or nowhere."""
    client, item = signed_in(Client(), who), sampled.event
    office = item.submission.office_id
    entry = client.get(reverse("collection:event", args=[item.pk])).content.decode()
    said = ('name="grade" value="2" checked', '<div id="f-grade"><dt>Tingkat</dt><dd>2</dd>')  # to enter, to read
    assert any(each in entry for each in said) == shown
    assert ("<dt>Tingkat</dt><dd><ins>2</ins></dd>" in entry) == shown  # its history
    assert ("menunggu penilaian kedua dari Anda" in entry) != shown
    address = reverse("collection:indicator", args=[sampled.cycle_id, office, item.indicator])
    assert client.get(address).content.decode().count("menunggu penilaian kedua dari Anda") == waiting
    export = client.get(reverse("sheets:export", args=[sampled.cycle_id, "events", "json"])).content.decode()
    assert ('"grade": 2' in export) == shown
    assert export.count('"grade": "?"') == waiting
    told = client.get(reverse("office-api-v1:submission", args=[sampled.cycle_id, office])).json()
    assert told["events"][str(item.pk)]["content"]["grade"] == (2 if shown else None)


def test_english_pages_speak_english() -> None:
    cycle = opened()
    filled(cycle, member("enterer", "15.71"))
    client = signed_in(Client(), member("verifier", "15"))
    with translation.override("id"):  # the request leaves its language behind; here it is put back
        text = client.get(f"/en/kantor/verifikasi/{cycle.pk}/15.71/").content.decode()
    assert "Waiting" in text
    assert "Menunggu" not in text


def test_an_observer_sees_the_queue_and_an_office_its_own_submission() -> None:
    cycle = opened()
    filled(cycle, member("enterer", "15.71"), events=3)
    assert page(member("observer", "15"), "queue", cycle.pk).context["page"].paginator.count == 3
    text = page(member("verifier", "15.71"), "home").content.decode()
    assert reverse("verification:submission", args=[cycle.pk, "15.71"]) in text
    assert "Tidak ada kantor yang melapor" in text


def test_the_head_gives_the_reviews_to_one_person() -> None:
    cycle = opened()
    _, (key,) = filled(cycle, member("enterer", "15.71"))
    head, vera, wira = member("head", "15"), member("verifier", "15"), member("verifier", "15")
    member("verifier", "16")
    where = [cycle.pk, "15.71"]
    assert page(head, "submission", *where).context["colleagues"] == sorted(
        [head.person, vera.person, wira.person], key=lambda person: person.email
    )
    page(head, "delegate", *where, data={"orang": str(vera.person.pk)})
    said = {"item": str(key), "revision": "1", "move": "accept"}
    assert "diserahkan kepada" in page(wira, "decide", *where, data=said).content.decode()
    assert page(wira, "submission", *where).context["may_review"] is False
    assert page(vera, "submission", *where).context["may_review"] is True
    page(head, "end-delegation", *where, data={})
    page(wira, "decide", *where, data=said)
    assert item_of(key).state == State.ACCEPTED
    assert page(head, "delegate", *where, data={"orang": "²"}).status_code == 404
