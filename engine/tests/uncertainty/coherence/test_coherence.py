"""The public names of the room."""

import pytest

from ikp.uncertainty import coherence


def test_every_name_is_loaded_when_asked_for() -> None:
    for name in coherence.__all__:
        assert getattr(coherence, name).__name__ == name
    assert set(coherence.__all__) <= set(dir(coherence))


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'alfa'"):
        coherence.alfa  # noqa: B018
