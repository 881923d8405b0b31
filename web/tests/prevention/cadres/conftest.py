"""Which tests of participatory supervision are collected where."""

import os

#: People who act at the same moment need a database that lets more than one write.
collect_ignore = [] if os.environ.get("IKP_TEST_POSTGRESQL") == "1" else ["test_races.py"]
