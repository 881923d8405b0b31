"""What templates ask about files."""
