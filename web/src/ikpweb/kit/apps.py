"""The kit's part in the start of the platform: the words of the country go into the catalogues."""

from django.apps import AppConfig

__all__ = ["KitConfig"]


class KitConfig(AppConfig):
    """Helpers without models."""

    name = "ikpweb.kit"

    def ready(self) -> None:
        from ikpweb.kit.wording import speak

        speak()
