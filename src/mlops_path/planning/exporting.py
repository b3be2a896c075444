"""A path as a file to keep or to pass on: Markdown for people, TOML for this program."""

from __future__ import annotations

from datetime import date

from mlops_path.curriculum.writing import kind_of, path_text
from mlops_path.domain.curriculum import Path, Resource, Step
from mlops_path.domain.journey import Journey
from mlops_path.domain.plans import Plan, PlanItem, PlanSection
from mlops_path.domain.progress import DOING, DONE, SKIPPED
from mlops_path.planning.resources import table_of
from mlops_path.text import markdown_href, markdown_text

DASH = " — "  # between the title and what is told of it
WORDS = {DOING: "*(doing)*", SKIPPED: "*(skipped)*"}


def as_toml(journey: Journey) -> str:
    """The path as a path file that stands on its own, without what the learner did."""
    path = journey.path
    steps = [step for step in path.steps if not step.retired]
    resources = {step.id: path.facts[step.number].resource for step in steps}
    plan = Plan(
        path.title,
        tuple((stage.title, stage.goal) for stage in path.stages if not _is_past(path, stage.first)),
        tuple(
            PlanSection(section.title, section.stage)
            for n, section in enumerate(path.sections)
            if not _is_past(path, n)
        ),
        tuple(_item(path, step) for step in steps),
        id=path.id,
        author=path.author,
        url=path.url,
        summary=path.summary,
    )
    known = {id_: table_of(resource) for id_, resource in resources.items()}
    return path_text(path.id, plan, [step.id for step in steps], date.fromisoformat(path.edition), known=known)


def _is_past(path: Path, section: int) -> bool:
    """Whether a section is the one of steps that are no longer on the path."""
    first = path.sections[section].first
    return first < len(path.steps) and path.steps[first].retired and path.sections[section].last > first


def _item(path: Path, step: Step) -> PlanItem:
    resource, why, after = path.facts[step.number]
    return PlanItem(
        resource.title,
        step.section,
        "list",
        step.number,
        url=resource.url,
        more=tuple((link.url, link.why) for link in resource.more),
        id=step.id,
        kind=resource.kind,
        why=why,
        optional=not step.required,
        after=after,
        apart=resource.part_of is not None and step.parent is None,
        facts=(
            *([("url_from", resource.url_from)] if resource.url else []),
            *([("part_of", resource.part_of)] if resource.part_of else []),
        ),
    )


def as_markdown(journey: Journey) -> str:
    """The path as a checklist that GitHub and Obsidian show, and that `path import` reads back, ticks and all.

    A box is ticked for done; begun and skipped steps say so in a word. The remark at the end of a line, which no reader
    shows, says which resource it is, and of what kind where its address does not tell.
    """
    path = journey.path
    lines = [f"# {markdown_text(path.title)} <!-- path: {path.id} -->", ""]
    if path.summary:
        lines += [markdown_text(path.summary), ""]
    for stage in path.stages:
        if _is_past(path, stage.first):
            continue
        lines += [f"## {markdown_text(stage.title)}", ""]
        if stage.goal:
            lines += [markdown_text(stage.goal), ""]
        for section in path.sections[stage.first : stage.last]:
            lines += [f"### {markdown_text(section.title)}", ""]
            depths: dict[str, int] = {}
            for step in path.steps[section.first : section.last]:
                depth = depths.get(step.parent or "", -1) + 1
                depths = {id_: deep for id_, deep in depths.items() if deep < depth} | {step.id: depth}
                lines.append("  " * depth + _line(journey, step, nested=depth > 0))
            if lines[-1]:
                lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _line(journey: Journey, step: Step, *, nested: bool) -> str:
    resource = journey.path.facts[step.number].resource
    title, href = markdown_text(resource.title), markdown_href(resource.url or resource.free_url)
    status = journey.status(step.id)
    if href:
        title = f"[{title}](<{href}>)"
    elif DASH in title:  # behind which it would not be the title any more
        title = f"**{title}**"
    words = [f"- [{'x' if status == DONE else ' '}]", title]
    if about := _about(resource):
        words.append(f"{DASH.lstrip()}{markdown_text(about)}")
    if not step.required:
        words.append("*(optional)*")
    if status in WORDS:
        words.append(WORDS[status])
    further = [(link.why, markdown_href(link.url)) for link in resource.more] if resource.url else []
    words += [f"· [{markdown_text(name)}](<{to}>)" for name, to in further if to]
    apart = not nested and step.parent in journey.index.first
    whole = f", part of: {step.parent}" if apart else ""
    kind = f", kind: {step.kind}" if step.kind != kind_of(_item(journey.path, step)) else ""
    return " ".join([*words, f"<!-- id: {step.id}{whole}{kind} -->"])


def _about(resource: Resource) -> str:
    """Its authors, its year, and how long it takes where that is not merely what its kind takes."""
    minutes = f"{resource.minutes} min" if resource.minutes_from != "kind default" else ""
    return " · ".join(part for part in (", ".join(resource.authors), str(resource.year or ""), minutes) if part)
