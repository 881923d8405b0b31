"""The frame: help in both languages, exit codes, closed pipes, interruptions, colour."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from ikp.cli.frame import COMMANDS
from ikp.cli.language import LANGS

pytestmark = pytest.mark.extras


def _process(*arguments: str, **env: str) -> "subprocess.Popen[bytes]":
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("IKP_", "LC_", "NO_C", "FORCE_C"))}
    command = [sys.executable, "-m", "ikp.cli", *arguments]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**kept, "IKP_LANG": "en", "COLUMNS": "80", **env}
    )


# --- help --------------------------------------------------------------------------------
@pytest.mark.parametrize("lang", LANGS)
def test_the_help_lists_every_command_in_its_language(call: Any, lang: str) -> None:
    ran = call("--help", lang=lang, columns=80)
    assert ran.code == 0
    assert all(f"  {name} " in ran.out for name in COMMANDS)
    assert ("Cara pakai:" in ran.out) == (lang == "id")
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_its_options_and_gives_an_example(call: Any, command: str, lang: str) -> None:
    ran = call(command, "--help", lang=lang, columns=80)
    assert ran.code == 0
    assert "--lang id|en" in ran.out
    assert f"ikp {command}" in ran.out.partition("Contoh" if lang == "id" else "Examples")[2]
    assert max(map(len, ran.out.splitlines())) <= 80
    english = ("Show this", "Usage", "default:")
    assert lang == "en" or not any(word in ran.out for word in english)


def test_no_words_at_all_ask_for_help(call: Any) -> None:
    assert call().out == call("--help").out


def test_the_language_may_stand_before_or_after_the_command(call: Any) -> None:
    before, after = call("--lang", "id", "editions"), call("editions", "--lang=id")
    assert before.out == after.out
    assert "provinsi" in before.out
    assert "provinces" in call("editions").out


def test_the_version_is_told(call: Any) -> None:
    ran = call("--version")
    assert ran.code == 0
    assert ran.out.startswith("ikp ")


# --- wrong use ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["publish", "2024"], "Did you mean: published"),
        (["published"], "EDITION is missing"),
        (["published", "2024", "--levl", "province"], "There is no option --levl"),
        (["published", "2024", "--level", "village"], "Expected: province, regency, overseas"),
        (["published", "2024", "--level"], "not followed by its value"),
        (["published", "2024", "more", "words"], "more, words: too much"),
        (["published", "1955"], "1955"),
        (["published", "2024", "--json", "--csv"], "--json and --csv exclude each other"),
        (["--lang", "fr", "editions"], "does not speak fr"),
        (["demo-data", "--seed", "-1", "-o", "x.csv"], "--seed"),
        (["check", "nothing.csv"], "--edition"),
        (["check", "nothing.csv", "-e", "2024", "-l", "province"], "nothing.csv"),
        (["compute", "x.csv", "-e", "2024", "--framework", "f.csv"], "exclude each other"),
        (["compute", "x.csv", "-e", "2024", "--refit", "--bounds", "run.json"], "exclude each other"),
        (["compute", "x.csv", "--framework", "f.csv"], "--recipe"),
        (["edition", "2024", "--alternative", "nonsense"], "nonsense"),
    ],
)
def test_wrong_use_ends_with_2_and_says_how_to_mend_it(call: Any, arguments: list[str], said: str) -> None:
    ran = call(*arguments)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())
    assert "→" in ran.err
    assert ran.out == ""


def test_an_unexpected_failure_is_a_sentence_and_a_traceback_only_when_asked_for(
    call: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> tuple[str, ...]:
        message = "the cable is cut"
        raise RuntimeError(message)

    monkeypatch.setattr("ikp.editions.available", broken)
    ran = call("editions")
    assert ran.code == 3
    assert "RuntimeError: the cable is cut" in " ".join(ran.err.split())
    assert "Traceback" not in ran.err
    assert "Traceback" in call("editions", "--debug").err
    assert "Traceback" in call("--debug", "editions").err


# --- the outside world -------------------------------------------------------------------
def test_a_closed_pipe_is_silent() -> None:
    process = _process("published", "2024", "--level", "regency", "--all")
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert err == b""
    assert process.returncode == 0


def test_an_interruption_ends_with_130_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    target = tmp_path / "events.csv"
    process = _process("demo-data", "--level", "regency", "-o", str(target))
    # Wait until the work has begun; interrupted at any moment, the file is whole or is not there.
    deadline = time.monotonic() + 30
    while not any(tmp_path.iterdir()) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.001)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    whole = target.exists()
    assert process.returncode in ((0, 130) if whole else (130,))
    assert [path.name for path in tmp_path.iterdir()] == (["events.csv"] if whole else [])
    assert b"Traceback" not in err


def test_colour_is_left_out_where_it_is_not_wanted() -> None:
    forced, _ = _process("published", "2024", FORCE_COLOR="1", TERM="xterm-256color").communicate(timeout=60)
    refused, _ = _process("published", "2024", FORCE_COLOR="1", NO_COLOR="1").communicate(timeout=60)
    assert b"\x1b[38" in forced
    assert b"\x1b[38" not in refused


def test_a_terminal_without_the_signs_gets_question_marks() -> None:
    out, err = _process("published", "2024", PYTHONIOENCODING="ascii", PYTHONUTF8="0").communicate(timeout=60)
    assert b"? high" in out
    assert b"\x1b[" not in out  # nobody looks: this is no terminal
    assert err == b""


def test_starting_imports_nothing_heavy() -> None:
    heavy = ("numpy", "scipy", "polars", "openpyxl", "altair", "jinja2", "vl_convert", "ikp.computing", "ikp.io")
    code = f"import sys, ikp.cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_completion_knows_the_editions() -> None:
    env = {"_IKP_COMPLETE": "complete_bash", "COMP_WORDS": "ikp published 20", "COMP_CWORD": "2"}
    out, _ = _process(**env).communicate(timeout=60)
    assert set(out.decode().split()) == {"2019", "2019-rev", "2024"}
