"""Scores follow from the inputs by the method, or the first difference has a name."""

import json
from dataclasses import replace

import pytest

from engine.tests.release.making import CASES, EXAMPLE, contents, framework, recipe, table
from ikp import DataError, UsageError, compute
from ikp.release import Bundle, Difference, Part, computed, files_of, open_bundle, replay


@pytest.fixture(scope="module")
def example() -> Bundle:
    return open_bundle(EXAMPLE)


def bundle(**other: object) -> Bundle:
    return Bundle("coba", files_of(contents(**other)))


def edited(given: Bundle, name: str, old: str, new: str) -> Bundle:
    text = given[name].decode()
    assert text.count(old) == 1, text.count(old)
    return replace(given, files={**given.files, name: text.replace(old, new).encode()})


@pytest.mark.parametrize("path", sorted(CASES.glob("*.zip")), ids=lambda path: path.stem)
def test_every_release_ever_published_is_computed_the_same(path: object) -> None:
    found = replay(open_bundle(path))  # type: ignore[arg-type]
    assert found.same, found.difference


def test_a_release_of_this_engine_is_the_same_to_the_bit() -> None:
    found = replay(bundle())
    assert found.same
    assert found.largest == 0
    assert found.engine == found.here


def test_groups_and_denominators_are_read_back() -> None:
    more = table(groups={"island": ["x", "y", "x"]}, denominators={"voters": [10.0, 20.5, 30.0]})
    assert replay(bundle(parts=[Part("province", compute(more, framework(), recipe()))])).same


def test_a_changed_input_shows_first_at_the_indicator_and_its_step() -> None:
    found = replay(edited(bundle(), "data/province.csv", "93,a1,5,", "93,a1,4,"))
    assert not found.same
    first = found.difference
    assert first is not None
    # The bounds were fitted before and lie in the recipe: no other unit moves with it.
    assert (first.level, first.unit, first.node, first.step) == ("province", "93", "a1", "normalise")


def test_a_changed_score_category_or_rank_shows_at_its_node() -> None:
    given = bundle()
    rows = {tuple(row.split(",")[:2]): row for row in given["results/province.csv"].decode().splitlines()}
    row = rows["93", "A"].split(",")
    for place, value, step in ((2, "12.5", "aggregate"), (3, "3", "rank"), (4, "sedang", "categorise")):
        other = [*row]
        other[place] = value
        assert other != row
        found = replay(edited(given, "results/province.csv", ",".join(row), ",".join(other))).difference
        assert found is not None
        assert (found.unit, found.node, found.step) == ("93", "A", step)
        assert found.published == value


def test_a_score_within_a_billionth_is_the_same_and_beyond_it_not() -> None:
    given = bundle()
    score = compute(table(), framework(), recipe()).score()[0]
    line = next(each for each in given["results/province.csv"].decode().splitlines() if each.startswith("91,IKP,"))
    for by, same in ((1e-10, True), (1e-8, False)):
        moved = line.replace(line.split(",")[2], repr(float(score) + by), 1)
        assert replay(edited(given, "results/province.csv", line, moved)).same is same


def test_a_mean_of_regencies_is_computed_again(example: Bundle) -> None:
    text = example["results/province-means.csv"].decode()
    score = text.splitlines()[1].split(",")[1]
    found = replay(edited(example, "results/province-means.csv", score, "50.5")).difference
    assert found == Difference("province", "15", "–", "mean", "50.5", score)


def test_without_inputs_there_is_nothing_to_compute(example: Bundle) -> None:
    files = {name: body for name, body in example.files.items() if not name.startswith("data/")}
    with pytest.raises(UsageError, match="without inputs"):
        replay(replace(example, files=files))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("data/province.csv", "93,a1,5,,SINTETIS\n", ""),
        ("data/province.csv", "93,a1,5,", "93,a1,five,"),
        ("data/province.csv", "92,a2,,not_reported", "92,a2,,forgotten"),
        ("method/province/recipe.json", '"normalise"', '"from-the-future"'),
    ],
)
def test_what_cannot_be_read_is_a_sentence(name: str, old: str, new: str) -> None:
    with pytest.raises(DataError):
        replay(edited(bundle(), name, old, new))


def test_a_release_of_the_future_is_refused() -> None:
    given = bundle()
    told = json.loads(given["release.json"]) | {"format": 2}
    with pytest.raises(UsageError, match="newer"):
        replay(replace(given, files={**given.files, "release.json": json.dumps(told).encode()}))


def test_a_level_is_computed_from_what_lies_in_the_release() -> None:
    found = computed(bundle(), "province")
    assert found.score().tolist() == compute(table(), framework(), recipe()).score().tolist()
    assert found.table.synthetic
    with pytest.raises(UsageError):
        computed(bundle(), "regency")
