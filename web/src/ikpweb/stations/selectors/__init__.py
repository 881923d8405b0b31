"""What the pages and the figures of operation read of a day."""
