import pytest

from ikp.cli.frame import COMMANDS
from ikp.problems import Lang
from tools.cli_page import page, undocumented

pytestmark = pytest.mark.extras


def test_every_command_and_option_says_something_in_both_languages() -> None:
    assert undocumented() == []


@pytest.mark.parametrize("lang", ["en", "id"])
def test_every_command_stands_on_the_page_with_its_options(lang: Lang) -> None:
    text = page(lang)
    for name in COMMANDS:
        assert f"\n## `ikp {name}`\n" in text
    assert "| `-o, --output OUT/` |" in text
    assert text.count("`--debug`") == 2  # in the introduction, and once as an option of `ikp`


def test_the_pages_differ_in_words_and_not_in_commands() -> None:
    english, indonesian = page("en"), page("id")
    assert [line for line in english.splitlines() if line.startswith("## ")] == [
        line for line in indonesian.splitlines() if line.startswith("## ")
    ]
    assert "Check data" in english
    assert "Periksa data" in indonesian
