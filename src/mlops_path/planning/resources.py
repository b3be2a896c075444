"""Resources and steps as the tables of a path file, and as things that can be told from others."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mlops_path.domain.curriculum import Path, Resource, Step
from mlops_path.domain.editions import Thing
from mlops_path.domain.plans import Plan

if TYPE_CHECKING:
    from mlops_path.tracker import Tracker

Table = dict[str, Any]

_AND_OTHERS = re.compile(r",?\s+(?:et al\.?|and others)$")
_IDS = re.compile(r'^\s*id *= *"([a-z0-9-]+)"', re.MULTILINE)

PLAIN = ("title", "kind", "summary", "subtitle", "organisation", "year", "url", "url_from", "free_url", "archive_url")


def table_of(resource: Resource) -> Table:
    """A resource as a table of a path file, without how it is related to others, which may not be there."""
    table: Table = {"id": resource.id}
    for name in (*PLAIN, "access", "remark"):
        if value := getattr(resource, name):
            table[name] = value
    for name in ("authors", "topics"):
        if values := getattr(resource, name):
            table[name] = list(values)
    if resource.more:
        table["more"] = [{"url": link.url, "why": link.why} for link in resource.more]
    if resource.minutes_from != "kind default":
        table |= {"minutes": resource.minutes, "minutes_from": resource.minutes_from}
    if resource.part_of:
        table["part_of"] = resource.part_of
    return table


def addresses_of(resource: Resource) -> tuple[str, ...]:
    """Every address of a resource, the main one first."""
    links = (resource.url, resource.free_url, *(link.url for link in resource.more), resource.archive_url)
    return tuple(dict.fromkeys(link for link in links if link))


def things_of(path: Path, steps: Iterable[Step]) -> list[Thing]:
    """Steps of a path as things; also what stands apart has the whole that it is a part of, its first step here."""
    steps = list(steps)
    places: dict[str, int] = {}
    for place, step in reversed(list(enumerate(steps))):
        places[step.id] = place
    found = []
    for step in steps:
        resource = path.facts[step.number].resource
        parent = places.get(resource.part_of) if resource.part_of else None
        home = ("", "") if step.retired else (path.stage_of(step).title, path.section_of(step).title)
        found.append(
            Thing(
                step.id,
                resource.title,
                addresses_of(resource),
                parent,
                home,
                retired=step.retired,
                authors=surnames(resource.authors),
                said=resource.summary or "",
            )
        )
    return found


def surnames(authors: Iterable[str]) -> frozenset[str]:
    """The last word of each name: one list has "Bishop", another "Christopher M. Bishop et al."."""
    names = (_AND_OTHERS.sub("", author.casefold()).split() for author in authors)
    return frozenset(name[-1] for name in names if name)


def things_in(plan: Plan) -> list[Thing]:
    """The items of a plan as things."""
    found = []
    for item, whole in zip(plan.items, plan.wholes(), strict=True):
        section = plan.sections[item.section]
        addresses = (*((item.url,) if item.url else ()), *(url for url, _ in item.more))
        place = (plan.stages[section.stage][0], section.title)
        authors = surnames(item.authors)
        found.append(
            Thing(item.id, item.title, addresses, whole, place, item.formerly, authors=authors, said=item.summary)
        )
    return found


def ids_taken(tracker: Tracker) -> set[str]:
    """Every id that stands for something or ever did, whoever's it is: a new thing needs another one."""
    taken = {*tracker.library.renamed, *tracker.ids_touched()}
    for line in tracker.library.paths:
        path = tracker.library.path(line.id)
        taken.update(step.id for step in (*path.steps, *path.retired))
        taken.update(step.parent for step in path.steps if step.parent)
    return taken.union(*map(ids_in, tracker.every_edition()))


def ids_in(text: str) -> set[str]:
    """Every id that a path file speaks of, and perhaps a few words more."""
    return set(_IDS.findall(text))


def things_kept(text: str) -> tuple[list[Thing], list[Table]]:
    """The steps that a path file had once, retired ones too, and their resources; nothing where it is no path file.

    The things have their place, and no parent: `part_of` in the table of the resource says it.
    """
    try:
        tables = tomllib.loads(text)
        resources = {table["id"]: table for table in tables["resource"]}
        homes: dict[str, tuple[str, str]] = {}
        for id_, *home in _steps_in(tables):
            homes.setdefault(id_, (home[0], home[1]))
        found = [_thing_kept(resources[id_], home) for id_, home in homes.items() if id_ in resources]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError):
        return [], []
    return found, [resources[thing.id] for thing in found]


def _thing_kept(table: Table, home: tuple[str, str]) -> Thing:
    return Thing(
        table["id"],
        table["title"],
        tuple(links_of(table)),
        place=home,
        authors=surnames(table.get("authors", ())),
        said=table.get("summary", ""),
    )


def _steps_in(tables: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The id of each step, and the titles of its stage and section; then of those that are retired."""
    for stage in tables["stage"]:
        for section in stage.get("section", ()):
            for step in section.get("step", ()):
                yield step["resource"], stage["title"], section["title"]
    for each in tables.get("retired", ()):
        yield each["resource"], each.get("stage", ""), each.get("section", "")


def links_of(table: Mapping[str, Any]) -> Iterator[str]:
    for name in ("url", "free_url"):
        if name in table:
            yield table[name]
    yield from (link["url"] for link in table.get("more", ()))
