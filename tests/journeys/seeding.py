"""Rows for walks through the office area, made in the served platform's own database by the factories of the tests."""

import atexit
import json
import os
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

__all__ = ["ROOT", "seed"]

ROOT = Path(__file__).resolve().parents[2]
#: Runs what it is sent, a line of JSON a time, and answers with what was told or why it failed.
_SEEDER = """
import contextlib, itertools, json, sys, traceback
import django
django.setup()
from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import translation
from ikpweb.accounts.models import User
from web.tests import collecting, factories

def session(who):
    return factories.signed_in(Client(), who).cookies[settings.SESSION_COOKIE_NAME].value

out = sys.stdout
for line in sys.stdin:
    told = []
    names = {"settings": settings, "Client": Client, "User": User, "factories": factories, "json": json}
    names |= {name: getattr(collecting, name) for name in collecting.__all__}
    names |= {"member": factories.member, "signed_in": factories.signed_in, "session": session, "tell": told.append}
    try:
        translation.deactivate()
        factories._numbers = itertools.count(User.objects.count() + 1)  # those before have the first addresses
        with contextlib.redirect_stdout(sys.stderr):
            exec(compile(json.loads(line), "<seed>", "exec"), names)
        answer = {"told": told[-1]}
    except Exception:
        answer = {"failed": traceback.format_exc()}
    connections.close_all()  # the server alone has the database open while a walk is taken
    print(json.dumps(answer), file=out, flush=True)
"""
_running: dict[tuple[str, str], "subprocess.Popen[str]"] = {}


def seed(environment: dict[str, str], script: str) -> Any:
    """Run lines with the factories at hand (`member`, `opened`, `filled`, `session`, …) and give what they `tell`.

    ``session(member)`` gives the cookie of a browser in which that member is signed in. One process runs the lines
    of all walks of a platform: to start it takes longer than what most of them do.
    """
    place = environment["IKP_HOME"], environment.get("DATABASE_URL", "")
    seeder = _running.get(place) or _running.setdefault(place, _started(environment))
    assert seeder.stdin is not None
    assert seeder.stdout is not None
    seeder.stdin.write(json.dumps(script) + "\n")
    seeder.stdin.flush()
    assert select.select([seeder.stdout], [], [], 120)[0], "it takes more than two minutes"
    answer = json.loads(seeder.stdout.readline() or '{"failed": "the process that makes rows is gone"}')
    assert "failed" not in answer, answer["failed"]
    return answer["told"]


def _started(environment: dict[str, str]) -> "subprocess.Popen[str]":
    places = os.pathsep.join(filter(None, [str(ROOT), environment.get("PYTHONPATH")]))
    run = {**environment, "DJANGO_SETTINGS_MODULE": "ikpweb.config.settings", "PYTHONPATH": places}
    command = [sys.executable, "-c", _SEEDER]
    started = subprocess.Popen(command, env=run, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(_ended, started)
    return started


def _ended(seeder: "subprocess.Popen[str]") -> None:
    assert seeder.stdin is not None
    seeder.stdin.close()  # its last line
    seeder.wait(20)
