"""Marks and legends of pictures: each category of a country is there with its word, and looks its own way."""

from pathlib import Path

import pytest
from django.template.loader import render_to_string
from ikpweb.kit import categories
from ikpweb.kit.country import country, read
from ikpweb.portal.takeaway.picture import Shape
from ikpweb.portal.templatetags.marks import legend_entries, svg_mark
from ikpweb.publication.report import drawing

CONTOH = read(Path(__file__).resolve().parents[3] / "examples" / "contoh")


def legend() -> str:
    return render_to_string("portal/pictures/legend.svg", {"colour": "category"})


def test_the_legend_names_the_categories_of_the_country(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [each.code for each in legend_entries()] == ["tinggi", "sedang", "rendah", ""]
    for here in (country(), CONTOH):
        monkeypatch.setattr(categories, "country", lambda here=here: here)
        told = legend()
        for each in here.categories:
            assert f">{here.said(each.names)}</text>" in told
        places = [each.x for each in legend_entries()]
        assert places == sorted(set(places)), "none stands upon another"
    assert "tinggi" not in told


@pytest.mark.parametrize("number", range(2, 8))
def test_marks_in_pictures_and_reports_tell_categories_apart(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    codes = tuple(f"c{i}" for i in range(number))
    monkeypatch.setattr(categories, "scale", lambda: codes)
    assert len({svg_mark(code, 12).split(" d=")[-1] for code in codes}) == number
    looks = [categories.look(code) for code in codes]
    for lines in ((), ("Name",)):
        assert len({Shape("", look, 0, 0, lines=lines).sign for look in looks}) == number
    assert len({drawing._mark(0, 0, code) for code in codes}) == number
