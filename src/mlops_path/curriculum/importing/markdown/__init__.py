"""A Markdown study plan: which of its lines are things to learn, and where they belong.

**Stages and sections.** A single heading of the first level is the title of the plan. Of the other headings with
anything under them, the shallowest level makes stages; the next ones make sections, joined with "›" where they lie in
each other. The `<summary>` of `<details>` is a heading too, up to `</details>`, and so is a bold line by itself, or one
such as "Week 3:", over a list or table. One such as "Contributing" over most of the plan is none. A list item without
link or box that has things to learn in it is a section, and so is a day alone ("Monday:"), and one over names in an
outline. A whole of those in it is one that tells what to do ("Provision machines"), one that is cited, one over
chapters that are counted, and one among others that are no headings either; but not what is in bold, no kind ("Books"),
and no field of three words at most over links with names.

**Things to learn** are
- every list item with a check box, and every one with a link out or to another file of the same collection;
- list items without either where no item under that heading has a box, if they are worded like titles, or like the
  items beside them: "Name - what it is" beside links with remarks, "**Name**: what it is" where all begin so. Not when
  they end or run like prose, nor under headings such as "About", "Prerequisites", "How to use", nor where a sentence
  goes on in them ("What you are asked depends on:"), nor where one says how the plan goes ("Pace: three years").
  Questions are topics where the whole plan has no boxes. Under "Exercises" and the like each item is a task, and under
  a bold "Topics" a topic, however it is worded;
- every row of a table that has a link, a box or a mark of being done, or whose head says "Topic", "Course", "Lesson" …,
  as the head of another table with links does, or the heading ("Tools to learn"), or that has a name in bold in its
  first cell, as all do; with lists of links in its cells it heads these, or has them as its parts. In a grid, where
  every cell is a link, each cell is a step;
- papers that are cited by their authors and a year, also in paragraphs, books by a title in quotes or slanting letters
  and who wrote them, chapters by their number ("2.3 (sails)"), pages by whose they are ("Lovelace, 1-31");
- in a time table, whose lines begin with days, all of them but those without class;
- lines that count lessons one after the other ("Week 1: Sails"), and a task in bold ("**Project:** Build a boat");
- what is told of a term in a list of definitions, as Jekyll has them, if it has links;
- lines that are nothing but a link, or that and its kind ("Video: [Sails](…)"), pictures that lead to a film, and names
  in bold with their links, several of them: these are called like their heading, if they have no name of their own;
- where a heading has neither lists nor tables: lines that begin with a box, "[12]" or a label such as "Reading:";
- headings that have a box, or are one link, and nothing under them, and folds with nothing in them; in a plan of
  headings only, those with a link in them or below.

A name in bold by itself heads the items behind it in a list of links, or the lists behind it. A sentence with a link
somewhere in it, among sentences, is prose.

An item inside an item is its part. Items without link and box inside one that has are remarks and go to its summary,
but for those that are numbered ("Chapter 3"), and for several, inside a box three, that are all worded like titles and
neither state facts ("Duration: 6 min") nor speak to the reader; inside a box no tasks either. Under names in bold or
links nothing is a part where a quarter of it praises them or leads there ("Free online", "[Link](…)"), and under those
of a kind ("Podcasts") at once. A box may be a sign or an outliner's word (✅, ☐, DONE, TODO), unless items begin with
other signs as well and no legend tells what they mean. A heading with a ticked box passes that on to items that have no
box of their own. What is set in under a fold of MkDocs (`??? note`), or a list as far as code, is read as if it stood
without, and so is an outline of boxes without bullets; bullets below a number are in its item, also where they are set
in by two.

**Left out and counted:** lists of links into the same file, also by its whole address ("contents"); links back to the
top, to translations and to the files of a repository, lists under "Contributing" and the like ("navigation");
"licence"; when a course runs, how it is graded, who teaches it and who takes part, days that are cancelled or still
open, hours of a day, skills one has, news, questions and answers, instructions how to use the plan, bare lists before
its contents; badges and images; what is struck out and not ticked ("struck"); boxes with nothing behind them ("empty");
items that are "prose". Quotes are prose, but for boxes and titles in bold with their links. Code is never looked at.
"""

from __future__ import annotations

import os

from mlops_path.curriculum.importing import words
from mlops_path.curriculum.importing.blocks import Document, Node, Tick, read_blocks
from mlops_path.curriculum.importing.citing import book_cited
from mlops_path.curriculum.importing.draft import Draft, line_of, slug, title_of
from mlops_path.curriculum.importing.markdown import heading_words
from mlops_path.curriculum.importing.markdown.filling import Filling
from mlops_path.curriculum.importing.markdown.judging import (
    has_boxed,
    has_marked,
    has_open_boxes,
    head_of,
    heads_names,
    is_navigation,
    lead_of,
)
from mlops_path.curriculum.importing.markdown.outline import (
    Part,
    heading_text,
    heads_contents,
    main_heading,
    may_hold_steps,
    parts_of,
    title_heading,
    turn_inward,
    without_vain,
)
from mlops_path.curriculum.importing.markdown.signs import read_signs
from mlops_path.curriculum.importing.markdown.surroundings import Scope
from mlops_path.curriculum.importing.markdown.wording import is_bare_day, is_invitation
from mlops_path.curriculum.importing.naming import item_facts, readable, targets
from mlops_path.curriculum.importing.phrase import Phrase
from mlops_path.curriculum.limits import address
from mlops_path.domain.plans import Plan

GOAL = "goal:"


def read(file: str, name: str, text: str, tick: Tick | None = None) -> Plan:
    document = read_blocks(name, text, tick)
    return _Reading(file, name, document).plan()


class _Reading:
    def __init__(self, file: str, name: str, document: Document) -> None:
        self.facts = front_matter(document.front_matter)
        read_signs(document)
        self.parts = without_vain(list(parts_of(document)))
        turn_inward(self.parts)
        self.document = document
        self.stem = os.path.splitext(os.path.basename(file))[0]
        self.heading = title_heading(self.parts, known="title" in self.facts)
        untold = self.stem.isdecimal() or words.folded(title_of(self.stem)) in heading_words.UNTOLD_FILES
        named = self.heading or (main_heading(self.parts) if untold and "title" not in self.facts else None)
        title = heading_text(named).strip("…") if named else ""
        title = title or words.tidy(self.facts.get("title", ""))
        self.draft = Draft(name, title or title_of(self.stem))
        self.title = title
        self.id = ""

    def plan(self) -> Plan:
        level = self._stage_level()
        carried = {
            id(node) for part in self.parts if may_hold_steps(part) for node in part.over if node is not part.head
        }
        marked = {id(part.heading) for part in self.parts if has_marked(part.blocks)}
        boxed = {id(part.heading) for part in self.parts if has_open_boxes(part.blocks)}
        headings = frozenset(words.folded(part.head.phrase.text) for part in self.parts if part.head)
        labels = frozenset(repeated_leads(self.document))
        tables = linked_tables(self.document)
        main = self.heading or main_heading(self.parts)
        holds = any(map(may_hold_steps, self.parts))
        is_above = self.heading is not None  # what stands over the title, as an advertisement, opens the file too
        for node in dict.fromkeys(part.head for part in self.parts if part.head):
            for image, badge in node.phrase.images:
                self.draft.leave_out(node.line, image, "badge" if badge else "image")
        contents = next((part for part in self.parts if part.head and heads_contents(part.head)), None)
        before_contents = contents is not None
        books = {main}
        for part in self.parts:
            if part.head and part.head not in books and names_a_book(part):
                books.add(part.head)
                self._enter(part._replace(over=part.over[:-1]), level)
                self._add_heading(part.head)
            self._enter(part, level)
            before = len(self.draft.items)
            is_above = is_above and self.heading not in part.over
            before_contents = before_contents and part is not contents
            opening = is_above or before_contents or part.heading is None or part.heading is self.heading
            topics = not marked or not (opening or id(part.heading) in marked)
            is_own = part.head is not None and heads_names(part.head) and not has_boxed(part.blocks)
            titles = is_own or id(part.heading) not in boxed
            beside = holds and not is_above and part.head is not self.heading
            name = "" if opening or part.head is None else heading_text(part.head)
            banner = opening and bool(marked - {id(part.heading)})
            Filling(self.draft, part, Scope(topics, titles, not boxed, banner, name, headings, labels, tables)).fill()
            empty = id(part.head) not in carried and len(self.draft.items) == before
            if (
                part.head
                and part.head is not main
                and empty
                and not (part.reason or part.is_about)
                and (is_ticked_heading(part) or (beside and leads_on(part)))
            ):
                carried.add(id(part.head))  # it may have a second part, behind a fold
                self._enter(part._replace(over=part.over[:-1]), level)
                self._add_heading(part.head)
        if not self.draft.items:
            self._headings_are_steps(level)
        for node in (*self.document.all_of("heading"), *self.document.all_of("text")):
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
        over = [node for node in part.over if node is not self.heading and not heads_contents(node)]
        if over and over[0].kind == "heading" and over[0].level <= level:
            stage, *below = over
            goal = next((n.phrase.text.strip() for n in part.blocks if n.phrase.text.lower().startswith(GOAL)), "")
            title = heading_text(stage)
        else:
            stage, below, goal, title = None, over, "", ""
        self.draft.enter(stage, title, " › ".join(map(heading_text, below)), goal[len(GOAL) :].strip())

    def _add_heading(self, node: Node) -> None:
        node.phrase.drop_number()
        title, facts = item_facts(node.phrase, targets(node.phrase))
        if title:
            self.draft.add(
                title, node.line, origin="box" if node.phrase.box else "list", **{"status": node.phrase.box, **facts}
            )

    def _headings_are_steps(self, level: int) -> None:
        for part in self.parts:
            if part.head and part.head is not self.heading and not part.reason:
                where = targets(part.head.phrase)
                below = (targets(block.phrase).out for block in part.blocks if block.kind == "text")
                links = dict.fromkeys(link.href for out in below for link in out)
                if where.out or where.inside or links:
                    self._enter(part._replace(over=part.over[:-1]), level)
                if where.out or where.inside:
                    self._add_heading(part.head)
                elif links:
                    url, *more = links
                    named = tuple((href, readable(href)) for href in more)
                    self.draft.add(heading_text(part.head), part.head.line, origin="list", url=url, more=named)

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


def is_ticked_heading(part: Part) -> bool:
    """Whether a heading is a thing to do by its box; a sign over a table, as "✅ Checklist", is none."""
    phrase = part.head.phrase if part.head else Phrase()
    return bool(phrase.box) and not (phrase.has_sign and any(block.kind == "table" for block in part.blocks))


def leads_on(part: Part) -> bool:
    """Whether a heading is a link to a thing to learn, but for a number: "Week 2: [Sails](…)"."""
    phrase = part.head.phrase if part.head else Phrase()
    where = targets(phrase)
    is_named = not any(map(str.isalpha, phrase.beside_links)) or words.is_numbered(phrase.beside_links)
    is_thing = is_named and len(phrase.links) == 1 and bool(where.out or where.inside) and not part.is_about
    return is_thing and not is_navigation(phrase, where) and not is_invitation(phrase.text)


def names_a_book(part: Part) -> bool:
    """Whether a heading is a book as it is cited, whatever is said of it below: "*Sails and Oars*, Ada Lovelace"."""
    if part.head is None or part.head.kind != "heading" or part.head.phrase.links or part.reason or part.is_about:
        return False
    return book_cited(part.head.phrase) is not None


def repeated_leads(document: Document) -> set[str]:
    """What items of more than one list begin with in bold: "**Goal:** …" comes every week, and names nothing.

    "**Day 1:** …" and "**Monday:** …" come again as well, and do name something.
    """
    seen: set[str] = set()
    repeated: set[str] = set()
    for block in document.all_of("list"):
        heads = [head_of(child) for child in block.children]
        leads = {lead_of(head) for head in heads if not head.text[len(head.lead) :].lstrip().startswith("for ")} - {""}
        repeated |= leads & seen
        seen |= leads
    return {lead for lead in repeated if not any(map(str.isdigit, lead)) and not is_bare_day(lead)}


def linked_tables(document: Document) -> frozenset[str]:
    """The first heads of tables with links in them: "Platform"; not those that count or say when."""
    found = set()
    for table in document.all_of("table"):
        heads = [cell for row in table.children[:1] for cell in row.children if cell.level]
        if heads and any(targets(cell.phrase).out for cell in table.all_of("cell")):
            found.add(words.folded(heads[0].phrase.text))
    return frozenset(found - words.TIMES - {""})


def front_matter(source: str) -> dict[str, str]:
    """The plain `key: value` lines of a front matter."""
    facts = {}
    for line in source.split("\n"):
        key, colon, value = line.partition(":")
        value = line_of(value.strip().strip("\"'"))
        if colon and key.strip() and not key.startswith((" ", "#", "-")) and value not in ("", "|", ">"):
            facts[key.strip().lower()] = value
    return facts
