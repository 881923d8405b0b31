"""Speed and memory, measured against named peers and a physical limit; see README.md."""
