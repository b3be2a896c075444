"""How an event is kept: the chain that a changed one breaks, and its moment."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from json.encoder import encode_basestring
from types import NoneType
from typing import Any

CHAINED: Sequence[str] = (
    "op_id",
    "part",
    "device",
    "learner",
    "kind",
    "resource",
    "at_utc",
    "offset_minutes",
    "recorded_utc",
    "payload",
    "undo_of",
)


# Values as JSON. An encoder takes as long to begin as all values of an event together, and doctor has 100,000 of them.
_AS_TEXT: Mapping[type, Callable[[Any], str]] = {str: encode_basestring, int: repr, NoneType: lambda _: "null"}
_DECODED = json.JSONDecoder().raw_decode
_zone = cache(lambda offset_minutes: timezone(timedelta(minutes=offset_minutes)))


def chained(previous: str, row: Mapping[str, object]) -> str:
    """The chain value of an event: SHA-256 over the value before it and everything that was recorded."""
    return link(previous, [row[name] for name in CHAINED])


def link(previous: str, fields: Sequence[object]) -> str:
    """The same from the values of `CHAINED`, in that order: of their list as JSON without spaces."""
    from hashlib import sha256  # noqa: PLC0415 - reading commands do without

    values = ",".join([_AS_TEXT.get(type(value), json.dumps)(value) for value in (previous, *fields)])
    return sha256(f"[{values}]".encode(errors="surrogatepass")).hexdigest()


def utc(moment: datetime) -> str:
    """A moment as it is kept: UTC, always of the same length, so that texts sort as their moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def later(recorded: str, last: str, *, same_device: bool) -> str:
    """When an event counts as recorded that was recorded then, after the record's last one.

    The last event that a record has is the last one everywhere, also where a clock was set back or is behind that of
    another machine whose events came in. Events of one machine may share a moment; their chain has their order.
    """
    if recorded > last or (same_device and recorded == last):
        return recorded
    return last if same_device else utc(datetime.fromisoformat(last) + timedelta(microseconds=1))


def local_iso(at_utc: str, offset_minutes: int) -> str:
    """A moment kept as UTC and offset, as ISO 8601 at that offset."""
    moment = datetime.fromisoformat(at_utc)
    return moment.astimezone(_zone(offset_minutes)).isoformat(timespec="seconds")


def payload_of(text: str) -> Any:
    """The payload of an event from its text, which has no space around it.

    Raises:
        ValueError, TypeError: it is no such text.
    """
    payload, end = _DECODED(text)
    if end != len(text):
        raise ValueError("more than a payload")
    return payload
