"""Connections that never finish their headers: others are answered meanwhile, and they end."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

_SERVER = """
import sys
import ikpweb.config.command as command

def answer(environ, start):
    start("200 OK", [("Content-Length", "2")])
    return [b"ok"]

command._door = lambda base: answer
command.HEADERS_WITHIN = 2_000
command._granian("127.0.0.1", int(sys.argv[1]), 1, "")
"""


def _answered(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            return line.recv(100).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


@pytest.fixture
def port() -> Iterator[int]:
    """Start the server as `ikp-web serve` does, with an application of one line."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = int(probe.getsockname()[1])
    path = os.pathsep.join(filter(None, sys.path))
    server = subprocess.Popen([sys.executable, "-c", _SERVER, str(number)], env={**os.environ, "PYTHONPATH": path})
    try:
        until = time.monotonic() + 20
        while not _answered(number) and time.monotonic() < until:
            time.sleep(0.1)
        yield number
    finally:
        server.terminate()
        server.wait(20)


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: a\r\n"], ids=["silent", "half-said"])
def test_slow_connections_stop_nobody_and_end(port: int, said: bytes) -> None:
    with ExitStack() as held:
        slow = [held.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(300)]
        for line in slow:
            line.sendall(said)
        assert _answered(port)
        for line in slow:
            line.settimeout(8)
            while line.recv(1000):  # at most a 408, and then the end
                pass
