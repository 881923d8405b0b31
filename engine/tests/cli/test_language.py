"""The language is settled before anything is parsed, and numbers are written in it."""

import pytest

from ikp.cli.language import lang, number, say, settle, speak, whole, word
from ikp.errors import UsageError
from ikp.problems import Lang

pytestmark = pytest.mark.extras


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        (["published", "2024"], {}, "id"),
        (["--lang", "en", "published"], {}, "en"),
        (["published", "--lang=en"], {"IKP_LANG": "id"}, "en"),
        (["published"], {"IKP_LANG": "en"}, "en"),
        (["published"], {"LANG": "en_GB.UTF-8"}, "en"),
        (["published"], {"LANG": "id_ID.UTF-8"}, "id"),
        (["published"], {"LANG": "C.UTF-8"}, "id"),
        (["published"], {"LANG": "de_DE.UTF-8"}, "id"),
        (["published"], {"LC_ALL": "en_US", "LANG": "id_ID"}, "en"),
        (["published"], {"LC_ALL": "", "LANG": "en_US"}, "en"),
        (["explain", "--", "--lang", "en"], {}, "id"),
        (["published", "--lang"], {}, "id"),
    ],
)
def test_the_option_counts_before_the_variable_and_the_locale(
    arguments: list[str], environment: dict[str, str], expected: Lang
) -> None:
    assert settle(arguments, environment) == expected


def test_a_language_that_ikp_does_not_speak_is_refused() -> None:
    with pytest.raises(UsageError) as refused:
        settle(["--lang", "fr"], {})
    assert refused.value.problems[0].code == "cli-language"


def test_numbers_have_a_comma_in_indonesian_and_a_point_in_english() -> None:
    speak("id")
    assert (number(88.95), number(1234.5), whole(823220), number(-0.5, 1)) == ("88,95", "1.234,50", "823.220", "-0,5")
    speak("en")
    assert (number(88.95), number(1234.5), whole(823220), number(2.0, sign=True)) == (
        "88.95",
        "1,234.50",
        "823,220",
        "+2.00",
    )


def test_nothing_is_written_as_a_dash() -> None:
    assert number(None) == number(float("nan")) == "–"


def test_a_word_that_is_somebody_s_own_stays_as_it_is() -> None:
    speak("en")
    assert word("category", "tinggi") == "high"
    assert word("category", "level 6") == "level 6"
    assert lang() == "en"
    assert say("msg.rows-left", count=3).startswith("… 3 more rows")
