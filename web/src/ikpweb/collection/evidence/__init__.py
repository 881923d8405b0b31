"""Files of evidence, from the first piece that arrives to the sealed original and its chain of custody."""
