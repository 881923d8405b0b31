import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ikp.compare.transitions import Transitions

LABELS = ("rendah", "sedang", "tinggi")


def moved(a: list[str], b: list[str]) -> Transitions:
    return Transitions(tuple(f"u{i}" for i in range(len(a))), LABELS, LABELS, tuple(a), tuple(b))


def test_counts_and_directions_by_hand() -> None:
    found = moved(["tinggi", "tinggi", "sedang", "rendah"], ["tinggi", "rendah", "sedang", "sedang"])
    assert found.counts.tolist() == [[0, 1, 0], [0, 1, 0], [1, 0, 1]]
    assert (found.up, found.down, found.same) == (("u3",), ("u1",), ("u0", "u2"))
    assert found.steps is not None
    assert found.steps.tolist() == [0, -2, 0, 1]
    assert found.between("tinggi", "rendah") == ("u1",)


def test_other_labels_have_no_direction() -> None:
    found = Transitions(("u",), ("1", "2"), LABELS, ("2",), ("rendah",))
    assert found.counts.tolist() == [[0, 0, 0], [1, 0, 0]]
    assert not found.ordered
    assert found.steps is None
    assert found.up == found.down == found.same == ()


def test_nothing_to_count() -> None:
    empty = moved([], [])
    assert empty.counts.tolist() == np.zeros((3, 3)).tolist()
    assert empty.same == ()


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), max_size=20))
def test_every_unit_is_counted_once_and_swapping_transposes(pairs: list[tuple[str, str]]) -> None:
    a, b = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    there, back = moved(a, b), moved(b, a)
    assert there.counts.sum() == len(pairs)
    assert sorted(there.up + there.down + there.same) == sorted(there.units)
    assert (there.counts == back.counts.T).all()
    assert (there.up, there.down) == (back.down, back.up)
