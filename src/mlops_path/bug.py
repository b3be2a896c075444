"""A bug: a report in a file, without private text."""

from __future__ import annotations

import os
import sys
import traceback

from mlops_path import __version__, locations
from mlops_path.private_files import make_private_folder

EXIT_STATUS = 70
SENTENCE = "Something is wrong inside mlops-path. What was kept before is kept."


def report_of(problem: BaseException) -> str:
    """Versions, the kind of the exception and where it went, line by line.

    Neither its message nor any value is in it: either could hold what a learner wrote.
    """
    lines = [f"mlops-path {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    seen: set[int] = set()
    cause: BaseException | None = problem
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def keep_report(problem: BaseException) -> str:
    """Writes the report into the state folder (0600 in 0700); its place, or "" where it could not be written."""
    folder = os.path.join(locations.state_folder(), "bugs")
    file = os.path.join(folder, f"bug-{os.getpid()}-{os.urandom(4).hex()}.txt")
    try:
        make_private_folder(folder)
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as target:
            target.write(report_of(problem))
    except OSError:
        return ""
    return file


def _short(file: str) -> str:
    """A file name from the package on, so that no home folder is in a report."""
    marker = f"{os.sep}mlops_path{os.sep}"
    return "mlops_path/" + file.rpartition(marker)[2] if marker in file else os.path.basename(file)
