"""What all tests of the engine share."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[2]

# A test is no stopwatch: on a busy machine a slow example says nothing about the code.
settings.register_profile("ikp", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ikp")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference results beside the checkout; tests that use it are marked `reference`."""
    folder = ROOT.parent / "shared"
    if not (folder / "conformance").is_dir():
        pytest.skip("the reference results (../shared) are not on this machine")
    return folder
