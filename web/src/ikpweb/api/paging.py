"""Lists in pages, with links to the pages before and after in the answer and in the header `Link`."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from ninja import Schema

from ikpweb.api.told import told

__all__ = ["Page", "Paged", "paged"]

T = TypeVar("T")


class Paged(Schema):
    """The parameters of every list."""

    limit: int = told("At most so many items.", "Paling banyak sekian butir.", default=100, ge=1, le=600)
    offset: int = told("Leave out so many items.", "Lewati sekian butir.", default=0, ge=0, le=1_000_000)


class Page(Schema, Generic[T]):
    """A part of a list."""

    items: list[T]
    count: int = told("Items in the whole list.", "Jumlah butir di seluruh daftar.")
    limit: int
    offset: int
    next: str | None = told("Address of the next part.", "Alamat bagian berikutnya.")
    previous: str | None = told("Address of the part before.", "Alamat bagian sebelumnya.")


def paged(
    request: HttpRequest, response: HttpResponse | dict[str, str], found: Sequence[Any], asked: Paged
) -> dict[str, Any]:
    """Cut the part out of a list that is asked for, and say where the others are."""
    last = max(0, (len(found) - 1) // asked.limit * asked.limit)
    before = max(0, asked.offset - asked.limit)
    links = {
        "first": 0,
        "previous": before if asked.offset > 0 else None,
        "next": asked.offset + asked.limit if asked.offset + asked.limit < len(found) else None,
        "last": last,
    }
    addresses = {name: _address(request, at) for name, at in links.items() if at is not None}
    response["Link"] = ", ".join(
        f'<{address}>; rel="{"prev" if name == "previous" else name}"' for name, address in addresses.items()
    )
    return {
        "items": found[asked.offset : asked.offset + asked.limit],
        "count": len(found),
        "limit": asked.limit,
        "offset": asked.offset,
        "next": addresses.get("next"),
        "previous": addresses.get("previous"),
    }


def _address(request: HttpRequest, offset: int) -> str:
    base = settings.ENVIRONMENT.base_url or f"{request.scheme}://{request.get_host()}"
    asked = {**request.GET.dict(), "offset": str(offset)}
    return f"{base}{request.path}?{urlencode(asked)}"
