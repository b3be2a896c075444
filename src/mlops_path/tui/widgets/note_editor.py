"""A note, written in place."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding
from textual.widgets import TextArea

from mlops_path.text import clean


class NoteEditor(TextArea):
    """The text of one note at a time. Esc keeps it and goes back; the screen keeps a draft meanwhile."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]  # Textual's own type is wider
        Binding("escape,ctrl+s", "screen.finish_note", "Keep and go back", show=False, priority=True)
    ]

    def __init__(self) -> None:
        super().__init__("", soft_wrap=True, show_line_numbers=False, compact=True, tab_behavior="indent")
        self.border_title = "Note"
        self.resource = ""
        self.kept = ""

    def begin(self, resource: str, text: str) -> None:
        """Takes up the note of a resource, the cursor behind its last letter."""
        self.resource, self.kept = resource, text
        self.load_text(text)
        self.move_cursor(self.document.end)

    @property
    def written(self) -> str:
        """What stands there now, as it would be kept."""
        return clean(self.text)
