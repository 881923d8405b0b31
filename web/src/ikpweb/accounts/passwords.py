"""What no password may be: one that leaked, or one that follows from a common word or from the work itself.

There is no rule about kinds of letters, and none that makes people change a password that nobody knows.
"""

import hashlib
import os
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

__all__ = ["CONTEXT", "EasyPasswordValidator", "LeakedPasswordValidator", "is_leaked", "without_easy_parts"]

#: Words of this work, which who guesses tries first; the settings add those of a place (IKP_PASSWORD_WORDS).
# fmt: off
CONTEXT = frozenset({
    "admin", "administrator", "analis", "badan", "bawaslu", "demokrasi", "ikp", "indeks", "indonesia",
    "jakarta", "kabupaten", "kantor", "kata", "kecamatan", "kelurahan", "kerawanan", "ketua", "komisi", "kota",
    "kpu", "merdeka", "nusantara", "operator", "panwascam", "panwaslu", "pemantau", "pemilihan", "pemilu",
    "pengawas", "pengisi", "petugas", "pilgub", "pilkada", "pilpres", "presiden", "provinsi", "rahasia",
    "rawan", "republik", "sandi", "sekretariat", "suara", "verifikator",
})
# fmt: on
#: A word this short is found in everything.
_SHORTEST = 3
#: As many letters have to be left when all that is easy to guess is taken out.
_LEFT = 5
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")


class EasyPasswordValidator:
    """Refuse what is made of one common password or one word of this work, with figures, signs and runs around it.

    ``Bawaslu-2024!``, ``password123456``, ``qwertyqwerty12`` are guessed early however long they are. Two
    words beside each other pass, as a sentence does.
    """

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - Django's signature
        if len(without_easy_parts(password)) < _LEFT:
            raise ValidationError(
                _("Kata sandi ini mudah ditebak: satu kata umum dengan angka atau tanda. Pakai beberapa kata."),
                code="password_easy",
            )

    def get_help_text(self) -> str:
        return _("Beberapa kata lebih baik daripada satu kata dengan angka.")


def without_easy_parts(password: str) -> str:
    """Take out of a password what is easy to guess, and give the letters that are left."""
    # As people disguise a word: P@ssw0rd.
    plain = password.casefold().translate(str.maketrans("@013457$!", "aoieastsi"))
    for text in (password.casefold(), plain):
        left = "".join(letter if letter.isalpha() else " " for letter in text)
        words = left.split()
        longest = _easy_in(max(words, key=len, default=""))
        if longest is None:
            continue
        rest = " ".join(words).replace(longest, " ").split()
        rest = [word for word in rest if len(word) >= _SHORTEST and not _is_run(word)]
        if sum(map(len, rest)) < _LEFT:
            return "".join(rest)
    left = "".join(letter for letter in password if letter.isalpha())
    # Without a word in it: figures alone, or the same few letters again and again.
    return left if len(set(left.casefold())) >= _LEFT else ""


def _easy_in(word: str) -> str | None:
    """Find the longest beginning of a word that is common, if it is the whole word or repeated in it."""
    if _is_run(word):
        return word
    easy = _easy()
    for end in range(len(word), _SHORTEST - 1, -1):
        if word[:end] in easy and len(word.replace(word[:end], "")) < _SHORTEST:
            return word[:end]
    return None


def _is_run(word: str) -> bool:
    return bool(word) and any(word in run or word in run[::-1] for run in _RUNS)


@cache
def _easy() -> frozenset[str]:
    common = set(CommonPasswordValidator().passwords)
    named = {word.casefold() for word in settings.ENVIRONMENT.password_words}
    return frozenset(word for word in common | CONTEXT | named if len(word) >= _SHORTEST and word.isalpha())


class LeakedPasswordValidator:
    """Refuse what is in a list of leaked passwords, when the operator keeps one (IKP_LEAKED_PASSWORDS)."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - Django's signature
        path = settings.ENVIRONMENT.leaked_passwords
        if path and is_leaked(password, Path(path)):
            raise ValidationError(_("Kata sandi ini pernah bocor di tempat lain. Pakai yang lain."), code="leaked")

    def get_help_text(self) -> str:
        return _("Kata sandi yang pernah bocor ditolak.") if settings.ENVIRONMENT.leaked_passwords else ""


def is_leaked(password: str, path: Path) -> bool:
    """Look a password up in a file of SHA-1 digests in order, one a line, with or without ``:count``.

    That is the form in which the list of *Have I Been Pwned* is given away; the file stays on the disk, and
    some thirty reads find a line among hundreds of millions. SHA-1 is the list's own, nothing rests on it.
    """
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, os.SEEK_END)
        while low < high:  # the first line that begins at or after `low` is looked for
            middle = (low + high) // 2
            file.seek(middle)
            if middle:
                file.readline()  # to the beginning of a line
            line = file.readline()
            if not line or line[:40].upper() >= wanted:
                high = middle
            else:
                low = middle + 1
        file.seek(low)
        if low:
            file.readline()
        return file.readline()[:40].upper() == wanted
