"""Who installs packages: uv where the lock holds it, told what pip was told; pip where not, or where uv fails."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tools.packages import settings

SCRIPT = Path(__file__).resolve().parents[1] / "packages.py"


def test_uv_is_told_what_pip_was_told() -> None:
    listed = "\n".join(
        [
            ":env:.find-links='/some/wheels'",
            ":env:.disable-pip-version-check='1'",
            "global.find-links='/other/wheels'",
            "global.index-url='https://far.example'",
            "install.index-url='https://near.example'",
            "global.extra-index-url='\\nhttps://a.example\\nhttps://b.example'",
        ]
    )
    assert settings(listed) == {
        "UV_FIND_LINKS": "/some/wheels",
        "UV_DEFAULT_INDEX": "https://near.example",
        "UV_INDEX": "https://a.example https://b.example",
    }


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment whose pip only says what it was asked."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "venv")], check=True)
    pip = next((tmp_path / "venv" / "lib").glob("python3.*")) / "site-packages" / "pip"
    pip.mkdir()
    (pip / "__main__.py").write_text("import sys; print('pip', *sys.argv[1:], flush=True)")
    return tmp_path / "venv"


def program(environment: Path, name: str, text: str) -> None:
    path = environment / "bin" / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def install(environment: Path, lock: str) -> subprocess.CompletedProcess[str]:
    path = environment.parent / "some.lock"
    path.write_text(lock)
    command = [str(environment / "bin" / "python"), str(SCRIPT), str(path), "--requirement", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


LOCK = "urllib==1 \\\n    --hash=sha256:aa\n"
LOCK += "uv==9.9 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n    # via me\nz==1\n"


def test_a_lock_without_uv_is_installed_by_pip(environment: Path) -> None:
    done = install(environment, "z==1\n")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"pip --disable-pip-version-check install --quiet --requirement {environment.parent / 'some.lock'}"
    ]


def test_uv_comes_from_the_lock_and_does_the_rest(environment: Path) -> None:
    pip = next((environment / "lib").glob("python3.*")) / "site-packages" / "pip" / "__main__.py"
    pip.write_text(
        "import pathlib, shutil, sys\n"
        "if sys.argv[-1].endswith('uv.lock'):\n"
        "    print(pathlib.Path(sys.argv[-1]).read_text(), flush=True)\n"
        "    shutil.copy(sys.prefix + '/bin/uv-to-be', sys.prefix + '/bin/uv')\n"
    )
    program(environment, "uv-to-be", 'echo uv "$@"')
    done = install(environment, LOCK)
    assert done.returncode == 0, done.stderr
    assert "uv==9.9 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n" in done.stdout
    assert "urllib" not in done.stdout
    assert "z==1" not in done.stdout
    assert done.stdout.splitlines()[-1].startswith(f"uv pip install --python {environment / 'bin' / 'python'}")


def test_where_uv_fails_pip_has_the_last_word(environment: Path) -> None:
    program(environment, "uv", "exit 2")
    done = install(environment, LOCK)
    assert done.returncode == 0
    assert "pip tries it" in done.stderr
    assert done.stdout.startswith("pip --disable-pip-version-check install --quiet --requirement")
