"""Install packages into the environment whose Python runs this: by uv where the lock file holds it, by pip otherwise.

    python tools/packages.py LOCK ARGUMENT…

The arguments are those of `pip install`, as far as uv has the same. uv takes a third of the time; it
is installed from the lock by pip first, against its hash, and told what pip has been told about
indexes. Where it fails, for whatever reason, pip does the work and has the last word.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["main", "settings"]

#: Settings of pip, and the variable in which uv expects the same.
_SAME = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")


def settings(listed: str) -> dict[str, str]:
    """Give what uv should be told, from what `pip config list` prints.

    Variables (``:env:``) go before files, and what is said for ``install`` before what is said for all.
    """
    found: dict[str, tuple[int, str]] = {}
    for section, name, value in re.findall(r"^(global|install|:env:)\.([a-z-]+)='(.*)'$", listed, re.MULTILINE):
        order = ("global", "install", ":env:").index(section)
        if name in _SAME and order >= found.get(name, (-1, ""))[0]:
            found[name] = order, value.replace("\\n", " ").strip()
    return {_SAME[name]: value for name, (_, value) in found.items()}


def main(lock: str, arguments: list[str]) -> int:
    """Install, and give the exit code of whoever did it last."""
    uv = Path(sys.executable).with_name("uv")
    if not uv.exists():
        own = re.search(r"^uv==.*?(?:[^\\]\n)", Path(lock).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        if own:
            with TemporaryDirectory() as folder:
                part = Path(folder) / "uv.lock"
                part.write_text(own[0], encoding="utf-8")
                _run(*_PIP, "install", "--quiet", "--require-hashes", "--no-deps", "--requirement", str(part))
    if uv.exists():
        told = subprocess.run([*_PIP, "config", "list"], capture_output=True, text=True, check=False).stdout
        command = (str(uv), "pip", "install", "--python", sys.executable, "--quiet", "--compile-bytecode", *arguments)
        if _run(*command, also=settings(told)) == 0:
            return 0
        print("→ uv could not; pip tries it", file=sys.stderr)
    return _run(*_PIP, "install", "--quiet", *arguments)


def _run(*command: str, also: Mapping[str, str] | None = None) -> int:
    return subprocess.run(command, check=False, env={**(also or {}), **os.environ}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
