"""The doctor sees what does not protect: a proxy not counted, open connections, nothing limited, old secrets."""

import os
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ikpweb.config.limits import DEFAULTS
from ikpweb.operation import protecting
from ikpweb.operation.doctor import look_over
from ikpweb.operation.protecting import protection


def weights(word: str) -> list[str]:
    return [weight for weight, what, mend in protection() if word in f"{what} {mend}"]


def test_a_proxy_that_is_not_counted_is_an_error(settings: Any) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, base_url="https://ikp.example", proxies=0)
    assert weights("IKP_PROXIES") == ["error"]
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, proxies=1)
    assert weights("IKP_PROXIES") == []


@pytest.mark.parametrize(
    ("host", "mode", "found"),
    [
        ("db.example", "", ["error"]),
        ("db.example", "require", ["error"]),
        ("db.example", "verify-full", []),
        ("127.0.0.1", "", []),
        ("/run/postgresql", "", []),
    ],
)
def test_a_database_on_another_machine_is_asked_over_tls(
    monkeypatch: pytest.MonkeyPatch, host: str, mode: str, found: list[str]
) -> None:
    told = SimpleNamespace(vendor="postgresql", settings_dict={"HOST": host, "OPTIONS": {"sslmode": mode}})
    monkeypatch.setattr(protecting, "connection", told)
    assert weights("sslmode") == found


@pytest.mark.parametrize(
    ("scanner", "found"), [(None, []), (("clamav.example", 3310), ["warning"]), (("127.0.0.1", 3310), [])]
)
def test_evidence_does_not_go_unencrypted_to_another_machine(settings: Any, scanner: Any, found: list[str]) -> None:
    settings.EVIDENCE_CLAMAV = scanner
    assert weights("clamd") == found


def test_requests_are_limited(settings: Any) -> None:
    settings.LIMITS = dict.fromkeys(DEFAULTS, 0)
    assert weights("IKP_LIMITS") == ["warning"]
    settings.LIMITS = DEFAULTS
    assert weights("dibatasi") == ["ok"]


def test_an_old_secret_is_due(settings: Any, tmp_path: Path) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, home=tmp_path)
    path = tmp_path / "secret-key"
    path.write_text("x")
    assert weights("secrets renew") == []
    os.utime(path, (0, 0))
    assert weights("secrets renew") == ["warning"]


@pytest.mark.django_db
def test_the_doctor_tells_them(settings: Any) -> None:
    settings.LIMITS = dict.fromkeys(DEFAULTS, 0)
    assert any(each.weight == "warning" and "IKP_LIMITS" in each.what for each in look_over())
