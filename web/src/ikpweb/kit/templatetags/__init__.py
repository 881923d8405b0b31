"""What the templates of every app say in one word."""
