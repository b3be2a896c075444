"""What the headings and lists around an item say of it: a thing to learn, a group of such, or why it is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from mlops_path.curriculum.importing import words
from mlops_path.curriculum.importing.blocks import Node
from mlops_path.curriculum.importing.cells import is_date, status_of
from mlops_path.curriculum.importing.citing import book_cited, title_cited
from mlops_path.curriculum.importing.markdown import heading_words
from mlops_path.curriculum.importing.markdown.judging import (
    asks_with,
    has_boxed,
    has_label,
    has_marked,
    head_of,
    heads_subjects,
    is_book_heading,
    is_marked,
    is_navigation,
    is_quotation,
    is_running_text,
    is_sentence,
    is_task_heading,
    is_topic_label,
    lead_of,
    leads_to_run_thing,
    leads_to_talk,
    names_a_kind,
    shows_how_to_tick,
    shows_proof,
    tells_of_a_thing,
    tells_what_with,
)
from mlops_path.curriculum.importing.markdown.listing import (
    are_dated,
    are_mostly_prose,
    date_before,
    have_leads,
    stand_beside_groups,
    state_facts,
    topics_in,
    wording_of,
)
from mlops_path.curriculum.importing.markdown.outline import Part
from mlops_path.curriculum.importing.markdown.wording import (
    counts_chapters,
    describes_a_list,
    holds_others,
    introduces_points,
    introduces_use,
    is_chapter,
    is_free,
    is_invitation,
    is_named_day,
    is_part,
    is_placeholder,
    is_programme,
    is_question,
    is_reckoning,
    is_short_name,
    is_small_topic,
    is_task,
    is_title,
    is_topic,
    may_be_name,
    may_be_question,
    speaks_to_the_reader,
    tells_to_make,
    without_aside,
)
from mlops_path.curriculum.importing.naming import is_name, targets
from mlops_path.curriculum.importing.phrase import Phrase, Targets

LONGEST_LABEL = 3  # words
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


class Outline(NamedTuple):
    """How many items of a list are bare, have something in them, have links in that; whether any has chapters.

    `of_things`: two fifths of the items at least, more than one, may be steps and have nothing in them.
    """

    bare: int
    alike: int
    linked: int
    has_chapters: bool
    of_things: bool


def _outline_of(children: Sequence[Node]) -> Outline:
    bare = [each for each in children if not is_marked(each)]
    alike = [each for each in bare if each.children[1:]]
    linked = sum(any(map(is_marked, each.all_of("item"))) for each in alike)
    parts = (head_of(part).text for each in alike for part in each.all_of("item"))
    has_chapters = any(words.is_numbered(part) or is_chapter(part) for part in parts)
    items = [each for each in children if each.kind == "item"]
    leaves = sum(may_be_step(each) for each in items if not any(each.all_of("item")))
    return Outline(len(bare), len(alike), linked, has_chapters, leaves > 1 and 5 * leaves >= 2 * len(items))


def has_named_links(items: Sequence[Node]) -> bool:
    """Whether one of the items leads to something with a name."""
    heads = map(head_of, items)
    return any(is_name(head.text[link.start : link.end]) for head in heads for link in targets(head).out)


def may_be_step(item: Node) -> bool:
    head = head_of(item).text
    return is_marked(item) or is_title(head) or is_short_name(head)


class Surroundings:
    """Where in the plan an item stands, from the heading down to its list.

    `tells`: the list around it is prose in points. `names`: one of names, in which one may be long or have a stop.
    `goes_on`: a sentence goes on in it. `states_facts`: it tells how the plan goes.
    """

    def __init__(self, part: Part, scope: Scope) -> None:
        self.scope = scope
        self.is_about = part.is_about
        self.topics = scope.topics and not self.is_about
        self.titles = scope.titles and not self.is_about
        self._tasks = not self.is_about and part.head is not None and is_task_heading(part.head)
        self.subjects = part.head is not None and (
            is_topic_label(part.head) or heading_words.TO_LEARN.search(part.head.phrase.text) is not None
        )
        self._own = frozenset([words.folded(part.head.phrase.text)] if part.head else [])
        self._is_diary = part.head is not None and words.folded(part.head.phrase.text) in heading_words.DIARIES
        self._books = self.titles and part.head is not None and is_book_heading(part.head)
        self._tells = self._names = self._goes_on = self._is_use = self._has_legend = False
        self._around: Sequence[Node] = ()
        self.states_facts = self._in_outline = self._is_day = False
        self._outline: Outline | None = None

    @property
    def may_have_parts(self) -> bool:
        """Whether items inside of a step may be its parts by their wording alone."""
        return self.titles and not self._tasks

    @property
    def may_have_topics(self) -> bool:
        """Whether topics inside of a step may be its parts, also where the steps have boxes."""
        return not (self._tasks or self.is_about)

    def is_task(self, item: Node) -> bool:
        """Whether a bare item is a task for where it stands: not one that says what the links in it are for."""
        head = head_of(item).text
        inside = [*item.all_of("item")]
        introduces = head.rstrip().endswith(":") and any(map(is_marked, inside))
        introduces = introduces or (len(inside) > 1 and heads_subjects(head_of(item)))
        return self._tasks and not introduces and not is_reckoning(head)

    @contextmanager
    def behind(self, line: str, block: Node) -> Iterator[None]:
        """For a list that comes right after a line."""
        before = self.subjects
        self._is_use = introduces_use(line) or heading_words.explains(words.folded(line))
        are_groups = all(next(child.all_of("item"), None) for child in block.children if child.kind == "item")
        self._goes_on = self._is_use or (introduces_points(line) and not are_groups)
        is_label = line.rstrip().endswith(":") and len(line.split()) <= LONGEST_LABEL
        heads = is_label and heads_subjects(Phrase.of(line))
        names_them = line.rstrip().endswith(":") and heading_words.TO_LEARN.search(line) is not None
        self.subjects = before or heads or names_them or words.LEARN_THESE.search(line.casefold()) is not None
        yield
        self.subjects = before

    @contextmanager
    def under(self, head: Phrase, inner: Sequence[Node]) -> Iterator[None]:
        """For the lists in a group."""
        before = self.subjects, self.topics, self._in_outline, self._is_day
        self.subjects = self.subjects or heads_subjects(head)
        self._in_outline = not has_marked(inner)
        self.topics = self.topics or (self._in_outline and (head.is_strong or not self.is_about))
        self._is_day = is_date(head.text)
        yield
        self.subjects, self.topics, self._in_outline, self._is_day = before

    @contextmanager
    def within(self, children: Sequence[Node]) -> Iterator[bool]:
        """For the items of a list that is in no step; whether those without link and box are steps by what all are."""
        before = self._tells, self._names, self._around, self._has_legend, self.states_facts, self._outline
        may_lead = self.titles and not self.scope.banner
        self.states_facts = state_facts(children)
        bare = may_lead and not self.states_facts and have_leads(children, self.scope.headings, self.scope.labels)
        bare = bare or stand_beside_groups(children) or (may_lead and not self.is_about and are_dated(children))
        self._tells, self._names = (False, False) if bare else wording_of(children, may_ask=self.scope.may_ask)
        goes_on = self._goes_on and not bare and (self._is_use or not has_marked(children))
        self._tells = self._tells or before[0] or goes_on or self.states_facts
        self._around, self._outline = children, None
        boxed = (head for head in map(head_of, children) if head.box and len(head.text) <= LONGEST_STATUS)
        self._has_legend = len({head.box for head in boxed if head.box == status_of(words.tidy(head.text))}) > 1
        yield bare
        self._tells, self._names, self._around, self._has_legend, self.states_facts, self._outline = before

    def is_news(self, block: Node) -> bool:
        """Whether a list under the title, or in a diary, tells what happened: "Oct 10th: …"."""
        if not (self.scope.banner or self._is_diary) or has_boxed([block]):
            return False
        return sum(is_date(date_before(head_of(item))) for item in block.children) > 1

    def names_headings(self, block: Node) -> bool:
        """Whether a bare list says what the plan is about: its items are called like its headings."""
        heads = [] if has_marked([block]) else [head_of(item) for item in block.children]
        others = self.scope.headings - self._own
        named = sum(not others.isdisjoint((words.folded(head.text), lead_of(head))) for head in heads)
        return len(heads) > 1 and 2 * named >= len(heads)

    def holds_steps(self, item: Node) -> bool:
        """Whether a bare item only groups what is in it."""
        head, inside = head_of(item), [head_of(each) for each in item.all_of("item")]
        if is_named_day(head.text) and all(map(has_label, inside)):
            return False
        if self.scope.may_ask and is_question(head.text) and not any(map(is_marked, item.all_of("item"))):
            return False
        names = sum(
            is_title(each.text) or is_short_name(each.text) or is_small_topic(each.text) or is_task(each.text)
            for each in inside
        )
        is_heading = head.is_strong and self.titles and 2 * names >= len(inside)
        return (
            ((self.subjects or heads_subjects(head) or is_heading) and bool(inside))
            or any(map(is_marked, item.all_of("item")))
            or any(title_cited(each.text) for each in inside)
            or (holds_others(head.text) and (2 * names > len(inside) or any(is_part(each.text) for each in inside)))
            or (self.topics and not self._tells and topics_in(item, may_ask=self.scope.may_ask))
            or (
                bool(inside)
                and 2 * names > len(inside)
                and self._is_of_an_outline(item, all_names=names == len(inside))
            )
        )

    def is_one_of_things(self, item: Node, parent: int | None) -> bool:
        """Whether a bare item with others in it is a task, or a thing as those beside it, and no kind of things.

        Where only those in it have boxes, it is their heading; and so is a field of few words over links with names.
        """
        head, inside = head_of(item), [*item.all_of("item")]
        if inside and parent is None and (counts_chapters(head.text) or is_programme(head.text)):
            return True
        makes = tells_to_make(head.text)
        introduces = head.text.rstrip().endswith(":") and not makes
        if parent is not None or head.is_strong or introduces or has_boxed([item]):
            return False
        if not inside or 2 * sum(map(may_be_step, inside)) < len(inside):
            return False
        is_doubtful = "%" in head.text or head.text.partition(" ")[0].casefold() in words.MAY_NAME
        if makes or (is_task(head.text) and not is_doubtful):
            return True
        is_field = len(without_aside(head.text).split()) <= LONGEST_LABEL and has_named_links(inside)
        return may_be_step(item) and not (names_a_kind(head.text) or is_field) and self._outlined().of_things

    def _outlined(self) -> Outline:
        """The list around, looked over once: it is asked for each of its items."""
        if self._outline is None:
            self._outline = _outline_of(self._around)
        return self._outline

    def _is_of_an_outline(self, item: Node, *, all_names: bool) -> bool:
        """Whether a bare item with names in it is a heading of an outline, and no book with its chapters.

        That is one among others that have links in them, or in a list of which most have something in them, or one that
        holds nothing but names, two at least.
        """
        bare, alike, linked, has_chapters, _ = self._outlined()
        if self._in_outline or 2 * linked > alike - 1:
            return True
        are_many = alike > 1 and 2 * alike >= bare
        inside = sum(len(each.children) for each in item.children if each.kind == "list")
        return self.titles and not has_chapters and (are_many or (all_names and inside > 1))

    def reason_of(self, head: Phrase, where: Targets, whole: str, *, is_step: bool, bare: bool) -> str:
        """Why an item is no thing to learn by its own wording; empty where it may be one.

        `whole` is what it stands in: "book", "thing", or empty for nothing.
        """
        is_legend = bool(head.box) and self.is_legend(head)
        if head.is_property or (
            not is_step and (is_placeholder(head.text) or describes_a_list(head.text) or asks_with(head))
        ):
            return "prose"
        if is_legend or shows_how_to_tick(head):
            return "navigation"
        if head.box:
            return ""
        if is_navigation(head, where):
            return "contents" if where.same_page and not where.inside else "navigation"
        if is_invitation(head.text, is_linked=bool(where.out)) or leads_to_talk(where):
            return "navigation"
        if whole:
            if leads_to_run_thing(head) or shows_proof(head):
                return "navigation"
            tells = is_quotation(head) or is_sentence(head)
            tells = tells or (whole == "book" and is_running_text(head, for_sure=True))
            return "prose" if is_step and tells else ""
        if (bare or self._is_day or is_named_day(head.text)) and is_free(head.text):
            return "prose"
        if tells_of_a_thing(head):
            return "navigation" if where.out else "prose"
        return "prose" if is_step and not (bare and head.lead) and self._is_prose(head) else ""

    def is_legend(self, head: Phrase) -> bool:
        """Whether a box or sign stands there to say what it means: "✅ finished", "[x] Completed" beside "[ ] Open"."""
        told = status_of(words.tidy(head.text)) if len(head.text) <= LONGEST_STATUS else ""
        return bool(told) and (head.has_sign or (told == head.box and self._has_legend))

    def _is_prose(self, head: Phrase) -> bool:
        """Whether a line with a link is a sentence where sentences stand."""
        is_about = self.is_about or self._goes_on
        if book_cited(head):
            return False
        return is_running_text(head, for_sure=is_about) and (
            is_about or are_mostly_prose(self._around, may_ask=self.scope.may_ask)
        )

    def is_topic(self, head: Phrase) -> bool:
        """Whether an item without link and box that is in no step is one by its own wording."""
        if is_reckoning(head.text) or is_date(head.text):
            return False
        if is_chapter(head.text) and not self.is_about:
            return True
        if self.subjects:
            return not (tells_what_with(head) or speaks_to_the_reader(head.text))
        if self._books and not (head.text.rstrip().endswith(":") or speaks_to_the_reader(head.text)):
            return True
        if self._tells:
            return False
        if self._names and (self.topics or self.titles):
            is_name = is_title(head.text, may_ask=self.scope.may_ask) or is_short_name(head.text)
            is_small = self._in_outline and is_small_topic(head.text)
            return is_name or may_be_name(head.text) or may_be_question(head.text) or is_task(head.text) or is_small
        if self.topics:
            return is_topic(head.text, may_ask=self.scope.may_ask) or is_task(head.text)
        name = without_aside(head.text)
        is_name = is_title(name, may_ask=self.scope.may_ask) or is_short_name(name)
        return self.titles and (is_name or is_task(head.text))
