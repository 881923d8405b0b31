"""The picture of the rooms is drawn from the contracts: it names every room, once, in its order."""

import re
from xml.etree import ElementTree

from tools.architecture_page import layers, picture, purpose


def test_every_room_stands_in_the_picture_in_the_order_of_the_contract() -> None:
    drawn = re.findall(r'font-weight="bold" fill="#004d40">([\w.]+)<', picture())
    rooms = [room for name in ("ikp", "ikpweb") for layer in layers(name) for room in layer]
    assert drawn == rooms
    assert rooms[0] == "cli"
    assert {"kit", "collection", "operation"} <= set(rooms)
    assert ElementTree.fromstring(picture()).tag.endswith("svg")  # noqa: S314 - our own text


def test_every_room_says_what_it_is_for() -> None:
    assert all(purpose(name, room) for name in ("ikp", "ikpweb") for layer in layers(name) for room in layer)
    assert "index" in purpose("ikp", "computing").lower()
