"""A journey as a document. `FORMATS` is the registry: one module for each format, with `render(journey, options)`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from typing import NamedTuple

from mlops_path.domain.journey import Journey


class Options(NamedTuple):
    """What a report is about.

    `finished` has the resources done in the period, each with its moment (ISO 8601), oldest first. `notes` has texts
    and moments by resource, None for a report without notes.
    """

    made_at: datetime
    since: datetime | None
    until: datetime | None
    notes: Mapping[str, tuple[str, str]] | None
    finished: Mapping[str, str]

    @property
    def period(self) -> str:
        """`from 2026-05-01 to 2026-06-01`; empty for a report on everything."""
        parts = []
        if self.since:
            parts.append(f"from {self.since:%Y-%m-%d}")
        if self.until:
            parts.append(f"to {self.until:%Y-%m-%d}")
        return " ".join(parts)

    def note(self, resource: str) -> str:
        """The note to print for a resource, empty for none."""
        return self.notes[resource][0] if self.notes is not None and resource in self.notes else ""


class Format(NamedTuple):
    """`begins` is how every document of this format begins, by which a later run knows its own."""

    module: str
    encoding: str
    begins: str


FORMATS = {
    "md": Format("as_markdown", "utf-8", "<!-- mlops-path report -->"),
    "html": Format("as_html", "utf-8", "<!DOCTYPE html>\n<!-- mlops-path report -->"),
    "json": Format("as_json", "utf-8", '{\n  "schema": 1,\n  "report": "mlops-path"'),
    "csv": Format("as_csv", "utf-8-sig", "number,id,title,kind,authors"),
}


def render(name: str, journey: Journey, options: Options) -> str:
    """The document in the format called `name`, one of `FORMATS`."""
    document: str = import_module(f"mlops_path.reports.{FORMATS[name].module}").render(journey, options)
    return document
