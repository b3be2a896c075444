"""A document's events and a record's as one: their union, in the one order, and what follows from that made anew."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from mlops_path.domain.merging import Disagreement, Meeting, Merged, MergedOrder, Place, StatusChange
from mlops_path.domain.progress import MARKED, NOTED, Standing
from mlops_path.errors import FileInvalid, NoSuchLearner, WrongUsage
from mlops_path.storage.connection import damaged
from mlops_path.storage.documents import Document, Person
from mlops_path.storage.events import CHAINED
from mlops_path.storage.examining import labels_in, rebuild
from mlops_path.storage.exporting import EVENT_KEYS
from mlops_path.storage.sqlite_sql import CREATE

KEPT = (*CHAINED, "chain")
_LABEL = EVENT_KEYS.index("label")
_ONLY_ADDED = ("event_no_update", "event_no_delete")

Key = tuple[str, str, str]  # the learner, the resource, the kind of event
UNTOLD = {MARKED: "todo", NOTED: ""}  # what a resource is without any event


class _Placed(NamedTuple):
    """An event in the one order: where it is kept now (0 for not yet), and its number in the document."""

    place: Place
    seq: int
    number: int


class _News(NamedTuple):
    """What a document brings: its new events among those of the record, and what they are about."""

    order: list[_Placed]
    chains: set[str]  # of the events that the record has already
    labels: dict[str, str]
    by_learner: dict[str, int]  # how many are new, by the id in the document
    touched: set[Key]


def is_known(connection: sqlite3.Connection, document: Document) -> bool:
    """Whether the record has everyone and every event of the document already."""
    people = {id_ for (id_,) in connection.execute("SELECT id FROM learner")}
    if not people >= {person.id for person in document.people}:
        return False
    chains = {chain for (chain,) in connection.execute("SELECT chain FROM event")}
    return all(chain in chains for (chain,) in document.values("chain"))


def merge(connection: sqlite3.Connection, document: Document, place: str, name: str = "") -> Merged:
    """Takes in what the record lacks. Call it inside a transaction that may write.

    Learners meet by their id, else by their name; `name` is who the document's only learner is here.

    Raises:
        FileInvalid: the document gainsays the record, or both went on from copies of one file.
        WrongUsage, NoSuchLearner: `name` is nobody that the document's learner can be.
        DatabaseDamaged: an event of the record is not what was kept.
    """
    learners = _Learners(connection, document.people, name)
    learners.keep(document.settings)
    connection.executemany("INSERT OR IGNORE INTO edition (digest, text) VALUES (?, ?)", document.editions())
    news = _news(connection, document, learners)
    before, editions = _statuses(connection, learners), _editions(connection)
    disagreed = _disagreed(connection, document, news, learners)
    _put_in_order(connection, document, news.order)
    if not rebuild(connection, {**labels_in(connection), **news.labels}):
        raise damaged(place)
    after = _statuses(connection, learners)
    notes = {(*key, NOTED): text for key, text in _notes(connection).items()} if disagreed else {}
    kept = {**notes, **{(*key, MARKED): status for key, status in after.items()}}
    return Merged(
        document.count,
        sum(news.by_learner.values()),
        learners.meetings(news.by_learner),
        tuple(
            StatusChange(learners.names[key[0]], key[1], before.get(key, "todo"), after.get(key, "todo"))
            for key in sorted(before.keys() | after.keys())
            if before.get(key, "todo") != after.get(key, "todo")
        ),
        tuple(
            Disagreement(
                learners.names[key[0]],
                key[1],
                "status" if key[2] == MARKED else "note",
                here,
                there,
                kept.get(key, UNTOLD[key[2]]),
            )
            for key, here, there in disagreed
        ),
        tuple(sorted({path for path, _, _ in editions ^ _editions(connection)})),
    )


def _editions(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """The own paths, each with a learner and the digest of the edition that is in use."""
    return set(connection.execute("SELECT path, learner, edition FROM arrangement WHERE edition != ''"))


class _Learners:
    """Who the learners of a document are in the record."""

    def __init__(self, connection: sqlite3.Connection, people: Sequence[Person], name: str) -> None:
        self._connection, self._people = connection, people
        rows = connection.execute("SELECT id, name, same_as FROM learner ORDER BY number").fetchall()
        self._same: dict[str, str] = {id_: same or id_ for id_, _, same in rows}
        self.names: dict[str, str] = {id_: name_ for id_, name_, same in rows if same is None}
        self._was_empty = not rows
        self._new: set[str] = set()
        self.joined: dict[str, str] = {}  # learners of the record who turned out to be another one of it
        first = [person for person in people if person.same_as is None]
        if name:
            self._name_the_only_one(first, name)
        taken = {self.of(person.id) for person in people if person.id in self._same}
        for person in first:
            ids = [each.id for each in people if person.id in (each.id, each.same_as)]
            self._settle(person, ids, taken)

    def of(self, id_: str) -> str:
        """The id under which the state of a learner is kept here."""
        found = self._same.get(id_, id_)
        return self.joined.get(found, found)

    def _name_the_only_one(self, first: Sequence[Person], name: str) -> None:
        if len(first) != 1:
            raise WrongUsage(
                f"--as is for a document with one learner; this one has {len(first)}. Nothing was changed.",
                "Leave it out: learners meet by their names.",
            )
        here = self._by_name(name)
        known = {self.of(each.id) for each in self._people if each.id in self._same}
        if known and here not in known:
            raise NoSuchLearner(
                f"That record's learner is here as {', '.join(sorted(self.names[id_] for id_ in known))} already. "
                "Nothing was changed.",
                "Leave --as out.",
            )
        if here is None:
            self.names[first[0].id] = name
        self._same.setdefault(first[0].id, here or first[0].id)
        if here is None:
            self._new.add(first[0].id)

    def _by_name(self, name: str) -> str | None:
        wanted = name.casefold()
        return next((id_ for id_, known in self.names.items() if known.casefold() == wanted), None)

    def _settle(self, person: Person, ids: Sequence[str], taken: set[str]) -> None:
        here = list(dict.fromkeys(self.of(id_) for id_ in ids if id_ in self._same))
        if not here and (found := self._by_name(person.name)) is not None and found not in taken:
            here = [found]
        if not here:
            self._new.add(person.id)
            self.names[person.id] = self._free_name(person.name)
            here = [person.id]
        taken.add(here[0])
        for other in here[1:]:
            self.joined[other] = here[0]
        for id_ in ids:
            self._same.setdefault(id_, here[0])

    def _free_name(self, name: str) -> str:
        number, free = 1, name
        while self._by_name(free) is not None:
            number += 1
            free = f"{name[:70]} ({number})"
        return free

    def keep(self, settings: Sequence[tuple[str, str, str]]) -> None:
        """Writes down who is new and who is the same; choices only of those who are new."""
        for old, new in self.joined.items():
            self._connection.execute("UPDATE learner SET same_as = ? WHERE ? IN (id, same_as)", (new, old))
        there = {id_ for (id_,) in self._connection.execute("SELECT id FROM learner")}
        for person in self._people:
            if person.id not in there:
                same = None if person.id in self._new else self.of(person.id)
                name = person.name if same else self.names[person.id]
                self._connection.execute(
                    "INSERT INTO learner (id, name, added_utc, removed, same_as) VALUES (?, ?, ?, ?, ?)",
                    (person.id, name, person.added_utc, int(person.removed), same),
                )
        for learner, key, value in settings:
            if learner in self._new or (learner == "" and self._was_empty):
                self._connection.execute("INSERT OR IGNORE INTO setting VALUES (?, ?, ?)", (learner, key, value))

    def meetings(self, counts: dict[str, int]) -> tuple[Meeting, ...]:
        found = []
        for person in self._people:
            if person.same_as is None:
                ids = [each.id for each in self._people if person.id in (each.id, each.same_as)]
                count, here = sum(counts.get(id_, 0) for id_ in ids), self.of(person.id)
                found.append(Meeting(self.names[here], person.name, count, is_new=person.id in self._new))
        return tuple(found)


def _news(connection: sqlite3.Connection, document: Document, learners: _Learners) -> _News:
    order = MergedOrder()
    news = _News([], set(), {}, {}, set())
    last: dict[str, str] = {}
    for seq, device, recorded, chain in connection.execute(
        "SELECT seq, device, recorded_utc, chain FROM event ORDER BY seq"
    ):
        news.order.append(_Placed(order.place(device, recorded), seq, 0))
        news.chains.add(chain)
        last[device] = chain
    before: dict[str, str] = {}
    for number, event in document.events():
        device, chain, op_id = event["device"], event["chain"], event["op_id"]
        if chain not in news.chains:
            is_taken = connection.execute("SELECT 1 FROM event WHERE op_id = ?", (op_id,)).fetchone()
            if before.get(device, "") != last.get(device, "") or is_taken:
                raise _went_apart(number)
            last[device] = chain
            news.order.append(_Placed(order.place(device, event["recorded_utc"]), 0, number))
            news.by_learner[event["learner"]] = news.by_learner.get(event["learner"], 0) + 1
            if event["part"] == 0 and event["label"] is not None:
                news.labels[op_id] = event["label"]
            if event["kind"] in UNTOLD:
                news.touched.add((learners.of(event["learner"]), event["resource"], event["kind"]))
        before[device] = chain
    news.order.sort()
    return news


def _went_apart(number: int) -> FileInvalid:
    return FileInvalid(
        f"Event {number} of the document and the record gainsay each other: two copies of one file both went on, or "
        "one of them was changed. Nothing was changed.",
        "Copy a record with `mlops-path export` and `import`; then both may go on.",
    )


def _statuses(connection: sqlite3.Connection, learners: _Learners) -> dict[tuple[str, str], str]:
    rows = connection.execute("SELECT learner, resource, status FROM state")
    return {(learners.of(learner), resource): status for learner, resource, status in rows}


def _notes(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    rows = connection.execute("SELECT learner, resource, text FROM note")
    return {(learner, resource): text for learner, resource, text in rows}


def _disagreed(
    connection: sqlite3.Connection, document: Document, news: _News, learners: _Learners
) -> list[tuple[Key, str, str]]:
    """What both sides changed since they parted, and each its own way: what it is here, and there."""
    if not news.touched:
        return []
    about = ("op_id", "undo_of", "learner", "resource", "kind", "payload")

    def own(*names: str) -> Iterable[tuple[Any, ...]]:
        return connection.execute(f"SELECT {', '.join(names)} FROM event ORDER BY seq")  # noqa: S608 - the names are ours

    def common(*names: str) -> Iterable[tuple[Any, ...]]:
        return (row[:-1] for row in document.values(*names, "chain") if row[-1] in news.chains)

    here, there, parted = (
        _last_words(side("op_id", "undo_of"), side(*about), news.touched, learners)
        for side in (own, document.values, common)
    )
    found = []
    for key in sorted(news.touched):
        nothing = "", UNTOLD[key[2]]
        (here_by, here_said), (there_by, there_said) = here.get(key, nothing), there.get(key, nothing)
        if parted.get(key, nothing)[0] not in (here_by, there_by) and here_said != there_said:
            found.append((key, here_said, there_said))
    return found


def _last_words(
    changes: Iterable[Sequence[Any]], events: Iterable[Sequence[Any]], touched: set[Key], learners: _Learners
) -> dict[Key, tuple[str, str]]:
    """The last change that stands and says something about each of `touched`, and what it says."""
    standing = Standing()
    last = ""
    for change, undo_of in changes:
        if change != last:
            standing.take(change, undo_of)
        last = change
    found: dict[Key, tuple[str, str]] = {}
    for change, undo_of, learner, resource, kind, payload in events:
        key = learners.of(learner), resource, kind
        if undo_of is None and key in touched and change not in standing.taken_back_by:
            said = json.loads(payload)
            found[key] = change, said["after"]["status"] if kind == MARKED else said["text"]
    return found


def _put_in_order(connection: sqlite3.Connection, document: Document, order: Sequence[_Placed]) -> None:
    """Adds the new events, each in its place: `seq` is the place in the one order, whoever merged what first.

    Those that come after the first new one move on. Their rows stay what they were, and the chain proves it; the
    triggers are away for that moment, and back before the transaction ends.
    """
    first = next((at for at, event in enumerate(order) if event.seq != at + 1), len(order))
    later = order[first:]
    if all(event.seq == 0 for event in later):
        _add(connection, ((first + at, document.event(event.number)) for at, event in enumerate(later, 1)))
        return
    marks = ", ".join("?" * (len(KEPT) + 1))
    with closing(sqlite3.connect("", isolation_level=None)) as tail:
        tail.execute("PRAGMA journal_mode=OFF")
        tail.execute(f"CREATE TABLE event (seq INTEGER PRIMARY KEY, {', '.join(KEPT)})")
        tail.execute("BEGIN")
        for at, event in enumerate(later, first + 1):
            values = document.event(event.number)[:_LABEL] if event.seq == 0 else _kept(connection, event.seq)
            tail.execute(f"INSERT INTO event VALUES ({marks})", (at, *values))  # noqa: S608 - question marks
        for name in _ONLY_ADDED:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM event WHERE seq > ?", (first,))
        _add(connection, ((row[0], row[1:]) for row in tail.execute("SELECT * FROM event ORDER BY seq")))
        for statement in CREATE:
            if statement.startswith(tuple(f"CREATE TRIGGER {name} " for name in _ONLY_ADDED)):
                connection.execute(statement)


def _kept(connection: sqlite3.Connection, seq: int) -> tuple[Any, ...]:
    found: tuple[Any, ...] = connection.execute(
        f"SELECT {', '.join(KEPT)} FROM event WHERE seq = ?",  # noqa: S608 - the names are ours
        (seq,),
    ).fetchone()
    return found


def _add(connection: sqlite3.Connection, rows: Iterator[tuple[int, tuple[Any, ...]]]) -> None:
    marks = ", ".join("?" * (len(KEPT) + 1))
    connection.executemany(
        f"INSERT INTO event (seq, {', '.join(KEPT)}) VALUES ({marks})",  # noqa: S608 - the names are ours
        ((seq, *values[: len(KEPT)]) for seq, values in rows),
    )
