"""Errors told to the operators by mail: without anything about people, each once an hour, and never a flood."""

import fcntl
import json
import logging
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage

from ikpweb.operation.logs import JsonLines

__all__ = ["MOST", "OperatorMail", "send_to_operators"]

#: Mails an hour, of all processes of this machine together.
MOST = 10
_HOUR = 3600.0


class OperatorMail(logging.Handler):
    """Sends what is an error; the reader of the page does not wait for the mail server."""

    def emit(self, record: logging.LogRecord) -> None:
        """Send the record, unless its like was sent within the hour or too many were."""
        try:
            line = json.loads(JsonLines().format(record))
            error = line.get("error", {})
            like = (
                f"{line.get('route', record.name)} {error.get('kind', record.msg)} {(error.get('places') or [''])[-1]}"
            )
            if settings.ENVIRONMENT.operating.operators and may_send(like, time.time()):
                text = json.dumps(line, ensure_ascii=False, indent=1)
                subject = f"{line.get('route', record.name)}: {error.get('kind', 'error')}"
                threading.Thread(target=send_to_operators, args=(subject, text), daemon=True).start()
        except Exception:  # noqa: BLE001 - an error in telling an error must not hide it
            self.handleError(record)


def send_to_operators(subject: str, text: str) -> None:
    """Send a letter to the operators; a mail server that does not answer leaves a line in the log."""
    to: Sequence[str] = settings.ENVIRONMENT.operating.operators
    host = settings.ENVIRONMENT.base_url or "ikp"
    try:
        EmailMessage(f"[ikp] {subject}"[:150].replace("\n", " "), f"{host}\n\n{text}\n", to=list(to)).send()
    except OSError as problem:
        # Not as an error: that would be told by mail.
        logging.getLogger(__name__).warning("A mail to the operators could not be sent: %s", type(problem).__name__)


def may_send(like: str, now: float) -> bool:
    """Count a letter; False where its like was sent within the hour, or as many as may be."""
    path = Path(settings.ENVIRONMENT.home) / "records" / "mails"
    path.parent.mkdir(exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        sent = [line.rstrip("\n").partition(" ") for line in file]
        recent = [(float(at), what) for at, _gap, what in sent if at and now - float(at) < _HOUR]
        if len(recent) >= MOST or any(what == like for _at, what in recent):
            return False
        file.truncate(0)
        file.writelines(f"{at} {what}\n" for at, what in [*recent, (now, like)])
    return True
