"""A journey as plain dictionaries and lists: what `--json` prints and JSON and CSV reports hold."""

from __future__ import annotations

from collections.abc import Iterable

from mlops_path.domain.curriculum import Step
from mlops_path.domain.journey import Counts, Journey, NextStep

Record = dict[str, object]

STEP_FIELDS = (
    "number",
    "id",
    "title",
    "kind",
    "authors",
    "year",
    "url",
    "minutes",
    "stage",
    "section",
    "need",
    "status",
    "status_at",
    "notes",
    "minutes_logged",
    "parent",
    "retired",
)


def step_record(journey: Journey, step: Step) -> Record:
    """One step with the keys of `STEP_FIELDS`, in their order."""
    resource = journey.path.facts[step.number].resource
    state = journey.state(step.id)
    return {
        "number": step.number,
        "id": step.id,
        "title": step.title,
        "kind": step.kind,
        "authors": list(resource.authors),
        "year": resource.year,
        "url": resource.url,
        "minutes": step.minutes,
        "stage": journey.path.stage_of(step).title,
        "section": journey.path.section_of(step).title,
        "need": step.need,
        "status": journey.status(step.id),
        "status_at": journey.status_at(step.id) or None,
        "notes": int(state.has_note),
        "minutes_logged": state.minutes_logged,
        "parent": step.parent,
        "retired": step.retired,
    }


def step_records(journey: Journey, steps: Iterable[Step]) -> list[Record]:
    return [step_record(journey, step) for step in steps]


def next_record(journey: Journey, found: NextStep) -> Record:
    """A step with `why`: its place in the queue, and why the path has it."""
    why = journey.path.facts[found.step.number].why
    return {**step_record(journey, found.step), "why": f"{found.why}. {why}" if why else found.why}


def full_record(journey: Journey, step: Step) -> Record:
    """A step with everything known about its resource."""
    resource, why, after = journey.path.facts[step.number]
    state = journey.state(step.id)
    return {
        **step_record(journey, step),
        "subtitle": resource.subtitle,
        "organisation": resource.organisation,
        "summary": resource.summary,
        "why": why,
        "after": list(after),
        "topics": list(resource.topics),
        "minutes_from": resource.minutes_from,
        "url_from": resource.url_from or None,
        "free_url": resource.free_url,
        "archive_url": resource.archive_url,
        "access": resource.access or None,
        "more": [link._asdict() for link in resource.more],
        "related": [{"id": other, "how": how} for other, how in resource.related],
        "remark": resource.remark,
        "reason": state.reason,
        "known": state.known,
        "parts": [
            step_record(journey, part)
            for part in map(journey.step_of, journey.parts_on_path(step.id))
            if part is not None
        ],
    }


def counts_record(counts: Counts) -> Record:
    """The figures of a path, stage or section; `counted` is the denominator, `fraction` null where it is 0."""
    return {
        "done": counts.done,
        "required": counts.required,
        "optional_done": counts.optional_done,
        "optional": counts.optional,
        "skipped": counts.skipped,
        "retired": counts.retired,
        "fraction": counts.fraction,
        "counted": counts.counted,
        "open": counts.open,
        "doing": counts.doing,
        "optional_skipped": counts.optional_skipped,
        "minutes_open": counts.minutes_open,
        "minutes_logged": counts.minutes_logged,
    }


def status_record(journey: Journey) -> Record:
    """Where the learner stands: the path's figures, then every stage and section with its own."""
    path = journey.path
    return {
        "path": path.id,
        "edition": path.edition,
        "learner": journey.learner,
        **counts_record(journey.counts),
        "stages": [
            {
                "title": stage.title,
                **counts_record(journey.stage_counts(stage)),
                "sections": [
                    {"title": section.title, **counts_record(counts)}
                    for section, counts in zip(
                        path.sections[stage.first : stage.last],
                        journey.section_counts[stage.first : stage.last],
                        strict=True,
                    )
                ],
            }
            for stage in path.stages
        ],
    }
