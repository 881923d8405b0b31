"""Maps: the hexagon map that needs no boundaries, and boundaries that an operator brings."""
