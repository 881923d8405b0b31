"""How a file is broken: by bytes, by lines, and by what the forms of files mean."""

from collections.abc import Callable, Sequence

import numpy as np

__all__ = ["mutated"]

#: What readers trip over: ends of ranges, other ways to write a number, signs of files, brackets, entities.
_WORDS = (
    b"0", b"-1", b"1e309", b"-0", b"NaN", b"Infinity", b"9" * 40, b"4294967295", b"18446744073709551616", b"null",
    b"true", b"[", b"]", b"{", b"}", b'"', b"'", b"\\", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r",
    b"\n\n", b";", b"\t", b"=1+1", b"<!ENTITY x SYSTEM 'file:///'>", b"<!DOCTYPE x>", b"../../x", b"PK\x03\x04",
    b"%PDF-1.7", b"\xff\xd8\xff", b"\\ud800",
    b"1/2/3", b"2024-13-40", b"\xd9\xa3", b"\xc2\xb2", b"{}" * 20, b"[" * 400,
)  # fmt: skip
_MOST = 400_000

Generator = np.random.Generator
Step = Callable[[bytearray, Generator, Sequence[bytes]], None]


def mutated(seed: bytes, others: Sequence[bytes], rng: Generator) -> bytes:
    """Break a file in one to six ways."""
    body = bytearray(seed)
    for _ in range(int(rng.integers(1, 7))):
        _STEPS[int(rng.integers(len(_STEPS)))](body, rng, others)
    return bytes(body[:_MOST])


def _span(body: bytearray, rng: Generator) -> tuple[int, int]:
    start = int(rng.integers(len(body) + 1))
    return start, min(len(body), start + int(2 ** rng.integers(0, 9)))


def _flip(body: bytearray, rng: Generator, _others: Sequence[bytes]) -> None:
    if body:
        body[int(rng.integers(len(body)))] ^= 1 << int(rng.integers(8))


def _byte(body: bytearray, rng: Generator, _others: Sequence[bytes]) -> None:
    if body:
        body[int(rng.integers(len(body)))] = int(rng.choice([0, 1, 127, 128, 255, int(rng.integers(256))]))


def _word(body: bytearray, rng: Generator, _others: Sequence[bytes]) -> None:
    start, end = _span(body, rng)
    body[start : end if rng.integers(2) else start] = _WORDS[int(rng.integers(len(_WORDS)))]


def _cut(body: bytearray, rng: Generator, _others: Sequence[bytes]) -> None:
    start, end = _span(body, rng)
    del body[start:end]


def _end(body: bytearray, rng: Generator, _others: Sequence[bytes]) -> None:
    del body[int(rng.integers(len(body) + 1)) :]


def _repeat(body: bytearray, rng: Generator, _others: Sequence[bytes]) -> None:
    start, end = _span(body, rng)
    body[start:start] = body[start:end] * int(rng.integers(1, 30))


def _splice(body: bytearray, rng: Generator, others: Sequence[bytes]) -> None:
    other = others[int(rng.integers(len(others)))]
    start, end = _span(bytearray(other), rng)
    body[slice(*_span(body, rng))] = other[start:end]


def _lines(body: bytearray, rng: Generator, _others: Sequence[bytes]) -> None:
    lines = bytes(body).split(b"\n")
    here, there = (int(each) for each in rng.integers(len(lines), size=2))
    lines[here], lines[there] = lines[there], lines[here]
    body[:] = b"\n".join(lines)


_STEPS: tuple[Step, ...] = (_flip, _flip, _byte, _byte, _word, _word, _cut, _end, _repeat, _splice, _lines)
