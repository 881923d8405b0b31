"""Renewing secrets: people stay signed in, factors stay good, old signatures are still checked."""

import os
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from ikpweb.accounts.adapters import FactorAdapter
from ikpweb.accounts.sealing import SealError
from ikpweb.audit import keys
from ikpweb.config.environment import Environment

from web.tests.factories import member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    read(tmp_path, settings)
    return tmp_path


def read(home: Path, settings: Any) -> None:
    """Read the settings anew, as a process does that was started again."""
    found = Environment.read({"IKP_HOME": str(home)})
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, home=home)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = found.secret_key, list(found.old_secrets)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("secrets", *arguments, stdout=out)
    return out.getvalue()


def test_a_new_secret_keeps_sessions_and_factors_and_the_old_one_is_gone_in_the_end(
    home: Path, settings: Any, client: Any
) -> None:
    signed_in(client, member("head", "15"))
    factor = Authenticator.objects.get(type="totp")
    secret, before = FactorAdapter().decrypt(factor.data["secret"]), (home / "secret-key").read_text()

    run("renew", "secret")
    assert (home / "secret-key").stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="belum mengenal"):
        run("retire")  # this process has not read it yet
    read(home, settings)
    assert before != settings.SECRET_KEY
    assert [before] == settings.SECRET_KEY_FALLBACKS
    assert client.get("/kantor/").status_code == 200
    with pytest.raises(CommandError, match="retire"):
        run("renew", "secret")

    assert "1 faktor" in run("retire")
    read(home, settings)
    assert settings.SECRET_KEY_FALLBACKS == []
    factor.refresh_from_db()
    assert FactorAdapter().decrypt(factor.data["secret"]) == secret
    settings.SECRET_KEY = before
    with pytest.raises(SealError):
        FactorAdapter().decrypt(factor.data["secret"])


def test_a_new_key_signs_and_the_old_signature_is_still_checked(home: Path) -> None:
    folder = home / "keys"
    old = keys.kept_key(folder)
    signature = old.sign(b"sealed").hex()
    run("renew", "checkpoint")
    new = keys.kept_key(folder)
    known = keys.known_keys(folder)
    assert set(known) == {keys.key_id(keys.public_text(each)) for each in (old, new)}
    assert any(keys.verifies(public, signature, b"sealed") for public in known.values())
    assert len(list(folder.glob("*.pem"))) == 1


def test_the_list_says_what_is_due(home: Path) -> None:
    assert "WAKTUNYA" not in run()
    year = 366 * 86_400
    at = (home / "secret-key").stat().st_mtime - year
    os.utime(home / "secret-key", (at, at))
    assert "WAKTUNYA" in run()


def test_what_is_not_here_is_not_renewed(home: Path) -> None:
    with pytest.raises(CommandError, match="tempat lain"):
        run("renew", "release")
    with pytest.raises(CommandError, match="Tidak ada"):
        run("retire")
