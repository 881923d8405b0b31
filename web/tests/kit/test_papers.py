"""A paper is the same bytes from the same data and time, and one that a screen reader cannot read is not made."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import typst
from ikpweb.kit.papers import paper

_FORM = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: "id")
= #data.title
"""
_AT = datetime(2026, 11, 28, tzinfo=UTC)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    place = tmp_path / "form.typ"
    place.write_text(_FORM)
    return place


def test_the_same_data_and_time_give_the_same_bytes(form: Path) -> None:
    made = paper(form, {"title": "Uji #emph[ini]"}, _AT)
    assert made == paper(form, {"title": "Uji #emph[ini]"}, _AT)
    assert made != paper(form, {"title": "Uji #emph[ini]"}, datetime(2026, 11, 29, tzinfo=UTC))


def test_what_a_screen_reader_cannot_read_is_not_made(form: Path) -> None:
    form.write_text(f"{_FORM}\n#figure(rect())\n=== Terlalu dalam")
    with pytest.raises(typst.TypstError, match="PDF/UA-1"):
        paper(form, {"title": "Uji"}, _AT)
