"""The doctor finds what is wrong, says how to mend it, and never dies of it."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from ikpweb.operation import doctor
from ikpweb.operation.doctor import Finding, look_over

pytestmark = pytest.mark.django_db


def weights(found: list[Finding], word: str) -> set[str]:
    return {each.weight for each in found if word in each.what}


def test_each_check_says_something_and_a_sentence_to_mend_what_is_wrong() -> None:
    found = look_over()
    assert len(found) >= len(doctor.CHECKS)
    assert all(each.mend for each in found if each.weight != "ok")
    assert weights(found, "migrasi") == {"ok"}


def test_a_key_that_others_can_read_is_an_error(settings: Any) -> None:
    path = Path(settings.ENVIRONMENT.home) / "keys" / "probe.pem"
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")
    path.chmod(0o644)
    try:
        assert any(each.mend == f"chmod 600 {path}" for each in look_over())
    finally:
        path.unlink()


def test_a_check_that_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def dying() -> Any:
        raise OSError("no such thing")

    monkeypatch.setattr(doctor, "CHECKS", (dying,))
    (found,) = look_over()
    assert found.weight == "error"
    assert "no such thing" in found.what


def test_the_command_ends_with_one_when_something_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong() -> Any:
        yield Finding("error", "rusak", "perbaiki")

    monkeypatch.setattr(doctor, "CHECKS", (wrong,))
    out = StringIO()
    with pytest.raises(CommandError, match="1 hal"):
        call_command("doctor", stdout=out)
    assert "✗ rusak" in out.getvalue()
    assert "→ perbaiki" in out.getvalue()
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", "--json", stdout=out)
    assert json.loads(out.getvalue()) == [{"weight": "error", "what": "rusak", "mend": "perbaiki"}]
