"""The charts of effects: what they show, that they can be drawn, and that no text of a file runs in them."""

from datetime import date

import pytest
from ikpweb.kit.charts.render import render
from ikpweb.prevention.effects.drawings import Mark, Step, course, lines, months, timeline

STEPS = [Step(-2, 0.1, -0.5, 0.7), Step(-1, -0.2, -0.9, 0.5), Step(0, -1.0, -1.7, -0.3), Step(1, -1.2, None, None)]


@pytest.mark.parametrize("narrow", [False, True])
def test_the_course(narrow: bool) -> None:
    drawn = course(STEPS, ("periode", "selisih"), "alt", narrow=narrow)
    layers = drawn.spec["layer"]
    assert [len(layer["data"]["values"]) for layer in layers] == [1, 1, 3, 4]
    assert b"<svg" in render(drawn, "svg")


@pytest.mark.parametrize("narrow", [False, True])
def test_both_means(narrow: bool) -> None:
    names = ['"];alert(1);["', "b", "c"]
    drawn = lines(names, [1.0, 2.0, 1.0], [None, None, None], [1, 1], "alt", narrow=narrow)
    assert [len(layer["data"]["values"]) for layer in drawn.spec["layer"]] == [1, 3]
    assert b"<svg" in render(drawn, "svg")


@pytest.mark.parametrize("narrow", [False, True])
def test_the_time_line(narrow: bool) -> None:
    scores = [Mark(date(2020, 2, 25), "73,69", 73.69, "tinggi"), Mark(date(2022, 12, 16), "12,03", 12.03, "rendah")]
    moments = [Mark(date(2021, 3, 1), "1"), Mark(date(2021, 9, 1), "2")]
    drawn = timeline(scores, moments, "alt", narrow=narrow)
    assert b"73,69" in render(drawn, "svg")
    assert timeline(scores, [], "alt").spec["layer"][0]["data"]["values"][0]["text"] == "73,69"
    counted = months([(date(2021, 1, 1), 3), (date(2021, 2, 1), 0), (date(2021, 3, 1), 5)], moments, "alt")
    assert b"<svg" in render(counted, "svg")
    assert len(counted.spec["layer"][1]["data"]["values"]) == 1  # the other lies outside
