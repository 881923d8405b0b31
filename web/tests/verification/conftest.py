"""Races need a database with real transactions; the other tests of this folder run on both."""

import os

collect_ignore = [] if os.environ.get("IKP_TEST_POSTGRESQL") == "1" else ["test_races.py"]
