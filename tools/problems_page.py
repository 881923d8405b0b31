"""Make `docs/reference/problems.md` from the catalogue of problems."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping

import ikp.problems
from ikp.problems import CATALOGUE, Kind, Lang

__all__ = ["incomplete", "page"]

_LANGS: tuple[Lang, ...] = ("en", "id")

_HEAD = """\
# Problems

<!-- Made from the catalogue by `make pages`; change the sentences in engine/src/ikp/problems/. -->

Every problem that ikp can find, by its code. A sentence says *what* is wrong and *how to mend
it*; in front of it stands *where*: file, line, column. An **error** stops the work, a
**warning** goes along with the result. Words in ‹angles› are filled in.

*Setiap masalah yang dapat ditemukan ikp, menurut kodenya. Kalimatnya menyebut apa yang salah
dan cara memperbaikinya; di depannya tertulis letaknya: berkas, baris, kolom.*
"""


def page() -> str:
    """Write the page."""
    parts = [_HEAD]
    for title, kinds in _rooms():
        parts.append(f"## {title}\n")
        parts += [_entry(code, kind) for code, kind in kinds.items()]
    return "\n".join(parts)


def _rooms() -> Iterator[tuple[str, Mapping[str, Kind]]]:
    """Give each room of the catalogue: the first line of its module, and the problems not named before."""
    seen: set[str] = set()
    for found in pkgutil.iter_modules(ikp.problems.__path__):
        module = importlib.import_module(f"ikp.problems.{found.name}")
        tables = [value for name, value in vars(module).items() if name.isupper() and isinstance(value, dict)]
        kinds = {code: kind for table in tables for code, kind in table.items() if code not in seen}
        seen |= kinds.keys()
        if kinds:
            yield str(module.__doc__).split(":", maxsplit=1)[0].splitlines()[0].rstrip("."), kinds


def incomplete(catalogue: Mapping[str, Kind] = CATALOGUE) -> list[str]:
    """Find problems that lack a sentence in one of the languages, and those that the catalogue forgot."""
    rooms = {code: kind for _, kinds in _rooms() for code, kind in kinds.items()}
    errors = [f"problem {code}: missing from ikp.problems.CATALOGUE." for code in rooms.keys() - CATALOGUE.keys()]
    for code, kind in catalogue.items():
        errors += [
            f"problem {code}: no sentence {what} in {lang!r}."
            for what, sentences in (("what", kind.what), ("mend", kind.mend))
            for lang in _LANGS
            if not sentences.get(lang, "").strip()
        ]
    return errors


def _entry(code: str, kind: Kind) -> str:
    rows = "".join(f"| {lang} | {_cell(kind.what[lang])} | {_cell(kind.mend[lang])} |\n" for lang in _LANGS)
    return f"### `{code}`\n\n{kind.severity}\n\n| | what | how to mend |\n|---|---|---|\n{rows}"


def _cell(sentence: str) -> str:
    return sentence.replace("|", "\\|").replace("{", "‹").replace("}", "›").replace("<", "&lt;").replace("\n", " ")
