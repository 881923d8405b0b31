"""What `ikp-web` says: in both languages with the same names in it, chosen as `ikp` chooses."""

import re
import socket

import pytest
from ikpweb.config.command import main
from ikpweb.config.environment import Environment, SettingError
from ikpweb.config.words import LANGUAGES, TEXT, language


def test_every_text_stands_in_both_languages_with_the_same_names() -> None:
    for key, texts in TEXT.items():
        assert tuple(texts) == LANGUAGES, key
        names = [sorted(re.findall(r"\{(\w+)|%\((\w+)\)", text)) for text in texts.values()]
        assert names[0] == names[1], key


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({}, "id"),
        ({"LANG": "C.UTF-8"}, "id"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "id_ID.UTF-8"}, "id"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "id_ID"}, "id"),
        ({"LANG": "id_ID", "IKP_LANG": "en"}, "en"),
    ],
)
def test_the_language_follows_the_environment(environment: dict[str, str], chosen: str) -> None:
    assert language(environment) == chosen


def test_another_language_is_refused() -> None:
    with pytest.raises(SettingError, match=r"IKP_LANG: 'jv' is no language"):
        language({"IKP_LANG": "jv", "LANG": "en_US"})


@pytest.mark.parametrize(
    ("chosen", "words"), [("id", "bukan porta. Pilih dari 1 sampai 65535"), ("en", "is no port. Choose one from 1")]
)
def test_a_wrong_port_is_said_in_the_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], chosen: str, words: str
) -> None:
    monkeypatch.setenv("IKP_LANG", chosen)
    assert main(["serve", "--port", "70000"]) == 2
    assert words in capsys.readouterr().err


def test_settings_that_do_not_fit_are_said_in_the_language(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    for chosen, words in (("id", "atau kosong untuk SQLite"), ("en", "or nothing for SQLite")):
        monkeypatch.setenv("IKP_LANG", chosen)
        for url in ("mysql://x/y", "postgres://host:port/name", "postgres://host:70000/name"):
            with pytest.raises(SettingError, match=words):
                Environment.read({"IKP_HOME": str(tmp_path), "DATABASE_URL": url})


def test_a_port_on_which_somebody_listens_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as the processes of the server do
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert main(["serve", "--port", str(other.getsockname()[1])]) == 2
    assert "tidak dapat menerima di 127.0.0.1" in capsys.readouterr().err
