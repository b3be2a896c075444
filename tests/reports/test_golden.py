"""Every report of a fixed journey, compared with a file to the byte.

A change that is meant is written on purpose, and read in the diff before it is kept:

    MLOPS_PATH_WRITE_GOLDEN=1 .venv/bin/python -m pytest tests/reports/test_golden.py
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from mlops_path.reports import FORMATS, render
from tests.reports.sample import options, sample_journey

GOLDEN = Path(__file__).parent.parent / "golden"
WRITE = os.environ.get("MLOPS_PATH_WRITE_GOLDEN") == "1"  # asked here: no test sees the machine's own settings
KINDS: dict[str, dict[str, Any]] = {
    "report": {},
    "report-without-notes": {"notes": False},
    "report-of-april": {"since": "2026-04-01T00:00:00+02:00", "until": "2026-04-30T23:59:59+02:00"},
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_report_is_as_it_was(kind: str, form: str) -> None:
    """Who sends a report every month must not be surprised by its looks; a change of them is a decision."""
    journey = sample_journey()
    document = render(form, journey, options(journey, **KINDS[kind])).encode(FORMATS[form].encoding)
    file = GOLDEN / f"{kind}.{form}"
    if WRITE:
        file.write_bytes(document)

    assert document == file.read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_begins_with_what_a_later_run_knows_it_by(form: str) -> None:
    """That is how next month's report may replace this month's, and nothing else is replaced."""
    journey = sample_journey()
    first, second = (render(form, each, options(each)) for each in (journey, sample_journey()))

    assert first.startswith(FORMATS[form].begins)
    assert first == second, "and nothing in it hangs on the moment or the order of a set"
