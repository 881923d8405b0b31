"""Every requirement has its answer, and the page that answers some of them says what the code does."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from ikpweb.config.limits import DEFAULTS

from tools.asvs_page import LIST, page, rows, unanswered

ROOT = Path(__file__).resolve().parents[2]
SECURITY = (ROOT / "docs/explanation/security.md").read_text("utf-8")


def test_every_requirement_is_answered_by_what_is_there() -> None:
    assert unanswered() == []


def test_the_page_holds_every_row() -> None:
    text = page()
    for row in rows():
        assert f"| {row.number} | {row.level} | {row.asks} |" in text


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("\n1.1.2,2,", "\n1.1.1,2,", "twice"),
        ("\n17.3.2,2,", "\n16.3.2,2,", "V17"),
        ("\n1.1.1,2,", "\n1.1.1,1,", "level 1"),
        (",met,", ",open,", "'open'"),
        ("web/src/ikpweb/audit/services.py", "web/src/ikpweb/audit/none.py", "there is no"),
        ("::test_an_invitation_works_once", "::test_none", "has no test_none"),
        ("No XPath is evaluated", "", "needs a reason"),
    ],
)
def test_what_is_missing_is_found(tmp_path: Path, before: str, after: str, said: str) -> None:
    text = (ROOT / LIST).read_text("utf-8")
    assert before in text
    for folder in ("engine", "web", "tests", "tools", "deploy", "SECURITY.md"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    (tmp_path / "docs/reference").mkdir(parents=True)
    for each in (ROOT / "docs").iterdir():
        if each.name != "reference":
            (tmp_path / "docs" / each.name).symlink_to(each)
    for each in (ROOT / "docs/reference").iterdir():
        (tmp_path / "docs/reference" / each.name).symlink_to(each)
    (tmp_path / LIST).unlink()
    (tmp_path / LIST).write_text(text.replace(before, after, 1), "utf-8")
    assert any(said in each for each in unanswered(tmp_path))


_ASK = """
import django; django.setup()
from django.conf import settings as s
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from ikpweb.accounts.passwords import CONTEXT
from ikpweb.operation.secrets import KINDS
e = s.ENVIRONMENT
print(e.session_idle // 60, e.session_hours, s.PASSWORD_RESET_TIMEOUT // 3600, s.AXES_FAILURE_LIMIT)
print(s.AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"]["min_length"], PBKDF2PasswordHasher.iterations)
print(*(f"{file}={days}" for file, days in KINDS.values()))
print(*sorted(CONTEXT))
"""


def test_the_page_of_security_says_what_the_code_does(tmp_path: Path) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "ikpweb.config.settings", "IKP_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", _ASK], env=environment, capture_output=True, text=True, check=True)
    times, passwords, kinds, words = done.stdout.splitlines()
    idle, most, link, failures = times.split()
    assert f"after {idle} hours without a request and after {most} hours" in SECURITY
    assert f"good for {link} hour" in SECURITY
    assert f"{failures} wrong passwords" in SECURITY
    length, rounds = passwords.split()
    assert f"at least {length} characters" in SECURITY
    assert int(rounds) >= 600_000
    for kind in kinds.split():
        file, days = kind.split("=")
        assert re.search(rf"`{re.escape(file)}`.*\| {days} days", SECURITY), file
    listed = re.search(r"<!-- words -->\n(.+?)\n<!-- end -->", SECURITY, re.DOTALL)
    assert listed is not None
    assert listed[1].replace("\n", " ").split() == words.split()
    for kind, count in DEFAULTS.items():
        assert re.search(rf"`{kind}`[^|]*\|[^|]*\| {count} ", SECURITY), kind


def test_the_proxy_speaks_current_tls_alone() -> None:
    text = (ROOT / "deploy/nginx/ikp.conf").read_text("utf-8")
    assert re.findall(r"ssl_protocols ([^;]+);", text) == ["TLSv1.2 TLSv1.3"]
    (ciphers,) = re.findall(r"ssl_ciphers ([^;]+);", text)
    assert all(each.startswith("ECDHE-") and ("GCM" in each or "POLY1305" in each) for each in ciphers.split(":"))
    assert "location /api/ { return 403; }" in text


def test_the_policy_of_updates_names_days() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    assert len(re.findall(r"\| (\d+) (?:hours|days) \|", text)) >= 4


def test_the_wheels_are_made_of_the_packages_alone() -> None:
    for folder, package in (("engine", "src/ikp"), ("web", "src/ikpweb")):
        told = tomllib.loads((ROOT / folder / "pyproject.toml").read_text("utf-8"))
        assert told["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == [package]
        assert not list((ROOT / folder / package).rglob("test_*.py"))
