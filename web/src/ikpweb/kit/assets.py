"""The static files, collected and packed once for as long as what they are made of stays the same."""

import hashlib
from importlib.metadata import version
from pathlib import Path

__all__ = ["collect_static"]

#: In the folder of static files: names what they were collected from, written when all are there.
_STAMP = ".collected"
#: Parts of Leaflet that no page asks for; to compress them would take half of the time.
_UNUSED = ("draw", "leaflet-src*", "leaflet.extras.js", "*.gif")


def collect_static() -> bool:
    """Collect the static files unless those that are there were made of the same; tell whether it did.

    To compress them takes seconds, which a start does not have. The stamp comes last: a process
    that was killed on the way leaves none, and the next start collects again.
    """
    from django.conf import settings
    from django.core.management import call_command

    folder = Path(settings.STATIC_ROOT)
    stamp, told = folder / _STAMP, _sources()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == told:
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=list(_UNUSED))
    stamp.write_text(told, encoding="ascii")
    return True


def _sources() -> str:
    """Name all static files of the installed apps by path, size and time, and what compresses them."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    made_by = [(name, version(name)) for name in ("django", "whitenoise", "brotli")]
    digest = hashlib.sha256(f"{made_by} {settings.STORAGES['staticfiles']}".encode())
    for finder in get_finders():
        for path, storage in finder.list(["CVS", ".*", "*~", *_UNUSED]):
            about = Path(storage.path(path)).stat()
            digest.update(f"\n{path} {about.st_size} {about.st_mtime_ns}".encode())
    return digest.hexdigest()
