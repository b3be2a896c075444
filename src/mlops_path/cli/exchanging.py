"""The whole record taken along: export it, and merge what another machine exported."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from mlops_path.cli.asking import agreed
from mlops_path.cli.paths import bring_paths, tell_of_paths
from mlops_path.cli.printing import open_for, print_json, print_lines, say, write_bytes
from mlops_path.cli.progress_bar import progress_bar
from mlops_path.cli.reporting import write_whole
from mlops_path.errors import FileExists, MlopsPathError, WrongUsage
from mlops_path.storage.documents import read_document
from mlops_path.storage.exporting import BEGINS
from mlops_path.text import clean_line, plain
from mlops_path.tracker import Tracker, present_moment, record_place, safekeeping_of

if TYPE_CHECKING:
    from argparse import Namespace

    from mlops_path.domain.merging import Disagreement, Merged

MOST_TOLD = 12
LINES_AT_ONCE = 1 << 20  # bytes; counting is over before a bar would show


def export_record(options: Namespace) -> None:
    with open_for(options) as tracker:  # brings an older record up to date
        with suppress(MlopsPathError):  # a record that cannot be written is still exported, as it is
            tracker.keep_edits()
        events = tracker.count_events()
    keeping = safekeeping_of(record_place(options.database))
    with progress_bar("Exporting", events) as advance:
        if options.file == "-":
            for line in keeping.export(advance):
                write_bytes(line)
            return
        if os.path.realpath(options.file) == os.path.realpath(keeping.record):
            raise FileExists("That is the record itself. Nothing was changed.", "Name another file.")
        write_whole(options.file, keeping.export(advance), BEGINS, options.force, "an export")
    if options.json:
        print_json({"file": os.path.abspath(options.file), "events": events})
    else:
        say(f"{_events(events)} exported to {options.file}")


def import_record(options: Namespace) -> None:
    if options.yes and options.dry_run:
        raise WrongUsage("--yes and --dry-run are two ways; take one.", "`mlops-path import --help` tells more.")
    name = clean_line(options.name or "", 80)
    if options.name is not None and not name:
        raise WrongUsage("--as needs a name.", "For example `--as Ada`.")
    with open_for(options) as tracker, progress_bar("Reading", _lines_in(options.file)) as advance:
        document = read_document(options.file, advance)
    with document:
        keeping = safekeeping_of(record_place(options.database))
        was_there = os.path.exists(keeping.record)
        if options.yes:
            merged = keeping.take_in(document, present_moment(), name)
        else:
            merged = keeping.preview_import(document, name)
        if not options.json:
            print_lines(plain(line) for line in _what_it_does(options.file, merged, tracker))
        imported = not merged.is_nothing and (options.yes or agreed(options, "Take it in?"))
        if imported and not options.yes:
            keeping.take_in(document, present_moment(), name)
    if imported and not options.json:  # at once: what follows may not be possible
        before = " `mlops-path restore` has the record as it was before." if was_there else ""
        say(f"Imported {_events(merged.new_events)}.{before}")
    elif not (merged.is_nothing or options.json):
        say("Nothing was changed. With --yes it is taken in.")
    written, left = bring_paths(options) if imported or (merged.is_nothing and options.yes) else ([], [])
    if options.json:
        print_json(
            {
                "imported": imported,
                **_facts(merged),
                "paths": written if imported else merged.paths,
                "paths_left": left,
            }
        )
    else:
        tell_of_paths(written, left)


def _lines_in(file: str) -> int:
    """How many lines a file has, for the bar; 0 where it cannot be read, which is told later."""
    try:
        if not os.path.isfile(file):
            return 0
        with open(file, "rb") as source:
            return sum(block.count(b"\n") for block in iter(lambda: source.read(LINES_AT_ONCE), b""))
    except OSError:
        return 0


def _what_it_does(file: str, merged: Merged, tracker: Tracker) -> Iterator[str]:
    yield f"{os.path.basename(file)} has {_events(merged.events)}."
    if merged.is_nothing:
        yield "Nothing new."
        return
    for meeting in merged.learners:
        whose = meeting.name if meeting.name == meeting.there else f"{meeting.name} (there: {meeting.there})"
        new = ", who is new here" if meeting.is_new else ""
        yield f"  {whose}{new}: {_events(meeting.events)} that your record lacks"
    if merged.changes:
        yield f"Statuses that change: {len(merged.changes)}"
    for change in merged.changes[:MOST_TOLD]:
        yield f"  {tracker.title_of(change.id)}: {change.before} → {change.after} ({change.learner})"
    if len(merged.changes) > MOST_TOLD:
        yield f"  and {len(merged.changes) - MOST_TOLD} more"
    if merged.paths:
        yield f"Own paths that come, go or have another edition: {', '.join(merged.paths)}"
    if merged.disagreements:
        yield "Changed here and there, each its own way; the later one is kept, the other stays in the history:"
    for each in merged.disagreements:
        yield f"  {tracker.title_of(each.id)}: {_told(each)} ({each.learner})"


def _told(each: Disagreement) -> str:
    if each.what == "status":
        return f"here {each.here}, there {each.there}, kept {each.kept}"
    kept = "the one from here" if each.kept == each.here else "the one from there"
    return f"two notes, kept {kept if each.kept in (each.here, each.there) else 'another one'}"


def _facts(merged: Merged) -> dict[str, object]:
    return {
        "events": merged.events,
        "new_events": merged.new_events,
        "learners": [each._asdict() for each in merged.learners],
        "changes": [each._asdict() for each in merged.changes],
        "disagreements": [each._asdict() for each in merged.disagreements],
    }


def _events(count: int) -> str:
    return f"{count} event{'s' if count != 1 else ''}"
