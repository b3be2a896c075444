"""The record as a document, on stdout or whole into a file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from mlops_path.cli.printing import open_for, print_json, say, write_bytes
from mlops_path.domain.dates import first_moment_of, moment_of
from mlops_path.errors import CannotWriteFile, FileExists, WrongUsage
from mlops_path.reports import FORMATS, Options, render

if TYPE_CHECKING:
    from argparse import Namespace


def report(options: Namespace) -> None:
    tracker = open_for(options)
    now = tracker.now()
    since = first_moment_of(options.since, now) if options.since is not None else None
    until = moment_of(options.until, now, end_of_day=True) if options.until is not None else None
    if since and until and since > until:
        raise WrongUsage("--since is later than --until.", "Swap them.")
    to_stdout = options.output in (None, "-")
    format_ = options.format or ("json" if options.json and to_stdout else _format_of(options.output))
    document = render(
        format_,
        tracker.journey,
        Options(
            made_at=now,
            since=since,
            until=until,
            notes=None if options.no_notes else tracker.notes(),
            finished=tracker.finished(since, until),
        ),
    )
    if to_stdout and options.json and format_ != "json":
        print_json({"format": format_, "report": document})
        return
    if to_stdout:
        write_bytes(document.encode(FORMATS[format_].encoding))
        return
    write_whole(options.output, document.encode(FORMATS[format_].encoding), FORMATS[format_].begins, options.force)
    if options.json:
        print_json({"file": os.path.abspath(options.output), "format": format_})
    else:
        say(f"Report written: {options.output}")


def _format_of(file: str | None) -> str:
    ending = os.path.splitext(file or "")[1].lstrip(".").lower()
    return {"htm": "html", "markdown": "md"}.get(ending, ending if ending in FORMATS else "md")


def write_whole(
    file: str, content: bytes | Iterable[bytes], begins: str, force: bool, what: str = "a report of this format"
) -> None:
    """Puts `content` at `file` in one step: beside it, synced, moved over, the folder synced.

    A report may be read by whom the learner's umask lets; what comes in pieces is a whole record, for the learner only.

    Raises:
        FileExists: there is something that does not begin like a report of ours, and not `force`.
        CannotWriteFile: the file or its folder does not take it; nothing was changed.
    """
    import tempfile  # noqa: PLC0415 - only a report in a file needs it

    scratch = ""
    folder = os.path.dirname(os.path.abspath(file))
    try:
        if os.path.isdir(file):
            raise CannotWriteFile(f"{file} is a folder.", "Give the name of a file.")
        if os.path.exists(file) and not os.path.isfile(file):
            raise CannotWriteFile(f"{file} is no plain file.", "Leave -o out to write to standard output.")
        if os.path.exists(file) and not force:
            with open(file, "rb") as there:
                if not there.read(400).decode("utf-8", "replace").lstrip("\ufeff").startswith(begins):
                    raise FileExists(
                        f"{file} exists and is not {what}. Nothing was changed.",
                        "Choose another name, or add --force to replace it.",
                    )
        mask = os.umask(0o077)
        os.umask(mask)
        descriptor, scratch = tempfile.mkstemp(prefix=".mlops-path-", dir=folder)
        with open(descriptor, "wb") as target:
            target.writelines([content] if isinstance(content, bytes) else content)
            target.flush()
            if isinstance(content, bytes):
                os.fchmod(target.fileno(), 0o666 & ~mask)
            os.fsync(target.fileno())
        os.replace(scratch, os.path.realpath(file))
        scratch = ""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as problem:
        raise CannotWriteFile(
            f"{file} cannot be written: {problem.strerror or 'unknown reason'}. Nothing was changed.",
            "Choose another place.",
        ) from None
    finally:
        if scratch and os.path.exists(scratch):
            os.unlink(scratch)
