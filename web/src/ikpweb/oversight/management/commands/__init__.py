"""``ikp-web boundaries`` and ``ikp-web hexagons``."""
