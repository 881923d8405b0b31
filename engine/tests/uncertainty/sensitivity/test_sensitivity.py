"""The public names of the room."""

import pytest

from ikp.uncertainty import sensitivity


def test_every_name_is_loaded_when_asked_for() -> None:
    for name in sensitivity.__all__:
        assert getattr(sensitivity, name).__name__ == name
    assert set(sensitivity.__all__) <= set(dir(sensitivity))


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'sobel'"):
        sensitivity.sobel  # noqa: B018
