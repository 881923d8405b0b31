"""The kept corpus is read or refused in a sentence, and a reader that fails is found."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tools.fuzzing import __main__ as fuzzing
from tools.fuzzing.mutations import mutated
from tools.fuzzing.targets import Target

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.extras
def test_the_kept_corpus_is_read_or_refused_in_a_sentence() -> None:
    """In a process of its own: the readers of the platform need Django, which the engine's tests do without."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.fuzzing", "--replay"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    readers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert len(readers) >= 13
    assert all(each["files"] > 0 and not each["findings"] for each in readers)
    assert sum(each["files"] for each in readers) > 80  # whole ones to begin with, and what was kept


def reader(body: bytes) -> None:
    if b"boom" in body:
        raise KeyError(body)
    if b"x" in body:
        raise ValueError


def test_an_error_that_is_no_refusal_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    target = Target("made-up", lambda: [b"whole", b"x", b"boom", b"boom again"], reader, (ValueError,))
    tally = fuzzing._fuzz(target, np.random.default_rng(1), 0, tmp_path / "corpus")
    assert (tally.files, len(tally.answers), len(tally.findings)) == (4, 3, 1)
    assert "KeyError" in tally.findings[0]
    assert [path.read_bytes() for path in (tmp_path / "findings/made-up").iterdir()] == [b"boom"]


def test_a_reader_that_does_not_end_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(fuzzing, "SLOW", 1)

    def endless(_body: bytes) -> None:
        while True:
            pass

    tally = fuzzing._fuzz(Target("made-up", lambda: [b"x"], endless, ()), np.random.default_rng(1), 0, tmp_path)
    assert "more than 1 seconds" in tally.findings[0]


def test_what_answers_anew_is_kept_and_begun_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    target = Target("made-up", lambda: [b"whole"], lambda body: str(len(body) % 50), ())
    tally = fuzzing._fuzz(target, np.random.default_rng(1), 0.3, tmp_path / "corpus")
    kept = list((tmp_path / "corpus/made-up").iterdir())
    assert 5 < len(kept) <= fuzzing.KEPT_FILES
    again = fuzzing._fuzz(target, np.random.default_rng(1), 0, tmp_path / "corpus")
    assert again.files == 1 + len(kept)
    assert tally.files > again.files


def test_breaking_follows_the_seed_and_changes_something() -> None:
    def broken(seed: int) -> list[bytes]:
        rng = np.random.default_rng(seed)
        return [mutated(b"unit,I01\n15,3\n" * 3, [b"other file"], rng) for _ in range(50)]

    assert broken(1) == broken(1) != broken(2)
    assert len(set(broken(1))) > 40
    assert mutated(b"", [b"x"], np.random.default_rng(3)) is not None
