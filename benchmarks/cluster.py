"""Many machines: what replicates of polling stations cost on one worker of a Dask cluster, and on two.

A scheduler and workers of one thread each on 127.0.0.1. SYNTHETIC stations as in
`benchmarks.uncertainty`; `python -m benchmarks.cluster STATIONS BLOCKS` prints the figures of the
page docs/explanation/many-machines.md as JSON, and the costs that follow from them.
"""

import json
import sys
import tempfile
import time
from pickle import dumps

from distributed import LocalCluster

from benchmarks.uncertainty import MISSING, STATION_INDICATORS, stations, yes_no
from ikp.cluster import Cluster
from ikp.uncertainty import propagate
from ikp.uncertainty.propagating import BLOCK


def measure(units: int, blocks: int) -> dict[str, float]:
    """Time one block and `blocks` blocks on one worker, and `blocks` on two; seconds, and bytes of a tally."""
    of = stations(yes_no(units, STATION_INDICATORS), MISSING)
    memory = 640 * units  # as 512 MiB for 823,220 stations
    found: dict[str, float] = {"stations": units, "blocks": blocks}
    for workers in (1, 2):
        with (
            tempfile.TemporaryDirectory() as folder,
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                memory_limit=0,
                local_directory=folder,
            ) as cluster,
        ):
            crew = Cluster(cluster.scheduler_address, patience=120)
            for count in (1, blocks) if workers == 1 else (blocks,):
                start = time.perf_counter()
                outcome = propagate(*of, count * BLOCK, memory=memory, crew=crew)
                found[f"seconds_{workers}_{count}"] = time.perf_counter() - start
                found["tally"] = len(dumps(outcome.tally, protocol=5))
    found["per_block"] = (found[f"seconds_1_{blocks}"] - found["seconds_1_1"]) / (blocks - 1)
    return found


def main() -> None:
    units, blocks = (int(each) for each in sys.argv[1:3])
    found = measure(units, blocks)
    for workers in (1, 10, 100):
        # 10,000 replicates are 40 blocks; a block is parted when there are more workers than blocks.
        parts = min(8, max(1, workers // 40))
        found[f"seconds_of_10000_on_{workers}"] = -(-40 * parts // workers) * found["per_block"] / parts
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
