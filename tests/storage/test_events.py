"""How an event is kept: its chain value stays what docs/record.md says, however it is worked out."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_path.storage.events import link

ANY_TEXT = st.text(st.characters(), max_size=20)  # lone surrogates too, which a damaged file may hold
VALUES = st.one_of(ANY_TEXT, st.integers(-(1 << 63), (1 << 63) - 1), st.none(), st.floats())


@given(previous=ANY_TEXT, fields=st.lists(VALUES, max_size=12))
def test_a_chain_value_is_the_sha_256_of_json_without_spaces(previous: str, fields: list[object]) -> None:
    """Every record there is was chained like that; another way to write a value would call it changed."""
    text = json.dumps([previous, *fields], ensure_ascii=False, separators=(",", ":"))

    assert link(previous, fields) == sha256(text.encode(errors="surrogatepass")).hexdigest()


def test_bytes_have_no_chain_value() -> None:
    """They stand where a disk changed the type of a text, and nothing that was kept has them."""
    with pytest.raises(TypeError):
        link("", [b"op"])
