"""How an event is kept: the chain that a changed one breaks, and its moment."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from functools import cache, lru_cache
from json.encoder import encode_basestring as _text
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


_DECODED = json.JSONDecoder().raw_decode
_zone = cache(lambda offset_minutes: timezone(timedelta(minutes=offset_minutes)))
_whole = int.__repr__  # of nothing else


def chained(previous: str, row: Mapping[str, object]) -> str:
    """The chain value of an event: SHA-256 over the value before it and everything that was recorded."""
    return _chain(previous, [row[name] for name in CHAINED])


def is_chained(previous: str, fields: Sequence[object], chain: object) -> bool:
    """Whether `chain` is the chain value of an event with these values of `CHAINED`, in that order."""
    try:
        return _chain(previous, fields) == chain
    except TypeError:  # a value of a type that no event has
        return False


def _chain(previous: Any, fields: Sequence[Any]) -> str:
    """SHA-256 of a list as JSON without spaces: `previous`, then the fields.

    Written out: a JSON encoder takes as long to begin as all values of an event together, and doctor has 100,000 of
    them.
    """
    op_id, part, device, learner, kind, resource, at_utc, offset_minutes, recorded_utc, payload, undo_of = fields
    text = (
        f"[{_text(previous)},{_text(op_id)},{_whole(part)},{_text(device)},{_text(learner)},{_text(kind)},"
        f"{_text(resource)},{_text(at_utc)},{_whole(offset_minutes)},{_text(recorded_utc)},{_text(payload)},"
        f"{'null' if undo_of is None else _text(undo_of)}]"
    )
    chain: str = _sha256()(text.encode(errors="surrogatepass")).hexdigest()
    return chain


@cache
def _sha256() -> Callable[[bytes], Any]:
    from hashlib import sha256  # noqa: PLC0415 - reading commands do without, and a chain wants it for every event

    return sha256


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


@lru_cache(8)  # the events of a change share their moment
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
