"""How a release is cited: as a sentence, and in the forms that reference managers read."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikpweb.publication.building import publisher
from ikpweb.publication.models import Release

__all__ = ["FORMS", "Citation", "citation"]

_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reference says of a release; `address` is that of the page that is cited."""

    author: str
    title: str
    name: str
    day: date
    address: str
    digest: str
    language: str

    @property
    def text(self) -> str:
        """The sentence; the digest tells which files are meant even when the address is gone."""
        mark = f"SHA-256 {self.digest[:16]}…"
        return f"{self.author} ({self.day.year}). {self.title}, {self.name}. {self.address}. {mark}"

    @property
    def bibtex(self) -> str:
        """For LaTeX: braces and what is special there are written out."""
        told = {
            "author": f"{{{_tex(self.author)}}}",
            "title": f"{{{_tex(self.title)}}}",
            "year": str(self.day.year),
            "month": str(self.day.month),
            "version": _tex(self.name),
            "url": self.address,
            "note": f"SHA-256 {self.digest}",
        }
        lines = ",\n".join(f"  {field} = {{{value}}}" for field, value in told.items())
        return f"@misc{{{self.name},\n{lines}\n}}\n"

    @property
    def ris(self) -> str:
        """For most reference managers (RIS)."""
        told = [
            ("TY", "DATA"),
            ("AU", self.author),
            ("TI", self.title),
            ("PY", str(self.day.year)),
            ("DA", f"{self.day:%Y/%m/%d}"),
            ("ET", self.name),
            ("PB", self.author),
            ("UR", self.address),
            ("LA", self.language),
            ("N1", f"SHA-256 {self.digest}"),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in told)

    @property
    def csl(self) -> str:
        """For Zotero, pandoc and others (CSL-JSON)."""
        told = {
            "id": self.name,
            "type": "dataset",
            "title": self.title,
            "author": [{"literal": self.author}],
            "publisher": self.author,
            "issued": {"date-parts": [[self.day.year, self.day.month, self.day.day]]},
            "version": self.name,
            "URL": self.address,
            "language": self.language,
            "note": f"SHA-256 {self.digest}",
        }
        return json.dumps([told], ensure_ascii=False, indent=1) + "\n"


#: Ending of the file, its type, and what writes it.
FORMS: Mapping[str, tuple[str, Callable[[Citation], str]]] = {
    "txt": ("text/plain; charset=utf-8", lambda each: each.text + "\n"),
    "bib": ("application/x-bibtex; charset=utf-8", lambda each: each.bibtex),
    "ris": ("application/x-research-info-systems; charset=utf-8", lambda each: each.ris),
    "json": ("application/vnd.citationstyles.csl+json", lambda each: each.csl),
}


def citation(release: Release, address: str) -> Citation:
    """Say how a frozen release is cited, in the language of the page; made-up data say so in the title."""
    language = get_language() or "id"
    title = release.title_en if language == "en" else release.title_id
    moment = release.embargo or release.frozen_at
    assert moment is not None  # noqa: S101 - only frozen releases are public
    return Citation(
        author=publisher(),
        title=f"{_('SINTETIS')} – {title}" if release.synthetic else title,
        name=release.name,
        day=moment.date(),
        address=address,
        digest=release.digest,
        language=language,
    )


def _tex(text: str) -> str:
    return re.sub(r"[\\~^&%$#_{}]", lambda found: _TEX.get(found[0], f"\\{found[0]}"), text)
