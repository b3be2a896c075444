"""How a table is laid out: its heads and rows, tables side by side, and grids in which every cell is a thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mlops_path.curriculum.importing import words
from mlops_path.curriculum.importing.blocks import Node
from mlops_path.curriculum.importing.columns import by_column, columns_of
from mlops_path.curriculum.importing.markdown.judging import is_one_link
from mlops_path.curriculum.importing.markdown.wording import is_reckoning, is_title
from mlops_path.curriculum.importing.naming import is_name, targets

MOST_WIDTH = 20  # columns of a table beside which another one stands, or with cells that go through rows
GOES_ON = frozenset(["cont", "cont.", "cont'd", "continued"])


class Layout(NamedTuple):
    """The heads of a table, empty where it has none, and its rows: each with its line, its cells, and lists in them.

    Of tables side by side the first has the lists of a row, since none can tell whose they are.
    """

    heads: list[Node]
    rows: list[tuple[int, list[Node], list[Node]]]

    @property
    def is_of_pictures(self) -> bool:
        """Whether it only sets a picture over what is written under it."""
        return len(self.heads) == 1 and self.heads[0].phrase.is_empty and bool(self.heads[0].phrase.images)

    def is_grid(self, *, may_be_bare: bool) -> bool:
        """Whether every cell is a thing to learn: a link of its own, or with `may_be_bare` a title. None is a field."""
        cells = [cell for _, row, _ in self.rows for cell in row if not cell.phrase.is_empty]
        above = [words.folded(head.phrase.text) for head in self.heads]
        width = max((len(row) for _, row, _ in self.rows), default=0)
        if width < 2 or len(self.rows) < 2 or columns_of(above) or not words.LABELS.isdisjoint(above):
            return False
        if all(cell.phrase.box and not cell.phrase.has_sign and is_title(cell.phrase.text) for cell in cells):
            return True
        if may_be_bare and all(is_title(cell.phrase.text) and not cell.phrase.links for cell in cells):
            told = [words.folded(cell.phrase.text) for cell in cells]
            return not any(is_reckoning(text) or words.FREE_DAY.search(text) for text in told)
        ways = {link.href for cell in cells for link in cell.phrase.links}
        are_links = len(ways) == len(cells) > width and all(map(_is_link, cells))
        return are_links and 3 * sum(is_name(cell.phrase.linked) for cell in cells) >= 2 * len(cells)

    def columns(self) -> list[tuple[str, list[Node]]]:
        """The cells of a grid, column by column, under their heads; "(cont.)" goes on with the column before it."""
        found: list[tuple[str, list[Node]]] = []
        for number, column in enumerate(by_column(row for _, row, _ in self.rows)):
            cells = [cell for cell in column if not cell.phrase.is_empty]
            head = self.heads[number].phrase.text if number < len(self.heads) else ""
            if found and words.folded(head) in GOES_ON:
                head = found[-1][0]
            found.append((head, cells))
        return found


def layout_of(table: Node) -> Layout:
    below: dict[int, tuple[Node, int]] = {}
    rows = [
        (
            row.line,
            _with_cells_of_above([cell for cell in row.children if cell.kind == "cell"], below),
            [each for each in row.children if each.kind in ("list", "details")],
        )
        for row in table.all_of("row")
    ]
    rows = [row for row in rows if row[1]]
    if not rows:
        return Layout([], [])
    first = rows[0][1]
    if not (all(cell.level for cell in first) or (len(rows) > 1 and _are_heads(first))):
        return Layout([], rows)
    if groups := side_by_side([words.folded(cell.phrase.text) for cell in first]):
        body = [
            (line, [cells[n] for n in group if n < len(cells)], lists if group is groups[0] else [])
            for line, cells, lists in rows[1:]
            for group in groups
            if group[0] < len(cells)
        ]
        return Layout([first[n] for n in groups[0]], body)
    return Layout(first, rows[1:])


def _with_cells_of_above(cells: list[Node], below: dict[int, tuple[Node, int]]) -> list[Node]:
    """The cells of a row with those that go through it from a row above.

    `below` has these by their column, each with the rows that are left of it; those that begin here are put into it.
    """
    if (not below and all(cell.rows == 1 for cell in cells)) or len(cells) > MOST_WIDTH:
        return cells
    row: list[Node] = []
    waiting = iter(cells)
    while cells and (cell := below[len(row)][0] if len(row) in below else next(waiting, None)):
        row.append(cell)
    left = {column: (cell, rows - 1) for column, (cell, rows) in below.items() if rows > 1}
    left |= {column: (cell, cell.rows - 1) for column, cell in enumerate(row) if column not in below and cell.rows > 1}
    below.clear()
    below.update(left)
    return row


def side_by_side(heads: Sequence[str]) -> list[list[int]]:
    """The columns of each of several tables side by side, as "Day | Task | | Day | Task"; nothing where it is one."""
    named = [(column, head) for column, head in enumerate(heads) if head]
    first = named[0][1] if named else ""
    for width in range(2, min(len(named) // 2, MOST_WIDTH) + 1):
        if len(named) % width or named[width][1] != first:
            continue
        groups = [named[at : at + width] for at in range(0, len(named), width)]
        if all([head for _, head in group] == [head for _, head in groups[0]] for group in groups):
            return [[column for column, _ in group] for group in groups]
    return []


def _are_heads(cells: Sequence[Node]) -> bool:
    """Whether the first row of a table without heads is its head: it names columns, or is in bold and several."""
    if any(cell.phrase.links or (cell.phrase.box and not cell.phrase.has_sign) for cell in cells):
        return False
    in_bold = len(cells) > 1 and all(cell.phrase.is_strong for cell in cells)
    return in_bold or "title" in columns_of([words.folded(cell.phrase.text) for cell in cells])


def _is_link(cell: Node) -> bool:
    where = targets(cell.phrase)
    return is_one_link(cell.phrase) and bool(where.out or where.inside)
