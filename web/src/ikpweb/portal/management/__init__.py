"""What `ikp-web` can do with maps."""
