"""Words of releases in templates."""
