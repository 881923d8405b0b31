"""What the tests of the command line share; where its extras are not installed, they are not collected."""

import json
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest

collect_ignore_glob = [] if find_spec("typer") and find_spec("rich") else ["*"]


class Ran(NamedTuple):
    """What a call of ikp left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Speak English in every test, whatever the last one spoke."""
    from ikp.cli.language import speak

    speak("en")
    yield
    speak("en")


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call ikp as its user does, in this process; the language is English unless told."""
    from typer.testing import CliRunner

    from ikp.cli import app

    for name in ("IKP_LANG", "IKP_DEBUG", "LC_ALL", "LC_MESSAGES", "LANG", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object, lang: str = "en", columns: int = 100) -> Ran:
        env = {"COLUMNS": str(columns), "IKP_LANG": lang}
        result = CliRunner().invoke(app, [str(each) for each in arguments], env=env)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def nine(tmp_path: Path) -> Path:
    """The two provinces of IKP 2024 whose dimension scores were all printed."""
    path = tmp_path / "provinces.csv"
    path.write_text("unit,SP,PP,KT,PT\n31,78.27,92.36,96.08,87.01\nJawa Barat,74.91,83.38,83.71,42.07\n")
    return path


@pytest.fixture(scope="session")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made-up events of the 34 provinces."""
    import numpy as np

    from ikp.editions import load
    from ikp.io import write_events
    from ikp.testing import demo_events

    edition = load("2024")
    units = {unit.code: unit.short_name for unit in edition.registry().level("province")}
    path = tmp_path_factory.mktemp("events") / "events.csv"
    start, end = edition.event_period or (None, None)
    assert start is not None
    assert end is not None
    write_events(demo_events(edition.framework(), units, np.random.default_rng(1), start=start, end=end), path)
    return path
