"""The commands, a file each; `run` is what Typer calls."""
