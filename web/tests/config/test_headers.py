"""What every answer tells the browser: pages, files, errors, redirects, refusals; over https the rest of it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from web.tests.factories import member, signed_in
from web.tests.strangers import routes

pytestmark = pytest.mark.django_db


def wanting(answer: HttpResponse) -> list[str]:
    """Say what an answer does not tell."""
    told, found = answer.headers, []
    policy = told.get("Content-Security-Policy", "")
    if "frame-ancestors" not in policy or "script-src 'unsafe" in policy or "default-src 'none'" not in policy:
        found.append(f"Content-Security-Policy: {policy}")
    if told.get("X-Content-Type-Options") != "nosniff":
        found.append("X-Content-Type-Options")
    if told.get("Referrer-Policy") != "same-origin" or "camera=()" not in told.get("Permissions-Policy", ""):
        found.append("Referrer-Policy, Permissions-Policy")
    if told.get("Cross-Origin-Resource-Policy") not in {"same-origin", "cross-origin"}:
        found.append("Cross-Origin-Resource-Policy")
    kind = told.get("Content-Type", "").replace('"', "")
    if kind.startswith("text/html") and told.get("Cross-Origin-Opener-Policy") != "same-origin":
        found.append("Cross-Origin-Opener-Policy")
    if (
        answer.status_code == 200
        and (kind.startswith("text/") or kind.endswith("xml"))
        and "charset=utf-8" not in kind.replace('"', "")
    ):
        found.append(f"charset: {kind}")
    return found


def test_every_route_tells_them(client: Client) -> None:
    wrong = []
    for route in routes():
        if not route.parameters:
            answer = client.get(reverse(route.name) if ":" in route.name else f"/{route.pattern}")
            wrong += [f"{route.name}: {each}" for each in wanting(answer)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "address",
    [
        "/tidak-ada/",
        "/api/v1/nowhere",
        "/kantor/",
        "/rilis/tidak-ada/",
        "/sematkan/peta/",
        "/daerah/15/",
        "/en/",
        "/grafik/x",
    ],
)
def test_errors_redirects_and_embedded_pages_tell_them_too(client: Client, address: str) -> None:
    assert wanting(client.get(address)) == []


def test_static_files_tell_them_too(client: Client) -> None:
    answer = client.get(staticfiles_storage.url("portal/portal.js"))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    answer.close()
    assert wanting(answer) == []


def test_only_what_is_embedded_may_be_framed(client: Client) -> None:
    assert "frame-ancestors *" in client.get("/sematkan/peta/")["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in client.get("/peringkat/")["Content-Security-Policy"]


def test_only_public_data_may_be_read_by_other_sites(client: Client) -> None:
    answer = client.get("/api/v1/editions", HTTP_ORIGIN="https://elsewhere.example")
    assert (answer["Access-Control-Allow-Origin"], answer["Cross-Origin-Resource-Policy"]) == ("*", "cross-origin")
    answer = client.get("/kantor/", HTTP_ORIGIN="https://elsewhere.example")
    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_what_is_made_for_one_person_is_kept_by_nobody(client: Client) -> None:
    assert "no-store" not in client.get("/peringkat/").get("Cache-Control", "")
    signed_in(client, member("head", "15"))
    for address in ("/kantor/", "/kantor/anggota/", "/peringkat/"):
        assert "no-store" in client.get(address)["Cache-Control"], address


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "x"])
@pytest.mark.parametrize("address", ["/", "/api/v1/editions", "/kantor/"])
def test_a_method_that_is_none_of_ours_is_refused(client: Client, method: str, address: str) -> None:
    assert client.generic(method, address).status_code == 405


def test_the_api_does_not_send_on_what_came_unencrypted(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/api/v1/editions")
    assert (answer.status_code, answer.json()["code"]) == (403, "https-only")
    assert client.get("/api/v1/editions", secure=True).status_code == 200


_ASK = """
import django; django.setup()
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS,
      s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_SSL_REDIRECT, s.DEBUG)
from ikpweb.accounts.notices import _HostCookie
print(_HostCookie.cookie_name)
"""


def test_over_https_cookies_belong_to_the_host_and_the_browser_remembers_https(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "ikpweb.config.settings",
        "IKP_HOME": str(tmp_path),
        "IKP_BASE_URL": "https://ikp.example",
    }
    done = subprocess.run([sys.executable, "-c", _ASK], env=environment, capture_output=True, text=True, check=True)
    cookies, notices = done.stdout.splitlines()
    assert cookies == "__Host-sessionid __Host-csrftoken True True 31536000 True True False"
    assert notices == "__Host-messages"


def test_cookies_are_for_the_server_and_for_this_site_alone(client: Client) -> None:
    client.get("/masuk/")
    signed_in(client, member("head", "15"))
    client.get("/kantor/saya/")
    assert {configured.CSRF_COOKIE_NAME, configured.SESSION_COOKIE_NAME} <= set(client.cookies)
    answer = client.post("/kantor/saya/", {"name": "Nama"})  # leaves a sentence for the next page
    for cookies in (client.cookies, answer.cookies):
        for name, cookie in cookies.items():
            if cookie.value and cookie["max-age"] != 0:
                assert cookie["httponly"] or name == configured.SESSION_COOKIE_NAME, name
                assert cookie["samesite"] == "Lax" or name == configured.SESSION_COOKIE_NAME, name
                assert not cookie["domain"], name
    assert configured.SESSION_COOKIE_HTTPONLY
    assert configured.SESSION_COOKIE_SAMESITE == "Lax"
