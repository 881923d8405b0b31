"""What the services of rooms that keep rows are made of; each of theirs is audited, these are their parts."""
