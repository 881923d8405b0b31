import pytest
from ikpweb.prevention.shipped import shipped, terms

from ikp.problems import Lang
from tools.actions_page import page

LANGS: tuple[Lang, ...] = ("id", "en")


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_holds_every_action(lang: Lang) -> None:
    said = page(lang)
    for action in shipped():
        assert f"### {action.title[lang]}\n" in said
        assert action.done_when[lang] in said
    assert said.count(terms().none_known[lang]) == sum(not action.studies for action in shipped())
    assert terms().note[lang] in said


def test_a_file_is_headed_by_its_subdimension() -> None:
    headings = [line for line in page("en").splitlines() if line.startswith("## ")]
    assert "## Socio-political context: Security" in headings
    assert len(headings) == len(set(headings)) == 12
