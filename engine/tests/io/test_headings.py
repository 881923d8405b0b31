import pytest

from engine.tests.io.bad_input import FRAMEWORK
from ikp.framework import Framework, Node
from ikp.io.headings import ROLES, Extra, Layout, recognise
from ikp.io.report import Report

DEEP = Framework(
    [
        Node("IX"),
        Node("SP", "IX"),
        Node("KT", "IX"),
        Node("SP1", "SP"),
        Node("SP2", "SP"),
        Node("a", "SP1"),
        Node("b", "SP1"),
        Node("c", "SP2"),
        Node("d", "KT"),
    ]
)


def found(
    headings: str, framework: Framework = FRAMEWORK, **options: object
) -> tuple[Layout | None, list[tuple[str, str | None]]]:
    report = Report("d.csv")
    layout = recognise(tuple(headings.split(",")), 1, framework, report, **options)  # type: ignore[arg-type] # by name
    return layout, [(each.code, each.column) for each in report.problems]


@pytest.mark.parametrize(
    ("headings", "shape"),
    [
        ("unit,indicator,date,count,grade", "events"),
        ("Daerah,Indikator,Tanggal,Jumlah,Tingkat", "events"),
        ("kode_bps,indicator,count,grade", "events"),
        ("unit,I01,I02,I03", "indicators"),
        ("nama,i01,i02,i03", "indicators"),
        ("unit,I01 – Kekerasan,Bencana,Money politics", "indicators"),
        ("unit,SP,KT", "dimensions"),
        ("Tahun,Kode Wilayah,Konteks,Kontestasi", "dimensions"),
    ],
)
def test_shapes(headings: str, shape: str) -> None:
    layout, problems = found(headings)
    assert layout is not None
    assert layout.shape == shape
    assert problems == []


def test_every_column_has_its_place() -> None:
    layout, _ = found("tahun,unit,I03,I01,label,I02,nama")
    assert layout is not None
    assert layout.roles == {"period": 0, "unit": 1, "label": 4, "name": 6}
    assert list(layout.codes.items()) == [("I01", 3), ("I02", 5), ("I03", 2)]


@pytest.mark.parametrize(
    ("headings", "codes"),
    [
        ("unit,SP,KT", ["SP", "KT"]),
        ("unit,KT,SP2,SP1", ["KT", "SP1", "SP2"]),
        ("unit,a,b,SP2,d", ["SP2", "a", "b", "d"]),
        ("unit,a,b,c,d", ["a", "b", "c", "d"]),
    ],
)
def test_any_complete_cut_will_do(headings: str, codes: list[str]) -> None:
    layout, problems = found(headings, DEEP)
    assert layout is not None
    assert list(layout.codes) == codes
    assert problems == []


def test_the_upper_nodes_stand_for_those_below() -> None:
    layout, problems = found("unit,SP,SP1,KT", DEEP)
    assert layout is not None
    assert list(layout.codes) == ["SP", "KT"]
    assert problems == [("heading-unused", "SP1")]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("unit,SP1,KT", [("framework-cut", None)]),
        ("unit,a,b,c", [("table-indicators", None)]),
        ("unit,a,b,c,dd", [("table-indicators", None), ("heading-unknown", "dd")]),
        ("x,y", [("shape-unknown", None)]),
        ("indicator,count", [("shape-unknown", None)]),
        ("SP,KT", [("heading-missing", None)]),
        ("unit,indicator,count,grde", [("heading-missing", None), ("heading-unknown", "grde")]),
        ("unit,a,a,b,c,d", [("heading-duplicate", "a")]),
        ("unit,unit,a,b,c,d", [("heading-duplicate", "unit")]),
        ("unit,daerah,a,b,c,d", [("heading-unused", "daerah")]),
        ("unit,a,b,c,d,date", [("heading-unused", "date")]),
        ("unit,a,b,c,d,score,rank,category,coverage,reason", []),
    ],
)
def test_problems(headings: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(headings, DEEP)[1] == expected


def test_a_shape_that_is_asked_for() -> None:
    layout, problems = found("unit,indicator,count", shape="indicators")
    assert layout is None
    assert ("table-indicators", None) in problems
    layout, _ = found("unit,I01,I02,I03,SP,KT", shape="dimensions")
    assert layout is not None
    assert list(layout.codes) == ["SP", "KT"]


def test_a_grade_is_needed_where_it_counts() -> None:
    assert found("unit,indicator,count")[0] is None
    assert found("unit,indicator,count", needs_grade=False)[0] is not None


def test_further_columns() -> None:
    extras: dict[str, Extra] = {"pemilih": "denominator", "pulau": "group"}
    layout, problems = found("unit,I01,I02,I03,pemilih,pulau", extras=extras)
    assert layout is not None
    assert layout.extras == {"pemilih": 4, "pulau": 5}
    assert problems == []
    layout, problems = found("unit,I01,I02,I03,pemilih", extras=extras)
    assert layout is None
    assert problems == [("heading-missing", None)]


def test_columns_without_headings_are_watched() -> None:
    layout, problems = found("unit,I01,I02,I03,,")
    assert layout is not None
    assert layout.bare == (4, 5)
    assert problems == []


def test_no_word_means_two_things() -> None:
    words = [word for known in ROLES.values() for word in known]
    assert len(words) == len(set(words))
