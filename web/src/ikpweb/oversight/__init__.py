"""Who has reported, who is late, how long reviews wait; reminders, digests, the calendar of deadlines."""
