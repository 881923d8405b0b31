"""Every sort of tampering, by somebody who owns the database, is found and named."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from hypothesis import given
from hypothesis import strategies as st
from ikpweb.audit import keys, seals, services
from ikpweb.audit.actor import Actor
from ikpweb.audit.chain import GENESIS, demand_json, digest_of, digest_of_entry
from ikpweb.audit.checkpoints import exported, folder_of_keys, heads_at, heads_now
from ikpweb.audit.guards import laying, lifting
from ikpweb.audit.models import Checkpoint, Cosignature, Entry
from ikpweb.audit.services import checkpoint, record, take_cosignature
from ikpweb.audit.verifying import compared, describe_older_form, find_changed_lately, verified

pytestmark = pytest.mark.django_db
TABLES = ("audit_entry", "audit_checkpoint", "audit_cosignature")


@contextmanager
def unguarded() -> Iterator[CursorWrapper]:
    """Act as somebody who owns the database: take the guards away, do it, put them back."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for statement in lifting(table, connection.vendor):
                cursor.execute(statement)
        yield cursor
        for table in TABLES:
            for statement in laying(table, connection.vendor):
                cursor.execute(statement)


def act(office: str, times: int = 3) -> None:
    for number in range(times):
        record("test", Actor("orang:1", 1, office), f"thing:{number}", {"n": number})


def found() -> list[tuple[str, str]]:
    return [(finding.kind, finding.where) for finding in verified(keys.known_keys(folder_of_keys()))]


@pytest.fixture
def sealed() -> Checkpoint:
    act("15")
    act("15.71")
    made = checkpoint()
    assert made is not None
    return made


def test_what_nobody_touched_holds(sealed: Checkpoint) -> None:
    act("15.71")
    checkpoint()
    assert found() == []


def test_nothing_is_sealed_twice(sealed: Checkpoint) -> None:
    assert checkpoint() is None
    act("15", 1)
    following = checkpoint()
    assert following is not None
    assert (following.number, following.previous) == (sealed.number + 1, sealed.digest)
    assert set(following.moved) == {"15"}


def test_a_checkpoint_says_who_asked_for_it() -> None:
    act("0", 1)
    made = checkpoint(actor=Actor("orang:4", 4, "0"))
    assert made is not None
    assert made.asked_by == "orang:4"


def test_every_hundredth_checkpoint_holds_all_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "WHOLE_EVERY", 3)
    act("15")
    for office in ("15.71", "15.01", "15.02", "15.03", "15.04", "15.05"):
        act(office, 1)
        checkpoint()
    whole = Checkpoint.objects.filter(whole=True).values_list("number", flat=True)
    assert list(whole) == [1, 4]
    assert heads_at(6) == heads_now()
    assert len(heads_at(2)) == len(heads_now()) - 4
    assert found() == []


def test_a_changed_entry_is_named(sealed: Checkpoint) -> None:
    with unguarded() as cursor:
        cursor.execute("UPDATE audit_entry SET actor = 'nobody' WHERE stream = '15' AND number = 2")
    assert found() == [("changed", "15 2")]


@pytest.mark.parametrize("column", ["address", "request", "subject", "action", "person", "at"])
def test_no_column_can_be_changed(sealed: Checkpoint, column: str) -> None:
    value = {"person": "99", "at": "'2020-01-01 00:00:00+00:00'"}.get(column, "'x'")
    with unguarded() as cursor:
        cursor.execute(f"UPDATE audit_entry SET {column} = {value} WHERE stream = '15' AND number = 2")  # noqa: S608
    assert found() == [("changed", "15 2")]


def test_a_removed_entry_leaves_a_gap(sealed: Checkpoint) -> None:
    with unguarded() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE stream = '15' AND number = 2")
    assert found() == [("gap", "15 3")]


def test_an_exchanged_order_is_found(sealed: Checkpoint) -> None:
    with unguarded() as cursor:
        cursor.execute("UPDATE audit_entry SET number = number + 10 WHERE stream = '15' AND number IN (1, 2)")
        cursor.execute("UPDATE audit_entry SET number = 2 WHERE stream = '15' AND number = 11")
        cursor.execute("UPDATE audit_entry SET number = 1 WHERE stream = '15' AND number = 12")
    assert ("order", "15 1") in found()


def test_a_cut_end_is_found_by_the_checkpoint(sealed: Checkpoint) -> None:
    with unguarded() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE stream = '15' AND number = 3")
    assert found() == [("cut", "15")]


def test_a_chain_that_is_gone_is_found_by_the_checkpoint(sealed: Checkpoint) -> None:
    with unguarded() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE stream = '15.71'")
    assert found() == [("cut", "15.71")]


def rewrite(stream: str) -> None:
    """Write a chain anew from its first entry on, with all digests right."""
    previous = GENESIS
    with unguarded() as cursor:
        for entry in Entry.objects.filter(stream=stream).order_by("number"):
            entry.actor, entry.previous = "orang:2", previous
            entry.digest = previous = digest_of_entry(entry)
            cursor.execute(
                "UPDATE audit_entry SET actor = %s, previous = %s, digest = %s WHERE id = %s",
                [entry.actor, entry.previous, entry.digest, entry.pk],
            )


def test_a_chain_rewritten_from_its_first_entry_is_found_by_the_checkpoint(sealed: Checkpoint) -> None:
    rewrite("15")
    assert services.first_break("15") is None  # by itself it is whole
    assert found() == [("rewritten", "15")]


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ("moved = '{}'", {"root"}),
        ("root = '00'", {"root", "signature", "changed"}),
        ("signature = '00'", {"signature", "changed"}),
        ("digest = '00'", {"changed"}),
        ("previous = '00'", {"order", "signature", "changed"}),
        ("key = 'unknown'", {"signature", "changed"}),
        ("chains = 9", {"root", "signature", "changed"}),
    ],
)
def test_a_changed_checkpoint_is_named(sealed: Checkpoint, change: str, kinds: set[str]) -> None:
    with unguarded() as cursor:
        cursor.execute(f"UPDATE audit_checkpoint SET {change}")  # noqa: S608
    assert {kind for kind, where in found() if where == f"checkpoint {sealed.number}"} == kinds


def test_a_checkpoint_signed_with_another_key_is_found(sealed: Checkpoint, tmp_path: Path) -> None:
    other = keys.make_key(tmp_path / "other.pem")
    texts = {keys.key_id(keys.public_text(other)): keys.public_text(other)}
    assert [finding.kind for finding in verified(texts)] == ["signature"]


def test_the_database_refuses_to_change_checkpoints_and_cosignatures(sealed: Checkpoint, tmp_path: Path) -> None:
    take_cosignature(cosigned(sealed, "15", tmp_path), actor=Actor("orang:1", 1, "15"))
    for table in ("audit_checkpoint", "audit_cosignature"):
        for statement in (f"UPDATE {table} SET key = 'x'", f"DELETE FROM {table}"):  # noqa: S608
            with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
                connection.cursor().execute(statement)
    with pytest.raises(TypeError, match="never changed"):
        sealed.save()
    with pytest.raises(TypeError, match="never removed"):
        sealed.delete()


# --- what others keep -------------------------------------------------------------------------


def cosigned(made: Checkpoint, office: str, folder: Path) -> dict[str, Any]:
    seal, _heads, _public = seals.read(json.loads(json.dumps(exported(made))))
    key = folder / "office.pem"
    return seals.cosign(
        seal, office, keys.private_key(key) if key.exists() else keys.make_key(key), "2026-11-24T10:00:00Z"
    )


def test_whoever_rewrites_the_checkpoints_too_is_found_by_a_kept_one(sealed: Checkpoint) -> None:
    kept = seals.read(exported(sealed))[:2]
    rewrite("15")
    with unguarded() as cursor:
        cursor.execute("DELETE FROM audit_checkpoint")
    checkpoint()  # with the platform's own key: the owner of the machine has it
    assert found() == []
    assert [(finding.kind, finding.where) for finding in compared([kept])] == [
        ("rewritten", f"checkpoint {sealed.number}"),
        ("rewritten", "15"),
    ]


def test_checkpoints_that_were_cut_off_are_found_by_a_kept_one(sealed: Checkpoint) -> None:
    act("15", 1)
    later = checkpoint()
    assert later is not None
    kept = seals.read(exported(later))[:2]
    with unguarded() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE stream = '15' AND number = 4")
        cursor.execute("DELETE FROM audit_checkpoint WHERE number = %s", [later.number])
    assert found() == []
    assert [finding.kind for finding in compared([kept])] == ["cut", "cut"]


def test_an_office_signs_away_from_the_platform_and_its_signature_is_kept(sealed: Checkpoint, tmp_path: Path) -> None:
    actor = Actor("orang:1", 1, "15")
    given = cosigned(sealed, "15", tmp_path)
    take_cosignature(given, actor=actor)
    take_cosignature(given, actor=actor)  # twice is once
    assert Cosignature.objects.count() == 1
    assert found() == []
    with unguarded() as cursor:
        cursor.execute("UPDATE audit_cosignature SET signature = '00'")
    assert found() == [("signature", f"checkpoint {sealed.number}, cosignature of 15")]


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"kind": "x"}, "bukan tanda tangan"),
        ({"office": "16"}, "kantor lain"),
        ({"digest": "00"}, "tidak ada di sini"),
        ({"number": 99}, "tidak ada di sini"),
        ({"signature": "00"}, "tidak cocok"),
        ({"at": "2020-01-01"}, "tidak cocok"),
        ({"key": "00"}, "tidak cocok"),
    ],
)
def test_a_cosignature_that_is_not_right_is_refused(
    sealed: Checkpoint, tmp_path: Path, change: dict[str, Any], match: str
) -> None:
    with pytest.raises(seals.Broken, match=match):
        take_cosignature({**cosigned(sealed, "15", tmp_path), **change}, actor=Actor("orang:1", 1, "15"))


@pytest.mark.parametrize(
    "change", [{"root": "00"}, {"heads": {}}, {"signature": "00"}, {"kind": "x"}, {"public_key": "x"}]
)
def test_a_file_that_does_not_hold_is_not_signed(sealed: Checkpoint, change: dict[str, Any]) -> None:
    with pytest.raises(seals.Broken):
        seals.read({**exported(sealed), **change})


@pytest.mark.parametrize(
    "change", [{"at": "\ud800"}, {"heads": {"15": [float("inf"), "00"]}}, {"heads": {"\ud800": [1, "00"]}}]
)
def test_what_json_allows_and_no_checkpoint_holds_is_no_checkpoint(sealed: Checkpoint, change: dict[str, Any]) -> None:
    """Found by breaking bytes: half a letter, and a number without end."""
    with pytest.raises(seals.Broken):
        seals.read({**exported(sealed), **change})


# --- the command -------------------------------------------------------------------------------


def run(*words: str) -> str:
    out = StringIO()
    call_command("audit", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_command_seals_exports_cosigns_and_verifies(tmp_path: Path) -> None:
    act("15")
    assert "Titik periksa 1" in run("seal")
    assert "Tidak ada yang terjadi" in run("seal")
    run("export", "--out", str(tmp_path / "one.json"))
    run(
        "cosign",
        str(tmp_path / "one.json"),
        "--office",
        "15",
        "--key",
        str(tmp_path / "k.pem"),
        "--out",
        str(tmp_path / "c.json"),
    )
    take_cosignature(json.loads((tmp_path / "c.json").read_text()), actor=Actor("orang:1", 1, "15"))
    assert "Jejak audit utuh" in run("verify", "--checkpoints", str(tmp_path / "one.json"))


def test_the_command_fails_and_names_what_it_found(sealed: Checkpoint, tmp_path: Path) -> None:
    run("export", "--out", str(tmp_path / "one.json"))
    with unguarded() as cursor:
        cursor.execute("DELETE FROM audit_entry WHERE stream = '15' AND number = 3")
    out = StringIO()
    with pytest.raises(CommandError, match="2 temuan") as problem:
        call_command("audit", "verify", "--checkpoints", str(tmp_path / "one.json"), stdout=out)
    assert problem.value.returncode == 1
    assert "cut        15: titik periksa 1 menyegel entri 3" in out.getvalue()


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    keys.make_key(tmp_path / "k.pem")
    assert (tmp_path / "k.pem").stat().st_mode & 0o077 == 0
    with pytest.raises(keys.KeyProblem, match="tidak pernah ditimpa"):
        keys.make_key(tmp_path / "k.pem")


def write_older(office: str, submissions: dict[int, str]) -> Entry:
    """Write an acceptance of a province as it was once written: digested with numbers as keys."""
    last = Entry.objects.filter(stream=office).order_by("-number").first()
    entry = Entry(
        stream=office,
        number=last.number + 1 if last else 1,
        at=datetime(2026, 3, 1, 9, 0, tzinfo=UTC),
        action="province.accepted",
        actor="orang:1",
        person=1,
        subject="cycle:1/15",
        detail={"submissions": submissions},
        previous=last.digest if last else GENESIS,
    )
    entry.digest = digest_of_entry(entry)
    entry.save(force_insert=True)
    return entry


def test_an_acceptance_in_the_older_form_is_no_tampering() -> None:
    act("0", 1)
    write_older("0", {9: "a", 10: "b", 99: "c", 100: "d"})
    act("0", 1)
    assert found() == []
    assert services.first_break("0") is None
    assert describe_older_form().startswith("1 entri")
    told = StringIO()
    call_command("audit", "verify", stdout=told)
    assert "bentuk lama" in told.getvalue()


@pytest.mark.parametrize(
    "detail",
    [
        {"submissions": {"9": "a", "10": "x"}},
        {"submissions": {"9": "a", "010": "b"}},
        {"submissions": {"9": "a"}},
        {"submissions": {"9": "a", "10": "b"}, "more": 1},
        {},
    ],
)
def test_a_changed_acceptance_in_the_older_form_is_named(detail: dict[str, Any]) -> None:
    entry = write_older("0", {9: "a", 10: "b"})
    with unguarded() as cursor:
        cursor.execute("UPDATE audit_entry SET detail = %s WHERE id = %s", [json.dumps(detail), entry.pk])
    assert found() == [("changed", "0 1")]


def test_the_older_form_is_taken_for_acceptances_of_provinces_alone() -> None:
    entry = write_older("0", {9: "a", 10: "b"})
    with unguarded() as cursor:
        cursor.execute("UPDATE audit_entry SET action = 'cycle.closed' WHERE id = %s", [entry.pk])
    assert found() == [("changed", "0 1")]


def test_the_last_entries_are_looked_at_by_themselves() -> None:
    act("15", 3)
    victim = Entry.objects.get(stream="15", number=2)
    with unguarded() as cursor:
        cursor.execute("UPDATE audit_entry SET actor = 'nobody' WHERE id = %s", [victim.pk])
    number, changed = find_changed_lately(2)
    assert (number, [each.where for each in changed]) == (2, ["15 2"])
    assert find_changed_lately(1) == (1, [])


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({"submissions": {9: "a"}}, "detail.submissions"),
        ({"shares": [0.5, float("nan")]}, r"detail.shares\[1\]"),
        ({"share": float("inf")}, "detail.share"),
        ({"share": -0.0}, "detail.share"),
        ({"large": 1e16}, "detail.large"),
        ({"day": datetime(2026, 3, 1, tzinfo=UTC)}, "detail.day"),
        ({"codes": {"15"}}, "detail.codes"),
    ],
)
def test_what_the_log_would_not_give_back_is_refused(value: dict[str, Any], where: str) -> None:
    with pytest.raises(TypeError, match=where):
        record("test", Actor("orang:1", 1, "15"), "thing:1", value)
    assert not Entry.objects.filter(action="test").exists()


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4) | st.integers(), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_what_is_taken_has_the_same_digest_after_its_way_through_json(value: Any) -> None:
    try:
        demand_json(value)
    except TypeError:
        return
    assert digest_of(json.loads(json.dumps(value))) == digest_of(value)


def test_what_is_taken_has_the_same_digest_after_its_way_through_the_database() -> None:
    detail = {"share": 0.1, "small": 1e-7, "large": 123456789012345.0, "whole": 1.0, "list": [1, None, True, "é"]}
    entry = record("test", Actor("orang:1", 1, "15"), "thing:1", detail)
    assert digest_of_entry(Entry.objects.get(pk=entry.pk)) == entry.digest
