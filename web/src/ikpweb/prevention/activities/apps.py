"""Tells the room of files who may see activities, when the platform starts."""

from django.apps import AppConfig

__all__ = ["ActivitiesConfig"]


class ActivitiesConfig(AppConfig):
    """The room of activities."""

    name = "ikpweb.prevention.activities"

    def ready(self) -> None:
        """Let files stand by activities."""
        from ikpweb.prevention.activities.policies import activities_visible_to, may_write
        from ikpweb.prevention.files.rooms import Room, room

        room("activity", Room(activities_visible_to, lambda member, row: may_write(member, row.office)))
