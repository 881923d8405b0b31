"""Settings from the environment: sensible without any, and a sentence for what does not fit."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from ikpweb.config.environment import Environment, SettingError


def read(home: Path, **more: str) -> Environment:
    return Environment.read({"IKP_HOME": str(home), **more})


def test_nothing_set_is_sqlite_on_the_loopback_address(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert found.database["NAME"] == tmp_path / "ikp.sqlite3"
    assert "journal_mode=WAL" in str(found.database["OPTIONS"])
    assert found.hosts == ("127.0.0.1", "localhost", "[::1]")
    assert not found.debug
    assert not found.secure


def test_the_secret_is_made_once_and_for_this_user_alone(tmp_path: Path) -> None:
    first, second = read(tmp_path), read(tmp_path)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) > 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_public_address_adds_its_host_and_turns_security_on(tmp_path: Path) -> None:
    found = read(tmp_path, IKP_BASE_URL="https://ikp.example/", IKP_HOSTS="a.example, b.example")
    assert found.secure
    assert found.base_url == "https://ikp.example"
    assert found.hosts[:3] == ("a.example", "b.example", "ikp.example")


def test_postgresql_by_address(tmp_path: Path) -> None:
    database = read(tmp_path, DATABASE_URL="postgres://u:p%40ss@db:5433/ikp").database
    assert (database["NAME"], database["USER"], database["PASSWORD"]) == ("ikp", "u", "p@ss")
    assert (database["HOST"], database["PORT"]) == ("db", "5433")
    assert read(tmp_path, DATABASE_URL="postgres:///ikp?host=/run/pg").database["HOST"] == "/run/pg"


def test_postgresql_on_another_machine_is_asked_over_tls(tmp_path: Path) -> None:
    address = "postgres://u:p@db.example/ikp?sslmode=verify-full&sslrootcert=%2Fetc%2Fikp%2Fca.pem&x=1"
    assert read(tmp_path, DATABASE_URL=address).database["OPTIONS"] == {
        "sslmode": "verify-full",
        "sslrootcert": "/etc/ikp/ca.pem",
    }


def test_unencrypted_is_for_this_machine_alone(tmp_path: Path) -> None:
    for host in ("127.0.0.1", "localhost", "[::1]"):
        assert read(tmp_path, IKP_EMAIL=f"smtp+plain://{host}:25").mail.port == 25
    with pytest.raises(SettingError, match="IKP_EMAIL"):
        read(tmp_path, IKP_EMAIL="smtp+plain://mail.example:25")
    bucket = {"IKP_EVIDENCE_S3_BUCKET": "b", "IKP_EVIDENCE_S3_ENDPOINT": "http://s3.example"}
    with pytest.raises(SettingError, match="https"):
        read(tmp_path, **bucket)
    assert read(tmp_path, **bucket | {"IKP_EVIDENCE_S3_ENDPOINT": "http://127.0.0.1:9000"}).evidence.bucket == "b"


def test_a_file_of_leaked_passwords_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="IKP_LEAKED_PASSWORDS"):
        read(tmp_path, IKP_LEAKED_PASSWORDS=str(tmp_path / "none"))
    (tmp_path / "leaked").write_text("")
    told = {"IKP_LEAKED_PASSWORDS": str(tmp_path / "leaked"), "IKP_PASSWORD_WORDS": "Jambi, Telanaipura"}
    found = read(tmp_path, **told)
    assert found.leaked_passwords.endswith("leaked")
    assert found.password_words == ("Jambi", "Telanaipura")


@pytest.mark.parametrize("url", ["mysql://x/y", "postgres://host", "nonsense"])
def test_an_address_that_is_none_is_refused_with_the_form_it_should_have(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingError, match="postgres://user:password@host"):
        read(tmp_path, DATABASE_URL=url)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingError, match=r"IKP_HOME: folder .* tidak dapat dibuat"):
        read(tmp_path / "file" / "inside")


@pytest.mark.django_db
def test_behind_a_proxy_with_https_readers_are_redirected_and_the_supervisor_is_not(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/").status_code == 301
    assert Client().get("/", headers={"X-Forwarded-Proto": "https"}).status_code == 301  # no proxy, so a claim
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert Client().get("/", headers={"X-Forwarded-Proto": "https"}).status_code == 200
    assert Client().get("/healthz").json() == {"status": "ok"}
