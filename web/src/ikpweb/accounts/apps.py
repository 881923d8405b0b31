"""The app of people and sign-in."""

from django.apps import AppConfig

__all__ = ["AccountsConfig"]


class AccountsConfig(AppConfig):
    """People, what they do for which office, and how they sign in."""

    name = "ikpweb.accounts"

    def ready(self) -> None:
        from ikpweb.accounts import recovery, signals  # noqa: F401 - connects them

        recovery.install()
