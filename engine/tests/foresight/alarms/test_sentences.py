import re
from string import Formatter

import pytest

from ikp.foresight.alarms.result import REASONS
from ikp.foresight.alarms.sentences import SENTENCES, number, sentence

#: Words that would say that somebody did something: an alarm knows of reports alone.
ACCUSING = re.compile(
    r"\b(guilty|culprit|offender|suspect|fraud|cheat|pelaku|bersalah|curang|tersangka|terbukti)\w*", re.IGNORECASE
)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_both_languages_say_the_same_things_and_accuse_nobody(code: str) -> None:
    own = SENTENCES[code]
    assert set(own) == {"en", "id"}
    assert fields(own["en"]) == fields(own["id"])
    assert own["en"] != own["id"]
    for text in own.values():
        assert not ACCUSING.search(text)


def test_every_reason_has_its_words() -> None:
    assert {name for name in REASONS.values() if name} <= set(SENTENCES)


@pytest.mark.parametrize(
    ("value", "english", "indonesian"),
    [
        (3.0, "3", "3"),
        (12345.0, "12,345", "12.345"),
        (1.25, "1.2", "1,2"),
        (0.0123, "0.012", "0,012"),
        (1234.56, "1,234.6", "1.234,6"),
        (None, "–", "–"),
    ],
)
def test_numbers_are_written_as_each_language_writes_them(value: float | None, english: str, indonesian: str) -> None:
    assert number(value) == {"en": english, "id": indonesian}


def test_a_field_may_be_a_text_in_both_languages() -> None:
    found = sentence("silent", place="Kab. A", day="2026-01-05", kind="x", reason=sentence("too-few"))
    assert "because there were too few" in found["en"]
    assert "karena laporan pembandingnya" in found["id"]
