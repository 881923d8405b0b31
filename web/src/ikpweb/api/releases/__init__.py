"""Every release as documents: read from its frozen bundle, and never from the rows that people work on."""
