"""Every page of public releases as files: a site that any web server gives out, without the platform.

The pages are made by the platform's own views and asked for one by one, from the list of releases on:
what no page leads to is not in the site. It is built beside the old one and takes its place in one step.
"""

import gzip
import hashlib
import json
import os
import re
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from ikpweb.portal.released import swap
from ikpweb.publication import policies
from ikpweb.publication.formats import keeping
from ikpweb.publication.models import Release
from ikpweb.publication.report.keeping import store_of
from ikpweb.runs.engine import engine_version

__all__ = ["MARK", "Built", "SiteError", "build"]

#: Lies in every site, and says what of it was made from which release.
MARK = ".ikp-site.json"
#: Stands in texts for the address of the site until it is known; no host has this name (RFC 2606).
_HOST = "situs.invalid"
_LINK = re.compile(r'(?P<name>\b(?:href|src|srcset|action))="(?P<to>/(?!/)[^"]*)"')
_NAME = re.compile(r"^(?:/en)?/rilis/(?P<name>[a-z0-9-]+\.[0-9]+)(?:/|\.zip$)")
#: Smaller files than this many bytes are not worth a link.
_LARGE = 4096
#: Lie packed beside themselves, for servers that give those out (``gzip_static`` of nginx).
_PACKED = (".html", ".svg", ".css", ".js", ".csv", ".json", ".xml")
_TEXTS = (".html", ".xml", ".json", ".jsonld", ".txt", ".bib", ".ris")

Tell = Callable[[int, int], None]


class SiteError(Exception):
    """A site that cannot be built; the message is for the person at the keyboard."""


@dataclass
class Built:
    """What was written.

    Parameters
    ----------
    pages, files : int
        HTML pages, and everything else.
    kept : int
        How many of both were taken over from the site before, because nothing that makes them had changed.
    size : int
        Bytes.
    unlinked : set of str
        Addresses that pages lead to and that need the platform: the words stay, the links are taken out.
    """

    pages: int = 0
    files: int = 0
    kept: int = 0
    size: int = 0
    unlinked: set[str] = field(default_factory=set)


class _Request(WSGIRequest):
    """A question of nobody, for a page that becomes a file."""

    def get_host(self) -> str:
        return _HOST


def build(folder: Path, names: Sequence[str] = (), *, base: str = "", tell: Tell = lambda _done, _known: None) -> Built:
    """Write the site of public releases into a folder, whole or not at all.

    Parameters
    ----------
    folder : Path
        Replaced in one step when everything is written; must be empty, missing, or a site of before.
    names : sequence of str
        Releases; all that everybody may see now unless told.
    base : str
        The address that the site will have, without a slash at its end. Without it, what needs a whole
        address is left out: the feed, the catalogue, and the pictures of shared links.
    tell : callable
        Called with how many addresses are done and how many are known.

    Raises
    ------
    SiteError
        When a release is not public, or something else stands in the folder.
    """
    releases = _chosen(names)
    swap.clear(folder)
    old = _mark(folder)
    part = swap.beside(folder)
    part.mkdir(parents=True)
    try:
        built = _Site(part, folder, releases, base.rstrip("/"), old).write(tell)
        swap.put(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return built


def _chosen(names: Sequence[str]) -> dict[str, Release]:
    public = {each.name: each for each in policies.public_releases().select_related("previous")}
    unknown = [name for name in names if name not in public]
    if unknown:
        # The same sentence for what there is not and for what is under embargo: nobody learns which.
        message = _("Tidak ada rilis publik bernama {names}.").format(names=", ".join(unknown))
        raise SiteError(message)
    return {name: public[name] for name in names or public}


def _mark(folder: Path) -> Mapping[str, Any]:
    """Read what the site of before says of itself; refuse a folder of something else."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return {}
    try:
        told: Mapping[str, Any] = json.loads((folder / MARK).read_text())
    except (OSError, ValueError):
        message = _("Di {folder} ada yang lain, bukan situs rilis; pilih folder kosong.").format(folder=folder)
        raise SiteError(message) from None
    return told


class _Site:
    """A site while it is written."""

    def __init__(
        self, part: Path, before: Path, releases: Mapping[str, Release], base: str, old: Mapping[str, Any]
    ) -> None:
        self.part, self.before, self.releases, self.base, self.old = part, before, releases, base, old
        self.built = Built()
        self.pages: dict[str, str] = {}
        #: Release, empty for what is of none, to the file of each address.
        self.written: dict[str, dict[str, str]] = {name: {} for name in ("", *releases)}
        self.places: dict[str, str] = {}
        #: Where large bodies lie: the files of a release are the same in both languages, and are written once.
        self.bodies: dict[str, Path] = {}
        self.known: set[str] = set()
        self.waiting: deque[str] = deque()

    def write(self, tell: Tell) -> Built:
        keys = {name: self._key(release) for name, release in self.releases.items()}
        told = self.old.get("releases", {})
        fresh = {name for name in keys if told.get(name, {}).get("key") != keys[name]}
        for name in fresh:
            if not self.releases[name].withdrawn_at:
                keeping.ensured(self.releases[name])  # or its page would not lead to them
        for name in keys.keys() - fresh:
            self._take_over(name, told[name]["files"])
        first = (
            "/rilis/",
            "/en/rilis/",
            *(f"/rilis/{name}/" for name in fresh),
            *(f"/en/rilis/{name}/" for name in fresh),
        )
        self._follow(first)
        done = 0
        while self.waiting:
            self._fetch(self.waiting.popleft())
            done += 1
            tell(done, done + len(self.waiting))
        # Links are written when it is known what there is; the site begins with the list of releases.
        listing = self.pages["/rilis/"]
        for address, page in self.pages.items():
            self._save(address, self._linked(page, str(PurePosixPath(self.places[address]).parent)))
        (self.part / "index.html").write_bytes(self._linked(listing, "."))
        told = {name: {"key": keys[name], "files": self.written[name]} for name in keys}
        (self.part / MARK).write_text(json.dumps({"releases": told}, indent=1) + "\n")
        return self.built

    def _key(self, release: Release) -> str:
        """Name all that makes the pages of a release: itself, its neighbours, its reports, and what draws them."""
        others = sorted((each.version, each.digest, str(each.withdrawn_at)) for each in _family(release))
        shapes = [] if release.withdrawn_at else keeping.levels_with_shapes(release)
        reports = [] if release.withdrawn_at else sorted(path.name for path in store_of(release).glob("[!.]*.pdf"))
        made = [release.digest, others, shapes, reports, self.base, sorted(self.releases), engine_version, _source()]
        return hashlib.sha256(json.dumps(made).encode()).hexdigest()

    def _take_over(self, release: str, told: Mapping[str, str]) -> None:
        for address, name in told.items():
            here, there = self.before / name, self.part / name
            there.parent.mkdir(parents=True, exist_ok=True)
            _linked_or_copied(here, there)
            if _packed(here).exists():
                _linked_or_copied(_packed(here), _packed(there))
            self.known.add(address)
            self.places[address] = self.written[release][address] = name
            self._count(name, there.stat().st_size)
            self.built.kept += 1
            if name.endswith(".html"):  # its style sheets and scripts are of no release
                self._follow(_static_in(there.read_text()))

    def _follow(self, addresses: Iterable[str]) -> None:
        for address in addresses:
            if address not in self.known and self._ours(address):
                self.known.add(address)
                self.waiting.append(address)

    def _ours(self, address: str) -> bool:
        if address.startswith(settings.STATIC_URL):
            return True
        of = _NAME.match(address)
        if of:
            return of["name"] in self.releases
        if address in ("/rilis/atom.xml", "/en/rilis/atom.xml", "/rilis/katalog.jsonld"):
            return bool(self.base)
        return address in ("/rilis/", "/en/rilis/", "/rilis/kunci.pem", "/en/rilis/kunci.pem")

    def _fetch(self, address: str) -> None:
        """Make the file of an address, and wait for what it leads to."""
        if address.startswith(settings.STATIC_URL):
            body = (Path(settings.STATIC_ROOT) / address.removeprefix(settings.STATIC_URL)).read_bytes()
            self.places[address] = address.lstrip("/")
            self._save(address, body)
            return
        answer = self._answer(address)
        if answer is None or answer.status_code != 200:
            self.known.discard(address)
            return
        body = _body(answer)
        kind = answer.headers.get("Content-Type", "")
        self.places[address] = _file_of(address, kind)
        if self.places[address].endswith(_TEXTS):
            body = body.replace(f"http://{_HOST}".encode(), self.base.encode())
        if kind.startswith("text/html"):
            self.pages[address] = body.decode()
            self._follow(_links(self.pages[address]))
        else:
            self._save(address, body)

    def _answer(self, address: str) -> HttpResponseBase | None:
        language = "en" if address.startswith("/en/") else "id"
        with translation.override(language):
            request = _Request({
                "REQUEST_METHOD": "GET", "PATH_INFO": address, "SERVER_NAME": _HOST, "SERVER_PORT": "80",
                "HTTP_ACCEPT": "text/html", "wsgi.input": BytesIO(), "wsgi.url_scheme": "http",
                "ikp.static_site": self.base,
            })  # fmt: skip
            try:
                found = resolve(address)
                request.resolver_match = found
                answer: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
            except (Http404, Resolver404):
                return None
            return answer

    def _linked(self, page: str, here: str) -> bytes:
        """Turn links so that they hold wherever the site lies; those that need the platform are taken out."""
        folders = [] if here == "." else here.split("/")

        def turned(found: re.Match[str]) -> str:
            to, mark, fragment = found["to"].partition("#")
            path = unquote(urlsplit(to.replace("&amp;", "&")).path)
            if path not in self.known:
                self.built.unlinked.add(path)
                return ""
            return f'{found["name"]}="{_between(folders, self.places[path])}{mark}{fragment}"'

        return _LINK.sub(turned, page).encode()

    def _save(self, address: str, body: bytes) -> None:
        of, name = _NAME.match(address), self.places[address]
        path = self.part / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(body).hexdigest()
        same = self.bodies.setdefault(digest, path) if len(body) > _LARGE else path
        if same is path:
            path.write_bytes(body)
            if len(body) > _LARGE and name.endswith(_PACKED):
                _packed(path).write_bytes(gzip.compress(body, 6, mtime=0))
        else:
            _linked_or_copied(same, path)
        self.written[of["name"] if of else ""][address] = name
        self._count(name, len(body))

    def _count(self, name: str, size: int) -> None:
        self.built.pages += name.endswith(".html")
        self.built.files += not name.endswith(".html")
        self.built.size += size


def _between(folders: Sequence[str], place: str) -> str:
    """Lead from a page in a folder to another place of the site."""
    parts = place.split("/")
    same = 0
    while same < min(len(folders), len(parts) - 1) and folders[same] == parts[same]:
        same += 1
    return "../" * (len(folders) - same) + "/".join(parts[same:])


def _family(release: Release) -> Iterable[Release]:
    return policies.public_releases().filter(code=release.code)


def _source() -> str:
    """Name the templates, style sheets and scripts that pages are made of."""
    digest = hashlib.sha256()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    digest.update(manifest.read_bytes() if manifest.exists() else b"")
    for room in ("ikpweb.portal", "ikpweb.publication"):
        for path in sorted(Path(str(files(room))).glob("templates/**/*.*")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _body(answer: Any) -> bytes:
    """Read an answer to its end, and close the file that it comes from."""
    if not answer.streaming:
        return bytes(answer.content)
    body = b"".join(answer.streaming_content)
    answer.file_to_stream.close()
    return body


def _packed(path: Path) -> Path:
    return path.with_name(f"{path.name}.gz")


def _linked_or_copied(here: Path, there: Path) -> None:
    try:
        os.link(here, there)
    except OSError:  # a file system without hard links
        shutil.copy2(here, there)


def _file_of(address: str, kind: str) -> str:
    """Name the file of an address, in the site."""
    path = unquote(address).lstrip("/")
    if path and not path.endswith("/"):
        return path
    return f"{path}index.{'json' if kind.startswith('application/json') else 'html'}"


def _links(page: str) -> Iterator[str]:
    for found in _LINK.finditer(page):
        if found["name"] != "action":
            yield unquote(urlsplit(found["to"].replace("&amp;", "&")).path)


def _static_in(page: str) -> Iterator[str]:
    """Give the style sheets and scripts of a page that is written already, by their addresses."""
    static = settings.STATIC_URL.strip("/")
    for found in re.finditer(rf'(?:href|src)="(?:\.\./)*({re.escape(static)}/[^"]+)"', page):
        yield f"/{found[1]}"
