"""The two lines at the foot: what just happened, and the keys that work now."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive, var
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from mlops_path.tui.content import content
from mlops_path.tui.deeds import ANYWHERE, DEEDS
from mlops_path.tui.glyphs import glyphs
from mlops_path.tui.widgets.line_painter import LinePainter, joined


class Notice(LinePainter):
    """One quiet line for what happened; a rule where there is nothing to say. An error takes the lines it needs."""

    MOST_LINES = 4

    message: var[tuple[str, bool]] = var(("", False), init=False, always_update=True)

    def tell(self, sentence: str, *, error: bool = False) -> None:
        """Shows a sentence until the next one; an error says what to do."""
        room = max(1, self.size.width - 2)
        lines = -(-len(sentence) // room) if error else 1
        self.styles.height = max(1, min(lines, self.MOST_LINES))
        self.message = (sentence, error)

    def watch_message(self) -> None:
        self.repaint()

    def line(self, y: int) -> Strip:
        width = self.size.width
        strips = Visual.to_strips(self, self._content(width - 2), max(1, width - 2), None, self.visual_style)
        blank = Strip.blank(1, self.rich_style)
        return joined(Strip.join([blank, *strips[y : y + 1]]).adjust_cell_length(width, self.rich_style))

    def _content(self, room: int) -> Content:
        sentence, error = self.message
        if not sentence:
            return Content.styled(glyphs().rule * room, "$faint")
        if error:
            return content(sentence, "$error")
        return content(sentence, "$success").truncate(room, ellipsis=True)


class KeyLine(Widget):
    """The keys that work now; those that do not fit are left out whole, help and quit last."""

    where: reactive[str] = reactive(ANYWHERE, init=False)
    other: reactive[tuple[tuple[str, str], ...]] = reactive((), init=False)

    def render(self) -> Content:
        keys = list(self.other) or [
            (deed.shown, deed.short) for deed in DEEDS if deed.short and deed.where in (self.where, ANYWHERE)
        ]
        kept = keys[-2:] if not self.other else []
        rest = keys[:-2] if kept else keys
        width = self.size.width - 1
        room = width - sum(_length(pair) for pair in kept)
        fits = []
        for pair in rest:
            if _length(pair) > room:
                break
            fits.append(pair)
            room -= _length(pair)
        parts: list[Content | str | tuple[str, str]] = [" "]
        for key, word in (*fits, *kept):
            parts += [(key, "bold $primary"), (f" {word}  ", "$quiet")]
        return Content.assemble(*parts).truncate(max(0, self.size.width))


def _length(pair: tuple[str, str]) -> int:
    return len(pair[0]) + len(pair[1]) + 3
