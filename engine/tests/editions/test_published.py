"""Published results: names, conflicts, arithmetic on print, and agreement with the collected facts."""

import csv
from collections import Counter
from collections.abc import Iterator
from math import isnan
from pathlib import Path
from statistics import mean, stdev
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikp.editions.published import DIMENSIONS, Published, editions, facts, published, rows
from ikp.editions.registry import registry
from ikp.errors import UsageError
from ikp.registry import Level

EDITIONS = (
    "2019",
    "2019-rev",
    "2024",
    "pilkada-2020",
    "pilkada-2024",
    "tema-luar-negeri-2023",
    "tema-media-sosial-2023",
    "tema-netralitas-asn-2023",
    "tema-politik-uang-2023",
    "tema-sara-2023",
)
ROWS = [row for edition in EDITIONS for row in rows(edition)]
LEVELS: tuple[Level, ...] = ("province", "regency")


def of(edition: str, level: str, name: str, reading: Any = "own") -> Published:
    (found,) = (each for each in published(edition, level, reading) if each.name == name)
    return found


# --- form ------------------------------------------------------------------------------------------
def test_editions() -> None:
    assert editions() == EDITIONS
    with pytest.raises(UsageError) as caught:
        published("2042", "province")
    assert caught.value.problems[0].code == "published-unknown"


def test_every_row_is_well_formed() -> None:
    for row in ROWS:
        assert row["edition"] in EDITIONS
        assert row["level"] in ("province", "regency", "national", "overseas")
        assert row["kind"] in ("unit", "overseas", "doubtful", "all")
        assert bool(row["unit"]) == (row["kind"] == "unit")
        assert row["reading"] in ("own", "regencies")
        assert row["status"] in ("used", "conflict", "slip", "implied")
        assert row["certainty"] in ("published", "derived")
        assert row["name"]
        assert row["value"]
        assert row["source"]
        if row["quantity"] in ("total", *DIMENSIONS) and row["kind"] != "all":
            assert float(row["value"]) >= 0
        if row["status"] != "used":
            assert row["note"], "a value that is not used says why"
        if row["status"] == "implied":
            assert row["certainty"] == "derived"


def test_one_value_is_used_and_every_conflict_stands_beside_one() -> None:
    def key(row: Any) -> tuple[str, ...]:
        return tuple(row[column] for column in ("edition", "level", "kind", "name", "reading", "quantity"))

    used = Counter(key(row) for row in ROWS if row["status"] in ("used", "implied"))
    assert max(used.values()) == 1
    for row in ROWS:
        if row["status"] in ("conflict", "slip"):
            assert key(row) in used
    values = {key(row): row["value"] for row in ROWS if row["status"] == "used"}
    assert not [row for row in ROWS if row["status"] in ("conflict", "slip") and row["value"] == values.get(key(row))]


@pytest.mark.parametrize("level", LEVELS)
def test_every_printed_name_resolves_to_its_code(level: Level) -> None:
    printed = {row["name"]: row["unit"] for row in ROWS if row["level"] == level and row["kind"] == "unit"}
    found = registry().resolve(list(printed), level=level, codes="name")
    assert not found.problems
    assert found.codes.tolist() == list(printed.values())


@given(st.sampled_from([row for row in ROWS if row["kind"] == "unit"]))
def test_any_spelling_in_print_resolves_to_its_unit(row: dict[str, str]) -> None:
    level: Level = "province" if row["level"] == "province" else "regency"
    for text in (
        row["name"],
        row["name"].upper(),
        f" {row['name'].lower()} ",
        row["name"].replace("Kab. ", "Kabupaten "),
    ):
        assert registry().resolve([text], level=level).units == (row["unit"],)


def test_a_name_that_fits_two_units_has_no_code() -> None:
    kediri = of("tema-netralitas-asn-2023", "regency", "Kediri")
    assert (kediri.unit, kediri.kind, kediri.other["order"]) == ("", "doubtful", "15")
    assert "35.06" in kediri.note
    assert "35.71" in kediri.note
    assert [row["name"] for row in ROWS if row["kind"] == "doubtful"] == ["Kediri"]


# --- numbers -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("edition", "level", "reading", "entries", "totals"),
    [
        ("2019", "province", "own", 34, 34),
        ("2019", "regency", "own", 16, 16),
        ("2019-rev", "province", "own", 34, 16),
        ("2019-rev", "regency", "own", 8, 8),
        ("pilkada-2020", "province", "own", 9, 9),
        ("pilkada-2020", "regency", "own", 53, 35),
        ("2024", "province", "own", 34, 34),
        ("2024", "province", "regencies", 11, 10),  # Sulawesi Tenggara: one dimension alone
        ("2024", "regency", "own", 124, 64),  # 123 of the list and Sambas, whose indicators were counted
        ("pilkada-2024", "province", "own", 37, 3),
        ("pilkada-2024", "regency", "own", 34, 23),
        ("tema-politik-uang-2023", "province", "own", 5, 5),
        ("tema-politik-uang-2023", "province", "regencies", 10, 1),
        ("tema-politik-uang-2023", "regency", "own", 20, 2),
        ("tema-luar-negeri-2023", "overseas", "own", 20, 0),
        ("tema-netralitas-asn-2023", "province", "own", 10, 10),
        ("tema-netralitas-asn-2023", "regency", "own", 33, 8),
        ("tema-sara-2023", "province", "own", 6, 6),
        ("tema-media-sosial-2023", "province", "own", 6, 6),
        ("tema-media-sosial-2023", "regency", "own", 5, 4),
    ],
)
def test_how_much_is_published(edition: str, level: str, reading: Any, entries: int, totals: int) -> None:
    found = published(edition, level, reading)
    assert len(found) == entries
    assert sum(each.has_total for each in found) == totals


def test_both_readings_of_a_province() -> None:
    ntb = of("2024", "province", "Nusa Tenggara Barat"), of("2024", "province", "Nusa Tenggara Barat", "regencies")
    assert [each.total for each in ntb] == [11.09, 38.46]
    assert len(published("2024", "province", None)) == 45
    jabar = of("2024", "province", "Jawa Barat", "regencies")
    assert dict(jabar.dimensions) == {"SP": 36.40, "PP": 51.56, "KT": 38.70, "PT": 6.22}


def test_print_keeps_zero_apart_from_nothing() -> None:
    assert of("2024", "regency", "Kab. Malang").dimensions["PT"] == 0
    temanggung = of("2024", "regency", "Kab. Temanggung")
    assert "PT" not in temanggung.dimensions
    assert temanggung.implied == {"PT": 0}
    assert temanggung.certainty["PT"] == "derived"
    assert isnan(of("2024", "regency", "Kab. Ketapang").total)


def test_the_34_totals_of_2024_give_the_printed_mean_cut_offs_and_categories() -> None:
    totals = [each.total for each in published("2024", "province")]
    assert mean(totals) == pytest.approx(45.10, abs=0.005)
    assert mean(totals) - stdev(totals) == pytest.approx(21.702, abs=0.0005)
    assert mean(totals) + stdev(totals) == pytest.approx(68.502, abs=0.0005)
    assert Counter(each.category for each in published("2024", "province")) == facts("2024", "province").counts
    assert [each.rank for each in published("2024", "province")] == list(range(1, 35))


def test_the_misprinted_totals_would_not_give_them() -> None:
    # The printed dimension means require a mean of 0.27 x 46.55 + 0.38 x 54.27 + 0.25 x 40.75 + 0.10 x 17.23 = 45.102.
    totals = {each.name: each.total for each in published("2024", "province")}
    found = {}
    for name in ("Kalimantan Timur", "Sumatera Utara"):
        (conflict,) = of("2024", "province", name).conflicts
        other = list((totals | {name: float(conflict.value)}).values())
        found[name] = (round(mean(other), 2), round(mean(other) + stdev(other), 1))
    assert found == {"Kalimantan Timur": (45.19, 68.7), "Sumatera Utara": (45.07, 68.5)}


def test_jakarta_is_the_mean_of_its_six_units() -> None:
    names = {unit.code for unit in registry().level("regency") if unit.parent == "31"}
    totals = [each.total for each in published("2024", "regency") if each.unit in names and each.has_total]
    assert len(totals) == 6
    assert mean(totals) == pytest.approx(of("2024", "province", "DKI Jakarta", "regencies").total, abs=0.0051)


def test_totals_fit_the_weights_where_all_dimensions_are_printed_or_implied() -> None:
    weights = {
        "2024": ({"SP": 0.27, "PP": 0.38, "KT": 0.25, "PT": 0.10}, 0.011),
        "pilkada-2020": ({"SP": 0.30, "PP": 0.30, "KT": 0.25, "PT": 0.15}, 0.04),
    }
    checked = 0
    for edition, (weight, margin) in weights.items():
        for each in (*published(edition, "province", None), *published(edition, "regency")):
            parts = {**each.implied, **each.dimensions}
            if each.has_total and set(parts) == set(weight):
                assert sum(weight[d] * parts[d] for d in weight) == pytest.approx(each.total, abs=margin)
                checked += 1
    assert checked == 30


def test_facts() -> None:
    province = facts("2024", "province")
    assert province.units == 34
    assert province.counts == {"tinggi": 5, "sedang": 21, "rendah": 8}
    assert province.dimension_counts["PT"] == {"tinggi": 6, "sedang": 28, "rendah": 0}
    assert all(sum(counts.values()) == 34 for counts in province.dimension_counts.values())
    assert province.certainty["mean:total"] == "derived"
    assert facts("2024", "regency").means["PT"] == 3.83
    assert sum(facts("2024", "regency").counts.values()) == facts("2024", "regency").units == 514
    assert facts("pilkada-2024", "regency").counts == {"tinggi": 84, "sedang": 334, "rendah": 90}
    assert facts("tema-netralitas-asn-2023", "regency").other["units_occurred"] == "347"
    assert facts("tema-sara-2023", "province").units is None


def test_counts_of_a_level_add_up_to_its_units() -> None:
    for edition in EDITIONS:
        for level in LEVELS:
            found = facts(edition, level)
            for counts in (found.counts, *found.dimension_counts.values()):
                told = {category: n for category, n in counts.items() if category in ("rendah", "sedang", "tinggi")}
                assert not told or sum(told.values()) == found.units


# --- conflicts -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("edition", "level", "name", "quantity", "used", "other", "slip"),
    [
        ("2024", "province", "DKI Jakarta", "total", 88.95, "88.96", False),
        ("2024", "province", "Sulawesi Utara", "total", 87.48, "87.49", False),
        ("2024", "province", "Maluku Utara", "total", 84.86, "84.84", True),
        ("2024", "province", "Jawa Barat", "total", 77.04, "77.08", False),
        ("2024", "province", "Kalimantan Timur", "total", 74.04, "77.04", True),
        ("2024", "province", "Sumatera Utara", "total", 55.43, "54.43", True),
        ("2024", "province", "Sulawesi Tenggara", "total", 38.32, "38.06", True),
        ("2024", "province", "Kalimantan Utara", "total", 20.36, "20.6", True),
        ("2024", "regency", "Kab. Jayapura", "total", 78.05, "78.04", False),
        ("2024", "regency", "Kab. Pandeglang", "total", 77.74, "77.73", False),
        ("2024", "regency", "Kab. Malaka", "total", 76.03, "76.2", False),
        ("2024", "regency", "Kab. Sukoharjo", "total", 70.20, "70.23", False),
        ("2024", "regency", "Kota Medan", "PP", 86.02, "91.53", True),
        ("2024", "regency", "Kab. Labuhanbatu Utara", "PP", 91.53, "86.02", True),
        ("2019", "province", "Maluku Utara", "total", 49.89, "48.89", True),
        ("2019", "province", "Jambi", "category", "sedang", "tinggi", False),
        ("2019", "regency", "Kab. Sarolangun", "category", "sedang", "tinggi", False),
        ("pilkada-2020", "province", "Sumatera Barat", "KT", 67.83, "667.83", True),
        ("pilkada-2020", "province", "Jambi", "rank", 4, "in the top three", False),
        ("pilkada-2020", "regency", "Kab. Bungo", "category", "sedang", "rendah", False),
        ("pilkada-2024", "province", "Jambi", "total", 41.63, "41.36", True),
        ("tema-sara-2023", "province", "Papua Barat", "total", 14.81, "14.31", True),
    ],
)
def test_conflicts_are_kept_and_explained(
    edition: str, level: str, name: str, quantity: str, used: object, other: str, slip: bool
) -> None:
    found = of(edition, level, name)
    value = found.dimensions.get(quantity, getattr(found, quantity, None))
    assert value == used
    (conflict,) = (each for each in found.conflicts if each.quantity == quantity)
    assert (conflict.value, conflict.slip) == (other, slip)
    assert conflict.why
    assert conflict.source


def test_facts_keep_their_conflicts_too() -> None:
    def told(edition: str, level: str) -> set[tuple[str, str]]:
        return {(each.quantity, each.value) for each in facts(edition, level).conflicts}

    assert told("2019", "national") == {("mean:total", "48.63"), ("mean:total", "48.88")}
    assert told("pilkada-2020", "province") == {("mean:total", "75.06")}
    assert told("pilkada-2020", "regency") == {("mean:total", "61.65")}
    assert told("pilkada-2024", "province") == {("count:sedang", "4"), ("count:rendah", "28")}
    assert told("tema-netralitas-asn-2023", "regency") == {("units_listed", "20")}


def test_how_many_conflicts_there_are() -> None:
    found = Counter(row["edition"] for row in ROWS if row["status"] in ("conflict", "slip"))
    assert found == {
        "2019": 12,
        "pilkada-2020": 8,
        "2024": 21,
        "pilkada-2024": 3,
        "tema-sara-2023": 1,
        "tema-netralitas-asn-2023": 1,
    }


# --- agreement with the collected facts -------------------------------------------------------------------
def reference(shared: Path, name: str) -> Iterator[dict[str, str]]:
    with (shared / "reference" / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def values(edition: str, level: str, reading: str = "own") -> dict[tuple[str, str], str]:
    """Give every used value by name and quantity."""
    return {
        (row["name"], row["quantity"]): row["value"]
        for row in rows(edition)
        if (row["level"], row["reading"], row["status"]) == (level, reading, "used")
    }


def dims(*columns: str) -> dict[str, str]:
    return dict(zip(columns, DIMENSIONS, strict=True))


D2020 = dims("dim_sosial_politik", "dim_penyelenggaraan_bebas_adil", "dim_kontestasi", "dim_partisipasi_politik")
D2024 = dims("dim_sosial_politik", "dim_penyelenggaraan", "dim_kontestasi", "dim_partisipasi")
A2024 = dims("agg_dim_sosial_politik", "agg_dim_penyelenggaraan", "agg_dim_kontestasi", "agg_dim_partisipasi")
WHOLE: list[tuple[str, str, str, str, str, dict[str, str]]] = [
    (
        "published_provinces_2019.csv",
        "2019",
        "province",
        "own",
        "province",
        {
            "ikp_sep2018_edition": "total",
            "rank_sep2018": "rank",
            "category_sep2018_by_scale": "category",
            "in_list_of_15_above_national_mean_sep2018": "above_mean",
        },
    ),
    (
        "published_provinces_2019.csv",
        "2019-rev",
        "province",
        "own",
        "province",
        {
            "ikp_apr2019_update": "total",
            "category_apr2019_by_scale": "category",
            "in_list_of_16_above_national_mean_apr2019": "above_mean",
        },
    ),
    (
        "published_provinces_2020.csv",
        "pilkada-2020",
        "province",
        "own",
        "province",
        {"ikp_total": "total", "rank": "rank", "category": "category", **D2020},
    ),
    (
        "published_regencies_2020.csv",
        "pilkada-2020",
        "regency",
        "own",
        "region",
        {"ikp_total": "total", "national_rank": "rank", "category": "category", **D2020},
    ),
    (
        "published_provinces_2024.csv",
        "2024",
        "province",
        "own",
        "province",
        {"ikp_total": "total", "rank": "rank", "category": "category", **D2024},
    ),
    (
        "published_provinces_2024.csv",
        "2024",
        "province",
        "regencies",
        "province",
        {"agg_kabkota_total": "total", **A2024},
    ),
    (
        "published_regencies_2024.csv",
        "2024",
        "regency",
        "own",
        "region",
        {"ikp_total": "total", "national_rank": "rank", "category": "category", **D2024},
    ),
]


@pytest.mark.reference
@pytest.mark.parametrize(("file", "edition", "level", "reading", "name", "columns"), WHOLE)
def test_published_equals_the_collected_facts(
    shared: Path, file: str, edition: str, level: str, reading: str, name: str, columns: dict[str, str]
) -> None:
    ours = values(edition, level, reading)
    theirs = {
        (row[name], quantity): row[column]
        for row in reference(shared, file)
        for column, quantity in columns.items()
        if row[column]
    }
    # The second reading has two figures that stand in the notes only.
    extra = {(n, q) for n, q in ours if q in columns.values()} - theirs.keys()
    assert extra == ({("Sulawesi Tenggara", "SP")} if reading == "regencies" else set())
    assert {key: ours[key] for key in theirs} == theirs


@pytest.mark.reference
def test_regencies_of_2019_equal_the_collected_facts(shared: Path) -> None:
    columns = {"ikp_total": "total", "rank_in_published_list": "rank", "category": "category"}
    columns |= dims("dim_sosial_politik", "dim_penyelenggaraan_bebas_adil", "dim_kontestasi", "dim_partisipasi")
    listed = list(reference(shared, "published_regencies_2019.csv"))
    assert len(listed) == 24
    for row in listed:
        ours = values({"2018-09": "2019", "2019-04": "2019-rev"}[row["edition"]], "regency")
        for column, quantity in columns.items():
            assert ours.get((row["region"], quantity), "") == row[column]


@pytest.mark.reference
def test_levels_of_2020_equal_the_collected_facts(shared: Path) -> None:
    ours = values("pilkada-2020", "province"), values("pilkada-2020", "regency")
    for row in reference(shared, "published_provinces_2020.csv"):
        assert ours[0][row["province"], "category_fine"] == "L" + row["level_by_published_thresholds"]
    for row in reference(shared, "published_regencies_2020.csv"):
        assert ours[1].get((row["region"], "category_fine"), "L").removeprefix("L") == row["level"]


@pytest.mark.reference
def test_the_mapping_of_pilkada_2024_equals_the_collected_facts(shared: Path) -> None:
    columns = {
        "score": "total",
        "category": "category",
        "indicators_occurred_of_27": "indicators_occurred",
        "order_in_list": "order",
    }
    for row in reference(shared, "pilkada2024_mapping.csv"):
        ours = values("pilkada-2024", "province" if row["level"] == "province" else "regency")
        for column, quantity in columns.items():
            assert ours.get((row["region"], quantity), "") == row[column]


@pytest.mark.reference
def test_the_themes_equal_the_collected_facts(shared: Path) -> None:
    codes = {
        "politik uang": "tema-politik-uang-2023",
        "pemilu luar negeri": "tema-luar-negeri-2023",
        "netralitas ASN": "tema-netralitas-asn-2023",
        "politisasi SARA": "tema-sara-2023",
        "kampanye di media sosial": "tema-media-sosial-2023",
    }
    number = 0
    for row in reference(shared, "thematic_2023.csv"):
        level = {"p": "province", "k": "regency", "o": "overseas"}[row["level"][0]]
        reading = "regencies" if row["level"].startswith("province (") else "own"
        ours = values(codes[row["theme"]], level, reading)
        assert ours.get((row["region"], "total"), "") == row["score"]
        assert ours.get((row["region"], "order"), "") == row["order_in_list"]
        number += 1
    assert number == 115


@pytest.mark.reference
def test_national_means_equal_the_collected_facts(shared: Path) -> None:
    places = [
        ("2024", "province", "province"),
        ("2024", "regency", "regency"),
        ("2019", "national", "regency"),
        ("2019-rev", "national", "regency"),
        ("pilkada-2020", "province", "province"),
        ("pilkada-2020", "regency", "regency"),
    ]
    columns = dims("sosial_politik", "penyelenggaraan", "kontestasi", "partisipasi") | {"total": "total"}
    for row, (edition, level, counted) in zip(reference(shared, "national_means.csv"), places, strict=True):
        means = facts(edition, level).means
        for column, quantity in columns.items():
            if row[column]:
                assert means[quantity] == float(row[column])
        if row["counts_tinggi/sedang/rendah"]:
            counts = facts(edition, counted).counts
            told = [counts[category] for category in ("tinggi", "sedang", "rendah")]
            assert told == list(map(int, row["counts_tinggi/sedang/rendah"].split("/")))
