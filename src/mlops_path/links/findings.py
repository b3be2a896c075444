"""What checks found of addresses: whatever was not fine, in one JSON file, until a later check says otherwise.

The file can be made again: one that is damaged or foreign counts as none, and the next check replaces it.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from mlops_path.errors import CannotWriteFile
from mlops_path.text import clean_line, link_to_open

FINE, MOVED, DEAD, UNCLEAR = "fine", "moved", "dead", "unclear"

SCHEMA = 1
MOST_BYTES = 10 << 20
REASON_LENGTH = 200
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Finding(NamedTuple):
    """What a check found of one address.

    `status` is the last HTTP status, None without an answer. `since` is the day (2026-11-21) on which it was first
    found so; empty until that is kept.
    """

    url: str
    result: str
    status: int | None = None
    reason: str = ""
    moved_to: str | None = None
    since: str = ""

    @property
    def is_dead(self) -> bool:
        return self.result == DEAD


def in_words(finding: Finding | None, how_to_go_on: str) -> str:
    """What to say beside an address: that it is gone, and how to go on, or where it moved; else nothing."""
    if finding is not None and finding.result == DEAD:
        return f"gone since {finding.since}; {how_to_go_on}"
    if finding is not None and finding.result == MOVED:
        return f"moved to {finding.moved_to}"
    return ""


def merged(known: Mapping[str, Finding], found: Iterable[Finding], today: str) -> dict[str, Finding]:
    """What is known of every address after a check; the rest of `known` stays.

    An unclear answer is no sign of life, so what was dead stays so.
    """
    after = dict(known)
    for finding in found:
        before = known.get(finding.url)
        if finding.result == FINE:
            after.pop(finding.url, None)
        elif before is None or not (before.is_dead and finding.result == UNCLEAR):
            after[finding.url] = _since(finding, before, today)
    return after


def _since(finding: Finding, before: Finding | None, today: str) -> Finding:
    same = before is not None and before.result == finding.result
    return finding._replace(since=before.since if before is not None and same else today)


class Findings:
    """The findings in one file, which is made when the first are kept, and read again only once it has changed."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._read_as: tuple[int, ...] = ()
        self._known: dict[str, Finding] = {}

    def of(self, url: str) -> Finding | None:
        """What is known of an address; None where it was fine, or was never checked."""
        try:
            status = os.stat(self._file)
        except OSError:
            return None
        signature = status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size
        if signature != self._read_as:
            self._known = _read(self._file)
            self._read_as = signature
        return self._known.get(url)

    def keep(self, found: Iterable[Finding], checked: str) -> list[Finding]:
        """Keeps what a check found at a moment (ISO 8601), whole or not at all; the same findings with `since`.

        Raises:
            CannotWriteFile: the file could not be written and is as it was.
        """
        found, today, known = list(found), checked[:10], _read(self._file)
        links = {
            url: {
                "result": each.result,
                "status": each.status,
                "reason": each.reason,
                "since": each.since,
                "moved_to": each.moved_to,
            }
            for url, each in sorted(merged(known, found, today).items())
        }
        self._write({"schema": SCHEMA, "checked": checked, "links": links})
        return [each if each.result == FINE else _since(each, known.get(each.url), today) for each in found]

    def _write(self, document: object) -> None:
        import json  # noqa: PLC0415 - looking at a file that is not there does without

        scratch = f"{self._file}.{os.getpid()}.tmp"
        try:
            folder = os.path.dirname(self._file)
            os.makedirs(folder, mode=0o700, exist_ok=True)
            descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(descriptor, "w", encoding="utf-8") as target:
                json.dump(document, target, indent=1)
                target.flush()
                os.fsync(target.fileno())
            os.replace(scratch, self._file)
        except OSError as problem:
            _forget(scratch)
            sentence = f"What was found could not be kept in {self._file}: {problem.strerror}."
            raise CannotWriteFile(sentence, "Make room, or see who may write there; then check again.") from None


def _forget(scratch: str) -> None:
    try:
        os.unlink(scratch)
    except OSError:
        return


def _read(file: str) -> dict[str, Finding]:
    """The findings in a file, without whatever in it this program would not have written."""
    import json  # noqa: PLC0415 - as above

    try:
        status = os.stat(file)
        if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_BYTES:
            return {}
        with open(file, encoding="utf-8") as source:
            document = json.load(source)
    except (OSError, ValueError, RecursionError):
        return {}
    links = document.get("links") if isinstance(document, dict) and document.get("schema") == SCHEMA else None
    if not isinstance(links, dict):
        return {}
    return {url: found for url, values in links.items() if (found := _checked(url, values)) is not None}


def _checked(url: str, values: Any) -> Finding | None:
    if not isinstance(values, dict) or link_to_open(url) is None:
        return None
    result, status, reason, since, moved_to = (
        values.get(name) for name in ("result", "status", "reason", "since", "moved_to")
    )
    if result not in (MOVED, DEAD, UNCLEAR) or not isinstance(since, str) or not _DAY.fullmatch(since):
        return None
    if type(status) is not int:
        status = None
    moved_to = link_to_open(moved_to) if isinstance(moved_to, str) else None
    if result == MOVED and moved_to is None:
        return None
    return Finding(url, result, status, clean_line(str(reason or ""), REASON_LENGTH), moved_to, since)
