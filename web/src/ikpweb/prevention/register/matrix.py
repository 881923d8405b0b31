"""The matrix of risks: likelihood by consequence, and what the appetite says of each cell."""

from collections.abc import Mapping, Sequence

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["ASSUMED", "CONSEQUENCES", "LIKELIHOODS", "SCALE", "Level", "is_whole", "level_of"]

SCALE = (1, 2, 3, 4, 5)


class Level(models.TextChoices):
    """What is to be done with a risk."""

    ACCEPT = "accept", _("dapat diterima")
    WATCH = "watch", _("dipantau")
    TREAT = "treat", _("harus ditangani")


LIKELIHOODS: Mapping[int, str | Promise] = {
    1: _("sangat jarang"),
    2: _("jarang"),
    3: _("mungkin"),
    4: _("sering"),
    5: _("hampir pasti"),
}
CONSEQUENCES: Mapping[int, str | Promise] = {
    1: _("sangat ringan"),
    2: _("ringan"),
    3: _("cukup berat"),
    4: _("berat"),
    5: _("sangat berat"),
}
Cells = Sequence[Sequence[str]]


def _assumed(likelihood: int, consequence: int) -> str:
    product = likelihood * consequence
    return (Level.TREAT if product >= 10 else Level.WATCH if product >= 5 else Level.ACCEPT).value


#: Until the centre says otherwise: our own assumption, and shown as one.
ASSUMED: Cells = tuple(tuple(_assumed(row, column) for column in SCALE) for row in SCALE)


def level_of(cells: Cells, likelihood: int, consequence: int) -> Level:
    """Give what the appetite says of a risk."""
    return Level(cells[likelihood - 1][consequence - 1])


def is_whole(cells: object) -> bool:
    """Tell whether cells are five rows of five words, and no worse risk is taken more lightly than a lesser one."""
    if not isinstance(cells, (list, tuple)) or len(cells) != len(SCALE):
        return False
    if any(not isinstance(row, (list, tuple)) or len(row) != len(SCALE) for row in cells):
        return False
    order = [level.value for level in Level]
    if any(cell not in order for row in cells for cell in row):
        return False
    ranks = [[order.index(cell) for cell in row] for row in cells]
    along = all(row[i] <= row[i + 1] for row in ranks for i in range(4))
    return along and all(ranks[i][j] <= ranks[i + 1][j] for i in range(4) for j in range(5))
