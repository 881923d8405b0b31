"""Settings from the environment, with sentences where one does not fit.

Every variable that the platform reads is declared here, once, with what it means; the
documentation of settings is made from this list.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ikpweb.config.evidence import EVIDENCE_VARIABLES, EvidenceSettings
from ikpweb.config.limits import LIMIT_VARIABLES, read_limits
from ikpweb.config.operating import OPERATING_VARIABLES, Operating
from ikpweb.config.problem import SettingError, loopback
from ikpweb.config.signing import SIGNING_VARIABLES, SigningSettings
from ikpweb.config.words import say
from ikpweb.kit.country import VARIABLE, Country, CountryError, country

__all__ = ["VARIABLES", "Environment", "Mail", "SettingError"]

VARIABLES: Mapping[str, str] = {
    "IKP_HOME": "Folder that holds all state: database, secret key, evidence. Default: ./var",
    "DATABASE_URL": "postgres://user:password@host:port/name; empty for SQLite in IKP_HOME. "
    "On another machine: ?sslmode=verify-full&sslrootcert=/etc/ikp/ca.pem",
    VARIABLE: "Folder of another country: country.toml, registry.csv and its editions; the command ikp reads it too. "
    "Default: Indonesia",
    "IKP_HOSTS": "Host names the platform answers to, separated by commas. Default: the loopback address only",
    "IKP_SECRET_KEY": "Secret of sessions and signatures. Default: made once and kept in IKP_HOME/secret-key",
    "IKP_SECRET_KEY_OLD": "The secret before, until everything is sealed anew (`ikp-web secrets retire`). Default: "
    "IKP_HOME/secret-key.old while it is there",
    "IKP_LANG": "id or en: what the command ikp-web speaks. Default: as the locale (LANG), else Indonesian",
    "IKP_DEBUG": "1 shows tracebacks in the browser; never in production",
    "IKP_BASE_URL": "Public address of the platform, such as https://ikp.example; used in links and embeds",
    "IKP_PROXIES": "How many proxies of your own stand in front; the address of a visitor is read behind them. "
    "Default: 0",
    "IKP_EMAIL": "smtp://user:password@host:587 (STARTTLS), smtps://…:465, smtp+plain://… (no encryption, for the "
    "loopback address); empty writes mail to the terminal",
    "IKP_EMAIL_FROM": "Sender of mail, such as ikp@bawaslu.example. Default: ikp@ and the host of IKP_BASE_URL",
    "IKP_SESSION_IDLE": "Minutes without a request after which one must sign in again. Default: 120",
    "IKP_SESSION_HOURS": "Hours after which one must sign in again in any case. Default: 12",
    **LIMIT_VARIABLES,
    "IKP_PASSWORD_WORDS": "Words that no password may rest on, separated by commas, such as names of the place; the "
    "words of the work are refused in any case",
    "IKP_LEAKED_PASSWORDS": "File of SHA-1 digests of leaked passwords in order, as Have I Been Pwned gives it away; "
    "empty leaves it at the list of common passwords",
    **OPERATING_VARIABLES,
    **EVIDENCE_VARIABLES,
    **SIGNING_VARIABLES,
}


@dataclass(frozen=True)
class Mail:
    """How mail goes out; without a host it is written to the terminal."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    scheme: str = ""


@dataclass(frozen=True)
class Environment:
    """What the environment says, checked.

    Raises
    ------
    SettingError
        For a folder that cannot be written, an address that cannot be read.
    """

    home: Path
    country: Country
    database: Mapping[str, object]
    hosts: tuple[str, ...]
    secret_key: str
    old_secrets: tuple[str, ...]
    debug: bool
    base_url: str
    proxies: int
    mail: Mail
    mail_from: str
    session_idle: int
    session_hours: int
    limits: Mapping[str, int]
    password_words: tuple[str, ...]
    leaked_passwords: str
    operating: Operating
    evidence: EvidenceSettings
    signing: SigningSettings

    @classmethod
    def read(cls, variables: Mapping[str, str] = os.environ) -> "Environment":
        """Read and check; makes IKP_HOME and the secret key when they are not there yet."""
        home = Path(variables.get("IKP_HOME") or "var").expanduser().resolve()
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise SettingError(say("home", home=home, why=problem.strerror)) from problem
        base_url = (variables.get("IKP_BASE_URL") or "").rstrip("/")
        named = urlsplit(base_url).hostname
        hosts = _list(variables.get("IKP_HOSTS") or "")
        return cls(
            home=home,
            country=_country(),
            database=_database(variables.get("DATABASE_URL") or "", home),
            hosts=tuple(dict.fromkeys([*hosts, *([named] if named else []), "127.0.0.1", "localhost", "[::1]"])),
            secret_key=variables.get("IKP_SECRET_KEY") or _kept_secret(home),
            old_secrets=_old_secrets(variables.get("IKP_SECRET_KEY_OLD") or "", home),
            debug=variables.get("IKP_DEBUG") == "1",
            base_url=base_url,
            proxies=_whole("IKP_PROXIES", variables, 0, least=0),
            mail=_mail(variables.get("IKP_EMAIL") or ""),
            mail_from=variables.get("IKP_EMAIL_FROM") or f"ikp@{named or 'localhost'}",
            session_idle=_whole("IKP_SESSION_IDLE", variables, 120, least=1),
            session_hours=_whole("IKP_SESSION_HOURS", variables, 12, least=1),
            limits=read_limits(variables.get("IKP_LIMITS") or ""),
            operating=Operating.read(variables),
            password_words=_list(variables.get("IKP_PASSWORD_WORDS") or ""),
            leaked_passwords=_file("IKP_LEAKED_PASSWORDS", variables),
            evidence=EvidenceSettings.read(variables, _whole),
            signing=SigningSettings.read(variables),
        )

    @property
    def secure(self) -> bool:
        """Tell whether the public address is https; plain HTTP is for the loopback address."""
        return self.base_url.startswith("https://")


def _country() -> Country:
    try:
        return country()
    except CountryError as problem:
        raise SettingError(say(f"country-{problem.fault}", **problem.values)) from problem


def _database(url: str, home: Path) -> Mapping[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "ikp.sqlite3",
            # To open it anew takes longer than most questions to it.
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                # Readers never wait for the writer; a writer waits for another instead of failing.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=10000",
                "transaction_mode": "IMMEDIATE",
            },
        }
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as problem:  # not a number, or beyond 65535
        raise SettingError(say("database-url")) from problem
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise SettingError(say("database-url"))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or _pairs(parts.query).get("host", ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # How the connection is encrypted and whose certificate is believed, in libpq's own words.
        "OPTIONS": {name: value for name, value in _pairs(parts.query).items() if name.startswith("ssl")},
    }


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _file(name: str, variables: Mapping[str, str]) -> str:
    path = variables.get(name) or ""
    if path and not os.access(path, os.R_OK):
        raise SettingError(say("no-file", name=name, path=path))
    return path


def _whole(name: str, variables: Mapping[str, str], default: int, *, least: int) -> int:
    text = variables.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or int(text) < least:
        raise SettingError(say("whole-number", name=name, value=text, least=least))
    return int(text)


def _mail(address: str) -> Mail:
    if not address:
        return Mail()
    parts = urlsplit(address)
    usual = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    if parts.scheme not in usual or not parts.hostname:
        raise SettingError(say("email"))
    if parts.scheme == "smtp+plain" and not loopback(parts.hostname):
        raise SettingError(say("plain-mail"))
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Mail(parts.hostname, parts.port or usual[parts.scheme], user, password, parts.scheme)


def _pairs(query: str) -> dict[str, str]:
    """Read what follows the address: host=/folder for a socket, sslmode=verify-full and the like."""
    return {name: unquote(value) for name, _, value in (part.partition("=") for part in query.split("&")) if value}


def _kept_secret(home: Path) -> str:
    """Read the secret key, or make it once, readable by this user alone."""
    path = home / "secret-key"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    secret = secrets.token_urlsafe(50)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret)
    return secret


def _old_secrets(given: str, home: Path) -> tuple[str, ...]:
    path = home / "secret-key.old"
    kept = path.read_text(encoding="ascii").strip() if path.exists() else ""
    return tuple(each for each in (given, kept) if each)
