#!/bin/sh
# Prepare a virtual environment from a lock file, and say what is done.
#
#   tools/setup.sh VENV LOCK
#
# Nothing happens when VENV already holds what LOCK and the engine's own settings ask for:
# a stamp inside VENV says so. The stamp is written last, so an interrupted run starts again.
set -eu
venv=$1
lock=$2
here=${0%/*}

say() { printf '→ %s\n' "$*"; }
die() { printf 'ikp: %s\n' "$*" >&2; exit 1; }
recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

[ -f "$lock" ] || die "there is no $lock here; run make in the folder of the Makefile (make -C FOLDER …)."

if ! recent "$venv/bin/python"; then
    python=
    # python3 first: it is the one that the person knows. A command may exist and still not
    # run (a version manager's stand-in), so each is tried.
    for each in python3 python3.14 python3.13 python3.12 python3.11; do
        if recent "$each"; then python=$each; break; fi
    done
    [ -n "$python" ] || die "no Python 3.11 or later found (tried python3, python3.14 … python3.11). Install one, then run this again."
    # --clear empties the folder, so it is used on nothing but an environment.
    if [ -e "$venv" ] && [ ! -f "$venv/pyvenv.cfg" ] && [ -n "$(ls -A "$venv")" ]; then
        die "$venv exists and is no virtual environment. Move it away, or name another folder: make VENV=FOLDER …"
    fi
    say "$("$python" --version): virtual environment in $venv"
    "$python" -m venv --clear "$venv" ||
        die "Python could not make a virtual environment. On Debian and Ubuntu, install python3-venv; then run this again."
fi

wanted=$("$venv/bin/python" - "$lock" <<'PY'
import hashlib, pathlib, sys
# The checkout's folder counts too: the engine is installed from it, and an environment may be shared.
parts = [sys.version.encode(), str(pathlib.Path.cwd()).encode()]
parts += [pathlib.Path(name).read_bytes() for name in (sys.argv[1], "engine/pyproject.toml", "web/pyproject.toml")]
print(hashlib.sha256(b"\0".join(parts)).hexdigest())
PY
)
stamp=$venv/ikp-stamp
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then exit 0; fi

say "installing $(grep -c '^[A-Za-z0-9].*==' "$lock") packages, each checked against its hash in $lock (about half a minute)"
"$venv/bin/python" "$here/packages.py" "$lock" --no-deps --require-hashes --requirement "$lock" ||
    die "the packages could not be installed; the reason stands above."
say "installing the engine from engine/ and the platform from web/"
"$venv/bin/python" "$here/packages.py" "$lock" --no-deps --no-build-isolation --editable ./engine --editable ./web ||
    die "the packages of this checkout could not be installed; the reason stands above."
printf '%s\n' "$wanted" >"$stamp"
