"""What a scan gives back."""

import numpy as np
import pytest

from ikp.foresight.scan import Cluster, Clusters


def _cluster(p: float) -> Cluster:
    return Cluster((0,), ("a",), ("Alor",), None, None, 4.0, 2.0, 2.0, 1.0, p, p)


def test_it_is_frozen_and_keeps_its_own_copy() -> None:
    maxima = np.ones(3)
    found = Clusters("poisson", (), maxima, 4, 9.0, 9.0, 0, {"form": "textbook"})
    maxima[0] = 7
    assert found.maxima[0] == 1
    with pytest.raises(ValueError, match="read-only"):
        found.maxima[0] = 2
    with pytest.raises(TypeError):
        found.parameters["form"] = "reference"  # type: ignore[index]


def test_clusters_below_a_level() -> None:
    clusters = (_cluster(0.01), _cluster(0.05), _cluster(0.06), _cluster(np.nan))
    found = Clusters("poisson", clusters, np.ones(3), 4, 9.0, 9.0, 0, {})
    assert found.below() == clusters[:2]
