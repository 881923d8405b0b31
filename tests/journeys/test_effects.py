"""An action is marked done, and the page of effects says honestly what can be told; Jambi's case is read by anybody."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Platform, Visits
from tests.journeys.reading import readable
from tests.journeys.seeding import seed

# An office that no other walk writes for.
_SCRIPT = """
from uuid import uuid4
from django.utils import timezone
from ikpweb.prevention.actions import library
from ikpweb.prevention.register.models import Action
head, known, now = member("head", "15.03"), library()[0], timezone.now()
action = Action.objects.create(
    office=head.office, title="SINTETIS: patroli", library=known.id, form=known.form, status="running",
    author=head.person, client=uuid4(), made_at=now, changed_at=now,
)
tell({"enterer": session(member("enterer", "15.03")), "action": action.get_absolute_url()})
"""
#: Each database walks in one language at one width.
_LOOK = {"sqlite": ("", 390), "postgresql": ("/en", 1280)}
_CANNOT = {"": "Tidak dapat disimpulkan", "/en": "Cannot be told from this"}


@pytest.fixture(scope="session")
def people(platform: Platform) -> dict[str, str]:
    """Give the session of the enterer, and the address of the action."""
    found: dict[str, str] = seed(platform.environment, _SCRIPT)
    return found


@pytest.fixture
def look(platform: Platform) -> tuple[str, int]:
    """Give language and width of this database."""
    return _LOOK["postgresql" if "DATABASE_URL" in platform.environment else "sqlite"]


@pytest.fixture
def opened(walk: Visits, people: dict[str, str], look: tuple[str, int]) -> Any:
    """Give a function that opens a page as the enterer, or as nobody."""
    return lambda path, *, signed=True: walk(look[0] + path, people["enterer"] if signed else "", width=look[1])


def test_from_a_done_action_to_what_can_be_told(opened: Any, people: dict[str, str], look: tuple[str, int]) -> None:
    page = opened(people["action"])
    box = page.locator("details.reason-box", has=page.locator("button[value=finish]"))
    box.locator("summary").click()
    box.locator("[name=reason]").fill("SINTETIS: berita acara di kantor.")
    box.locator("button").click()
    expect(page.locator("button[value=finish]")).to_have_count(0)

    page = opened("/kantor/pencegahan/dampak/baru/")
    readable(page)
    page.locator("[name=subject]").select_option(index=0)
    page.locator("main form.form button").click()
    expect(page.locator(".verdict .sentence")).to_contain_text(_CANNOT[look[0]])
    readable(page)

    page = opened("/kantor/pencegahan/dampak/")
    expect(page.locator("main table tbody tr")).to_have_count(1)
    readable(page)

    page = opened("/daerah/15.03/")
    expect(page.locator("#tabel-dilakukan")).to_be_visible()


def test_the_case_of_jambi_is_everybodys(opened: Any, look: tuple[str, int]) -> None:
    page = opened("/jambi/", signed=False)
    expect(page.locator(".verdict .sentence")).to_contain_text(_CANNOT[look[0]])
    expect(page.locator("main")).to_contain_text("600")
    readable(page)
