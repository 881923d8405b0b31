"""Settings, addresses and the command `ikp-web`."""
