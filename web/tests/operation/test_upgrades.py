"""The database of every release comes to today's: migrated, its log whole, no row lost."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tools.kept_database import FOLDER, keep, open_kept

ROOT = Path(__file__).resolve().parents[3]
#: Tables whose rows may become fewer: they hold nothing that anybody entered.
MADE_ANEW = {"django_migrations", "django_content_type", "auth_permission", "django_session", "ikp_cache"}


def released() -> list[str]:
    """Give the versions that the changelog says were released."""
    return re.findall(r"(?m)^## \[?(\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"))


def test_a_database_of_every_release_is_kept() -> None:
    kept = {path.name.removesuffix(".sql.gz") for path in FOLDER.glob("*.sql.gz")}
    missing = sorted(set(released()) - kept)
    assert missing == [], "python -m tools.kept_database VERSION HOME, with the release itself"


def test_the_database_of_every_release_comes_to_today(tmp_path: Path) -> None:
    for kept in sorted(FOLDER.glob("*.sql.gz")):
        home = tmp_path / kept.name
        home.mkdir()
        before = open_kept(kept, home / "ikp.sqlite3")
        for command in (["migrate", "--verbosity", "0"], ["audit", "verify"]):
            ran = ikp_web(home, *command)
            assert ran.returncode == 0, f"{kept.name}: {' '.join(command)}: {ran.stdout}{ran.stderr}"
        after = rows(home / "ikp.sqlite3")
        fewer = {name for name, count in before.items() if after.get(name, 0) < count} - MADE_ANEW
        assert fewer == set(), f"{kept.name}: rows of {sorted(fewer)} are gone"


def ikp_web(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "IKP_HOME": str(home), "IKP_LANG": "id"}
    for name in ("DJANGO_SETTINGS_MODULE", "IKP_HOSTS", "DATABASE_URL"):
        environment.pop(name, None)
    program = str(Path(sys.executable).parent / "ikp-web")
    return subprocess.run([program, *words], env=environment, capture_output=True, text=True, check=False)


def rows(database: Path) -> dict[str, int]:
    with closing(sqlite3.connect(database)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def test_what_is_kept_is_the_same_bytes_and_comes_back(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "one.sqlite3")) as connection:
        connection.executescript("CREATE TABLE thing (name TEXT); INSERT INTO thing VALUES ('SINTETIS'), ('kedua');")
    kept = keep(tmp_path / "one.sqlite3", "0.0.1", tmp_path / "kept")
    first = kept.read_bytes()
    assert keep(tmp_path / "one.sqlite3", "0.0.1", tmp_path / "kept").read_bytes() == first
    assert open_kept(kept, tmp_path / "two.sqlite3") == {"thing": 2}
    assert rows(tmp_path / "two.sqlite3") == {"thing": 2}
    (tmp_path / "kept" / "0.0.1.json").write_text('{"thing": 3}')
    with pytest.raises(ValueError, match="other rows"):
        open_kept(kept, tmp_path / "three.sqlite3")
