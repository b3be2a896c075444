"""Which path to go over to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from mlops_path.domain import wording
from mlops_path.domain.journey import Journey
from mlops_path.tui.content import content


class PathsScreen(ModalScreen[str | None]):
    """Every path with how far it is; Enter takes the highlighted one, Esc stays."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]  # Textual's own type is wider
        Binding("escape,q,p", "stay", "Stay", show=False),
        Binding("j", "app.simulate_key('down')", "Down", show=False),
        Binding("k", "app.simulate_key('up')", "Up", show=False),
    ]

    def __init__(self, journeys: Sequence[Journey], current: str) -> None:
        super().__init__()
        self._journeys = journeys
        self._current = current

    def compose(self) -> ComposeResult:
        options = []
        for journey in self._journeys:
            path = journey.path
            text = Content("\n").join(
                [
                    Content.assemble(content(path.title, "bold"), content(f"  {path.id}", "$quiet")),
                    content(wording.standing(journey.counts), "$quiet"),
                ]
            )
            options.append(Option(text, id=path.id))
        yield OptionList(*options, id="box")

    def on_mount(self) -> None:
        box = self.query_one(OptionList)
        box.border_title = "Paths"
        box.border_subtitle = "enter takes it, esc stays"
        # Two lines a path and the border. An automatic height would be measured, which fails at a width of nothing.
        box.styles.height = 2 * len(self._journeys) + 2
        box.highlighted = [journey.path.id for journey in self._journeys].index(self._current)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_stay(self) -> None:
        self.dismiss(None)
