"""Perturbations from files."""

import json
from pathlib import Path

import pytest

from ikp.errors import DataError, UsageError
from ikp.io import read_perturbations
from ikp.uncertainty import usual


def test_json_and_the_part_of_a_run_give_the_same(tmp_path: Path) -> None:
    for name, document in (("own", usual().to_dict()), ("run", {"kind": "x", "perturbations": usual().to_dict()})):
        (tmp_path / f"{name}.json").write_text(json.dumps(document))
        assert read_perturbations(tmp_path / f"{name}.json").digest == usual().digest


def test_a_fault_in_toml_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text('name = "x"\n\n\n[[vary]]\nkind = "weights"\nspread = 3\n\n  [[vary]]\nkind = "guess"\n')
    with pytest.raises(DataError) as refused:
        read_perturbations(path)
    assert [(each.code, each.line) for each in refused.value.problems] == [("vary-kind", 8)]
    path.write_text('[[vary]]\nkind = "drop"\n\n[[vary]]\nkind = "weights"\nspread = 3\n')
    with pytest.raises(DataError) as refused:
        read_perturbations(path)
    assert [(each.code, each.line) for each in refused.value.problems] == [("recipe-value", 4)]


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("x")
    with pytest.raises(UsageError, match="toml"):
        read_perturbations(tmp_path / "p.csv")
    (tmp_path / "p.json").write_text('{"step": []}')
    with pytest.raises(UsageError, match="perturbations"):
        read_perturbations(tmp_path / "p.json")
