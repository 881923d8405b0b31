"""Whether what a country says of itself fits the editions, units and maps that it brings."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ikpweb.kit.country import country
from ikpweb.maps.layout import SHIPPED
from ikpweb.methodology.models import Edition, Method
from ikpweb.territory.models import Unit

__all__ = ["misfits"]


def misfits() -> Iterator[tuple[str, str]]:
    """Give each thing that does not fit: what it is, and how to mend it."""
    here = country()
    file = here.folder / "country.toml"
    if not Edition.objects.filter(pk=here.edition).exists():
        yield (
            _("%(file)s: edisi %(code)s tidak ada.") % {"file": file, "code": here.edition},
            _("Sebutkan edisi yang ada di folder itu."),
        )
    for method in Method.objects.select_related("edition").filter(edition__origin=Edition.Origin.SHIPPED):
        yield from _of_method(method)
    if not SHIPPED.is_file():
        told = _("%(file)s tidak ada: peta tidak dapat digambar.") % {"file": SHIPPED}
        yield told, f"ikp-web hexagons --output {SHIPPED}"
    elif lacking := set(Unit.objects.values_list("pk", flat=True)) - _drawn():
        told = _("Di %(file)s tidak ada daerah %(codes)s.") % {"file": SHIPPED, "codes": ", ".join(sorted(lacking)[:5])}
        yield told, f"ikp-web hexagons --output {SHIPPED}"


def _of_method(method: Method) -> Iterator[tuple[str, str]]:
    here = country()
    where = {"edition": method.edition_id, "level": method.level}
    known = {"categories": set(here.scale), "parts": set(here.parts), "grades": here.grades}
    for name, said in _said(method).items():
        fits = said == known[name] if name == "grades" else said <= known[name]
        if not fits:
            told = _("Edisi %(edition)s (%(level)s) menyebut %(said)s, country.toml menyebut %(known)s.")
            values = {**where, "said": _listed(said), "known": _listed(known[name])}
            yield told % values, _("Samakan keduanya.")


def _said(method: Method) -> Mapping[str, Any]:
    """Give the categories, the dimensions and the highest grade that an edition speaks of."""
    steps = {step["kind"]: step for step in method.recipe["step"]}
    rules = [steps.get("categorise", {}).get("default", {}), *steps.get("categorise", {}).get("tiers", {}).values()]
    groups = [group for rule in rules for group in rule.get("groups", {}).values()]
    labels = [label for rule in rules if not rule.get("groups") for label in rule.get("labels", ())]
    nodes = method.framework["nodes"]
    root = next(node["code"] for node in nodes if not node.get("parent"))
    told: dict[str, Any] = {
        "categories": {*groups, *labels},
        "parts": {node["code"] for node in nodes if node.get("parent") == root},
    }
    if "events" in steps:
        told["grades"] = steps["events"].get("grades", [1, 4])[1]
    return told


def _drawn() -> set[str]:
    with SHIPPED.open(encoding="utf-8") as file:
        return {line.split(",")[1] for line in file.read().splitlines()[1:]}


def _listed(said: Any) -> str:
    return ", ".join(sorted(said)) if isinstance(said, set) else str(said)
