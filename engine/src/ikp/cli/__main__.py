"""``python -m ikp.cli``."""

from ikp.cli.frame import main

main()
