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
from collections.abc import Sequence

from mlops_path.curriculum.importing import words
from mlops_path.curriculum.importing.blocks import Document, Node, Tick, read_blocks
from mlops_path.curriculum.importing.columns import Table
from mlops_path.curriculum.importing.draft import Draft, address, line_of, slug, title_of
from mlops_path.curriculum.importing.judging import (
    ENTRY_NUMBER,
    has_boxed,
    has_marked,
    is_alone,
    is_contents,
    is_entry,
    is_marked,
    is_navigation,
    is_title,
    is_topic,
    linked_lines,
    names_columns,
    run_of_links,
    topics_in,
)
from mlops_path.curriculum.importing.naming import Targets, item_facts, readable, targets
from mlops_path.curriculum.importing.outline import (
    Part,
    heading_text,
    may_hold_steps,
    parts_of,
    title_heading,
    turn_inward,
    unpraise,
)
from mlops_path.curriculum.importing.phrase import Phrase
from mlops_path.domain.plans import Plan

GOAL = "goal:"


def read(file: str, name: str, text: str, tick: Tick | None = None) -> Plan:
    document = read_blocks(name, text, tick)
    return _Reading(file, name, document).plan()


class _Reading:
    def __init__(self, file: str, name: str, document: Document) -> None:
        self.facts = front_matter(document.front_matter)
        unpraise(document)
        self.parts = list(parts_of(document))
        turn_inward(self.parts)
        self.document = document
        self.stem = os.path.splitext(os.path.basename(file))[0]
        self.heading = title_heading(self.parts, known="title" in self.facts)
        title = heading_text(self.heading).strip("…") if self.heading else ""
        title = title or self.facts.get("title", "")
        self.draft = Draft(name, title or title_of(self.stem))
        self.title = title
        self.id = ""

    def plan(self) -> Plan:
        level = self._stage_level()
        carried = {
            id(node) for part in self.parts if may_hold_steps(part) for node in part.over if node is not part.head
        }
        marked = {id(part.heading) for part in self.parts if has_marked(part.blocks)}
        boxed = {id(part.heading) for part in self.parts if has_boxed(part.blocks)}
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
            if may_hold_steps(part)
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
        run = run_of_links(self.part.blocks)
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
        elif any(is_marked(each) for each in item.all_of("item")) or (self.topics and topics_in(item)):
            return self._group(head, inner, parent, reason)
        elif linked_lines(below):  # the title alone on the first line, its link on the next
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
                if found := ENTRY_NUMBER.match(phrase.text):
                    phrase.drop(found.end())
                self._add(node, phrase, targets(phrase), (), None)


def front_matter(source: str) -> dict[str, str]:
    """The plain `key: value` lines of a front matter."""
    facts = {}
    for line in source.split("\n"):
        key, colon, value = line.partition(":")
        value = line_of(value.strip().strip("\"'"))
        if colon and key.strip() and not key.startswith((" ", "#", "-")) and value not in ("", "|", ">"):
            facts[key.strip().lower()] = value
    return facts
