"""What the templates of verification say in one word."""
