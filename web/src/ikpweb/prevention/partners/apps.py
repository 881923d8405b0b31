"""The room of partners tells who may see the files of its agreements."""

from django.apps import AppConfig

__all__ = ["PartnersConfig"]


class PartnersConfig(AppConfig):
    """Partners and agreements."""

    name = "ikpweb.prevention.partners"

    def ready(self) -> None:
        """Tell the room of files."""
        from ikpweb.prevention.files.rooms import Room, room
        from ikpweb.prevention.partners.policies import agreements_visible_to, may_add_files

        room("agreement", Room(visible_to=agreements_visible_to, may_add=may_add_files))
