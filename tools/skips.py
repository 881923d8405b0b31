"""A pytest plugin: a test that is skipped has not run, and that fails the run.

`pytest -p tools.skips`. The one excuse: a test marked `reference` where the reference
results (../shared) are not on this machine.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest


class SkipsFail:
    """Collect what was skipped without an excuse; a report comes from every worker."""

    def __init__(self, shared: Path) -> None:
        self.excusing = not shared.is_dir()
        self.skipped: dict[str, str] = {}

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        excused = self.excusing and "reference" in getattr(report, "keywords", ())
        if report.skipped and not hasattr(report, "wasxfail") and not excused:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            self.skipped[report.nodeid] = reason

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Iterator[None]:
        if self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        yield

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for test, reason in self.skipped.items():
            terminalreporter.write_line(f"SKIPPED WITHOUT AN EXCUSE {test}: {reason}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(SkipsFail(config.rootpath.parent / "shared"), "ikp-skips-fail")
