"""Whatever changes something on the platform is a service, and every service is written down.

Two rules (`DESIGN`, section 4), read from the code:

- rows are written only in an app's `services.py`, or in the modules of its folder `services`;
- a service, which is a function there that writes or takes `actor` and that others can call,
  carries `@audited` and takes `actor` by name. In a folder `services`, what only its own
  modules call is a part of a service and none by itself.

A view that saves a row would be a change without an entry in the log, and without the
question whether its actor may.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

__all__ = ["EXCEPTIONS", "unaudited", "written_elsewhere"]

#: Files, relative to `web/src/ikpweb`, that may do otherwise, and why.
EXCEPTIONS: Mapping[str, str] = {
    "accounts/recovery.py": "rows of allauth in another form; when they are written, allauth says by its signals",
    "api/keys/counting.py": "counts requests by key: each one in the log would bury what people did",
    "audit/services.py": "the log itself: what `record` and `checkpoint` add is what others are written down with",
}

#: Calls that write wherever they stand.
_ALWAYS = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "acreate", "asave", "adelete"}
#: Calls that write when they stand at the end of a query: dictionaries have an `update` too.
_OF_A_QUERY = {"update", "delete"}
_QUERY = {"objects", "filter", "exclude", "all", "order_by"}
#: Words that only saving a row takes.
_OF_A_ROW = {"update_fields", "force_insert", "force_update"}


def written_elsewhere(root: Path, exceptions: Mapping[str, str] = EXCEPTIONS) -> list[str]:
    """Find rows that are written outside of services, and exceptions that are none."""
    base = root / "web/src/ikpweb"
    errors, used = [], set()
    for path in sorted(base.rglob("*.py")):
        inside = path.relative_to(base)
        if _is_service(inside) or "migrations" in inside.parts:
            continue
        lines = [line for line, _name in _writes(ast.parse(path.read_text("utf-8")))]
        if lines and inside.as_posix() in exceptions:
            used.add(inside.as_posix())
        elif lines:
            errors.append(f"web/src/ikpweb/{inside}:{lines[0]}: writes rows. Let a service of the app do it.")
    named = [name for name in exceptions if not _is_service(Path(name))]
    return errors + [
        f"tools/services.py: {name} writes nothing; take it out of EXCEPTIONS." for name in named if name not in used
    ]


def unaudited(root: Path, exceptions: Mapping[str, str] = EXCEPTIONS) -> list[str]:
    """Find public services that nobody would see in the log."""
    base = root / "web/src/ikpweb"
    trees = {path.relative_to(base): ast.parse(path.read_text("utf-8")) for path in sorted(base.rglob("*.py"))}
    called = _called_from_outside(trees)
    errors = []
    for inside, tree in trees.items():
        if not _is_service(inside) or inside.as_posix() in exceptions:
            continue
        module = ".".join(("ikpweb", *inside.with_suffix("").parts)).removesuffix(".__init__")
        for function in _public(tree):
            if inside.name != "services.py" and not called & {module, f"{module}.{function.name}"}:
                continue
            where = f"web/src/ikpweb/{inside}:{function.lineno}: {function.name}"
            by_name = {argument.arg for argument in function.args.kwonlyargs}
            if _is_audited(function):
                if "actor" not in by_name:
                    errors.append(f"{where} is audited and takes no `*, actor`.")
            elif "actor" in by_name or any(_writes(function)):
                errors.append(f"{where} changes something or takes an actor, without @audited.")
    return errors


def _is_service(inside: Path) -> bool:
    return inside.name == "services.py" or "services" in inside.parts[:-1]


def _called_from_outside(trees: Mapping[Path, ast.Module]) -> set[str]:
    """Give what modules that are no services import, with what a folder `services` passes on under its own name."""
    passed, called = {}, set()
    for inside, tree in trees.items():
        front = inside.name == "__init__.py" and inside.parent.name == "services"
        for node in ast.walk(tree):
            if not isinstance(node, ast.ImportFrom) or ".services" not in (node.module or ""):
                continue
            for alias in node.names:
                if front:
                    passed[f"ikpweb.{'.'.join(inside.parent.parts)}.{alias.name}"] = f"{node.module}.{alias.name}"
                elif not _is_service(inside):
                    called.add(f"{node.module}.{alias.name}")
    return called | {passed[name] for name in called if name in passed}


def _public(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Give the functions that `__all__` names; without one, those without an underscore."""
    named = next(
        (
            {item.value for item in node.value.elts if isinstance(item, ast.Constant)}
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.List)
            and any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets)
        ),
        None,
    )
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and (
            node.name in named if named is not None else not node.name.startswith("_")
        ):
            yield node


def _is_audited(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "audited"
        for each in function.decorator_list
    )


def _writes(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Give line and name of each call that writes a row."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name, receiver = node.func.attr, node.func.value
        row = name == "save" and any(word.arg in _OF_A_ROW for word in node.keywords)
        query = name in _OF_A_QUERY and any(
            isinstance(part, ast.Attribute) and part.attr in _QUERY for part in ast.walk(receiver)
        )
        always = name in _ALWAYS and any(
            isinstance(part, ast.Attribute) and part.attr == "objects" for part in ast.walk(receiver)
        )
        if row or query or always:
            yield node.lineno, name
