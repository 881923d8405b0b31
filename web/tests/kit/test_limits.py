"""Counting in a minute: together over all processes, apart for everybody, and anew in the next minute."""

import multiprocessing
from pathlib import Path

import pytest
from ikpweb.kit.limits import WINDOW, Counter, network

NOW = 1_700_000_000.0
START = NOW // WINDOW * WINDOW


def test_requests_are_counted_by_key_and_anew_in_the_next_minute(tmp_path: Path) -> None:
    counter = Counter(tmp_path / "limits", b"secret")
    assert [counter.hit("a", START + second) for second in (0, 1, 59)] == [(1, 60), (2, 59), (3, 1)]
    assert counter.hit("b", START + 59)[0] == 1
    assert counter.hit("a", START + 60) == (1, 60)


def test_a_thousand_visitors_do_not_share_a_count(tmp_path: Path) -> None:
    counter = Counter(tmp_path / "limits", b"secret")
    assert max(counter.hit(f"address 10.0.{each // 250}.{each % 250}", NOW)[0] for each in range(1000)) <= 2


def _hit(path: Path, times: int) -> None:
    counter = Counter(path, b"secret")
    for _ in range(times):
        counter.hit("a", NOW)


def test_processes_count_together(tmp_path: Path) -> None:
    path = tmp_path / "limits"
    for _ in range(2):  # one after the other: nothing is said about two at the same moment
        process = multiprocessing.get_context("fork").Process(target=_hit, args=(path, 5))
        process.start()
        process.join()
    assert Counter(path, b"secret").hit("a", NOW)[0] == 11
    assert Counter(path, b"another secret").hit("a", NOW)[0] == 1


def test_the_file_is_for_this_user_alone_and_names_nobody(tmp_path: Path) -> None:
    path = tmp_path / "limits"
    Counter(path, b"secret").hit("address 203.0.113.9", NOW)
    assert path.stat().st_mode & 0o077 == 0
    assert b"203.0.113" not in path.read_bytes()


def test_without_a_file_a_process_counts_alone(tmp_path: Path) -> None:
    for path in (None, tmp_path / "no" / "such" / "folder"):
        counter = Counter(path, b"secret")
        assert [counter.hit("a", NOW)[0] for _ in range(2)] == [1, 2]


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("a socket", "a socket"),
    ],
)
def test_a_line_is_counted_as_one_visitor(address: str, counted: str) -> None:
    assert network(address) == counted
