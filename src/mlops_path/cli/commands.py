"""Every command by name: what it is for, what it takes, and where it lives. The help, README and completion read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from argparse import ArgumentParser

STATUSES = ("todo", "doing", "done", "skipped")
FORMATS = ("md", "html", "json", "csv")
SHELLS = ("bash", "zsh", "fish")


class Command(NamedTuple):
    """`runs` is `module:function` below `mlops_path.cli`; `takes` is what stands behind the name in the help.

    `writes` tells a command that changes the record; `completes` what its words are ("step", "path", "learner").
    """

    purpose: str
    takes: str
    runs: str
    arguments: Callable[[ArgumentParser], None]
    completes: str = ""


def _nothing(_: ArgumentParser) -> None:
    pass


def _step(parser: ArgumentParser) -> None:
    parser.add_argument("step", metavar="STEP", help="a number, an id, or the beginning of a title")


def _steps(parser: ArgumentParser) -> None:
    parser.add_argument("steps", metavar="STEP", nargs="+", help="a number, an id, or the beginning of a title")
    parser.add_argument("--at", metavar="WHEN", help="when it was: 2026-05-01, yesterday, 3 days ago")


def _marked(parser: ArgumentParser) -> None:
    _steps(parser)
    parser.add_argument("-m", dest="message", metavar="TEXT", help="add this to the note")


def _done(parser: ArgumentParser) -> None:
    _marked(parser)
    parser.add_argument("--known", action="store_true", help="you knew it already")


def _skip(parser: ArgumentParser) -> None:
    _steps(parser)
    parser.add_argument("-m", dest="message", metavar="TEXT", help="the reason")


def _next(parser: ArgumentParser) -> None:
    parser.add_argument("-n", dest="count", metavar="N", type=int, default=1, help="how many (default 1)")


def _list(parser: ArgumentParser) -> None:
    parser.add_argument("--status", choices=STATUSES, help="only steps with this status")
    parser.add_argument("--kind", help="only this kind: book, paper, talk")
    parser.add_argument("--section", metavar="TEXT", help="only sections or stages with this in their title")
    parser.add_argument("--all-paths", action="store_true", help="the steps of every path")


def _note(parser: ArgumentParser) -> None:
    _step(parser)
    parser.add_argument("source", metavar="-", nargs="?", help="replace the note from standard input")
    parser.add_argument("-m", dest="message", metavar="TEXT", help="add a paragraph")
    parser.add_argument("-e", dest="edit", action="store_true", help="edit in $VISUAL or $EDITOR")
    parser.add_argument("--versions", action="store_true", help="every version that was kept, newest first")
    parser.add_argument("--restore", metavar="N", type=int, help="bring the version with this number back")


def _log(parser: ArgumentParser) -> None:
    _step(parser)
    parser.add_argument("duration", metavar="DURATION", help="45m, 1h30, 2h")
    parser.add_argument("--at", metavar="WHEN", help="when it was")


def _open(parser: ArgumentParser) -> None:
    _step(parser)
    parser.add_argument("--archive", action="store_true", help="a stored copy, when the address is dead")
    parser.add_argument("--print", dest="print_only", action="store_true", help="print the address instead")


def _search(parser: ArgumentParser) -> None:
    parser.add_argument("words", metavar="TEXT", nargs="+", help="words in titles, authors and notes")


def _history(parser: ArgumentParser) -> None:
    parser.add_argument("step", metavar="STEP", nargs="?", help="only this step")
    parser.add_argument("-n", dest="count", metavar="N", type=int, default=50, help="how many (default 50)")


def _times(parser: ArgumentParser) -> None:
    parser.add_argument("count", metavar="N", nargs="?", type=int, default=1, help="how many changes (default 1)")


def _report(parser: ArgumentParser) -> None:
    parser.add_argument("--format", choices=FORMATS, help="default: by the name of FILE, else md")
    parser.add_argument("-o", dest="output", metavar="FILE", help="write it here, whole or not at all")
    parser.add_argument("--force", action="store_true", help="replace FILE also when it is not a report")
    parser.add_argument("--since", metavar="WHEN", help="what was done from here on")
    parser.add_argument("--until", metavar="WHEN", help="what was done up to here")
    parser.add_argument("--no-notes", action="store_true", help="leave the notes out")


def _path_id(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="`mlops-path path list` shows every id")


def _optional_path_id(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", nargs="?", help="default: the path you are on")


def _files(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="*", help="default: the whole curriculum")


def _import_path(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="Markdown, a map of roadmap.sh, CSV, or a path file")
    parser.add_argument("--id", metavar="ID", help="what the path is called in commands (default: from its title)")
    parser.add_argument("--title", metavar="TITLE", help="its title (default: as the file says)")
    parser.add_argument("--yes", action="store_true", help="import it, without asking")
    parser.add_argument("--dry-run", action="store_true", help="only show what would be imported")


def _update(parser: ArgumentParser) -> None:
    _path_id(parser)
    parser.add_argument("file", metavar="FILE", help="the new edition")
    parser.add_argument("--resolve", metavar="OLD=NEW", action="append", help="which step an uncertain one is")
    parser.add_argument(
        "--except", dest="declined", metavar="ID", nargs="+", action="extend", help="what stays as it is on your path"
    )
    parser.add_argument("--yes", action="store_true", help="take it, but for what is not certain, without asking")
    parser.add_argument("--dry-run", action="store_true", help="only show what would change")


def _new_path(parser: ArgumentParser) -> None:
    parser.add_argument("title", metavar="TITLE")
    parser.add_argument("--id", metavar="ID", help="what the path is called in commands (default: from its title)")


def _export_path(parser: ArgumentParser) -> None:
    _optional_path_id(parser)
    parser.add_argument("-f", dest="format", choices=("md", "toml"), help="default: by the name of FILE, else md")
    parser.add_argument("-o", dest="output", metavar="FILE", help="write it here (default: standard output)")
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there")


def _add_step(parser: ArgumentParser) -> None:
    parser.add_argument("title", metavar="TITLE")
    parser.add_argument("--url", metavar="URL", help="where it is")
    parser.add_argument("--kind", metavar="KIND", help="book, article, talk (default: by the address)")
    parser.add_argument("--minutes", metavar="N", type=int, help="how long it takes (default: as its kind does)")
    parser.add_argument("--after", metavar="STEP", help="behind this step (default: at the end)")
    parser.add_argument("--optional", action="store_true", help="it does not count")


def _hide(parser: ArgumentParser) -> None:
    parser.add_argument("steps", metavar="STEP", nargs="+", help="a number, an id, or the beginning of a title")


def _unhide(parser: ArgumentParser) -> None:
    parser.add_argument("ids", metavar="ID", nargs="*", help="default: every hidden step of the path")


def _move(parser: ArgumentParser) -> None:
    _step(parser)
    parser.add_argument("--after", metavar="STEP", help="behind this step")
    parser.add_argument("--first", action="store_true", help="to the beginning of the path")


def _links(parser: ArgumentParser) -> None:
    parser.add_argument("steps", metavar="STEP", nargs="*", help="only of these steps (default: of the whole path)")
    parser.add_argument("--all-paths", action="store_true", help="of every step of every path")
    parser.add_argument(
        "--timeout", metavar="SECONDS", type=float, default=10.0, help="how long to wait for a server (default 10)"
    )


def _name(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")


def _rename(parser: ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("new_name", metavar="NEW")


def _backup(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help="where to; default: among the other backups")
    parser.add_argument("--list", action="store_true", help="every backup there is, newest first")


def _restore(parser: ArgumentParser) -> None:
    parser.add_argument("backup", metavar="BACKUP", nargs="?", help="'newest', a number of the list, or a file")
    parser.add_argument("--yes", action="store_true", help="bring it back, without asking")


def _export(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="where to; - for standard output")
    parser.add_argument("--force", action="store_true", help="replace FILE also when it is not an export")


def _import(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="what `export` wrote, here or on another machine")
    parser.add_argument("--as", dest="name", metavar="NAME", help="who the learner of FILE is here")
    parser.add_argument("--yes", action="store_true", help="take it in, without asking")
    parser.add_argument("--dry-run", action="store_true", help="only tell what it would change")


def _doctor(parser: ArgumentParser) -> None:
    parser.add_argument("--repair", action="store_true", help="make anew what follows from the events")
    parser.add_argument("--forget", action="store_true", help="let a new record begin where one was lost")


def _shell(parser: ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS)


COMMANDS: dict[str, Command] = {
    "status": Command("where you stand, per stage and section", "", "looking:status", _nothing),
    "next": Command("the next open steps, and why", "[-n N]", "looking:next_steps", _next),
    "list": Command(
        "the steps of the path",
        "[--status S] [--kind K] [--section TEXT] [--all-paths]",
        "looking:list_steps",
        _list,
    ),
    "show": Command("one step with everything known about it", "STEP", "looking:show", _step, "step"),
    "start": Command("mark as doing", "STEP... [-m TEXT] [--at WHEN]", "marking:start", _marked, "step"),
    "done": Command("mark as done", "STEP... [-m TEXT] [--at WHEN] [--known]", "marking:done", _done, "step"),
    "skip": Command("mark as skipped", "STEP... [-m REASON] [--at WHEN]", "marking:skip", _skip, "step"),
    "todo": Command("mark as todo again", "STEP... [-m TEXT] [--at WHEN]", "marking:todo", _marked, "step"),
    "note": Command(
        "print, add to, edit or replace a note",
        "STEP [-m TEXT | -e | - | --versions | --restore N]",
        "notes:note",
        _note,
        "step",
    ),
    "log": Command("log time spent", "STEP DURATION [--at WHEN]", "marking:log", _log, "step"),
    "open": Command(
        "open the address in the browser", "STEP [--archive] [--print]", "opening:open_step", _open, "step"
    ),
    "search": Command("search titles, authors and notes", "TEXT...", "looking:search", _search),
    "history": Command("what was done, newest first", "[STEP] [-n N]", "looking:history", _history, "step"),
    "undo": Command("take back the last changes", "[N]", "marking:undo", _times),
    "redo": Command("do again what was undone", "[N]", "marking:redo", _times),
    "report": Command(
        "your record as a document",
        "[--format md|html|json|csv] [-o FILE] [--since WHEN] [--until WHEN] [--no-notes] [--force]",
        "reporting:report",
        _report,
    ),
    "path list": Command("every path there is", "", "paths:list_paths", _nothing),
    "path use": Command("go over to another path", "ID", "paths:use", _path_id, "path"),
    "path show": Command("what a path is made of", "[ID]", "paths:show", _optional_path_id, "path"),
    "path import": Command(
        "make a path of a study plan",
        "FILE [--id ID] [--title TITLE] [--yes] [--dry-run]",
        "planning:import_plan",
        _import_path,
    ),
    "path update": Command(
        "take a new edition, with every tick",
        "ID FILE [--resolve OLD=NEW] [--except ID...] [--yes] [--dry-run]",
        "updating:update",
        _update,
        "path",
    ),
    "path new": Command("begin a path of your own", "TITLE [--id ID]", "planning:new", _new_path),
    "path export": Command(
        "a path as a checklist or a path file",
        "[ID] [-f md|toml] [-o FILE] [--force]",
        "planning:export",
        _export_path,
        "path",
    ),
    "path remove": Command("remove a path of your own, not your ticks", "ID", "planning:remove", _path_id, "path"),
    "path add": Command(
        "add a step of your own to the path, for you alone",
        "TITLE [--url URL] [--kind KIND] [--minutes N] [--after STEP] [--optional]",
        "arranging:add",
        _add_step,
    ),
    "path hide": Command("take steps out of your sight", "STEP...", "arranging:hide", _hide, "step"),
    "path unhide": Command("bring hidden steps back", "[ID...]", "arranging:unhide", _unhide),
    "path move": Command(
        "put a step elsewhere, for you alone", "STEP --after STEP | --first", "arranging:move", _move, "step"
    ),
    "path check": Command(
        "every mistake and warning in path and catalogue files", "[FILE...]", "paths:check_files", _files
    ),
    "links check": Command(
        "ask the network which addresses are dead or moved",
        "[STEP...] [--all-paths] [--timeout SECONDS]",
        "links:check",
        _links,
        "step",
    ),
    "learner list": Command("everyone in this record", "", "learners:list_learners", _nothing),
    "learner add": Command("add a learner, or bring a removed one back", "NAME", "learners:add", _name),
    "learner use": Command("become another learner", "NAME", "learners:use", _name, "learner"),
    "learner rename": Command("give a learner another name", "NAME NEW", "learners:rename", _rename, "learner"),
    "learner remove": Command("take a learner out of sight", "NAME", "learners:remove", _name, "learner"),
    "backup": Command("copy the record, safely while it is in use", "[FILE | --list]", "safekeeping:backup", _backup),
    "restore": Command(
        "bring a backup back; without a name, list them", "[BACKUP] [--yes]", "safekeeping:restore", _restore
    ),
    "export": Command("the whole record as one JSON document", "FILE|- [--force]", "exchanging:export_record", _export),
    "import": Command(
        "merge an export into the record, after a preview",
        "FILE [--as NAME] [--yes | --dry-run]",
        "exchanging:import_record",
        _import,
    ),
    "doctor": Command("look the record over", "[--repair | --forget]", "safekeeping:doctor", _doctor),
    "info": Command("versions and where everything lives", "", "looking:info", _nothing),
    "completion": Command("the script that completes words in a shell", "bash|zsh|fish", "completion:script", _shell),
}

GROUPS = ("path", "links", "learner")

GLOBAL_OPTIONS = (
    ("--learner", "NAME", "whose record"),
    ("--path", "ID", "which path"),
    ("--database", "FILE", "which record: a file or sqlite:///FILE"),
    ("--json", "", "one JSON document on stdout"),
    ("--version", "", "print the version"),
    ("--help", "", "print this help, or that of a command"),
)
