"""How long the survival tests run."""

from __future__ import annotations

import os

SOAK = bool(os.environ.get("MLOPS_PATH_SOAK"))


def often(short: int, soak: int) -> int:
    """`short` in `make test`, `soak` in `make soak`."""
    return soak if SOAK else short
