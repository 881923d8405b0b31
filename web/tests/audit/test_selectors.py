"""The state of what is public: it changes with public content, and with nothing that offices do."""

from typing import Any

import pytest
from ikpweb.audit.actor import SYSTEM, Actor
from ikpweb.audit.models import Entry
from ikpweb.audit.selectors import PUBLIC_ACTIONS, public_state, same_public_state
from ikpweb.audit.services import record

pytestmark = pytest.mark.django_db


def test_only_public_actions_change_it() -> None:
    before = public_state()
    for action in ("submission.submitted", "review.accepted", "edition.loaded.denied"):
        record(action, Actor("somebody", 7), "test")
    assert public_state() == before
    for action in PUBLIC_ACTIONS:
        record(action, SYSTEM, "test")
    after = public_state()
    assert after.entries == before.entries + len(PUBLIC_ACTIONS)
    assert after.digest != before.digest


def test_a_release_that_is_frozen_changes_no_answer_and_makes_pages_anew() -> None:
    before = public_state()
    record("release.frozen", SYSTEM, "test")
    after = public_state()
    # What answers tell of the state is as it was: nobody learns when something was frozen under embargo.
    assert after[:4] == before[:4]
    assert after.releases > before.releases


def test_an_entry_that_comes_to_light_late_is_noticed() -> None:
    """Two offices write at once: the entry with the lower number is committed after the other was read."""
    record("edition.loaded", SYSTEM, "first")
    last = record("edition.loaded", SYSTEM, "second")
    late = Entry.objects.order_by("-id")[1]
    with_both = public_state()
    # What a reader saw before the lower one was committed: the same last entry, one fewer.
    seen = with_both._replace(entries=with_both.entries - 1)
    assert late.pk < last.pk == with_both.last == seen.last
    assert seen != with_both


def test_one_look_a_request(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        public_state()
    with django_assert_num_queries(1), same_public_state():
        first = public_state()
        assert public_state() is first
    with django_assert_num_queries(0), same_public_state():
        pass
    with django_assert_num_queries(2):
        public_state()
        public_state()


def test_a_database_without_entries_has_a_state_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ikpweb.audit.selectors.PUBLIC_ACTIONS", ("nothing.ever",))
    assert public_state() == (0, 0, "", None, 0)
