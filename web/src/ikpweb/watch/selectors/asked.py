"""What was asked to be computed, and how far it is."""

from ikpweb.watch.models import Asking

__all__ = ["STEPS", "asked_last"]

#: The steps of a computation in their order, as the engine names them.
STEPS = ("weeks", "delay", "alarms", "clusters", "explanations", "forecasts", "keeping")


def asked_last(*, training: bool) -> Asking | None:
    """Give what was asked for last."""
    return Asking.objects.filter(training=training).select_related("by").order_by("-pk").first()
