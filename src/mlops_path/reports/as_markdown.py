"""The report as Markdown, for a mail, a pull request or a note-keeping program."""

from __future__ import annotations

from collections.abc import Iterator

from mlops_path.domain import wording
from mlops_path.domain.curriculum import Step
from mlops_path.domain.dates import duration
from mlops_path.domain.journey import RULE, Journey
from mlops_path.domain.progress import DOING, DONE, SKIPPED
from mlops_path.reports import FORMATS, Options
from mlops_path.text import markdown_href, markdown_text, plain


def render(journey: Journey, options: Options) -> str:
    return "\n".join(_lines(journey, options)) + "\n"


def _lines(journey: Journey, options: Options) -> Iterator[str]:
    path, counts = journey.path, journey.counts
    yield FORMATS["md"].begins
    yield f"# {markdown_text(path.title)}: the record of {markdown_text(journey.learner)}"
    yield ""
    about = [f"edition {path.edition}", f"made on {options.made_at:%Y-%m-%d %H:%M}"]
    if options.period:
        about.insert(0, options.period)
    yield f"*{' · '.join(about)}*"
    yield ""
    yield f"**{wording.standing(counts)}**[^rule]"
    if beside := wording.beside(counts):
        yield ""
        yield beside
    yield ""
    yield "| Stage | Section | Done |"
    yield "|---|---|---:|"
    for number, stage in enumerate(path.stages):
        yield f"| **{markdown_text(stage.title)}** |  | **{wording.fraction(journey.stage_counts(stage))}** |"
        for section, figures in zip(path.sections, journey.section_counts, strict=True):
            if section.stage == number and stage.last - stage.first > 1:
                yield f"|  | {markdown_text(section.title)} | {wording.fraction(figures)} |"
    yield from _finished(journey, options)
    yield from _in_hand(journey)
    yield from _every_step(journey)
    yield from _notes(journey, options)
    yield ""
    yield f"[^rule]: {RULE}"


def _finished(journey: Journey, options: Options) -> Iterator[str]:
    yield ""
    yield f"## Done {options.period}".rstrip()
    yield ""
    steps = [(journey.step_of(id_), at) for id_, at in options.finished.items()]
    if not any(step for step, _ in steps):
        yield "Nothing on this path yet."
    for step, at in steps:
        if step:
            yield f"- {at[:10]} {_line(journey, step)}"


def _in_hand(journey: Journey) -> Iterator[str]:
    found = journey.next_steps(5)
    if found:
        yield ""
        yield "## Next"
        yield ""
        for step, why in found:
            yield f"- {_line(journey, step)} ({why})"


def _every_step(journey: Journey) -> Iterator[str]:
    for stage in journey.path.stages:
        yield ""
        yield f"## {markdown_text(stage.title)}"
        if stage.goal:
            yield ""
            yield markdown_text(stage.goal)
        sections = journey.path.sections[stage.first : stage.last]
        for section in sections:
            if len(sections) > 1:
                yield ""
                yield f"### {markdown_text(section.title)}"
            yield ""
            for step in journey.steps[section.first : section.last]:
                box = "x" if journey.status(step.id) == DONE else " "
                yield f"- [{box}] {step.number}\\. {_line(journey, step)}{_state(journey, step)}"


def _line(journey: Journey, step: Step) -> str:
    resource = journey.path.facts[step.number].resource
    title = markdown_text(resource.title)
    href = markdown_href(resource.url or resource.free_url)
    source = markdown_text(wording.source_line(resource))
    return (f"[{title}](<{href}>)" if href else title) + (f", {source}" if source else "")


def _state(journey: Journey, step: Step) -> str:
    state, status = journey.state(step.id), journey.status(step.id)
    parts = [] if step.required else ["optional"]
    if status == DONE:
        parts.append(f"{'known' if state.known else 'done'} {journey.status_at(step.id)[:10]}")
    elif status == DOING:
        parts.append(f"doing since {journey.status_at(step.id)[:10]}")
    elif status == SKIPPED:
        parts.append("skipped" + (f": {markdown_text(state.reason)}" if state.reason else ""))
    if state.minutes_logged:
        parts.append(f"{duration(state.minutes_logged)} logged")
    return f" — {' · '.join(parts)}" if parts else ""


def _notes(journey: Journey, options: Options) -> Iterator[str]:
    seen: set[str] = set()
    for step in journey.steps:
        text = options.note(step.id)
        if not text or step.id in seen:
            continue
        if not seen:
            yield ""
            yield "## Notes"
        seen.add(step.id)
        yield ""
        yield f"### {step.number}\\. {markdown_text(step.title)}"
        yield ""
        lines = [markdown_text(line) for line in plain(text).rstrip().split("\n")]
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            yield f"> {line}{chr(92) if line and following else ''}".rstrip(" ")
