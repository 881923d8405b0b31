"""Reading a column of units: every trap, and nothing guessed."""

from collections.abc import Callable
from datetime import date
from math import nan
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikp.editions.registry import LAST_DAY_OF_34, registry
from ikp.registry import Level, Resolution, Unit
from ikp.registry.resolve import MOST_PROBLEMS

REGISTRY = registry()
UNITS = tuple(REGISTRY)
REGENCIES = tuple(REGISTRY.level("regency"))
PROVINCES = tuple(REGISTRY.level("province"))
# The two lists differ for these numbers: 11.01 is Aceh Selatan, BPS 1101 Simeulue.
DIFFER = [unit for unit in REGENCIES if unit.bps and unit.bps != unit.code.replace(".", "")]


def codes(resolution: Resolution) -> list[str]:
    return [problem.code for problem in resolution.problems]


# --- every unit, in every writing -------------------------------------------------------
@pytest.mark.parametrize(
    "write",
    [
        lambda unit: unit.code,
        lambda unit: unit.name if unit.level == "regency" else f"Provinsi {unit.name}",
        lambda unit: unit.short_name if unit.level == "regency" else f"Prov. {unit.name}",
        lambda unit: unit.name.upper() if unit.level == "regency" else f"PROVINSI {unit.name.upper()}",
        lambda unit: unit.code.replace(".", ","),
    ],
    ids=["code", "official name", "short name", "capitals", "decimal comma"],
)
def test_all_units_resolve_to_themselves(write: Callable[[Unit], str]) -> None:
    cells = [write(unit) for unit in UNITS]
    found = REGISTRY.resolve(cells, codes="kemendagri")
    assert not found.problems
    assert found.units == REGISTRY.codes
    assert found.codes.tolist() == list(REGISTRY.codes)


def test_bps_codes_of_all_units_resolve_when_the_option_or_the_heading_says_so() -> None:
    with_code = [unit for unit in UNITS if unit.bps]
    assert len(with_code) == 514 + 34
    for found in (
        REGISTRY.resolve([unit.bps for unit in with_code], codes="bps"),
        REGISTRY.resolve([unit.bps for unit in with_code], column_name="Kode_BPS"),
    ):
        assert found.units == tuple(unit.code for unit in with_code)
        assert not found.problems


def test_a_whole_column_of_either_list_decides_itself() -> None:
    kemendagri = REGISTRY.resolve([unit.code.replace(".", "") for unit in REGENCIES])
    bps = REGISTRY.resolve([unit.bps for unit in REGENCIES])
    assert kemendagri.units == bps.units == REGISTRY.level("regency").codes
    assert (kemendagri.read_as, bps.read_as) == ("kemendagri", "bps")
    assert kemendagri.because == bps.because == "column"
    assert bps.said("en") == f"Codes without a dot are read from the BPS list: {bps.example} exists only there."
    assert bps.example in bps.said("id")


def test_bare_province_names_are_provinces_where_all_others_are() -> None:
    found = REGISTRY.resolve([unit.name for unit in PROVINCES])
    assert found.units == REGISTRY.level("province").codes
    assert not found.problems


def test_codes_and_names_may_be_mixed() -> None:
    found = REGISTRY.resolve(["15.71", "Kab. Bandung", "KOTA BANDUNG", "15", "Jayawijaya", "Kab. Bandung"])
    assert found.codes.tolist() == ["15.71", "32.04", "32.73", "15", "95.01", "32.04"]
    assert found.index.tolist() == [0, 1, 2, 3, 4, 1]


# --- the trap of four digits ----------------------------------------------------------------
def test_four_digits_that_differ_are_never_guessed() -> None:
    assert len(DIFFER) == 199
    found = REGISTRY.resolve(["1101", "1102"])
    assert codes(found) == ["unit-list-doubtful", "unit-list-doubtful"]
    assert found.index.tolist() == [-1, -1]
    assert found.read_as == "doubtful"
    assert found.said() == ""
    assert found.problems[0].sentence("en") == (
        "1101 is Kab. Aceh Selatan (11.01) in the Kemendagri list and Kab. Simeulue (11.09) in the BPS list, "
        "and no code of the column settles which list is meant. Say which: --codes kemendagri or --codes bps; "
        "or call the column kode_bps or kode_kemendagri."
    )


@pytest.mark.parametrize(
    ("cells", "options", "unit"),
    [
        (["1101"], {"codes": "kemendagri"}, "11.01"),
        (["1101"], {"codes": "bps"}, "11.09"),
        (["1101"], {"column_name": "kode_kemendagri"}, "11.01"),
        (["1101"], {"column_name": "BPS"}, "11.09"),
        (["1101", "1472"], {}, "11.01"),  # 1472, Kota Dumai, stands in the Kemendagri list alone
        (["1101", "1473"], {}, "11.09"),  # 1473, Kota Dumai, stands in the BPS list alone
        (["1571"], {}, "15.71"),  # both lists say Kota Jambi
        (["1571.0"], {}, "15.71"),  # a program has written the number with decimals
        ([1571], {}, "15.71"),
        ([" 15.71 "], {}, "15.71"),
    ],
)
def test_what_settles_the_list(cells: list[object], options: dict[str, Any], unit: str) -> None:
    found = REGISTRY.resolve(cells, **options)
    assert found.codes[0] == unit
    assert not found.problems


def test_a_column_that_mixes_the_lists_is_a_problem_where_they_differ() -> None:
    found = REGISTRY.resolve(["1101", "1472", "1473", "1571"])
    assert codes(found) == ["unit-list-mixed"] * 3
    assert found.codes.tolist() == ["", "", "", "15.71"]
    assert "1472 is a code of the Kemendagri list alone, 1473 of the BPS list alone" in found.problems[0].what()


def test_dotted_codes_do_not_settle_undotted_ones_but_can_contradict_them() -> None:
    assert REGISTRY.resolve(["11.01", "1101"]).codes.tolist() == ["11.01", ""]
    mixed = REGISTRY.resolve(["11.01", "1473"])
    assert mixed.codes.tolist() == ["11.01", ""]
    assert codes(mixed) == ["unit-list-mixed"]


def test_a_dotted_code_in_a_bps_column_is_a_problem_where_the_lists_differ() -> None:
    found = REGISTRY.resolve(["11.01", "15.71"], codes="bps")
    assert found.codes.tolist() == ["", "15.71"]
    assert codes(found) == ["unit-list-dotted"]


def test_a_code_of_the_other_list_is_unknown_and_its_unit_is_suggested() -> None:
    found = REGISTRY.resolve(["1473"], codes="kemendagri")
    assert found.problems[0].sentence() == "There is no unit 1473. Did you mean Kota Dumai (14.72)?"


def test_province_codes_91_and_94_are_never_guessed() -> None:
    doubtful = REGISTRY.resolve(["11", "91", "94"], level="province")
    assert doubtful.codes.tolist() == ["11", "", ""]
    assert codes(doubtful) == ["unit-list-doubtful", "unit-list-doubtful"]
    assert REGISTRY.resolve(["91", "92"]).codes.tolist() == ["91", "92"]
    assert REGISTRY.resolve(["91", "94"], codes="bps").codes.tolist() == ["92", "91"]
    assert REGISTRY.resolve(["91", "94"], codes="kemendagri").codes.tolist() == ["91", "94"]


def test_among_34_provinces_the_code_94_stands_in_the_bps_list_alone() -> None:
    old = REGISTRY.at(LAST_DAY_OF_34)
    assert old.resolve(["91", "94"]).codes.tolist() == ["92", "91"]
    assert old.resolve(["91", "92"]).codes.tolist() == ["91", "92"]
    assert REGISTRY.at(date(2022, 12, 7)).resolve(["96"]).codes.tolist() == [""]


# --- the trap of the lost zero -----------------------------------------------------------------
@pytest.mark.parametrize("cell", ["11.1", "11,1", 11.1])
def test_a_lost_zero_is_a_problem_that_names_what_may_be_meant(cell: object) -> None:
    found = REGISTRY.resolve([cell], level="regency")
    assert codes(found) == ["unit-lost-zero"]
    assert "Kab. Aceh Singkil (11.10), Kab. Aceh Selatan (11.01)" in found.problems[0].what()
    assert found.codes.tolist() == [""]


def test_every_code_that_ends_in_zero_is_caught_when_the_zero_is_lost() -> None:
    ending = [unit.code for unit in REGENCIES if unit.code.endswith("0")]
    found = REGISTRY.resolve([code[:-1] for code in ending])
    assert codes(found) == ["unit-lost-zero"] * len(ending)
    for code, problem in zip(ending, found.problems, strict=True):
        assert f"({code})" in problem.what()


def test_a_short_code_that_can_come_from_one_unit_only_is_still_asked_about() -> None:
    found = REGISTRY.resolve(["15.9"])
    assert codes(found) == ["unit-lost-zero"]
    assert "It may mean Kab. Tebo (15.09)." in found.problems[0].what()


# --- the trap of the shared name --------------------------------------------------------------
def test_a_bare_name_that_a_regency_shares_with_a_city_is_doubtful() -> None:
    found = REGISTRY.resolve(["Bandung"], level="regency")
    assert found.problems[0].sentence() == (
        "Bandung may mean Kab. Bandung (32.04), Kota Bandung (32.73). "
        "Write the code, or the name with its kind (Kab., Kota, Provinsi)."
    )


def test_a_bare_name_that_a_province_shares_is_doubtful_among_regencies() -> None:
    levels: list[Level | None] = [None, "regency"]
    for level in levels:
        found = REGISTRY.resolve(["Jambi", "Kab. Sleman"], level)
        assert found.codes.tolist() == ["", "34.04"]
        assert codes(found) == ["unit-doubtful"]
    assert REGISTRY.resolve(["Jambi"]).codes.tolist() == [""]
    assert REGISTRY.resolve(["Jambi"], level="province").codes.tolist() == ["15"]
    assert REGISTRY.resolve(["Kota Jambi"], level="regency").codes.tolist() == ["15.71"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kepulauan Seribu", "31.01"),
        ("Kab. Adm. Kep. Seribu", "31.01"),
        ("Kota Jakarta Timur", "31.75"),
        ("Jakarta Timur", "31.75"),
        ("DI Yogyakarta", "34"),
        ("D.I. Yogyakarta", "34"),
        ("Daerah Istimewa Yogyakarta", "34"),
        ("DIY", "34"),
        ("Provinsi DKI Jakarta", "31"),
        ("Daerah Khusus Ibukota Jakarta", "31"),
        ("NTB", "52"),
        ("Siau Tagulandang Biaro", "71.09"),
        ("Kab. Kepulauan Siau Tagulandang Biaro", "71.09"),
        ("Tojo Una-Una", "72.09"),
        ("Toli-Toli", "72.04"),
        ("Palangka Raya", "62.71"),
        ("Kab. Batang Hari", "15.04"),
        ("Kab. Lima Puluh Kota", "13.07"),
        ("Lima Puluh Kota", "13.07"),
    ],
)
def test_spellings_in_print(text: str, code: str) -> None:
    assert REGISTRY.resolve([text]).codes.tolist() == [code]


# --- what is no unit ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "unit-empty"),
        ("  ", "unit-empty"),
        (None, "unit-empty"),
        (nan, "unit-empty"),
        ("Sumatra Utara", "unit-unknown"),
        ("Kota Sleman", "unit-unknown"),
        ("xyzzy", "unit-unlike"),
        ("15.99", "unit-unknown"),
        ("15.71.01", "unit-unknown"),
        ("1571010", "unit-unknown"),
        ("99", "unit-unlike"),
        (".", "unit-unlike"),
        ("-", "unit-unlike"),
    ],
)
def test_what_is_no_unit_is_a_problem(cell: object, code: str) -> None:
    found = REGISTRY.resolve([cell])
    assert codes(found) == [code]
    assert found.index.tolist() == [-1]
    assert found.problem_index.tolist() == [0]


def test_a_finer_code_suggests_the_regency_that_it_lies_in() -> None:
    assert "Kota Jambi (15.71)" in REGISTRY.resolve(["15.71.01"]).problems[0].mend()


def test_a_unit_of_the_other_level_is_a_problem() -> None:
    found = REGISTRY.resolve(["15.71", "Kab. Sleman", "15", "Aceh"], level="province")
    assert found.codes.tolist() == ["", "", "15", "11"]
    assert codes(found) == ["unit-level", "unit-level"]
    assert codes(REGISTRY.resolve(["15", "Aceh"], level="regency")) == ["unit-level", "unit-level"]


def test_with_names_only_a_number_is_no_name() -> None:
    found = REGISTRY.resolve(["15.71", "Kota Jambi"], codes="name")
    assert found.codes.tolist() == ["", "15.71"]


def test_an_empty_column_is_no_problem() -> None:
    found = REGISTRY.resolve([])
    assert (found.units, found.problems, found.read_as) == ((), (), "none")
    assert found.codes.shape == (0,)


def test_endless_noise_is_counted_and_not_listed() -> None:
    found = REGISTRY.resolve([f"noise {i}" for i in range(MOST_PROBLEMS + 7)] + ["Kota Jambi"])
    assert len(found.problems) == MOST_PROBLEMS + 1
    assert found.problems[-1].code == "unit-more"
    assert found.problems[-1].params["count"] == 7
    assert (found.problem_index[-8:-1] == MOST_PROBLEMS).all()
    assert found.codes[-1] == "15.71"


def test_a_large_column_is_read_by_its_different_texts() -> None:
    cells = np.repeat(np.array([unit.code for unit in REGENCIES], dtype=object), 400)
    found = REGISTRY.resolve(cells)
    assert (found.codes == cells).all()
    assert len(found.units) == 514


# --- invariants -----------------------------------------------------------------------------------
texts = st.one_of(
    st.sampled_from(UNITS).flatmap(
        lambda unit: st.sampled_from([unit.code, unit.name, unit.short_name, unit.bps or "", unit.name.lower()])
    ),
    st.sampled_from(["Bandung", "Jambi", "11.1", "1101", "91", "94", "nowhere", ""]),
    st.text(max_size=8),
)


@given(st.lists(texts, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_the_cells_changes_nothing(cells: list[str], random: Random) -> None:
    order = list(range(len(cells)))
    random.shuffle(order)
    found, shuffled = REGISTRY.resolve(cells), REGISTRY.resolve([cells[i] for i in order])
    assert shuffled.codes.tolist() == [found.codes[i] for i in order]


@given(st.lists(texts, max_size=30))
def test_the_different_texts_alone_give_the_same_reading(cells: list[str]) -> None:
    different = list(dict.fromkeys(cells))
    alone = dict(zip(different, REGISTRY.resolve(different).codes.tolist(), strict=True))
    assert REGISTRY.resolve(cells).codes.tolist() == [alone[cell] for cell in cells]


@given(st.lists(texts, max_size=30))
def test_a_cell_is_a_unit_or_a_problem_and_never_both(cells: list[str]) -> None:
    found = REGISTRY.resolve(cells)
    assert ((found.index == -1) == (found.problem_index != -1)).all()
    for problem in found.problems:
        assert problem.sentence("id")
        assert problem.sentence("en")


@given(
    st.sampled_from(REGENCIES),
    st.sampled_from([("Kab. ", "Kota "), ("KABUPATEN ", "KOTA "), ("kab ", "kota ")]),
    st.sampled_from(["{}", "  {} ", "{}."]),
    st.sampled_from([str.upper, str.lower, str.title, str.swapcase]),
    st.sampled_from([" ", "-", "  "]),
)
def test_any_spelling_of_a_regency_is_that_regency(
    unit: Unit, kinds: tuple[str, str], frame: str, case: Callable[[str], str], gap: str
) -> None:
    bare = unit.short_name.removeprefix("Kab. ").removeprefix("Kota ")
    text = frame.format(kinds[unit.kind == "kota"] + case(bare).replace(" ", gap))
    assert REGISTRY.resolve([text]).units == (unit.code,)
