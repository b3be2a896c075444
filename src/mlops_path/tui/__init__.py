"""Shows a journey; turns keys into requests. Computes no figure and speaks no SQL."""

from __future__ import annotations


def run(database: str | None, learner: str | None, path: str | None) -> int:
    """Opens the terminal UI and returns its exit status once it is left."""
    import os  # noqa: PLC0415 - only the UI needs it

    # Textual gathers what changed for 1/60 s before it paints; half of that halves what a key has to wait.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from mlops_path.tui.app import run_app  # noqa: PLC0415 - a test of a boundary reads this room without Textual

    return run_app(database, learner, path)
