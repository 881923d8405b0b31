"""Keys: how they are counted, how a request with one is let in, and the page where people make them."""
