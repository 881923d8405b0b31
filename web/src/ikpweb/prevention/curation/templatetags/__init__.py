"""What the templates of curation say."""
