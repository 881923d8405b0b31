"""Rows for walks through the office area, made in the served platform's own database by the factories of the tests."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

__all__ = ["ROOT", "seed"]

ROOT = Path(__file__).resolve().parents[2]
_HEAD = """
import itertools, json, django
django.setup()
from django.conf import settings
from django.test import Client
from ikpweb.accounts.models import User
from web.tests import factories
from web.tests.collecting import *
from web.tests.factories import member, signed_in

factories._numbers = itertools.count(User.objects.count() + 1)  # those before have the first addresses

def session(who):
    return signed_in(Client(), who).cookies[settings.SESSION_COOKIE_NAME].value
"""


def seed(environment: dict[str, str], script: str) -> Any:
    """Run lines with the factories at hand (`member`, `opened`, `filled`, `session`, …) and give what they `tell`.

    ``session(member)`` gives the cookie of a browser in which that member is signed in.
    """
    code = f"{_HEAD}\ndef tell(value): print('\\n' + json.dumps(value))\n{script}"
    places = os.pathsep.join(filter(None, [str(ROOT), environment.get("PYTHONPATH")]))
    run = {**environment, "DJANGO_SETTINGS_MODULE": "ikpweb.config.settings", "PYTHONPATH": places}
    done = subprocess.run(
        [sys.executable, "-c", code], env=run, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])
