"""Make `docs/reference/problems.md` from the catalogue of problems."""

from collections.abc import Mapping

from ikp.problems import CATALOGUE, Kind, Lang
from ikp.problems.files import FILES
from ikp.problems.units import UNITS
from ikp.problems.usage import USAGE
from ikp.problems.values import VALUES

__all__ = ["incomplete", "page"]

_ROOMS: Mapping[str, Mapping[str, Kind]] = {
    "Frameworks, recipes, tables and methods": VALUES,
    "Files": FILES,
    "Unit codes and names": UNITS,
    "The command line and the editions": USAGE,
}
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
    for title, kinds in _ROOMS.items():
        if kinds:
            parts.append(f"## {title}\n")
            parts += [_entry(code, kind) for code, kind in kinds.items()]
    return "\n".join(parts)


def incomplete(catalogue: Mapping[str, Kind] = CATALOGUE) -> list[str]:
    """Find problems that lack a sentence in one of the languages, or stand in no room of this page."""
    errors = []
    on_page = {code for kinds in _ROOMS.values() for code in kinds}
    for code, kind in catalogue.items():
        errors += [
            f"problem {code}: no sentence {what} in {lang!r}."
            for what, sentences in (("what", kind.what), ("mend", kind.mend))
            for lang in _LANGS
            if not sentences.get(lang, "").strip()
        ]
        if code not in on_page:
            errors.append(f"problem {code}: stands in no room of tools/problems_page.py.")
    return errors


def _entry(code: str, kind: Kind) -> str:
    rows = "".join(f"| {lang} | {_cell(kind.what[lang])} | {_cell(kind.mend[lang])} |\n" for lang in _LANGS)
    return f"### `{code}`\n\n{kind.severity}\n\n| | what | how to mend |\n|---|---|---|\n{rows}"


def _cell(sentence: str) -> str:
    return sentence.replace("|", "\\|").replace("{", "‹").replace("}", "›").replace("<", "&lt;").replace("\n", " ")
