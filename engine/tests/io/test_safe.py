import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikp.io.safe import plain, safe


@pytest.mark.parametrize("text", ["=1+1", "+62", "-", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_are_made_texts(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert plain(safe(text)) == text


@pytest.mark.parametrize("text", ["Kota Jambi", "15.71", "", "'s-Gravenhage", "a=b"])
def test_other_texts_stay(text: str) -> None:
    assert safe(text) == text
    assert plain(text) == text


@given(st.text())
def test_nothing_safe_begins_like_a_formula(text: str) -> None:
    assert not safe(text).startswith(("=", "+", "-", "@", "\t", "\r"))
