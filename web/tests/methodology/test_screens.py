"""The screens of editions: who sees what, plain forms, conflicts shown, and few queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from ikpweb.methodology.content import node_of
from ikpweb.methodology.edits import ChangeNode
from ikpweb.methodology.forms.draft import AboutForm, NodeForm, RubricForm
from ikpweb.methodology.models import Draft, Edition, Weighting
from ikpweb.methodology.services import ask_expert, ask_freeze, change_draft, open_weighting

from web.tests.drafting import drafted, frozen, scored
from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db


def posted(client: Client, name: str, *where: str, **fields: object) -> object:
    return client.post(reverse(f"methodology:{name}", args=where), fields)


def node_fields(draft: Draft, of: str, **other: object) -> dict[str, object]:
    found = node_of(draft.content, of)
    assert found is not None
    return {**NodeForm.initial_of(found), "seen": draft.revision, **other}


@pytest.fixture
def writer(client: Client) -> Client:
    return signed_in(client, member("analyst", "0"))


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_of_a_draft_opens_in_both_languages(writer: Client, language: str) -> None:
    draft = drafted()
    scored(draft, member("head", "0"), 1, 2)
    pages = {
        "home": [],
        "new": [],
        **{name: [draft.pk] for name in ("draft", "about", "history", "weighting", "freeze")},
        **{name: [draft.pk, "province"] for name in ("cutoffs", "recipe")},
        **{name: [draft.pk, "I01"] for name in ("node", "rubric", "remove")},
        "add": [draft.pk, "SP1"],
        "revision": [draft.pk, "2"],
        "edition": ["2024"],
    }
    for name, where in pages.items():
        with override(language):
            address = reverse(f"methodology:{name}", args=where)
        answer = writer.get(address)
        assert answer.status_code == 200, name
        assert len(answer.content) < 120_000, name
        if name == "draft":
            first = {"id": "Kekerasan berbau SARA", "en": "Violence with an ethnic"}[language]
            assert first in answer.content.decode()


def test_a_draft_is_begun_and_changed_by_plain_forms(writer: Client) -> None:
    fields = {"code": "ikp-2029", "based_on": "2024", "title_id": "IKP 2029", "title_en": "IKP 2029"}
    assert posted(writer, "new", **{**fields, "code": "IKP"}).status_code == 422  # type: ignore[attr-defined]
    assert posted(writer, "new", **fields).status_code == 302  # type: ignore[attr-defined]
    draft = Draft.objects.get()
    told = {**AboutForm.initial_of(draft.content), "seen": 1, "period": "Pemilu 2029", "sources": ""}
    told |= {"legal_base": "UU 7/2017\n\nPKPU 1/2028", "notes_id": "", "notes_en": ""}
    assert posted(writer, "about", draft.pk, **told).status_code == 302  # type: ignore[attr-defined]
    draft.refresh_from_db()
    assert draft.content["legal_base"] == ["UU 7/2017", "PKPU 1/2028"]
    new = node_fields(draft, "I01", code="I62", name_id="Baru", name_en="New", weight="1.5")
    assert posted(writer, "add", draft.pk, "SP1", **new).status_code == 302  # type: ignore[attr-defined]
    draft.refresh_from_db()
    answer = posted(writer, "move", draft.pk, "I62", seen=draft.revision, parent="PT1")
    assert answer["Location"].endswith("/simpul/I62/")  # type: ignore[index]
    posted(writer, "shift", draft.pk, "I62", seen=draft.revision + 1, to="before")
    draft.refresh_from_db()
    siblings = [each["code"] for each in draft.content["nodes"] if each["parent"] == "PT1"]
    assert siblings.index("I62") == len(siblings) - 2
    posted(writer, "remove", draft.pk, "I62", seen=draft.revision)
    draft.refresh_from_db()
    assert node_of(draft.content, "I62") is None
    assert draft.revision == 6


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(writer: Client) -> None:
    draft = drafted()
    taken = posted(writer, "node", draft.pk, "I01", **node_fields(draft, "I01", code="I02"))
    assert taken.status_code == 422  # type: ignore[attr-defined]
    assert "sudah dipakai oleh simpul lain" in taken.content.decode()  # type: ignore[attr-defined]
    assert posted(writer, "node", draft.pk, "I01", **node_fields(draft, "I01", weight="-2")).status_code == 422  # type: ignore[attr-defined]
    rubric = {**RubricForm.initial_of(draft.content["rubrics"]["I01"]), "seen": draft.revision}
    rubric["evidence"] = "Tanpa bahasa Inggris"
    assert posted(writer, "rubric", draft.pk, "I01", **rubric).status_code == 422  # type: ignore[attr-defined]
    rubric |= {"evidence": "Putusan | Ruling", "certainty": "published", "source": ""}
    assert posted(writer, "rubric", draft.pk, "I01", **rubric).status_code == 422  # type: ignore[attr-defined]
    wrong = posted(writer, "recipe", draft.pk, "province", seen=draft.revision, recipe='{"step": [{"kind": "mix"}]}')
    assert wrong.status_code == 422  # type: ignore[attr-defined]
    assert "Resep tidak mengenal langkah mix" in wrong.content.decode()  # type: ignore[attr-defined]
    draft.refresh_from_db()
    assert draft.revision == 2


def test_cutoffs_are_numbers_or_come_from_the_data(writer: Client) -> None:
    draft = drafted()
    cuts = {f"cut-{code}-{place}": value for code in ("IKP", "SP") for place, value in ((0, "20"), (1, "60.5"))}
    fields = {"seen": draft.revision, "mode": "fixed", "certainty": "assumed", **cuts}
    assert posted(writer, "cutoffs", draft.pk, "province", **{**fields, "cut-SP-1": ""}).status_code == 422  # type: ignore[attr-defined]
    assert posted(writer, "cutoffs", draft.pk, "province", **fields).status_code == 302  # type: ignore[attr-defined]
    draft.refresh_from_db()
    step = next(each for each in draft.content["recipes"]["province"]["step"] if each["kind"] == "categorise")
    assert step["fitted"] == {"IKP": [20.0, 60.5], "SP": [20.0, 60.5]}
    posted(writer, "cutoffs", draft.pk, "province", seen=draft.revision, mode="data", certainty="assumed")
    draft.refresh_from_db()
    step = next(each for each in draft.content["recipes"]["province"]["step"] if each["kind"] == "categorise")
    assert step["fitted"] == {}


def test_a_conflict_shows_what_the_other_did_and_lets_the_writer_choose(writer: Client) -> None:
    draft = drafted()
    other = member("head", "0")
    change_draft(draft, ChangeNode("I01", {"note": "milik orang lain"}), seen=2, actor=other)
    mine = node_fields(draft, "I01", note="milik saya", seen=2)
    answer = posted(writer, "node", draft.pk, "I01", **mine)
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert "milik orang lain" in page
    assert "milik saya" in page
    assert 'name="seen" value="3"' in page
    draft.refresh_from_db()
    assert node_of(draft.content, "I01")["note"] == "milik orang lain"  # type: ignore[index]
    assert posted(writer, "node", draft.pk, "I01", **{**mine, "seen": 3}).status_code == 302  # type: ignore[attr-defined]


def test_drafts_are_the_centres_and_frozen_editions_are_read_by_every_office(client: Client) -> None:
    draft = drafted()
    edition = frozen("beku")
    address, read = reverse("methodology:draft", args=[draft.pk]), reverse("methodology:edition", args=[edition.pk])
    expected = {
        ("analyst", "0"): 200,
        ("observer", "0"): 200,
        ("publisher", "0"): 200,
        ("administrator", "0"): 403,
        ("head", "15"): 404,
        ("enterer", "15.71"): 403,
    }
    for (role, office), status in expected.items():
        signed_in(client, member(role, office))
        assert client.get(address).status_code == status, (role, office)
        assert client.get(read).status_code == 200, (role, office)
        home = client.get(reverse("methodology:home")).content.decode()
        assert (address in home) == (status == 200), (role, office)
    client.logout()
    assert client.get(read).status_code == 302


def test_an_observer_of_the_centre_sees_and_cannot_touch(client: Client) -> None:
    draft = drafted()
    signed_in(client, member("observer", "0"))
    assert client.get(reverse("methodology:node", args=[draft.pk, "I01"])).status_code == 200
    for name, where in {"node": ["I01"], "remove": ["I01"], "about": [], "ask-freeze": [], "discard": []}.items():
        answer = posted(client, name, draft.pk, *where, **node_fields(draft, "I01", note="x"))
        assert answer.status_code == 403, name  # type: ignore[attr-defined]
    draft.refresh_from_db()
    assert draft.revision == 2


def test_an_expert_scores_on_a_page_that_nobody_else_sees(client: Client) -> None:
    centre, expert = member("analyst", "0"), member("observer", "15.71")
    weighting = open_weighting(drafted(writer=centre), due=None, actor=centre)
    ask_expert(weighting, expert.person.email, actor=centre)
    address = reverse("methodology:score", args=[weighting.pk])
    for stranger in (member("observer", "15.71"), centre, member("head", "15")):
        assert signed_in(client, stranger).get(address).status_code == 404
    signed_in(client, expert)
    assert address in client.get(reverse("office:home")).content.decode()
    assert client.post(address, {"score-I01": "4", "score-I02": "2"}).status_code == 302
    page = client.get(address).content.decode()
    assert "2 dari 61 dinilai" in page
    assert client.post(address, {"score-I03": "4", "finish": "1"}).status_code == 422
    assert weighting.experts.get().scores.count() == 3  # what was answered is kept
    assert client.post(address, {"score-I01": "7"}).status_code == 422
    whole = {f"score-{each['code']}": "3" for each in weighting.asked}
    assert client.post(address, {**whole, "finish": "1"}).status_code == 302
    assert weighting.experts.get().finished_at is not None


def test_a_weighting_is_run_and_applied_by_forms(writer: Client) -> None:
    draft = drafted()
    assert posted(writer, "open-weighting", draft.pk, due="2028-05-01").status_code == 302  # type: ignore[attr-defined]
    weighting = Weighting.objects.get()
    unknown = posted(writer, "ask-expert", draft.pk, str(weighting.pk), email="tidak@ada.id")
    assert unknown.status_code == 422  # type: ignore[attr-defined]
    Weighting.objects.filter(pk=weighting.pk).update(closed_at=weighting.opened_at)
    done = scored(draft, member("head", "0"), 1, 1)
    page = writer.get(reverse("methodology:weighting", args=[draft.pk])).content.decode()
    assert "W Kendall 1 " in page
    assert "Alfa Krippendorff (ordinal) 1:" in page
    assert "Korelasi intrakelas 1 untuk" in page
    posted(writer, "apply-weights", draft.pk, str(done.pk), seen=draft.revision)
    draft.refresh_from_db()
    assert node_of(draft.content, "I01")["certainty"] == "derived"  # type: ignore[index]


def test_two_heads_freeze_and_a_publisher_shows_by_forms(client: Client) -> None:
    draft = drafted()
    one, two = member("head", "0"), member("head", "0")
    signed_in(client, one)
    posted(client, "ask-freeze", draft.pk)
    posted(client, "confirm-freeze", draft.pk)
    assert not Edition.objects.filter(pk=draft.pk).exists()
    signed_in(client, two)
    posted(client, "confirm-freeze", draft.pk)
    assert Edition.objects.get(pk=draft.pk).public is False
    assert client.get(f"/metode/{draft.pk}/").status_code == 404
    signed_in(client, member("head", "15"))
    assert posted(client, "show", draft.pk, launched="2028-06-01").status_code == 403  # type: ignore[attr-defined]
    signed_in(client, member("publisher", "0"))
    posted(client, "show", draft.pk, launched="2028-06-01")
    assert client.get(f"/metode/{draft.pk}/").status_code == 200
    posted(client, "hide", draft.pk)
    assert client.get(f"/metode/{draft.pk}/").status_code == 404


def test_pages_ask_the_database_a_bounded_number_of_times(writer: Client) -> None:
    draft = drafted()
    ask_freeze(draft, actor=member("head", "0"))
    for name, where in {"home": [], "draft": [draft.pk], "node": [draft.pk, "I01"], "freeze": [draft.pk]}.items():
        with CaptureQueriesContext(connection) as asked:
            writer.get(reverse(f"methodology:{name}", args=where))
        assert len(asked) <= 16, (name, [each["sql"][:120] for each in asked.captured_queries])


def test_the_weighting_page_asks_as_often_for_many_experts_as_for_few(writer: Client) -> None:
    centre = member("head", "0")
    few, many = drafted("sedikit"), drafted("banyak")
    scored(few, centre, 1, 2)
    scored(many, centre, 1, 2, 3, 4, 1, 2)
    counts = []
    writer.get(reverse("methodology:home"))  # what the first request of a process reads is not the page's
    for draft in (few, many):
        with CaptureQueriesContext(connection) as asked:
            assert writer.get(reverse("methodology:weighting", args=[draft.pk])).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 16
