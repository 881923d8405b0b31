"""Forms of drafts and weightings."""
