import pytest

from ikp.compare.reasons import PARTS, REASONS, STEPS, Reason
from ikp.recipe import steps as recipe_steps


def names_in(sentence: str) -> set[str]:
    return {part.split("}")[0] for part in sentence.split("{")[1:]}


@pytest.mark.parametrize("code", REASONS)
def test_both_languages_name_the_same(code: str) -> None:
    sentences = REASONS[code].sentence
    assert names_in(sentences["en"]) == names_in(sentences["id"])
    assert all(sentence.endswith(".") for sentence in sentences.values())


def test_lists_and_parts_are_said_in_the_language() -> None:
    reason = Reason("scale-unpublished", {"edition": "2019", "parts": ("indicators", "weights")})
    assert "the indicators, the weights" in reason.sentence("en")
    assert "indikator, bobot" in reason.sentence("id")
    assert reason.effect == "scores"
    assert all(words.keys() == {"en", "id"} for words in PARTS.values())


def test_steps_are_called_by_the_words_of_each_language() -> None:
    reason = Reason("bounds-unknown", {"edition": "2024", "step": "aggregate"})
    assert "the step aggregate" in reason.sentence("en")
    assert "langkah menggabungkan" in reason.sentence("id")
    assert set(STEPS) == set(recipe_steps.STEPS)


def test_a_reason_that_cannot_be_said_is_refused() -> None:
    with pytest.raises(KeyError):
        Reason("units-none", {"a": "2020"})
    with pytest.raises(KeyError):
        Reason("no-such-reason")
