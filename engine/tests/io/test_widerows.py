from pathlib import Path

import numpy as np

from engine.tests.io.bad_input import FRAMEWORK, REGISTRY
from ikp.io import read_data
from ikp.io.data import Data
from ikp.recipe.steps import Events
from ikp.table import Missing


def read(tmp_path: Path, text: str, **options: object) -> Data:
    path = tmp_path / "d.csv"
    path.write_text(text, encoding="utf-8")
    return read_data(path, FRAMEWORK, **options)  # type: ignore[arg-type] # by name


def test_a_table_of_indicators(tmp_path: Path) -> None:
    data = read(tmp_path, "unit,nama,I03,I01,I02\nA,Aceh,3,1.5,tidak berlaku\nB,Bali,nihil,,no data\n")
    table = data.require()
    assert data.shape == "indicators"
    assert data.framework is FRAMEWORK
    assert table.codes == ("I01", "I02", "I03")
    assert table.names == ("Aceh", "Bali")
    np.testing.assert_array_equal(table.values, [[1.5, np.nan, 3], [np.nan, np.nan, 0]])
    assert table.reason("I02").tolist() == [Missing.NOT_APPLICABLE, Missing.NOT_REPORTED]
    assert table.reason("I01").tolist() == [Missing.OBSERVED, Missing.NOT_REPORTED]
    assert table.origin.endswith("d.csv")
    assert not table.synthetic


def test_a_table_of_dimensions_cuts_the_framework(tmp_path: Path) -> None:
    data = read(tmp_path, "unit,KT,SP\nA,70.1,88.95\n")
    assert data.shape == "dimensions"
    assert data.framework.indicators == ("SP", "KT")
    assert data.require().values.tolist() == [[88.95, 70.1]]


def test_a_file_of_a_spreadsheet_in_indonesian(tmp_path: Path) -> None:
    data = read(tmp_path, "daerah;SP;KT\nA;88,95;70\nB;3;0,5\n")
    assert data.require().values.tolist() == [[88.95, 70], [3, 0.5]]
    assert data.said("id")[:3] == (
        "Kolom dipisahkan oleh titik koma.",
        "Data berupa skor SP, KT: 2 baris.",
        "Desimal ditulis dengan koma, seperti 88,95.",
    )


def test_units_stand_once(tmp_path: Path) -> None:
    text = "unit,SP,KT\n32.04,1,2\n32.73,1,2\nKab. Bandung,3,4\n32.04,3,4\n"
    data = read(tmp_path, text, registry=REGISTRY)
    assert [(each.code, each.line, each.params["first"]) for each in data.problems] == [
        ("unit-duplicate", 4, 2),
        ("unit-duplicate", 5, 2),
    ]
    assert data.problems[0].params["unit"] == "Kab. Bandung (32.04)"


def test_in_a_panel_units_stand_once_per_period(tmp_path: Path) -> None:
    data = read(tmp_path, "unit,period,SP,KT\nA,2019,1,2\nA,2024,3,4\n")
    assert data.require().periods == ("2019", "2024")
    data = read(tmp_path, "unit,period,SP,KT\nA,2019,1,2\nA,2019,3,4\n")
    assert [each.code for each in data.problems] == ["unit-duplicate"]


def test_unreadable_units_are_no_duplicates(tmp_path: Path) -> None:
    data = read(tmp_path, "unit,SP,KT\n,1,2\n,3,4\n")
    assert [each.code for each in data.problems] == ["unit-empty", "unit-empty"]


def test_further_columns(tmp_path: Path) -> None:
    text = "unit,I01,I02,I03,pulau,pemilih\nA,1,2,3,Jawa,1000\nB,1,2,3,Sumatera,250.5\n"
    table = read(tmp_path, text, extras={"pulau": "group", "pemilih": "denominator"}).require()
    assert table.group("pulau").tolist() == ["Jawa", "Sumatera"]
    assert table.denominator("pemilih").tolist() == [1000, 250.5]
    data = read(tmp_path, text.replace("250.5", "-1"), extras={"pemilih": "denominator"})
    assert ("count-negative", 3, "pemilih") in [(each.code, each.line, each.column) for each in data.problems]


def test_sums_of_events_are_not_negative(tmp_path: Path) -> None:
    text = "unit,I01,I02,I03\nA,-1,2,3\n"
    assert read(tmp_path, text).problems == ()
    assert [each.code for each in read(tmp_path, text, events_step=Events()).problems] == ["count-negative"]
    # Scores of dimensions may be anything: an index may be standardised.
    assert read(tmp_path, "unit,SP,KT\nA,-1,2\n", events_step=Events()).problems == ()


def test_made_up_tables_are_known(tmp_path: Path) -> None:
    assert read(tmp_path, "unit,SP,KT,label\nA,1,2,SINTETIS\n").require().synthetic
