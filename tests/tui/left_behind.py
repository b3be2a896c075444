"""Drafts as a program leaves them that ended while a note was being written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LEAVES_A_DRAFT = """
import os, sys
from mlops_path.storage.drafts import Draft, Drafts
Drafts(sys.argv[1]).keep(Draft(*sys.argv[2:], os.getpid()))
"""


def leave_draft(drafts: Path, database: Path, learner: str, resource: str, text: str, *, kept: str = "") -> None:
    """Keeps a draft from a process that really ran, and is gone."""
    words = (str(drafts), str(database), learner, resource, text, kept)
    subprocess.run([sys.executable, "-c", LEAVES_A_DRAFT, *words], check=True)
