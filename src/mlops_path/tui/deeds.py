"""What a learner can do on the path screen: one table that bindings, key line, help and palette read."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding

STEP, GROUP, ANYWHERE = "step", "group", "anywhere"


class Deed(NamedTuple):
    """`keys` are Textual's names; `shown` is how the first of them is written on the screen.

    `where` says what has to be highlighted for it: a step, a stage or section, or nothing in particular. `short` is
    its word in the key line, empty for a deed that only the help names.
    """

    action: str
    keys: str
    shown: str
    where: str
    short: str
    long: str


DEEDS = (
    Deed("toggle_done", "space,d", "space", STEP, "done", "Mark done, or todo again"),
    Deed("start", "s", "s", STEP, "start", "Mark as doing"),
    Deed("skip", "x", "x", STEP, "skip", "Skip, with a reason"),
    Deed("todo", "t", "t", STEP, "", "Mark as todo again"),
    Deed("note", "n", "n", STEP, "note", "Write the note here"),
    Deed("edit", "e", "e", STEP, "", "Write the note in your editor"),
    Deed("open", "o", "o", STEP, "open", "Open the address in the browser"),
    Deed("archive", "O", "O", STEP, "", "Open a stored copy of the address"),
    Deed("details", "enter", "enter", STEP, "", "Show the details (in a narrow window)"),
    Deed("fold", "enter,space", "enter", GROUP, "open or close", "Open or close a stage"),
    Deed("filter", "slash", "/", ANYWHERE, "filter", "Show only steps with these words"),
    Deed("next_open", "N", "N", ANYWHERE, "next open", "Go to the next open step (also g n)"),
    Deed("undo", "u", "u", ANYWHERE, "undo", "Take back the last change"),
    Deed("redo", "ctrl+r", "^r", ANYWHERE, "", "Do again what was undone"),
    Deed("paths", "p", "p", ANYWHERE, "", "Go over to another path"),
    Deed("unfold_all", "plus", "+", ANYWHERE, "", "Open every stage"),
    Deed("fold_all", "minus", "-", ANYWHERE, "", "Close every other stage"),
    Deed("help", "question_mark,f1", "?", ANYWHERE, "help", "Show every key"),
    Deed("leave", "q", "q", ANYWHERE, "quit", "Leave; everything is kept"),
)

MOVES = (
    ("up down", "j k", "Line by line"),
    ("left right", "h l", "Close or open a stage"),
    ("home end", "g g, G", "First and last line"),
    ("page up, page down", "", "A screen up or down"),
    ("J K", "shift+up down", "Scroll the details"),
    ("esc", "", "Back, from the note (kept), filter or details"),
    ("^p", "", "Commands and steps by name"),
)


def bindings() -> list[Binding]:
    """One binding for each deed; Enter and Space choose by what is highlighted."""
    return [
        Binding(deed.keys, deed.action, deed.long, show=False, id=deed.action) for deed in DEEDS if deed.where != GROUP
    ]
