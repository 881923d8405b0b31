"""Words of the pages of prevention."""
