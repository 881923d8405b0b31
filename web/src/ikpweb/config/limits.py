"""How many requests a minute are answered, by kind: the setting, and which requests are of which kind."""

from collections.abc import Mapping

from django.http import HttpRequest

from ikpweb.config.problem import SettingError
from ikpweb.config.words import say

__all__ = ["DEFAULTS", "LIMIT_VARIABLES", "kinds_of", "read_limits"]

#: Requests a minute of one account, or of one address where nobody is signed in; attempts by address alone.
#: *Assumed*: some ten times what a busy office does, so that whoever meets one is a program.
#: `key` and `key-day` are of each key of the API, the latter a day and not a minute; `station-key` is of each key that
#: sends reports of polling stations: an office with 15,000 stations could send each one by itself within five minutes.
DEFAULTS: Mapping[str, int] = {
    "sign-in": 60,
    "upload": 600,
    "costly": 300,
    "request": 1200,
    "key": 120,
    "key-day": 20_000,
    "station-key": 3_000,
}

LIMIT_VARIABLES: Mapping[str, str] = {
    "IKP_LIMITS": "Requests a minute, by kind, such as `sign-in=60 upload=600 costly=300 request=1200 key=120 "
    "key-day=20000 station-key=3000` (the defaults): attempts to sign in, requests that send files, searches, charts, "
    "exports and computations, and all together, counted by account, without one by address; then those with one key "
    "of the API, a minute and a day, and with one key that sends reports of polling stations. 0 sets no limit, `none` "
    "no limit at all",
}

#: Last words of the names of routes whose answer takes long: searched, drawn, computed, gathered or packed.
# fmt: off
_COSTLY = frozenset({
    "search", "suggest", "compare", "take", "picture", "done", "chart", "unsure-chart", "export", "exports",
    "data", "feed", "paper", "minutes", "dataset", "table", "cases-table", "coverage-table",
    "institutions-table", "projection-table", "series-table", "round-table", "rounds-table", "unsure-table",
    "bundle", "boundaries", "copy", "check", "scan", "perturb", "covered", "suppose", "preview", "compute",
    "new", "again", "list_results", "list_figures", "list_units", "series", "timeline", "panel", "agreement",
    "download", "template",
})
# fmt: on
#: Of these apps, pages to fill in are called ``new`` too: only what is computed is costly there.
_COMPUTED = frozenset({"runs", "plans", "effects"})
_SIGN_IN = ("account_", "mfa_")
_BY_SECRET = frozenset({"office:accept", "office:lost-factor"})
_FILES = frozenset({"evidence:uploads", "evidence:upload", "evidence:send"})
#: Counted by their key, at their own door: a thousand telephones share an address of their company.
_BY_KEY = "station-api-v1:"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def read_limits(text: str) -> dict[str, int]:
    """Read the setting; what it does not name keeps its default.

    Raises
    ------
    SettingError
        For a kind that is none, or something else than a whole number.
    """
    if text.strip() == "none":
        return dict.fromkeys(DEFAULTS, 0)
    found = dict(DEFAULTS)
    for part in text.replace(",", " ").split():
        kind, _, most = part.partition("=")
        if kind not in DEFAULTS or not most.isascii() or not most.isdigit():
            raise SettingError(say("limits", value=part, kinds=", ".join(DEFAULTS)))
        found[kind] = int(most)
    return found


def kinds_of(request: HttpRequest) -> tuple[str, ...]:
    """Name the kinds that a request is of; every one is a request, but those that another door counts."""
    match = request.resolver_match
    name, writes = (match.view_name if match else "") or "", request.method not in _SAFE
    if name.startswith(_BY_KEY):
        return ()
    if writes and name != "account_logout" and (name.startswith(_SIGN_IN) or name in _BY_SECRET):
        return ("request", "sign-in")
    if writes and (name in _FILES or (request.content_type or "").startswith("multipart/")):
        return ("request", "upload")
    space, _, last = name.rpartition(":")
    if last in _COSTLY and (last not in {"new", "again"} or (writes and space in _COMPUTED)):
        return ("request", "costly")
    return ("request",)
