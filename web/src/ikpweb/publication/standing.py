"""Whether a release may be read at this moment: asked at every request, at the price of one small query.

What was once said of a frozen release stays true as long as it has the same standing, so that whoever kept an
answer asks this and nothing else. An embargo ends and a withdrawal holds from one request to the next.
"""

import re
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from ikpweb.publication.models import Release

__all__ = ["NAME", "Standing", "standing"]

#: As releases are named; whatever else is asked for needs no question to the database.
NAME = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.([1-9][0-9]{0,3})")

# Written out: to put it together by `policies.public_releases` takes twenty times as long as to answer it.
_PUBLIC = "code = %s AND state = %s AND withdrawn_at IS NULL AND (embargo IS NULL OR embargo <= %s)"
_ASKED = (
    f"SELECT digest, (SELECT max(version) FROM publication_release WHERE {_PUBLIC}) "  # noqa: S608 - our own words
    f"FROM publication_release WHERE {_PUBLIC} AND version = %s"
)


class Standing(NamedTuple):
    """A release that everybody may read now.

    Parameters
    ----------
    digest : str
        SHA-256 of its MANIFEST.
    newest : int
        The newest version of it that everybody may read.
    """

    digest: str
    newest: int


def standing(name: str) -> Standing | None:
    """Give the standing of a release, None where there is none of this name, or not yet, or not any more."""
    named = NAME.fullmatch(name)
    if named is None:
        return None
    public = [named[1], Release.State.FROZEN.value, connection.ops.adapt_datetimefield_value(timezone.now())]
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, [*public, *public, int(named[2])])
        found = cursor.fetchone()
    return Standing(*found) if found else None
