"""What is compared: published editions and folders of results, as scores."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ikp.cli.scores import is_run, load_scores
from ikp.cli.work import Asked, carry_out
from ikp.cli.writing import write
from ikp.errors import UsageError

pytestmark = pytest.mark.extras


def test_an_edition_brings_its_published_scores_and_method() -> None:
    scores = load_scores("2024", "province")
    assert len(scores) == 34
    assert scores.score("31") == 88.95
    assert scores.category("15") == "rendah"
    assert scores.labels == ("rendah", "sedang", "tinggi")
    assert scores.cutoffs == (21.702, 68.502)
    assert scores.registry_date == date(2022, 7, 24)
    assert scores.method.framework is not None
    assert "weights" in scores.method.unpublished


def test_six_levels_come_as_the_three_categories_that_were_printed() -> None:
    scores = load_scores("2020", "province")
    assert scores.labels == ("rendah", "sedang", "tinggi")
    assert scores.cutoffs == (42.465, 57.545)
    assert set(scores.categories) == {"tinggi"}


def test_results_only_bring_no_method() -> None:
    scores = load_scores("pilkada-2024", "province")
    assert len(scores) == 37
    assert scores.method.framework is None
    assert scores.cutoffs == ()
    assert set(scores.labels) <= {"rendah", "sedang", "tinggi"}


def test_a_run_comes_back_as_it_was(events: Path, tmp_path: Path) -> None:
    done = carry_out(events, Asked(edition="2024"), quiet=True)
    write(done, tmp_path / "out")
    assert is_run(str(tmp_path / "out"))
    assert is_run(str(tmp_path / "out" / "run.json"))
    assert not is_run(str(tmp_path))
    scores = load_scores(str(tmp_path / "out"), "regency")  # the run knows its own level
    assert (scores.edition, scores.level, scores.synthetic) == ("out", "province", True)
    assert scores.units == done.result.units
    np.testing.assert_array_equal(scores.scores, done.result.score())
    assert list(scores.categories) == list(done.result.category())
    assert scores.cutoffs == done.result.cutoffs()
    assert scores.registry_date == date(2022, 7, 24)


def test_nothing_published_on_a_level_is_refused() -> None:
    for text, level in (("tema-luar-negeri-2023", "province"), ("1955", "province")):
        with pytest.raises(UsageError):
            load_scores(text, level)  # type: ignore[arg-type]
