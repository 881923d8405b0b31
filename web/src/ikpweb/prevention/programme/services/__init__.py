"""What changes something about the programme: the decision what of it is public."""
