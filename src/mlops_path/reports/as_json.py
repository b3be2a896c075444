"""The report as one JSON document for programs; `"schema": 1`."""

from __future__ import annotations

import json

from mlops_path.domain.dates import iso
from mlops_path.domain.journey import RULE, Journey
from mlops_path.domain.records import status_record, step_record
from mlops_path.reports import Options


def render(journey: Journey, options: Options) -> str:
    steps = []
    for step in journey.steps:
        record = step_record(journey, step)
        record["reason"] = journey.state(step.id).reason
        if options.notes is not None:
            record["note"] = options.note(step.id)
        steps.append(record)
    document = {
        "schema": 1,
        "report": "mlops-path",
        "made_at": iso(options.made_at),
        "since": iso(options.since) if options.since else None,
        "until": iso(options.until) if options.until else None,
        "title": journey.path.title,
        **status_record(journey),
        "rule": RULE,
        "finished": [{"id": id_, "at": at} for id_, at in options.finished.items() if journey.step_of(id_)],
        "steps": steps,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
