"""Figures of the survival tests, told at the end of a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from _pytest.terminal import TerminalReporter

FIGURE = "figure"


def figures(reporter: TerminalReporter) -> Iterator[str]:
    """What every passed or failed test of this folder counted, in the order in which they ended."""
    for outcome in ("passed", "failed"):
        for report in reporter.getreports(outcome):
            for name, value in report.user_properties:
                if name == FIGURE:
                    yield f"{report.nodeid.rpartition('::')[2]}: {value}"


@pytest.hookimpl
def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    lines = list(figures(terminalreporter))
    if lines:
        terminalreporter.section("what the record survived")
        for line in lines:
            terminalreporter.write_line(line)
