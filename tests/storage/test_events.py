"""How an event is kept: its chain value stays what docs/record.md says, however it is worked out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from mlops_path.storage.events import CHAINED, chained, is_chained

TEXTS = st.text(st.characters(), max_size=20)  # lone surrogates too, which a damaged file may hold
WHOLE_NUMBERS = st.integers(-(1 << 63), (1 << 63) - 1)
NUMBERS = ("part", "offset_minutes")
FIELDS = st.tuples(
    *(
        WHOLE_NUMBERS if name in NUMBERS else st.none() | TEXTS if name == "undo_of" else TEXTS
        for name in CHAINED
    )
)  # fmt: skip


def as_json(values: Sequence[object]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


@given(previous=TEXTS, fields=FIELDS)
def test_a_chain_value_is_the_sha_256_of_json_without_spaces(previous: str, fields: tuple[object, ...]) -> None:
    """Every record there is was chained like that; another way to write a value would call it changed."""
    chain = sha256(as_json([previous, *fields]).encode(errors="surrogatepass")).hexdigest()

    assert chained(previous, dict(zip(CHAINED, fields, strict=True))) == chain
    assert is_chained(previous, fields, chain)


@given(
    fields=FIELDS,
    name=st.sampled_from(CHAINED),
    value=st.floats() | st.binary() | st.none() | TEXTS | WHOLE_NUMBERS,
)
def test_a_value_of_another_type_belongs_to_no_event(fields: tuple[object, ...], name: str, value: object) -> None:
    """It stands where a disk changed the type of a value: bytes for a text, a fraction for a number."""
    at = CHAINED.index(name)
    hurt = (*fields[:at], value, *fields[at + 1 :])
    chain = chained("", dict(zip(CHAINED, fields, strict=True)))

    assert is_chained("", hurt, chain) == ((type(value), value) == (type(fields[at]), fields[at]))
