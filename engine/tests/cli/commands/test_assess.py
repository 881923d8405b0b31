"""The audit from the command line: its files, its sentences, its machine output, and what it refuses."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from ikp.cli.audit import HEADINGS

pytestmark = pytest.mark.extras

FEW = ("--replicates", 20)


@pytest.fixture(scope="module")
def regencies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made-up events of the regencies, in which 5 % of the cells are not reported."""
    import numpy as np

    from ikp.editions import load
    from ikp.io import write_events
    from ikp.testing import demo_events

    edition = load("2024")
    units = {unit.code: unit.short_name for unit in edition.registry().level("regency")}
    start, end = edition.event_period or (None, None)
    assert start is not None
    assert end is not None
    path = tmp_path_factory.mktemp("regencies") / "events.csv"
    write_events(demo_events(edition.framework(), units, np.random.default_rng(1), start=start, end=end), path)
    return path


def test_an_audit_is_a_page_a_table_for_each_part_and_the_run(call: Any, events: Path, tmp_path: Path) -> None:
    out = tmp_path / "audit"
    ran = call("assess", events, "-e", "2024", "--level", "province", "-o", out, *FEW)
    assert ran.code == 0, ran.err
    files = {path.name for path in out.iterdir()}
    assert files == {
        "audit.html",
        "results.csv",
        "contributions.csv",
        "run.json",
        *(f"{name}.csv" for name in HEADINGS),
    }
    run = json.loads((out / "run.json").read_text())
    assert run["seed"] == 1
    assert run["replicates"] == 20
    assert set(run["files"]) == files - {"run.json"}
    for name, headings in HEADINGS.items():
        rows = list(csv.DictReader((out / f"{name}.csv").read_text().splitlines()))
        assert rows, name
        assert list(rows[0]) == [*headings, "label"]
        assert {row["label"] for row in rows} == {"SINTETIS"}
    assert (out / "correlations.csv").read_text().count("\n") == 1 + 78 * 77 // 2
    assert "There are 34 units for 61 indicators" in re.sub(r"\s+", " ", ran.out)


def test_the_page_needs_nothing_else_and_speaks_both_languages(call: Any, regencies: Path, tmp_path: Path) -> None:
    for lang, words in (("en", ("Findings", "hardly seen in")), ("id", ("Temuan", "hampir tak tampak dalam"))):
        out = tmp_path / lang
        ran = call("assess", regencies, "-e", "2024", "--level", "regency", "-o", out, *FEW, lang=lang)
        assert ran.code == 0, ran.err
        page = (out / "audit.html").read_text()
        assert f'<html lang="{lang}">' in page
        assert "SINTETIS" in page
        assert all(word in page for word in words)
        assert not re.search(r'(?:src|href)="(?!#|https?://)', page)
        assert "<script" not in page
        assert page.count('<svg role="img"') == 2 * page.count("<figure>") >= 12
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        assert {*re.findall(r'href="#([^"]+)"', page)} <= set(ids)
        # The two releases of 2019, in which nearly all regencies were in one category.
        for share in ("99.6", "98.4"):
            assert (share if lang == "en" else share.replace(".", ",")) in page


def test_the_same_seed_writes_the_same_tables(call: Any, events: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        call("assess", events, "-e", "2024", "--level", "province", "-o", tmp_path / name, *FEW, "--seed", 7)
    for name in HEADINGS:
        assert (tmp_path / "a" / f"{name}.csv").read_bytes() == (tmp_path / "b" / f"{name}.csv").read_bytes()


def test_the_document_has_stable_keys(call: Any, events: Path) -> None:
    document = call("assess", events, "-e", "2024", "--level", "province", "--json", *FEW).json
    assert list(document)[:6] == ["command", "edition", "title", "level", "synthetic", "language"]
    assert set(HEADINGS) <= set(document)
    assert document["files"] == []
    found = next(row for row in document["findings"] if row["kind"] == "few_units")
    assert (found["value"], found["limit"]) == (34, 61)
    classes = {(row["edition"], row["category"]): row["count"] for row in document["classes"] if row["edition"]}
    assert classes["2024", "sedang"] == 21


def test_csv_prints_the_findings(call: Any, events: Path) -> None:
    ran = call("assess", events, "-e", "2024", "--level", "province", "--csv", *FEW)
    rows = list(csv.DictReader(ran.out.splitlines()))
    assert list(rows[0]) == list(HEADINGS["findings"])


def test_limits_are_options(call: Any, events: Path) -> None:
    def weak(*options: object) -> int:
        document = call("assess", events, "-e", "2024", "--level", "province", "--json", *FEW, *options).json
        return sum(row["flag"] == "weak" for row in document["correlations"])

    assert weak("--weak", 0.1) < weak() < weak("--weak", 0.5)
    assert call("assess", events, "-e", "2024", "--weak", 3).code == 2


def test_any_index_of_anyone(call: Any, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("code,parent,weight\nX,,1\na,X,1\nb,X,1\nc,X,1\n")
    (tmp_path / "r.toml").write_text('[[step]]\nkind = "normalise"\n[[step]]\nkind = "aggregate"\n')
    rows = [f"u{i},{i % 7},{(i * i) % 11},{i % 5 + i % 7}" for i in range(30)]
    (tmp_path / "d.csv").write_text("\n".join(["unit,a,b,c", *rows]))
    out = tmp_path / "out"
    method = ("--framework", tmp_path / "f.csv", "--recipe", tmp_path / "r.toml")
    ran = call("assess", tmp_path / "d.csv", *method, "-o", out, *FEW)
    assert ran.code == 0, ran.err
    assert "label" not in (out / "scales.csv").read_text().splitlines()[0]
    assert (out / "classes.csv").read_text().count("\n") == 1
    assert "SINTETIS" not in (out / "audit.html").read_text()


def test_one_unit_is_audited_without_a_word_about_parts(call: Any, nine: Path, tmp_path: Path) -> None:
    ran = call("assess", nine, "-e", "2024", "-o", tmp_path / "out", *FEW)
    assert ran.code == 0, ran.err
    assert "There are 2 units for 4 indicators" in re.sub(r"\s+", " ", ran.out)
