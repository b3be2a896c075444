"""The whole record as one JSON document, a line an event; the form is told in docs/record.md.

The same record gives the same bytes, and so does an empty one that took the document in.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator

from mlops_path.storage.connection import damaged
from mlops_path.storage.events import CHAINED, is_chained

VERSION = 1
BEGINS = '{"mlops_path_export": '
SECTIONS = ("learners", "settings", "editions", "events")
EVENT_KEYS = (*CHAINED, "chain", "label")
SETTINGS = ("learner", "path")  # whose record it is, and which path they are on

_as_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def document_of(connection: sqlite3.Connection, place: str, advance: Callable[[], None]) -> Iterator[bytes]:
    """The document, line by line; all of it as the record was at one moment. `advance` is called for every event.

    Raises:
        DatabaseDamaged: an event is not what was kept; no import would take it.
    """
    connection.execute("BEGIN")
    try:
        yield f"{BEGINS}{VERSION},\n".encode()
        sections = (_learners(connection), _settings(connection), _editions(connection), _events(connection, place))
        for name, items in zip(SECTIONS, sections, strict=True):
            yield f'"{name}": [\n'.encode()
            yield from _lines(items, advance if name == "events" else lambda: None)
            yield b"]\n}\n" if name == SECTIONS[-1] else b"],\n"
    finally:
        connection.rollback()


def empty_document() -> Iterator[bytes]:
    """The document of a record in which nothing is yet."""
    yield f"{BEGINS}{VERSION},\n".encode()
    for name in SECTIONS:
        yield f'"{name}": [\n'.encode()
        yield b"]\n}\n" if name == SECTIONS[-1] else b"],\n"


def _lines(items: Iterable[str], advance: Callable[[], None]) -> Iterator[bytes]:
    before = ""
    for item in items:
        if before:
            yield f"{before},\n".encode()
        before = item
        advance()
    if before:
        yield f"{before}\n".encode()


def _learners(connection: sqlite3.Connection) -> Iterator[str]:
    rows = connection.execute("SELECT id, name, added_utc, removed, same_as FROM learner ORDER BY number")
    for id_, name, added, removed, same in rows:
        values = {"id": id_, "name": name, "added_utc": added, "removed": bool(removed), "same_as": same}
        yield _as_text(values)


def _settings(connection: sqlite3.Connection) -> Iterator[str]:
    rows = connection.execute(
        "SELECT learner, key, value FROM setting WHERE key IN (?, ?) "
        "AND learner NOT IN (SELECT id FROM learner WHERE same_as IS NOT NULL) ORDER BY learner, key",
        SETTINGS,
    )
    for learner, key, value in rows:
        yield _as_text({"learner": learner, "key": key, "value": value})


def _editions(connection: sqlite3.Connection) -> Iterator[str]:
    for digest, text in connection.execute("SELECT digest, text FROM edition ORDER BY digest"):
        yield _as_text({"digest": digest, "text": text})


def _events(connection: sqlite3.Connection, place: str) -> Iterator[str]:
    last: dict[str, str] = {}
    columns = ", ".join(f"event.{name}" for name in (*CHAINED, "chain"))
    rows = connection.execute(
        f"SELECT {columns}, change.label FROM event "  # noqa: S608 - the names are ours
        "LEFT JOIN change ON change.id = event.op_id ORDER BY event.seq"
    )
    payload_at, device_at, chain_at = (EVENT_KEYS.index(name) for name in ("payload", "device", "chain"))
    for row in rows:
        if not is_chained(last.get(row[device_at], ""), row[: len(CHAINED)], row[chain_at]):
            raise damaged(place)
        last[row[device_at]] = row[chain_at]
        fields = (
            f'"{name}":{value if at == payload_at else _as_text(value)}'  # a payload is kept as JSON
            for at, (name, value) in enumerate(zip(EVENT_KEYS, row, strict=True))
        )
        yield f"{{{','.join(fields)}}}"
