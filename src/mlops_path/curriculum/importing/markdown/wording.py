"""What a line says by its words alone: a title, a sentence, a question, a task, an invitation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlops_path.curriculum.importing import words
from mlops_path.curriculum.importing.cells import minutes_of
from mlops_path.curriculum.importing.markdown import heading_words

LONGEST_TOPIC = 140  # characters
LONGEST_QUESTION = 600  # the same
MOST_WORDS = 10
MOST_OF_A_BEGINNING = 40  # characters
LEAST_OF_A_SENTENCE = 6  # words
LEAST_OF_A_TASK = 3  # the same
MOST_SENTENCES = 3  # of a task
MOST_OF_A_NAME = 6  # the same
MOST_CAPITALS = 20  # words of a title in capitals, as of a book with its subtitle
REPOSITORY_FILES = ("contributing", "license", "licence", "code_of_conduct", "code-of-conduct", "changelog", "security")
ABBREVIATED = re.compile(r"\b(?:vs|e\.g|i\.e|etc|al|incl|dr|prof|st|vol|no|ch|chap|pp|ed|et|[^\W\d_])\.", re.IGNORECASE)
_CHAPTER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?:[/,&+ ]+[0-9]+(?:\.[0-9]+)*)*:? ?(?:\(|[^\W\d_a-z])")
_COUNTED_CHAPTER = re.compile(r"ch(?:ap(?:ter)?)?\.? ?\d{1,2}\b[\s:.–-]*[^\W\d_]", re.IGNORECASE)
_ASIDE = re.compile(r"\s\([^(]*\)\s*$")


def is_invitation(text: str, *, is_linked: bool = True) -> bool:
    """Whether a line asks its readers to meet or to help: "Join our Slack", "Tweet about the course"."""
    beginning = words.folded(text[:MOST_OF_A_BEGINNING])
    first = beginning.partition(" ")[0]
    if beginning.startswith(words.ASKING) or (first in words.ADDRESSING and " please " in text.casefold()):
        return True
    return (
        is_linked
        and beginning.startswith(words.INVITING)
        and not words.INVITED_TO.isdisjoint(re.findall(r"\w+", text.casefold()))
    )


def is_part(text: str) -> bool:
    """Whether a bare line names a part of something by its kind: "Lecture: how sails hold", not "Lecture: 45 min"."""
    label, colon, value = text.partition(":")
    name = words.folded(label).removesuffix(" suggestion").removesuffix(" recommendation")
    return bool(colon) and name in words.PARTS and any(map(str.isalpha, value)) and not minutes_of(value)


def is_named_day(text: str) -> bool:
    """Whether a line is a title behind the day or lesson that it is for: "Day 1: Sails", "Wed: Oars"."""
    label, colon, title = text.partition(":")
    name, _, number = words.folded(label).partition(" ")
    counted = words.counted_in(label)
    is_counted = bool(counted) and counted not in words.HOLDERS
    is_day = name in words.DAYS and not number
    return bool(colon) and (is_counted or is_day) and any(map(str.isalpha, title))


def is_free(text: str) -> bool:
    """Whether a line says of a day that nothing comes then: "[Mon 1/17] No school", "Sunday: rest day"."""
    return words.FREE_DAY.search(words.folded(re.split(r"[\]:]", text, maxsplit=1)[-1])) is not None


def holds_others(text: str) -> bool:
    """Whether a line counts what only holds others: "Week 5-8: Ropes", not "Lesson 5: Ropes"."""
    return words.counted_in(text) in words.HOLDERS


def is_bare_day(text: str) -> bool:
    """Whether a line only says on which days: "Monday:", "Saturday (lab)", "Monday to Thursday"."""
    if len(text) > LONGEST_TOPIC:
        return False
    told = re.findall(r"\w+", without_aside(words.tidy(text)).casefold())
    return any(word in words.DAYS for word in told) and all(
        word in words.DAYS or word in ("and", "to") for word in told
    )


def is_task(text: str) -> bool:
    """Whether a bare line is a sentence that tells what to learn: "Learn how to set a sail."."""
    first, *rest = text.strip().removesuffix(".").split(". ", MOST_SENTENCES)
    verbs = first.partition(" ")[0].casefold().rstrip(",").split("/")  # "Read/Watch something about sails"
    if not words.LEARNING.issuperset(verbs) or len(rest) >= MOST_SENTENCES:
        return False
    goes_on = all(each.partition(" ")[0].casefold() in words.LEARNING | words.LEARNING_ON for each in rest)
    return goes_on and all(map(is_topic, (first, *rest)))


def tells_to_make(text: str) -> bool:
    """Whether a line is a task that goes on in those behind it: "Build a boat of wood:", not "Learn knots:"."""
    told = text.casefold().split()
    return len(told) >= LEAST_OF_A_TASK and told[0] in words.MAKING and told[-1].endswith(":")


def is_programme(text: str) -> bool:
    """Whether a line names several courses that are one: "Sailing Specialization", "Sailing on Coursera"."""
    told = text.casefold().split()
    return len(told) > 1 and (told[-1] in words.PROGRAMMES or words.ON_PLATFORM.search(text.casefold()) is not None)


def states_a_fact(text: str) -> bool:
    """Whether a bare line says something of what it stands under, as "Duration: 6 min" does."""
    label, colon, value = text.partition(":")
    return bool(colon and value.strip()) and len(label.split()) <= 2 and not words.is_numbered(text)


def introduces_points(text: str) -> bool:
    """Whether a sentence goes on in the list behind it: "What you are asked depends on:", "Why you need to practise:".

    Not where it speaks of what is learnt: "The topics that you should know:".
    """
    if not text.rstrip(" *_").endswith((":", "：")):
        return False
    told = re.findall(r"\w+", text.casefold().rpartition(". ")[2])
    if heading_words.EACH_HAS.fullmatch(words.folded(text).rstrip(":：")):
        return True
    is_told = told[:1] == ["why"] or not words.OFFERING.isdisjoint(told[-1:])
    return is_told or (len(told) >= LEAST_OF_A_SENTENCE and words.LEARNT.isdisjoint(told))


def introduces_use(text: str) -> bool:
    """Whether the list behind a line tells what to do with the plan, or what it does, but for its links.

    "To use this plan, fork it and then:", "In this course, you will learn:", "What it does not cover:".
    """
    told = text.casefold().rstrip(" *_")
    is_promise = words.PROMISING.search(told) is not None or words.LEFT_OUT.search(told) is not None
    return told.endswith((":", "：", "criteria")) and (is_promise or words.USING.search(told) is not None)


def speaks_to_the_reader(text: str) -> bool:
    first, _, rest = words.folded(text).partition(" ")
    return first in words.ADDRESSING and bool(rest) and not is_in_capitals(text.split())


def is_topic(text: str, *, may_ask: bool = False) -> bool:
    """Whether a line without link and box may be a topic: short, and not a sentence, unless questions are topics."""
    text = text.strip().removesuffix("...").removesuffix("…").rstrip(",;").removesuffix(" etc.").rstrip()
    if may_ask and is_question(text):
        return True
    return (
        0 < len(text) <= LONGEST_TOPIC
        and not text.endswith((".", "!", ":", ";", ",", "。", "！", "："))
        and (may_ask or not text.endswith(("?", "？")))
        and ". " not in ABBREVIATED.sub("", text)
        and " et al" not in text.partition("(")[0]
        and any(c.isalnum() for c in text)
    )


def is_placeholder(text: str) -> bool:
    """Whether something is still to come: "TBD", "Resources: coming soon"."""
    label, colon, value = text.partition(":")
    return words.PLACEHOLDERS.fullmatch(words.folded(value if colon else label)) is not None


def describes_a_list(text: str) -> bool:
    """Whether a line says what stands around it: "A collection of sails"."""
    return words.folded(text[:MOST_OF_A_BEGINNING]).startswith(words.DESCRIBING)


def is_chapter(text: str) -> bool:
    """Whether a line names a chapter of a book by its number: "2.3 (sails and what they hold)", "4.1/4.2 Oars"."""
    return _CHAPTER.match(text.strip()) is not None


def counts_chapters(text: str) -> bool:
    """Whether a line is the name of a chapter behind its number: "Ch02 Oars", "Chapter 3: Sails"."""
    return _COUNTED_CHAPTER.match(text.strip()) is not None


def is_question(text: str) -> bool:
    """Whether a line ends in a question, or asks for something, as an exercise does: "Explain how sails hold."."""
    text = text.strip()
    last = text.rpartition(". ")[2].partition(" ")[0].casefold()
    asks = text.endswith(("?", "？")) or (". " in text and last in words.QUESTION_WORDS)
    asks = asks or text.partition(" ")[0].casefold() in words.ASKING_FOR
    return asks and len(text) <= LONGEST_QUESTION


def is_reckoning(text: str) -> bool:
    """Whether a line is a figure or a sum: "9.8", "2 + 3 = 5"."""
    return (" = " in text and not is_question(text)) or not any(map(str.isalpha, text))


def is_title(text: str, *, may_ask: bool = False) -> bool:
    """Whether a bare line among links is worded like a title: a topic of few words that does not begin small."""
    text, whole = words.tidy(text), text
    if may_ask and is_question(whole):
        return True
    if len(text) > 2 * LONGEST_TOPIC:
        return False
    told = [word for word in text.split() if any(map(str.isalnum, word))]
    is_course = words.ON_PLATFORM.search(text.casefold()) is not None and told[0].casefold() not in words.PRAISING
    most = MOST_CAPITALS if is_course or is_in_capitals(told) else MOST_WORDS
    is_named = is_topic(whole, may_ask=may_ask) and (is_course or not begins_small(text))
    return is_named and "](" not in text and len(told) <= most


def is_in_capitals(told: Sequence[str]) -> bool:
    """Whether three of four longer words begin with a capital, as in the title of a book or song."""
    long = [word for word in told if len(word) > 3]
    return len(long) > 1 and 4 * sum(word[0].isupper() for word in long) >= 3 * len(long)


def begins_small(text: str) -> bool:
    """Whether the first letter is a small one; that of "edX" or "iOS" begins a name."""
    for at, sign in enumerate(text):
        if sign.isalnum():
            return sign.islower() and text[at:].split(maxsplit=1)[0].islower()
    return False


def without_aside(text: str) -> str:
    """A line without what is in brackets at its end: "nmap (you will use it every time)"."""
    return _ASIDE.sub("", text)


def is_short_name(text: str) -> bool:
    """Whether a line is a name written small: "nikto", "dbt models", "athena/big query"; not "made of wood"."""
    told = text.casefold().split()
    is_plain = is_topic(text) and "](" not in text and len(text.strip()) > 2
    return is_plain and len(told) <= MOST_OF_A_NAME and words.JOINING.isdisjoint(told)


def is_small_topic(text: str) -> bool:
    """Whether a line in a list of names is one in few words, of which some join: "aggregates and `GROUP BY`"."""
    told = text.casefold().split()
    return is_topic(text) and len(told) <= MOST_OF_A_NAME and told[0] not in words.SENTENCE_STARTS | words.LEARNING


def may_be_name(text: str) -> bool:
    """Whether a line may be a name among names: a long one, or one with a full stop, but not worded as a sentence."""
    text = text.strip()
    text = text[:-1] if text.endswith(".") and not text.endswith("..") else text
    first = words.folded(text).partition(" ")[0]
    return is_topic(text) and not begins_small(text) and first not in words.SENTENCE_STARTS


def may_be_question(text: str) -> bool:
    """Whether a line may be a topic worded as a question among names: "How sails hold", "What a keel is for"."""
    told = words.folded(text).split()
    return is_topic(text) and len(told) <= MOST_WORDS and told[0] in words.QUESTION_WORDS


def turns_a_page(name: str) -> bool:
    """Whether a link leads on, back, or to the plan in another language."""
    return (
        name.strip().endswith((">>", "»"))
        or name.strip().startswith(("<<", "«"))
        or words.folded(name) in words.LANGUAGE_NAMES
        or leads_on_or_back(name)
    )


def leads_on_or_back(name: str) -> bool:
    """Whether a link turns from page to page by what it is called: "← Back"."""
    told = words.folded(name.strip(" ←→⬅➡<>«»\ufe0f"))
    return told in words.TURNING or (name.strip().startswith(("<", "«", "←", "⬅")) and told.startswith("back to "))


def leads_about(href: str) -> bool:
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
