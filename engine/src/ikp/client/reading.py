"""A platform, and the releases that it publishes."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from ikp.client.frames import Frames, framed
from ikp.client.http import Asker
from ikp.client.operations import operations
from ikp.errors import UsageError, problem
from ikp.problems import Lang
from ikp.release import Verdict, open_bundle, verify

__all__ = ["Client", "Release"]


class Client:
    """Reads a platform.

    Parameters
    ----------
    address : str
        Such as ``https://ikp.example``.
    key : str
        For live data: one that the page */kantor/kunci-api/* gave. Releases need none.
    frames : {'polars', 'pandas'}
        What tables are given as.
    lang : {'en', 'id'}
        Of the sentences of problems.
    timeout, attempts
        As `ikp.client.http.Asker` takes them. A server that says *later* (429, 503) is asked again
        after the seconds that it names.

    Raises
    ------
    UsageError
        If the address is none; from every method when there is no answer, or a refusal.
    """

    def __init__(
        self,
        address: str,
        *,
        key: str = "",
        frames: Frames = "polars",
        lang: Lang = "en",
        timeout: float = 30.0,
        attempts: int = 4,
    ) -> None:
        self.asker = Asker(address, key, timeout, attempts)
        self.frames: Frames = frames
        self.lang = lang

    def releases(self) -> Any:
        """Give the releases as a table, the newest first; a withdrawn one with the reason."""
        return self.table("releases")

    def release(self, name: str = "") -> "Release":
        """Give a release; without a name the newest that is not withdrawn.

        Raises
        ------
        UsageError
            When there is none, or it is withdrawn: then with the notice.
        """
        if not name:
            listed = self._read("releases", "", {})["items"]
            name = next((each["name"] for each in listed if each["withdrawn"] is None), "")
            if not name:
                raise UsageError(problem("api-no-release", address=self.asker.address))
        return Release(self, self._read("release", name, {}))

    def live(self, path: str, **asked: object) -> Any:
        """Give what lies at an address of the office's API, with the rights of the key: ``live("reports")``."""
        return self.asker.json(f"/api/v1/office/{path.lstrip('/')}", {**asked, "lang": self.lang})

    def computations(self, **asked: object) -> Any:
        """Give the computations of the index that the person of the key may see: ``cycle, training``."""
        return self.table("computations", "", **asked)

    def computed(self, number: int, **asked: object) -> Any:
        """Give scores, ranks and categories of a computation with intervals, before any release.

        Parameters
        ----------
        number : int
            As `computations` has it.
        **asked
            ``level, reading, unit, parent, category``. The regencies when nothing is asked.
        """
        return self.table("computedResults", str(number), **asked)

    def table(self, operation: str, name: str = "", **asked: object) -> Any:
        """Give all rows of an operation of the API as a table.

        Parameters
        ----------
        operation : str
            By its name in the schema, of releases (``releaseUnits``) or of an office (``reports``,
            ``actions``, ``activities``; those need a key).
        name : str
            Of the release, or of what else the address is about.
        """
        known = operations()[operation]
        return framed(self._rows(operation, name, asked), known.columns, self.frames)

    def _rows(self, operation: str, name: str, asked: Mapping[str, object]) -> Iterator[Mapping[str, Any]]:
        known, offset = operations()[operation], 0
        while True:
            part = {"limit": known.part, "offset": offset} if known.part else {}
            told = self._read(operation, name, asked, part)
            rows = told[known.rows]
            yield from rows
            offset += len(rows)
            if not known.part or not rows or offset >= told[known.total]:
                return

    def _read(
        self, operation: str, name: str, asked: Mapping[str, object], part: Mapping[str, object] | None = None
    ) -> Any:
        known = operations()[operation]
        whole = {**known.checked(operation, asked), **(part or {}), "lang": self.lang}
        return self.asker.json(known.address(name), whole)

    def __repr__(self) -> str:
        return f"Client({self.asker.address!r})"


@dataclass(frozen=True)
class Release:
    """A release of a platform; every table of it comes from its frozen bundle.

    Parameters
    ----------
    client : Client
    about : mapping
        What the API says of it as a whole: levels, policy, engine, digests.
    """

    client: Client
    about: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Name, such as ``ikp-2024.1``."""
        return str(self.about["release"])

    @property
    def digest(self) -> str:
        """SHA-256 of its MANIFEST: the name of the release among all that ever were."""
        return str(self.about["digest"])

    def units(self, **asked: object) -> Any:
        """Give the units of its registry: ``level, parent, q``."""
        return self.client.table("releaseUnits", self.name, **asked)

    def results(self, **asked: object) -> Any:
        """Give scores, ranks and categories with intervals.

        Parameters
        ----------
        **asked
            ``level, parent, q, unit, node, reading, category, sort``. The index alone without a node;
            ``node="all"`` gives every node of the framework.
        """
        return self.client.table("releaseResults", self.name, **asked)

    def inputs(self, **asked: object) -> Any:
        """Give inputs at the detail that is published: ``level, unit, node``."""
        return self.client.table("releaseInputs", self.name, **asked)

    def framework(self, **asked: object) -> Any:
        """Give the tree of a level, the root first."""
        return self.client.table("releaseFramework", self.name, **asked)

    def recipe(self, **asked: object) -> Mapping[str, Any]:
        """Give the recipe of a level as the engine reads it (`ikp.Recipe.from_dict`)."""
        told: Mapping[str, Any] = self.client._read("releaseRecipe", self.name, asked)["recipe"]  # noqa: SLF001
        return told

    def coverage(self) -> Any:
        """Give what was used and what was left out, counted."""
        return self.client.table("releaseCoverage", self.name)

    def exclusions(self) -> Any:
        """Give what has no part in the index, and why."""
        return self.client.table("releaseExclusions", self.name)

    def changes(self) -> str:
        """Give what changed from version to version, as Markdown."""
        return str(self.client._read("releaseChanges", self.name, {})["text"])  # noqa: SLF001

    def files(self) -> Any:
        """Give the files of the bundle with size, SHA-256 and address."""
        return self.client.table("releaseFiles", self.name)

    def download(self, folder: str | PathLike[str], *, progress: Callable[[str, int], None] | None = None) -> Path:
        """Fetch the bundle into a folder named as the release; what is there already is not fetched again.

        Parameters
        ----------
        folder : path
            The release's own folder is made inside of it.
        progress : callable, optional
            Is given the name of each file that is whole, and its size.

        Returns
        -------
        Path
            Every file in it has the SHA-256 that the release says; `ikp verify` and `ikp replay` take it.

        Raises
        ------
        UsageError
            When a file came with another digest; it is removed.
        """
        target = Path(folder) / self.name
        for told in self.client._read("releaseFiles", self.name, {})["items"]:  # noqa: SLF001
            self._fetch(target / _inside(told["name"]), told)
            if progress is not None:
                progress(told["name"], told["size"])
        return target

    def verify(self, key: str = "", *, folder: str | PathLike[str] | None = None) -> Verdict:
        """Fetch the bundle and check it: every byte, the signature, the checkpoint of the log.

        Parameters
        ----------
        key : str
            The publisher's public key (PEM), from another place than the platform: whoever could change
            the release there could change the key there too. Without it, the verdict says that the
            signature fits the key inside of the release, and names that key.
        folder : path, optional
            Where the bundle is kept; without one it is fetched for the check alone.
        """
        if folder is not None:
            return verify(open_bundle(self.download(folder)), key)
        with tempfile.TemporaryDirectory() as place:
            return verify(open_bundle(self.download(place)), key)

    def _fetch(self, path: Path, told: Mapping[str, Any]) -> None:
        if path.exists() and _digest(path) == told["sha256"]:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.part")
        with part.open("a+b") as out:
            out.seek(0)
            held = [hashlib.sha256(out.read())]

            def taken(piece: bytes) -> None:
                if piece:
                    held[0].update(piece)
                else:
                    held[0] = hashlib.sha256()

            # By the path alone: behind a proxy the platform may call itself by another name than we reach it by.
            self.client.asker.fetch(urlsplit(told["address"]).path, out, taken)
        if held[0].hexdigest() != told["sha256"]:
            part.unlink()
            raise UsageError(problem("api-other-digest", name=told["name"]))
        part.replace(path)

    def __repr__(self) -> str:
        return f"Release({self.name!r}, {self.client!r})"


def _inside(name: str) -> PurePosixPath:
    """Give a name of a file as a path that stays inside of the folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not path.parts:
        raise UsageError(problem("api-other-digest", name=name))
    return path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
