"""A plan while it is being read: stages and sections come into being with their first item."""

from __future__ import annotations

from typing import Any

from mlops_path.curriculum.limits import MOST_ITEMS
from mlops_path.domain.plans import LeftOut, Plan, PlanItem, PlanSection
from mlops_path.errors import FileInvalid, FileTooBig
from mlops_path.text import TITLE_LENGTH, clean_line, shown

SUMMARY_LENGTH = 1000
ID_LENGTH = 80


class Draft:
    """Collects what a file holds, in the order of the file."""

    def __init__(self, name: str, title: str) -> None:
        self.name = name
        self.title = title
        self.items: list[PlanItem] = []
        self.left_out: list[LeftOut] = []
        self._stages: list[tuple[str, str]] = []
        self._sections: list[PlanSection] = []
        self._stage: object = None
        self._section: object = None
        self.enter((), "", "")

    def enter(self, stage: object, stage_title: str, section_title: str, goal: str = "") -> None:
        """From here on items belong to this section of this stage. `stage` tells stages of the same title apart."""
        self.place = (stage, line_of(stage_title) or self.title, section_title, goal)

    def narrow(self, title: str) -> None:
        """Enters a section inside the one that is entered."""
        stage, stage_title, section_title, goal = self.place
        self.place = (stage, stage_title, f"{section_title} › {title}" if section_title else title, goal)

    def add(self, title: str, line: int, **facts: Any) -> int:
        """The number of the item added.

        Raises:
            FileTooBig: there are more than 20,000.
        """
        if len(self.items) == MOST_ITEMS:
            raise FileTooBig(
                f"{self.name}, line {line}: more than {MOST_ITEMS} things to learn.", "Split it into several files."
            )
        self.items.append(PlanItem(title=title, section=self._here(), line=line, **facts))
        return len(self.items) - 1

    def explain(self, index: int, text: str) -> None:
        """Adds a remark to the summary of an item."""
        item = self.items[index]
        self.items[index] = item._replace(summary=line_of(f"{item.summary} {text}", SUMMARY_LENGTH))

    def leave_out(self, line: int, text: str, reason: str) -> None:
        self.left_out.append(LeftOut(line, line_of(text), reason))

    def plan(self, **facts: Any) -> Plan:
        """The plan read.

        Raises:
            FileInvalid: it has no item.
        """
        if not self.items:
            raise FileInvalid(
                f"No step was found in {self.name}.",
                "A step is a list item with a link or a box, a topic in a plain list, or a row in a table of courses.",
            )
        left_out = sorted(self.left_out, key=lambda each: each.line)
        return Plan(self.title, tuple(self._stages), tuple(self._sections), tuple(self.items), tuple(left_out), **facts)

    def _here(self) -> int:
        stage, stage_title, section_title, goal = self.place
        if self._stages == [] or stage != self._stage:
            self._stages.append((stage_title, line_of(goal, SUMMARY_LENGTH)))
            self._stage, self._section = stage, None
        if self._section != section_title:
            self._sections.append(PlanSection(line_of(section_title) or stage_title, len(self._stages) - 1))
            self._section = section_title
        return len(self._sections) - 1


def line_of(text: str, limit: int = TITLE_LENGTH) -> str:
    """`text` on one line as a curriculum file takes it: without anything that a terminal would act on or hide."""
    line = clean_line(text, limit)
    if shown(line) == line:
        return line
    kept = ""
    for sign in line:
        if shown(kept[-1:] + sign) == kept[-1:] + sign:
            kept += sign
    return clean_line(shown(kept), limit)


def title_of(stem: str) -> str:
    """A title for a plan that has none, from the name of its file."""
    title = line_of(stem.replace("-", " ").replace("_", " ")) or "Plan"
    return title[0].upper() + title[1:]


def slug(*texts: str) -> str:
    """Small ASCII words joined by dashes, from the first of the texts that is mostly written in such letters."""
    import unicodedata  # noqa: PLC0415 - only an import needs it

    for text in texts:
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        letters = sum(c.isalnum() for c in text)
        words = "".join(c if c.isalnum() else " " for c in plain).split()
        if words and 2 * sum(map(len, words)) >= letters:
            return "-".join(words)[:ID_LENGTH].strip("-")
    return "plan"
