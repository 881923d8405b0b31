"""What templates say of activities."""
