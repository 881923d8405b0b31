"""The log: a chain that tells when somebody rewrote it."""

import pytest
from django.db import connection
from ikpweb.audit.actor import SYSTEM, Actor
from ikpweb.audit.models import Entry
from ikpweb.audit.selectors import state
from ikpweb.audit.services import audited, first_break, record
from ikpweb.territory.models import Unit

pytestmark = pytest.mark.django_db


@audited("unit.renamed", lambda code, *_, **__: f"unit:{code}")
def rename(code: str, name: str, *, actor: Actor) -> None:
    Unit.objects.filter(code=code).update(name=name)
    if name == "":
        raise ValueError(name)


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
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET actor = 'nobody' WHERE id = %s", [victim.pk])
    broken = first_break()
    assert broken is not None
    assert broken.pk == victim.pk


def test_a_removed_entry_breaks_the_chain() -> None:
    entries = [record("test", SYSTEM, f"thing:{number}") for number in range(3)]
    with connection.cursor() as cursor:
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
