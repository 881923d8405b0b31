"""Drawing: two sizes from one specification, and axes of names with room for them."""

import pytest

from ikp.cli.report.drawing import Size, Spec, draw, names_axis

pytestmark = pytest.mark.extras


def bar(size: Size) -> Spec:
    return {
        "data": {"values": [{"name": "Kab. Satu", "score": 12.5}]},
        "width": 400 if size == "wide" else 150,
        "height": {"step": 20},
        "mark": "bar",
        "encoding": {
            "y": names_axis("name", ["Kab. Satu"], 100),
            "x": {"field": "score", "type": "quantitative"},
        },
    }


def test_a_specification_is_drawn_wide_and_narrow_under_one_name() -> None:
    found = draw(bar, 'One "bar" & no more')
    assert found.alt == 'One "bar" & no more'
    assert 'aria-label="One &quot;bar&quot; &amp; no more"' in found.wide
    assert 'class="wide"' in found.wide
    assert 'class="narrow"' in found.narrow
    assert found.wide != found.narrow
    assert "Kab. Satu" in found.narrow


def test_an_axis_of_names_keeps_their_order_and_room() -> None:
    axis = names_axis("name", ["b", "a much longer name"], 60)
    assert axis["sort"] == ["b", "a much longer name"]
    assert axis["axis"]["minExtent"] == round(1.15 * 60)
    assert names_axis("name", ["ab"], 60)["axis"]["minExtent"] == round(1.15 * 12)
