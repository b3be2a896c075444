"""Somebody's study plan → `Plan`: Markdown, a map of roadmap.sh, CSV, or a path of this program.

Every reader looks at the shape of a file before a parser sees it, so that each file of at most 10 MB is read or refused
within seconds and in bounded memory. Nothing is written here.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from mlops_path.domain.plans import Plan

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".txt", ".html", ".htm")
CSV = (".csv", ".tsv")


def read_plan(file: str, tick: Callable[[int, int], None] | None = None) -> Plan:
    """The plan in a file, by its suffix, else by what it looks like.

    Args:
        file: Its name; the topic files of a map are looked for beside it, in `content/`.
        tick: Called with how much is done, and of how much.

    Raises:
        FileInvalid: it cannot be read, is malformed, or has nothing to learn in it.
        FileTooBig: it is larger than 10 MB, or holds more than a plan does.
        FileNotUtf8: with the byte.
    """
    from mlops_path.curriculum.importing.shape import read_text  # noqa: PLC0415 - only an import needs it
    from mlops_path.text import clean_line  # noqa: PLC0415 - as above

    name = clean_line(os.path.basename(file))
    suffix = os.path.splitext(file)[1].lower()
    if suffix == ".toml":
        return _native(file, name)
    text = read_text(file, name)
    begins = "" if suffix in MARKDOWN else text.lstrip()
    if suffix == ".json" or begins.startswith("{"):
        from mlops_path.curriculum.importing import roadmap  # noqa: PLC0415 - as above

        return roadmap.read(file, name, text, tick)
    if suffix not in CSV and begins.startswith(("[[", 'id = "', "title = ")):
        return _native(file, name)
    if suffix not in MARKDOWN:
        from mlops_path.curriculum.importing import table  # noqa: PLC0415 - as above

        if suffix in CSV or table.is_table(text):
            return table.read(file, name, text, tick)
    from mlops_path.curriculum.importing import markdown  # noqa: PLC0415 - as above

    return markdown.read(file, name, text, tick)


def _native(file: str, name: str) -> Plan:
    from mlops_path.curriculum.importing import native  # noqa: PLC0415 - it loads the models

    return native.read(file, name)
