"""A Markdown study plan: which of its lines are things to learn, and where they belong.

**Stages and sections.** A single heading of the first level is the title of the plan. Of the other headings with
anything under them, the shallowest level makes stages; the next ones make sections, joined with "›" where they lie in
each other. The `<summary>` of `<details>` is a heading too, up to `</details>`, and so is a bold line by itself, or one
such as "Week 3:", over a list or table. A list item without link or box that has such items in it is a section.

**Things to learn** are
- every list item with a check box, and every one with a link out or to another file of the same collection;
- list items without either where no item under that heading has a box, if they are worded like titles. Not when they
  end or run like prose, nor under headings such as "About", "Prerequisites", "How to use";
- every row of a table that has a link, a box or a mark of being done, or whose head says "Topic", "Course", "Lesson" …;
- where a heading has neither lists nor tables: lines that are nothing but a link, or begin with a box, "[12]" or a
  label such as "Reading:"; and everywhere several lines of nothing but a link, one under the other;
- headings with a box and nothing under them; and in a plan of headings only, headings with a link.

An item inside an item is its part. Items without link and box inside one that has are remarks and go to its summary,
but for those that are numbered ("Chapter 3"), and for several in a list without boxes that are all worded like titles.
A heading with a ticked box passes that on to items that have no box of their own.

**Left out and counted:** lists of links into the same file, also by its whole address ("contents"); links back to the
top, to translations and to the files of a repository, lists under "Contributing" and the like ("navigation");
"licence"; badges and images; what is struck out and not ticked ("struck"); boxes with nothing behind them ("empty");
items that are "prose". Quotes are prose, boxes in them apart. Code is never looked at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mlops_path.curriculum.importing import words
from mlops_path.curriculum.importing.blocks import Document, Node, Tick, read_blocks
from mlops_path.curriculum.importing.columns import Table, columns_of
from mlops_path.curriculum.importing.draft import Draft, address, line_of, slug, title_of
from mlops_path.curriculum.importing.naming import DASHES, Targets, item_facts, readable, targets
from mlops_path.curriculum.importing.phrase import Phrase
from mlops_path.domain.plans import Plan

LONGEST_TOPIC = 140
MOST_WORDS = 10
GOAL = "goal:"
_ENTRY_NUMBER = re.compile(r"\[[0-9]{1,4}\]\s*")
REPOSITORY_FILES = ("contributing", "license", "licence", "code_of_conduct", "code-of-conduct", "changelog", "security")


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
            if reason := words.reason_of(node.phrase.text):
                return reason
        is_contents = self.over and words.folded(self.over[-1].phrase.text) in words.CONTENTS
        return "contents" if is_contents and not _leads_out(self.blocks) else ""

    @property
    def is_about(self) -> bool:
        """Whether plain lists here explain the plan."""
        names = [words.folded(node.phrase.text) for node in self.over]
        return bool(names) and (names[-1] in words.ABOUT or any(name.startswith("how to ") for name in names))

    @property
    def heading(self) -> Node | None:
        """The head, or that over it where the head is a bold line."""
        return next((node for node in reversed(self.over) if node.kind != "label"), None)


def read(file: str, name: str, text: str, tick: Tick | None = None) -> Plan:
    document = read_blocks(name, text, tick)
    return _Reading(file, name, document).plan()


class _Reading:
    def __init__(self, file: str, name: str, document: Document) -> None:
        self.facts = front_matter(document.front_matter)
        _turn_inward(document)
        _unpraise(document)
        self.parts = list(_parts(document))
        self.document = document
        self.stem = os.path.splitext(os.path.basename(file))[0]
        self.heading = _title_heading(self.parts, known="title" in self.facts)
        title = heading_text(self.heading).strip("…") if self.heading else ""
        title = title or self.facts.get("title", "")
        self.draft = Draft(name, title or title_of(self.stem))
        self.title = title
        self.id = ""

    def plan(self) -> Plan:
        level = self._stage_level()
        carried = {
            id(node) for part in self.parts if _may_hold_steps(part) for node in part.over if node is not part.head
        }
        marked = {id(part.heading) for part in self.parts if _has_marked(part.blocks)}
        boxed = {id(part.heading) for part in self.parts if _has_boxed(part.blocks)}
        for part in self.parts:
            self._enter(part, level)
            before = len(self.draft.items)
            opening = part.heading is None or part.heading is self.heading
            topics = not marked or not (opening or id(part.heading) in marked)
            titles = id(part.heading) not in boxed
            banner = opening and bool(marked - {id(part.heading)})
            _Filling(self.draft, part, topics=topics, titles=titles, banner=banner).fill()
            empty = id(part.head) not in carried and len(self.draft.items) == before
            if part.head and part.head.phrase.box and empty and not part.reason:
                self._enter(part._replace(over=part.over[:-1]), level)
                self._add_heading(part.head)
        if not self.draft.items:
            self._headings_are_steps(level)
        for node in self.document.all_of("text"):
            if node.phrase.id and node.phrase.is_path:
                self.id = node.phrase.id
        summary = self.facts.get("description") or self.facts.get("summary") or self._first_words()
        return self.draft.plan(
            id=self.id or slug(self.title, self.stem),
            author=self.facts.get("author", ""),
            url=address(self.facts.get("url") or self.facts.get("source") or ""),
            summary=line_of(summary, 1000),
        )

    def _stage_level(self) -> int:
        levels = (
            node.level
            for part in self.parts
            if _may_hold_steps(part)
            for node in part.over
            if node is not self.heading and node.kind == "heading"
        )
        return min(
            levels, default=min((p.head.level for p in self.parts if p.head and p.head is not self.heading), default=2)
        )

    def _enter(self, part: Part, level: int) -> None:
        over = [node for node in part.over if node is not self.heading]
        if over and over[0].kind == "heading" and over[0].level <= level:
            stage, *below = over
            goal = next((n.phrase.text.strip() for n in part.blocks if n.phrase.text.lower().startswith(GOAL)), "")
            title = heading_text(stage)
        else:
            stage, below, goal, title = None, over, "", ""
        self.draft.enter(stage, title, " › ".join(map(heading_text, below)), goal[len(GOAL) :].strip())

    def _add_heading(self, node: Node) -> None:
        title, facts = item_facts(node.phrase, targets(node.phrase))
        if title:
            self.draft.add(
                title, node.line, origin="box" if node.phrase.box else "list", **{"status": node.phrase.box, **facts}
            )

    def _headings_are_steps(self, level: int) -> None:
        for part in self.parts:
            if part.head and part.head is not self.heading and not part.reason:
                where = targets(part.head.phrase)
                if where.out or where.inside:
                    self._enter(part._replace(over=part.over[:-1]), level)
                    self._add_heading(part.head)

    def _first_words(self) -> str:
        """The first line of prose under the title."""
        for part in self.parts:
            if part.head is self.heading and self.heading:
                for node in part.blocks:
                    if (
                        node.kind == "text"
                        and not node.phrase.is_empty
                        and not node.phrase.links
                        and not node.phrase.images
                    ):
                        return node.phrase.text
        return ""


class _Filling:
    """Puts what stands under one heading into the draft."""

    def __init__(self, draft: Draft, part: Part, *, topics: bool, titles: bool, banner: bool) -> None:
        """What bare items may be under this heading; `banner`: its lines are no steps, those come under others."""
        self.draft = draft
        self.part = part
        self.reason = part.reason
        self.has_entries = any(block.kind in ("list", "item", "table") for block in part.blocks)
        self.topics = topics and not part.is_about
        self.titles = titles and not part.is_about
        self.banner = banner
        heads = [node.phrase.box for node in part.over if node.phrase.box]
        self.passed_on = heads[-1] if heads and heads[-1] != "todo" else ""

    def fill(self) -> None:
        run = _run_of_links(self.part.blocks)
        for block in self.part.blocks:
            if block.kind in ("list", "item"):
                reason = self.reason or ("contents" if is_contents(block) else "")
                self._list([block] if block.kind == "item" else block.children, None, reason)
            elif block.kind == "table":
                self._table(block, None)
            elif block.kind == "quote":
                for item in block.all_of("item"):
                    if item.children and item.children[0].phrase.box:
                        self._item(Node("item", item.line), item.children[0].phrase, (), None, self.reason)
            elif block.kind == "text":
                self._line(block, in_run=id(block) in run)

    def _list(self, children: Sequence[Node], parent: int | None, reason: str) -> None:
        parts = parent is not None and self._are_parts(children)
        for child in children:
            if child.kind == "item":
                lines = [node for node in child.children if node.kind in ("text", "heading", "summary")]
                head = lines[0].phrase if lines else Phrase()
                self._item(child, head, lines[1:], parent, reason, parts=parts)
            elif child.kind in ("list", "details"):
                self._list(child.children, parent, reason)

    def _are_parts(self, children: Sequence[Node]) -> bool:
        """Whether the bare items inside a step are parts of it by their wording, and not remarks."""
        heads = [node.phrase for child in children if child.kind == "item" for node in child.children[:1]]
        bare = [head for head in heads if not (head.box or any(targets(head)[:2]))]
        return self.titles and len(bare) > 1 and all(is_title(head.text) for head in bare)

    def _item(
        self, item: Node, head: Phrase, below: Sequence[Node], parent: int | None, reason: str, *, parts: bool = False
    ) -> None:
        draft, line = self.draft, item.line
        inner = [child for child in item.children if child.kind in ("list", "details", "table", "item")]
        where = targets(head)
        status = head.box
        if reason and not (reason == "contents" and status):
            return self._leave_out_all(item, head, reason)
        if head.is_struck and status != "done":
            return self._leave_out_all(item, head, "struck")
        for image, badge in head.images:
            draft.leave_out(line, image, "badge" if badge else "image")
        if head.is_empty and (status or not (inner or below or head.images)):
            draft.leave_out(line, "", "empty")
        elif not status and is_navigation(head, where):
            draft.leave_out(line, head.text, "contents" if where.same_page and not where.inside else "navigation")
        elif status or where.out or where.inside:
            parent = self._add(item, head, where, below, parent)
        elif any(_is_marked(each) for each in item.all_of("item")) or (self.topics and _topics_in(item)):
            return self._group(head, inner, parent, reason)
        elif _linked_lines(below):  # the title alone on the first line, its link on the next
            parent = self._add(item, head, targets(below[0].phrase), below, parent)
        elif self._is_bare_step(head, parent, parts=parts):
            title, facts = item_facts(head, where)
            facts = {"status": self.passed_on, **facts}
            parent = draft.add(title, line, origin="list", parent=parent, **facts)
        elif not head.is_empty:
            draft.leave_out(line, head.text, "prose")
            if parent is not None:
                draft.explain(parent, head.text)
        return self._inside(inner, parent, reason)

    def _is_bare_step(self, head: Phrase, parent: int | None, *, parts: bool) -> bool:
        """Whether an item without link and box is a step all the same."""
        if parent is not None:
            return parts or words.is_numbered(head.text)
        return (self.topics and is_topic(head.text)) or (self.titles and not self.topics and is_title(head.text))

    def _add(self, item: Node, head: Phrase, where: Targets, below: Sequence[Node], parent: int | None) -> int:
        title, facts = item_facts(head, where)
        addresses = [facts["url"]] if facts.get("url") else []
        more = list(facts.get("more", ()))
        for node in below:
            for link in targets(node.phrase).out:
                if link.href not in addresses and all(link.href != known for known, _ in more):
                    more.append((link.href, line_of(node.phrase.text[link.start : link.end]) or readable(link.href)))
            facts["summary"] = line_of(f"{facts.get('summary', '')} {node.phrase.text}", 1000)
        if more and not addresses:
            facts["url"], more = more[0][0], more[1:]
        facts["more"] = tuple(more)
        return self.draft.add(
            title or line_of(head.text),
            item.line,
            origin="box" if head.box else "list",
            parent=parent,
            **{"status": head.box or self.passed_on, **facts},
        )

    def _group(self, head: Phrase, inner: Sequence[Node], parent: int | None, reason: str) -> None:
        """A bare item with steps in it: a section, or inside a step nothing of its own."""
        before = self.draft.place
        if parent is None and not head.is_empty:
            self.draft.narrow(line_of(words.tidy(head.text)))
        self._inside(inner, parent, reason)
        self.draft.place = before

    def _inside(self, inner: Sequence[Node], parent: int | None, reason: str) -> None:
        for block in inner:
            if block.kind == "table":
                self._table(block, parent)
            else:
                self._list([block] if block.kind == "item" else block.children, parent, reason)

    def _leave_out_all(self, item: Node, head: Phrase, reason: str) -> None:
        if not head.is_empty:
            self.draft.leave_out(item.line, head.text, reason)
        for child in item.all_of("item"):
            if child.children and not child.children[0].phrase.is_empty:
                self.draft.leave_out(child.line, child.children[0].phrase.text, reason)

    def _table(self, block: Node, parent: int | None) -> None:
        rows = [(row.line, [cell for cell in row.children if cell.kind == "cell"]) for row in block.all_of("row")]
        rows = [(line, cells) for line, cells in rows if cells]
        if not rows:
            return
        headed = all(cell.level for cell in rows[0][1]) or (len(rows) > 1 and names_columns(rows[0][1]))
        head, *body = rows if headed else [(block.line, []), *rows]
        table = Table([cell.phrase.text for cell in head[1]], [[cell.phrase for cell in cells] for _, cells in body])
        for (line, _), row in zip(body, table.read(), strict=True):
            reason = self.reason or row.reason
            for image, badge in row.images:
                self.draft.leave_out(line, image, "badge" if badge else "image")
            if reason:
                self.draft.leave_out(line, row.title, reason)
            elif row.title:
                status = row.facts.pop("status", "") or self.passed_on
                self.draft.add(row.title, line, origin="table", status=status, parent=parent, **row.facts)

    def _line(self, node: Node, *, in_run: bool) -> None:
        phrase, where = node.phrase, targets(node.phrase)
        for image, badge in phrase.images:
            self.draft.leave_out(node.line, image, "badge" if badge else "image")
        alone = is_alone(phrase)
        if alone and ((where.same_page and not where.out) or (self.banner and where.out)):
            self.draft.leave_out(node.line, phrase.text, "navigation")
        elif self.banner or (self.has_entries and not in_run):
            return
        elif (phrase.box and not phrase.is_empty) or in_run or (where.out and (alone or is_entry(phrase))):
            if self.reason or (phrase.is_struck and phrase.box != "done"):
                self.draft.leave_out(node.line, phrase.text, self.reason or "struck")
            else:
                if found := _ENTRY_NUMBER.match(phrase.text):
                    phrase.drop(found.end())
                self._add(node, phrase, targets(phrase), (), None)


def heading_text(node: Node) -> str:
    """The words of a heading, without an anchor such as `{#week-1}` behind them."""
    text = words.tidy(node.phrase.text.partition("{#")[0])
    return line_of(text) or "…"


def names_columns(cells: Sequence[Node]) -> bool:
    """Whether the first row of a table without heads is its head."""
    if any(cell.phrase.links or cell.phrase.box for cell in cells):
        return False
    return "title" in columns_of([words.folded(cell.phrase.text) for cell in cells])


def front_matter(source: str) -> dict[str, str]:
    """The plain `key: value` lines of a front matter."""
    facts = {}
    for line in source.split("\n"):
        key, colon, value = line.partition(":")
        value = line_of(value.strip().strip("\"'"))
        if colon and key.strip() and not key.startswith((" ", "#", "-")) and value not in ("", "|", ">"):
            facts[key.strip().lower()] = value
    return facts


def is_contents(block: Node) -> bool:
    """Whether most items of a list lead into the same file."""
    inside = others = 0
    for item in block.all_of("item"):
        if _is_boxed(item):
            return False
        head = item.children[0].phrase if item.children else Phrase()
        where = targets(head)
        inside += bool(where.same_page) and not where.out and is_navigation(head, where)
        others += bool(where.out or where.inside)
    return inside > 1 and inside >= 4 * others


def is_navigation(phrase: Phrase, where: Targets) -> bool:
    """Whether an item only leads to a place in the same file, to a translation, or to a file about the repository."""
    if where.out or not (where.same_page or where.inside):
        return False
    if where.inside:
        return all(_leads_about(link.href) for link in where.inside)
    linked = sum(link.end - link.start for link in where.same_page)
    return where.same_page[0].start == 0 or 2 * linked >= len(phrase.text.strip())


def is_alone(phrase: Phrase) -> bool:
    """Whether a line is links and nothing else."""
    return bool(phrase.links) and not any(map(str.isalnum, phrase.beside_links))


def is_one_link(phrase: Phrase) -> bool:
    return len(phrase.links) == 1 and is_alone(phrase)


def is_entry(phrase: Phrase) -> bool:
    """Whether a line is an entry of a list: "Lecture: [A](…)", "[A](…) — a remark", "[12] Author: A [pdf](…)"."""
    start, end = phrase.links[0].start, phrase.links[0].end
    if not words.tidy(phrase.text[:start]) and phrase.text[end:].startswith(DASHES):
        return True
    lead, colon, more = phrase.text[:start].partition(":")
    if colon and not more.strip(" *") and (words.folded(lead) in words.LABELS or words.is_numbered(lead)):
        return True
    return bool(_ENTRY_NUMBER.match(phrase.text))


def is_topic(text: str) -> bool:
    """Whether a line without link and box may be a topic: short, and not a sentence."""
    text = text.strip()
    return (
        0 < len(text) <= LONGEST_TOPIC
        and not text.endswith((".", "!", "?", ":", ";", ",", "。", "！", "？", "："))
        and ". " not in text
        and any(c.isalnum() for c in text)
    )


def is_title(text: str) -> bool:
    """Whether a bare line among links is worded like a title: a topic of few words that does not begin small."""
    text, whole = words.tidy(text), text
    first = next((c for c in text if c.isalnum()), "")
    return is_topic(whole) and "](" not in text and not first.islower() and len(text.split()) <= MOST_WORDS


def _leads_about(href: str) -> bool:
    """Whether a relative address is a translation, the page above, or a file such as CONTRIBUTING.md."""
    path = href.partition("#")[0].partition("?")[0].lower().removeprefix("./")
    folder, _, file = path.rpartition("/")
    stem = file.partition(".")[0]
    if stem.startswith(REPOSITORY_FILES) or any(
        name in f"/{folder}/" for name in ("/translations/", "/i18n/", "/translation/")
    ):
        return True
    if not stem.startswith("readme"):
        return False
    language = file.removeprefix("readme").removesuffix(".md").strip("-_. ").replace("-", "").replace("_", "")
    return language in words.LANGUAGES or (not language and not folder.replace("..", "").strip("/"))


def _parts(document: Document) -> Iterator[Part]:
    """The headings in the order of the file with what is under each. First comes what stands before any heading."""
    over: tuple[Node, ...] = ()
    part = Part((), [])

    def walk(children: Sequence[Node]) -> Iterator[Part]:
        nonlocal over, part
        for number, node in enumerate(children):
            if node.kind == "heading":
                if node.phrase.is_empty:
                    continue
                yield part
                over = (*(each for each in over if each.kind == "heading" and each.level < node.level), node)
                part = Part(over, [])
            elif node.kind == "details":
                yield part
                before = over
                summary = next(
                    (each for each in node.children if each.kind == "summary" and not each.phrase.is_empty), None
                )
                over = (*over, summary) if summary else over
                part = Part(over, [])
                yield from walk([each for each in node.children if each is not summary])
                yield part
                over = before
                part = Part(over, [])
            elif node.kind == "text" and _is_label(node, children[number + 1 :]):
                yield part
                over = (*(each for each in over if each.kind != "label"), Node("label", node.line, node.phrase))
                part = Part(over, [])
            else:
                part.blocks.append(node)

    yield from walk(document.children)
    yield part


def _is_label(node: Node, after: Sequence[Node]) -> bool:
    """Whether a line is the heading of a list or table below it, as "**Week 1**" or "Week 1:" may be."""
    phrase = node.phrase
    if not (phrase.is_strong or words.is_numbered(phrase.text)) or phrase.links or phrase.box or phrase.images:
        return False
    name = words.tidy(phrase.text)
    if not is_title(name):
        return False
    if after and after[0].kind == "text" and after[0].line == node.line + 1:
        return False  # the first line of a paragraph
    return next((each.kind for each in after if each.kind not in ("text", "quote")), "") in ("list", "table")


def _title_heading(parts: Sequence[Part], *, known: bool) -> Node | None:
    """The heading that is the title: the only one of the first level, or the first of several if it has only prose."""
    heads = [part.head for part in parts if part.head and part.head.kind == "heading" and not part.reason]
    seen = list(dict.fromkeys(heads))
    if len(seen) > 1 and seen[0].level > seen[1].level and not any(map(_may_hold_steps, parts[:2])):
        return seen[0]  # in small letters over all others, as a banner
    top = [node for node in seen if node.level == 1]
    if not top or any(
        _may_hold_steps(part) for part in parts[: next(i for i, p in enumerate(parts) if p.head is top[0])]
    ):
        return None
    if len(top) == 1:
        return top[0]
    own = [part for part in parts if part.head is top[0]]
    after = seen[seen.index(top[0]) + 1]
    return top[0] if not known and after.level == 1 and not any(map(_may_hold_steps, own)) else None


def _may_hold_steps(part: Part) -> bool:
    if part.reason:
        return False
    return any(
        (block.kind == "list" and not is_contents(block))
        or block.kind in ("item", "table")
        or (block.kind == "text" and (block.phrase.box or (is_one_link(block.phrase) and targets(block.phrase).out)))
        for block in part.blocks
    )


def _has_marked(blocks: Sequence[Node]) -> bool:
    """Whether any list item among the blocks has a link or a box."""
    return any(
        _is_marked(item)
        for block in blocks
        if block.kind in ("list", "item")
        for item in (block, *block.all_of("item"))
    )


def _has_boxed(blocks: Sequence[Node]) -> bool:
    return any(_is_boxed(item) for block in blocks for item in (block, *block.all_of("item")))


def _run_of_links(blocks: Sequence[Node]) -> set[int]:
    """The lines that are one link and stand next to another such: together they are a list."""
    links = [
        block.kind == "text"
        and is_one_link(block.phrase)
        and bool(where.out or where.inside)
        and not is_navigation(block.phrase, where)
        for block in blocks
        for where in [targets(block.phrase)]
    ]
    beside = zip(blocks, links, [False, *links], [*links[1:], False], strict=False)
    return {id(block) for block, is_link, before, after in beside if is_link and (before or after)}


def _turn_inward(document: Document) -> None:
    """Makes links of a table of contents that give the whole address of this file lead into it, as `#place`."""
    places = {place_of(node.phrase.text) for node in document.all_of("heading")}
    for block in (*document.all_of("list"), *document.all_of("table")):
        phrases = [node.phrase for node in (*block.all_of("text"), *block.all_of("cell")) if node.phrase.links]
        links = [link.href for phrase in phrases for link in phrase.links]
        bases = {base for base, sign, place in (href.partition("#") for href in links) if place.lower() in places}
        if len(bases) == 1 and len(links) > 1:
            base = bases.pop()
            inward = [href for href in links if href.partition("#")[0] == base]
            if base and 5 * len(inward) >= 4 * len(links) and len(set(inward)) > 1:
                for phrase in phrases:
                    phrase.links = [link._replace(href=link.href.removeprefix(base)) for link in phrase.links]


def _unpraise(document: Document) -> None:
    """Takes the boxes off lists in which all items begin with a sign and none has a link: they praise something."""
    for block in document.all_of("list"):
        heads = [item.children[0].phrase for item in block.children if item.kind == "item" and item.children]
        if heads and all(head.has_sign and head.box == heads[0].box and not head.links for head in heads):
            for head in heads:
                head.box = ""


def place_of(heading: str) -> str:
    """The name by which a link leads to a heading."""
    return "".join(c for c in heading.strip().lower().replace(" ", "-") if c.isalnum() or c in "-_")


def _leads_out(blocks: Sequence[Node]) -> bool:
    """Whether more links of these blocks lead out than to other places of the plan."""
    out = here = 0
    for block in blocks:
        for node in (*block.all_of("text"), *block.all_of("cell")):
            where = targets(node.phrase)
            out += len(where.out)
            here += len(where.same_page) + len(where.inside)
    return out > here


def _is_marked(item: Node) -> bool:
    return any(
        bool(node.phrase.box) or any(targets(node.phrase)[:2])
        for node in item.children
        if node.kind in ("text", "heading")
    )


def _is_boxed(item: Node) -> bool:
    return any(node.phrase.box for node in item.children if node.kind == "text")


def _linked_lines(below: Sequence[Node]) -> bool:
    return bool(below) and bool(targets(below[0].phrase).out)


def _topics_in(item: Node) -> bool:
    return any(
        is_topic(node.phrase.text) for each in item.all_of("item") for node in each.children[:1] if node.kind == "text"
    )
