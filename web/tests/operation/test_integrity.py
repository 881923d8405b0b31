"""All that was received is read again; what it found stands until the next time. And old backups make room."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from ikpweb.config.operating import Operating
from ikpweb.operation.backing import thin
from ikpweb.operation.doctor import Finding, look_over
from ikpweb.operation.records import last, note
from ikpweb.prevention.files.models import File

from web.tests.factories import member
from web.tests.prevention.register.registering import added, evidence

pytestmark = pytest.mark.django_db


def found(word: str) -> Finding:
    (one,) = [each for each in look_over() if word in each.what]
    return one


def test_what_was_found_is_kept_for_the_doctor() -> None:
    enterer = member("enterer", "15.71")
    evidence(added(enterer), enterer)
    out = StringIO()
    call_command("integrity", stdout=out)
    assert "Semuanya seperti saat diterima." in out.getvalue()
    assert "1 files, all as they were received" in out.getvalue()
    kept = last("integrity")
    assert kept is not None
    assert kept[1]["wrong"] == 0
    assert found("Bukti terakhir dibaca ulang").weight == "ok"
    File.objects.update(sha256="0" * 64)
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 1 files"):
        call_command("integrity", stdout=out)
    assert "NOT WHAT WAS RECEIVED" in out.getvalue()
    kept = last("integrity")
    assert kept is not None
    assert kept[1]["wrong"] == 1
    assert found("Bukti terakhir dibaca ulang").weight == "error"


def test_what_was_not_done_for_long_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    note("backup", size=1)
    assert found("Cadangan terakhir").weight == "ok"
    later = datetime.now(UTC) + timedelta(days=3)
    monkeypatch.setattr("ikpweb.operation.doctor.timezone.now", lambda: later)
    assert found("Cadangan terakhir").weight == "warning"


def test_the_newest_backups_stay_and_what_is_none_is_left_alone(tmp_path: Path) -> None:
    for day in range(1, 6):
        folder = tmp_path / f"ikp-2026110{day}T000000Z"
        folder.mkdir()
        (folder / "backup.json").write_text("{}")
    (tmp_path / "ikp-20200101T000000Z").mkdir()  # somebody's own folder: it is no backup
    removed = thin(tmp_path, 2)
    assert [path.name[4:12] for path in removed] == ["20261101", "20261102", "20261103"]
    left = sorted(path.name[4:12] for path in tmp_path.iterdir())
    assert left == ["20200101", "20261104", "20261105"]
    assert thin(tmp_path, 9) == []


def test_the_doctor_writes_to_the_operators_only_when_something_is_wrong(settings: Any) -> None:
    environment = settings.ENVIRONMENT
    key = Path(environment.home) / "keys" / "probe.pem"
    key.parent.mkdir(exist_ok=True)
    key.write_text("x")
    object.__setattr__(environment, "operating", Operating.read({"IKP_OPERATORS": "operator@example.org"}))
    try:
        key.chmod(0o644)
        with pytest.raises(CommandError):
            call_command("doctor", "--mail", stdout=StringIO())
        (letter,) = mail.outbox
        assert letter.to == ["operator@example.org"]
        assert "chmod 600" in letter.body
    finally:
        object.__setattr__(environment, "operating", Operating.read({}))
        key.unlink()
