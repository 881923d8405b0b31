"""What all tests of the engine share."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference results beside the checkout; tests that use it are marked `reference`."""
    folder = ROOT.parent / "shared"
    if not (folder / "conformance").is_dir():
        pytest.skip("the reference results (../shared) are not on this machine")
    return folder
