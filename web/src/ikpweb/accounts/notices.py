"""Where a sentence for the next page waits: a cookie that belongs to this host alone, else the session."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage

__all__ = ["Notices"]


class _HostCookie(CookieStorage):
    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class Notices(FallbackStorage):
    """Sentences in a signed cookie; where they are too many, in the session."""

    storage_classes = (_HostCookie, SessionStorage)
