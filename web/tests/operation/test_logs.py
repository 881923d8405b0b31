"""The log and the letters to operators: what happened and where, and nothing about people."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, OperationalError
from django.test import Client
from ikpweb.config.operating import Operating
from ikpweb.config.problem import SettingError
from ikpweb.operation import mails
from ikpweb.operation.logs import JsonLines
from ikpweb.operation.requests import _log as requests_log

from web.tests import factories

pytestmark = pytest.mark.django_db


class Kept(logging.Handler):
    """Keeps what the formatter makes of each record."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = JsonLines().format(record)
        assert "\n" not in text
        self.lines.append(json.loads(text))


@pytest.fixture
def kept() -> Any:
    handler = Kept()
    logger = requests_log
    before = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    yield handler.lines
    logger.removeHandler(handler)
    logger.setLevel(before)


def written(error: BaseException) -> dict[str, Any]:
    """Give the line of an error that a view raised."""
    try:
        raise error
    except type(error) as raised:
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Internal Server Error: %s", ("/x",), None)
        record.exc_info = (type(raised), raised, raised.__traceback__)
        line: dict[str, Any] = json.loads(JsonLines().format(record))
        return line


def test_a_request_is_one_line_by_route_and_number(client: Client, kept: list[dict[str, Any]]) -> None:
    number = client.get("/cari/?q=nama+orang").headers["X-Request-ID"]
    (line,) = kept
    assert line["request"] == number
    assert (line["method"], line["route"], line["status"], line["user"]) == ("GET", "portal:search", 200, None)
    assert line["ms"] >= 0
    assert "orang" not in json.dumps(line)


def test_an_address_with_a_secret_is_not_written(client: Client, kept: list[dict[str, Any]]) -> None:
    client.get("/kantor/undangan/rahasia-sekali-pakai/")
    assert "rahasia-sekali-pakai" not in json.dumps(kept)


def test_who_is_signed_in_is_a_number(client: Client, kept: list[dict[str, Any]]) -> None:
    member = factories.member("enterer", "15")
    factories.signed_in(client, member)
    client.get("/kantor/")
    line = kept[-1]
    assert line["user"] == member.person.pk
    assert member.person.email not in json.dumps(kept)


def test_an_error_is_told_by_kind_and_place_not_by_what_was_entered() -> None:
    line = written(IntegrityError("Key (email)=(siti@example.org) already exists."))
    assert line["error"]["kind"] == "django.db.utils.IntegrityError"
    assert "test_logs.py" in line["error"]["places"][-1]
    assert "siti" not in json.dumps(line)
    assert "/x" not in json.dumps(line)
    # What is about the machine is what an operator needs.
    assert written(OperationalError("connection refused"))["error"]["message"] == "connection refused"


@pytest.fixture
def operators(settings: Any, tmp_path: Path) -> Any:
    environment = settings.ENVIRONMENT
    object.__setattr__(environment, "operating", Operating.read({"IKP_OPERATORS": "operator@example.org"}))
    (Path(environment.home) / "records" / "mails").unlink(missing_ok=True)
    yield environment
    object.__setattr__(environment, "operating", Operating.read({}))


class Now:
    """A thread that does its work at once."""

    def __init__(self, target: Any, args: Any, daemon: bool) -> None:
        self.start = lambda: target(*args)


def test_an_error_is_mailed_once_an_hour_and_never_as_a_flood(operators: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ikpweb.operation.mails.threading.Thread", Now)
    handler = mails.OperatorMail()

    def fail(name: str, text: str) -> None:
        try:
            raise ValueError(text)
        except ValueError as problem:
            record = logging.LogRecord(name, logging.ERROR, "", 0, name, (), None)
            record.exc_info = (ValueError, problem, problem.__traceback__)
            handler.emit(record)

    fail("a", "siti@example.org")
    fail("a", "budi@example.org")
    (letter,) = mail.outbox
    assert letter.to == ["operator@example.org"]
    assert "ValueError" in letter.subject
    assert "siti" not in letter.body
    for number in range(mails.MOST + 5):
        fail(f"other-{number}", "")
    assert len(mail.outbox) == mails.MOST


def test_a_new_hour_begins_anew(operators: Any) -> None:
    assert mails.may_send("x", 1000.0)
    assert not mails.may_send("x", 1100.0)
    assert mails.may_send("x", 4700.0)


@pytest.mark.parametrize(
    "wrong",
    [{"IKP_LOG": "xml"}, {"IKP_OPERATORS": "nobody"}, {"IKP_METRICS": "all"}, {"IKP_BACKGROUND": "mail"}],
)
def test_a_setting_that_does_not_fit_is_a_sentence(wrong: dict[str, str]) -> None:
    (name,) = wrong
    with pytest.raises(SettingError, match=name):
        Operating.read(wrong)
