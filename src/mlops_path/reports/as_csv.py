"""The report as a table for spreadsheets: one row a step, no cell that a spreadsheet could take for a formula."""

from __future__ import annotations

import csv
import io

from mlops_path.domain.journey import Journey
from mlops_path.domain.records import STEP_FIELDS, step_record
from mlops_path.reports import Options
from mlops_path.text import csv_cell


def render(journey: Journey, options: Options) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow([*STEP_FIELDS, "reason", *(["note"] if options.notes is not None else [])])
    for step in journey.steps:
        if (options.since or options.until) and step.id not in options.finished:
            continue
        record = step_record(journey, step)
        record["authors"] = "; ".join(journey.path.facts[step.number].resource.authors)
        cells = [*record.values(), journey.state(step.id).reason]
        if options.notes is not None:
            cells.append(options.note(step.id))
        table.writerow([_cell(value) for value in cells])
    return text.getvalue()


def _cell(value: object) -> str | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, int) else csv_cell(str(value))
