import pytest

from ikp.io.cells import as_declaration
from ikp.io.headings import ROLES
from ikp.io.report import Fault
from ikp.io.templatetexts import DECLARATIONS, INSTRUCTIONS, LISTS, SHEETS, heading, hints
from ikp.problems import Lang


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_text_exists_in_both_languages(lang: Lang) -> None:
    assert len(SHEETS[lang]) == 4
    assert len(LISTS[lang]) == 5
    assert all(INSTRUCTIONS[shape][lang] for shape in INSTRUCTIONS)
    assert all(hints(role, lang) for role in ("unit", "indicator", "date", "count", "grade", "declaration"))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_reader_knows_every_word(lang: Lang) -> None:
    for word in DECLARATIONS[lang]:
        assert not isinstance(as_declaration(word), Fault)
    for role in ("unit", "name", "indicator", "date", "count", "grade", "declaration", "description", "source"):
        assert heading(role, lang) in ROLES[role]


def test_headings_differ_by_language() -> None:
    assert (heading("unit", "id"), heading("unit", "en")) == ("daerah", "unit")
    assert (heading("grade", "id"), heading("grade", "en")) == ("tingkat", "grade")
