"""Make `docs/reference/data-dictionary.md`: every table and column of the platform, from the models.

What a column means stands in the model's own file, as a comment ``#:`` above the field. Without one, its choices
say it, or the table it refers to, or `tools.usual_columns` for the few names that mean the same in every table.
"""

import ast
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tools.usual_columns import USUAL

# `_meta` is Django's public description of a model.
# ruff: noqa: SLF001

__all__ = ["page", "unexplained"]

_HEAD = """\
# Data dictionary

<!-- Made from the models of the platform by `make pages`; change the comments above the fields there. -->

Every table of the platform's database and every column in it. The files that go in and come out (events, reports,
releases, exports) are described in [Data files](data-files.md) and [Files of a release](release-files.md). Tables of
Django and its packages (sessions, sign-in, second factors) are named at the end.

A column is never empty (`NULL`) unless *may be empty* says so. Codes in a column of choices are written as they stand
in the database, with the words of the screen. Times are kept in UTC.

*Kamus data: setiap tabel dan kolom basis data platform.*
"""


def page() -> str:
    """Write the page."""
    _ready()
    from django.utils import translation

    with translation.override("id"):  # the words of the screen
        return _HEAD + "".join(_parts())


def _parts() -> Iterator[str]:
    app = ""
    for model in _models():
        if model._meta.app_label != app:
            app = model._meta.app_label
            yield f"\n## {app}\n\n{_about_app(model)}\n"
        yield "\n" + "\n".join(_table(model)) + "\n"
    others = ", ".join(f"`{model._meta.db_table}`" for model in _models(ours=False))
    yield f"\n## Of Django and its packages\n\n{others}\n"


def unexplained() -> list[str]:
    """Find tables and columns of which nothing says what they mean."""
    return [
        f"{model._meta.label}.{field.name}: says nothing about itself. Write a comment `#:` above it."
        for model in _models()
        for field in model._meta.concrete_fields
        if not _meaning(model, field)
    ]


@cache
def _ready() -> None:
    """Let Django know the models; no database is asked."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikpweb.config.settings")
    if "IKP_HOME" not in os.environ:  # the settings keep a secret key there
        os.environ["IKP_HOME"] = tempfile.mkdtemp(prefix="ikp-pages-")
    import django

    django.setup()


def _models(*, ours: bool = True) -> list[Any]:
    _ready()
    from django.apps import apps

    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("ikpweb.") is ours and not model._meta.proxy
    ]
    return sorted(found, key=lambda model: (model._meta.app_label, model._meta.db_table))


def _about_app(model: Any) -> str:
    """Give the first sentence of an app's module of models, or of the app itself."""
    from django.apps import apps

    module = apps.get_app_config(model._meta.app_label).module
    return _sentence(getattr(module, "__doc__", ""))


def _table(model: Any) -> Iterator[str]:
    yield f"### `{model._meta.db_table}`\n"
    if model._meta.auto_created:
        first, second = [field for field in model._meta.concrete_fields if field.is_relation]
        yield f"Which {first.name} goes with which {second.name}.\n"
    else:
        yield _paragraph(model.__doc__) + "\n"
    yield "| column | type | meaning |\n|---|---|---|"
    for field in model._meta.concrete_fields:
        yield f"| `{field.column}` | {_type(field)} | {_cell(_meaning(model, field))} |"


def _type(field: Any) -> str:
    if field.is_relation:
        said = f"refers to [`{field.related_model._meta.db_table}`](#{field.related_model._meta.db_table})"
        if not field.related_model.__module__.startswith("ikpweb."):
            said = f"refers to `{field.related_model._meta.db_table}`"
    else:
        said = _TYPES.get(field.get_internal_type(), field.get_internal_type())
        if field.max_length and said == "text":
            said = f"text ({field.max_length})"
    marks = ["key"] if field.primary_key else ["one of a kind"] if field.unique else []
    marks += ["may be empty"] if field.null else []
    return ", ".join([said, *marks])


_TYPES = {
    "AutoField": "whole number",
    "BigAutoField": "whole number",
    "BigIntegerField": "whole number",
    "BinaryField": "bytes",
    "BooleanField": "yes or no",
    "CharField": "text",
    "DateField": "day",
    "DateTimeField": "time",
    "DecimalField": "decimal number",
    "EmailField": "text",
    "FloatField": "number",
    "GenericIPAddressField": "IP address",
    "IntegerField": "whole number",
    "JSONField": "JSON",
    "PositiveBigIntegerField": "whole number from 0",
    "PositiveIntegerField": "whole number from 0",
    "PositiveSmallIntegerField": "whole number from 0",
    "SlugField": "text",
    "SmallIntegerField": "whole number",
    "TextField": "text",
    "URLField": "text",
    "UUIDField": "UUID",
}


def _meaning(model: Any, field: Any) -> str:
    said = _comment(model, field.name)
    if not said and f"`{field.name}`" in (model.__doc__ or ""):
        said = "see above"
    if field.choices and not field.is_relation:
        known = "; ".join(f"`{code}` {label}" for code, label in field.flatchoices)
        said = f"{said} {known}".strip()
    said = said or USUAL.get(field.name, "")
    if not said and field.name.endswith("_by"):
        said = f"who {field.name.removesuffix('_by')} it"
    if not said and field.is_relation:
        said = _paragraph(field.related_model.__doc__).split(". ")[0].split(": ")[0]
        said = "" if said.startswith(f"{field.related_model.__name__}(") else said
        said = said or f"the {field.related_model._meta.verbose_name}"
    return said or str(field.help_text)


@cache
def _comments(path: str) -> Mapping[tuple[str, str], str]:
    """Read the comments ``#:`` above the fields of the classes in a file."""
    text = Path(path).read_text("utf-8")
    lines, found = text.splitlines(), {}
    for node in ast.walk(ast.parse(text)):
        for each in node.body if isinstance(node, ast.ClassDef) else ():
            target = each.targets[0] if isinstance(each, ast.Assign) else None
            if isinstance(node, ast.ClassDef) and isinstance(target, ast.Name):
                at, said = each.lineno - 2, list[str]()
                while lines[at].strip().startswith("#:"):
                    said.insert(0, lines[at].strip()[2:].strip())
                    at -= 1
                found[node.name, target.id] = " ".join(said)
    return found


def _comment(model: Any, name: str) -> str:
    """Give the comment of a field, where it is declared: in the model or in what it builds on."""
    for each in model.__mro__:
        module = sys.modules.get(each.__module__)
        path = getattr(module, "__file__", None)
        if each.__module__.startswith("ikpweb.") and path and (said := _comments(path).get((each.__name__, name))):
            return said
    return ""


def _sentence(text: str | None) -> str:
    return (text or "").strip().split("\n\n")[0].replace("\n", " ").strip()


def _paragraph(text: str | None) -> str:
    return " ".join((text or "").replace("``", "`").split())


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("<", "&lt;").replace("\n", " ")
