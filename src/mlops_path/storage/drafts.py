"""Drafts: what is being written and not yet kept, in files of their own (0600 in 0700) until it is."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import NamedTuple

from mlops_path.private_files import clear_scratch, is_running, write_private_file
from mlops_path.text import file_name


class Draft(NamedTuple):
    """`kept` is the note as it was when the writing began; `process` the program that wrote the draft.

    `began` is when that program began, as the system counts, because numbers of programs are used again; "" where the
    system does not tell.
    """

    record: str
    learner: str
    resource: str
    text: str
    kept: str
    process: int
    began: str = ""


class Drafts:
    """The drafts in one folder, which is made when the first is kept."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def keep(self, draft: Draft) -> None:
        """Writes a draft, whole or not at all; a disk that does not take it is no reason to stop the writing."""
        with suppress(OSError):
            write_private_file(self._file(draft), json.dumps(draft._asdict()))

    def drop(self, draft: Draft) -> None:
        """Forgets a draft, because it was kept or given up."""
        try:
            os.unlink(self._file(draft))
        except OSError:
            return

    def left_behind(self, record: str, learner: str) -> list[Draft]:
        """Drafts of a learner, or of the time before there was one, whose writers are gone; in the order of files."""
        return [
            draft
            for draft in self._all()
            if draft.record == record and draft.learner in (learner, "") and not _is_running(draft.process, draft.began)
        ]

    def tidy(self) -> None:
        """Takes away what programs left that were killed in the middle of writing a draft."""
        clear_scratch(self._folder)

    def _all(self) -> list[Draft]:
        try:
            names = sorted(name for name in os.listdir(self._folder) if name.endswith(".json"))
        except OSError:
            return []
        drafts = []
        for name in names:
            try:
                with open(os.path.join(self._folder, name), encoding="utf-8") as source:
                    drafts.append(_checked(Draft(**json.load(source))))
            except (OSError, ValueError, TypeError, RecursionError):
                continue
        return drafts

    def _file(self, draft: Draft) -> str:
        name = file_name(draft.resource, f"{draft.record}\n{draft.learner}\n{draft.resource}\n{draft.process}")
        return os.path.join(self._folder, f"{name}.json")


def _checked(draft: Draft) -> Draft:
    if not all(isinstance(each, str) for each in (*draft[:-2], draft.began)) or not isinstance(draft.process, int):
        raise TypeError("that is no draft")
    return draft


def began(process: int) -> str:
    """When a program began, in ticks since the system did; "" where Linux's way of telling is not there."""
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as source:
            return source.read().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _is_running(process: int, since: str) -> bool:
    if since and began(process) not in ("", since):
        return False  # another program has the number now
    return is_running(process)
