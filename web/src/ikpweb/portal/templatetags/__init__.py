"""What the templates say in one word."""
