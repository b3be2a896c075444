"""What stands under one heading of a Markdown plan: which of its items, rows and lines are things to learn."""

from __future__ import annotations

from collections.abc import Sequence

from mlops_path.curriculum.importing import words
from mlops_path.curriculum.importing.blocks import Node
from mlops_path.curriculum.importing.cells import status_of
from mlops_path.curriculum.importing.citing import book_cited, title_cited
from mlops_path.curriculum.importing.columns import Table
from mlops_path.curriculum.importing.draft import Draft, line_of
from mlops_path.curriculum.importing.markdown import heading_words
from mlops_path.curriculum.importing.markdown.grids import Layout, layout_of
from mlops_path.curriculum.importing.markdown.judging import (
    ENTRY_NUMBER,
    breaks_off,
    films_in,
    has_marked,
    head_of,
    is_alone,
    is_entry,
    is_explained,
    is_labelled,
    is_navigation,
    is_one_link,
    is_part_in_bold,
    is_signature,
    linked_lines,
    may_be_thing,
    may_lack_box,
    names_what_is_below,
)
from mlops_path.curriculum.importing.markdown.listing import (
    are_mostly_boxed,
    are_parts,
    are_subtopics,
    are_ways_in,
    has_ticks_alone,
    has_title_and_links,
    have_remarks,
    is_contents,
    is_counted_in_parts,
    offers_choices,
    run_of_links,
    runs_of_lessons,
    tells_facts,
)
from mlops_path.curriculum.importing.markdown.outline import Part
from mlops_path.curriculum.importing.markdown.surroundings import Scope, Surroundings
from mlops_path.curriculum.importing.markdown.wording import (
    is_chapter,
    is_invitation,
    is_named_day,
    is_part,
    is_question,
    is_task,
    is_topic,
)
from mlops_path.curriculum.importing.naming import (
    OPTIONAL_FIRST,
    is_name,
    item_facts,
    main_and_more,
    name_and_remark,
    readable,
    targets,
)
from mlops_path.curriculum.importing.phrase import ITEM_SIGNS, Phrase, Targets
from mlops_path.curriculum.limits import address

NO_WORDS = "".join(ITEM_SIGNS) + "✓✗✘ \ufe0f.…"  # of a line that has nothing but these nothing is told


class Filling:
    """Puts what stands under one heading into the draft."""

    def __init__(self, draft: Draft, part: Part, scope: Scope) -> None:
        self.draft = draft
        self.part = part
        self.scope = scope
        self.reason = part.reason
        self.around = Surroundings(part, scope)
        self.has_entries = any(block.kind in ("list", "item", "table") for block in part.blocks)
        self.has_grid = False
        self.is_to_learn = part.head is not None and heading_words.TO_LEARN.search(part.head.phrase.text) is not None
        self.is_of_a_kind = any(heading_words.KINDS.fullmatch(words.folded(node.phrase.text)) for node in part.over)
        self.name = "" if part.is_about or self.reason else scope.name
        heads = [
            node.phrase.box or heading_words.STATUS_HEADINGS.get(words.folded(node.phrase.text)) for node in part.over
        ]
        boxes = [box for box in heads if box]
        self.passed_on = boxes[-1] if boxes and boxes[-1] != "todo" and not part.is_about else ""

    def fill(self) -> None:
        run = run_of_links(self.part.blocks) | runs_of_lessons(self.part.blocks)
        lines = {block.line: block.phrase for block in self.part.blocks if block.kind == "text"}
        before, is_named = "", False
        for block in self.part.blocks:
            if block.kind in ("list", "item"):
                reason = self.reason or ("navigation" if self.around.is_news(block) else "")
                reason = reason or ("contents" if is_contents(block) or self.around.names_headings(block) else "")
                with self.around.behind(before, block):
                    if not (block.kind == "list" and not reason and self._label_is_step(block)):
                        self._list([block] if block.kind == "item" else block.children, None, reason)
            elif block.kind == "table":
                self._table(block, None)
            elif block.kind == "quote":
                self._quote(block, None, is_named=is_named)
            elif block.kind == "text":
                above = lines.get(block.line - 1)
                by_itself = above is None and block.line + 1 not in lines
                goes_on = above is not None and breaks_off(above)
                named = above.text if above is not None and names_what_is_below(above, block.phrase) else ""
                self._line(block, in_run=id(block) in run, by_itself=by_itself, goes_on=goes_on, named=named)
            before, is_named = block.phrase.text, block.phrase.is_strong

    def _quote(self, block: Node, parent: int | None, *, is_named: bool = False) -> None:
        """A quote is prose, but for boxes, lines of a title in bold and its address, and links with "or" between.

        `is_named`: it stands under a name in bold, and may be one link.
        """
        are_choices = offers_choices(block) and (is_named or len(block.children) > 1)
        for node in block.children if parent is None and not (self.reason or self.part.is_about) else ():
            if node.kind != "text" or not targets(node.phrase).out:
                continue
            if are_choices or has_title_and_links(node.phrase):
                self._add(node, node.phrase, targets(node.phrase), (), None)
        for item in block.all_of("item"):
            head = head_of(item)
            if head.box:
                self._item(Node("item", item.line), head, (), parent, self.reason)
            elif head.links:
                self.draft.leave_out(item.line, head.text, "prose")

    def _label_is_step(self, block: Node) -> bool:
        """Takes a bold line for a thing to learn where the list behind it only says how to get at it."""
        head = self.part.head
        if head is None or block is not self.part.blocks[0] or not may_be_thing(head):
            return False
        if not are_ways_in([block]):
            return False
        self._add_told(head.phrase, head.line, [block], None)
        return True

    def _add_told(self, head: Phrase, line: int, blocks: Sequence[Node], parent: int | None) -> None:
        """Adds a thing of which the lists in or behind it only tell what it is like, and how to get at it."""
        title, facts = item_facts(head, targets(head))
        items = [each for block in blocks for each in (block, *block.all_of("item")) if each.kind == "item"]
        inside = [(each.line, head_of(each)) for each in items]
        links = [link.href for _, told in inside for link in targets(told).out]
        further = {**dict(facts.get("more", ())), **{href: readable(href) for href in links}}
        if not facts.get("url"):
            facts["url"] = next(iter(further), None)
        facts["more"] = tuple(each for each in further.items() if each[0] != facts["url"])
        origin = "box" if head.box else "list"
        status = head.box or self.passed_on
        index = self.draft.add(title, line, origin=origin, parent=parent, **{"status": status, **facts})
        for at, told in inside:
            if not targets(told).out:
                self.draft.leave_out(at, told.text, "prose")
                if not told.links:
                    self.draft.explain(index, told.text)

    def _list(self, children: Sequence[Node], parent: int | None, reason: str, *, introduced: bool = False) -> None:
        if parent is not None:
            may_be = self.around.may_have_parts or introduced
            are_steps = may_be and are_parts(children, introduced=introduced)
            are_steps = are_steps or (self.around.may_have_topics and are_subtopics(children))
            self._items(children, parent, reason, bare=are_steps)
            return
        with self.around.within(children) as bare:
            self._items(children, None, reason, bare=bare)

    def _items(self, children: Sequence[Node], parent: int | None, reason: str, *, bare: bool) -> None:
        """`bare`: items without link and box are steps here; else those that are like others which have them."""
        explained = parent is None and any(is_explained(head_of(child)) for child in children)
        open_ones = parent is None and has_ticks_alone(children)
        is_among = parent is None and are_mostly_boxed(children)
        told = parent is None and not reason and have_remarks(children, of_a_kind=self.is_of_a_kind)
        for child in children:
            if child.kind == "item":
                lines = [node for node in child.children if node.kind in ("text", "heading", "summary")]
                head = lines[0].phrase if lines else Phrase()
                is_like = explained and is_explained(head, links=False)
                is_open = len(child.children) == 1 and (
                    (open_ones and is_topic(head.text)) or (is_among and may_lack_box(head))
                )
                is_told = told or (parent is None and not reason and tells_facts(child))
                if is_told and child.children[1:] and not (head.is_struck or self.around.is_about):
                    self._add_told(head, child.line, child.children, None)
                    continue
                self._item(child, head, lines[1:], parent, reason, bare=bare or is_like or is_open)
            elif child.kind in ("list", "details"):
                self._list(child.children, parent, reason)

    def _item(
        self, item: Node, head: Phrase, below: Sequence[Node], parent: int | None, reason: str, *, bare: bool = False
    ) -> None:
        """`bare`: items without link and box are steps here."""
        draft, line = self.draft, item.line
        inner = [child for child in item.children if child.kind in ("list", "details", "table", "item", "quote")]
        where = targets(head)
        status = head.box
        leads_inside = is_navigation(head, where) or not (self.reason or status)
        if reason and (reason != "contents" or leads_inside or not (status or where.out)):
            return self._leave_out_all(item, head, reason)
        if inner and not (status or where.out) and heading_words.is_legend(words.folded(head.text)):
            return self._leave_out_all(item, head, "navigation")
        if head.is_struck and status != "done":
            return self._leave_out_all(item, head, "struck")
        is_step = bool(status or where.out or where.inside or films_in(head))
        is_cited = title_cited(head.text) is not None or book_cited(head) is not None
        is_told = is_cited or is_part(head.text)
        bare = bare or (is_told and not (is_step or self.around.is_about or self.around.states_facts))
        for image, badge in head.images:
            if not (is_step and image in (name for _, name in head.pictures)):
                draft.leave_out(line, image, "badge" if badge else "image")
        is_worded = any(map(str.isalnum, head.text)) or bool(line_of(head.text.strip(NO_WORDS)))
        is_blank = not (is_worded or where.out or films_in(head))
        if is_blank and (status or where.inside or not (inner or below or head.images)):
            draft.leave_out(line, "", "empty")
        elif reason_here := self.around.reason_of(head, where, self._whole(parent), is_step=is_step, bare=bare):
            draft.leave_out(line, head.text, reason_here)
            if parent is not None and reason_here == "prose":
                draft.explain(parent, head.text)
        elif is_step:
            parent = self._add(item, head, where, below, parent)
        elif is_worded and not words.is_numbered(head.text) and are_ways_in(inner, of_a_book=is_cited):
            return self._add_told(head, line, inner, parent)
        elif is_worded and self.around.is_task(item) and parent is None:
            title, facts = item_facts(head, where)
            parent = draft.add(title, line, origin="list", status=self.passed_on, **facts)
        elif is_worded and self._has_parts(item, parent, bare=bare, is_cited=is_cited):
            title, facts = item_facts(head, where)
            parent = draft.add(title, line, origin="list", parent=parent, **{"status": self.passed_on, **facts})
            return self._inside(inner, parent, reason, introduced=not is_cited)
        elif self.around.holds_steps(item):
            return self._group(line, head, inner, parent, reason)
        elif linked_lines(below):  # the title alone on the first line, its link on the next
            parent = self._add(item, head, where, below, parent)
        elif is_worded and (bare or (inner and is_named_day(head.text)) or self._is_thing(head, parent)):
            title, facts = item_facts(head, where)
            name, remark = name_and_remark(title)
            if name and bare and parent is None and is_explained(head, links=False):
                title, facts["summary"] = name, remark
            facts = {"status": self.passed_on, **facts}
            parent = draft.add(title, line, origin="list", parent=parent, **facts)
        elif not head.is_empty:
            draft.leave_out(line, head.text, "prose")
            if parent is not None:
                draft.explain(parent, head.text)
        return self._inside(inner, parent, reason, introduced=head.text.rstrip().endswith(":") and not where.out)

    def _whole(self, parent: int | None) -> str:
        """What an item stands in: nothing, a book that is cited without an address, or anything else."""
        if parent is None:
            return ""
        whole = self.draft.items[parent]
        return "book" if whole.authors and not whole.url else "thing"

    def _has_parts(self, item: Node, parent: int | None, *, bare: bool, is_cited: bool) -> bool:
        """Whether a bare item is the whole of those in it, as a book of its chapters, and no heading of theirs."""
        is_part = parent is not None and bare and any(item.all_of("item"))
        return is_cited or is_part or is_counted_in_parts(item) or self.around.is_one_of_things(item, parent)

    def _is_thing(self, head: Phrase, parent: int | None) -> bool:
        """Whether a bare item is a step by its wording: inside of one, only what is numbered as a part."""
        if parent is None:
            return self.around.is_topic(head if head.name == head.text else Phrase.of(head.name))
        asks = self.around.scope.may_ask and is_question(head.text)
        whole = self.draft.items[parent]
        goes_on = whole.origin == "list" and not whole.url and is_task(OPTIONAL_FIRST.sub("", head.text, count=1))
        return asks or goes_on or words.is_numbered(head.text) or is_chapter(head.text)

    def _add(
        self, item: Node, head: Phrase, where: Targets, below: Sequence[Node], parent: int | None, *, name: str = ""
    ) -> int:
        title, facts = item_facts(head, where)
        further = dict(facts.get("more", ()))
        for href, picture in head.pictures:
            if address(href):
                further.setdefault(href, line_of(picture) or readable(href))
        for node in below:
            for link in targets(node.phrase).out:
                called = line_of(node.phrase.text[link.start : link.end])
                further.setdefault(link.href, called or readable(link.href))
            facts["summary"] = line_of(f"{facts.get('summary', '')} {node.phrase.text}", 1000)
        if facts.get("url"):
            facts["more"] = tuple(each for each in further.items() if each[0] != facts["url"])
        else:
            facts["url"], facts["more"] = main_and_more([*further.items()])
        picture = next((line_of(name) for _, name in head.pictures), "")
        return self.draft.add(
            name or title or line_of(head.text) or picture or readable(facts["url"] or next(iter(further))),
            item.line,
            origin="box" if head.box else "list",
            parent=parent,
            **{"status": head.box or self.passed_on, **facts},
        )

    def _group(self, line: int, head: Phrase, inner: Sequence[Node], parent: int | None, reason: str) -> None:
        """A bare item with steps in it: a section, or inside a step nothing of its own."""
        before = self.draft.place
        if parent is None and not head.is_empty:
            self.draft.narrow(line_of(words.tidy(head.text)))
        elif parent is not None and not head.is_empty:
            self.draft.leave_out(line, head.text, "prose")
            self.draft.explain(parent, head.text)
        many = len(self.draft.items)
        with self.around.under(head, inner):
            self._inside(inner, parent, reason)
        self.draft.place = before
        if parent is None and len(self.draft.items) == many and not head.is_empty:
            self.draft.leave_out(line, head.text, "prose")

    def _inside(self, inner: Sequence[Node], parent: int | None, reason: str, *, introduced: bool = False) -> None:
        for block in inner:
            if block.kind == "table":
                self._table(block, parent)
            elif block.kind == "quote":
                self._quote(block, parent)
            else:
                self._list([block] if block.kind == "item" else block.children, parent, reason, introduced=introduced)

    def _leave_out_all(self, item: Node, head: Phrase, reason: str) -> None:
        if not head.is_empty:
            self.draft.leave_out(item.line, head.text, reason)
        for child in item.all_of("item"):
            if child.children and not child.children[0].phrase.is_empty:
                self.draft.leave_out(child.line, child.children[0].phrase.text, reason)

    def _table(self, block: Node, parent: int | None) -> None:
        heads, rows = layout = layout_of(block)
        if layout.is_of_pictures:
            for line, cells, _ in rows:
                self.draft.leave_out(line, cells[0].phrase.text, "image")
            return
        if not self.reason and parent is None and layout.is_grid(may_be_bare=self.has_grid):
            self.has_grid = True
            self._grid(layout)
            return
        phrases = [[cell.phrase for cell in cells] for _, cells, _ in rows]
        if self._only_tracks(phrases):
            for line, cells, _ in rows:
                self.draft.leave_out(line, " ".join(cell.phrase.text.strip() for cell in cells).strip(), "prose")
            return
        is_plan = self.is_to_learn or bool(heads and words.folded(heads[0].phrase.text) in self.scope.tables)
        table = Table([head.phrase.text for head in heads], phrases, is_plan=is_plan)
        for (line, cells, inner), row in zip(rows, table.read(), strict=True):
            reason = self.reason or row.reason
            for image, badge in row.images:
                self.draft.leave_out(line, image, "badge" if badge else "image")
            is_linked = any(any(targets(cell.phrase)[:2]) for cell in cells)
            if has_marked(inner) and not self.reason and not is_linked:
                self._group(line, Phrase.of(row.title), inner, parent, "")
            elif reason:
                self.draft.leave_out(line, row.title, reason)
            elif row.title:
                status = row.facts.pop("status", "") or self.passed_on
                index = self.draft.add(row.title, line, origin="table", status=status, parent=parent, **row.facts)
                self._inside(inner if has_marked(inner) else (), index, "")

    def _only_tracks(self, rows: Sequence[Sequence[Phrase]]) -> bool:
        """Whether a table is there to note how far one is with what has boxes elsewhere, and nothing is noted in it."""
        name = words.folded(self.part.head.phrase.text) if self.part.head else ""
        if self.scope.may_ask or not heading_words.TRACKERS.fullmatch(name):
            return False
        cells = [cell for row in rows for cell in row]
        told = (cell.box or ("" if cell.text.strip().isdecimal() else status_of(cell.text)) for cell in cells)
        return not (any(any(targets(cell)[:2]) for cell in cells) or any(status not in ("", "todo") for status in told))

    def _grid(self, layout: Layout) -> None:
        before = self.draft.place
        for head, cells in layout.columns():
            self.draft.place = before
            if title := line_of(words.tidy(head)):
                self.draft.narrow(title)
            for cell in cells:
                if cell.phrase.is_struck and cell.phrase.box != "done":
                    self.draft.leave_out(cell.line, cell.phrase.text, "struck")
                    continue
                title, facts = item_facts(cell.phrase, targets(cell.phrase))
                self.draft.add(
                    title, cell.line, origin="table", **{"status": cell.phrase.box or self.passed_on, **facts}
                )
        self.draft.place = before

    def _line(self, node: Node, *, in_run: bool, by_itself: bool, goes_on: bool, named: str) -> None:
        """`goes_on`: the line ends a sentence that begins above; `named`: it has the address of what is named there."""
        phrase, where = node.phrase, targets(node.phrase)
        if self.name and phrase.is_empty and (films := films_in(phrase)):
            for href in films:
                self.draft.add(self.name, node.line, origin="list", status=self.passed_on, url=href)
            return
        for image, badge in phrase.images:
            self.draft.leave_out(node.line, image, "badge" if badge else "image")
        alone, is_told = is_alone(phrase), self._is_told(phrase)
        is_lone = bool(self.name and where.out) and by_itself
        is_lone = is_lone and (alone or is_one_link(phrase) or is_labelled(phrase))
        leads_about = (where.same_page and not where.out) or is_navigation(phrase, where)
        is_banner = self.scope.banner and where.out
        if alone and (leads_about or is_banner or is_signature(phrase) or is_invitation(phrase.text)):
            self.draft.leave_out(node.line, phrase.text, "navigation")
        elif not phrase.box and (self.scope.banner or (self.has_entries and not (in_run or is_lone or is_told))):
            return
        elif phrase.box and self.around.is_legend(phrase):
            self.draft.leave_out(node.line, phrase.text, "navigation")
        elif (
            (phrase.box and line_of(phrase.text)) or in_run or is_told or self._is_entry(phrase, where, goes_on=goes_on)
        ):
            if self.reason or (phrase.is_struck and phrase.box != "done"):
                self.draft.leave_out(node.line, phrase.text, self.reason or "struck")
            else:
                if found := ENTRY_NUMBER.match(phrase.text):
                    phrase.drop(found.end())
                is_way = not any(is_name(phrase.text[link.start : link.end]) for link in phrase.links)
                name = line_of(words.tidy(named)) or (self.name if is_lone and is_way else "")
                self._add(node, phrase, targets(phrase), (), None, name=name)

    def _is_entry(self, phrase: Phrase, where: Targets, *, goes_on: bool) -> bool:
        """Whether a line of prose is a thing to learn; `goes_on`: it ends a sentence that begins above."""
        if not where.out:
            is_named = bool(self.name and where.inside and phrase.text.strip())
            return is_named and is_one_link(phrase) and not is_navigation(phrase, where)
        return is_alone(phrase) or (not goes_on and is_entry(phrase))

    def _is_told(self, phrase: Phrase) -> bool:
        """Whether a line without a link names a book by its authors, or a task as "**Project:** Build a boat" does."""
        if phrase.links or self.part.is_about or self.reason:
            return False
        is_cited = book_cited(phrase) is not None or title_cited(phrase.text) is not None
        return is_cited or is_part_in_bold(phrase)
