"""Questions to whoever sits at the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace


def may_ask(options: Namespace) -> bool:
    """Whether somebody sits there who can answer, and the words of the command leave something to ask."""
    is_said = options.json or getattr(options, "yes", False) or getattr(options, "dry_run", False)
    return not is_said and sys.stdin.isatty() and sys.stderr.isatty()


def agreed(options: Namespace, question: str) -> bool:
    """Whether somebody says yes; no where nobody can be asked."""
    return may_ask(options) and reply(f"{question} [y/N] ").lower() in ("y", "yes")


def reply(question: str) -> str:
    """What is typed, empty at the end of the input. The question stands on stderr: stdout is for answers."""
    sys.stdout.flush()
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip()
