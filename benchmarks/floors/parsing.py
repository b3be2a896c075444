"""Parses a Markdown file with markdown-it-py and nothing else."""

from __future__ import annotations

import sys

from markdown_it import MarkdownIt

if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as source:
        MarkdownIt("commonmark").enable("table").parse(source.read())
