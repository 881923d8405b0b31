"""The plugin, in a pytest of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SUITE = {
    "passes": "def test_a(): pass\n",
    "skips": "import pytest\n@pytest.mark.skip(reason='tired')\ndef test_a(): pass\n",
    "module": "import pytest\npytest.importorskip('no_such_module')\ndef test_a(): pass\n",
    "fails as expected": "import pytest\n@pytest.mark.xfail\ndef test_a(): assert False\n",
    "reference": "import pytest\n@pytest.mark.reference\ndef test_a(): pytest.skip('no ../shared')\n",
}


def run(folder: Path, suite: str, *options: str) -> tuple[int, str]:
    (folder / "test_it.py").write_text(SUITE[suite])
    (folder / "test_more.py").write_text(SUITE["passes"])
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = reference\n")
    command = [sys.executable, "-m", "pytest", "-p", "tools.skips", "-p", "no:cacheprovider", *options, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.mark.parametrize(("suite", "code"), [("passes", 0), ("fails as expected", 0), ("skips", 1), ("module", 1)])
def test_a_skip_fails_the_run(tmp_path: Path, suite: str, code: int) -> None:
    found, text = run(tmp_path, suite)
    assert found == code, text
    assert ("SKIPPED WITHOUT AN EXCUSE" in text) == bool(code)


def test_a_skip_on_a_worker_fails_the_run_too(tmp_path: Path) -> None:
    found, text = run(tmp_path, "skips", "-n", "1")
    assert found == 1, text
    assert "tired" in text


@pytest.mark.parametrize(("shared", "code"), [(True, 1), (False, 0)])
def test_reference_tests_may_skip_only_where_there_is_no_reference(tmp_path: Path, shared: bool, code: int) -> None:
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    if shared:
        (tmp_path / "shared").mkdir()
    found, text = run(checkout, "reference")
    assert found == code, text
