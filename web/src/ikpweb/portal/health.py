"""Is the platform alive: the database answers and holds editions."""

from django.db import connection
from django.http import HttpRequest, JsonResponse

from ikpweb.methodology.models import Edition

__all__ = ["healthz"]


def healthz(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when pages can be shown, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        ready = Edition.objects.exists()
    except Exception:  # noqa: BLE001 - whatever is wrong, the answer is the same
        ready = False
    return JsonResponse({"status": "ok" if ready else "not ready"}, status=200 if ready else 503)
