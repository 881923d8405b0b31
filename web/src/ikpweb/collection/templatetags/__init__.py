"""What the templates of collection say in one word."""
