"""Releases as readers want them: map, ranking, units, what changed, pictures and embeds, from the frozen files."""
