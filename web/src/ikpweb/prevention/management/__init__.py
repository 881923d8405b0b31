"""``ikp-web prevention``."""
