"""What the register does by the clock: letters about deadlines of actions, each once."""

from datetime import datetime

from ikpweb.prevention.register.tasks import remind_of_actions

__all__ = ["run"]


def run(now: datetime) -> int:
    """Send what is due and did not go out yet; give how many letters went out."""
    return remind_of_actions(now)
