"""The public names of the room."""

import pytest

from ikp import uncertainty


def test_every_public_name_is_there() -> None:
    assert sorted(uncertainty._HOMES) == sorted(uncertainty.__all__)
    for name in uncertainty.__all__:
        assert getattr(uncertainty, name) is not None
        assert name in dir(uncertainty)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'certainty'"):
        _ = uncertainty.certainty
