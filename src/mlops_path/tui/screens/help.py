"""Every key, and what it is for."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from mlops_path.tui.deeds import DEEDS, MOVES

KEYS = 20


class HelpScreen(ModalScreen[None]):
    """The keys in a box over the path; Esc, q or ? closes it."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]  # Textual's own type is wider
        Binding("escape,q,question_mark,f1,enter", "dismiss", "Close", show=False)
    ]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="box"):
            yield Static(_text())

    def on_mount(self) -> None:
        box = self.query_one("#box")
        box.border_title = "Keys"
        box.border_subtitle = "esc closes"
        box.focus()


def _text() -> Content:
    lines = [_line(", ".join(_keys(deed.keys, deed.shown)), deed.long) for deed in DEEDS]
    lines += [
        Content(""),
        *(_line(", ".join(part for part in (keys, more) if part), what) for keys, more, what in MOVES),
    ]
    return Content("\n").join(lines)


def _keys(keys: str, shown: str) -> list[str]:
    """How the keys of a deed are written: the first as the table has it, letters after it as they are."""
    return [shown, *(key for key in keys.split(",")[1:] if len(key) <= 5)]


def _line(keys: str, what: str) -> Content:
    return Content.assemble((f"{keys:<{KEYS}}", "bold $primary"), what)
