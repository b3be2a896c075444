"""Links: the address of a step, or its stored copy, in the learner's browser."""

from __future__ import annotations

import threading

from mlops_path.domain.curriculum import Resource
from mlops_path.errors import MlopsPathError
from mlops_path.programs import address_of, browse
from mlops_path.tui.screens.path.base import Base


class Opening(Base):
    """The browser runs in a process of its own; without one, the address is copied."""

    def action_open(self) -> None:
        self._open(archive=False)

    def action_archive(self) -> None:
        self._open(archive=True)

    def _open(self, *, archive: bool) -> None:
        step = self._highlighted_step()
        if step is None:
            return
        resource: Resource = self.journey.path.facts[step.number].resource
        known = None if archive else self.tracker.link(resource.url or resource.free_url)
        gone = known.since if known is not None and known.is_dead else ""
        try:
            link = address_of(resource, archive=archive or bool(gone))
        except MlopsPathError as problem:
            self._told(problem)
            return
        # Not a worker: leaving would wait for it, and some browsers end when they are closed.
        threading.Thread(target=self._browse, args=(link, gone), daemon=True).start()

    def _browse(self, link: str, gone: str) -> None:
        opened = browse(link, quiet=True)
        if self.is_running:
            self.app.call_from_thread(self._browsed, link, gone, opened)

    def _browsed(self, link: str, gone: str, opened: bool) -> None:
        if opened:
            self.notice.tell(
                f"The page was gone on {gone}; opened the stored copy {link}" if gone else f"Opened {link}"
            )
        else:
            self.app.copy_to_clipboard(link)
            self.notice.tell(f"No browser was found; the address was copied: {link}", error=True)
