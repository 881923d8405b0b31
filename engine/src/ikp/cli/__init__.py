"""The command line: ``ikp …``, a file a command.

Nothing heavy is imported before a command runs, so that ``ikp --help`` is quick.
"""

from ikp.cli.frame import app, main

__all__ = ["app", "main"]
