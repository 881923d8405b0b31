"""Strangers walk to every address of the platform, and see and change nothing that is not theirs.

The addresses come from Django itself: a new route that no table of `web/tests/strangers` knows
fails the walk, and so does one that answers where it should not.
"""

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from ikpweb.accounts.members import Member
from ikpweb.audit.models import Entry

from web.tests.factories import member, signed_in
from web.tests.strangers import MARKERS, Route, World, routes, tables

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PUBLIC, OWN, COMMON, FILLS, BODIES = (tables(name) for name in ("PUBLIC", "OWN", "COMMON", "FILLS", "BODIES"))
#: Entries that reading leaves behind; everything else in the log is a change.
READING = {"audit.read", "evidence.checked", "evidence.opened", "export.taken", "file.opened", "person.exported"}
#: Answers that show nothing: elsewhere, not allowed, not there, not this way.
CLOSED = {302, 401, 403, 404, 405}


def test_every_route_is_in_a_table() -> None:
    unknown = [
        f"{route.name} ({route.pattern})"
        for route in routes()
        if route.name not in {*PUBLIC, *OWN} and route.parameters and route.name not in {*COMMON, *FILLS}
    ]
    assert unknown == [], "Tell the walk of strangers about it, in web/tests/strangers."


def test_no_table_names_a_route_that_is_none() -> None:
    known = {route.name for route in routes()}
    assert sorted({*PUBLIC, *OWN, *COMMON, *FILLS, *BODIES} - known) == []


def test_a_reason_is_given_for_what_is_open() -> None:
    assert all(len(why) > 10 for why in (*PUBLIC.values(), *OWN.values()))


def walked(world: World, client: Client, *, own: bool) -> Iterator[tuple[Route, str, HttpResponse, list[str]]]:
    """Go to every address that is not public, by every method; give the answer, and what it changed."""
    for route in routes():
        if route.name in PUBLIC or (route.name in OWN and not own):
            continue
        fill = FILLS.get(route.name) or COMMON.get(route.name)
        if route.parameters and fill is None:  # told once, by the test above
            continue
        address = reverse(route.name, kwargs=fill(world) if fill else {})
        for method in METHODS:
            last = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
            body = {"data": b"{}", "content_type": "application/json"} if method != "GET" else {}
            whole = method != "GET" and route.name in BODIES
            answers = [client.generic(method, address, **(BODIES[route.name](world) if whole else body))]
            if method == "POST" and not whole:  # as a form too: a page reads another body than the API
                answers.append(client.post(address, {}))
            news = Entry.objects.filter(id__gt=last).values_list("action", flat=True)
            changes = [each for each in news if each not in READING and not each.endswith(".denied")]
            for answer in answers:
                yield route, method, answer, changes
                _let_go(answer)


def _let_go(answer: HttpResponse) -> None:
    """Close what an answer holds open, and not the database's connection with it, as a server would."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def said(answer: HttpResponse) -> str:
    whole = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return whole.decode("utf-8", "replace")


def leaks(answer: HttpResponse) -> list[str]:
    text = said(answer)
    return [marker for marker in MARKERS if marker in text]


@pytest.fixture
def world(db: None) -> World:
    return World()


@pytest.fixture
def quiet() -> Client:
    """Let an error of the server be an answer with 500, as a visitor gets it."""
    return Client(raise_request_exception=False)


@pytest.mark.slow
def test_nobody_gets_further_than_the_sign_in(world: World, quiet: Client) -> None:
    wrong = [
        f"{method} {route.name}: {answer.status_code} {answer.get('Location', '')} {changes}"
        for route, method, answer, changes in walked(world, quiet, own=True)
        if answer.status_code not in CLOSED
        or changes
        or (answer.status_code == 302 and not answer["Location"].startswith(("/masuk/", "/?", "/kantor/"))
            and answer["Location"] != "/")
    ]  # fmt: skip
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("office", ["15.01", "16"])
def test_a_member_of_another_office_sees_and_changes_nothing(world: World, quiet: Client, office: str) -> None:
    stranger = member("head", office, "enterer", "verifier", "administrator", "analyst", "publisher")
    signed_in(quiet, stranger)
    wrong = []
    for route, method, answer, changes in walked(world, quiet, own=False):
        open_to_all = route.name in COMMON or not route.parameters
        if answer.status_code == 500:
            wrong.append(f"{method} {route.name}: 500")
        elif leaks(answer):
            wrong.append(f"{method} {route.name}: shows {leaks(answer)}")
        elif not open_to_all and answer.status_code not in CLOSED and route.name != "office:trail":
            wrong.append(f"{method} {route.name}: {answer.status_code}")
        elif not open_to_all and changes:
            wrong.append(f"{method} {route.name}: changed something ({changes})")
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_an_observer_of_the_office_changes_nothing(world: World, quiet: Client) -> None:
    signed_in(quiet, member("observer", world.office))
    wrong = [
        f"{method} {route.name}: {answer.status_code} {changes}"
        for route, method, answer, changes in walked(world, quiet, own=False)
        # To be told that what was sent is not whole means to have come too far.
        if answer.status_code in {201, 204, 400, 422, 500} or changes
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("role", ["head", "enterer"])
def test_who_has_not_shown_the_second_factor_is_kept_out(world: World, quiet: Client, role: str) -> None:
    who: Member = world.head if role == "head" else world.enterer
    signed_in(quiet, who, factor=False)
    wrong = [
        f"{method} {route.name}: {answer.status_code} {changes}"
        for route, method, answer, changes in walked(world, quiet, own=False)
        if (answer.status_code not in CLOSED or changes) and route.name != "office:end-session"  # their own
    ]
    assert not wrong, "\n".join(wrong)


# --- the walk itself can fail ------------------------------------------------------------------


@pytest.mark.slow
def test_the_office_itself_does_see_what_strangers_must_not(world: World) -> None:
    """Without this, a walk that went to wrong addresses would pass."""
    client = signed_in(Client(), world.head)
    seen = 0
    for name, fill in FILLS.items():
        answer = client.get(reverse(name, kwargs=fill(world)))
        seen += bool(answer.status_code == 200 and leaks(answer))
    assert seen >= 6
