"""The texts that people agree to before a record of them is kept; a new version is added, an old one stays."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["LONGEST", "TEXTS", "Consent", "current"]

#: A record is kept for three years at most; then it is asked for again, or goes. The limit is ours.
LONGEST = 3 * 365


@dataclass(frozen=True)
class Consent:
    """A version of the text, by language."""

    version: str
    texts: Mapping[str, str]


TEXTS: tuple[Consent, ...] = (
    Consent(
        "2026-1",
        {
            "id": (
                "Saya setuju nama dan satu kontak saya disimpan kantor Bawaslu ini untuk tujuan yang saya pilih, "
                "sampai tanggal yang tertulis dan paling lama tiga tahun. Hanya kantor ini yang membacanya; tidak "
                "ada yang diterbitkan. Saya boleh meminta salinan, perbaikan, atau penghapusannya kapan saja, tanpa "
                "alasan dan tanpa akibat bagi keikutsertaan saya."
            ),
            "en": (
                "I agree that this office of Bawaslu keeps my name and one way to reach me for the purpose that I "
                "chose, until the day written here and for three years at most. Only this office reads it; nothing "
                "is published. I may ask for a copy, a correction or the erasure at any time, without a reason and "
                "without any effect on my participation."
            ),
        },
    ),
)


def current() -> Consent:
    """Give the text that people agree to now."""
    return TEXTS[-1]
