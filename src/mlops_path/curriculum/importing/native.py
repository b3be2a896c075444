"""A path of this program, in TOML, as a plan: everything it says is kept, ids and all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlops_path.curriculum.compiled import sources_in
from mlops_path.curriculum.importing.draft import Draft
from mlops_path.curriculum.library import built_in_folder
from mlops_path.curriculum.models import PathFile, ResourceEntry
from mlops_path.curriculum.reading import check, invalid, read_toml
from mlops_path.domain.plans import Plan
from mlops_path.errors import FileInvalid

FURTHER = (
    "part_of",
    "subtitle",
    "organisation",
    "url_from",
    "free_url",
    "archive_url",
    "access",
    "minutes_from",
    "topics",
    "remark",
)


def read(file: str, name: str) -> Plan:
    """The plan of a path file. Its steps may name resources of the program's catalogue.

    Raises:
        FileInvalid: with every mistake.
    """
    known = check(sources_in(built_in_folder())).resources if _leans_on_catalogue(read_toml(file)) else {}
    own = check([file]).resources
    checked = check([file], {id_: resource for id_, resource in known.items() if id_ not in own})
    if checked.mistakes:
        raise invalid(checked)
    path = next(iter(checked.paths.values()), None)
    if path is None:
        raise FileInvalid(f"{name} has no path in it.", "A path has an id, a title, an edition and stages.")
    return _plan(name, path, checked.resources)


def _leans_on_catalogue(tables: Mapping[str, Any]) -> bool:
    """Whether anything in the file names a resource that is not in it."""
    resources = tables.get("resource")
    entries = [entry for entry in resources if isinstance(entry, dict)] if isinstance(resources, list) else []
    own = {entry.get("id") for entry in entries if isinstance(entry.get("id"), str)}
    named: list[object] = [entry.get("part_of") for entry in entries]
    for entry in entries:
        named += [other.get("id") for other in _tables(entry, "related")]
    for stage in _tables(tables, "stage"):
        for section in _tables(stage, "section"):
            named += [step.get("resource") for step in _tables(section, "step")]
    return any(isinstance(id_, str) and id_ not in own for id_ in named)


def _tables(table: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    value = table.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _plan(name: str, path: PathFile, resources: Mapping[str, ResourceEntry]) -> Plan:
    draft = Draft(name, path.title)
    places: dict[str, int] = {}
    for number, stage in enumerate(path.stage):
        for section in stage.section:
            draft.enter(number, stage.title, section.title, stage.goal or "")
            for step in section.step:
                entry = resources[step.resource]
                places[entry.id] = draft.add(
                    entry.title,
                    0,
                    origin="list",
                    url=entry.url,
                    more=tuple((link.url, link.why) for link in entry.more),
                    parent=places.get(entry.part_of or ""),
                    id=entry.id,
                    kind=entry.kind,
                    authors=tuple(entry.authors),
                    year=entry.year,
                    minutes=entry.minutes,
                    summary=entry.summary or "",
                    why=step.why or "",
                    optional=step.need == "optional",
                    formerly=tuple(entry.formerly),
                    after=tuple(step.after),
                    apart=step.apart,
                    facts=_further(entry),
                )
    return draft.plan(id=path.id, author=path.author or "", url=path.url, summary=path.summary or "")


def _further(entry: ResourceEntry) -> tuple[tuple[str, object], ...]:
    """What a plan has no field of its own for, as the file has it."""
    return tuple(entry.model_dump(exclude_defaults=True, include=set(FURTHER)).items())
