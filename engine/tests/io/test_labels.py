import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikp.framework import Framework, Node
from ikp.io.labels import CodeBook, labelled, parted
from ikp.io.report import Fault

FRAMEWORK = Framework(
    [
        Node("IX"),
        Node("I01", "IX", names={"id": "Kekerasan", "en": "Violence"}),
        Node("I02", "IX", names={"id": "Bencana – alam", "en": "Disaster"}),
        Node("x", "IX", names={"en": "Twice"}),
        Node("X", "IX", names={"en": "Twice"}),
    ]
)
BOOK = CodeBook(FRAMEWORK, FRAMEWORK.indicators)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("I01", "I01"),
        (" i01 ", "I01"),
        ("Kekerasan", "I01"),
        ("VIOLENCE", "I01"),
        ("I01 – Kekerasan", "I01"),
        ("I01 – violence", "I01"),
        ("I02 – Bencana – alam", "I02"),
        ("Bencana – alam", "I02"),
        ("x", "x"),
        ("X", "X"),
    ],
)
def test_what_stands_for_a_code(cell: str, code: str) -> None:
    assert BOOK.read(cell) == code


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("", "code-empty"),
        (None, "code-empty"),
        ("I03", "code-unknown"),
        ("Twice", "code-unknown"),
        ("I01 – Bencana", "label-differs"),
        (1.5, "code-unknown"),
    ],
)
def test_what_stands_for_none(cell: str | None, fault: str) -> None:
    found = BOOK.read(cell)
    assert isinstance(found, Fault)
    assert found.code == fault


def test_the_nearest_are_offered() -> None:
    assert BOOK.nearest("I1")[0] == "I01"
    assert BOOK.nearest("Kekerasn")[0] == "I01"
    assert BOOK.find("Kekerasn") is None


@given(st.from_regex(r"[A-Za-z0-9.]{1,8}", fullmatch=True), st.text(min_size=1).map(str.strip).filter(bool))
def test_what_was_labelled_is_parted_again(code: str, name: str) -> None:
    if name != code:
        assert parted(labelled(code, name)) == (code, name)


def test_entries_without_a_name() -> None:
    assert labelled("15.71", "") == labelled("15.71", "15.71") == "15.71"
    assert parted("Guinea") == ("Guinea", "")
    assert parted("Kota Jambi – lama") == ("Kota Jambi – lama", "")
