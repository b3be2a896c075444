"""Curriculum files for tests: the smallest ones that are right, and TOML made from plain values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path


def resource(id_: str, *lines: str) -> str:
    """A resource block with an id and all that it must have, and further lines."""
    fields = {
        "id": f'id = "{id_}"',
        "title": f'title = "Title of {id_}"',
        "kind": 'kind = "article"',
        "summary": 'summary = "About it."',
    }
    fields |= {line.partition("=")[0].strip(): line for line in lines}
    return "\n".join(["[[resource]]", *fields.values(), ""])


def path(id_: str, *steps: str, before: str = "") -> str:
    """A path with one section. A step is an id, or the fields of a step between braces; `before` are its resources."""
    made = ", ".join(step if step.startswith("{") else f'{{resource = "{step}"}}' for step in steps)
    head = f'id = "{id_}"\ntitle = "Title of {id_}"\nedition = 2026-01-01\n'
    return f'{head}{before}[[stage]]\ntitle = "One"\n[[stage.section]]\ntitle = "First"\nstep = [{made}]\n'


def write(folder: Path, **texts: str | bytes) -> list[str]:
    """Writes each text as a TOML file with its name into `folder`, and returns the files in that order."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, text in texts.items():
        file = folder / f"{name}.toml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        files.append(str(file))
    return files


def toml(value: object) -> str:
    """A value as TOML, in one line. JSON strings without control characters are TOML strings too."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def toml_file(tables: Mapping[str, object]) -> str:
    """A whole file: a line for each key."""
    return "".join(f"{key} = {toml(value)}\n" for key, value in tables.items())
