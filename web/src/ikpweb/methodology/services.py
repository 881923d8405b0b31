"""Loading editions from the engine."""

from ikpweb.audit.actor import Actor
from ikpweb.audit.services import audited
from ikpweb.methodology import engine
from ikpweb.methodology.models import Edition, Method

__all__ = ["load_edition", "stale_editions"]


def stale_editions() -> list[str]:
    """Give the codes of editions that are not in the database as the engine ships them."""
    kept = dict(Edition.objects.values_list("code", "digest"))
    return [code for code in engine.edition_codes() if kept.get(code) != engine.edition_row(code)["digest"]]


@audited("edition.loaded", lambda code, **_: f"edition:{code}")
def load_edition(code: str, *, actor: Actor) -> Edition:  # noqa: ARG001 - the decorator writes who
    """Bring an edition in the database up to what the engine ships."""
    row = engine.edition_row(code)
    edition, _ = Edition.objects.update_or_create(code=code, defaults={k: v for k, v in row.items() if k != "code"})
    edition.methods.all().delete()
    Method.objects.bulk_create([Method(edition=edition, **method) for method in engine.method_rows(code)])
    return edition
