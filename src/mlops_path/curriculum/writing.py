"""A plan as the text of a path file: TOML that the program reads, and that a person can go on writing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from mlops_path.curriculum.kinds import KINDS
from mlops_path.curriculum.limits import address
from mlops_path.domain.plans import Plan, PlanItem
from mlops_path.text import clean_line, shown

HEAD = "# A path of your own. Edit it as you like; `mlops-path path check` tells what is wrong with it.\n"
# The order in which a resource's fields are written, whatever they come from.
FIELDS = (
    *("id", "title", "subtitle", "kind", "authors", "organisation", "year", "url", "url_from", "free_url"),
    *("archive_url", "access", "more", "minutes", "minutes_from", "topics", "part_of", "summary", "remark"),
)
LONGEST_LINE, LONGEST_TEXT = 300, 1000
AS_LISTED = "in your list"  # what an address is that a list has for something known by another one
LONGEST_SLUG = 60
_ASCII_WORD = re.compile("[a-z0-9]+")

# What is at a domain; elsewhere a step with an address is an article, and one without is a topic.
_KINDS_AT = {
    "youtube.com": "video",
    "youtu.be": "video",
    "vimeo.com": "video",
    "arxiv.org": "paper",
    "doi.org": "paper",
    "openreview.net": "paper",
    "github.com": "code",
    "coursera.org": "course",
    "edx.org": "course",
    "udacity.com": "course",
    "udemy.com": "course",
}


class Retired(NamedTuple):
    """A step of an earlier edition, with the table of its resource, and the titles of its stage and section."""

    resource: Mapping[str, Any]
    required: bool
    place: tuple[str, str]


def slug_of(text: str, otherwise: str = "step") -> str:
    """Lower-case ASCII words joined by dashes, at most 60 characters; accents are taken off, other scripts left out."""
    if not text.isascii():
        import unicodedata  # noqa: PLC0415 - only where ids are made of other scripts

        letters = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(c if c.isascii() else " " for c in letters if not unicodedata.combining(c))
    slug = "-".join(_ASCII_WORD.findall(text.lower()))  # "🄐" has a capital in it
    if len(slug) > LONGEST_SLUG:
        slug = slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]
    return slug.strip("-") or otherwise


def new_id(title: str, taken: Collection[str]) -> str:
    """An id for a title that no other thing has, nor ever had.

    Among those of one title a free number is closed in on by halves: there may be thousands called "Exercises".
    """
    slug = slug_of(title)
    if slug not in taken:
        return slug
    low, high = 1, 2
    while f"{slug}-{high}" in taken:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{slug}-{middle}" in taken else (low, middle)
    return f"{slug}-{high}"


def path_text(
    path_id: str,
    plan: Plan,
    ids: Sequence[str],
    edition: date,
    *,
    retired: Iterable[Retired] = (),
    known: Mapping[str, Mapping[str, Any]] | None = None,
) -> str:
    """The path file of a plan whose items have `ids`; an id that stands twice is one resource.

    `known` has tables of resources as they are kept already, by id: what the plan does not say is taken from there.
    """
    import tomli_w  # noqa: PLC0415 - only where a file is written

    known = known or {}
    tables: dict[str, dict[str, Any]] = {}
    kept, wholes = plan.wholes_to_keep(), plan.wholes()
    parents = parents_of(ids, kept, wholes)
    apart = [item.apart or one != whole for item, one, whole in zip(plan.items, kept, wholes, strict=True)]
    for id_, item in zip(ids, plan.items, strict=True):
        if id_ not in tables:
            table = {**_as_known(known.get(id_, {}), listed=bool(item.url)), **_resource(id_, item)}
            table["kind"] = table.get("kind") or kind_of(item)
            if more := [link for link in table.pop("more", ()) if link["url"] != table.get("url")]:
                table["more"] = more
            tables[id_] = table | ({"part_of": parents[id_]} if id_ in parents else {})
    gone = {each.resource["id"]: each for each in retired if each.resource["id"] not in tables}
    document: dict[str, Any] = {"id": path_id, "title": line_of(plan.title) or path_id, "edition": edition}
    if author := line_of(plan.author):
        document["author"] = author
    if url := address(plan.url or ""):
        document["url"] = url
    if summary := line_of(plan.summary, LONGEST_TEXT):
        document["summary"] = summary
    document["stage"] = _stages(plan, ids, apart)
    if gone:
        document["retired"] = [_entry(each) for each in gone.values()]
    there = tables.keys() | gone.keys()
    before = (each.resource for each in gone.values())
    resources = [*tables.values(), *(one if one.get("part_of") in there else _without_whole(one) for one in before)]
    document["resource"] = [{name: table[name] for name in FIELDS if name in table} for table in resources]
    return HEAD + "\n" + tomli_w.dumps(document)


def _as_known(table: Mapping[str, Any], *, listed: bool) -> dict[str, Any]:
    """What is known of a resource, as far as this edition may say otherwise; `listed`: it has an address of its own."""
    known = _without_whole(table)
    if listed and "more" in known:
        known["more"] = [link for link in known["more"] if link["why"] != AS_LISTED]
    return known


def _entry(retired: Retired) -> dict[str, Any]:
    entry = {"resource": retired.resource["id"]}
    if not retired.required:
        entry["need"] = "optional"
    return entry | {name: title for name, title in zip(("stage", "section"), retired.place, strict=True) if title}


def _without_whole(table: Mapping[str, Any]) -> dict[str, Any]:
    """A kept resource without what it was a part of, which this edition may lack."""
    return {name: value for name, value in table.items() if name != "part_of"}


def line_of(text: str, longest: int = LONGEST_LINE) -> str:
    """A text as a curriculum file takes it: on one line, nothing invisible in it, not too long."""
    if not text:
        return ""
    line = shown(clean_line(text, longest))
    return line if len(line) <= longest else clean_line(line[:longest])


def _stages(plan: Plan, ids: Sequence[str], apart: Sequence[bool]) -> list[dict[str, Any]]:
    steps: list[list[dict[str, Any]]] = [[] for _ in plan.sections]
    named = {item.id: id_ for id_, item in reversed(list(zip(ids, plan.items, strict=True))) if item.id}
    met: set[str] = set()
    for id_, item, is_apart in zip(ids, plan.items, apart, strict=True):
        step: dict[str, Any] = {"resource": id_}
        if item.optional:
            step["need"] = "optional"
        if why := line_of(item.why):
            step["why"] = why
        if after := [named[each] for each in item.after if named.get(each, id_) in met - {id_}]:
            step["after"] = after
        if is_apart:
            step["apart"] = True
        met.add(id_)
        steps[item.section].append(step)
    stages: list[dict[str, Any]] = []
    for title, goal in plan.stages:
        stage: dict[str, Any] = {"title": line_of(title) or "Steps"}
        if goal := line_of(goal, LONGEST_TEXT):
            stage["goal"] = goal
        stages.append({**stage, "section": []})
    for section, walk in zip(plan.sections, steps, strict=True):
        title = line_of(section.title) or stages[section.stage]["title"]
        stages[section.stage]["section"].append({"title": title, "step": walk})
    return stages


def parents_of(ids: Sequence[str], *wholes: Sequence[int | None]) -> dict[str, str]:
    """The whole that each resource is a part of, of several the first; what would lead back to itself is left out.

    `wholes` has for each of `ids` the place of its whole, or None.
    """
    parents: dict[str, str] = {}
    for id_, place in (each for of in wholes for each in zip(ids, of, strict=True)):
        if place is None or id_ in parents:
            continue
        above: str | None = ids[place]
        whole = above
        while above is not None and above != id_:
            above = parents.get(above)
        if above is None and whole is not None:
            parents[id_] = whole
    return parents


def _resource(id_: str, item: PlanItem) -> dict[str, Any]:
    further = {name: value for name, value in item.facts if name != "part_of"}
    with_it = {name: value for name, value in further.items() if name not in ("url_from", "minutes_from")}
    table: dict[str, Any] = {"id": id_, "title": line_of(item.title) or id_, **with_it}
    if item.kind in KINDS:
        table["kind"] = item.kind
    if authors := [name for name in map(line_of, item.authors) if name]:
        table["authors"] = authors
    if item.year is not None and 1900 <= item.year <= 2100:
        table["year"] = item.year
    if url := address(item.url or ""):
        table |= {"url": url, "url_from": further.get("url_from", "verbatim")}
    if more := [{"url": url, "why": line_of(why) or "another address"} for url, why in item.more if address(url)]:
        table["more"] = more
    if item.minutes is not None and 1 <= item.minutes <= 60000:
        table |= {"minutes": item.minutes, "minutes_from": further.get("minutes_from", "stated")}
    if summary := line_of(item.summary, LONGEST_TEXT):
        table["summary"] = summary
    return table


def kind_of(item: PlanItem) -> str:
    if not item.url:
        return "topic"
    host = item.url.partition("://")[2].partition("/")[0].casefold()
    return _KINDS_AT.get(".".join(host.split(".")[-2:]), "article")
