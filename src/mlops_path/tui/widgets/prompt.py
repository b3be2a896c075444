"""One line to type into, in the place of the notices: the filter, a reason."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import var
from textual.widgets import Input, Static

from mlops_path.tui.content import content


class Prompt(Horizontal):
    """Asks for one line at a time: `text` is what is typed so far, and at the end it tells that or None.

    Whoever watches `text` hears of a letter before it is painted, so that both are one frame.
    """

    BINDINGS: ClassVar[list[Binding]] = [Binding("escape", "cancel", "Cancel", show=False)]  # type: ignore[assignment]  # Textual's own type is wider

    text: var[str] = var("", init=False)

    class Ended(Message):
        """`text` is None where the learner turned away."""

        def __init__(self, purpose: str, text: str | None) -> None:
            super().__init__()
            self.purpose, self.text = purpose, text

    def __init__(self) -> None:
        super().__init__()
        self.purpose = ""
        self.keeps = False

    def on_mount(self) -> None:
        self.watch(self.query_one(Input), "value", self._typed, init=False)

    def _typed(self, text: str) -> None:
        self.text = text

    def compose(self) -> ComposeResult:
        yield Static(classes="label")
        yield Input(compact=True, select_on_focus=False, max_length=1000)

    def begin(self, purpose: str, label: str, *, keeps: bool = False) -> Input:
        """Asks anew; returns where the answer is typed. With `keeps`, turning away keeps the answer so far."""
        self.purpose, self.keeps = purpose, keeps
        self.query_one(Static).update(content(f" {label} "))
        answer = self.query_one(Input)
        self.set_reactive(Prompt.text, "")  # nobody hears of it: what is filtered stays so until a letter comes
        answer.value = ""
        return answer

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Ended(self.purpose, event.value))

    def give_up(self) -> None:
        """The learner turned to something else: what was typed to filter stands, a reason is not given."""
        self.post_message(self.Ended(self.purpose, self.text if self.keeps else None))

    def action_cancel(self) -> None:
        self.post_message(self.Ended(self.purpose, None))
