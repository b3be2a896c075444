"""README says what the program does, and keeps on saying it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from mlops_path.cli.commands import COMMANDS, GLOBAL_OPTIONS

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- commands: kept equal to the program by a test -->", "<!-- /commands -->"


def table() -> str:
    """The table of commands as README has to have it."""
    lines = ["| command | what it does |", "|---|---|"]
    lines.append("| `mlops-path` | the terminal UI; in a pipe the same as `status` |")
    for name, command in COMMANDS.items():
        words = f"mlops-path {name} {command.takes}".rstrip().replace("|", "\\|")
        lines.append(f"| `{words}` | {command.purpose} |")
    return "\n".join(lines)


def test_the_table_of_commands_is_the_programs_own() -> None:
    """A learner types what README says; MLOPS_PATH_WRITE_GOLDEN=1 writes it anew."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    found, _, after = rest.partition(END)
    if os.environ.get("MLOPS_PATH_WRITE_GOLDEN"):
        README.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")
        found = f"\n{table()}\n"

    assert found.strip() == table()


def test_every_global_option_is_named() -> None:
    """An option that README does not name is not found."""
    text = README.read_text(encoding="utf-8")

    assert [name for name, _, _ in GLOBAL_OPTIONS if f"`{name}" not in text] == []


def test_every_file_that_is_linked_is_there() -> None:
    """A newcomer follows the links."""
    text = README.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith("http")]

    assert links
    assert [link for link in links if not (README.parent / link).exists()] == []
