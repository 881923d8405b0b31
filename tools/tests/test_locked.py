from pathlib import Path

import pytest

from tools.locked import LOCKS, missing, unlocked

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name, text in {
        "engine/pyproject.toml": '[project]\nname = "ikp"\ndependencies = ["numpy>=2"]\n'
        '[project.optional-dependencies]\nfiles = ["vl_convert.python>=1"]\ncli = ["ikp[files]"]\n',
        **dict.fromkeys(LOCKS.values(), "# tools\nruff  # checks\n"),
        **dict.fromkeys(
            LOCKS, "numpy==2.4.6 \\\n    --hash=sha256:a\nruff==1.0 \\\nvl-convert-python==1.9 ; python_version > '3'\n"
        ),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_locks_that_hold_everything_pass(checkout: Path) -> None:
    assert unlocked(checkout) == []


def test_a_requirement_that_was_added_or_raised_is_named_for_every_lock(checkout: Path) -> None:
    project = checkout / "engine/pyproject.toml"
    project.write_text(project.read_text().replace("numpy>=2", "numpy>=3"))
    (checkout / "requirements.in").write_text("ruff\npytest>=9\n")
    assert unlocked(checkout) == [
        "requirements.lock: holds 2.4.6 of numpy>=3. Run `make lock`.",
        "requirements.lock: holds no version of pytest>=9. Run `make lock`.",
        "benchmarks/requirements.lock: holds 2.4.6 of numpy>=3. Run `make lock`.",
    ]


def test_our_own_locks_hold_everything() -> None:
    assert unlocked(ROOT) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_what_locked_packages_need_is_locked(lock: str) -> None:
    assert missing((ROOT / lock).read_text("utf-8")) == []


def test_a_package_that_a_lock_lacks_is_named() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    found = missing(text.replace("\npluggy==", "\n#"))
    assert any(each.startswith("pytest needs pluggy") and "no version" in each for each in found)
