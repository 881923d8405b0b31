from pathlib import Path

import pytest

from ikp.errors import DataError, UsageError
from ikp.framework import Framework, Node
from ikp.io import read_framework, write_framework

GOOD = """code,parent,weight,direction,name_id,name_en,certainty,source
IX,,,,Indeks,Index,,
A,IX,60,1,Keamanan,Security,published,https://example.org
B,IX,40,1,Partisipasi,Participation,derived,
a1,A,1,1,Kekerasan,Violence,assumed,
b1,B,2.5,-1,Kehadiran,Turnout,,
"""


def write(folder: Path, text: str, name: str = "F.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_a_framework(tmp_path: Path) -> None:
    framework = read_framework(write(tmp_path, GOOD))
    assert framework.root == "IX"
    assert framework.indicators == ("a1", "b1")
    assert framework["b1"].direction == -1
    assert framework["b1"].weight == 2.5
    assert framework["A"].name("id") == "Keamanan"
    assert framework.title == "Indeks"
    assert read_framework(tmp_path / "F.csv", title="Mine").title == "Mine"


def test_only_code_and_parent_are_required(tmp_path: Path) -> None:
    framework = read_framework(write(tmp_path, "code,parent\nIX,\na,IX\nb,IX\n"))
    assert framework["a"] == Node("a", "IX")
    assert framework.title == "IX"


def test_semicolons_and_another_language(tmp_path: Path) -> None:
    framework = read_framework(write(tmp_path, "\ufeffcode;parent;name_pt\nIX;;Índice\na;IX;Violência\n"))
    assert framework["a"].name("pt") == "Violência"


def test_written_and_read_back_is_the_same(tmp_path: Path) -> None:
    nodes = [
        Node("IX", names={"id": "Indeks", "pt": "Índice"}),
        Node("a", "IX", 0.1 + 0.2, -1, {"en": 'A "quoted", long\nname'}, {"en": "what"}, "events", "voters", 12.5),
    ]
    framework = Framework(nodes, "Indeks")
    write_framework(framework, tmp_path / "F.csv")
    again = read_framework(tmp_path / "F.csv")
    assert again.nodes == framework.nodes
    assert again.digest == framework.digest


def test_a_cut_framework_keeps_its_tiers_in_json(tmp_path: Path) -> None:
    cut = read_framework(write(tmp_path, GOOD)).cut(["A", "B"])
    write_framework(cut, tmp_path / "F.json")
    again = read_framework(tmp_path / "F.json")
    assert again.tiers == {"IX": 3, "A": 2, "B": 2}
    assert again.digest == cut.digest


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("code,weight\nIX,1\n", "heading-missing", 1, None),
        ("code,parent,wieght\nIX,,1\na,IX,1\n", "heading-unknown", 1, "wieght"),
        ("code,parent,parent\nIX,,\na,IX,IX\n", "heading-duplicate", 1, "parent"),
        ("code,parent,weight\nIX,,1\na,IX,ten\n", "number-text", 3, "weight"),
        ('code,parent,weight\nIX,,1\na,IX,"0,5"\n', "number-decimal-comma", 3, "weight"),
        ("code,parent,weight\nIX,,1\na,IX,-1\n", "framework-weight", 3, "weight"),
        ("code,parent,direction\nIX,,1\na,IX,0.5\n", "framework-direction", 3, "direction"),
        ("code,parent\nIX,\na,IY\n", "framework-parent", 3, "parent"),
        ("code,parent\nIX,\na,IX\n\na,IX\n", "framework-duplicate", 5, None),
        ("code,parent\nIX,\na,b\nb,a\n", "framework-cycle", None, None),
        ("code,parent\nIX,\n,IX\n", "code-empty", 3, "code"),
        ("code,parent,certainty\nIX,,\na,IX,sure\n", "recipe-value", 3, "certainty"),
        ("code,parent\nIX,\na,IX,1\n", "row-cells", 3, None),
        ("code,parent\n", "file-no-rows", None, None),
        ("", "file-empty", None, None),
    ],
)
def test_every_problem_has_its_place(
    tmp_path: Path, text: str, code: str, line: int | None, column: str | None
) -> None:
    with pytest.raises(DataError) as caught:
        read_framework(write(tmp_path, text))
    found = next(each for each in caught.value.problems if each.code == code)
    assert (found.line, found.column) == (line, column)
    assert str(found.file).endswith("F.csv")


def test_an_unknown_column_gets_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no column called wieght\. Did you mean weight\?"):
        read_framework(write(tmp_path, "code,parent,wieght\nIX,,1\na,IX,1\n"))


def test_what_is_no_framework(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no file"):
        read_framework(tmp_path / "none.csv")
    with pytest.raises(UsageError, match="is a folder"):
        read_framework(tmp_path)
    with pytest.raises(UsageError, match="holds no framework"):
        read_framework(write(tmp_path, "{}", "F.json"))
    with pytest.raises(DataError, match="not valid framework"):
        read_framework(write(tmp_path, '{"framework": {"nodes": [{}]}}', "F.json"))
