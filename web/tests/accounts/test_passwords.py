"""Passwords that are guessed early or have leaked are refused; long ones of any letters are not."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from ikpweb.accounts import passwords
from ikpweb.accounts.passwords import CONTEXT, is_leaked


@pytest.mark.parametrize(
    "password",
    [
        "Bawaslu-2024!",
        "bawaslubawaslu",
        "password123456",
        "P@ssw0rd123456",
        "qwertyqwerty12",
        "Pemilu2029!!!!",
        "123456789012345",
        "aaaaaaaaaaaaaaaa",
        "abcdefghijklmnop",
        "Kerawanan##12345",
        "!!sunshine!!2024",
        "pendek-1A",
    ],
)
def test_what_is_easy_to_guess_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "kata sandi untuk pengujian",
        "empat kuda hijau menari",
        "correct horse battery staple",
        "KAPITALSEMUATANPAANGKAX",
        "tanpa angka tanpa tanda",
        "93jf02kd84nx71bq",
        "パスワードは長いほどよい",
        "🐢 kura-kura menyeberang jalan",
        "x y" * 50 + "panjang sekali",
        "  spasi di depan dan belakang  ",
    ],
)
def test_any_letters_will_do_and_a_hundred_of_them(password: str) -> None:
    validate_password(password)


def test_the_common_passwords_that_are_long_enough_are_refused_all() -> None:
    long_enough = [each for each in CommonPasswordValidator().passwords if len(each) >= 12]
    assert len(long_enough) > 100
    for each in long_enough:
        with pytest.raises(ValidationError):
            validate_password(each)


def test_a_common_password_that_was_made_long_enough_is_refused() -> None:
    """More than three thousand of the most common that fit the length: the short ones with a year behind."""
    short = sorted(each for each in CommonPasswordValidator().passwords if each.isalpha() and 7 <= len(each) < 12)
    made = [f"{each}20242029"[: max(12, len(each) + 4)] for each in short][:3500]
    assert len(made) > 3000
    refused = sum(1 for each in made if len(passwords.without_easy_parts(each)) < 5)
    assert refused == len(made)


def test_words_of_the_work_are_refused_and_those_of_a_place_too(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    for word in CONTEXT:
        with pytest.raises(ValidationError):
            validate_password(f"{word}-20242029")
    validate_password("telanaipura-20242029")
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, password_words=("Telanaipura",))
    passwords._easy.cache_clear()
    with pytest.raises(ValidationError):
        validate_password("telanaipura-20242029")
    monkeypatch.undo()
    passwords._easy.cache_clear()


def listed(path: Path, words: list[str], *, counts: bool) -> Path:
    digests = sorted(hashlib.sha1(each.encode(), usedforsecurity=False).hexdigest().upper() for each in words)
    path.write_text("".join(f"{each}:{n}\n" if counts else f"{each}\n" for n, each in enumerate(digests, 1)), "ascii")
    return path


@pytest.mark.parametrize("counts", [True, False])
@pytest.mark.parametrize("size", [0, 1, 2, 3, 500])
def test_a_leaked_password_is_found_wherever_it_stands_in_the_list(tmp_path: Path, size: int, counts: bool) -> None:
    words = [f"kata {number}" for number in range(size)]
    path = listed(tmp_path / "leaked", words, counts=counts)
    assert all(is_leaked(each, path) for each in words)
    assert not any(is_leaked(f"lain {number}", path) for number in range(100))


def test_a_leaked_password_is_refused(tmp_path: Path, settings: Any) -> None:
    leaked = "empat kuda hijau menari"
    path = listed(tmp_path / "leaked", [leaked, "x"], counts=True)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, leaked_passwords=str(path))
    with pytest.raises(ValidationError, match="bocor"):
        validate_password(leaked)
    validate_password("lima kuda hijau menari")
