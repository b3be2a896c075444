"""A fixed journey for reports: something of everything that a report tells apart."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from mlops_path.domain.curriculum import Facts, Path, Resource, Section, Stage, Step
from mlops_path.domain.journey import Journey
from mlops_path.domain.progress import State
from mlops_path.reports import Options
from tests.builders import OPTIONAL, REQUIRED, make_path
from tests.hostile import PAYLOADS

MADE_AT = datetime(2026, 5, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
NOTES = {
    "first-article": ("Read it *twice*.\n\n- [ ] not a task\n\tindented <b>text</b>", "2026-04-02T18:30:00+02:00"),
    "chapter-two": ("See https://example.org/a?b=1&c=2", "2026-04-20T08:00:00+02:00"),
    "elsewhere": ("A note of another path.", "2026-04-21T08:00:00+02:00"),
}
STATES = {
    "first-article": State("done", "2026-04-02T18:30:00+02:00", has_note=True, minutes_logged=95),
    "known-talk": State("done", "2026-03-01T12:00:00+01:00", known=True),
    "chapter-one": State("done", "2026-04-20T07:00:00+02:00", minutes_logged=600),
    "chapter-two": State("doing", "2026-04-20T08:00:00+02:00", has_note=True),
    "skipped-course": State("skipped", "2026-04-03T12:00:00+02:00", reason="I teach | it."),
    "side-video": State("done", "2026-04-30T22:15:00+02:00"),
    "reopened": State("todo", "2026-04-29T12:00:00+02:00"),
    "elsewhere": State("done", "2026-04-21T08:00:00+02:00", has_note=True),
}


def sample_path() -> Path:
    """Two stages, the first of two sections; a book by its chapters, a resource that stands twice, optional steps."""
    path = make_path(
        ["first-article", "known-talk", ("side-video", OPTIONAL)],
        ["the-book", ("chapter-one", REQUIRED, "the-book"), ("chapter-two", REQUIRED, "the-book"), "first-article"],
        ["skipped-course", "reopened", "last-paper", ("more-links", OPTIONAL)],
    )
    sections = tuple(section._replace(stage=max(0, number - 1)) for number, section in enumerate(path.sections))
    stages = (Stage("Begin & understand", "After this you can <say> what it is.", 0, 2), Stage("Go on", "", 2, 3))
    path = path._replace(id="sample", title="A sample of paths", edition="2026-01-31", sections=sections, stages=stages)
    return _with(
        path,
        {
            "first-article": {
                "url": "https://example.org/article?a=1&b=2",
                "authors": ("Ada Lovelace", "Čapek, Karel"),
                "year": 2020,
            },
            "known-talk": {"organisation": "PyData 2021", "year": 2021},
            "the-book": {
                "title": 'A "Book" of *Stars*',
                "authors": ("Chip [H]",),
                "organisation": "Press",
                "year": 1999,
            },
            "last-paper": {"free_url": "https://example.org/paper_(1).pdf"},
            "more-links": {"url": "javascript:alert(1)"},
        },
    )


def _with(path: Path, facts: dict[str, dict[str, Any]]) -> Path:
    """`path` with more known about some of its resources."""
    known: dict[int, Facts] = {}
    steps: list[Step] = []
    for step in path.steps:
        resource: Resource = path.facts[step.number].resource._replace(**facts.get(step.id, {}))
        known[step.number] = path.facts[step.number]._replace(resource=resource)
        steps.append(step._replace(title=resource.title))
    return path._replace(steps=tuple(steps), facts=known)


def sample_journey() -> Journey:
    return Journey(sample_path(), STATES, "Ada Lovelace")


def options(journey: Journey, since: str = "", until: str = "", *, notes: bool = True) -> Options:
    """Options of a report made at a fixed moment, with what was finished in the period in its order."""
    first, last = (datetime.fromisoformat(text) if text else None for text in (since, until))
    finished = {
        id_: state.at
        for id_, state in journey.states.items()
        if state.status == "done"
        and (first is None or datetime.fromisoformat(state.at) >= first)
        and (last is None or datetime.fromisoformat(state.at) <= last)
    }
    in_order = dict(sorted(finished.items(), key=lambda pair: datetime.fromisoformat(pair[1])))
    return Options(MADE_AT, first, last, NOTES if notes else None, in_order)


def hostile_journey() -> Journey:
    """Every payload as title, author, organisation, section, stage, goal, reason and id of nothing; one a learner."""
    payloads = list(PAYLOADS.values())
    ids = [f"step-{number}" for number in range(len(payloads))]
    path = make_path(ids)
    path = _with(
        path,
        {
            id_: {"title": payload, "authors": (payload, "x"), "organisation": payload, "url": payload}
            for id_, payload in zip(ids, payloads, strict=True)
        },
    )
    sections = tuple(Section(payload, number // 2, number, number + 1) for number, payload in enumerate(payloads))
    stages = tuple(
        Stage(payloads[first], payloads[-first], first, min(first + 2, len(sections)))
        for first in range(0, len(sections), 2)
    )
    steps = tuple(step._replace(section=number) for number, step in enumerate(path.steps))
    path = path._replace(title=PAYLOADS["html"], sections=sections, stages=stages, steps=steps)
    states = {
        id_: State("skipped", "2026-05-01T12:00:00+02:00", reason=payload, has_note=True)
        for id_, payload in zip(ids, payloads, strict=True)
    }
    return Journey(path, states, PAYLOADS["html attribute"])


def hostile_options(journey: Journey) -> Options:
    """Every payload as a note; some as the beginning of a line, some behind others."""
    notes = {
        step.id: (f"{payload}\nline\n{payload}", "2026-05-01T12:00:00+02:00")
        for step, payload in zip(journey.steps, PAYLOADS.values(), strict=True)
    }
    finished = {step.id: "2026-05-01T12:00:00+02:00" for step in journey.steps}
    return Options(MADE_AT, None, None, notes, finished)
