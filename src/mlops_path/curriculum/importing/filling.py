"""What stands under one heading of a Markdown plan: which of its items, rows and lines are things to learn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mlops_path.curriculum.importing import words
from mlops_path.curriculum.importing.blocks import Node
from mlops_path.curriculum.importing.citing import title_cited
from mlops_path.curriculum.importing.columns import Table, is_date, status_of
from mlops_path.curriculum.importing.draft import Draft, line_of
from mlops_path.curriculum.importing.grids import Layout, layout_of
from mlops_path.curriculum.importing.judging import (
    ENTRY_NUMBER,
    are_mostly_prose,
    breaks_off,
    films_in,
    has_boxed,
    has_label,
    has_marked,
    has_ticks_alone,
    head_of,
    heads_subjects,
    is_alone,
    is_book_heading,
    is_boxed,
    is_contents,
    is_entry,
    is_explained,
    is_marked,
    is_navigation,
    is_one_link,
    is_quotation,
    is_running_text,
    is_signature,
    is_task_heading,
    is_topic_label,
    label_of,
    lead_of,
    linked_lines,
    run_of_links,
    shows_how_to_tick,
    tells_of_a_thing,
    tells_what_with,
    topics_in,
    ways_in,
)
from mlops_path.curriculum.importing.naming import (
    is_name,
    item_facts,
    main_and_more,
    name_and_remark,
    readable,
    targets,
)
from mlops_path.curriculum.importing.outline import Part
from mlops_path.curriculum.importing.phrase import Phrase, Targets
from mlops_path.curriculum.importing.wording import (
    describes_a_list,
    holds_others,
    introduces_points,
    introduces_use,
    is_chapter,
    is_invitation,
    is_named_day,
    is_part,
    is_placeholder,
    is_reckoning,
    is_short_name,
    is_task,
    is_title,
    is_topic,
    may_be_name,
    speaks_to_the_reader,
    states_a_fact,
    without_aside,
)
from mlops_path.curriculum.limits import address

LONGEST_STATUS = 40  # characters of a line in a legend, as "[x] finished (and understood)"


class Scope(NamedTuple):
    """What may be a step under a heading, by what the rest of the plan is like.

    `topics`, `titles`: bare items that are worded like these. `may_ask`: questions are topics. `banner`: lines here are
    no steps, those come under other headings. `name` is what a line without a name of its own is called, empty for
    nothing; `headings` are those of the whole plan, folded, and `labels` what stands in bold before items of many
    lists: what is called like one tells what comes there. `tables` are the first heads of those with links.
    """

    topics: bool
    titles: bool
    may_ask: bool
    banner: bool
    name: str
    headings: frozenset[str]
    labels: frozenset[str]
    tables: frozenset[str]


class Filling:
    """Puts what stands under one heading into the draft."""

    def __init__(self, draft: Draft, part: Part, scope: Scope) -> None:
        self.draft = draft
        self.part = part
        self.scope = scope
        self.reason = part.reason
        self.is_about = part.is_about
        self.has_entries = any(block.kind in ("list", "item", "table") for block in part.blocks)
        self.topics = scope.topics and not self.is_about
        self.titles = scope.titles and not self.is_about
        self.tells = self.names = self.goes_on = self.is_use = self.has_legend = self.has_grid = False
        self.around: Sequence[Node] = ()
        self.tasks = not self.is_about and part.head is not None and is_task_heading(part.head)
        self.is_to_learn = part.head is not None and words.TO_LEARN.search(part.head.phrase.text) is not None
        self.subjects = part.head is not None and is_topic_label(part.head)
        self.books = self.titles and part.head is not None and is_book_heading(part.head)
        self.name = "" if self.is_about or self.reason else scope.name
        heads = [node.phrase.box or words.STATUS_HEADINGS.get(words.folded(node.phrase.text)) for node in part.over]
        boxes = [box for box in heads if box]
        self.passed_on = boxes[-1] if boxes and boxes[-1] != "todo" else ""

    def fill(self) -> None:
        run = run_of_links(self.part.blocks)
        lines = {block.line: block.phrase for block in self.part.blocks if block.kind == "text"}
        before = ""
        for block in self.part.blocks:
            if block.kind in ("list", "item"):
                reason = self.reason or ("navigation" if self._is_news(block) else "")
                reason = reason or ("contents" if is_contents(block) or self._names_headings(block) else "")
                self.is_use = introduces_use(before)
                self.goes_on = self.is_use or introduces_points(before)
                under = self.subjects
                self.subjects = under or words.LEARN_THESE.search(before.casefold()) is not None
                if not (block.kind == "list" and not reason and self._label_is_step(block)):
                    self._list([block] if block.kind == "item" else block.children, None, reason)
                self.subjects = under
            elif block.kind == "table":
                self._table(block, None)
            elif block.kind == "quote":
                for item in block.all_of("item"):
                    if item.children and item.children[0].phrase.box:
                        self._item(Node("item", item.line), item.children[0].phrase, (), None, self.reason)
            elif block.kind == "text":
                above = lines.get(block.line - 1)
                by_itself = above is None and block.line + 1 not in lines
                goes_on = above is not None and breaks_off(above)
                self._line(block, in_run=id(block) in run, by_itself=by_itself, goes_on=goes_on)
            before = block.phrase.text

    def _is_news(self, block: Node) -> bool:
        """Whether a list under the title tells what happened to the plan: "Oct 10th: …"."""
        return self.scope.banner and sum(is_date(head_of(item).text.partition(":")[0]) for item in block.children) > 1

    def _label_is_step(self, block: Node) -> bool:
        """Takes a bold line for a thing to learn where the list behind it only says how to get at it."""
        head = self.part.head
        if not (head and head.kind == "label" and block is self.part.blocks[0] and (ways := ways_in([block]))):
            return False
        title, facts = item_facts(head.phrase, targets(head.phrase))
        (url, _), *more = dict.fromkeys((way.href, readable(way.href)) for way in ways)
        facts = {**facts, "status": self.passed_on, "url": url, "more": tuple(more)}
        self._remarks([block], self.draft.add(title, head.line, origin="list", **facts))
        return True

    def _remarks(self, blocks: Sequence[Node], index: int) -> None:
        """Puts what is no link in the lists of an item into its summary."""
        for each in (item for block in blocks for item in block.all_of("item") if not head_of(item).links):
            self.draft.leave_out(each.line, head_of(each).text, "prose")
            self.draft.explain(index, head_of(each).text)

    def _names_headings(self, block: Node) -> bool:
        """Whether a bare list says what the plan is about: its items are called like its headings."""
        heads = [] if has_marked([block]) else [words.folded(head_of(item).text) for item in block.children]
        return len(heads) > 1 and 2 * sum(map(self.scope.headings.__contains__, heads)) >= len(heads)

    def _list(self, children: Sequence[Node], parent: int | None, reason: str, *, introduced: bool = False) -> None:
        above = self.tells, self.names, self.around, self.has_legend
        if parent is None:
            bare = self._have_leads(children) or self._stand_beside_groups(children)
            self.tells, self.names = (False, False) if bare else self._wording_of(children)
            self.tells = (
                self.tells or above[0] or (self.goes_on and not bare and (self.is_use or not has_marked(children)))
            )
            self.around = children
            boxed = (head for head in map(head_of, children) if head.box and len(head.text) <= LONGEST_STATUS)
            boxes = {head.box for head in boxed if head.box == status_of(words.tidy(head.text))}
            self.has_legend = len(boxes) > 1
            explained = any(is_explained(head_of(child)) for child in children)
        else:
            bare, explained = self._are_parts(children, introduced=introduced), False
        open_ones = parent is None and has_ticks_alone(children)
        for child in children:
            if child.kind == "item":
                lines = [node for node in child.children if node.kind in ("text", "heading", "summary")]
                head = lines[0].phrase if lines else Phrase()
                is_like = explained and is_explained(head, links=False)
                is_open = open_ones and len(child.children) == 1 and is_title(head.text)
                self._item(child, head, lines[1:], parent, reason, bare=bare or is_like or is_open)
            elif child.kind in ("list", "details"):
                self._list(child.children, parent, reason)
        self.tells, self.names, self.around, self.has_legend = above

    def _wording_of(self, children: Sequence[Node]) -> tuple[bool, bool]:
        """Whether a list of bare items is prose in points, or one of names, in which one may be long or have a stop.

        It is prose where more than a third are sentences, or begin as one or small, or two thirds are no titles.
        """
        heads = [head_of(child).text for child in children if child.kind == "item"]
        if len(heads) > 1 and 3 * sum(map(is_task, heads)) >= 2 * len(heads):
            return False, True
        if len(heads) < 3 or any(has_marked([child]) or next(child.all_of("item"), None) for child in children):
            return False, False
        titles = [is_title(head, may_ask=self.scope.may_ask) or is_short_name(head) for head in heads]
        names = [title or may_be_name(head) for title, head in zip(titles, heads, strict=True)]
        tells = 3 * sum(names) < 2 * len(heads) or 3 * sum(titles) < len(heads)
        return tells, not tells

    def _are_parts(self, children: Sequence[Node], *, introduced: bool) -> bool:
        """Whether the bare items inside a step are parts of it by their wording, and not remarks.

        `introduced`: the step ends in a colon, as "Install:" does.
        """
        heads = [node.phrase for child in children if child.kind == "item" for node in child.children[:1]]
        bare = [head for head in heads if not (head.box or any(targets(head)[:2]))]
        are_facts = all(states_a_fact(head.text) for head in bare)
        titles = sum(is_title(head.text) for head in bare)
        are_facts = are_facts or any(speaks_to_the_reader(head.text) for head in bare)
        may_be = (self.titles and not self.tasks) or introduced
        return may_be and len(bare) > 1 and not are_facts and 4 * titles >= 3 * len(bare)

    def _have_leads(self, children: Sequence[Node]) -> bool:
        """Whether all items begin in bold, as in "**Vectors**: what has a length", and none with a heading to come.

        Or all with what they are about: "Algebra: vectors, matrices.", "Calculus: gradients."
        """
        if not self.titles or self.scope.banner:
            return False
        children = [child for child in children if child.kind == "item"]
        heads = [head_of(child) for child in children]
        leads = [lead_of(head) for head in heads]
        if not any(leads) and sum(not is_marked(child) for child in children) > 2:
            leads = [label_of(head) for head, child in zip(heads, children, strict=True) if not is_marked(child)]
            leads = [] if len(set(leads)) < len(leads) or not words.FACTS.isdisjoint(leads) else leads
        are_names = len(leads) > 1 and all(leads) and 4 * len(words.LABELS.intersection(leads)) <= len(leads)
        are_own = 2 * len(self.scope.labels.intersection(leads)) <= len(leads)
        return are_names and are_own and 2 * len(self.scope.headings.intersection(leads)) < len(leads)

    def _stand_beside_groups(self, children: Sequence[Node]) -> bool:
        """Whether the items are topics of which some, but not all, have boxes inside."""
        items = [child for child in children if child.kind == "item"]
        groups = [item for item in items if has_boxed([item])]
        are_topics = all(is_title(head_of(item).text) for item in items)
        are_alone = not any(next(item.all_of("item"), None) for item in items if item not in groups)
        return 0 < len(groups) < len(items) and are_alone and are_topics and not any(map(is_boxed, items))

    def _item(
        self, item: Node, head: Phrase, below: Sequence[Node], parent: int | None, reason: str, *, bare: bool = False
    ) -> None:
        """`bare`: items without link and box are steps here."""
        draft, line = self.draft, item.line
        inner = [child for child in item.children if child.kind in ("list", "details", "table", "item")]
        where = targets(head)
        status = head.box
        leads_inside = is_navigation(head, where) if self.reason else not status
        if reason and (reason != "contents" or leads_inside or not (status or where.out)):
            return self._leave_out_all(item, head, reason)
        if head.is_struck and status != "done":
            return self._leave_out_all(item, head, "struck")
        is_step = bool(status or where.out or where.inside or films_in(head))
        is_told = is_part(head.text) or title_cited(head.text) is not None
        bare = bare or (is_told and not is_step and not self.is_about)
        for image, badge in head.images:
            if not (is_step and image in (name for _, name in head.pictures)):
                draft.leave_out(line, image, "badge" if badge else "image")
        if head.is_empty and (status or not (inner or below or head.images)):
            draft.leave_out(line, "", "empty")
        elif reason_here := self._reason(head, where, parent, is_step=is_step, bare=bare):
            draft.leave_out(line, head.text, reason_here)
            if parent is not None and reason_here == "prose":
                draft.explain(parent, head.text)
        elif is_step:
            parent = self._add(item, head, where, below, parent)
        elif not (head.is_empty or words.is_numbered(head.text)) and (ways := ways_in(inner)):
            title, facts = item_facts(head, where)
            url, *more = dict.fromkeys(way.href for way in ways)
            facts |= {"url": url, "more": tuple((href, readable(href)) for href in more)}
            parent = draft.add(title, line, origin="list", parent=parent, **{"status": self.passed_on, **facts})
            return self._remarks(inner, parent)
        elif self.tasks and parent is None and not is_reckoning(head.text):
            title, facts = item_facts(head, where)
            parent = draft.add(title, line, origin="list", status=self.passed_on, **facts)
        elif self._holds_steps(item):
            return self._group(line, head, inner, parent, reason)
        elif linked_lines(below):  # the title alone on the first line, its link on the next
            parent = self._add(item, head, targets(below[0].phrase), below, parent)
        elif bare or (inner and is_named_day(head.text)) or self._is_topic(head, parent):
            title, facts = item_facts(head, where)
            if bare and parent is None and is_explained(head, links=False):
                title, facts["summary"] = name_and_remark(title)
            facts = {"status": self.passed_on, **facts}
            parent = draft.add(title, line, origin="list", parent=parent, **facts)
        elif not head.is_empty:
            draft.leave_out(line, head.text, "prose")
            if parent is not None:
                draft.explain(parent, head.text)
        return self._inside(inner, parent, reason, introduced=head.text.rstrip().endswith(":") and not where.out)

    def _holds_steps(self, item: Node) -> bool:
        """Whether a bare item only groups what is in it."""
        inside = [*item.all_of("item")]
        if is_named_day(head_of(item).text) and all(has_label(head_of(each)) for each in inside):
            return False
        head = head_of(item)
        names = [child for child in inside if is_title(head_of(child).text) or is_short_name(head_of(child).text)]
        is_heading = head.is_strong and self.titles and 2 * len(names) >= len(inside)
        return (
            ((self.subjects or heads_subjects(head) or is_heading) and bool(inside))
            or any(is_marked(each) or title_cited(head_of(each).text) for each in inside)
            or (holds_others(head.text) and any(is_part(head_of(each).text) for each in inside))
            or (self.topics and not self.tells and topics_in(item, may_ask=self.scope.may_ask))
        )

    def _reason(self, head: Phrase, where: Targets, parent: int | None, *, is_step: bool, bare: bool) -> str:
        """Why an item is no thing to learn by its own wording; empty where it may be one."""
        is_legend = bool(head.box) and self._is_legend(head)
        if head.is_property or (not is_step and (is_placeholder(head.text) or describes_a_list(head.text))):
            return "prose"
        if is_legend or shows_how_to_tick(head):
            return "navigation"
        if head.box:
            return ""
        if is_navigation(head, where):
            return "contents" if where.same_page and not where.inside else "navigation"
        if is_invitation(head.text, is_linked=bool(where.out)):
            return "navigation"
        if parent is not None:
            return "prose" if is_step and is_quotation(head) else ""
        if tells_of_a_thing(head):
            return "navigation" if where.out else "prose"
        return "prose" if is_step and not (bare and head.lead) and self._is_prose(head) else ""

    def _is_legend(self, head: Phrase) -> bool:
        """Whether a box or sign stands there to say what it means: "✅ finished", "[x] Completed" beside "[ ] Open"."""
        told = status_of(words.tidy(head.text)) if len(head.text) <= LONGEST_STATUS else ""
        return bool(told) and (head.has_sign or (told == head.box and self.has_legend))

    def _is_prose(self, head: Phrase) -> bool:
        """Whether a line with a link is a sentence where sentences stand."""
        is_about = self.is_about or self.goes_on
        return is_running_text(head, for_sure=is_about) and (
            is_about or are_mostly_prose(self.around, may_ask=self.scope.may_ask)
        )

    def _is_topic(self, head: Phrase, parent: int | None) -> bool:
        """Whether an item without link and box is a step by its own wording."""
        if parent is not None:
            return words.is_numbered(head.text) or is_chapter(head.text)
        if is_reckoning(head.text):
            return False
        if is_chapter(head.text) and not self.is_about:
            return True
        if self.subjects:
            return not (tells_what_with(head) or speaks_to_the_reader(head.text))
        if self.books and not (head.text.rstrip().endswith(":") or speaks_to_the_reader(head.text)):
            return True
        if self.tells:
            return False
        if self.names and (self.topics or self.titles):
            is_name = is_title(head.text, may_ask=self.scope.may_ask) or is_short_name(head.text)
            return is_name or may_be_name(head.text) or is_task(head.text)
        if self.topics:
            return is_topic(head.text, may_ask=self.scope.may_ask)
        name = without_aside(head.text)
        return self.titles and (is_title(name, may_ask=self.scope.may_ask) or is_short_name(name))

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
        return self.draft.add(
            name or title or line_of(head.text),
            item.line,
            origin="box" if head.box else "list",
            parent=parent,
            **{"status": head.box or self.passed_on, **facts},
        )

    def _group(self, line: int, head: Phrase, inner: Sequence[Node], parent: int | None, reason: str) -> None:
        """A bare item with steps in it: a section, or inside a step nothing of its own."""
        before = self.draft.place, self.subjects, self.topics
        self.subjects = self.subjects or heads_subjects(head)
        self.topics = self.topics or head.is_strong
        if parent is None and not head.is_empty:
            self.draft.narrow(line_of(words.tidy(head.text)))
        elif parent is not None and not head.is_empty:
            self.draft.leave_out(line, head.text, "prose")
            self.draft.explain(parent, head.text)
        self._inside(inner, parent, reason)
        self.draft.place, self.subjects, self.topics = before

    def _inside(self, inner: Sequence[Node], parent: int | None, reason: str, *, introduced: bool = False) -> None:
        for block in inner:
            if block.kind == "table":
                self._table(block, parent)
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
            for line, cells in rows:
                self.draft.leave_out(line, cells[0].phrase.text, "image")
            return
        if not self.reason and parent is None and layout.is_grid(may_be_bare=self.has_grid):
            self.has_grid = True
            self._grid(layout)
            return
        lists = {
            row.line: [each for each in row.children if each.kind in ("list", "details")] for row in block.all_of("row")
        }
        phrases = [[cell.phrase for cell in cells] for _, cells in rows]
        is_plan = self.is_to_learn or bool(heads and words.folded(heads[0].phrase.text) in self.scope.tables)
        table = Table([head.phrase.text for head in heads], phrases, is_plan=is_plan)
        for (line, cells), row in zip(rows, table.read(), strict=True):
            reason = self.reason or row.reason
            inner = lists.get(line, [])
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

    def _grid(self, layout: Layout) -> None:
        before = self.draft.place
        for head, cells in layout.columns():
            self.draft.place = before
            if title := line_of(words.tidy(head)):
                self.draft.narrow(title)
            for cell in cells:
                title, facts = item_facts(cell.phrase, targets(cell.phrase))
                self.draft.add(
                    title, cell.line, origin="table", **{"status": cell.phrase.box or self.passed_on, **facts}
                )
        self.draft.place = before

    def _line(self, node: Node, *, in_run: bool, by_itself: bool, goes_on: bool) -> None:
        phrase, where = node.phrase, targets(node.phrase)
        if self.name and phrase.is_empty and (films := films_in(phrase)):
            for href in films:
                self.draft.add(self.name, node.line, origin="list", status=self.passed_on, url=href)
            return
        for image, badge in phrase.images:
            self.draft.leave_out(node.line, image, "badge" if badge else "image")
        alone = is_alone(phrase)
        is_lone = bool(self.name and where.out) and by_itself and (alone or is_one_link(phrase))
        leads_inside, is_banner = where.same_page and not where.out, self.scope.banner and where.out
        if alone and (leads_inside or is_banner or is_signature(phrase) or is_invitation(phrase.text)):
            self.draft.leave_out(node.line, phrase.text, "navigation")
        elif self.scope.banner or (self.has_entries and not (in_run or is_lone)):
            return
        elif (phrase.box and not phrase.is_empty) or in_run or self._is_entry(phrase, where, goes_on=goes_on):
            if self.reason or (phrase.is_struck and phrase.box != "done"):
                self.draft.leave_out(node.line, phrase.text, self.reason or "struck")
            else:
                if found := ENTRY_NUMBER.match(phrase.text):
                    phrase.drop(found.end())
                is_way = not any(is_name(phrase.text[link.start : link.end]) for link in phrase.links)
                name = self.name if is_lone and is_way else ""
                self._add(node, phrase, targets(phrase), (), None, name=name)

    def _is_entry(self, phrase: Phrase, where: Targets, *, goes_on: bool) -> bool:
        """Whether a line of prose is a thing to learn; `goes_on`: it ends a sentence that begins above."""
        if not where.out:
            return bool(self.name and where.inside) and is_one_link(phrase) and not is_navigation(phrase, where)
        return is_alone(phrase) or (not goes_on and is_entry(phrase))
