"""What stands before the first answer: the database, what the engine ships, and the static files."""

from ikpweb.kit.assets import collect_static

__all__ = ["prepare"]


def prepare(language: str) -> None:
    """Migrate, load what the engine ships when it changed, and collect static files when they changed.

    What is told meanwhile is told in a language.
    """
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import translation

    with translation.override(language):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_editions")
        collect_static()
