"""Scans: which neighbouring units together hold more than expected, and how sure is that?"""

from ikp.foresight.scan.baseline import Baseline, baseline, by_unit
from ikp.foresight.scan.bayes import Posterior, scan_bayes
from ikp.foresight.scan.distance import shared_points
from ikp.foresight.scan.moran import LocalLikeness, Moran, getis_ord, local_moran, moran
from ikp.foresight.scan.neighbours import Neighbours
from ikp.foresight.scan.result import Cluster, Clusters
from ikp.foresight.scan.space import scan_space
from ikp.foresight.scan.spacetime import MODELS, SpaceTimeModel, scan_space_time
from ikp.foresight.scan.windows import Windows

__all__ = [
    "MODELS",
    "Baseline",
    "Cluster",
    "Clusters",
    "LocalLikeness",
    "Moran",
    "Neighbours",
    "Posterior",
    "SpaceTimeModel",
    "Windows",
    "baseline",
    "by_unit",
    "getis_ord",
    "local_moran",
    "moran",
    "scan_bayes",
    "scan_space",
    "scan_space_time",
    "shared_points",
]
