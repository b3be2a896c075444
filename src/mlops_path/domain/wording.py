"""Figures and facts in words, the same on every screen, line and report. Returns text that is not yet safe to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mlops_path.domain.curriculum import Resource, Step
from mlops_path.domain.dates import duration
from mlops_path.domain.journey import Counts
from mlops_path.domain.progress import DOING, DONE, SKIPPED, TODO

MOST_LISTED = 6
GLYPHS = {TODO: "○", DOING: "◐", DONE: "✔", SKIPPED: "–"}
ASCII_GLYPHS = {TODO: ".", DOING: ">", DONE: "x", SKIPPED: "-"}


def about(minutes: int) -> str:
    """An estimate, marked as one: `≈ 45 min`, `≈ 12 h`."""
    return f"≈ {duration(minutes)}"


def fraction(counts: Counts) -> str:
    """`4/6`; where nothing is left that is required `skipped`, `retired` or `optional`, empty where nothing counts."""
    if counts.counted:
        return f"{counts.done}/{counts.counted}"
    if counts.required:
        return "skipped" if counts.skipped else "retired"
    return "optional" if counts.optional else ""


def standing(counts: Counts) -> str:
    """`12 of 61 required · ≈ 41 h left · 3 skipped`; says only what there is to say."""
    parts = [f"{counts.done} of {counts.counted} required" if counts.counted else "nothing required"]
    if counts.minutes_open:
        parts.append(f"{about(counts.minutes_open)} left")
    if counts.skipped:
        parts.append(f"{counts.skipped} skipped")
    if counts.retired:
        parts.append(f"{counts.retired} retired")
    return " · ".join(parts)


def listed(ids: Sequence[str], title_of: Callable[[str], str]) -> str:
    """The titles of a few resources, and of many the first six and how many more there are."""
    more = f" and {len(ids) - MOST_LISTED} more" if len(ids) > MOST_LISTED else ""
    return ", ".join(map(title_of, ids[:MOST_LISTED])) + more


def beside(counts: Counts) -> str:
    """What is printed beside the progress: optional steps and logged time; empty where there is nothing."""
    parts = []
    if counts.optional:
        skipped = f" ({counts.optional_skipped} skipped)" if counts.optional_skipped else ""
        parts.append(f"{counts.optional_done} of {counts.optional} optional{skipped}")
    if counts.minutes_logged:
        parts.append(f"{duration(counts.minutes_logged)} logged")
    return " · ".join(parts)


def source_line(resource: Resource) -> str:
    """Authors, organisation and year: `Chip Huyen · O'Reilly 2022`; empty where nothing is known."""
    year, where = str(resource.year or ""), resource.organisation
    if year and year not in where:
        where = f"{where} {year}" if where else year
    authors = ", ".join(resource.authors)
    return f"{authors} · {where}" if authors and where else authors or where


def need_of(step: Step) -> str:
    """`required`, `optional`, or that the path has it no longer."""
    return "no longer on this path" if step.retired else step.need


def kind_line(resource: Resource, need: str = "") -> str:
    """Kind, need and estimate: `book chapter · required · ≈ 1 h`."""
    return " · ".join(part for part in (resource.kind, need, about(resource.minutes)) if part)
