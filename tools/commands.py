"""The commands that the documentation tells a reader to type: found, counted, and looked at before they are run.

`python -m tools.commands` lists what no test runs, and why. A shell block that cannot run in a scratch folder
carries its reason on the line above: ``<!-- not run: needs root on a server -->``. The tests run the others:
`ikp` and `make -n` in `tools/tests/test_commands.py`, `ikp-web` in `web/tests/config/test_commands.py`, and
those of the tutorials in `tools/tests/test_docs.py`, in order, as a reader does.
"""

import re
import shlex
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools import cli_page
from tools.fences import Fence, fences
from tools.tree import tracked

__all__ = ["PROGRAMS", "Command", "commands", "faults", "inline", "pages"]

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = ("ikp", "ikp-web", "make")
_SHELL = {"sh", "console"}
#: In the generated pages of the command line the examples stand as text.
_EXAMPLES = {"docs/reference/cli.md", "docs/reference/cli-id.md"}
_INLINE = re.compile(r"`(?:\.venv/bin/)?((?:ikp|ikp-web|make) [a-z][^`\n]*)`")
_UNNAMED = re.compile(r"^\s*```(?P<info>[^\n`]*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a page: where it stands, its words, where its output goes, and why no test runs it."""

    page: str
    line: int
    words: tuple[str, ...]
    output: str = ""
    reason: str = ""

    @property
    def program(self) -> str:
        return self.words[0]

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}: {shlex.join(self.words)}"

    @property
    def tutorial(self) -> bool:
        """Whether it is run in order with the rest of its page."""
        return self.page.startswith("docs/tutorial/")


def pages(root: Path = ROOT) -> list[Path]:
    """List the pages of the repository."""
    return [root / path for path in tracked(root) if path.suffix == ".md"]


def commands(root: Path = ROOT) -> Iterator[Command]:
    """Give every command of every page."""
    for page in pages(root):
        name = page.relative_to(root).as_posix()
        for fence in fences(page):
            if fence.language in _SHELL or (name in _EXAMPLES and fence.language == "text"):
                yield from _commands(name, fence)


def _commands(name: str, fence: Fence) -> Iterator[Command]:
    text = fence.text.replace("\\\n", " ")
    for offset, line in enumerate(text.splitlines(), start=1):
        if fence.language == "console":
            if not line.startswith("$ "):  # what the command says
                continue
            line = line[2:]  # noqa: PLW2901
        words, output = shlex.split(line, comments=True), ""
        while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):  # a setting for this command alone
            words = words[1:]
        if ">" in words:
            at = words.index(">")
            words, output = words[:at], words[at + 1]
        if words:
            words[0] = words[0].removeprefix(".venv/bin/")
            yield Command(name, fence.line + offset, tuple(words), output, fence.reason)


def inline(root: Path = ROOT) -> Iterator[Command]:
    """Give the commands that a sentence names; they are looked at, not run."""
    for page in pages(root):
        for number, line in enumerate(page.read_text("utf-8").splitlines(), start=1):
            for told in _INLINE.findall(line):
                yield Command(page.relative_to(root).as_posix(), number, tuple(told.split()))


def faults(root: Path = ROOT) -> list[str]:
    """Find blocks without a language, shell commands that nothing runs, and words that `ikp` and make do not know."""
    found = []
    for page in pages(root):
        opened = [match["info"].strip() for match in _UNNAMED.finditer(page.read_text("utf-8"))][::2]
        if "" in opened:
            found.append(f"{page.relative_to(root)}: a block without a language; name it, `sh` if it is for a shell.")
    everything = list(commands(root))
    found += [
        f"{each.place}: no test can run this. Say why on the line above the block: <!-- not run: … -->"
        for each in everything
        if each.program not in PROGRAMS and not each.reason and not each.tutorial
    ]
    known, targets = _options(), _targets(root)
    for each in [*everything, *inline(root)]:
        if each.program == "ikp":
            found += [f"{each.place}: {what}" for what in _unknown(each.words, known)]
        elif each.program == "make" and each.words[1] not in targets and "=" not in each.words[1]:
            found.append(f"{each.place}: the Makefile has no such target.")
    return found


def _options() -> dict[str, set[str]]:
    """Give the options of every command of ikp, by the words that call it."""
    return {
        path: {name for param in cli_page.every_param(path, command) for name in (*param.opts, *param.secondary_opts)}
        for path, command in cli_page.commands("en")
    }


def _unknown(words: tuple[str, ...], known: dict[str, set[str]]) -> Iterator[str]:
    rest = [word for word in words[1:] if not word.startswith("-")]
    path = f"ikp {rest[0]}" if rest and f"ikp {rest[0]}" in known else "ikp"
    if rest and path == "ikp" and not words[1].startswith("-"):
        yield f"ikp has no command {rest[0]!r}."
    for word in words[1:]:
        option = word.split("=")[0]
        if re.fullmatch(r"--?[a-z][a-z-]*", option) and option not in known[path] | known["ikp"] | {"--help"}:
            yield f"{path} has no option {option}."


def _targets(root: Path) -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (root / "Makefile").read_text("utf-8"), re.MULTILINE))


def main() -> None:
    """Print what is run, and what is not and why."""
    everything = list(commands())
    counts = Counter("tutorial" if each.tutorial else "not run" if each.reason else "run" for each in everything)
    print(", ".join(f"{count} {how}" for how, count in sorted(counts.items())), "commands in the documentation")
    for each in everything:
        if each.reason:
            print(f"  {each.place}\n    not run: {each.reason}")


if __name__ == "__main__":
    main()
