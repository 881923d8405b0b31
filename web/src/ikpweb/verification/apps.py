"""The app of verification."""

from django.apps import AppConfig

__all__ = ["VerificationConfig"]


class VerificationConfig(AppConfig):
    """Decisions, objections, second grades, sign-offs, and the freeze."""

    name = "ikpweb.verification"

    def ready(self) -> None:
        from ikpweb.collection import blind
        from ikpweb.verification.selectors.grading import unseen

        blind.ask(unseen)
