"""What `deploy/` puts on a server fits together: units, scripts, the proxy and the settings, without a server."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from ikpweb.config.command import BESIDE
from ikpweb.config.environment import VARIABLES, Environment

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = [*sorted((DEPLOY / "systemd").glob("ikp*.*[er]")), DEPLOY / "systemd" / "ikp.target"]
SCRIPTS = [
    DEPLOY / name for name in ("install.sh", "upgrade.sh", "lib.sh", "wheels", "ikp-web", "smoke", "smoke_change")
] + sorted(path for path in (DEPLOY / "postgresql").iterdir() if not path.suffix)


def section(unit: Path, name: str) -> dict[str, list[str]]:
    """Read a section of a unit; a name may stand in it several times."""
    found: dict[str, list[str]] = {}
    for part in re.split(r"(?m)^(?=\[)", unit.read_text("utf-8")):
        if part.startswith(f"[{name}]"):
            for line in part.splitlines()[1:]:
                if line and not line.startswith("#"):
                    key, _, value = line.partition("=")
                    found.setdefault(key, []).append(value)
    return found


def commands(unit: Path) -> list[list[str]]:
    return [line.lstrip("-").split() for line in section(unit, "Service").get("ExecStart", [])]


def test_what_serve_starts_beside_itself_is_a_service_each() -> None:
    started = [words[1:] for unit in UNITS for words in commands(unit)]
    assert all(list(each) in started for each in BESIDE)
    (served,) = [words for words in started if words[0] == "serve"]
    assert "--alone" in served, "or each would run twice"
    wanted = " ".join(section(DEPLOY / "systemd" / "ikp.target", "Unit")["Wants"]).split()
    assert set(wanted) == {unit.name for unit in UNITS if unit.suffix != ".target"} - {
        "ikp-prepare.service",
        "ikp-failed.service",
        *(unit.with_suffix(".service").name for unit in UNITS if unit.suffix == ".timer"),
    }


def test_every_timer_has_its_service_and_every_command_is_one_of_the_platform() -> None:
    sources = DEPLOY.parent / "web" / "src" / "ikpweb"
    known = {"serve", "prepare"} | {path.stem for path in sources.rglob("management/commands/*.py")}
    for unit in UNITS:
        if unit.suffix == ".timer":
            assert unit.with_suffix(".service") in UNITS
        for program, word, *_rest in commands(unit):
            assert program == "/opt/ikp/current/bin/ikp-web"
            assert word in known, f"{unit.name}: {word}"


def test_the_settings_of_a_server_are_settings_of_the_platform(tmp_path: Path) -> None:
    lines = (DEPLOY / "ikp.env").read_text("utf-8").replace("IKP_DOMAIN", "ikp.example").splitlines()
    set_up = dict(line.lstrip("#").split("=", 1) for line in lines if re.match(r"#?[A-Z_]+=", line))
    assert set(set_up) <= set(VARIABLES)
    given = {name: value for name, value in set_up.items() if f"{name}={value}" in lines}
    environment = Environment.read(given | {"IKP_HOME": str(tmp_path)})
    assert environment.secure
    assert environment.database["HOST"] == "/var/run/postgresql"


def test_no_unit_may_write_outside_its_state_or_gain_rights() -> None:
    hardened = section(DEPLOY / "systemd" / "ikp-.service.d" / "hardening.conf", "Service")
    assert hardened["ProtectSystem"] == ["strict"]
    assert hardened["NoNewPrivileges"] == ["yes"]
    assert hardened["CapabilityBoundingSet"] == [""]
    for unit in UNITS:
        own = section(unit, "Service")
        assert set(own.get("ReadWritePaths", [])) <= {"/var/backups/ikp"}
        assert not {"User", "ProtectSystem", "NoNewPrivileges"} & set(own)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a root in which the units and their program stand, for systemd's own look at them."""
    folder = tmp_path / "etc" / "systemd" / "system"
    shutil.copytree(DEPLOY / "systemd", folder)
    program = tmp_path / "opt" / "ikp" / "current" / "bin" / "ikp-web"
    program.parent.mkdir(parents=True)
    program.touch(0o755)
    system = Path("/usr/lib/systemd/system")
    if system.is_dir():
        shutil.copytree(system, tmp_path / "usr" / "lib" / "systemd" / "system", symlinks=True)
    return tmp_path


def test_systemd_takes_the_units(root: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:  # the tests above hold without it
        return
    look = [program, "verify", f"--root={root}", "--man=no", "--recursive-errors=no"]
    units = [f"/etc/systemd/system/{unit.name}" for unit in UNITS]
    ran = subprocess.run([*look, *units], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    exposure = subprocess.run(
        [program, "security", "--offline=true", f"--root={root}", "--no-pager", "ikp-web.service"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    level = re.search(r"exposure level for \S+: ([0-9.]+)", exposure.stdout)
    assert level is not None, exposure.stderr
    assert float(level[1]) < 2


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_each_script_can_be_read_by_its_shell(script: Path) -> None:
    text = script.read_text("utf-8")
    shell = "sh" if text.startswith("#!/bin/sh") else "bash"
    ran = subprocess.run([shell, "-n", str(script)], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert script.stat().st_mode & 0o100 or script.name == "lib.sh"


def test_nothing_is_fetched_but_debian_packages() -> None:
    for script in SCRIPTS:
        text = script.read_text("utf-8")
        assert not re.search(r"\b(curl|wget|git clone)\b", text), script.name
        if script.name != "wheels":
            assert all("--no-index" in text for _ in re.findall(r"pip .*install", text)), script.name


def test_the_proxy_names_itself_once_and_hides_what_is_for_this_machine() -> None:
    text = (DEPLOY / "nginx" / "ikp.conf").read_text("utf-8")
    assert text.count("{") == text.count("}")
    assert "proxy_set_header X-Forwarded-For $remote_addr" in text, "what a visitor writes there must not come through"
    for address in ("/metrics", "/readyz"):
        assert re.search(rf"location = {address} {{ return 404; }}", text)
    limit = re.search(r"client_max_body_size (\d+)m", text)
    assert limit is not None
    assert int(limit[1]) * 1_048_576 > 50_000_000  # IKP_MAX_EVIDENCE


def test_the_alerts_and_the_table_of_peaks_ask_for_figures_that_there_are() -> None:
    operation = DEPLOY.parent / "web" / "src" / "ikpweb" / "operation"
    sources = "".join((operation / name).read_text("utf-8") for name in ("figures.py", "counting.py"))
    known = set(re.findall(r'"(ikp_[a-z_]+)"', sources))
    asked = set()
    for page in (
        DEPLOY / "prometheus" / "ikp-alerts.yml",
        DEPLOY.parent / "docs" / "how-to" / "operate-an-election.md",
    ):
        asked |= {
            re.sub("_(total|bucket)$", "", name) for name in re.findall(r"\bikp_[a-z_]+", page.read_text("utf-8"))
        }
    assert len(asked) > 8
    assert asked <= known
