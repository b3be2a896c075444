"""The note of a step: print, add to, edit, replace."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from mlops_path.cli.printing import moment, open_for, print_json, print_lines, say
from mlops_path.errors import FileNotUtf8, FileTooBig, WrongUsage
from mlops_path.text import NOTE_BYTES, plain

if TYPE_CHECKING:
    from argparse import Namespace

    from mlops_path.tracker import Tracker


def note(options: Namespace) -> None:
    if options.source not in (None, "-"):
        raise WrongUsage("The text of a note goes behind -m.", "For example `mlops-path note 5 -m 'My thought'`.")
    ways = [
        options.message is not None,
        options.edit,
        options.source == "-",
        options.versions,
        options.restore is not None,
    ]
    if sum(ways) > 1:
        raise WrongUsage(
            "-m, -e, -, --versions and --restore are five ways; take one.", "`mlops-path note --help` tells more."
        )
    tracker = open_for(options)
    resource = tracker.find(options.step).id
    if options.versions:
        _print_versions(options, tracker, resource)
        return
    if options.message is not None:
        if not options.message.strip():
            raise WrongUsage("There is nothing to add.", "Write the text behind -m.")
        outcome = tracker.append_note(resource, options.message)
    elif options.edit:
        from mlops_path.programs import edited, editor  # noqa: PLC0415 - only here

        before = tracker.note(resource)[0]
        with edited(before, editor()) as text:
            outcome = tracker.write_note(resource, text, expected=before)
    elif options.source == "-":
        outcome = tracker.write_note(resource, _standard_input())
    elif options.restore is not None:
        outcome = tracker.restore_note(resource, options.restore)
    else:
        text, written = tracker.note(resource)
        if options.json:
            print_json({"id": resource, "note": text, "at": written or None})
        elif text:
            print_lines([plain(text)])
        else:
            say("No note yet. Write one: `mlops-path note STEP -m TEXT`.")
        return
    text, written = tracker.note(resource)
    if options.json:
        change = outcome.change
        print_json({"id": resource, "note": text, "at": written or None, "change": change.id if change else None})
    elif outcome.change is None:
        say("The note is the same as before.")
    else:
        say(
            "Note saved · `mlops-path undo` takes it back"
            if text
            else "Note taken away · `mlops-path undo` brings it back"
        )


def _print_versions(options: Namespace, tracker: Tracker, resource: str) -> None:
    versions = tracker.note_versions(resource)
    if options.json:
        print_json([{"seq": kept.seq, "at": kept.event.at, "note": kept.event.payload["text"]} for kept in versions])
        return
    if not versions:
        say("No note was ever kept for this step.")
        return
    lines: list[str] = []
    for kept in versions:
        lines += [
            f"── {kept.seq} · {moment(kept.event.at)} ──",
            plain(str(kept.event.payload["text"])) or "(taken away)",
            "",
        ]
    print_lines(lines[:-1])
    say("`mlops-path note STEP --restore NUMBER` brings one back.")


def _standard_input() -> str:
    """The whole of standard input.

    Raises:
        FileTooBig, FileNotUtf8: it cannot be a note.
    """
    if sys.stdin.name == os.devnull:
        raise WrongUsage("There is no standard input to read the note from.", "Write it with -m TEXT.")
    raw = sys.stdin.buffer.read(NOTE_BYTES + 1)
    if len(raw) > NOTE_BYTES:
        raise FileTooBig("A note can be 1 MiB long; this one is longer. Nothing was changed.", "Shorten it.")
    try:
        return raw.decode("utf-8-sig").rstrip("\n")
    except UnicodeDecodeError as problem:
        raise FileNotUtf8(f"That is not UTF-8: byte {problem.start}. Nothing was changed.", "Convert it.") from None
