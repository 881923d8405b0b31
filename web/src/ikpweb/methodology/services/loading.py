"""Loading editions from the engine."""

from django.utils.translation import gettext as _

from ikpweb.audit.actor import Actor
from ikpweb.audit.services import audited
from ikpweb.kit.errors import RejectedError
from ikpweb.methodology import engine
from ikpweb.methodology.models import Edition, Method

__all__ = ["load_edition", "stale_editions"]


def stale_editions() -> list[str]:
    """Give the codes of editions that are not in the database as the engine ships them.

    An edition that was written here keeps its code: one that the engine ships later under the
    same code is not loaded over it.
    """
    kept = {code: (digest, origin) for code, digest, origin in Edition.objects.values_list("code", "digest", "origin")}
    return [
        code
        for code in engine.edition_codes()
        if kept.get(code, ("", ""))[1] != Edition.Origin.AUTHORED
        and kept.get(code, ("", ""))[0] != engine.edition_row(code)["digest"]
    ]


@audited("edition.loaded", lambda code, **_: f"edition:{code}")
def load_edition(code: str, *, actor: Actor) -> Edition:  # noqa: ARG001 - the decorator writes who
    """Bring an edition in the database up to what the engine ships.

    Raises
    ------
    RejectedError
        For an edition that was written here: it is frozen.
    """
    if Edition.objects.filter(code=code, origin=Edition.Origin.AUTHORED).exists():
        raise RejectedError.single(
            _("Edisi %(code)s ditulis dan dibekukan di sini; tidak ada yang menimpanya.") % {"code": code}
        )
    row = engine.edition_row(code)
    fields = {key: value for key, value in row.items() if key != "code"}
    edition, _made = Edition.objects.update_or_create(code=code, defaults={**fields, "public": True})
    edition.methods.all().delete()
    Method.objects.bulk_create([Method(edition=edition, **method) for method in engine.method_rows(code)])
    return edition
