"""A real mail server on the loopback address: invitations arrive in it, as they would at the offices."""

import email
import re
import threading
from email.message import EmailMessage
from email.policy import default
from types import TracebackType
from typing import Any

from aiosmtpd.controller import Controller

from simulation.server import free_port

__all__ = ["Post"]

_LINK = re.compile(r"https?://\S+/undangan/\S+")


class Post:
    """Takes mail and keeps the invitations that it holds, by address."""

    def __init__(self) -> None:
        self.port = free_port()
        self.letters = 0
        self._links: dict[str, str] = {}
        self._arrived = threading.Condition()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        letter = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)  # noqa: S101 - the policy makes it one
        body = letter.get_body(("plain",))
        found = _LINK.search(body.get_content()) if body else None
        with self._arrived:
            self.letters += 1
            if found:
                self._links.update(dict.fromkeys(envelope.rcpt_tos, found.group()))
            self._arrived.notify_all()
        return "250 OK"

    def invitation(self, address: str) -> str:
        """Wait for the invitation to an address and give its link.

        Raises
        ------
        TimeoutError
            When none arrives within half a minute.
        """
        with self._arrived:
            if not self._arrived.wait_for(lambda: address in self._links, timeout=30):
                message = f"no invitation for {address} arrived"
                raise TimeoutError(message)
            return self._links[address]

    def __enter__(self) -> "Post":
        self._controller.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._controller.stop()
