"""What is worth a second look in a curriculum without making it invalid: things twice, things unused, things too long.

Each kind of advice takes time that grows with the size of the curriculum only, also where everything is one thing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from mlops_path.curriculum.models import PathFile, ResourceEntry
from mlops_path.curriculum.reading import Checked

MOST_SENTENCES = 3
MOST_LETTERS = 400
MOST_STEPS = 12

# Shortened words whose full stop ends no sentence, also before a capital or a figure.
_SHORT = frozenset(
    (
        "al",
        "approx",
        "cf",
        "ch",
        "dr",
        "ed",
        "eds",
        "fig",
        "figs",
        "mr",
        "mrs",
        "ms",
        "nos",
        "p",
        "pp",
        "prof",
        "st",
        "vs",
    )
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_ENDS = tuple(".!?…。！？")
_QUOTES = "\"'“”‘’«»()[]"


class Warned(NamedTuple):
    """One warning about one file. `field` is empty where the whole entry is meant."""

    file: str
    entry: str
    field: str
    what: str

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.file, self.entry, self.field) if part)
        return f"{place}: warning: {self.what}"


def warnings(checked: Checked, asked: Collection[str]) -> list[Warned]:
    """Every warning about the files `asked`, in the order of `checked`, resources first.

    Of two things that are one, the later is told. A file that is only there for the others is never told of.
    What nothing uses is not told while there are mistakes: the step that uses it may be among them.
    """
    by_entry: dict[str, list[Warned]] = {id_: [] for id_, home in checked.homes.items() if home in asked}
    findings = chain(
        _summaries(checked.resources, by_entry),
        _twice(checked.resources, "address"),
        _twice(checked.resources, "title"),
        () if checked.mistakes else _unused(checked),
    )
    for id_, field, what in findings:
        if id_ in by_entry:
            by_entry[id_].append(Warned(checked.homes[id_], f"resource {id_}", field, what))
    found = list(chain.from_iterable(by_entry.values()))
    reachable = _with_parts((id_ for id_, each in checked.resources.items() if _addresses(each)), checked.resources)
    for id_, path in checked.paths.items():
        if (file := checked.path_files[id_]) in asked:
            found += _on_the_way(file, path, checked.resources, reachable)
    return found


Finding = tuple[str, str, str]
"""The id of a resource, a field of it, and what there is to say."""


def _summaries(resources: Mapping[str, ResourceEntry], ids: Iterable[str]) -> Iterator[Finding]:
    for id_ in ids:
        summary = resources[id_].summary
        if summary is None:
            yield id_, "summary", "is missing; say in one to three sentences what one learns, and for whom"
            continue
        if (count := sentences(summary)) > MOST_SENTENCES:
            yield id_, "summary", f"has {count} sentences; shorten it to {MOST_SENTENCES}"
        if len(summary) > MOST_LETTERS:
            yield id_, "summary", f"has {len(summary)} characters; shorten it to {MOST_LETTERS}"


def sentences(text: str) -> int:
    """How many sentences a text has. A full stop inside or before a lower-case word ends none, nor one of "e.g."."""
    words = re.sub(r"(?<=[。！？])", " ", text).split()
    return sum(_ends(word, after) for word, after in pairwise(words)) + bool(words)


def _ends(word: str, after: str) -> bool:
    bare, following = word.strip(_QUOTES), after.lstrip(_QUOTES)
    if not bare.endswith(_ENDS) or following[:1].islower():
        return False
    return not (bare[:-1].casefold() in _SHORT or _INITIALS.fullmatch(bare))


def _twice(resources: Mapping[str, ResourceEntry], what: str) -> Iterator[Finding]:
    """Resources that share an address or title with an earlier one, and nobody said how they belong together."""
    groups: dict[str, dict[str, str]] = {}
    for id_, resource in resources.items():
        if what == "title":
            groups.setdefault(folded_title(resource.title), {})[id_] = "title"
        for field, address in _addresses(resource) if what == "address" else ():
            groups.setdefault(folded_address(address), {}).setdefault(id_, field)
    declared = _declared(resources)
    for group in groups.values():
        for id_, other in _strangers(group, resources, declared) if len(group) > 1 else ():
            yield (
                id_,
                group[id_],
                (f"is the {what} of '{other}' too; keep one of them, or say with part_of or related how they differ"),
            )


def _strangers(
    group: Iterable[str], resources: Mapping[str, ResourceEntry], declared: Mapping[str, set[str]]
) -> Iterator[tuple[str, str]]:
    """Each of the group with the first before it that it has no declared relation to.

    Those before are kept by what they are parts of, so that a thousand parts of one book pass each other unseen.
    """
    before: dict[str | None, list[str]] = {}
    for id_ in group:
        whole = resources[id_].part_of
        others = chain.from_iterable(ids for each, ids in before.items() if each is None or each != whole)
        stranger = next((other for other in others if other not in declared.get(id_, ())), None)
        if stranger is not None:
            yield id_, stranger
        before.setdefault(whole, []).append(id_)


def _declared(resources: Mapping[str, ResourceEntry]) -> dict[str, set[str]]:
    """For each resource those that it names, or that name it, in `part_of` or `related`."""
    found: dict[str, set[str]] = {}
    for id_, resource in resources.items():
        for other in (*(each.id for each in resource.related), *([resource.part_of] if resource.part_of else [])):
            found.setdefault(id_, set()).add(other)
            found.setdefault(other, set()).add(id_)
    return found


def _addresses(resource: ResourceEntry) -> list[tuple[str, str]]:
    """Where one can read it: not the further addresses, which may be slides of many things on one page."""
    pairs = (("url", resource.url), ("free_url", resource.free_url))
    return [(field, address) for field, address in pairs if address]


def folded_address(url: str) -> str:
    """An address without what makes no other page of it: scheme, `www.`, usual port, last slash, `utm_` parameters."""
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        return url
    user, at, place = parts.netloc.rpartition("@")
    host = place.lower().removesuffix(":80" if scheme == "http" else ":443").removesuffix(":").removeprefix("www.")
    query = "&".join(sorted(each for each in parts.query.split("&") if each and not each.lower().startswith("utm_")))
    folded = f"{user}{at}{host}{parts.path.rstrip('/')}"
    return folded + (f"?{query}" if query else "") + (f"#{parts.fragment}" if parts.fragment else "")


def folded_title(title: str) -> str:
    """A title in small letters, without punctuation but + and #, in which C, C++ and C# differ."""
    return " ".join(re.findall(r"(?:[^\W_]|[+#])+", title.casefold())) or title.casefold()


def _unused(checked: Checked) -> Iterator[Finding]:
    """Resources that no path has or had a step for, nor for a part of them."""
    used: set[str] = set()
    for path in checked.paths.values():
        used |= {each.resource for each in path.retired}
        for stage in path.stage:
            for section in stage.section:
                for step in section.step:
                    id_: str | None = step.resource
                    while id_ is not None and id_ not in used:
                        used.add(id_)
                        id_ = checked.resources[id_].part_of
    for id_ in checked.resources:
        if id_ not in used:
            yield id_, "", "stands on no path, so nobody finds it; give it a step on one, or remove it"


def _with_parts(ids: Iterable[str], resources: Mapping[str, ResourceEntry]) -> set[str]:
    """The ids, those of their parts, and of the parts of these."""
    parts: dict[str, list[str]] = {}
    for id_, resource in resources.items():
        if resource.part_of:
            parts.setdefault(resource.part_of, []).append(id_)
    found: set[str] = set()
    waiting = list(ids)
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting += parts.get(id_, ())
    return found


def _on_the_way(
    file: str, path: PathFile, resources: Mapping[str, ResourceEntry], reachable: Collection[str]
) -> Iterator[Warned]:
    """Sections that do not fit on a screen, and steps that a learner has to take but cannot find."""
    for stage in path.stage:
        for section in stage.section:
            place = f"stage {stage.title} › section {section.title}"
            if (count := len(section.step)) > MOST_STEPS:
                yield Warned(file, place, "step", f"has {count} entries; split the section, {MOST_STEPS} are enough")
            for step in section.step:
                if step.need == "required" and step.resource in resources and step.resource not in reachable:
                    what = "has no address; give it a url or free_url, or make the step optional"
                    yield Warned(file, f"{place} › step {step.resource}", "resource", what)
