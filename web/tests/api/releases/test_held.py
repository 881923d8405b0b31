"""What a process keeps has a bound."""

from ikpweb.api.releases.held import Kept


def test_what_was_not_asked_for_the_longest_makes_room() -> None:
    kept: Kept[bytes] = Kept(10, len)
    for name in "abc":
        kept.keep(name, b"1234")
        assert kept.find("a") == b"1234"
    assert [kept.find(name) for name in "abc"] == [b"1234", None, b"1234"]
    kept.keep("c", b"12")
    kept.keep("d", b"1234")
    assert len(kept) == 3


def test_one_too_large_for_the_room_is_kept_alone() -> None:
    kept: Kept[bytes] = Kept(10, len)
    kept.keep("a", b"1")
    kept.keep("b", b"x" * 50)
    assert (kept.find("a"), len(kept)) == (None, 1)
