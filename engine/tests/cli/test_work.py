"""Which index is meant, and how a file becomes a result."""

from pathlib import Path
from typing import Any

import pytest

from ikp.cli.work import Asked, carry_out, index, level_of, read
from ikp.editions import load
from ikp.errors import DataError, UsageError
from ikp.recipe.steps import Categorise, Events

pytestmark = pytest.mark.extras


def test_an_edition_brings_its_recipe_registry_and_title() -> None:
    meant = index(Asked(edition="2024", level="regency"))
    assert meant.edition is load("2024")
    assert meant.level == "regency"
    step = meant.recipe.step(Categorise)
    assert step is not None
    assert step.fitted["IKP"] == (13.46, 49.33)
    assert meant.name("15.71") == "Kota Jambi"
    assert meant.name("nowhere") == "nowhere"
    assert meant.notes == ()


def test_silence_and_refitting_change_the_recipe() -> None:
    changed = index(Asked(edition="2024", level="province", silence="nil", refit=True))
    events, categories = changed.recipe.step(Events), changed.recipe.step(Categorise)
    assert events is not None
    assert categories is not None
    assert (events.silence, dict(categories.fitted)) == ("nil", {})
    assert len(changed.notes) == 1


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"edition": "2024", "framework": Path("f.csv")},
        {"edition": "2024", "refit": True, "bounds": Path("run.json")},
        {"framework": Path("f.csv")},
        {"recipe": Path("r.toml")},
        {"edition": "1955"},
        {"edition": "pilkada-2024", "level": "province"},
        {"edition": "2024", "level": "province", "alternative": "none such"},
    ],
)
def test_an_index_that_cannot_be_meant_is_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        index(Asked(**asked))


def test_the_level_is_told_by_the_units() -> None:
    registry = load("2024").registry()
    assert level_of(("15", "31"), registry) == "province"
    assert level_of(("15.71",), registry) == "regency"
    for units in (("15", "15.71"), (), ("nowhere",)):
        with pytest.raises(UsageError):
            level_of(units, registry)


def test_a_file_becomes_a_result(nine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = carry_out(nine, Asked(edition="2024"))
    assert done.meant.level == "province"
    assert done.result.score() == pytest.approx([88.9507, 77.0446])
    assert done.result.names == ("DKI Jakarta", "Jawa Barat")
    assert len(done.absent) == 32
    assert done.problems == ()
    assert "Level: provinces" in capsys.readouterr().err


def test_reading_keeps_the_problems_and_carrying_out_raises_them(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("unit,SP,PP,KT,PT\n31,1,2,3,x\n")
    asked = Asked(edition="2024", level="province")
    assert len(read(path, index(asked), asked).errors) == 1
    with pytest.raises(DataError):
        carry_out(path, asked)


def test_warnings_of_a_kind_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "e.csv"
    rows = "\n".join(f"31,I{i:02d},2030-01-01,1,2" for i in range(1, 62))
    path.write_text(f"unit,indicator,date,count,grade\n{rows}\n")
    carry_out(path, Asked(edition="2024", level="province"))
    said = capsys.readouterr().err
    assert said.count("outside the period") == 3
    assert "58 more of this kind" in said
