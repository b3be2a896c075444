"""The floor of a key in a long list: a bare Textual Tree of as many nodes as its argument says, and q leaves."""

from __future__ import annotations

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import Tree


class Bare(App[None]):
    BINDINGS: ClassVar[list[Binding]] = [Binding("q", "quit", "Leave")]  # type: ignore[assignment]  # Textual's own type is wider

    def __init__(self, nodes: int) -> None:
        super().__init__()
        self._count = nodes

    def compose(self) -> ComposeResult:
        tree: Tree[None] = Tree("Path")
        tree.root.expand()
        for number in range(1, self._count + 1):
            tree.root.add_leaf(f"{number:05d} A step with a title of usual length")
        yield tree


if __name__ == "__main__":
    Bare(int(sys.argv[1])).run()
