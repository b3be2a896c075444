"""The floor of a Textual program: one label, and q leaves."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import Label


class Hello(App[None]):
    BINDINGS: ClassVar[list[Binding]] = [Binding("q", "quit", "Leave")]  # type: ignore[assignment]  # Textual's own type is wider

    def compose(self) -> ComposeResult:
        yield Label("Hello, world")


if __name__ == "__main__":
    Hello().run()
