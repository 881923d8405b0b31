"""What templates of the register say in one word."""
