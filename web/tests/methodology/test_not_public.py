"""What is not public is on no public page: neither drafts nor frozen editions, until somebody shows them."""

from datetime import date

import pytest
from django.test import Client
from ikpweb.methodology.edits import ChangeAbout
from ikpweb.methodology.models import Draft
from ikpweb.methodology.services import change_draft, hide_edition, show_edition

from web.tests.drafting import drafted, frozen
from web.tests.factories import member

pytestmark = pytest.mark.django_db

TITLE = "Indeks yang belum diumumkan"
PAGES = (
    "/",
    "/metode/",
    "/peringkat/",
    "/banding/",
    "/unduh/",
    "/daerah/15.71/",
    "/api/v1/editions",
    "/api/v1/units/15.71",
)
OWN = (
    "/metode/{code}/",
    "/en/metode/{code}/",
    "/api/v1/editions/{code}",
    "/api/v1/editions/{code}/framework?level=province",
    "/unduh/indikator.csv?edisi={code}",
    "/peringkat/?edisi={code}",
)


def secret(code: str) -> Draft:
    writer = member("analyst", "0")
    draft = drafted(code, writer=writer)
    titles = {"id": TITLE, "en": TITLE}
    change_draft(draft, ChangeAbout({"titles": titles}), seen=draft.revision, actor=writer)
    draft.refresh_from_db()
    return draft


def seen_on(client: Client, code: str) -> list[str]:
    found = []
    for address in (*PAGES, *(each.format(code=code) for each in OWN)):
        answer = client.get(address, follow=True)
        assert answer.status_code in {200, 400, 404, 422}, (address, answer.status_code)
        whole = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        if TITLE in whole.decode("utf-8", "replace"):
            found.append(address)
    return found


@pytest.mark.slow
def test_neither_a_draft_nor_a_frozen_edition_is_seen_before_it_is_shown(client: Client) -> None:
    draft = secret("rahasia-2029")
    assert seen_on(client, draft.pk) == []
    edition = frozen(draft=draft)
    assert seen_on(client, draft.pk) == []
    publisher = member("publisher", "0")
    show_edition(edition, launched=date(2028, 5, 1), actor=publisher)
    # Without this, addresses that nobody serves would pass.
    shown = seen_on(client, draft.pk)
    assert {"/metode/", f"/metode/{draft.pk}/", "/api/v1/editions", f"/api/v1/editions/{draft.pk}"} <= set(shown)
    edition.refresh_from_db()
    hide_edition(edition, actor=publisher)
    assert seen_on(client, draft.pk) == []


def test_the_method_page_of_a_shown_edition_tells_its_own_cutoffs_and_tree(client: Client) -> None:
    edition = frozen(draft=secret("terbuka-2029"))
    show_edition(edition, launched=date(2028, 5, 1), actor=member("publisher", "0"))
    for prefix in ("", "/en"):
        page = client.get(f"{prefix}/metode/{edition.pk}/").content.decode()
        assert "SINTETIS: Keputusan 1/2028" in page
        assert "I61" in page
        assert 'class="cutoffs"' in page
    framework = client.get(f"/api/v1/editions/{edition.pk}/framework?level=regency").json()
    assert len(framework["nodes"]) == 78
