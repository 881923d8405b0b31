"""The programme as a whole: boards of the centre, a province and an office, and what is released of them."""
