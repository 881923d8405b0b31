"""Wheels are the same wherever they are built, and a folder that was changed after signing is found."""

import subprocess
from pathlib import Path

import pytest

from tools.artefacts import SIGNATURE, ArtefactError, main, make, new_key, verify

pytestmark = pytest.mark.extras

_PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "{name}"
version = "1.2.3"
requires-python = ">=3.11"
[tool.hatch.build.targets.wheel]
packages = ["src/{name}"]
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Make a repository of two small packages, with a file beside them that was never committed."""
    root = tmp_path / "repository"
    for folder in ("engine", "web"):
        package = root / folder / "src" / f"small_{folder}"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("VALUE = 1\n")
        (root / folder / "pyproject.toml").write_text(_PROJECT.format(name=f"small_{folder}"))
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "Begin"], check=True)
    (root / "engine/src/small_engine/secret.txt").write_text("of this machine")
    return root


def test_what_is_signed_is_found_whole_and_what_was_changed_is_named(repository: Path, tmp_path: Path) -> None:
    key, out = tmp_path / "key.pem", tmp_path / "dist"
    assert len(new_key(key)) == 32
    assert key.stat().st_mode & 0o077 == 0
    made = make(repository, out, key)
    assert [path.name for path in made] == [f"small_{name}-1.2.3-py3-none-any.whl" for name in ("engine", "web")]
    assert b"secret.txt" not in made[0].read_bytes()
    public = tmp_path / "key.pub.pem"
    assert verify(out, public) == []
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=out, check=True)
    before = [path.read_bytes() for path in made]
    assert [path.read_bytes() for path in make(repository, out, key)] == before

    made[1].write_bytes(before[1] + b"\0")
    (out / "other-1.whl").write_bytes(b"")
    assert verify(out, public) == ["other-1.whl: was not signed.", f"{made[1].name}: differs from what was signed."]
    new_key(tmp_path / "another.pem")
    assert verify(out, tmp_path / "another.pub.pem") == [f"{SIGNATURE}: was not made over SHA256SUMS with this key."]
    assert main([str(out), "--verify", "--key", str(public)]) == 1
    (out / SIGNATURE).unlink()
    assert verify(out, public) == [f"{SIGNATURE}: is missing, or no signature."]


def test_what_is_not_the_same_twice_is_refused(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tools import artefacts

    built = artefacts.build

    def of_this_place(root: Path, commit: str, place: Path) -> list[Path]:
        made = built(root, commit, place)
        made[0].write_bytes(made[0].read_bytes() + str(place).encode())
        return made

    monkeypatch.setattr(artefacts, "build", of_this_place)
    with pytest.raises(ArtefactError, match="small_engine"):
        make(repository, tmp_path / "dist")
    assert not (tmp_path / "dist").exists()
