"""Curriculum files read and checked: every mistake at once, each with file, entry, field and what to do."""

from __future__ import annotations

import os
import re
import tomllib
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from mlops_path.curriculum.limits import MOST_BYTES, MOST_DEPTH, MOST_ITEMS
from mlops_path.curriculum.models import CatalogueFile, LinkEntry, PathFile, ResourceEntry
from mlops_path.curriculum.writing import AS_LISTED
from mlops_path.domain.editions import Thing, are_one, read_address
from mlops_path.errors import FileInvalid, FileNotUtf8, FileTooBig, MlopsPathError

MOST_VALUES = 1_000_000
MOST_MISTAKES_TOLD = 200
MOST_HINTS = 20  # looking for a similar id takes a while

# Texts and comments are passed over whole, also where they do not end; what is left are the signs that nest or count.
_SIGNS = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{0,5}+'
    r"|\'\'\'(?:[^\']|\'{1,2}(?!\'))*+\'{0,5}+"
    r'|"(?:[^"\\\n]|\\.)*+"?'
    r"|\'[^\'\n]*+\'?"
    r"|#[^\n]*+"
    r"|[\[\]{}.,=\n]",
    re.DOTALL,
)


class Mistake(NamedTuple):
    """One mistake in one file. `entry` and `field` are empty where the whole file, or the whole entry, is meant."""

    file: str
    entry: str
    field: str
    what: str

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.file, self.entry, self.field) if part)
        return f"{place}: {self.what}"


class Checked(NamedTuple):
    """What was read: resources by id, paths by id in the order of their files, and every mistake found.

    `homes` has the file of each resource read, `path_files` that of each path. With mistakes, what is here is only
    what could be read.
    """

    resources: Mapping[str, ResourceEntry]
    homes: Mapping[str, str]
    paths: Mapping[str, PathFile]
    path_files: Mapping[str, str]
    mistakes: tuple[Mistake, ...]


def read_toml(file: str) -> dict[str, Any]:
    """The tables of a TOML file of at most 10 MB.

    Size, encoding, depth and number of values are looked at before the parser sees a byte: a key of 40,000 dots would
    keep it busy for 20 seconds, 10 MB of empty tables would fill 3 GB.

    Raises:
        FileTooBig, FileNotUtf8, FileInvalid: with the file and the place.
    """
    name = os.path.basename(file)
    try:
        with open(file, "rb") as source:
            raw = source.read(MOST_BYTES + 1)
    except OSError as problem:
        raise FileInvalid(
            f"Cannot read {file}: {problem.strerror or 'unknown reason'}.", "Check the name and its permissions."
        ) from None
    if len(raw) > MOST_BYTES:
        raise FileTooBig(f"{name} is larger than 10 MB.", "Split it into several files.")
    mark = len(BOM_UTF8) if raw.startswith(BOM_UTF8) else 0
    try:
        text = raw[mark:].decode()
    except UnicodeDecodeError as problem:
        raise FileNotUtf8(f"{name} is not UTF-8: byte {problem.start + mark}.", "Save it as UTF-8.") from None
    _look_at_shape(name, text)
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as problem:
        raise FileInvalid(f"{name} is not TOML: {problem}.", "Mend that line and check again.") from None


def _look_at_shape(name: str, text: str) -> None:
    """Refuses a text that is nested too deep or holds too many values, in time that grows with its length only."""
    brackets = dots = values = 0
    for found in _SIGNS.finditer(text):
        sign = found[0]
        if sign == ".":
            dots += 1
        elif sign in "[{":
            brackets, dots, values = brackets + 1, 0, values + 1
        elif sign in "]}":
            brackets, dots = max(brackets - 1, 0), 0
        elif sign in ",=\n":
            dots, values = 0, values + (sign != "\n")
        if brackets + dots > MOST_DEPTH:
            line = text.count("\n", 0, found.start()) + 1
            raise FileInvalid(f"{name}, line {line}: nested more than {MOST_DEPTH} deep.", "Write it flatter.")
        if values > MOST_VALUES:
            raise FileTooBig(f"{name} holds more than {MOST_VALUES} values.", "Split it into several files.")


def check(
    files: Iterable[str], known: Mapping[str, ResourceEntry] | None = None, taken: Collection[str] = ()
) -> Checked:
    """Everything in `files`, and every mistake.

    `known` are resources of a catalogue that is not among the files, `taken` the ids of paths that are not.

    A file with stages is a path, any other one is part of the catalogue.
    """
    known = known or {}
    found = _Found()
    for file in files:
        try:
            tables = read_toml(file)
        except MlopsPathError as problem:
            found.mistakes.append(Mistake(file, "", "", f"{problem.sentence} {problem.hint}".strip()))
            continue
        count = len(tables["resource"]) if isinstance(tables.get("resource"), list) else 0
        if count > MOST_ITEMS:
            what = f"has {count} entries; at most {MOST_ITEMS} are allowed"
            found.mistakes.append(Mistake(file, "", "resource", what))
            continue
        _read_entries(file, tables, found, known, taken)
    mistakes = found.mistakes
    everything = {**known, **found.resources, **found.completed}
    ids = everything.keys() | found.unsound
    mistakes += _broken_references(found, everything, ids)
    for file, id_, walk in found.walks:
        mistakes += _path_mistakes(file, id_, walk, ids)
    return Checked(everything, found.homes, found.paths, found.path_files, tuple(mistakes))


class _Found:
    """What the files hold: sound resources and paths, ids of unsound resources, every walk however unsound.

    `completed` are resources that a path repeats, with the addresses that only it has.
    """

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self.resources: dict[str, ResourceEntry] = {}
        self.completed: dict[str, ResourceEntry] = {}
        self.homes: dict[str, str] = {}
        self.unsound: set[str] = set()
        self.paths: dict[str, PathFile] = {}
        self.path_files: dict[str, str] = {}
        self.walks: list[tuple[str, str, Mapping[str, Any]]] = []


def _read_entries(
    file: str, tables: dict[str, Any], found: _Found, known: Mapping[str, ResourceEntry], taken: Collection[str]
) -> None:
    is_path = bool({"id", "stage", "edition"} & tables.keys())
    entries: PathFile | CatalogueFile | None = None
    try:
        entries = PathFile.model_validate(tables) if is_path else CatalogueFile.model_validate(tables)
    except ValidationError as problem:
        found.mistakes += _told(file, tables, problem)
    for resource in entries.resource if entries else _sound_resources(tables, found.unsound):
        home = found.homes.get(resource.id) or ("the catalogue" if resource.id in known else None)
        if (
            home
            and is_path
            and home != file
            and _are_one(resource, first := found.resources.get(resource.id) or known[resource.id])
        ):
            found.completed[resource.id] = _with_addresses(found.completed.get(resource.id, first), resource)
            continue
        if home:
            found.mistakes.append(
                Mistake(file, f"resource {resource.id}", "id", f"is taken already, in {home}; choose another")
            )
            continue
        found.homes[resource.id] = file
        found.resources[resource.id] = resource
    if is_path:
        found.walks.append((file, str(tables.get("id", "")), tables))
    if isinstance(entries, PathFile):
        home = "the program" if entries.id in taken else found.path_files.get(entries.id)
        if home:
            found.mistakes.append(Mistake(file, entries.id, "id", f"is a path of {home} already; choose another"))
            return
        found.paths[entries.id] = entries
        found.path_files[entries.id] = file


def _are_one(one: ResourceEntry, other: ResourceEntry) -> bool:
    """Whether two entries of one id are one thing: the same title, or an address that both have.

    A path file may repeat what the catalogue or another path has, so that it stays whole without them.
    """
    return are_one(_thing(one), _thing(other))


def _with_addresses(resource: ResourceEntry, other: ResourceEntry) -> ResourceEntry:
    """A resource with the main address that a path gives it: its own where it had none, else a further one."""
    if other.url is None or read_address(other.url) in map(read_address, _thing(resource).addresses):
        return resource
    if resource.url is None:
        return resource.model_copy(update={"url": other.url, "url_from": other.url_from})
    return resource.model_copy(update={"more": [*resource.more, LinkEntry(url=other.url, why=AS_LISTED)]})


def _thing(resource: ResourceEntry) -> Thing:
    links = (resource.url, resource.free_url, resource.archive_url, *(link.url for link in resource.more))
    return Thing(resource.id, resource.title, tuple(link for link in links if link))


def _sound_resources(tables: Mapping[str, Any], unsound: set[str]) -> Iterator[ResourceEntry]:
    """The sound resources of a file with mistakes; the ids of the others go to `unsound`.

    So no step is told on top that its resource is missing.
    """
    for table in tables.get("resource", []) if isinstance(tables.get("resource"), list) else []:
        try:
            yield ResourceEntry.model_validate(table)
        except ValidationError:
            if isinstance(table, dict) and isinstance(table.get("id"), str):
                unsound.add(table["id"])


def _told(file: str, tables: Mapping[str, Any], problem: ValidationError) -> Iterator[Mistake]:
    for error in problem.errors(include_url=False, include_input=False):
        entry, field = _place(tables, error["loc"])
        yield Mistake(file, entry, field, _sentence(error))


def _place(tables: Any, location: Sequence[int | str]) -> tuple[str, str]:
    """The entry that a location lies in, by its id or title where it has one, and the field inside it."""
    value: Any = tables
    entry: list[str] = []
    field: list[str] = []
    for key in location:
        if isinstance(key, int) and isinstance(value, list) and key < len(value):
            value = value[key]
            if isinstance(value, dict):
                name = value.get("id") or value.get("resource") or value.get("title") or value.get("url")
                entry.append(f"{field.pop() if field else ''} {name or f'number {key + 1}'}".strip())
                continue
        elif isinstance(value, dict):
            value = value.get(str(key))
        field.append(str(key) if isinstance(key, str) else f"number {key + 1}")
    return " › ".join(entry), " ".join(field)


_SENTENCES = {
    "missing": "is missing; add it",
    "extra_forbidden": "is not a field of this format; remove it or check its spelling",
    "string_type": "must be text in quotes",
    "int_type": "must be a whole number without quotes",
    "date_type": "must be a date without quotes, such as 2026-05-01",
    "list_type": "must be a list in square brackets",
    "model_type": "must be a table",
    "string_too_short": "is empty; write something or remove it",
    "string_pattern_mismatch": "must be lower-case letters, digits and single dashes, such as rules-of-ml",
}


def _sentence(error: Any) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind in _SENTENCES:
        return _SENTENCES[kind]
    if kind == "literal_error":
        expected = str(context.get("expected", "")).replace("' or '", "', '")
        return f"must be one of: {expected}"
    if kind == "greater_than_equal":
        return f"must be {context.get('ge')} or more"
    if kind == "less_than_equal":
        return f"must be {context.get('le')} or less"
    if kind == "string_too_long":
        return f"is longer than {context.get('max_length')} characters; shorten it"
    if kind == "too_long":
        return f"has more than {context.get('max_length')} entries; remove some"
    if kind == "too_short":
        return "is empty; add at least one"
    return str(error["msg"]).removeprefix("Value error, ")


def _broken_references(
    found: _Found, everything: Mapping[str, ResourceEntry], ids: Collection[str]
) -> Iterator[Mistake]:
    former: dict[str, str] = {}
    circles = _circles(everything)
    for id_, resource in found.resources.items():
        file, entry = found.homes[id_], f"resource {id_}"
        if resource.part_of and resource.part_of not in ids:
            yield Mistake(file, entry, "part_of", f"no resource '{resource.part_of}'; check the id")
        for other in resource.related:
            if other.id not in ids:
                yield Mistake(file, entry, "related", f"no resource '{other.id}'; check the id")
        for old in resource.formerly:
            if old in ids or old in former:
                yield Mistake(file, entry, "formerly", f"'{old}' is the id of another resource; remove it")
            former[old] = id_
        if id_ in circles:
            yield Mistake(file, entry, "part_of", "leads back to itself; break the circle")


def _circles(everything: Mapping[str, ResourceEntry]) -> set[str]:
    """Ids of resources that are, over one or more steps, parts of themselves."""
    looked_at: set[str] = set()
    circles: set[str] = set()
    for start in everything:
        trail: dict[str, None] = {}
        id_: str | None = start
        while id_ is not None and id_ in everything and id_ not in looked_at:
            looked_at.add(id_)
            trail[id_] = None
            id_ = everything[id_].part_of
        if id_ in trail:
            order = list(trail)
            circles.update(order[order.index(id_) :])
    return circles


def _path_mistakes(file: str, id_: str, tables: Mapping[str, Any], ids: Collection[str]) -> Iterator[Mistake]:
    steps = list(_steps_in(tables))
    if not any(_step_tables(tables)) and _tables_in(tables, "stage"):
        yield Mistake(file, id_, "stage", "has no step; add at least one")
    if len(steps) > MOST_ITEMS:
        yield Mistake(file, id_, "stage", f"has {len(steps)} steps; at most {MOST_ITEMS} are allowed")
    for entry in _tables_in(tables, "retired"):
        resource = entry.get("resource")
        if isinstance(resource, str) and resource not in ids:
            yield Mistake(file, id_, "retired", f"no resource '{resource}'; add it to the catalogue")
    first: dict[str, int] = {}
    for number, (_, resource, _) in enumerate(steps):
        first.setdefault(resource, number)
    hints = MOST_HINTS
    for number, (place, resource, after) in enumerate(steps):
        if resource not in ids:
            close = _closest(resource, ids) if hints > 0 else ""
            hints -= 1
            yield Mistake(file, place, "resource", f"no resource '{resource}'; {close or 'add it to the catalogue'}")
        for needed in after:
            if needed not in first:
                yield Mistake(file, place, "after", f"'{needed}' is not a step of this path; add it or remove it here")
            elif needed == resource:
                yield Mistake(file, place, "after", "names the step itself; remove it")
            elif first[needed] >= number:
                yield Mistake(file, place, "after", f"'{needed}' stands later on the path; move one of them")


def _steps_in(tables: Mapping[str, Any]) -> Iterator[tuple[str, str, list[str]]]:
    """Place, resource and prerequisites of every step that can be made out, also in a path with mistakes."""
    for stage, section, step in _step_tables(tables):
        resource, after = step.get("resource"), step.get("after")
        if isinstance(resource, str):
            place = f"stage {stage.get('title')} › section {section.get('title')} › step {resource}"
            names = after if isinstance(after, list) else []
            yield place, resource, [name for name in names if isinstance(name, str)]


def _step_tables(tables: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]]:
    """Every step with the stage and the section it lies in."""
    for stage in _tables_in(tables, "stage"):
        for section in _tables_in(stage, "section"):
            for step in _tables_in(section, "step"):
                yield stage, section, step


def _tables_in(table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = table.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _closest(id_: str, everything: Iterable[str]) -> str:
    import difflib  # noqa: PLC0415 - only a mistake needs it

    close = difflib.get_close_matches(id_, list(everything), n=1, cutoff=0.75)
    return f"did you mean '{close[0]}'?" if close else ""


def invalid(checked: Checked) -> FileInvalid:
    """The one error for a curriculum with mistakes: how many, and the first ones."""
    count = len(checked.mistakes)
    by_file = Counter(mistake.file for mistake in checked.mistakes)
    shown = "\n".join(f"  {mistake}" for mistake in checked.mistakes[:5])
    return FileInvalid(
        f"{count} mistake{'s' if count != 1 else ''} in {', '.join(map(os.path.basename, by_file))}:\n{shown}",
        "`mlops-path path check` prints them all.",
        {"mistakes": [mistake._asdict() for mistake in checked.mistakes[:MOST_MISTAKES_TOLD]]},
    )
