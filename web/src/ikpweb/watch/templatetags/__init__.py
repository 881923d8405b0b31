"""Words of the templates of the watch."""
