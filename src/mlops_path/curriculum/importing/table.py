"""A CSV file with a header as a plan: one row, one thing to learn."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Mapping
from typing import Any

from mlops_path.curriculum.importing import words
from mlops_path.curriculum.importing.blocks import Tick
from mlops_path.curriculum.importing.cells import field_facts, status_of
from mlops_path.curriculum.importing.columns import columns_of
from mlops_path.curriculum.importing.draft import Draft, line_of, slug, title_of
from mlops_path.curriculum.importing.naming import readable
from mlops_path.curriculum.limits import address
from mlops_path.domain.plans import Plan
from mlops_path.errors import FileInvalid, FileTooBig

DELIMITERS = (",", ";", "\t")
MOST_COLUMNS = 200
MOST_ROWS = 100_000
MOST_CELLS = 500_000
GUARDED = "=+-@|%\t"  # what an exported cell may begin with behind an apostrophe
FIELDS = ("authors", "year", "minutes", "kind", "need", "summary", "note", "why")


def is_table(text: str) -> bool:
    """Whether a text without a telling name begins with a line of known column heads."""
    return len(_header(text)[1].keys() & {"title", "url", "status", "authors"}) > 1


def read(file: str, name: str, text: str, tick: Tick | None = None) -> Plan:
    """The plan of a CSV file.

    Raises:
        FileInvalid: no column is headed as a title, or a row is malformed.
    """
    delimiter, columns, heads = _header(text)
    if "title" not in columns:
        told = ", ".join(f"'{line_of(head)}'" for head in heads[:20]) or "no column at all"
        raise FileInvalid(
            f"{name} has no column for titles; its columns are: {told}.",
            "Head one of them 'title', 'name' or 'course'.",
        )
    stem = os.path.splitext(os.path.basename(file))[0]
    draft = Draft(name, title_of(stem))
    lines = text.count("\n") + 1
    named = {field: words.folded(heads[column]) for field, column in columns.items()}
    ids: dict[str, int] = {}
    stages: dict[str, str] = {}
    for line, cells in _rows(name, text, delimiter):
        if tick and line % 1000 == 0:
            tick(line, lines)
        row = {field: cells[column] for field, column in columns.items() if column < len(cells)}
        stage = stages.setdefault(row.get("stage", ""), row.get("stage", ""))
        draft.enter(stage, stage, row.get("section", ""))
        _add(draft, line, row, named, ids)
    if tick:
        tick(lines, lines)
    return draft.plan(id=slug(draft.title, stem))


def _add(draft: Draft, line: int, row: Mapping[str, str], heads: Mapping[str, str], ids: dict[str, int]) -> None:
    addresses = [href for word in row.get("url", "").split() if (href := address(word.strip("<>,;")))]
    title = line_of(row.get("title", "")) or (readable(addresses[0]) if addresses else "")
    if not title:
        draft.leave_out(line, " ".join(row.values()), "empty")
        return
    facts: dict[str, Any] = {}
    for field in FIELDS:
        if field in row:
            facts |= field_facts(field, row[field], heads[field])
    if "status" in heads:
        facts["status"] = status_of(row.get("status", "")) or "todo"
    if addresses:
        facts["url"], facts["more"] = addresses[0], tuple((href, readable(href)) for href in addresses[1:])
    id_ = row.get("id", "").strip()
    if id_ and slug(id_) == id_:
        facts["id"] = id_
    facts["parent"] = ids.get(row.get("parent", "").strip())
    number = draft.add(title, line, origin="table", **facts)
    if id_:
        ids[id_] = number


def _header(text: str) -> tuple[str, dict[str, int], list[str]]:
    """The delimiter under which the first line names most fields, the column of each field, and the heads."""
    first = next((line for line in text.split("\n", 20) if line.strip()), "")[:10_000]
    best: tuple[str, dict[str, int], list[str]] = (",", {}, [])
    for delimiter in DELIMITERS:
        try:
            heads = next(csv.reader([first], delimiter=delimiter), [])[:MOST_COLUMNS]
        except csv.Error:
            continue
        columns = columns_of([words.folded(head) or head.strip() for head in heads])
        if (len(columns), len(heads)) > (len(best[1]), len(best[2])):
            best = delimiter, columns, heads
    return best


def _rows(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row behind the header with the line it begins on, guards against formulas taken off."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line, is_header, rows, cells = 1, True, 0, 0
    try:
        for row in reader:
            rows, cells = rows + 1, cells + len(row)
            if rows > MOST_ROWS or cells > MOST_CELLS:
                raise FileTooBig(
                    f"{name}, line {line}: more rows or cells than a plan has.", "Split it into several files."
                )
            if any(cell.strip() for cell in row):
                if not is_header:
                    yield line, [_unguarded(cell.strip()) for cell in row]
                is_header = False
            line = reader.line_num + 1
    except csv.Error as problem:
        raise FileInvalid(f"{name}, line {line}: not CSV: {problem}.", "Mend that line and try again.") from None


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip(" \u00a0")[:1] in tuple(GUARDED) else cell
