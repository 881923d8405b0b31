"""The public pages: map, ranking, unit profile, comparison, method, downloads."""
