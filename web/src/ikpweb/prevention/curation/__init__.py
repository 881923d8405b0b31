"""What the centre keeps up to date: calendars of elections, which stage an indicator belongs to, the action library."""
