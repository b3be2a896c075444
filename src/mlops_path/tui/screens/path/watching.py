"""What other programs do to the record, and the copy that is kept of it while it is in use."""

from __future__ import annotations

import asyncio

from mlops_path.errors import MlopsPathError
from mlops_path.tui.screens.path.base import Base
from mlops_path.tui.widgets.details import Beside

LOOK_EVERY = 0.9  # seconds between looks at what other programs changed
BACK_UP_EVERY = 30 * 60  # seconds of use after which a changed record is copied


class Watching(Base):
    """Looks without disturbing: what is being written stays as it is."""

    def _back_up(self) -> None:
        try:
            self.tracker.back_up_if_changed("in-use")
        except MlopsPathError as problem:
            self._told(problem)

    def _look_later(self) -> None:
        """Looks again in a while. A bare timer of the event loop: one of Textual's costs four times the CPU."""
        if self.is_running:
            asyncio.get_running_loop().call_later(LOOK_EVERY, self._glance)

    def _glance(self) -> None:
        try:
            if self.is_running and self.tracker.is_behind():
                self.call_later(self._look)
        except MlopsPathError:
            pass  # busy for this moment; the next glance is soon
        self._look_later()

    def _look(self) -> None:
        """Redraws where another program changed the record; what is being written stays as it is."""
        try:
            before, path = self.journey.states, self.journey.path
            journey = self.tracker.refresh()
            self._beside = "", Beside()
            changed = journey.states != before or journey.path is not path
            if changed or (self.outline.step and self.journey.state(self.outline.step.id).has_note):
                self.journey = journey
        except MlopsPathError as problem:
            self._told(problem)
