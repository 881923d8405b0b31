"""The forms, and that nothing is written of a release that was changed."""

import pytest

from engine.tests.release.formats.typed import example
from engine.tests.release.making import EXAMPLE
from ikp.errors import DataError, UsageError
from ikp.release import Bundle, open_bundle
from ikp.release.formats import FORMS, Asked, export, read_verified


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_form_gives_bytes(form: str) -> None:
    assert export(example(), form).startswith({"csv": b"level,", "json": b'{"release"'}[form])


@pytest.mark.parametrize(("form", "option"), [("geojson", "boundaries"), ("hexagons", "cells"), ("dcat", "address")])
def test_what_a_form_needs_is_asked_for(form: str, option: str) -> None:
    with pytest.raises(UsageError, match=option):
        export(example(), form)


def test_shapes_are_of_the_lowest_level_unless_told() -> None:
    cells = {"15": (0, 0), "15.71": (1, 0)}
    assert b'"level": "regency"' in export(example(), "hexagons", Asked(cells=cells))
    assert b'"level": "province"' in export(example(), "hexagons", Asked(cells=cells, level="province"))


def test_every_form_has_an_ending_of_its_own() -> None:
    assert len({form.suffix for form in FORMS.values()}) == len(FORMS)
    assert all(name == form.name for name, form in FORMS.items())


@pytest.mark.extras
def test_a_changed_release_is_not_read() -> None:
    bundle = open_bundle(EXAMPLE)
    assert read_verified(bundle, EXAMPLE.with_suffix(".pem").read_text()).name == "contoh-sintetis.1"
    body = bundle["results/province.csv"].replace(b"15,IKP,2", b"15,IKP,3", 1)
    with pytest.raises(DataError, match=r"results/province\.csv"):
        read_verified(Bundle("x", {**bundle.files, "results/province.csv": body}))
