"""The log: a chain that tells when somebody rewrote it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from ikpweb.audit.actor import SYSTEM, Actor
from ikpweb.audit.guards import lifting
from ikpweb.audit.models import Entry
from ikpweb.audit.selectors import state
from ikpweb.audit.services import audited, first_break, record, tell
from ikpweb.territory.models import Unit

pytestmark = pytest.mark.django_db


@audited("unit.renamed", lambda code, *_, **__: f"unit:{code}")
def rename(code: str, name: str, *, actor: Actor) -> None:
    Unit.objects.filter(code=code).update(name=name)
    if name == "":
        raise ValueError(name)


@contextmanager
def unguarded() -> Iterator[CursorWrapper]:
    """Act as somebody who owns the database and takes its guard away."""
    with connection.cursor() as cursor:
        for statement in lifting("audit_entry", connection.vendor):
            cursor.execute(statement)
        yield cursor


def test_a_service_and_its_entry_come_together() -> None:
    before = state()
    rename("15", "Djambi", actor=Actor("tester", 7))
    last = Entry.objects.order_by("-id")[0]
    assert (last.action, last.subject, last.actor, last.person) == ("unit.renamed", "unit:15", "tester", 7)
    assert state() > before


def test_a_service_that_fails_leaves_neither_change_nor_entry() -> None:
    before = state()
    with pytest.raises(ValueError, match=r"^$"):
        rename("15", "", actor=SYSTEM)
    assert Unit.objects.get(code="15").name == "Jambi"
    assert state() == before


def test_nothing_changes_without_an_actor() -> None:
    with pytest.raises(TypeError, match="needs actor"):
        rename("15", "x")  # type: ignore[call-arg] # the defect that is tested


def test_the_chain_holds_and_a_rewritten_entry_breaks_it() -> None:
    for number in range(3):
        record("test", SYSTEM, f"thing:{number}", {"n": number})
    assert first_break() is None
    victim = Entry.objects.order_by("-id")[1]
    with unguarded() as cursor:
        cursor.execute("UPDATE audit_entry SET actor = 'nobody' WHERE id = %s", [victim.pk])
    broken = first_break()
    assert broken is not None
    assert broken.pk == victim.pk


def test_a_removed_entry_breaks_the_chain() -> None:
    entries = [record("test", SYSTEM, f"thing:{number}") for number in range(3)]
    with unguarded() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [entries[1].pk])
    broken = first_break()
    assert broken is not None
    assert broken.pk == entries[2].pk


def test_an_entry_is_never_changed_or_removed_through_the_model() -> None:
    entry = record("test", SYSTEM, "thing")
    with pytest.raises(TypeError, match="never changed"):
        entry.save()
    with pytest.raises(TypeError, match="never removed"):
        entry.delete()


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor = 'nobody'", "DELETE FROM audit_entry"])
def test_the_database_itself_refuses_to_change_what_was_written(statement: str) -> None:
    record("test", SYSTEM, "thing")
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_each_office_has_a_chain_of_its_own() -> None:
    first, second = (record("test", Actor("a", 1, office), "thing") for office in ("15", "15.71"))
    again = record("test", Actor("a", 1, "15"), "thing")
    assert [(e.stream, e.number) for e in (first, second, again)] == [("15", 1), ("15.71", 1), ("15", 2)]
    assert again.previous == first.digest
    assert first_break("15") is None


@audited("unit.closed", lambda code, **_: f"unit:{code}", allowed=lambda code, actor: code in actor.roles)
def close(code: str, *, actor: Actor) -> None:
    tell(before="open", after="closed")


def test_what_a_service_tells_goes_into_its_entry() -> None:
    close("15", actor=Actor("a", 1, "15", frozenset({"15"})))
    assert Entry.objects.order_by("-id")[0].detail == {"before": "open", "after": "closed"}


def test_a_refusal_is_written_down_and_nothing_happens() -> None:
    with pytest.raises(PermissionDenied):
        close("16", actor=Actor("a", 1, "15", frozenset({"15"})))
    assert Entry.objects.order_by("-id")[0].action == "unit.closed.denied"


def test_telling_outside_of_a_service_is_a_mistake_that_shows() -> None:
    with pytest.raises(LookupError, match="inside of an audited service"):
        tell(lost=True)
