"""Shows a journey; turns keys into requests. Computes no figure and speaks no SQL."""

from __future__ import annotations


def run(database: str | None, learner: str | None, path: str | None) -> int:
    """Opens the terminal UI and returns its exit status once it is left."""
    from mlops_path.tui.app import run_app  # noqa: PLC0415 - a test of a boundary reads this room without Textual

    return run_app(database, learner, path)
