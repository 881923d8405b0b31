"""Running the platform: is everything as it should be, and what is kept safe in case it is not."""
