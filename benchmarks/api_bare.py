"""A bare WSGI application: the bytes of the API's answers out of a dictionary, and 304 for who has them."""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_FOLDER = Path(os.environ["IKP_BENCH_ANSWERS"])
_ANSWERS = {
    path: ((_FOLDER / name).read_bytes(), tag)
    for path, (name, tag) in json.loads((_FOLDER / "answers.json").read_text("utf-8")).items()
}


def application(asked: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer from memory."""
    query = asked.get("QUERY_STRING", "")
    body, tag = _ANSWERS[asked["PATH_INFO"] + (f"?{query}" if query else "")]
    if asked.get("HTTP_IF_NONE_MATCH") == tag:
        start("304 Not Modified", [("ETag", tag)])
        return [b""]
    headers = [("Content-Type", "application/json"), ("Content-Encoding", "gzip"), ("ETag", tag)]
    start("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [body]
