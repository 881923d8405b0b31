"""What is raised carries its problems, speaks both languages and knows its exit code."""

import pytest

from ikp.errors import DataError, IkpError, UsageError, problem
from ikp.problems import Problem


def test_one_problem_or_many_become_a_tuple() -> None:
    one = problem("table-empty")
    assert DataError(one).problems == (one,)
    assert DataError(iter([one, one])).problems == (one, one)


def test_every_problem_is_said_on_a_line_of_its_own_in_the_language_asked_for() -> None:
    error = DataError([problem("table-empty"), problem("framework-empty")])
    english, indonesian = error.sentence().splitlines(), error.sentence("id").splitlines()
    assert english == [
        "The table has no units. Give at least one row.",
        "The framework has no indicators. Give one row per node, with the code of its parent.",
    ]
    assert len(indonesian) == 2
    assert indonesian[0].startswith("Tabel tidak memuat daerah.")
    assert str(error) == error.sentence("en")


def test_lists_are_joined_into_the_sentence() -> None:
    said = problem("framework-roots", count=2, codes=["A", "B"]).what()
    assert said == "The framework has 2 nodes without a parent: A, B."


def test_a_sentence_that_lacks_a_particular_is_refused_at_once() -> None:
    with pytest.raises(KeyError, match="codes"):
        problem("framework-roots", count=2)
    with pytest.raises(KeyError, match="no-such-problem"):
        Problem("no-such-problem")


@pytest.mark.parametrize(("kind", "code"), [(DataError, 1), (UsageError, 2)])
def test_exit_codes(kind: type[IkpError], code: int) -> None:
    with pytest.raises(IkpError) as caught:
        raise kind(problem("table-empty"))
    assert caught.value.exit_code == code
