"""Reading activities, their counts, and files of them."""
