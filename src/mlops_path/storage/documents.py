"""An exported document read and checked, before anything of it is believed: every mistake at once, each with its line.

It is read line by line, as it was written, so that neither its size nor a hostile shape fills the memory; what was
read waits in a database of its own that nobody else can open.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import IO, Any, NamedTuple, Self

from mlops_path.domain.progress import (
    ARRANGED,
    EDITION,
    LOGGED,
    MARKED,
    NOTED,
    OF_PATHS,
    PATH_PREFIX,
    Event,
    digest_of,
    is_event,
    is_moment,
)
from mlops_path.errors import FileInvalid, FileNotUtf8, FileTooBig
from mlops_path.storage.events import CHAINED, is_chained, local_iso, utc
from mlops_path.storage.exporting import BEGINS, EVENT_KEYS, SECTIONS, SETTINGS, VERSION
from mlops_path.text import NOTE_BYTES, clean_line

MOST_BYTES = 200_000_000
MOST_LINE = 21 << 20  # the text of an edition is 10 MB at most, and a sign of it takes two in JSON
MOST_MISTAKES, TOLD = 100, 10
MOST_MINUTES = 10**9
MOST_ORIGIN = 80  # characters
LAST_YEAR = "9000"  # what is recorded after it has to be a moment, too

_ID = re.compile(r"[0-9A-Za-z-]{1,80}")
_RESOURCE = re.compile(rf"(?:{PATH_PREFIX})?[a-z0-9-]{{1,200}}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PAYLOAD_KEYS = {
    MARKED: {"before", "after"},
    NOTED: {"before", "text"},
    LOGGED: {"minutes"},
    EDITION: {"before", "after"},
    ARRANGED: {"before", "text"},
}
_SHARED_BY_PARTS = ("device", "learner", "recorded_utc", "undo_of", "label")

_as_payload = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


class Person(NamedTuple):
    """A learner as the document has them; `same_as` is the id of who they turned out to be there, or None."""

    id: str
    name: str
    added_utc: str
    removed: bool
    same_as: str | None


class Document:
    """What a document holds, checked. Close it when it is done with."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.settings: list[tuple[str, str, str]] = []
        self._kept = sqlite3.connect("", isolation_level=None)  # in memory and, where it is large, in a nameless file
        self._kept.execute("PRAGMA journal_mode=OFF")
        self._kept.execute("BEGIN")
        self._kept.execute(f"CREATE TABLE event (number INTEGER PRIMARY KEY, {', '.join(EVENT_KEYS)})")
        self._kept.execute("CREATE TABLE edition (digest PRIMARY KEY, text)")

    def close(self) -> None:
        self._kept.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def count(self) -> int:
        """How many events it has."""
        return int(self._kept.execute("SELECT count(*) FROM event").fetchone()[0])

    def events(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Every event in its order: its number from 1, and its values by `EVENT_KEYS`, the payload as it is kept."""
        for number, *values in self._kept.execute("SELECT * FROM event ORDER BY number"):
            yield number, dict(zip(EVENT_KEYS, values, strict=True))

    def values(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """Some values of every event, in their order."""
        yield from self._kept.execute(f"SELECT {', '.join(names)} FROM event ORDER BY number")  # noqa: S608 - the same

    def event(self, number: int) -> tuple[Any, ...]:
        """The values of `EVENT_KEYS` of one event."""
        found: tuple[Any, ...] = self._kept.execute("SELECT * FROM event WHERE number = ?", (number,)).fetchone()
        return found[1:]

    def editions(self) -> Iterator[tuple[str, str]]:
        yield from self._kept.execute("SELECT digest, text FROM edition ORDER BY digest")

    def keep_event(self, values: Mapping[str, object]) -> None:
        marks = ", ".join("?" * len(EVENT_KEYS))
        self._kept.execute(
            f"INSERT INTO event ({', '.join(EVENT_KEYS)}) VALUES ({marks})",  # noqa: S608 - the names are ours
            [values[name] for name in EVENT_KEYS],
        )

    def keep_edition(self, digest: str, text: str) -> None:
        self._kept.execute("INSERT OR IGNORE INTO edition VALUES (?, ?)", (digest, text))


def read_document(file: str, advance: Callable[[], None] = lambda: None) -> Document:
    """The document in a file of at most 200 MB. `advance` is called for every line.

    Raises:
        FileInvalid, FileNotUtf8, FileTooBig: it cannot be imported, with every mistake and its line.
    """
    name = os.path.basename(file)
    try:
        with open(file, "rb") as source:
            if not os.path.isfile(file):
                raise FileInvalid(f"{name} is no plain file. Nothing was changed.", "Name a file.")
            if os.fstat(source.fileno()).st_size > MOST_BYTES:
                raise FileTooBig(
                    f"{name} is larger than 200 MB. Nothing was changed.", "An export of 100,000 events has 50 MB."
                )
            reader = _Reader(name, source, advance)
            try:
                reader.read()
            except BaseException:
                reader.document.close()
                raise
            return reader.document
    except OSError as problem:
        raise FileInvalid(
            f"Cannot read {file}: {problem.strerror or 'unknown reason'}. Nothing was changed.",
            "Check the name and its permissions.",
        ) from None


class _Wrong(ValueError):
    """What is wrong with one line."""


class _Reader:
    """Reads a document line by line, and knows what the lines before had."""

    def __init__(self, name: str, source: IO[bytes], advance: Callable[[], None]) -> None:
        self.document = Document()
        self._name, self._source, self._advance = name, source, advance
        self._number = 0
        self._mistakes: list[str] = []
        self._people: dict[str, Person] = {}
        self._digests = {""}
        self._owners: dict[str, str] = {}  # the learner of each change so far
        self._before: dict[str, Any] = {}  # the event on the line before
        self._last: dict[str, str] = {}  # the chain of each device so far

    def read(self) -> None:
        self._check_head()
        takes = (self._take_learner, self._take_setting, self._take_edition, self._take_event)
        for section, take in zip(SECTIONS, takes, strict=True):
            self._expect(f'"{section}": [')
            self._read_items(take)
            if section == "learners":
                self._check_people()
        self._expect("}")
        if self._next():
            raise self._misshapen("Something stands after the end.")
        if self._mistakes:
            raise self._refused()

    # The shape

    def _next(self) -> str:
        """The next line without its end, empty where there is none."""
        raw = self._source.readline(MOST_LINE + 1)
        self._number += 1
        self._advance()
        if len(raw) > MOST_LINE:
            raise FileTooBig(f"{self._name}, line {self._number}: longer than 21 MB. Nothing was changed.", "")
        try:
            return raw.removeprefix(BOM_UTF8 if self._number == 1 else b"").decode().removesuffix("\n")
        except UnicodeDecodeError as problem:
            raise FileNotUtf8(
                f"{self._name} is not UTF-8: line {self._number}, byte {problem.start + 1}. Nothing was changed.",
                "Make the export anew.",
            ) from None

    def _check_head(self) -> None:
        head = self._next()
        version = head.removeprefix(BEGINS).removesuffix(",")
        if not head.startswith(BEGINS) or not (version.isascii() and version.isdecimal() and len(version) < 10):
            raise FileInvalid(
                f"{self._name} is not an export of mlops-path. Nothing was changed.",
                "`mlops-path export FILE` makes one; a backup comes back with `mlops-path restore FILE`.",
            )
        if int(version) != VERSION:
            raise FileInvalid(
                f"{self._name} is an export in form {int(version)}; this program knows form {VERSION}. "
                "Nothing was changed.",
                "Update mlops-path.",
            )

    def _expect(self, line: str) -> None:
        if self._next() != line:
            raise self._misshapen(f"`{line}` was expected here, as an export has it.")

    def _misshapen(self, what: str) -> FileInvalid:
        self._mistakes.append(f"line {self._number}: {what}")
        return self._refused()

    def _refused(self) -> FileInvalid:
        told = "; ".join(mistake.rstrip(".") for mistake in self._mistakes[:TOLD])
        more = len(self._mistakes) - TOLD
        return FileInvalid(
            f"{self._name} cannot be imported: {told}{f'; and {more} more' if more > 0 else ''}. Nothing was changed.",
            "Make the export anew; it is taken as it was written, or not at all.",
        )

    def _read_items(self, take: Callable[[dict[str, Any]], None]) -> None:
        ended = None  # whether the item before was the last one
        last = "]" if take == self._take_event else "],"
        while (line := self._next()) != last:
            if not line.startswith("{") or ended:
                raise self._misshapen("An item, or the end of the list, was expected here.")
            ended = not line.endswith(",")
            try:
                item = _parsed(line.removesuffix(","))
                take(item)
            except _Wrong as wrong:
                self._mistakes.append(f"line {self._number}: {wrong}")
                if len(self._mistakes) >= MOST_MISTAKES:
                    raise self._refused() from None
        if ended is False:
            raise self._misshapen("The list ends after a comma.")

    # The items

    def _take_learner(self, item: dict[str, Any]) -> None:
        _check_keys(item, Person._fields)
        id_, name, added, removed, same = item.values()
        _check(_is_id(id_) and id_ not in self._people, "the learner's id")
        _check(isinstance(name, str) and clean_line(name, 80) == name != "", "the learner's name")
        _check(is_moment(added), "added_utc")
        _check(isinstance(removed, bool), "removed")
        _check(same is None or _is_id(same), "same_as")
        person = Person(id_, name, added, removed, same)
        self._people[person.id] = person
        self.document.people.append(person)

    def _check_people(self) -> None:
        names = set()
        for person in self.document.people:
            name = person.name.casefold()
            if person.same_as is not None:
                other = self._people.get(person.same_as)
                if other is None or other.same_as is not None:
                    self._mistakes.append(f"learner {person.id}: there is no {person.same_as} to be the same as")
            elif name in names:
                self._mistakes.append(f"learner {person.id}: there are two of that name")
            else:
                names.add(name)

    def _take_setting(self, item: dict[str, Any]) -> None:
        _check_keys(item, ("learner", "key", "value"))
        learner, key, value = item.values()
        _check(key in SETTINGS and isinstance(learner, str) and isinstance(value, str), "the setting")
        if key == "learner":
            _check(learner == "" and value in self._people, "the setting")
        else:
            _check(learner in self._people and _RESOURCE.fullmatch(value) is not None, "the setting")
        self.document.settings.append((learner, key, value))

    def _take_edition(self, item: dict[str, Any]) -> None:
        _check_keys(item, ("digest", "text"))
        digest, text = item.values()
        _check(isinstance(text, str) and digest == digest_of(text) != "", "the digest of the text")
        self._digests.add(digest)
        self.document.keep_edition(digest, text)

    def _take_event(self, item: dict[str, Any]) -> None:
        _check_keys(item, EVENT_KEYS)
        payload = item["payload"]
        self._check_values(item)
        self._check_change(item)
        item["payload"] = _as_payload(payload)
        device = item["device"]
        is_sound = is_chained(self._last.get(device, ""), [item[name] for name in CHAINED], item["chain"])
        self._last[device] = item["chain"]
        if not is_sound:
            raise _Wrong("this event is not what was kept, or the one before it on its machine is missing")
        self.document.keep_event(item)

    def _check_values(self, item: dict[str, Any]) -> None:
        kind, resource, payload = item["kind"], item["resource"], item["payload"]
        _check(_is_id(item["op_id"]), "op_id")
        _check(_is_id(item["device"]), "device")
        _check(_is_id(item["learner"]) and item["learner"] in self._people, "learner")
        _check(item["undo_of"] is None or _is_id(item["undo_of"]), "undo_of")
        _check(isinstance(item["chain"], str) and _DIGEST.fullmatch(item["chain"]) is not None, "chain")
        _check(type(item["part"]) is int and 0 <= item["part"] < 1 << 31, "part")
        _check(type(item["offset_minutes"]) is int and abs(item["offset_minutes"]) < 24 * 60, "offset_minutes")
        _check(isinstance(resource, str) and _RESOURCE.fullmatch(resource) is not None, "resource")
        _check(_is_utc(item["at_utc"]) and _is_utc(item["recorded_utc"]), "the moment")
        _check(isinstance(kind, str) and kind in _PAYLOAD_KEYS, "kind")
        _check(resource.startswith(PATH_PREFIX) == (kind in OF_PATHS), "the resource of an event of this kind")
        _check(isinstance(payload, dict), "payload")
        beside = {"from"} if kind == MARKED else set()
        _check(payload.keys() - beside == _PAYLOAD_KEYS[kind] and _is_origin(payload.get("from", "")), "payload")
        try:
            event = Event(kind, resource, local_iso(item["at_utc"], item["offset_minutes"]), payload)
        except OverflowError:
            raise _Wrong("the moment is not what an export has") from None
        _check(is_event(event), "payload")
        if kind == LOGGED:
            _check(type(payload["minutes"]) is int and abs(payload["minutes"]) <= MOST_MINUTES, "minutes")
        elif kind == NOTED:
            _check(all(len(text.encode()) <= NOTE_BYTES for text in payload.values()), "the length of the note")
        elif kind == EDITION:
            _check(set(payload.values()) <= self._digests, "an edition whose text is not in the document")
        label = item["label"]
        if item["undo_of"] is not None:
            _check(label is None, "label")
        elif item["part"] == 0:
            _check(isinstance(label, str) and 0 < len(label) <= 80, "label")

    def _check_change(self, item: dict[str, Any]) -> None:
        """Events of one change stand together; what is taken back was there before, and was the same learner's."""
        op_id, undone, before = item["op_id"], item["undo_of"], self._before
        self._before = item
        if item["part"]:
            _check(
                before.get("op_id") == op_id
                and item["part"] == before["part"] + 1
                and all(item[name] == before[name] for name in _SHARED_BY_PARTS),
                "the place of this part of a change",
            )
            return
        _check(op_id not in self._owners, "op_id")
        learner = self._people[item["learner"]].same_as or item["learner"]
        self._owners[op_id] = learner
        _check(undone is None or self._owners.get(undone) == learner, "undo_of")


def _parsed(line: str) -> dict[str, Any]:
    try:
        found = _DECODER.decode(line)
        if "\\u" in line:
            json.dumps(found, ensure_ascii=False).encode()
    except _Wrong:
        raise
    except UnicodeEncodeError:
        raise _Wrong("half a character, which no text has") from None
    except RecursionError:
        raise _Wrong("nested too deep") from None
    except ValueError as problem:
        raise _Wrong(f"no JSON: {problem}") from None
    if not isinstance(found, dict):
        raise _Wrong("not an item")
    return found


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Wrong("a key stands twice")
    return found


def _no_constant(name: str) -> None:
    raise _Wrong(f"{name} is no value")


_DECODER = json.JSONDecoder(object_pairs_hook=_without_twins, parse_constant=_no_constant)


def _check_keys(item: dict[str, Any], keys: tuple[str, ...]) -> None:
    if tuple(item) != keys:
        raise _Wrong(f"the keys are not {', '.join(keys)}")


def _check(is_right: bool, what: str) -> None:
    if not is_right:
        raise _Wrong(f"{what} is not what an export has")


def _is_id(value: object) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_utc(value: object) -> bool:
    """Whether a value is a moment as events have it, so that the order of the texts is that of the moments."""
    try:
        return isinstance(value, str) and value < LAST_YEAR and utc(datetime.fromisoformat(value)) == value
    except (ValueError, OverflowError):
        return False


def _is_origin(value: object) -> bool:
    """Whether a mark may say that it came from there: a word or two of this program."""
    return isinstance(value, str) and len(value) <= MOST_ORIGIN
