import numpy as np

from ikp.arrays.screening import known_share, nonzero_share

TABLE = np.array([[1, 0, np.nan, 2], [0, 0, 0, np.nan], [np.nan] * 4])


def test_the_share_known_counts_zero_as_known() -> None:
    np.testing.assert_array_equal(known_share(TABLE, axis=1), [0.75, 0.75, 0])
    np.testing.assert_allclose(known_share(TABLE, axis=0), [2 / 3, 2 / 3, 1 / 3, 1 / 3])


def test_the_share_other_than_zero_is_of_what_is_known() -> None:
    np.testing.assert_allclose(nonzero_share(TABLE, axis=1), [2 / 3, 0, 0])
    np.testing.assert_allclose(nonzero_share(TABLE, axis=0), [0.5, 0, 0, 1])
