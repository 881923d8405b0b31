"""For machines that watch this one: readiness and metrics, closed to everybody else."""

from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from ikpweb.accounts.attempts import address
from ikpweb.operation.counting import registry
from ikpweb.operation.figures import Figures
from ikpweb.operation.readiness import ready

__all__ = ["metrics", "readyz"]


def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when every part is ready, else 503 with the parts that are not."""
    _of_a_watcher(request)
    parts = ready()
    good = all(parts.values())
    answer = {"status": "ready" if good else "not ready", "parts": parts}
    return JsonResponse(answer, status=200 if good else 503, headers={"Cache-Control": "no-store"})


def metrics(request: HttpRequest) -> HttpResponse:
    """Give counts and figures in the text format of Prometheus."""
    _of_a_watcher(request)
    found = registry()
    found.register(Figures())
    return HttpResponse(generate_latest(found), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def _of_a_watcher(request: HttpRequest) -> None:
    """Let in the loopback address and those of IKP_METRICS; nobody else learns that there is something.

    A proxy on this machine comes from the loopback address too. Whoever it brings is known by the header, and where
    the platform was not told of a proxy (IKP_PROXIES), whoever comes by one is nobody.
    """
    if "X-Forwarded-For" in request.headers and not settings.ENVIRONMENT.proxies:
        raise Http404
    try:
        visitor = ip_address(address(request))
    except ValueError:
        raise Http404 from None
    if not visitor.is_loopback and not any(visitor in network for network in settings.ENVIRONMENT.operating.readers):
        raise Http404
