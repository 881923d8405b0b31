"""What the templates of the office area say in one word."""
