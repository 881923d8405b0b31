"""Loading the registry."""

from ikpweb.audit.actor import Actor
from ikpweb.audit.services import audited
from ikpweb.territory.engine import office_rows, unit_rows
from ikpweb.territory.models import Office, Unit

__all__ = ["load_registry"]


@audited("registry.loaded", lambda **_: "registry")
def load_registry(*, actor: Actor) -> int:  # noqa: ARG001 - the decorator writes who
    """Bring the units in the database up to the engine's registry; none is ever removed.

    Returns
    -------
    int
        How many units there are.
    """
    units = [Unit(**row) for row in unit_rows()]
    changeable = [field.name for field in Unit._meta.concrete_fields if not field.primary_key]  # noqa: SLF001
    Unit.objects.bulk_create(
        units, update_conflicts=True, update_fields=changeable, unique_fields=["code"], batch_size=200
    )
    # The address of an office is its own; everything else follows the registry.
    offices = [Office(**row) for row in office_rows()]
    Office.objects.bulk_create(
        offices,
        update_conflicts=True,
        update_fields=["level", "name", "unit", "parent", "valid_from", "valid_to"],
        unique_fields=["code"],
        batch_size=200,
    )
    return len(units)
