"""What a piece of a plan is, by its links, boxes and what stands in it: a step, contents, navigation or prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from mlops_path.curriculum.importing import words
from mlops_path.curriculum.importing.blocks import Node
from mlops_path.curriculum.importing.citing import book_cited, credit_in, year_before
from mlops_path.curriculum.importing.markdown import heading_words
from mlops_path.curriculum.importing.markdown.wording import (
    LEAST_OF_A_SENTENCE,
    MOST_WORDS,
    is_bare_day,
    is_short_name,
    is_task,
    is_title,
    leads_about,
    leads_on_or_back,
    turns_a_page,
    without_aside,
)
from mlops_path.curriculum.importing.naming import DASHES, DIVIDING, MAIL, targets
from mlops_path.curriculum.importing.phrase import Phrase, Targets
from mlops_path.curriculum.limits import address

LONGEST_LABEL = 50  # characters
MOST_OF_A_LABEL = 6  # the same
MOST_OF_A_KIND = 3  # words
LEAST_OF_A_REMARK = 30  # words before a link, beyond which no title goes
LEAST_BEFORE_A_LINK = 4  # words of a sentence that goes on in it
REPOSITORY_FILE = re.compile(
    r"/(?:CONTRIBUTING|LICEN[SC]E|CODE[_-]OF[_-]CONDUCT)(?:\.md|\.txt)?$|^https://github\.com/[^/]+/[^/]+/issues/?(?:new)?$"
)
_LENGTH = re.compile(r"\d+(?:\s*[-–]\s*\d+)?\s*(?:h|hours?|hrs?|min|mins|minutes?)\b")
_ASIDES = re.compile(r"[\[(][^\])]{1,120}[\])]")
ENTRY_NUMBER = re.compile(r"\[[0-9]{1,4}\]\s*")


def is_navigation(phrase: Phrase, where: Targets) -> bool:
    """Whether an item only leads to a place in the file, a translation, a file about the repository, or a mailbox."""
    if not any(where):
        return bool(phrase.links) and all(link.href.lower().startswith(MAIL) for link in phrase.links)
    if where.out:
        are_pages = is_alone(phrase) and all(leads_on_or_back(phrase.text[a:b]) for _, a, b in phrase.links)
        return not where.inside and (are_pages or all(REPOSITORY_FILE.search(link.href) for link in where.out))
    if not (where.same_page or where.inside):
        return False
    if where.inside:
        return all(leads_about(link.href) or turns_a_page(phrase.text[link.start : link.end]) for link in where.inside)
    linked = sum(link.end - link.start for link in where.same_page)
    return where.same_page[0].start == 0 or 2 * linked >= len(phrase.text.strip())


def leads_to_talk(where: Targets) -> bool:
    """Whether all links lead to where people only talk."""
    return bool(where.out) and not where.inside and all(words.CHAT.match(link.href) for link in where.out)


def is_alone(phrase: Phrase) -> bool:
    """Whether a line is links and nothing else."""
    return bool(phrase.links) and not any(map(str.isalnum, phrase.beside_links))


def is_signature(phrase: Phrase) -> bool:
    """Whether links are where to find an author: "Website • Newsletter • GitHub"."""
    return sum(words.folded(phrase.text[link.start : link.end]) in words.SOCIAL for link in phrase.links) > 2


def is_one_link(phrase: Phrase) -> bool:
    return len(phrase.links) == 1 and is_alone(phrase)


def films_in(phrase: Phrase) -> list[str]:
    """Where the pictures of a line lead, if they all lead to films."""
    hosts = [urlsplit(href).hostname or "" for href, _ in phrase.pictures if address(href)]
    are_films = [any(host == name or host.endswith(f".{name}") for name in words.FILM_HOSTS) for host in hosts]
    return [href for href, _ in phrase.pictures] if are_films and all(are_films) else []


def is_quotation(head: Phrase) -> bool:
    """Whether a line is a sentence that somebody said, and who: ‘"Sails hold longer than oars do." [Ada](…)’."""
    said, link = head.text.strip(" *_"), head.text[: head.links[0].start] if head.links else ""
    is_told = len(link.split()) >= LEAST_BEFORE_A_LINK and link.rstrip(" *_-–—").endswith(('"', "”"))
    return said.startswith(('"', "“")) and is_told and link.rstrip(' *_-–—"”').endswith((".", "!", "?"))


def is_sentence(head: Phrase) -> bool:
    """Whether a line is a sentence about what stands above it: "The editor at https://a.org helps a lot."."""
    text = head.text.strip()
    first = words.folded(text).partition(" ")[0]
    is_cited = any(credit_in(head.text[link.start : link.end]) for link in head.links)
    starts_one = first in words.SENTENCE_STARTS and not is_cited
    return starts_one and text.endswith(".") and is_running_text(head, for_sure=True)


def is_entry(phrase: Phrase) -> bool:
    """Whether a line is an entry of a list: "Lecture: [A](…)", "[A](…) — a remark", "[12] Author: A [pdf](…)"."""
    start, end = phrase.links[0].start, phrase.links[0].end
    if not words.tidy(phrase.text[:start]) and phrase.text[end:].startswith((*DASHES, "| ", "- ", "– ", "— ")):
        return True
    lead, colon, more = phrase.text[:start].partition(":")
    if colon and not more.strip(" *") and (words.folded(lead) in words.LABELS or words.is_numbered(lead)):
        return True
    if lead.rstrip(" *_").endswith(("-", "–", "—")) and words.folded(lead) in words.LABELS:
        return True
    _, stop = phrase.bold or (0, 0)
    if 0 < stop <= start and is_bare_way(phrase) and not words.tidy(phrase.text[stop:start]):
        return is_title(phrase.text[:stop].rstrip(" :"))
    is_alone_but_for_kind = not words.tidy(phrase.text[:start]) and not any(
        map(str.isalnum, _ASIDES.sub("", phrase.beside_links))
    )
    return is_alone_but_for_kind or bool(ENTRY_NUMBER.match(phrase.text) or year_before(phrase.text[:start]))


def is_labelled(phrase: Phrase) -> bool:
    """Whether a line is one link behind what kind of thing it is: "**Resource**: [Sails](…)"."""
    label, colon, rest = phrase.beside_links.partition(":")
    name = words.folded(label)
    is_kind = name in words.PARTS or heading_words.RESOURCES.fullmatch(name) is not None
    return is_kind and bool(colon) and len(phrase.links) == 1 and not any(map(str.isalnum, rest))


def breaks_off(phrase: Phrase) -> bool:
    """Whether a line of prose ends in the middle of a sentence."""
    is_told = len(phrase.beside_links.split()) >= LEAST_OF_A_SENTENCE and not (phrase.links and is_entry(phrase))
    return is_told and phrase.text.rstrip(" *_")[-1:].isalnum()


def names_what_is_below(head: Phrase, below: Phrase) -> bool:
    """Whether a line is the name of what the address on the next line leads to."""
    is_address = is_one_link(below) and below.linked.startswith(("http://", "https://", "www."))
    is_label = head.text.rstrip().endswith(":") or names_a_kind(head.text)
    return is_address and not (head.links or head.box or is_label) and (is_title(head.text) or is_short_name(head.text))


def leads_to_run_thing(head: Phrase) -> bool:
    """Whether the only link of a line leads to what belongs to a run of a course: "[Sign-up form](…)"."""
    return len(head.links) == 1 and words.RUN_THINGS.fullmatch(words.folded(head.linked)) is not None


def shows_proof(head: Phrase) -> bool:
    """Whether a line inside of a thing is nothing but a link to what its author got for it: "[Certificate](…)"."""
    return is_one_link(head) and words.folded(head.linked) in words.PROOFS


def tells_of_a_thing(head: Phrase) -> bool:
    """Whether a line tells of a thing or of a run of it: "Start: 17 January", "[Leaderboard](…)"."""
    label, colon, value = without_aside(head.text).partition(":")
    if head.box:
        return False
    if leads_to_run_thing(head):
        return True
    if len(label) > LONGEST_LABEL:
        return False
    name = words.folded(label)
    is_count = "hours" in name.split() or not any(map(str.isalpha, value))
    is_part = name in words.PARTS and not value.rstrip().endswith("%")
    is_version = re.fullmatch(r"[0-9.]+", value.strip()) is not None and not label.rstrip().endswith("s")
    is_figure = any(map(str.isdigit, value)) and is_count and not (is_part or is_version)
    days = re.findall(r"\w+", name)
    is_hours = bool(days) and words.DAYS.issuperset(days) and _LENGTH.match(value.strip()) is not None
    is_fact = bool(colon and value.strip()) and (name in words.FACTS or is_figure or is_hours) and not head.links
    is_person = name in words.PEOPLE and bool(colon)
    return is_fact or is_person or words.RUN_THINGS.fullmatch(name) is not None


def head_of(item: Node) -> Phrase:
    """The first line of an item; an empty phrase where it has none."""
    return item.children[0].phrase if item.kind == "item" and item.children else Phrase()


def heads_what_follows(item: Node) -> bool:
    """Whether an item is nothing but a name in bold: in a list of links it stands over those behind it."""
    head = head_of(item)
    is_bare = len(item.children) == 1 and not head.links and not head.box
    return is_bare and head.is_strong and is_title(head.text) and not book_cited(head)


def lead_of(head: Phrase) -> str:
    """The bold beginning of a line, folded; a link in bold that the line begins with needs nothing behind it."""
    start, end = head.bold or (0, 0)
    is_link = bool(head.links) and (head.links[0].start, head.links[0].end) == (start, end) and not head.text[:start]
    return words.folded(head.text[start:end] if is_link else head.lead).rstrip(" :") if head.bold else ""


def may_lack_box(head: Phrase) -> bool:
    """Whether a bare item among boxes is a topic of which the author forgot the box, and no label or remark."""
    name = words.folded(head.text)
    is_label = name in words.LABELS | words.FACTS or ":" in head.text or head.is_strong
    return not head.links and not is_label and is_title(head.text) and is_short_name(head.text)


def has_label(head: Phrase) -> bool:
    """Whether a line begins with what kind of thing comes: "Resource: [Sails](…)", "Exercise: tie a knot"."""
    label, colon, _ = head.text.partition(":")
    return bool(colon) and words.folded(label) in words.LABELS | words.PARTS


def is_part_in_bold(head: Phrase) -> bool:
    """Whether a line is a task or a title behind its kind: "**Hands-on project:** Build a boat"."""
    kind = words.folded(head.lead).rstrip(" :")
    value = words.tidy(head.text[len(head.lead) :]).lstrip(": ")
    is_kind = len(kind.split()) <= MOST_OF_A_KIND and kind.rpartition(" ")[2] in words.PARTS
    return is_kind and len(value.split()) > 1 and any(map(str.isalpha, value)) and (is_task(value) or is_title(value))


def tells_what_with(head: Phrase) -> bool:
    """Whether a bare line says what a thing is done with, and names none: "Tools: awk, sed"."""
    label, colon, _ = head.text.partition(":")
    return bool(colon) and not head.links and words.folded(label) in words.LABELS - words.PARTS


def asks_with(head: Phrase) -> bool:
    """Whether a line says what to ask of each topic: "**Why & when**: to use it or not"."""
    asked = re.findall(r"\w+", lead_of(head))
    return bool(asked) and words.QUESTION_WORDS.issuperset(set(asked) - {"and", "or"})


def label_of(head: Phrase) -> str:
    """What stands before the colon of a bare line, folded: of "Algebra: vectors, matrices."; empty for none."""
    label, colon, rest = head.text.partition(":")
    is_label = bool(colon and rest.strip()) and not head.links and is_title(label) and "?" not in rest
    return words.folded(label) if is_label and len(label.split()) <= MOST_OF_A_LABEL else ""


def is_explained(head: Phrase, *, links: bool = True) -> bool:
    """Whether an item is a name and what it is: "[Name](…) - what it is", or without `links`, "Name - what it is"."""
    if bool(head.links) != links or head.box:
        return False
    end = head.links[0].end if links else min((at for sign in DASHES if (at := head.text.find(sign)) > 0), default=0)
    is_first = not links or not words.tidy(head.text[: head.links[0].start])
    return is_first and is_title(head.text[:end]) and head.text[end:].startswith(DASHES)


def is_bare_way(head: Phrase) -> bool:
    """Whether a line ends in an address that is written out, and has no other link."""
    is_last = len(head.links) == 1 and not any(map(str.isalnum, head.text[head.links[0].end :]))
    return is_last and head.linked.startswith(("http://", "https://", "www."))


def is_running_text(head: Phrase, *, for_sure: bool) -> bool:
    """Whether a line without a box is a sentence that has a link somewhere in it, and no entry that begins with one.

    `for_sure`: prose is expected there, and a link behind four words is in a sentence, whatever follows.
    """
    if not head.links or head.box:
        return False
    before, after = head.text[: head.links[0].start].rstrip(), head.text[head.links[-1].end :].strip()
    if is_bare_way(head) and is_title(before) and words.folded(before).partition(" ")[0] not in words.ADDRESSING:
        return False  # "Sails and ropes https://…"
    is_long = len(before.split()) >= LEAST_OF_A_REMARK
    is_sentence = for_sure and len(before.split()) > MOST_WORDS
    if len(before.split()) < 2 or (before.endswith(DIVIDING) and not is_sentence):
        return False
    if is_long:
        return True
    goes_on = len(after.split()) > 1 and after[0].islower()
    is_late = for_sure and len(before.split()) >= LEAST_BEFORE_A_LINK
    return goes_on or is_late or after.endswith(".") or len(head.beside_links.split()) > MOST_WORDS


def shows_how_to_tick(head: Phrase) -> bool:
    """Whether a box is there to show how it is ticked: "Put an x in the brackets, like this: [x]"."""
    has_another = any(head.text.strip().lower().find(box) > 0 for box in ("[x]", "[ ]"))
    return bool(head.box) and not head.links and has_another and words.TICKING.search(head.text.casefold()) is not None


def names_a_kind(text: str) -> bool:
    """Whether a line says what kind of things come, or counts them: "Free books", "Further reading", "Week 3"."""
    name = words.folded(text)
    last = name.rpartition(" ")[2]
    kinds = {name, name.removesuffix("s"), last, last.removesuffix("s")}
    is_resources = heading_words.RESOURCES.fullmatch(name) or heading_words.BOOKS.fullmatch(name)
    is_resources = is_resources or heading_words.TASKS.fullmatch(name) or heading_words.TOPICS.fullmatch(name)
    is_kind = not kinds.isdisjoint(words.LABELS | words.PARTS | words.NUMBERED)
    return is_kind or is_resources is not None or words.is_numbered(text)


def may_be_thing(label: Node) -> bool:
    """Whether a bold line may be the name of a thing to learn, and not of a week, of books or of tasks."""
    name = words.folded(label.phrase.text)
    is_kind = (
        not words.LABELS.isdisjoint((name, name.removesuffix("s")))
        or is_task_heading(label)
        or is_book_heading(label)
        or is_topic_label(label)
    )
    return label.kind == "label" and not is_kind and not words.is_numbered(label.phrase.text)


def is_task_heading(head: Node) -> bool:
    return heading_words.TASKS.fullmatch(words.folded(head.phrase.text)) is not None


def heads_subjects(head: Phrase) -> bool:
    """Whether a bare line stands over things to do or to learn, however these are worded: "Labs:", "Monday"."""
    return is_bare_day(head.text) or heading_words.TOPICS.fullmatch(words.folded(head.text).rstrip(" :")) is not None


def is_book_heading(head: Node) -> bool:
    return heading_words.BOOKS.fullmatch(words.folded(head.phrase.text)) is not None


def is_topic_label(head: Node) -> bool:
    """Whether a bold line such as "**Topics**:" stands over topics, however they are worded."""
    return head.kind == "label" and heading_words.TOPICS.fullmatch(words.folded(head.phrase.text)) is not None


def heads_names(head: Node) -> bool:
    """Whether a bold line stands over topics, or over what is to be read, also where all else has boxes."""
    return is_topic_label(head) or (head.kind == "label" and (is_book_heading(head) or _heads_resources(head)))


def _heads_resources(head: Node) -> bool:
    return heading_words.RESOURCES.fullmatch(words.folded(head.phrase.text).rstrip(" :")) is not None


def is_boxed(item: Node) -> bool:
    return any(node.phrase.box for node in item.children if node.kind == "text")


def is_marked(item: Node) -> bool:
    return any(
        bool(node.phrase.box) or any(targets(node.phrase)[:2])
        for node in item.children
        if node.kind in ("text", "heading")
    )


def has_marked(blocks: Sequence[Node]) -> bool:
    """Whether any list item among the blocks has a link or a box."""
    return any(
        is_marked(item) for block in blocks if block.kind in ("list", "item") for item in (block, *block.all_of("item"))
    )


def has_boxed(blocks: Sequence[Node]) -> bool:
    return any(is_boxed(item) for block in blocks for item in (block, *block.all_of("item")))


def has_open_boxes(blocks: Sequence[Node]) -> bool:
    """Whether any item has a box that is not ticked, or all have boxes: then what has none is a remark."""
    items = [item for block in blocks for item in (block, *block.all_of("item")) if item.kind == "item"]
    is_open = any(
        is_boxed(item) and head.box == "todo" and not head.has_sign for item in items for head in [head_of(item)]
    )
    return is_open or (bool(items) and all(map(is_boxed, items)))


def leads_out(blocks: Sequence[Node]) -> bool:
    """Whether more links of these blocks lead out, or to other files, than to places in this one."""
    out = here = 0
    for block in blocks:
        for node in (*block.all_of("text"), *block.all_of("cell")):
            where = targets(node.phrase)
            out += len(where.out) + len(where.inside)
            here += len(where.same_page)
    return out > here


def linked_lines(below: Sequence[Node]) -> bool:
    return bool(below) and bool(targets(below[0].phrase).out)
