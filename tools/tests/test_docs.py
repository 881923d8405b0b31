"""The documentation is done as it is read: examples are run, and links lead somewhere."""

import csv
import functools
import os
import re
import subprocess
import sys
import tomllib
from io import StringIO
from itertools import chain
from pathlib import Path

import markdown  # type: ignore[import-untyped]
import pytest

from ikp import Recipe
from ikp.editions import load
from ikp.io import read_framework
from tools.fences import fences

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md"), ROOT / "engine/README.md"])
TUTORIALS = sorted((ROOT / "docs/tutorial").glob("*.md"))


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_recipes_and_frameworks_in_the_pages_can_be_read(page: Path, tmp_path: Path) -> None:
    for fence in fences(page):
        if fence.language == "toml":
            told = tomllib.loads(fence.text)
            # The alternatives that perturbations name are those of the newest edition that has any.
            (load("2024").perturbations("regency", told) if "vary" in told else Recipe.from_dict(told))
        if fence.language == "csv" and fence.title.startswith("framework"):
            (tmp_path / fence.title).write_text(fence.text, "utf-8")
            assert read_framework(tmp_path / fence.title).indicators


@pytest.mark.parametrize("page", [ROOT / "engine/README.md", *TUTORIALS], ids=name)
def test_python_in_what_a_newcomer_reads_runs(page: Path) -> None:
    scope: dict[str, object] = {}
    for fence in fences(page):
        if fence.language == "python":
            exec(compile(fence.text, f"{name(page)}:{fence.line}", "exec"), scope)  # noqa: S102 - our own pages


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_between_files_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert missing == []


@functools.cache
def anchors(page: Path) -> frozenset[str]:
    """Give the anchors of a page's headings, as the site makes them."""
    made = markdown.Markdown(extensions=["toc", "tables", "pymdownx.superfences"])
    return frozenset(re.findall(r' id="([^"]+)"', made.convert(page.read_text("utf-8"))))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_into_a_page_find_their_heading(page: Path) -> None:
    """Find what `mkdocs --strict` does not look at: links from pages outside the site, and within them."""
    links = re.findall(r"\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)", page.read_text("utf-8"))
    there = [(page.parent / target if target else page, anchor) for target, anchor in links]
    assert [f"{target}#{anchor}" for target, anchor in there if anchor not in anchors(target.resolve())] == []


def assert_as_printed(made: str, printed: str, place: str) -> None:
    """Compare a table with the one that a page prints, to the decimals that the page prints."""
    rows, wanted = list(csv.reader(StringIO(made))), list(csv.reader(StringIO(printed)))
    assert [len(row) for row in rows] == [len(row) for row in wanted], place
    for cell, want in zip(chain.from_iterable(rows), chain.from_iterable(wanted), strict=True):
        if re.fullmatch(r"-?\d+\.\d+", want):
            decimals = len(want.split(".")[1])
            assert float(cell) == pytest.approx(float(want), rel=0, abs=0.501 * 10**-decimals), place
        else:
            assert cell == want, place


@pytest.mark.extras
@pytest.mark.parametrize("page", TUTORIALS, ids=name)
def test_a_tutorial_does_what_it_says(page: Path, tmp_path: Path) -> None:
    """Files with a title are written, or compared once a command has made them; commands must end well.

    A command under a comment "ends with N" must end with that code.
    """
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}
    (tmp_path / "engine").symlink_to(ROOT / "engine")  # the reader stands in the folder of the project
    for fence in fences(page):
        place = f"{name(page)}:{fence.line}"
        if fence.title and (tmp_path / fence.title).exists():
            assert_as_printed((tmp_path / fence.title).read_text("utf-8"), fence.text, place)
        elif fence.title:
            (tmp_path / fence.title).write_text(fence.text, "utf-8")
        elif fence.language == "sh" and not fence.reason:
            code = re.search(r"# .*ends with (\d)", fence.text)
            done = subprocess.run(
                ["sh", "-e", "-c", fence.text], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
            )
            assert done.returncode == (int(code[1]) if code else 0), f"{place}\n{done.stdout}\n{done.stderr}"
