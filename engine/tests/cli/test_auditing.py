"""An audit is written whole or not at all."""

from pathlib import Path

import numpy as np
import pytest

from ikp.cli.audit import tables
from ikp.cli.auditing import write_audit
from ikp.cli.work import Asked, carry_out
from ikp.errors import UsageError
from ikp.uncertainty.coherence import assess

pytestmark = pytest.mark.extras


def test_it_says_how_to_make_it_again_and_leaves_nothing_where_refused(nine: Path, tmp_path: Path) -> None:
    done = carry_out(nine, Asked(edition="2024"), quiet=True)
    audit = assess(done.result, np.random.default_rng(1), replicates=5)
    found = tables(audit, done.meant.edition, done.meant.level)
    files = write_audit(done, audit, found, tmp_path / "out", replicates=5, seed=1, command="ikp assess x <y>")
    page = next(file for file in files if file.name == "audit.html").read_text()
    assert "ikp assess x &lt;y&gt;" in page
    assert done.result.digests["recipe"] in page
    with pytest.raises(UsageError):
        write_audit(done, audit, found, tmp_path / "no" / "such" / "place", replicates=5, seed=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "provinces.csv"]
