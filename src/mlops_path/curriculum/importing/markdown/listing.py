"""What a list is by what is in it: contents, names, prose in points, ways to one thing, or topics beside groups."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from mlops_path.curriculum.importing import words
from mlops_path.curriculum.importing.blocks import Node
from mlops_path.curriculum.importing.cells import is_date
from mlops_path.curriculum.importing.markdown.judging import (
    has_boxed,
    has_label,
    has_marked,
    head_of,
    is_alone,
    is_boxed,
    is_entry,
    is_marked,
    is_navigation,
    is_one_link,
    label_of,
    lead_of,
    names_a_kind,
)
from mlops_path.curriculum.importing.markdown.wording import (
    is_chapter,
    is_short_name,
    is_task,
    is_title,
    is_topic,
    may_be_name,
    speaks_to_the_reader,
    states_a_fact,
)
from mlops_path.curriculum.importing.naming import is_name, targets
from mlops_path.curriculum.importing.phrase import Phrase

JOINING_LINES = frozenset(["and", "or"])
MOST_BESIDE_A_NAME = 5  # words
LONGEST_LABEL = 2  # the same
LONGEST_TOPIC = 3  # the same, of one that is alone in another
LEAST_OF_SUBTOPICS = 3
_COUNT = re.compile(
    r"(?:(?:chapter|episode|lecture|part|video|vol(?:ume|\.)?)\s*)?#?(?:\d{1,2}|[ivx]{1,5})|[ivx]{1,5}\.\s.*",
    re.IGNORECASE,
)
_BEHIND_A_DATE = re.compile(r":|\]|\s[-–—]\s")
VENUE = re.compile(r"(?:[A-Z][\w&-]+ ){1,3}(?:19|20)\d\d|(?:19|20)\d\d(?: [A-Z][\w&-]+){1,3}")


def is_contents(block: Node) -> bool:
    """Whether most items of a list lead into the same file; those with boxes all, and by nothing but a link."""
    inside = others = 0
    for item in block.all_of("item"):
        head = item.children[0].phrase if item.children else Phrase()
        where = targets(head)
        if is_boxed(item) and not (is_one_link(head) and (where.same_page or where.inside)):
            return False
        inside += bool(where.same_page) and not where.out and is_navigation(head, where)
        others += bool(where.out or where.inside)
    return inside > 1 and inside >= 4 * others


def are_mostly_prose(children: Sequence[Node], *, may_ask: bool) -> bool:
    """Whether more than half of the items of a list have neither link nor box, and are not worded like titles."""
    items = [child for child in children if child.kind == "item"]
    prose = sum(not is_marked(item) and not is_title(head_of(item).text, may_ask=may_ask) for item in items)
    return 2 * prose > len(items)


def has_ticks_alone(items: Sequence[Node]) -> bool:
    """Whether a list has ticks and no open box: then what is not ticked is open, as "✅ Wind" and "Waves"."""
    boxed = [head for head in map(head_of, items) if head.box]
    return bool(boxed) and not any(head.box == "todo" and not head.has_sign for head in boxed)


def are_mostly_boxed(items: Sequence[Node]) -> bool:
    """Whether three of four items of a list, three at least, have a box."""
    boxed = sum(map(is_boxed, items))
    return boxed > 2 and 4 * boxed >= 3 * len(items)


def are_ways_in(blocks: Sequence[Node], *, of_a_book: bool = False) -> bool:
    """Whether the lists in an item only lead to it: they have links, none with a name: "[link1](…)", "[pdf](…)".

    Several addresses as they are lead to several things.
    One of them stands first, but for where it came out ("ICLR 2021"): the slides at the end of a list of topics are no
    way to get at these. `of_a_book`: they may stand behind what is told of it.
    """
    heads = [head_of(each) for block in blocks for each in (block, *block.all_of("item")) if each.kind == "item"]
    if not of_a_book and not next((head.links for head in heads if not VENUE.fullmatch(head.text.strip())), ()):
        return False
    if sum(head.linked.startswith(("http://", "https://")) for head in heads) > 1:
        return False
    leads = False
    for head in heads:
        where = targets(head)
        if head.box or (where.out and not is_alone(head)):
            return False
        if any(is_name(head.text[link.start : link.end]) for link in (*where.out, *where.inside)):
            return False
        leads = leads or bool(where.out)
    return leads


def topics_in(item: Node, *, may_ask: bool) -> bool:
    return any(
        is_topic(node.phrase.text, may_ask=may_ask)
        for each in item.all_of("item")
        for node in each.children[:1]
        if node.kind == "text"
    )


def run_of_links(blocks: Sequence[Node]) -> set[int]:
    """The lines that are a list together: each one link, and next to another such; or names in bold with links."""
    texts = [block.phrase if block.kind == "text" else Phrase() for block in blocks]
    links = [
        is_one_link(phrase)
        and bool(where.out or (where.inside and phrase.text.strip()))
        and not is_navigation(phrase, where)
        for phrase in texts
        for where in [targets(phrase)]
    ]
    beside = zip(blocks, links, [False, *links], [*links[1:], False], strict=False)
    named = [id(block) for block, phrase in zip(blocks, texts, strict=True) if has_name_and_links(phrase)]
    return {id(block) for block, is_link, before, after in beside if is_link and (before or after)} | set(
        named if len(named) > 1 else ()
    )


def offers_choices(quote: Node) -> bool:
    """Whether a quote is links, each on a line of its own, with nothing but "or" or "and" on lines between them."""
    lines = [node.phrase for node in quote.children]
    linked = [line for line in lines if targets(line).out]
    between = {words.folded(line.text) for line in lines if not targets(line).out}
    is_plain = all(node.kind == "text" for node in quote.children) and between <= JOINING_LINES
    return is_plain and bool(linked) and all(map(is_entry, linked))


def has_name_and_links(phrase: Phrase) -> bool:
    """Whether a line is a name in bold and where it is to be had: "**Vectors** / Ada [film](…) & [notes](…)"."""
    start, end = phrase.bold or (0, 0)
    if end <= start or not phrase.links or phrase.links[0].start < end or any(map(str.isalnum, phrase.text[:start])):
        return False
    name = phrase.text[start:end]
    told = len(phrase.beside_links.split()) - len(name.split())
    text = phrase.text.rstrip()
    return is_title(name) and told <= MOST_BESIDE_A_NAME and (text.endswith("...") or not text.endswith((".", ":")))


def has_title_and_links(phrase: Phrase) -> bool:
    """Whether a line is a title in bold, longer than a label, and where it is to be had."""
    start, end = phrase.bold or (0, 0)
    name = phrase.text[start:end].rstrip(" :")
    return has_name_and_links(phrase) and len(name.split()) > LONGEST_LABEL and not names_a_kind(name)


def have_remarks(children: Sequence[Node], *, of_a_kind: bool) -> bool:
    """Whether what is set in under names in bold or links tells what they are like, or only leads there.

    A quarter of it praises or leads there, or they are `of_a_kind` of which each is one thing, as podcasts. Not where
    any of it has a box, is a link with a name, or is counted as a chapter is.
    """
    items = [child for child in children if child.kind == "item"]
    told = [head_of(each) for item in items for each in item.all_of("item")]
    if not told or not all(head_of(item).bold or head_of(item).links for item in items if item.children[1:]):
        return False
    ways = [head for head in told if head.links]
    if any(head.box or words.is_numbered(head.text) or is_chapter(head.text) for head in told):
        return False
    if any(is_name(head.text[link.start : link.end]) for head in ways for link in head.links):
        return False
    praising = sum(words.folded(head.text).partition(" ")[0].rstrip(",") in words.PRAISING for head in told)
    return (4 * (praising + len(ways)) >= len(told) and praising > 0) or of_a_kind


def tells_facts(item: Node) -> bool:
    """Whether what is set in under a name tells how long it takes and the like, and says little else of it."""
    head, inside = head_of(item), [head_of(each) for each in item.all_of("item")]
    if not (head.bold or head.links or head.box) or words.is_numbered(head.text):
        return False
    facts = sum(words.folded(label) in words.FACTS for told in inside for label in [told.text.partition(":")[0]])
    others = sum(has_label(told) or bool(told.links) for told in inside)
    if any(told.box or is_chapter(told.text) or words.is_numbered(told.text) for told in inside):
        return False
    if any(is_name(told.text[link.start : link.end]) for told in inside for link in told.links):
        return False
    return facts > 1 and 2 * facts >= len(inside) - others


def wording_of(children: Sequence[Node], *, may_ask: bool) -> tuple[bool, bool]:
    """Whether a list of bare items is prose in points, or one of names, in which one may be long or have a stop.

    It is prose where more than a third are sentences, or begin as one or small, or two thirds are no titles.
    """
    heads = [head_of(child).name for child in children if child.kind == "item"]
    if len(heads) > 1 and 3 * sum(map(is_task, heads)) >= 2 * len(heads):
        return False, True
    if len(heads) < 3 or any(has_marked([child]) or next(child.all_of("item"), None) for child in children):
        return False, False
    titles = [is_title(head, may_ask=may_ask) or is_short_name(head) for head in heads]
    names = [title or may_be_name(head) for title, head in zip(titles, heads, strict=True)]
    tells = 3 * sum(names) < 2 * len(heads) or 3 * sum(titles) < len(heads)
    return tells, not tells


def are_parts(children: Sequence[Node], *, introduced: bool) -> bool:
    """Whether the bare items inside a step are parts of it by their wording, and not remarks.

    `introduced`: the step is a topic, or ends in a colon, as "Install:" does; its parts may be names that are written
    small, and one may be alone.
    """
    heads = [node.phrase for child in children if child.kind == "item" for node in child.children[:1]]
    bare = [head for head in heads if not (head.box or any(targets(head)[:2]))]
    facts = sum(states_a_fact(head.text) for head in bare)
    are_facts = facts > 0 and facts + sum(head.is_strong and head.has_slant for head in bare) == len(bare)
    titles = sum(is_title(head.text) or (introduced and is_short_name(head.text)) for head in bare)
    are_facts = are_facts or any(speaks_to_the_reader(head.text) for head in bare)
    is_topic_alone = (
        introduced and len(bare) == 1 and is_title(bare[0].text) and len(bare[0].text.split()) <= LONGEST_TOPIC
    )
    return (len(bare) > 1 or is_topic_alone) and not are_facts and 4 * titles >= 3 * len(bare)


def is_counted_in_parts(item: Node) -> bool:
    """Whether a bare item names what the items in it count: "Sails" over "Part I: Jibs" and "Part II"."""
    parts = [words.tidy(head_of(part).text) for part in item.all_of("item")]
    are_counted = all(_COUNT.fullmatch(part) or words.is_numbered(part) for part in parts)
    return not names_a_kind(head_of(item).text) and len(parts) > 1 and are_counted


def are_subtopics(children: Sequence[Node]) -> bool:
    """Whether the bare items inside a box are what it is about, three at least: no remark, fact or task among them."""
    heads = [head_of(child) for child in children if child.kind == "item"]
    are_bare = not any(head.box or any(targets(head)[:2]) for head in heads)
    return (
        are_bare
        and len(heads) >= LEAST_OF_SUBTOPICS
        and all(is_title(head.text) and not head.text.rstrip().endswith((".", ":")) for head in heads)
        and not any(is_task(head.text) or states_a_fact(head.text) or speaks_to_the_reader(head.text) for head in heads)
    )


def date_before(head: Phrase) -> str:
    """What stands before the first sign that may end a date: of "[Mon 1/10] Sails", "Oct 10: Sails"."""
    return _BEHIND_A_DATE.split(head.text, maxsplit=1)[0].strip(" *[]()")


def are_dated(children: Sequence[Node]) -> bool:
    """Whether three of four items of a list, three at least, begin with a day of the week and a date: a time table."""
    dates = [date_before(head_of(child)) for child in children if child.kind == "item"]
    days = [date for date in dates if is_date(date) and not words.DAYS.isdisjoint(re.findall(r"\w+", date.casefold()))]
    return len(days) > 2 and 4 * len(days) >= 3 * len(dates)


def have_leads(children: Sequence[Node], headings: Collection[str], labels: Collection[str]) -> bool:
    """Whether all items begin in bold, as in "**Vectors**: what has a length", and few as headings or many lists do.

    Or all with what they are about: "Algebra: vectors, matrices.", "Calculus: gradients."
    """
    children = [child for child in children if child.kind == "item"]
    heads = [head_of(child) for child in children]
    leads = [lead_of(head) for head in heads]
    if not any(leads) and sum(not is_marked(child) for child in children) > 2:
        leads = [label_of(head) for head, child in zip(heads, children, strict=True) if not is_marked(child)]
        leads = [] if len(set(leads)) < len(leads) or not words.FACTS.isdisjoint(leads) else leads
    are_names = len(leads) > 1 and all(leads) and 4 * len(words.LABELS.intersection(leads)) <= len(leads)
    are_own = 2 * sum(lead in labels for lead in set(leads)) <= len(leads)
    return are_names and are_own and 2 * sum(lead in headings for lead in set(leads)) < len(leads)


def state_facts(children: Sequence[Node]) -> bool:
    """Whether a list tells how the plan goes: all items have labels, as "Pace: 3 years", some of these known ones."""
    heads = [head_of(child) for child in children if child.kind == "item"]
    labels = [head.text.partition(":") for head in heads if not (head.links or head.box)]
    are_labelled = len(labels) == len(heads) > 1 and all(value.strip() for _, _, value in labels)
    return are_labelled and not words.FACTS.isdisjoint(words.folded(label) for label, _, _ in labels)


def runs_of_lessons(blocks: Sequence[Node]) -> set[int]:
    """The lines that name lessons by number, three at least one right after the other: "Week 1: Sails"."""
    found: set[int] = set()
    run: list[int] = []
    for block in (*blocks, None):
        text = block.phrase.text if block and block.kind == "text" and not block.phrase.links else ""
        if block and ":" in text and words.is_numbered(text) and is_topic(text):
            run.append(id(block))
            continue
        found.update(run if len(run) > 2 else ())
        run = []
    return found


def stand_beside_groups(children: Sequence[Node]) -> bool:
    """Whether the items are topics of which some, but not all, have boxes inside."""
    items = [child for child in children if child.kind == "item"]
    others = [item for item in items if not has_boxed([item])]
    are_topics = all(is_title(head_of(item).text) for item in items)
    are_alone = not any(next(item.all_of("item"), None) for item in others)
    return 0 < len(others) < len(items) and are_alone and are_topics and not any(map(is_boxed, items))
