"""The record as a whole: backup, restore, doctor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlops_path.cli.asking import agreed
from mlops_path.cli.paths import bring_paths, tell_of_paths
from mlops_path.cli.printing import moment, print_json, print_lines, say
from mlops_path.domain.dates import ago
from mlops_path.errors import NoSuchBackup, WrongUsage
from mlops_path.text import plain
from mlops_path.tracker import present_moment, record_place, safekeeping_of

if TYPE_CHECKING:
    from argparse import Namespace

    from mlops_path.storage.backups import Backup
    from mlops_path.storage.examining import Trouble
    from mlops_path.storage.safekeeping import Preview, Safekeeping

FOUND_WRONG = 5


def backup(options: Namespace) -> None:
    keeping = _keeping(options)
    if options.list:
        _print_backups(options, keeping)
        return
    now = present_moment()
    made = keeping.back_up("asked", now) if options.file is None else keeping.copy_to(options.file, now)
    if made is None:
        raise NoSuchBackup("There is no record yet, so there is nothing to copy.", "`mlops-path status`")
    if options.json:
        print_json({"backup": _facts(made)})
    else:
        say(f"{_events(made.events)} copied to {made.file}")


def restore(options: Namespace) -> int:
    keeping = _keeping(options)
    if options.backup is None:
        _print_backups(options, keeping)
        return 0
    preview = keeping.preview(keeping.find(options.backup))
    if not options.json:
        print_lines(plain(line) for line in _what_it_does(preview))
    if not (options.yes or agreed(options, "Restore it?")):
        if options.json:
            print_json({"preview": preview._asdict(), "restored": False, "before": None})
        else:
            say("Nothing was changed. With --yes it is brought back.")
        return 0
    restored = keeping.restore(preview.source, present_moment())
    before = restored.before or None
    if not options.json:  # at once: what follows may not be possible
        say(f"Restored.{f' What was there before is kept: {before}' if before else ''}")
    written, left = bring_paths(options)
    if options.json:
        paths = {"paths": written, "paths_left": left}
        print_json({"preview": preview._asdict(), "restored": True, "before": before, **paths})
    else:
        tell_of_paths(written, left)
    return 0


def doctor(options: Namespace) -> int:
    """5 where something is wrong, so that a script can tell."""
    if options.repair and options.forget:
        raise WrongUsage("--repair and --forget are two ways; take one.", "`mlops-path doctor --help` tells more.")
    keeping = _keeping(options)
    if options.forget:
        keeping.forget(present_moment())
    troubles = keeping.examine()
    repaired = False
    if options.repair and troubles and all(trouble.mends for trouble in troubles):
        repaired = keeping.repair(present_moment())
        troubles = keeping.examine()
    backups = keeping.backups.all()
    if options.json:
        print_json(
            {
                "database": keeping.record,
                "sound": not troubles,
                "repaired": repaired,
                "troubles": [trouble._asdict() for trouble in troubles],
                "backups": len(backups),
                "newest_backup": _facts(backups[0]) if backups else None,
                "settings": keeping.settings(),
            }
        )
    else:
        print_lines(plain(line) for line in _findings(keeping, troubles, backups, repaired=repaired))
        if troubles:
            say(_what_to_do(troubles, backups))
    return FOUND_WRONG if troubles else 0


def _findings(keeping: Safekeeping, troubles: list[Trouble], backups: list[Backup], *, repaired: bool) -> Iterator[str]:
    yield f"Record      {keeping.record}"
    if repaired:
        yield "Repaired    state, notes and undo were made anew from the events"
    yield f"Events      {'sound' if not troubles else f'{len(troubles)} found wrong'}"
    for trouble in troubles:
        yield f"  {trouble.sentence}"
    settings = keeping.settings()
    if settings:
        yield f"Settings    {', '.join(f'{name} {value}' for name, value in list(settings.items())[:4])}"
    yield f"Backups     {len(backups)}{f', the newest of {_line(backups[0])}' if backups else ''}"


def _what_to_do(troubles: list[Trouble], backups: list[Backup]) -> str:
    if all(trouble.mends for trouble in troubles):
        return "`mlops-path doctor --repair` makes it anew from the events, which are sound."
    if backups:
        return "The events themselves cannot be mended. `mlops-path restore newest` shows what a backup brings back."
    return "The events themselves cannot be mended, and there is no backup. Keep a copy of the file."


def _what_it_does(preview: Preview) -> Iterator[str]:
    yield f"The backup has {_events(preview.events)}: {preview.source}"
    if not preview.opens:
        yield "Your record is missing or does not open. What it had besides cannot be told; the file is moved aside."
        return
    if preview.undone:
        yield f"Your record has {_events(preview.undone)} that the backup lacks; restoring takes them out of sight."
    if preview.brought_back:
        yield f"The backup has {_events(preview.brought_back)} that your record lacks; restoring brings them back."
    if not (preview.undone or preview.brought_back):
        yield "Your record has the same events."
    yield "Your record as it is now is kept as a backup first."


def _print_backups(options: Namespace, keeping: Safekeeping) -> None:
    backups = keeping.backups.all()
    if options.json:
        print_json([_facts(each) for each in backups])
        return
    if not backups:
        say("No backups yet. `mlops-path backup` makes one; leaving the window does too.")
        return
    print_lines(plain(f"{number:>3}  {_line(each)}") for number, each in enumerate(backups, 1))
    say("`mlops-path restore NUMBER` shows what it would bring back.")


def _line(backup: Backup) -> str:
    age = ago(backup.at, present_moment())
    return f"{moment(backup.at)}  {age}, {_events(backup.events)}, {backup.why.replace('-', ' ')}"


def _facts(backup: Backup) -> dict[str, object]:
    return {
        "file": backup.file,
        "at": backup.at,
        "why": backup.why,
        "events": backup.events,
        "size": backup.size,
        "sha256": backup.sha256,
    }


def _events(count: int) -> str:
    return f"{count} event{'s' if count != 1 else ''}"


def _keeping(options: Namespace) -> Safekeeping:
    return safekeeping_of(record_place(options.database))
