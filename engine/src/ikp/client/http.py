"""Asking a platform over HTTP: with patience, with limits, and with sentences when it goes wrong."""

import gzip
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPException, IncompleteRead
from typing import IO, Any
from urllib.parse import urlencode, urlsplit

from ikp.errors import UsageError, problem

__all__ = ["Asker"]

#: What a server answers when the same question may be answered a moment later.
_LATER = (429, 502, 503, 504)
#: Longer than this nobody is made to wait for one answer, whatever the server asks for.
_LONGEST_WAIT = 120.0
_CHUNK = 1 << 16


@dataclass
class Asker:
    """Asks one platform.

    Parameters
    ----------
    address : str
        Such as ``https://ikp.example``.
    key : str
        For live data; it is sent to this platform alone, and never along a redirection to another.
    timeout : float
        Seconds until a silent server counts as none.
    attempts : int
        How often a question is asked that was not answered, or answered with *later*.
    sleep : callable
        Waits for seconds.

    Raises
    ------
    UsageError
        If the address is none.
    """

    address: str
    key: str = ""
    timeout: float = 30.0
    attempts: int = 4
    sleep: Callable[[float], None] = time.sleep
    _opener: urllib.request.OpenerDirector = field(init=False, repr=False)
    _kept: dict[str, tuple[str, Any]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.address = self.address.rstrip("/")
        parts = urlsplit(self.address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(problem("api-address", address=self.address or "–"))
        self._opener = urllib.request.build_opener(_SameHost())

    def json(self, path: str, asked: Mapping[str, object] | None = None) -> Any:
        """Give an answer; one that has not changed since it was asked for before is not sent again.

        Raises
        ------
        UsageError
            When there is no answer, a refusal, or no JSON.
        """
        address = self._at(path, asked or {})
        tag, before = self._kept.get(address, ("", None))
        headers = {"Accept": "application/json", "Accept-Encoding": "gzip", **({"If-None-Match": tag} if tag else {})}
        with self._asked(address, headers) as answer:
            if answer.status == 304:
                return before
            try:
                told = json.loads(_unpacked(answer, self._whole(answer)))
            except (ValueError, OSError, EOFError):
                raise UsageError(problem("api-not-json", address=address)) from None
            if answer.headers.get("ETag"):
                self._kept[address] = (answer.headers["ETag"], told)
            return told

    def text(self, path: str) -> str:
        """Give a small text."""
        with self._asked(self._at(path, {}), {}) as answer:
            return self._whole(answer).decode()

    def fetch(self, address: str, out: IO[bytes], taken: Callable[[bytes], None]) -> None:
        """Write what lies at an address behind what `out` holds already; what broke off goes on where it stopped.

        Parameters
        ----------
        out : file
            Open for reading and writing, at its end.
        taken : callable
            Is given each piece that is written, and ``b""`` when all begins anew.
        """
        for attempt in range(1, self.attempts + 1):
            start = out.tell()
            headers = {"Range": f"bytes={start}-"} if start else {}
            with self._asked(self._at(address, {}), headers, whole=(416,)) as answer:
                if answer.status == 416:  # nothing is left, or it was another file
                    return
                if start and answer.status != 206:
                    out.seek(0)
                    out.truncate()
                    taken(b"")
                try:
                    while piece := answer.read(_CHUNK):
                        out.write(piece)
                        taken(piece)
                    wanted = answer.headers.get("Content-Length")
                    got = out.tell() - (start if answer.status == 206 else 0)
                    if wanted is None or answer.headers.get("Content-Encoding") or got >= int(wanted):
                        return
                    detail = f"{got:,} / {int(wanted):,} B"
                except (OSError, HTTPException) as error:
                    detail = _said(error)
            if attempt == self.attempts:
                raise UsageError(problem("api-unreached", address=address, attempts=attempt, detail=detail))
            self.sleep(_wait(None, attempt))

    def _at(self, path: str, asked: Mapping[str, object]) -> str:
        query = urlencode({name: value for name, value in asked.items() if value is not None})
        whole = path if path.startswith(("http://", "https://")) else self.address + path
        return f"{whole}?{query}" if query else whole

    def _asked(self, address: str, headers: Mapping[str, str], *, whole: tuple[int, ...] = ()) -> Any:
        """Ask, and ask again while the answer is *later*; give the open answer."""
        told = {"User-Agent": "ikp-client", **headers}
        if self.key and _origin(address) == _origin(self.address):
            told["Authorization"] = f"Bearer {self.key}"
        request = urllib.request.Request(address, headers=told)  # noqa: S310 - http and https alone, see __post_init__
        for attempt in range(1, self.attempts + 1):
            try:
                return self._opener.open(request, timeout=self.timeout)
            except urllib.error.HTTPError as error:
                if error.code == 304 or error.code in whole:
                    return error
                with error:
                    refused = _refusal(address, error)
                if error.code not in _LATER or attempt == self.attempts:
                    raise refused from None
                wait = _wait(error.headers.get("Retry-After"), attempt)
                if wait > _LONGEST_WAIT:
                    raise refused from None
            except (OSError, HTTPException) as error:
                if attempt == self.attempts:
                    detail = _said(error)
                    raise UsageError(
                        problem("api-unreached", address=address, attempts=attempt, detail=detail)
                    ) from None
                wait = _wait(None, attempt)
            self.sleep(wait)
        raise AssertionError  # the last attempt gives or raises

    def _whole(self, answer: Any) -> bytes:
        try:
            return bytes(answer.read())
        except IncompleteRead as error:
            raise OSError(str(error)) from None


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows redirections, and leaves the key behind where they lead elsewhere."""

    def redirect_request(self, req: Any, *more: Any) -> Any:
        found = super().redirect_request(req, *more)
        if found is not None and _origin(found.full_url) != _origin(req.full_url):
            found.remove_header("Authorization")
        return found


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc


def _refusal(address: str, error: urllib.error.HTTPError) -> UsageError:
    """Say what a server said: a problem document (RFC 9457) where it sent one."""
    try:
        told = json.loads(_unpacked(error, error.read()))
        code, detail = str(told["code"]), str(told["detail"])
    except (ValueError, KeyError, TypeError, OSError, EOFError, HTTPException):
        code, detail = "–", str(error.reason)
    return UsageError(problem("api-refused", address=address, status=error.code, code=code, detail=detail))


def _unpacked(answer: Any, body: bytes) -> bytes:
    return gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body


def _wait(asked: str | None, attempt: int) -> float:
    """Give the seconds to wait: what the server asks for, otherwise twice as long each time."""
    if asked and asked.strip().isdigit():
        return float(asked)
    if asked:
        try:
            return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
        except ValueError:
            pass
    return float(2 ** (attempt - 1))


def _said(error: BaseException) -> str:
    reason = getattr(error, "reason", error)
    return str(reason) or type(error).__name__
