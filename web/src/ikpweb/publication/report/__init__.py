"""Reports of a release as accessible PDF: made from its frozen folder alone, the same bytes whenever they are made."""
