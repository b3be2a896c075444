"""Markdown as people write it, made ready to be parsed: other bullets, tight headings, folds, lists set in too far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from mlops_path.curriculum.limits import MOST_BYTES

ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]")
_BOX = re.compile(r"[ \t]*\[[ xX]\][ \t]")  # "[x] a task", without a bullet
_TAG = re.compile(r"\s*</?(?:details|li|ol|summary|table|tbody|td|tr|ul)\b", re.IGNORECASE)
# "##Week 1", as GitHub once read it; "#week" alone is a tag.
_TIGHT_HEADING = re.compile(r"^(?:#{2,6}(?=[^\W_][^\n#]*$)|#(?=[^\W_][^\n# ]* [^\n#]*$))", re.MULTILINE)
# "-[Name](…)", "*[x] Name"; not what two stars set in slanting letters
_TIGHT_BULLET = re.compile(r"^([ \t]*(?:[-+]|\*(?=[^*\n]*$)))(?=\[[ xX]\]|\[[^\]\n]{1,300}\]\()", re.MULTILINE)
_BULLET = re.compile(r"^([ \t]*)(?:[•●▪◦‣∙]|\\[-*])(?=[ \t])", re.MULTILINE)  # as word processors write lists

# "1️⃣ Sails", as a line with more behind the number than what is in bold, and no list of its own below
_KEYCAP = re.compile(
    r"^[ \t]*(?:(?:[0-9]\ufe0f?\u20e3)+|🔟|(?::(?:zero|one|two|three|four|five|six|seven|eight|nine|keycap_ten):)+)"
    r"[.)]?(?=[ \t]+(?!\*\*[^*\n]*\*\*[ \t]*$)\S[^\n]*$(?!\n[ \t]*(?:[-*+•]|[0-9]{1,3}[.)])[ \t]))",
    re.MULTILINE,
)
# "**Oars**" right behind an item and before the next: to Markdown it goes on with the item, to people it does not
_LAZY_LABEL = re.compile(
    r"^([ \t]*(?:[-*+]|[0-9]{1,3}[.)]) [^\n]*\n)(?=\*\*[^*\n]{1,80}\*\*:?[ \t]*\n\n?(?:[-*+]|[0-9]{1,3}[.)]) )",
    re.MULTILINE,
)
# an empty line between rows of a table, behind which no other table begins
_CUT_TABLE = re.compile(r"(?<=\|)\n[ \t]*\n(?=\|[^\n]*\|[ \t]*(?:\n(?!\|? *:?-+:?[ |])|\Z))")
# "**Problems:**", and on the next line "6. Sails": to Markdown only a list from 1 may come right under a line
_GOES_ON = re.compile(
    r"^((?![ \t>|#]|[-*+][ \t]|[0-9]{1,3}[.)])[^\n]+\n)(?!1[.)])((?:[0-9]{1,3}[.)] [^\n]+(?:\n|\Z)){2,})", re.MULTILINE
)
_COUNT = re.compile(r"^[0-9]{1,3}[.)] +", re.MULTILINE)
_RULE_FIRST = re.compile(r"---[ \t]*\n\s*(?![ \t]*[\w\"'$-]+[\w \"'.-]*:(?:\s|$)|# |---|\{)\S")  # no front matter
# "1.2. Sails", counted on from "1.1. Ropes", as lines of an outline
_OUTLINED = re.compile(r"^ {0,3}([0-9]{1,2})\.([0-9]{1,2})(?:\.[0-9]{1,2})?\.? +(?=[^\W\d_]|[\[*`\"“])", re.MULTILINE)
# '??? note', '!!! tip "Title"', '=== "Tab"'; a bare row of signs is a line, or underlines a heading
_FOLD = re.compile(
    r'^[ \t]*(?:(?:\?\?\?\+?|!!!)(?= +[\w"])(?: +[\w-]+)?|===(?= +"))(?: +"([^"\n]*)")? *$', re.MULTILINE
)
# "1. Sails", and below it "  - jibs": set in as far as for a bullet, and not as far as the words behind the number
_SHALLOW = re.compile(r"^[0-9]{1,3}[.)] +[^ \n].*\n(?:[ \t]*\n)* {1,4}[-*+] ", re.MULTILINE)
_NUMBERED = re.compile(r"[0-9]{1,3}[.)] +(?=[^ ])")
_SET_IN_BULLET = re.compile(r" +[-*+] ")
_ATTRIBUTES = re.compile(r"(?<=[^\s`])\{: ?[^{}\n`]{1,200}\}")  # "**Due**{: .label }", as Jekyll has it
FOLD_INDENT = 4
CODE_INDENT = 4


def as_commonmark(text: str) -> str:
    """`text` with what only other programs read as headings, lists and folds written as every program does."""
    if _FOLD.search(text):
        text = _without_folds(text)
        if len(text) > MOST_BYTES:
            return text  # with blanks for tabs: whoever reads it refuses it
    if _SHALLOW.search(text):
        text = _deepened(text)
    if _is_outline(text):
        text = _OUTLINED.sub("- ", text)
    if "\u20e3" in text or ":one:" in text:
        text = _KEYCAP.sub("-", text)
    if "\n**" in text:
        text = _LAZY_LABEL.sub(r"\1###### ", text)
    if "|\n\n|" in text:
        text = _CUT_TABLE.sub("\n| |\n", text)
    if _RULE_FIRST.match(text):
        text = text.replace("---", "***", 1)
    text = _GOES_ON.sub(_bulleted, text)
    if "{:" in text:
        text = _ATTRIBUTES.sub("", text)
    text = _TIGHT_BULLET.sub(r"\1 ", _BULLET.sub(r"\1-", text))
    return _TIGHT_HEADING.sub(r"\g<0> ", text)


def _bulleted(found: re.Match[str]) -> str:
    """The lines of a numbered list that goes on from another under a line of prose, with bullets for the numbers."""
    return found[1] + _COUNT.sub("- ", found[2])


def _is_outline(text: str) -> bool:
    """Whether lines that begin with two numbers count on, most of them from the one before: "1.1.", "1.2.", "2.1."."""
    counted = [(int(found[1]), int(found[2])) for found in _OUTLINED.finditer(text)]
    goes_on = sum(after in {(first, second + 1), (first + 1, 1)} for (first, second), after in pairwise(counted))
    return goes_on > 1 and 4 * goes_on >= 3 * (len(counted) - 1)


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


def _deepened(text: str) -> str:
    """`text` with bullets below a numbered item set in so far that they are in it, and what is set in below them."""
    lines, words_at, further = [], 0, -1
    for line in text.split("\n"):
        if (numbered := _NUMBERED.match(line)) and len(numbered[0]) <= CODE_INDENT + 1:
            words_at, further = numbered.end(), -1
        elif line.strip() and not line.startswith(" "):
            words_at = 0
        elif words_at and line.strip() and further < 0:
            set_in = len(line) - len(line.lstrip(" "))
            further = max(words_at - set_in, 0) if _SET_IN_BULLET.match(line) else 0
        lines.append(" " * further + line if words_at and line.strip() and further > 0 else line)
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
