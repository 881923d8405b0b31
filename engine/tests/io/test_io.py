import pytest

from ikp import io


def test_every_public_name_is_there() -> None:
    assert dir(io) == sorted(io.__all__)
    for name in io.__all__:
        assert getattr(io, name).__name__ == name


def test_another_name_is_not() -> None:
    with pytest.raises(AttributeError, match=r"module 'ikp\.io' has no attribute 'write_poem'"):
        _ = io.write_poem
