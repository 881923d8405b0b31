"""The benchmark of the portal, where there is no browser."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_without_chromium_it_says_in_one_sentence_what_to_install(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.portal"]
    env = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr == "bench-portal needs Chromium: install it with `apt-get install chromium-headless-shell`.\n"
