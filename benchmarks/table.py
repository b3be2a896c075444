"""The table of promises: its lines, and its place in README.md."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple

BEGIN, END = "<!-- figures: written by run.py -->", "<!-- end of figures -->"
HEADING = ("what", "measured", "ratio to floor", "promise", "holds?")


class Line(NamedTuple):
    """One line of the table, every cell as it is printed."""

    what: str
    measured: str
    ratio: str = ""
    promise: str = ""
    holds: str = ""

    @property
    def is_broken(self) -> bool:
        return self.holds.startswith("no")


def promised(
    what: str, measured: str, figure: float, most: float, *, unit: str = "×", floor: str = "", cpu: float | None = None
) -> Line:
    """A line that says whether `figure` is at most `most`, and by how much it is not.

    Args:
        what: What was measured.
        measured: The figure for people.
        figure: What the promise is about, in `unit`; a ratio where the unit is ×.
        most: The promise, in the same unit.
        unit: Unit of both.
        floor: What a ratio is to.
        cpu: The same ratio of processor time, where it was measured; it is printed and promises nothing.

    """
    ratio = ratio_told(figure, floor, cpu) if unit == "×" else ""
    return Line(what, measured, ratio, f"≤ {most:g} {unit}", holds(figure, most))


def ratio_told(figure: float, floor: str, cpu: float | None = None) -> str:
    """`4.65 × pass (4.71 CPU)`."""
    return f"{figure:.2f} × {floor}" if cpu is None else f"{figure:.2f} × {floor} ({cpu:.2f} CPU)"


def holds(figure: float, most: float) -> str:
    if figure <= most:
        return "yes"
    if most == 0:
        return f"no: {figure:g} more"
    over = (figure / most - 1) * 100
    return f"no: {over:.0f} % over" if over >= 9.5 else f"no: {over:.1f} % over"


def milliseconds(seconds: float, cpu: float | None = None) -> str:
    """`34.1 ms (30.0 CPU)`, from seconds."""
    text = _digits(seconds * 1000)
    return f"{text} ms" if cpu is None else f"{text} ms ({_digits(cpu * 1000)} CPU)"


def _digits(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def p95(values: Sequence[float]) -> float:
    """The 95th percentile by nearest rank; of 40 values the third largest."""
    return sorted(values)[ceil(0.95 * len(values)) - 1]


def text(lines: Iterable[Line]) -> str:
    """The lines in columns, for a terminal."""
    rows = [HEADING, *lines]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADING))]
    return "\n".join(
        "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def markdown(lines: Iterable[Line]) -> str:
    """The lines as a Markdown table; what does not hold is bold."""
    rows = [HEADING, ("---", "---", "---", "---", "---"), *(_emphasised(line) for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _emphasised(line: Line) -> Line:
    return line._replace(holds=f"**{line.holds}**") if line.is_broken else line


def write(file: str, figures: str) -> None:
    """Puts `figures` between the two markers in `file`, in one step.

    Raises:
        ValueError: the markers are not there.

    """
    with open(file, encoding="utf-8") as source:
        before, begin, rest = source.read().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{file} has no place for the figures: {BEGIN} … {END}")
    scratch = f"{file}.new"
    with open(scratch, "w", encoding="utf-8") as target:
        target.write(f"{before}{BEGIN}\n\n{figures.strip()}\n\n{END}{after}")
    os.replace(scratch, file)
