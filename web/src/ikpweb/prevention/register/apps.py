"""The app of the register: it tells the room of files who may see its things."""

from django.apps import AppConfig

__all__ = ["RegisterConfig"]


class RegisterConfig(AppConfig):
    """Risks and actions of each office."""

    name = "ikpweb.prevention.register"

    def ready(self) -> None:
        from ikpweb.prevention.files.rooms import Room, room
        from ikpweb.prevention.register import policies

        room("action", Room(policies.actions_visible_to, policies.may_add_files))
        room("risk", Room(policies.risks_visible_to, policies.may_add_files))
