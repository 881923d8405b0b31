import hashlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("place", ["LICENSE", "engine/LICENSE", "web/LICENSE"])
def test_the_licence_is_the_unchanged_apache_licence(place: str) -> None:
    """Each package carries its own copy, so that what is built of it has it too."""
    digest = hashlib.sha256((ROOT / place).read_bytes()).hexdigest()
    assert digest == "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"  # as apache.org gives it
