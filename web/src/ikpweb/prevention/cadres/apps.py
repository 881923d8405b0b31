"""The room of participatory supervision tells who may see the files of its trainings and events."""

from django.apps import AppConfig

__all__ = ["CadresConfig"]


class CadresConfig(AppConfig):
    """Trainings, outreach, and records of alumni."""

    name = "ikpweb.prevention.cadres"

    def ready(self) -> None:
        """Tell the room of files."""
        from ikpweb.prevention.cadres.policies import may_add_files, outreach_visible_to, trainings_visible_to
        from ikpweb.prevention.files.rooms import Room, room

        room("training", Room(visible_to=trainings_visible_to, may_add=may_add_files))
        room("outreach", Room(visible_to=outreach_visible_to, may_add=may_add_files))
