"""Marking: the keys that change a status, and taking back."""

from __future__ import annotations

from mlops_path.domain import wording
from mlops_path.domain.curriculum import Step
from mlops_path.domain.progress import DOING, DONE, SKIPPED, TODO
from mlops_path.errors import MlopsPathError
from mlops_path.tracker import Outcome
from mlops_path.tui.screens.path.base import REASON, Base
from mlops_path.tui.widgets import outline

WORDS = {DONE: "Done", DOING: "Started", SKIPPED: "Skipped", TODO: "Todo again"}


class Marking(Base):
    """A key, a request to the tracker, and a sentence about what came of it."""

    def action_toggle_done(self) -> None:
        if (row := self.outline.row) is not None and row.kind != outline.STEP:
            self.outline.toggle()
        elif (step := self._highlighted_step()) is not None:
            self._mark(step, TODO if self.journey.status(step.id) == DONE else DONE)

    def action_start(self) -> None:
        if (step := self._highlighted_step()) is not None:
            self._mark(step, DOING)

    def action_todo(self) -> None:
        if (step := self._highlighted_step()) is not None:
            self._mark(step, TODO)

    async def action_skip(self) -> None:
        if (step := self._highlighted_step()) is not None:
            self._asked_about = step
            await self._ask(REASON, f"Skip {step.number}. Reason (may be empty):")

    def _mark(self, step: Step, status: str, reason: str = "") -> None:
        try:
            outcome = self.tracker.mark((step.id,), status, reason=reason)
        except MlopsPathError as problem:
            self._told(problem)
            return
        if outcome.change is None:
            self.notice.tell(f"Already {status}: {step.title}")
            return
        self._came_to(outcome, self._marked_sentence(outcome, step, status))

    def _marked_sentence(self, outcome: Outcome, step: Step, status: str) -> str:
        journey = outcome.journey
        left = journey.section_counts[step.section].open
        parts = [f"{WORDS[status]}: {step.title}"]
        if outcome.change is not None and len(outcome.change.events) > 1:
            parts.append(f"{len(outcome.change.events)} steps")
        parts.append("u undoes")
        if status in (DONE, SKIPPED):
            if journey.counts.open == 0 and journey.counts.required:
                parts.append("nothing required is open on this path any more")
            elif journey.section_counts[step.section].required:
                parts.append(f"{left} left in this section" if left else "this section is through")
        return " · ".join(parts)

    def action_undo(self) -> None:
        self._take_back("Undone")

    def action_redo(self) -> None:
        self._take_back("Done again")

    def _take_back(self, word: str) -> None:
        try:
            outcome = self.tracker.undo() if word == "Undone" else self.tracker.redo()
        except MlopsPathError as problem:
            self.notice.tell(problem.sentence, error=True)
            return
        assert outcome.change is not None, "taking back is a change"
        resources = list(
            dict.fromkeys(event.resource for event in reversed(outcome.change.events))
        )  # as they were done
        titles = wording.listed(resources, self._title)
        self._came_to(outcome, f"{word}: {outcome.change.label} · {titles}")
