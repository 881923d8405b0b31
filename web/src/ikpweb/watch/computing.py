"""Computing the watch: the same for the button, the clock and the command."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from ikpweb.audit.actor import Acting
from ikpweb.audit.services import digest_of
from ikpweb.watch.engine import engine_version, watch_over
from ikpweb.watch.models import Choice, Watch
from ikpweb.watch.selectors.inputs import choice_now, inputs_of
from ikpweb.watch.services.watching import keep_watch
from ikpweb.watch.settling import settle_due

__all__ = ["compute_watch", "settings_digest"]


def settings_digest(choice: Choice, seed: int) -> str:
    """Give the digest of all that decides what comes out, beside the rows."""
    return digest_of([choice.pk, choice.method, choice.policy, choice.value, seed, engine_version])


def compute_watch(
    *,
    as_of: date | None = None,
    training: bool = False,
    seed: int = 0,
    actor: Acting,
    progress: Callable[[str], None] | None = None,
) -> Watch:
    """Compute the watch of the last week that is over on a day (today), and keep it; what stands is given as it is.

    Forecasts whose outcome is in the reports by now are scored first.

    The computation runs outside of any transaction: it takes longer than others can wait for the database.

    Raises
    ------
    ValueError
        When there is no whole week to watch, with a sentence.
    """
    today = timezone.localdate()
    inputs = inputs_of(as_of or today, training=training)
    choice = choice_now()
    digest = settings_digest(choice, seed)
    settle_due(inputs, actor=actor)
    key = {"training": training, "level": inputs.level, "as_of": inputs.as_of}
    standing = Watch.objects.filter(**key, input_digest=inputs.digest, settings_digest=digest).first()
    if standing is not None:
        return standing
    found = watch_over(
        inputs, method=choice.method, policy=choice.policy, value=choice.value, seed=seed, progress=progress
    )
    # In a made-up world any day may be played; of real reports only today's can be foreseen.
    said_on = as_of or today if training else today
    return keep_watch(inputs, found, settings_digest=digest, said_on=said_on, progress=progress, actor=actor)
