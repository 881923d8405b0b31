"""What templates ask of participatory supervision."""
