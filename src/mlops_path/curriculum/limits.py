"""What a curriculum file takes: how much of it, how long its texts may be, and which addresses."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from mlops_path.text import link_to_open

MOST_BYTES = 10 << 20
MOST_ITEMS = 20_000
MOST_DEPTH = 32
LONGEST_ADDRESS = 2000  # characters


@lru_cache(maxsize=MOST_ITEMS)  # an import asks for the one of an item again and again
def address(href: str) -> str | None:
    """`href` if it can be opened and a curriculum file takes it."""
    if len(href) > LONGEST_ADDRESS or link_to_open(href) is None:
        return None
    if href.lower().startswith("mailto:"):
        return href
    try:
        return href if urlsplit(href).hostname else None
    except ValueError:  # half an IPv6 address
        return None
