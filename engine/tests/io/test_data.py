import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.tests.io.bad_input import CASES, FRAMEWORK, PAGE, Case, page
from ikp.errors import DataError, UsageError
from ikp.framework import Framework, Node
from ikp.io import extra_columns, read_data, write_events
from ikp.io.report import LIMIT
from ikp.recipe import Recipe
from ikp.recipe.steps import Aggregate, Denominate, Impute
from ikp.steps.tabulate import tabulate
from ikp.testing import demo_events


def write(folder: Path, text: str) -> Path:
    path = folder / "d.csv"
    path.write_text(text, encoding="utf-8")
    return path


# --- bad input --------------------------------------------------------------------------
@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case.title, marks=pytest.mark.extras if case.needs_extras else ())
        for cases in CASES.values()
        for case in cases
    ],
)
def test_bad_input_is_named_and_placed(tmp_path: Path, case: Case) -> None:
    found = case.problems(tmp_path)
    assert [each.code for each in found] == list(case.codes)
    for each in found:
        if each.line is not None:
            assert str(each.file).endswith(case.name)
        for lang in ("id", "en"):
            assert "{" not in each.sentence(lang)


@pytest.mark.extras
def test_the_page_of_bad_input_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "make it anew: python -m engine.tests.io.bad_input"


def test_a_bad_file_has_no_table(tmp_path: Path) -> None:
    data = read_data(write(tmp_path, "unit,SP,KT\nA,x,2\n"), FRAMEWORK)
    assert data.table is None
    with pytest.raises(DataError, match="line 2, column SP: x is not a number"):
        data.require()


def test_warnings_do_not_stop_the_work(tmp_path: Path) -> None:
    data = read_data(write(tmp_path, "unit,SP,KT,catatan\nA,1,2,x\n"), FRAMEWORK)
    assert [each.code for each in data.warnings] == ["heading-unused"]
    assert data.errors == ()
    assert data.require().units == ("A",)


def test_a_flood_of_problems_is_counted(tmp_path: Path) -> None:
    data = read_data(write(tmp_path, "unit,SP,KT\n" + "A,x,2\n" * 3000), FRAMEWORK)
    assert len(data.problems) == LIMIT + 1
    assert data.problems[-1].code == "problems-more"
    # 3000 cells that are no numbers, and 2999 rows of a unit that already stood above.
    assert data.problems[-1].params["count"] == 5999 - LIMIT


def test_wrong_use_is_raised(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no file"):
        read_data(tmp_path / "none.csv", FRAMEWORK)


# --- many rows --------------------------------------------------------------------------
def test_long_files_are_read_in_pieces(tmp_path: Path) -> None:
    # Longer than the blocks in which a file is read; every line must still be found.
    rows = 60_000
    lines = [f"U{i % 50},I0{i % 3 + 1},2021-01-01,{i % 4},{i % 4 + 1}\n" for i in range(rows)]
    seen: list[tuple[int, int]] = []
    path = write(tmp_path, "unit,indicator,date,count,grade\n" + "".join(lines))
    data = read_data(path, FRAMEWORK, progress=lambda done, total: seen.append((done, total)))
    assert data.events is not None
    assert len(data.events) == rows
    expected = np.zeros(3)
    for i in range(rows):
        expected[i % 3] += (i % 4) * (i % 4 + 1)
    assert data.require().values.sum(axis=0).tolist() == expected.tolist()
    assert len(seen) > 2
    lines[54_321] = "U1,I01,2021-01-01,1.234,2\n"
    data = read_data(write(tmp_path, "unit,indicator,date,count,grade\n" + "".join(lines)), FRAMEWORK)
    assert [(each.code, each.line) for each in data.problems] == [("number-thousands", 54_323)]


@pytest.mark.slow
def test_ten_million_events_fit_in_two_gigabytes(tmp_path: Path) -> None:
    rows = 10_000_000
    block = "".join(f"U{i % 500},I0{i % 3 + 1},{i % 7},{i % 4 + 1}\n" for i in range(10_000))
    with (tmp_path / "d.csv").open("w", encoding="utf-8") as file:
        file.write("unit,indicator,count,grade\n")
        file.writelines(block for _ in range(rows // 10_000))
    # In a process of its own, so that the peak is that of the reading.
    code = (
        "import resource, sys\n"
        "from engine.tests.io.bad_input import FRAMEWORK\n"
        "from ikp.io import read_data\n"
        "data = read_data(sys.argv[1], FRAMEWORK)\n"
        "print(len(data.events), data.require().values.sum(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "d.csv")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PAGE.parents[2])
    length, total, kilobytes = done.stdout.split()
    assert int(length) == rows
    assert float(total) == sum((i % 7) * (i % 4 + 1) for i in range(10_000)) * 1000
    assert int(kilobytes) < 2_000_000


# --- there and back ---------------------------------------------------------------------
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_made_up_events_are_read_back(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    log = demo_events(FRAMEWORK, {"11.10": "Kab. Aceh Singkil", "32.73": "Kota Bandung"}, np.random.default_rng(seed))
    path = tmp_path_factory.mktemp("demo") / "d.csv"
    write_events(log, path)
    data = read_data(path, FRAMEWORK)
    assert data.problems == ()
    assert data.require().synthetic
    if data.require().units == log.units:
        assert data.require().digest == tabulate(log, FRAMEWORK).digest


@settings(max_examples=50, deadline=None)
@given(
    values=st.lists(
        st.tuples(*[st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))] * 3), min_size=1, max_size=8
    ),
    comma=st.booleans(),
)
def test_any_table_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, values: list[tuple[float | None, ...]], comma: bool
) -> None:
    separator = ";" if comma else ","
    rows = [["unit", "I01", "I02", "I03"]]
    for number, row in enumerate(values):
        rows.append([f"U{number}", *("" if value is None else repr(value) for value in row)])
    text = "\n".join(separator.join(cell.replace(".", ",") if comma else cell for cell in row) for row in rows)
    data = read_data(write(tmp_path_factory.mktemp("table"), text + "\n"), FRAMEWORK)
    assert data.errors == ()
    expected = [[np.nan if value is None else value for value in row] for row in values]
    np.testing.assert_array_equal(data.require().values, expected)


# --- what else is read ------------------------------------------------------------------
def test_columns_that_framework_and_recipe_ask_for() -> None:
    framework = Framework([Node("IX"), Node("a", "IX", denominator="tps"), Node("b", "IX")])
    plain = Recipe([Aggregate()])
    recipe = Recipe([Denominate(by={"b": "pemilih"}), Impute(method="group_mean", group="pulau"), Aggregate()])
    assert extra_columns(framework, plain) == {}
    assert extra_columns(framework, recipe) == {"pemilih": "denominator", "tps": "denominator", "pulau": "group"}


def test_said_is_said_in_both_languages(tmp_path: Path) -> None:
    data = read_data(write(tmp_path, "unit;SP;KT\nA;1,5;2\n"), FRAMEWORK)
    assert data.said("en")[0] == "The columns are separated by semicolons."
    assert data.said("id")[0] == "Kolom dipisahkan oleh titik koma."
    assert not any(re.search(r"[{}]", sentence) for lang in ("id", "en") for sentence in data.said(lang))
