"""Reading reports, alarms and what the watch found."""
