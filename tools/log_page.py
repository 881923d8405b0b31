"""Make `docs/reference/audit-log.md` from the services themselves: what is written down, about what, by whom.

Read from the code without running it: `@audited(action, subject, allowed=…)`, what a service tells by `tell`,
and the first line of the rules in `policies.py` that it asks.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

__all__ = ["Logged", "logged", "page", "wordless"]

ROOT = Path(__file__).resolve().parents[1]
_HEAD = """\
# What the audit log records

<!-- Made from the services of the platform by `make pages`. -->

Every change, and every reading of what is personal, is an entry of the [audit log](../explanation/audit.md): when,
who (a number of a person and the office they acted for, or the platform itself), the action, what it is about, and what
is listed here as *also recorded*. A refusal is recorded too, as the action with `.denied` behind it. No entry holds a
name, an address or the text of an event; where contents matter, their digest stands there.

*Who* is the rule that is asked before anything happens; where none is named, the service looks by itself, or only the
platform's own programs reach it. Words in ‹angles› are filled in.

*Tindakan yang tercatat dalam jejak audit, dengan kata yang tampil di layar.*
"""


@dataclass(frozen=True, slots=True)
class Logged:
    """An action of the log: where it is done, its meaning, what it is about, who may, and what is recorded besides."""

    action: str
    app: str
    meaning: str
    subject: str
    who: str
    told: tuple[str, ...]


@dataclass(frozen=True)
class _Module:
    """A module of the platform: its tree, and the functions it defines or imports."""

    path: Path
    base: Path

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text("utf-8"))

    @cached_property
    def functions(self) -> Mapping[str, ast.FunctionDef]:
        return {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}

    @cached_property
    def assigned(self) -> Mapping[str, ast.expr]:
        return {
            target.id: node.value
            for node in self.tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }

    @cached_property
    def imported(self) -> Mapping[str, str]:
        return {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }

    def other(self, name: str) -> "_Module | None":
        """Give the module of a dotted name of the platform."""
        place = self.base.joinpath(*name.split(".")[1:])
        for path in (place.with_suffix(".py"), place / "__init__.py"):
            if name.startswith("ikpweb.") and path.is_file():
                return _module(path, self.base)
        return None

    def rule(self, name: str) -> str:
        """Give the first line of the docstring of a function that is known here by a name."""
        if name in self.functions:
            return _first(self.functions[name]) or self._rules_of(self.functions[name])
        if name in self.assigned:
            return self._rules_of(self.assigned[name])
        if name in self.imported:
            module, _, function = self.imported[name].rpartition(".")
            found = self.other(module)
            return found.rule(function) if found else ""
        return ""

    def _rules_of(self, tree: ast.AST) -> str:
        return "; ".join(dict.fromkeys(self.rules(tree)))

    def rules(self, tree: ast.AST) -> Iterator[str]:
        """Give the rules that an expression asks, in words."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in self.imported:
                found = self.other(self.imported[node.value.id])  # policies.may_…
                if found and (said := found.rule(node.attr)):
                    yield said
            elif isinstance(node, ast.Name) and node.id not in {"actor", "isinstance"} and (said := self.rule(node.id)):
                yield said
            elif ast.unparse(node) in _PLAIN:
                yield _PLAIN[ast.unparse(node)]


@cache
def _module(path: Path, base: Path) -> _Module:
    return _Module(path, base)


#: Conditions that are written out where they are asked.
_PLAIN = {
    "actor.actor.person is None": "the platform itself",
    "actor.actor.person == person.pk": "the person",
    "isinstance(actor, Member)": "a member of an office",
}


def logged(root: Path = ROOT) -> list[Logged]:
    """Give every action of the log, by app and name."""
    base = root / "web/src/ikpweb"
    found = []
    for path in sorted(base.rglob("*.py")):
        if "migrations" in path.parts or "audited" not in path.read_text("utf-8"):
            continue
        module = _module(path, base)
        for function in module.functions.values():
            for each in function.decorator_list:
                if isinstance(each, ast.Call) and ast.unparse(each.func) == "audited":
                    found.append(_one(module, function, each))  # noqa: PERF401 - three conditions deep
    merged: dict[tuple[str, str], Logged] = {}
    for one in found:  # an action that two services do stands once
        key = one.app, one.action
        before = merged.get(key, one)
        who = "; ".join(dict.fromkeys(filter(None, [before.who, one.who])))
        meaning = " ".join(dict.fromkeys([before.meaning, one.meaning]))
        told = tuple(dict.fromkeys([*before.told, *one.told]))
        merged[key] = Logged(one.action, one.app, meaning, before.subject or one.subject, who, told)
    return [merged[key] for key in sorted(merged)]


def _one(module: _Module, function: ast.FunctionDef, call: ast.Call) -> Logged:
    action = ast.literal_eval(call.args[0])
    allowed = next((word.value for word in call.keywords if word.arg == "allowed"), None)
    subject: ast.AST | None = call.args[1] if len(call.args) > 1 else None
    if isinstance(subject, ast.Name):
        subject = module.functions.get(subject.id) or module.assigned.get(subject.id) or subject
    who = "; ".join(dict.fromkeys(module.rules(allowed))) if allowed is not None else ""
    app = module.path.relative_to(module.base).parts[0]
    told = tuple(dict.fromkeys(_told(module, function, set())))
    return Logged(action, app, _first(function), _subject(subject), who, told)


def _told(module: _Module, function: ast.FunctionDef, seen: set[str]) -> Iterator[str]:
    """Give the names that a service tells, and those that functions of its module tell for it."""
    seen.add(function.name)
    for node in ast.walk(function):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id == "tell":
            yield from (word.arg for word in node.keywords if word.arg)
        elif node.func.id in module.functions and node.func.id not in seen:
            yield from _told(module, module.functions[node.func.id], seen)


def _subject(tree: ast.AST | None) -> str:
    """Write the text that says what an entry is about."""
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.JoinedStr):
            return "".join(
                str(part.value) if isinstance(part, ast.Constant) else f"‹{_name(part)}›" for part in node.values
            )
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ":" in node.value:
            return node.value
    return ""


def _name(part: ast.expr) -> str:
    said = ast.unparse(part.value) if isinstance(part, ast.FormattedValue) else ast.unparse(part)
    return said.removesuffix(".pk").removesuffix("_id").split(".")[-1]


def _first(function: ast.FunctionDef) -> str:
    """Give the first paragraph of a docstring; of a rule, the rule itself."""
    said = (ast.get_docstring(function) or "").split("\n\n", maxsplit=1)[0].replace("\n", " ").strip()
    return said.removeprefix("Tell whether ")


def words(root: Path = ROOT) -> Mapping[str, str]:
    """Give the words of the screen, Indonesian, by action."""
    tree = ast.parse((root / "web/src/ikpweb/accounts/log_words.py").read_text("utf-8"))
    table = next(
        node.value for node in tree.body if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "WORDS"
    )
    if not isinstance(table, ast.Dict):
        message = "WORDS is no dictionary"
        raise TypeError(message)
    return {
        ast.literal_eval(key): ast.literal_eval(value.args[0])
        if isinstance(value, ast.Call)
        else ast.literal_eval(value)
        for key, value in zip(table.keys, table.values, strict=True)
        if key is not None
    }


def wordless(root: Path = ROOT) -> list[str]:
    """Find actions without a meaning, or without a word for the screen."""
    known = words(root)
    return [f"{each.action}: its service has no docstring." for each in logged(root) if not each.meaning] + [
        f"{each.action}: has no words in accounts/log_words.py." for each in logged(root) if each.action not in known
    ]


def page() -> str:
    """Write the page."""
    parts, known, app = [_HEAD], words(), ""
    for each in logged():
        if each.app != app:
            app = each.app
            parts.append(f"\n## {app}\n\n| action | meaning | about | who | also recorded |\n|---|---|---|---|---|\n")
        cells = (
            f"`{each.action}`",
            f"{each.meaning} *{known.get(each.action, '')}*",
            f"`{each.subject}`" if each.subject else "–",
            each.who or "–",
            ", ".join(f"`{name}`" for name in each.told) or "–",
        )
        parts.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |\n")
    return "".join(parts)
