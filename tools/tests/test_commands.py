"""Every command of the documentation is done: `ikp` on small made-up files, make without doing anything.

Those of `ikp-web` are done in `web/tests/config/test_commands.py`, those of the tutorials in `test_docs.py`.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest

from tools import example_files
from tools.commands import Command, commands, faults

ROOT = Path(__file__).resolve().parents[2]
ALL = [each for each in commands(ROOT) if not each.reason and not each.tutorial]

#: That a command works is shown by few draws as by many.
FEW = {
    "uncertainty": {"--replicates": "20"},
    "sensitivity": {"--samples": "4"},
    "assess": {"--replicates": "20"},
    "validate": {"--replicates": "100", "--permutations": "99"},
    "project": {"--draws": "2"},
    "backtest": {"--every": "30"},
    "scan": {"--simulations": "19"},
    "effect": {"--draws": "19"},
}


def canonical(command: Command) -> tuple[str, ...]:
    """Give the words with the names of the example files and with few draws: what is then alike is run once."""
    words = [_english(word) for word in command.words]
    if {"f.csv", "F.csv"} & {*words}:
        words = ["own.csv" if word == "data.csv" else word for word in words]
    at_level = {"-l", "--level"} & {*words}
    if at_level:
        level = words[words.index(at_level.pop()) + 1]
        words = [example_files.AT_LEVEL.get((word, level), word) for word in words]
    for option, value in FEW.get(words[1], {}).items():
        if option in words:
            words[words.index(option) + 1] = value
        else:
            words += [option, value]
    return tuple(words)


def _english(word: str) -> str:
    stem = re.split(r"[./]", word, maxsplit=1)[0]
    return example_files.ENGLISH.get(stem, stem) + word[len(stem) :]


def _blocks() -> dict[str, list[tuple[Command, tuple[str, ...]]]]:
    """Group what is to be run: the lines of a block one after the other, without those that were run before."""
    found: dict[str, list[tuple[Command, tuple[str, ...]]]] = {}
    seen: set[tuple[str, ...]] = set()
    last, name = Command("", 0, ()), ""
    for each in ALL:
        if each.program == "ikp":
            if (each.page, each.line) != (last.page, last.line + 1):
                name = f"{each.page}:{each.line}"
            last, words = each, canonical(each)
            if words not in seen:
                found.setdefault(name, []).append((each, words))
                seen.add(words)
    return found


BLOCKS = _blocks()


def test_a_word_that_no_program_knows_is_found(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "Makefile").write_text("docs: ## build\n")
    (tmp_path / "a.md").write_text(
        "Type `ikp compute data.csv --edition 2024` or `ikp compute --editoin 2024`, `ikp konpute`.\n\n"
        "```sh\nmake docs\nmake tea\nsudo rm -r x\n```\n\n<!-- not run: needs root -->\n```sh\nsudo rm -r y\n```\n"
        "\n```\na\n```\n"
    )
    assert [each.removeprefix("a.md") for each in faults(tmp_path)] == [
        ": a block without a language; name it, `sh` if it is for a shell.",
        ":6: sudo rm -r x: no test can run this. Say why on the line above the block: <!-- not run: … -->",
        ":5: make tea: the Makefile has no such target.",
        ":1: ikp compute --editoin 2024: ikp compute has no option --editoin.",
        ":1: ikp konpute: ikp has no command 'konpute'.",
    ]


def test_lines_are_joined_settings_left_out_and_outputs_kept(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "a.md").write_text(
        "```console\n$ .venv/bin/ikp demo \\\n    -o out/  # so\nDone.\n```\n"
        "```sh\nA_B=c ikp editions --csv > e.csv\n```\n"
    )
    assert list(commands(tmp_path)) == [
        Command("a.md", 2, ("ikp", "demo", "-o", "out/")),
        Command("a.md", 7, ("ikp", "editions", "--csv"), "e.csv"),
    ]


def test_make_knows_what_the_pages_ask_of_it() -> None:
    asked = {each.words: each.place for each in ALL if each.program == "make"}
    assert asked
    for words, place in asked.items():
        ran = subprocess.run(["make", "-n", *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, f"{place}\n{ran.stderr}"


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the example files once."""
    made = tmp_path_factory.mktemp("examples")
    example_files.write(made)
    return made


@pytest.fixture
def folder(examples: Path, tmp_path: Path) -> Iterator[Path]:
    """Stand in a folder of one's own that holds an example of every file the pages name."""
    for each in examples.iterdir():
        if each.is_dir() and not each.is_symlink():
            shutil.copytree(each, tmp_path / each.name)
        else:
            (tmp_path / each.name).symlink_to(each.resolve())
    with chdir(tmp_path):
        yield tmp_path


@pytest.mark.extras
@pytest.mark.parametrize("block", BLOCKS)
def test_ikp_does_what_a_page_types(block: str, folder: Path) -> None:
    from typer.testing import CliRunner

    from ikp.cli import app

    for command, words in BLOCKS[block]:
        _apart(words)
        ran = CliRunner().invoke(app, words[1:], env={"COLUMNS": "100", "IKP_LANG": "en", "HOME": str(folder)})
        assert ran.exit_code == 0, f"{command.place}\n{ran.output}\n{ran.exception!r}"
        if command.output:
            assert ran.stdout.strip(), command.place


def _apart(words: tuple[str, ...]) -> None:
    """Clear the folder that a command writes: examples that stand one below the other are not steps."""
    if "-o" in words and Path(words[words.index("-o") + 1]).is_dir():
        shutil.rmtree(words[words.index("-o") + 1])
