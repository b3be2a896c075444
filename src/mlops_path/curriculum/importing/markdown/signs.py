"""What the signs before and behind lines mean: a learner's ticks, an author's praise, or what a legend says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mlops_path.curriculum.importing import words
from mlops_path.curriculum.importing.blocks import Document
from mlops_path.curriculum.importing.columns import by_column
from mlops_path.curriculum.importing.markdown.judging import head_of, is_one_link
from mlops_path.curriculum.importing.phrase import ITEM_SIGNS, Phrase

TICKS = frozenset(sign for sign, status in ITEM_SIGNS.items() if status == "done")
IN_BRACKETS = dict.fromkeys(
    ("x", "v", "✓", "✔", "done", "finished", "ok"), "done"
)  # behind a line; "[1]" leads to a note
IN_BRACKETS |= dict.fromkeys(("doing", "in progress", "wip"), "doing") | {"todo": "todo"}
_IN_BRACKETS = re.compile(r"\s\[([^\[\]]{1,12})\]\s*$")


def read_signs(document: Document) -> None:
    """Gives what begins with a sign the status that a legend tells, and takes the boxes off where a sign is none.

    In a list in which all items begin with it and none has a link, it praises something. Where more items, headings or
    rows begin with other signs, or all with one or the other, and none with an open box, it tells what kind comes.
    Behind some items a tick is one too, where no line of prose says what it means, and so is "[v]" or "[wip]". Once
    ticks stand behind some items of a list, those behind all items of another are no praise either.
    """
    heads = [head_of(item) for item in document.all_of("item")]
    if _follow_legend(heads):
        return
    _take_boxes_behind(heads)
    lines = [node.phrase for kind in ("heading", "text") for node in document.all_of(kind)]
    known = set(map(id, heads))
    behind = _take_ticks_behind(
        [*heads, *(line for line in lines if id(line) not in known and is_one_link(line))], lines
    )
    lists = [
        [head_of(item) for item in block.children if item.kind == "item" and item.children]
        for block in document.all_of("list")
    ]
    are_ticks = any(0 < sum(id(head) in behind for head in some) < len(some) for some in lists)
    for some in lists:
        if are_ticks and all(id(head) in behind for head in some):
            continue
        if some and all(head.has_sign and head.box == some[0].box and not head.links for head in some):
            for head in some:
                head.box = ""
    _untick(heads)
    headings = list(document.all_of("heading"))
    title = [node for node in headings if node.level == 1]
    if len(title) == 1 and title[0].phrase.has_sign:
        title[0].phrase.box = ""
    _untick([node.phrase for node in headings if [node] != title])
    for table in document.all_of("table"):
        rows = [
            [cell.phrase for cell in row.children if cell.kind == "cell" and not cell.level]
            for row in table.all_of("row")
        ]
        for column in by_column(rows):
            if all(words.folded(cell.text) not in words.STATUS_WORDS for cell in column if cell.box):
                _untick(column)


def _take_boxes_behind(heads: Sequence[Phrase]) -> None:
    """Takes marks such as "[v]" and "[wip]" off the ends of lines, if nothing else stands there in brackets."""
    found = [
        (head, mark)
        for head in heads
        if not head.box and head.text.rstrip().endswith("]") and (mark := _IN_BRACKETS.search(head.text))
    ]
    statuses = [IN_BRACKETS.get(mark[1].casefold(), "") for _, mark in found]
    if not all(statuses) or any(link.end > mark.start() for head, mark in found for link in head.links):
        return
    for (head, mark), status in zip(found, statuses, strict=True):
        head.cut(*mark.span())
        head.box = status


def _take_ticks_behind(heads: Sequence[Phrase], lines: Sequence[Phrase]) -> set[int]:
    """The ids of the phrases of which a tick was taken; `lines` are all of the plan, those of `heads` among them."""
    signs = {id(head): head.sign_behind for head in heads if not head.box and head.sign_behind in TICKS}
    told = (line.text for line in lines if not (id(line) in signs or line.box or _is_legend(line)))
    if not 0 < len(signs) < len(heads) or not set(signs.values()).isdisjoint("".join(told)):
        return set()
    for head in heads:
        if id(head) in signs:
            head.take_sign_behind("done")
    return set(signs)


def _is_legend(line: Phrase) -> bool:
    """Whether a line says that the tick in it means just that: "✅ finished"."""
    told = line.text.lstrip()
    sign = next((at for at, each in enumerate(told) if each in TICKS), -1)
    return words.STATUS_WORDS.get(words.folded(told[sign + 1 :])) == "done"


def _untick(lines: Iterable[Phrase]) -> None:
    lines = list(lines)
    boxed = [line for line in lines if line.box]
    icons = sum(line.has_icon for line in lines)
    has_kinds = len(boxed) < icons or len(boxed) + icons == len(lines) > len(boxed)
    if has_kinds and all(line.has_sign and line.box == "done" for line in boxed):
        for line in boxed:
            line.box = ""


def _follow_legend(heads: Sequence[Phrase]) -> bool:
    """Whether items say what signs mean, as "✅ - finished" and "🕞 - in progress"; then they mean it everywhere."""
    named = ((head.text.strip()[:1], words.folded(head.text)) for head in heads if head.has_icon)
    legend = {sign: words.STATUS_WORDS[name] for sign, name in named if name and name in words.STATUS_WORDS}
    told = {head.box for head in heads if head.has_sign and words.folded(head.text) in words.STATUS_WORDS}
    if len({*legend.values(), *told}) < 2:  # signs that all mean one thing tell kinds: read, watched
        return False
    behind = legend | {sign: status for sign, status in ITEM_SIGNS.items() if status in told}
    for head in heads:
        if status := legend.get(head.text.strip()[:1], ""):
            head.drop(1, status)
            head.has_sign = True
        elif not head.box and (status := behind.get(head.sign_behind, "")):
            head.take_sign_behind(status)
    known = sum(head.has_sign and words.folded(head.text) in words.STATUS_WORDS for head in heads)
    return known > 1
