from ikp.problems import CATALOGUE, Kind
from tools.problems_page import incomplete, page


def test_every_problem_stands_on_the_page_in_both_languages() -> None:
    text = page()
    assert incomplete() == []
    for code in CATALOGUE:
        assert text.count(f"### `{code}`\n") == 1


def test_a_problem_without_a_language_is_named() -> None:
    lacking = Kind({"en": "No.", "id": " "}, {"en": "Do."})
    assert incomplete({"new-problem": lacking}) == [
        "problem new-problem: no sentence what in 'id'.",
        "problem new-problem: no sentence mend in 'id'.",
    ]


def test_every_row_of_the_page_has_its_three_cells() -> None:
    rows = [line.replace("\\|", "") for line in page().splitlines() if line.startswith(("| en ", "| id "))]
    assert len(rows) == 2 * len(CATALOGUE)
    assert {row.count("|") for row in rows} == {4}
