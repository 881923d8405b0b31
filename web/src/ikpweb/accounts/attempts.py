"""What the count of failed attempts goes by: the e-mail that was tried, and the address of who tried."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest

__all__ = ["address", "username"]


def address(request: HttpRequest) -> str:
    """Give the address of a visitor, seen from behind as many proxies as are the platform's own (IKP_PROXIES).

    What a visitor writes into the header by himself stands further left and is not believed.
    """
    forwarded = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    proxies: int = settings.ENVIRONMENT.proxies
    if proxies and len(forwarded) >= proxies and _is_address(forwarded[-proxies]):
        return str(forwarded[-proxies])
    return str(request.META.get("REMOTE_ADDR", ""))


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def username(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """Give the e-mail that was tried, the same however it was typed."""
    tried = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(tried).strip().lower()
