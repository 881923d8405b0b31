"""Files that stand by what is done: sealed, checked, and given only to who may see what they belong to."""
