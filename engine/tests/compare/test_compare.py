"""The names of the room, which are loaded when they are first used."""

import pytest

from ikp import compare


def test_every_public_name_is_there() -> None:
    assert dir(compare) == sorted(compare.__all__)
    for name in compare.__all__:
        assert getattr(compare, name) is not None


def test_another_name_is_not() -> None:
    with pytest.raises(AttributeError, match=r"module 'ikp\.compare' has no attribute 'contrast'"):
        _ = compare.contrast
