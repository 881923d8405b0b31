"""Prevention activities in the official forms, counted by office and period."""
