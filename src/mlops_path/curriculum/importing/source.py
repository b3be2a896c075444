"""Markdown as people write it, made ready to be parsed: other bullets, tight headings, folds, lists set in too far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]")
_BOX = re.compile(r"[ \t]*\[[ xX]\][ \t]")  # "[x] a task", without a bullet
_TAG = re.compile(r"\s*</?(?:details|li|ol|summary|table|tbody|td|tr|ul)\b", re.IGNORECASE)
# "##Week 1", as GitHub once read it; "#week" alone is a tag.
_TIGHT_HEADING = re.compile(r"^(?:#{2,6}(?=[^\W_][^\n#]*$)|#(?=[^\W_][^\n# ]* [^\n#]*$))", re.MULTILINE)
_TIGHT_BULLET = re.compile(r"^([ \t]*[-+])(?=\[[ xX]\]|\[[^\]\n]{1,300}\]\()", re.MULTILINE)  # "-[Name](…)"
_BULLET = re.compile(r"^([ \t]*)(?:[•●▪◦‣∙]|\\[-*])(?=[ \t])", re.MULTILINE)  # as word processors write lists

# '??? note', '!!! tip "Title"', '=== "Tab"'; a bare row of signs is a line, or underlines a heading
_FOLD = re.compile(
    r'^[ \t]*(?:(?:\?\?\?\+?|!!!)(?= +[\w"])(?: +[\w-]+)?|===(?= +"))(?: +"([^"\n]*)")? *$', re.MULTILINE
)
FOLD_INDENT = 4
CODE_INDENT = 4


def as_commonmark(text: str) -> str:
    """`text` with what only other programs read as headings, lists and folds written as every program does."""
    if _FOLD.search(text):
        text = _without_folds(text)
    text = _TIGHT_BULLET.sub(r"\1 ", _BULLET.sub(r"\1-", text))
    return _TIGHT_HEADING.sub(r"\g<0> ", text)


def _without_folds(text: str) -> str:
    """What is set in under `??? note "Title"`, as MkDocs has it, where it would stand without; the title in bold."""
    lines, open_at = [], list[int]()
    for source in text.split("\n"):
        line = source.expandtabs(FOLD_INDENT) if source[:1].isspace() else source
        indent = len(line) - len(line.lstrip(" "))
        while line.strip() and open_at and indent < open_at[-1] + FOLD_INDENT:
            open_at.pop()
        kept = line[FOLD_INDENT * len(open_at) :] if line.strip() else ""
        if found := _FOLD.match(line):
            title = (found[1] or "").strip()
            kept = kept[: len(kept) - len(kept.lstrip())] + (f"**{title}**" if title else "")
            open_at.append(indent)
        lines.append(kept)
    return "\n".join(lines)


def is_list(code: str) -> bool:
    """Whether what is set in as far as code is a list, an outline of boxes, or goes on with HTML."""
    return any(form.match(code) for form in (ITEM, _BOX, _TAG))


def set_out(text: str, lists: Iterable[Sequence[int]]) -> str:
    """`text` with lists that are set in as far as code where code would not be; each is given by its lines."""
    lines = text.split("\n")
    for first, end in lists:
        set_in = [line.expandtabs(CODE_INDENT)[CODE_INDENT:] for line in lines[first:end]]
        lines[first:end] = _with_bullets(set_in) if _BOX.match(set_in[0]) else set_in
    return "\n".join(lines) + "\n"


def _with_bullets(lines: Sequence[str]) -> list[str]:
    """An outline of boxes as a list: a line with a box, or with something below it, is an item at its depth."""
    outline, open_at = [], list[int]()
    for line, below in zip(lines, _next_indents(lines), strict=True):
        text = line.lstrip(" ")
        indent = len(line) - len(text)
        if not text or not (_BOX.match(text) or below > indent):
            outline.append("  " * len(open_at) + text if text else "")
            continue
        while open_at and open_at[-1] >= indent:
            open_at.pop()
        outline.append("  " * len(open_at) + "- " + text)
        open_at.append(indent)
    return outline


def _next_indents(lines: Sequence[str]) -> list[int]:
    """How far the next line that is not empty is set in, for each line; -1 behind the last."""
    indents, below = [], -1
    for line in reversed(lines):
        indents.append(below)
        below = len(line) - len(line.lstrip(" ")) if line.strip() else below
    return indents[::-1]
