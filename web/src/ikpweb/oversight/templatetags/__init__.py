"""What the templates of the board say in one word."""
