"""The headings of a plan, and what else heads a list, with what is under each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from mlops_path.curriculum.importing import words
from mlops_path.curriculum.importing.blocks import Document, Node
from mlops_path.curriculum.importing.draft import line_of
from mlops_path.curriculum.importing.markdown import heading_words
from mlops_path.curriculum.importing.markdown.judging import (
    has_boxed,
    head_of,
    heads_what_follows,
    is_marked,
    is_one_link,
    leads_out,
)
from mlops_path.curriculum.importing.markdown.listing import is_contents, runs_of_lessons
from mlops_path.curriculum.importing.markdown.wording import is_title, states_a_fact
from mlops_path.curriculum.importing.naming import targets
from mlops_path.curriculum.importing.phrase import Phrase

OUTER, INNER = 1, 2  # an item in bold, and a line: "* **Machine learning**", then "_In practice_"


LAST_LEVEL = 6  # of headings: one in bold there is no more than a line in bold


class Part(NamedTuple):
    """A heading, or the summary of `<details>`, with the blocks up to the next; the headings over it, itself last."""

    over: tuple[Node, ...]
    blocks: list[Node]

    @property
    def head(self) -> Node | None:
        return self.over[-1] if self.over else None

    @property
    def reason(self) -> str:
        """Why nothing under this heading is a thing to learn; empty where it may be."""
        for node in self.over:
            reason = heading_words.reason_of(node.phrase.text)
            if reason and not (reason == "navigation" and has_boxed(self.blocks)):
                return reason
            if words.folded(node.phrase.text).startswith(heading_words.GUIDING) and not has_boxed(self.blocks):
                return "navigation"
        is_contents = self.head is not None and heads_contents(self.head)
        return "contents" if is_contents and not leads_out(self.blocks) else ""

    @property
    def is_about(self) -> bool:
        """Whether plain lists here explain the plan."""
        names = [words.folded(node.phrase.text) for node in self.over]
        last = [words.folded(node.phrase.text) for node in (self.head, self._above_label) if node]
        return (
            any(map(heading_words.cuts_off, names[-1:]))
            or any(name in heading_words.ABOUT or name.endswith(heading_words.POINTING_OUT) for name in last)
            or any(map(heading_words.explains, names))
            or (self._above_label is not None and heading_words.KINDS.fullmatch(last[-1]) is not None)
        )

    @property
    def _above_label(self) -> Node | None:
        """The heading over a bold line that counts nothing."""
        is_label = self.head and self.head.kind == "label" and not words.is_numbered(self.head.phrase.text)
        return self.heading if is_label else None

    @property
    def heading(self) -> Node | None:
        """The head, or that over it where the head is a bold line."""
        return next((node for node in reversed(self.over) if node.kind != "label"), None)


def heads_contents(node: Node) -> bool:
    return words.folded(node.phrase.text) in heading_words.CONTENTS


def parts_of(document: Document) -> Iterator[Part]:
    """The headings in the order of the file with what is under each. First comes what stands before any heading."""
    over: tuple[Node, ...] = ()
    part = Part((), [])

    def walk(children: Sequence[Node]) -> Iterator[Part]:
        nonlocal over, part
        lessons = runs_of_lessons(children)
        for node, (next_line, below) in zip(children, _follows(children), strict=True):
            if node.kind == "heading" and node.level == LAST_LEVEL and node.phrase.is_strong:
                yield part
                over = _under(over, Node("label", node.line, node.phrase, INNER))
                part = Part(over, [])
            elif node.kind == "heading":
                if node.phrase.is_empty:
                    continue
                yield part
                over = (*(each for each in over if each.kind == "heading" and each.level < node.level), node)
                part = Part(over, [])
            elif node.kind == "details" and (name := name_alone(node)):
                part.blocks.append(Node("item", name.line))
                part.blocks[-1].children.append(Node("text", name.line, name.phrase))
            elif node.kind == "details":
                yield part
                before = over
                summary = next(
                    (each for each in node.children if each.kind == "summary" and not each.phrase.is_empty), None
                )
                is_heading = summary is not None and words.folded(summary.phrase.text) not in heading_words.FOLDS
                over = (*over, summary) if summary and is_heading else over
                part = Part(over, [])
                yield from walk([each for each in node.children if each is not summary])
                yield part
                over = before
                part = Part(over, [])
            elif node.kind == "text" and id(node) not in lessons and is_label(node, next_line, below):
                yield part
                over = _under(over, Node("label", node.line, node.phrase, INNER))
                part = Part(over, [])
            elif node.kind == "list" and (groups := named_groups(node, below)):
                before = over
                for name, group in groups:
                    if name:
                        yield part
                        over = _under(over, Node("label", name.line, head_of(name), OUTER))
                        part = Part(over, [])
                    part.blocks.extend(group)
                if len(node.children) > 1:  # a name alone stands over what comes
                    yield part
                    over = before
                    part = Part(over, [])
            else:
                part.blocks.append(node)

    yield from walk(document.children)
    yield part


def name_alone(node: Node) -> Node | None:
    """What is written on a fold with nothing in it, which is an item then."""
    lines = [each for each in node.children if not each.phrase.is_empty or each.kind not in ("summary", "text")]
    return lines[0] if len(lines) == 1 and lines[0].kind in ("summary", "heading") else None


def _follows(children: Sequence[Node]) -> list[tuple[int, str]]:
    """For each block, the line of the prose right behind it, and the kind of the next block that is no prose."""
    found: list[tuple[int, str]] = []
    next_line, below = 0, ""
    for node in reversed(children):
        found.append((next_line, below))
        next_line = node.line if node.kind == "text" else 0
        if node.kind not in ("text", "quote"):
            below = node.kind
    return found[::-1]


def _under(over: Sequence[Node], label: Node) -> tuple[Node, ...]:
    """The headings of what stands under a label: it ends the labels that are not above it."""
    return (*(each for each in over if each.kind != "label" or each.level < label.level), label)


def is_label(node: Node, next_line: int, below: str) -> bool:
    """Whether a line is the heading of a list or table, as "**Week 1**" or "Week 1:" may be.

    `next_line` is where the next line of prose begins, `below` the kind of the first block that is no prose.
    """
    phrase = node.phrase
    if below not in ("list", "table") or next_line == node.line + 1:  # of the first line of a paragraph
        return False
    if not (phrase.is_strong or words.is_numbered(phrase.text)) or phrase.links or phrase.box or phrase.images:
        return False
    return is_title(words.tidy(phrase.text)) and not states_a_fact(phrase.text)


def named_groups(block: Node, below: str) -> list[tuple[Node | None, list[Node]]]:
    """The items of a list of links by the names in bold among them, each with those behind it as a list of their own.

    A name alone in its list stands over the list or table that comes `below`. Nothing where there are no such names.
    """
    names = {item for item in block.children if heads_what_follows(item)}
    if len(block.children) > 1:  # a name with nothing behind it is an item like others
        ends = {*names, None}
        behind = [*block.children[1:], None]
        names -= {item for item, next_one in zip(block.children, behind, strict=True) if next_one in ends}
    are_linked = any(targets(head_of(item)).out for item in block.children)
    if not names or not (are_linked or (len(block.children) == 1 and below in ("list", "table"))):
        return []
    groups: list[tuple[Node | None, list[Node]]] = [(None, [])]
    for item in block.children:
        if item in names:
            groups.append((item, []))
            continue
        if not groups[-1][1]:
            groups[-1][1].append(Node("list", item.line))
        groups[-1][1][0].children.append(item)
    return groups


def title_heading(parts: Sequence[Part], *, known: bool) -> Node | None:
    """The heading that is the title: the only one of the first level, or the first of several if it has only prose."""
    heads = [part.head for part in parts if part.head and part.head.kind == "heading" and not part.reason]
    heads = [head for head in heads if not heads_contents(head)]
    seen = list(dict.fromkeys(heads))
    if len(seen) > 1 and seen[0].level > seen[1].level and not any(map(may_hold_steps, parts[:2])):
        return seen[0]  # in small letters over all others, as a banner
    top = [node for node in seen if node.level == 1]
    if not top or any(map(has_lists, parts[: next(i for i, part in enumerate(parts) if part.head is top[0])])):
        return None
    if len(top) == 1:
        return top[0]
    own = [part for part in parts if part.head is top[0]]
    after = seen[seen.index(top[0]) + 1]
    return top[0] if not known and after.level == 1 and not any(map(may_hold_steps, own)) else None


def main_heading(parts: Sequence[Part]) -> Node | None:
    """The first of several headings of the first level, or the only one of the shallowest; None for one of a count."""
    heads = list(dict.fromkeys(node for part in parts for node in part.over if node.kind == "heading"))
    heads = [node for node in heads if not heads_contents(node)]
    shallowest = min((node.level for node in heads), default=1)
    top = [node for node in heads if node.level == shallowest]
    is_first = bool(top) and (shallowest == 1 or len(top) == 1) and not words.is_numbered(top[0].phrase.text)
    return top[0] if is_first else None


def may_hold_steps(part: Part) -> bool:
    lines = [block.phrase for block in part.blocks if block.kind == "text"]
    has_entries = any(line.box or (is_one_link(line) and targets(line).out) for line in lines)
    return has_lists(part) or (has_entries and not part.reason)


def has_lists(part: Part) -> bool:
    """Whether lists or tables that may hold steps stand there."""
    found = (block for block in part.blocks if block.kind in ("list", "item", "table"))
    return not part.reason and any(block.kind != "list" or not is_contents(block) for block in found)


def without_vain(parts: Sequence[Part]) -> list[Part]:
    """The parts without the headings that say of most of the plan that it is none.

    An author who writes "# Contributing" over "## Resources" meant two headings of one level; and a plan that has no
    heading but "# Summary" is one, as GitBook calls the file that leads to all others.
    """
    heads = {part.head for part in parts} - {None}
    if len(heads) == 1 and all(head and words.folded(head.phrase.text) in heading_words.ABOUT for head in heads):
        return [part._replace(over=()) for part in parts]
    above = dict.fromkeys(node for part in parts for node in part.over[:-1])
    over = {node: 0 for node in above if heading_words.reason_of(node.phrase.text)}
    if not over:
        return list(parts)
    in_all = 0
    for part in parts:
        count = sum(map(is_marked, _items_of(part)))
        in_all += count
        for node in part.over[:-1]:
            if node in over:
                over[node] += count
    vain = {node for node, count in over.items() if 2 * count > in_all}
    return [
        part._replace(over=tuple(node for node in part.over if node is part.head or node not in vain)) for part in parts
    ]


def _items_of(part: Part) -> Iterator[Node]:
    return (item for block in part.blocks if block.kind in ("list", "item") for item in (block, *block.all_of("item")))


def turn_inward(parts: Sequence[Part]) -> None:
    """Makes links of tables of contents that give the whole address of this file lead into it, as `#place`.

    So do those under "Contents" to files of the names of headings here.
    """
    places = {place_of(part.head.phrase.text) for part in parts if part.head}
    blocks = [block for part in parts for block in part.blocks if block.kind in ("list", "table")]
    phrases = [
        node.phrase for block in blocks for node in (*block.all_of("text"), *block.all_of("cell")) if node.phrase.links
    ]
    met: dict[str, list[bool]] = {}  # for each address with a place behind it, which of the places are headings
    for href in {link.href for phrase in phrases for link in phrase.links}:
        base, sign, place = href.partition("#")
        if base and sign:
            met.setdefault(_home_of(base), []).append(unquote(place).lower() in places)
    own = {base for base, found in met.items() if sum(found) > 1 and 2 * sum(found) >= len(found)}
    own |= {base for base, found in met.items() if sum(found) > 3 and _is_front_page(base)}  # of a longer file
    for phrase in phrases:
        phrase.links = [
            link._replace(href=f"#{place}") if sign and _home_of(base) in own else link
            for link in phrase.links
            for base, sign, place in [link.href.partition("#")]
        ]
    for part in parts:
        if part.head and heads_contents(part.head):
            for node in (text for block in part.blocks for text in block.all_of("text")):
                _turn_to_headings(node.phrase, places)


def _turn_to_headings(phrase: Phrase, places: Collection[str]) -> None:
    """Makes links to other files lead to the headings of this one that are called the same."""
    inside = targets(phrase).inside
    named = {link: place_of(words.tidy(phrase.text[link.start : link.end])) for link in inside}
    phrase.links = [
        link._replace(href=f"#{named[link]}") if named.get(link) in places else link for link in phrase.links
    ]


def _is_front_page(base: str) -> bool:
    return re.fullmatch(r"https?://(?:github|gitlab)\.com/[^/]+/[^/]+", base) is not None


def _home_of(base: str) -> str:
    """The address of the repository whose front page shows the file at this address; else the address itself."""
    home, blob, file = base.partition("/blob/")
    return home if blob and file.lower().endswith("/readme.md") and file.count("/") == 1 else base


def place_of(heading: str) -> str:
    """The name by which a link leads to a heading."""
    return "".join(c for c in heading.strip().lower().replace(" ", "-") if c.isalnum() or c in "-_")


def heading_text(node: Node) -> str:
    """The words of a heading, without an anchor or attributes behind them, such as `{#week-1}` or `{ style="…" }`."""
    text = node.phrase.text.partition("{#")[0]
    name, brace, attributes = text.rpartition("{")
    text = words.tidy(name if brace and "=" in attributes and attributes.rstrip().endswith("}") else text)
    return line_of(text) or "…"
