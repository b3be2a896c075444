"""Commands run in the process of the test: a process each would take minutes. The door for bugs is the same."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import NamedTuple

from mlops_path.cli.running import run


class Said(NamedTuple):
    """What a command came to in this process."""

    status: int
    out: str
    err: str


def command(*words: str, stdin: Path | None = None) -> Said:
    """Runs a command; what it said."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    before = sys.stdin
    with open(stdin or os.devnull, encoding="utf-8") as source, contextlib.redirect_stdout(out):
        sys.stdin = source
        try:
            with contextlib.redirect_stderr(err):
                status = run(list(words))
        finally:
            sys.stdin = before
    out.seek(0)
    return Said(status, out.read(), err.getvalue())
