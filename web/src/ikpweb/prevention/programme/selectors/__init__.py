"""Reading the programme: boards for members, and what is released of them to everybody."""
