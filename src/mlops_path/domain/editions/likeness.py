"""How much alike two titles are."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise, takewhile

from mlops_path.domain.editions.titles import YEAR, Title
from mlops_path.domain.editions.vocabulary import (
    FIELDS,
    FORMS,
    FUNCTION,
    GENERIC,
    MAKERS,
    MATERIALS,
    PORTIONS,
    REMARKS,
    UNITS,
)

LEAST_OF_A_SENTENCE = 5  # telling words
LEAST_OF_A_TITLE = 3  # words of which none is telling
LEAST_OF_A_STEM = 6  # letters
LEAST_OF_A_PHRASE = 4  # words
LEAST_OF_A_SUBTITLE = 3  # the same
SAME, CLOSE, CONTAINED, ALIKE, UNLIKE = 4, 3, 2, 1, 0
MOST_APART = 2  # words
_DOTTED_COURSE = re.compile(r"\d{1,2}\.\d{2,4}")
_COURSE = re.compile(rf"[a-z]{{2,5}}(?!{YEAR.pattern}$)\d{{2,4}}[a-z]{{0,2}}")
_FACULTY = re.compile(r"[a-z]{2,5}")
_COURSE_NUMBER = re.compile(rf"(?!{YEAR.pattern}$)\d{{2,4}}[a-z]{{0,2}}")
_DATE_OR_CODE = re.compile(rf"{YEAR.pattern}|\d{{1,2}}\.\d{{3,4}}")  # "6.006" is a course in a catalogue


def likeness(one: Title, other: Title) -> int:
    """SAME, CLOSE, CONTAINED, ALIKE or UNLIKE.

    SAME but for signs and case; CLOSE: a typo, a year, a subtitle or an author apart; CONTAINED: all telling words of
    the shorter, three at least, are in the longer; ALIKE: half of them are.
    """
    if one.words == other.words:
        return SAME if one.words else UNLIKE
    if one.units != other.units:
        return UNLIKE
    if is_close(one, other):
        return CLOSE
    shared = len(one.telling & other.telling)
    fewer = min(len(one.telling), len(other.telling))
    if shared == fewer >= 3 and not numbers_differ(one, other):
        return CONTAINED
    return ALIKE if fewer and shared * 2 >= fewer else UNLIKE


def numbers_differ(one: Title, other: Title) -> bool:
    """Whether they are as "3.8" and "3.12", or one has a number, no year or course, that the other has not."""
    only_one, only_other = one.numbers - other.numbers, other.numbers - one.numbers
    if only_one and only_other:
        return True
    return not all(map(_DATE_OR_CODE.fullmatch, only_one | only_other))


def is_close(one: Title, other: Title) -> bool:
    """Whether nothing but a typo, a year, brackets, a subtitle or an author tells them apart."""
    if are_one_course(one, other):
        return True
    if numbers_differ(one, other) or one.units != other.units or asides_differ(one, other):
        return False
    if are_translated(one, other):
        return True
    a, b = _without_years(one.core), _without_years(other.core)
    if a == b or "".join(a) == "".join(b):
        return True
    if "".join(a) in map("".join, other.heads) and not MATERIALS.intersection(other.core) - set(one.core):
        return True
    return _is_typo_apart(a, b) or _is_segment(a, other) or _is_segment(b, one) or _is_named_longer(one, other)


def are_one_course(one: Title, other: Title) -> bool:
    """Whether both name a course by one number of a catalogue, and say the same or nearly the same of it.

    "Course: Multivariable Calculus (MIT 18.02)" and "MIT 18.02 - Multivariable Calculus", in any order of the words;
    not its exams, and not one time its notes and one time its videos.
    """
    (codes, words), (others, their_words) = catalogued(one), catalogued(other)
    if not codes or codes != others:
        return False
    shared, apart = words & their_words, words ^ their_words
    is_within = words <= their_words or their_words <= words
    return len(shared) > 1 and (
        not apart or (is_within and len(shared) > 2 and len(apart) <= MOST_APART and not apart & GENERIC)
    )


def catalogued(title: Title) -> tuple[frozenset[str], frozenset[str]]:
    """The numbers by which catalogues of universities call what a title names, and its other words but small ones.

    "18.02", "cs106b", also of "CS 106B"; a letter behind a number with a dot ("6.042J") says nothing. Years are none.
    """
    codes, rest = set[str](), list[str]()
    words = [*title.words, "", ""]
    skipped = -1
    for place, (word, following) in enumerate(pairwise(words[:-1])):
        if place == skipped:
            continue
        if _DOTTED_COURSE.fullmatch(word):
            codes.add(word)
            skipped = place + 1 if len(following) == 1 and following.isalpha() else -1
        elif _COURSE.fullmatch(word):
            codes.add(word)
        elif _FACULTY.fullmatch(word) and _COURSE_NUMBER.fullmatch(following):
            codes.add(word + following)
            skipped = place + 1
        else:
            rest.append(word)
    return frozenset(codes), frozenset(rest) - FUNCTION - {"", "course"}


def are_translated(one: Title, other: Title) -> bool:
    """Whether one title is what the other says in brackets: "Skip List" and "스킵 리스트 (Skip List)"."""
    short, long = (one, other) if other.aside else (other, one)
    return not short.aside and len(short.core) > 1 and long.aside == frozenset(short.core) != frozenset(long.core)


def is_touched_up(one: Title, other: Title) -> bool:
    """Whether nothing but a typo, a year or a passing remark like "free" tells them apart."""
    a, b = (tuple(word for word in title.words if not _is_passing(word)) for title in (one, other))
    return not numbers_differ(one, other) and (a == b or "".join(a) == "".join(b) or _is_typo_apart(a, b))


def is_nearly_whole(one: Title, other: Title) -> bool:
    """Whether two sentences differ in one word of six at most, which is neither a number nor a material."""
    if numbers_differ(one, other) or asides_differ(one, other) or (one.telling ^ other.telling) & MATERIALS:
        return False
    shared, both = shared_words(one, other), len(one.telling & other.telling)
    return shared >= LEAST_OF_A_SENTENCE and 6 * shared >= 5 * (len(one.telling | other.telling) - (shared - both))


def is_respelt(one: Title, other: Title) -> bool:
    """Whether the letters are the same, or the words in another order: "Pytorch", "Py Torch"; "TLS / SSL"."""
    if "".join(one.words) == "".join(other.words):
        return True
    ours, theirs = ([word for word in title.words if word not in FUNCTION] for title in (one, other))
    is_joined_otherwise = len(ours) > 1 and ours == theirs  # "TCP and UDP", "TCP vs UDP"
    is_turned = len(turned(one)) > 1 and turned(one) == turned(other)
    return not (one.numbers or other.numbers) and (is_turned or is_joined_otherwise)


def is_beginning(one: Title, other: Title) -> bool:
    """Whether one title goes on where the other ends."""
    short, long = sorted((one.core, other.core), key=len)
    return long[: len(short)] == short


def has_subtitle(one: Title, other: Title) -> bool:
    """Whether one is the beginning of the other, two rare words at least, that goes on for three words and more."""
    short, long = sorted((one, other), key=lambda title: len(title.core))
    rest = long.core[len(short.core) :]
    is_long = len(rest) >= LEAST_OF_A_SUBTITLE and not MATERIALS.intersection(rest)
    return is_beginning(one, other) and len(short.rare) > 1 and is_long and not numbers_differ(one, other)


def is_inflected(one: Title, other: Title) -> bool:
    """Whether nothing but plurals tells them apart: "Database Index", "Database Indexes"."""
    pairs = list(zip(one.words, other.words, strict=False))
    return len(one.words) == len(other.words) and all(a == b or _is_plural(*sorted((a, b), key=len)) for a, b in pairs)


def turned(title: Title) -> tuple[str, ...]:
    """The words without an order: of four and more without those that only join them."""
    joined = [word for word in title.words if word not in FUNCTION]
    return tuple(sorted(joined if len(joined) >= LEAST_OF_A_PHRASE else title.words))


def without_place(title: Title, around: Collection[str]) -> tuple[str, ...]:
    """What a title says that is not said around it: of "Tailwind CSS" in "CSS" the first."""
    return tuple(word for word in title.core if word not in around)


def are_counted_alike(one: Title, other: Title) -> bool:
    """Whether both begin with the same count of one kind: "Project 1: Buffers" and "Project 1: Buffer pool"."""
    count = one.words[:2]
    return len(count) == 2 and count == other.words[:2] and count[0] in UNITS | MATERIALS and count[1].isdecimal()


def shared_words(one: Title, other: Title) -> int:
    """How many telling words both have, whatever form these are in, or misspelt: "network", "networking"."""
    both = one.telling & other.telling
    ours, theirs = one.telling - both, other.telling - both
    return len(both) + sum(any(_are_one_word(a, b) for b in theirs) for a in ours)


def _are_one_word(one: str, other: str) -> bool:
    if len(beginning(one, other)) >= LEAST_OF_A_STEM:
        return True
    return min(len(one), len(other)) > LEAST_OF_A_STEM and _is_misspelt(one, other)


def are_of_one_series(one: Title, other: Title) -> bool:
    """Whether both begin with one name, and end otherwise: "Kaggle Learn: Cleaning", "Kaggle Learn: Plotting"."""
    for head in set(one.heads) & set(other.heads):
        ends = [set(title.core[len(head) :]) - GENERIC - FIELDS for title in (one, other)]
        if head == one.core[: len(head)] == other.core[: len(head)] and all(ends) and ends[0].isdisjoint(ends[1]):
            return True
    return False


def maker_apart(one: Title, other: Title) -> str:
    """Whose name one has in front, where that alone tells two titles apart: "apache" for "Apache Airflow"."""
    short, long = sorted((one.core, other.core), key=len)
    alike = long[1:] == short and bool(one.rare & other.rare) and not (one.aside or other.aside)
    return long[0] if alike and long[0] in MAKERS else ""


def abbreviation(one: Title, other: Title) -> str:
    """What one is called for short, where that alone tells two titles apart; empty where it does not.

    "cml" for "CML" and "CML (Continuous Machine Learning)", "skopt" for "scikit-optimize (skopt)" and the same without.
    """
    if numbers_differ(one, other):
        return ""
    for short, long in ((one, other), (other, one)):
        if short.aside or not long.aside:
            continue
        if long.core == short.core:
            if len(short.core) == 1 and _are_initials(short.core[0], long.aside):
                return short.core[0]
            return next((word for word in long.aside if len(long.aside) == 1 and _shortens(word, long.core)), "")
        if long.aside == frozenset(short.core) and len(short.core) == 1 and _shortens(short.core[0], long.core):
            return short.core[0]
    return ""


def is_short_for(one: Title, other: Title) -> bool:
    """Whether one is a single word made of the letters of the other: "NLTK" and "Natural Language Toolkit".

    Or has one for the first letters of several: "VS Code" and "Visual Studio Code".
    """
    short, long = sorted((one.core, other.core), key=len)
    if len(short) == 1:
        return len(long) > 1 and _shortens(short[0], long)
    start = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(short, long, strict=False))))
    end = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(short[:start:-1], long[:start:-1], strict=False))))
    initials = "".join(word[0] for word in long[start : len(long) - end])
    return start + end == len(short) - 1 and len(initials) > 1 and short[start] == initials


def _shortens(short: str, words: tuple[str, ...]) -> bool:
    """Whether `short` is made of the first letters of words, or of letters of them in their order."""
    letters = iter("".join(words))
    in_order = len(short) >= 3 and short[0] == words[0][0] and all(letter in letters for letter in short)
    return in_order or _are_initials(short, words)


def _are_initials(short: str, words: Collection[str]) -> bool:
    """Whether `short` is the first letters of these, as far as their order is not asked."""
    initials = sorted(word[0] for word in words)
    telling = sorted(word[0] for word in words if word not in FUNCTION)
    return len(short) >= 2 and sorted(short) in (initials, telling)


def brands(one: Title, other: Title) -> set[str]:
    """What words of both begin with, five letters at least, that are no maker's name."""
    common = (beginning(a, b) for a in one.rare - MAKERS for b in other.rare - MAKERS)
    return {brand for brand in common if len(brand) >= 5}


def beginning(one: str, other: str) -> str:
    """What both words begin with."""
    return "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def asides_differ(one: Title, other: Title) -> bool:
    """Whether brackets make two things of them: "(paper)" and "(video)"; but remarks may come and go."""
    within = one.aside <= other.aside or other.aside <= one.aside
    return not (within or _name_venues(one.aside, other.aside)) or bool((one.aside ^ other.aside) & (FORMS | PORTIONS))


def _name_venues(one: Collection[str], other: Collection[str]) -> bool:
    """Whether brackets say where and in which year something came out: "(arXiv'2021)", and then "(ICCV 2021)"."""
    return all(0 < len(words) < 3 and any(YEAR.fullmatch(word[-4:]) for word in words) for words in (one, other))


def _is_passing(word: str) -> bool:
    return word in REMARKS or bool(YEAR.fullmatch(word))


def _without_years(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if not _DATE_OR_CODE.fullmatch(word)) or words


def _is_segment(words: tuple[str, ...], longer: Title) -> bool:
    """Whether `words` are the longer title up to a colon or the like, after it or between two; the rest is no material.

    A single word has to be at the beginning.
    """
    ends = longer.heads + longer.tails if len(words) > 1 else longer.heads
    if not (words in map(_without_years, ends) or _is_between(words, longer)) or GENERIC.issuperset(words):
        return False
    return not (set(longer.core) - set(words)) & MATERIALS


def _is_named_longer(one: Title, other: Title) -> bool:
    """Whether both say the same behind the colon, of one name that has more words before it: "KISS principle: …"."""
    for tail in set(one.tails) & set(other.tails):
        short, long = sorted((title.core[: -len(tail)] for title in (one, other)), key=len)
        more = set(long[len(short) :])
        if len(tail) >= LEAST_OF_A_TITLE and short and long[: len(short)] == short and more.isdisjoint(MATERIALS):
            return len(more) == 1
    return False


def _is_between(words: tuple[str, ...], longer: Title) -> bool:
    """Whether several words stand between two colons or the like."""
    breaks = {len(head) for head in longer.heads}
    starts = (at for at in breaks if at + len(words) in breaks) if len(words) > 1 else ()
    return any(longer.core[at : at + len(words)] == words for at in starts)


def _is_typo_apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != len(other):
        return False
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(apart) > (1 if len(one) < 6 else 2):
        return False
    shortest = 7 if len(one) == 1 else 6
    return all(_is_typo(a, b, shortest) for a, b in apart)


def _is_typo(one: str, other: str, shortest: int) -> bool:
    if len(one) > len(other):
        one, other = other, one
    if not (one.isalpha() and other.isalpha()) or one[0] != other[0] or len(other) > 30:
        return False
    if _is_plural(one, other):
        return True
    return len(one) >= shortest and edits_between(one, other, most := 1 if len(one) < 10 else 2) <= most


def may_be_misspelt(one: Title, other: Title) -> bool:
    """Whether a word of several is nearly the other's: "Manchar's algorithm", "Manacher's algorithm"."""
    apart = [sorted(pair, key=len) for pair in zip(one.core, other.core, strict=False) if pair[0] != pair[1]]
    if len(one.core) != len(other.core) or len(one.core) < 2 or len(apart) != 1:
        return False
    ((short, long),) = apart
    return len(short) >= LEAST_OF_A_STEM and _is_misspelt(short, long)


def _is_misspelt(one: str, other: str) -> bool:
    """Whether one word may be meant by both: two letters apart, or one where they are short or begin otherwise."""
    most = 2 if min(len(one), len(other)) > LEAST_OF_A_STEM and one[0] == other[0] else 1
    return one.isalpha() and other.isalpha() and edits_between(one, other, most) <= most


def _is_plural(one: str, other: str) -> bool:
    return len(one) >= 4 and other in (one + "s", one + "es")


def edits_between(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap; anything above `most` when there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, row = list(range(len(other) + 1)), list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i] + [0] * len(other)
        for j, b in enumerate(other, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], earlier[j - 2] + 1)
    return row[-1]
