"""The set-up script, without installing anything: pip is not ours to test."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "setup.sh"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with a space in its name, whose lock and packages need nothing from any index."""
    root = tmp_path / "my checkout"
    for package in ("engine", "web"):
        (root / package).mkdir(parents=True)
        (root / package / "pyproject.toml").write_text("")
    (root / "empty.lock").write_text("# nothing\n")
    return root


def run(root: Path, venv: str, lock: str = "empty.lock", path: str | None = None) -> subprocess.CompletedProcess[str]:
    shell = shutil.which("sh")
    assert shell
    env = {**os.environ, **({"PATH": path} if path is not None else {})}
    command = [shell, str(SCRIPT), venv, lock]
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)


def test_a_folder_that_is_no_environment_is_never_emptied(checkout: Path) -> None:
    (checkout / "precious").mkdir()
    (checkout / "precious" / "data.csv").write_text("unit,score\n")
    done = run(checkout, "precious")
    assert done.returncode == 1
    assert "precious exists and is no virtual environment" in done.stderr
    assert (checkout / "precious" / "data.csv").exists()


def test_without_a_recent_python_it_says_so(checkout: Path, tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "python3").write_text("#!/bin/sh\nexit 1\n")
    (programs / "python3").chmod(0o755)
    done = run(checkout, "venv", path=str(programs))
    assert done.returncode == 1
    assert "no Python 3.11 or later found" in done.stderr
    assert not (checkout / "venv").exists()


def test_outside_of_a_checkout_it_says_where_to_go(tmp_path: Path) -> None:
    done = run(tmp_path, "venv")
    assert done.returncode == 1
    assert "make -C FOLDER" in done.stderr


def test_an_interrupted_set_up_starts_again_and_a_finished_one_does_nothing(checkout: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(checkout / "my venv")], check=True)
    broken = run(checkout, "my venv")  # there is no pip in it
    assert broken.returncode == 1
    assert not (checkout / "my venv" / "ikp-stamp").exists()

    pip = next((checkout / "my venv" / "lib").glob("python3.*")) / "site-packages" / "pip"
    pip.mkdir()
    (pip / "__main__.py").write_text("import sys; print('pip', *sys.argv[1:])")
    first = run(checkout, "my venv")
    assert first.returncode == 0, first.stderr
    assert "--no-deps --require-hashes --requirement empty.lock" in first.stdout
    assert "--no-deps --no-build-isolation --editable ./engine --editable ./web" in first.stdout

    again = run(checkout, "my venv")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")

    (checkout / "empty.lock").write_text("# changed\n")
    assert "installing" in run(checkout, "my venv").stdout
