"""The preview of a draft edition: what it would make of data that are there. Above methodology, which has no scores."""
