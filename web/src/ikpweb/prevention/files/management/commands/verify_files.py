"""``ikp-web verify_files``: read all sealed files of prevention again, and say which are not what was received."""

from typing import Any

from django.core.management.base import CommandError

from ikpweb.audit.actor import SYSTEM
from ikpweb.collection.evidence.storage import stored_digest
from ikpweb.kit.commands import SpokenCommand
from ikpweb.prevention.files.models import File
from ikpweb.prevention.files.services import note_altered


class Command(SpokenCommand):
    """What an administrator, or a timer, does each night."""

    help = "Read all sealed files of prevention again; 1 when one is not what was received."

    def handle(self, *_args: Any, **_options: Any) -> None:
        rows = File.objects.select_related("office")
        wrong = []
        for file in rows.iterator(chunk_size=200):
            found = _digest(file.key)
            if found != file.sha256:
                note_altered(file, found, actor=SYSTEM)
                wrong.append(file)
        for file in wrong:
            self.stdout.write(f"NOT WHAT WAS RECEIVED  {file.pk}  {file.office}  {file.name}")
        if wrong:
            message = f"{len(wrong)} of {rows.count()} files are not what was received. Restore them from a backup."
            raise CommandError(message, returncode=1)
        self.stdout.write(f"{rows.count()} files, all as they were received")


def _digest(key: str) -> str:
    """Read what the storage holds; nothing where it holds nothing."""
    try:
        return stored_digest(key)
    except FileNotFoundError:
        return ""
