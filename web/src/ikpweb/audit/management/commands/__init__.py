"""``ikp-web audit``."""
