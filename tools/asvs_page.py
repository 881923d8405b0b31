"""Make `docs/reference/asvs.md` from `docs/reference/asvs.csv`: what OWASP's standard asks, and what answers it here.

The list is ours, the numbers are the standard's. A row names code and tests as paths, a test in a file
after two colons; what is not there is found by `unanswered`.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CHAPTERS", "MOST", "Row", "page", "rows", "unanswered"]

ROOT = Path(__file__).resolve().parents[1]
LIST = "docs/reference/asvs.csv"
#: Chapters of ASVS 5.0.0, and how many requirements of levels 1 and 2 each has.
CHAPTERS: Mapping[int, tuple[str, int]] = {
    1: ("Encoding and sanitisation", 27),
    2: ("Validation and business logic", 11),
    3: ("Web front end", 19),
    4: ("API and web services", 10),
    5: ("Files", 9),
    6: ("Authentication", 35),
    7: ("Sessions", 18),
    8: ("Authorisation", 7),
    9: ("Self-contained tokens", 7),
    10: ("OAuth and OpenID Connect", 29),
    11: ("Cryptography", 14),
    12: ("Communication", 9),
    13: ("Configuration", 13),
    14: ("Data protection", 9),
    15: ("Coding and architecture", 13),
    16: ("Logging and errors", 16),
    17: ("WebRTC", 7),
}
#: Requirements by level.
MOST: Mapping[str, int] = {"1": 70, "2": 183}
_HEAD = """\
# OWASP ASVS 5.0: levels 1 and 2

<!-- Made from docs/reference/asvs.csv by `make pages`. -->

Every requirement of levels 1 and 2 of the
[Application Security Verification Standard](https://owasp.org/www-project-application-security-verification-standard/)
5.0.0 by its number, in our own words, with what answers it here: *met*, with the code and the tests, or *not
applicable*, with the reason. `make lint` fails when a number is missing or a file or test that is named is not there.
It is our own reading, no certificate; the words that count are the standard's. What has to be documented for it
stands on the page [Security](../explanation/security.md), who may attack and what is left on
[Threats](../explanation/threats.md).

"""
_COLUMNS = "| number | level | asks | answer | how | code and tests |\n|---|---|---|---|---|---|\n"


@dataclass(frozen=True)
class Row:
    """A requirement and its answer."""

    number: str
    level: str
    asks: str
    answer: str
    how: str
    code: Sequence[str]
    tests: Sequence[str]

    @property
    def chapter(self) -> int:
        return int(self.number.split(".")[0])


def rows(root: Path = ROOT) -> Sequence[Row]:
    """Read the list."""
    with (root / LIST).open(encoding="utf-8", newline="") as file:
        return [
            Row(each["number"], each["level"], each["asks"], each["answer"], each["how"], _parts(each["code"]),
                _parts(each["tests"]))
            for each in csv.DictReader(file)
        ]  # fmt: skip


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def page(root: Path = ROOT) -> str:
    """Write the page."""
    found = rows(root)
    met = sum(row.answer == "met" for row in found)
    text = [_HEAD, f"{len(found)} requirements: {met} met, {len(found) - met} not applicable.\n"]
    for number, (title, _count) in CHAPTERS.items():
        text.append(f"\n## V{number} {title}\n\n{_COLUMNS}")
        for row in found:
            if row.chapter == number:
                places = "<br>".join(f"`{each}`" for each in (*row.code, *row.tests))
                text.append(f"| {row.number} | {row.level} | {row.asks} | {row.answer} | {row.how} | {places} |\n")
    return "".join(text)


def unanswered(root: Path = ROOT) -> list[str]:
    """Find requirements without an answer, and answers that name what is not there."""
    found = rows(root)
    return [f"{LIST}: {problem}" for problem in (*_missing(found), *_open(found, root))]


def _missing(found: Sequence[Row]) -> Iterator[str]:
    numbers = [row.number for row in found]
    for number in sorted({each for each in numbers if numbers.count(each) > 1}):
        yield f"{number} stands there twice."
    for chapter, (title, most) in CHAPTERS.items():
        here = sum(row.chapter == chapter for row in found)
        if here != most:
            yield f"V{chapter} {title} has {here} rows, and the standard {most} requirements of these levels."
    for level, most in MOST.items():
        here = sum(row.level == level for row in found)
        if here != most:
            yield f"level {level} has {here} rows, and the standard {most} requirements."


def _open(found: Sequence[Row], root: Path) -> Iterator[str]:
    for row in found:
        if row.answer not in {"met", "not applicable"}:
            yield f"{row.number} is {row.answer!r}: met, or not applicable."
        if not row.how or (row.answer == "met") != bool(row.code and row.tests):
            yield f"{row.number} needs a reason, and code and tests where it is met."
        for place in row.code:
            if not (root / place).exists():
                yield f"{row.number}: there is no {place}."
        for place in row.tests:
            path, _, name = place.partition("::")
            if not (root / path).is_file():
                yield f"{row.number}: there is no {path}."
            elif name and not re.search(rf"^def {name}\(", (root / path).read_text("utf-8"), re.MULTILINE):
                yield f"{row.number}: {path} has no {name}."
