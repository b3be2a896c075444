"""Which path to go over to."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from mlops_path.domain import wording
from mlops_path.tracker import Tracker
from mlops_path.tui.content import content


class PathsScreen(ModalScreen[str | None]):
    """Every path with how far it is; Enter takes the highlighted one, Esc stays."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]  # Textual's own type is wider
        Binding("escape,q,p", "stay", "Stay", show=False),
        Binding("j", "app.simulate_key('down')", "Down", show=False),
        Binding("k", "app.simulate_key('up')", "Up", show=False),
    ]

    def __init__(self, tracker: Tracker) -> None:
        super().__init__()
        self.tracker = tracker

    def compose(self) -> ComposeResult:
        options = []
        for line in self.tracker.library.paths:
            journey = self.tracker.journey_of(line.id)
            text = Content("\n").join(
                [
                    Content.assemble(content(line.title, "bold"), content(f"  {line.id}", "$quiet")),
                    content(wording.standing(journey.counts), "$quiet"),
                ]
            )
            options.append(Option(text, id=line.id))
        yield OptionList(*options, id="box")

    def on_mount(self) -> None:
        box = self.query_one(OptionList)
        box.border_title = "Paths"
        box.border_subtitle = "enter takes it, esc stays"
        # Two lines a path and the border. An automatic height would be measured, which fails at a width of nothing.
        box.styles.height = 2 * len(self.tracker.library.paths) + 2
        ids = [line.id for line in self.tracker.library.paths]
        box.highlighted = ids.index(self.tracker.journey.path.id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_stay(self) -> None:
        self.dismiss(None)
