"""Charts: one Vega-Lite specification each, drawn on the server as SVG and PNG; what is drawn, each room says."""
