"""Charts: pure functions from plain data to one Vega-Lite specification each, rendered on the server."""
