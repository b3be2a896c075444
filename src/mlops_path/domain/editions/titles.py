"""How much alike two titles are."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise, takewhile
from typing import NamedTuple
from unicodedata import normalize

from mlops_path.domain.editions.vocabulary import (
    DROPPED,
    FIELDS,
    FORMS,
    FUNCTION,
    GENERIC,
    IN_FULL,
    MAKERS,
    MATERIALS,
    NUMERALS,
    REMARKS,
    STATES,
    TIMES,
    UNITS,
)

LEAST_OF_A_SENTENCE = 5  # telling words
LEAST_OF_A_TITLE = 3  # words of which none is telling
LEAST_OF_A_STEM = 6  # letters
SAME, CLOSE, CONTAINED, ALIKE, UNLIKE = 4, 3, 2, 1, 0

_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"v?(\d+(?:\.\d+)*)")
# Chinese and Japanese are written without spaces: there a character is a word.
_WORD = re.compile(r"v?\d+(?:\.\d+)+|[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+(?:\+\+|#)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3})+")
_ACCENTS = re.compile(r"([A-Za-z])[\u0300-\u036f]+")
_BRITISH = re.compile(r"(?<=[a-z]{3})is(?=(?:ations?|ers?|ing|ed|es?)$)")  # of "normalisation"
_POSSESSIVE = re.compile("(?<=\\w)['’]s\\b")
_QUOTES = re.compile("['’‘`´ʼ]")
_ENDING = re.compile(r"(?<=[^\W\d_]{3})\.(?:ai|com|dev|io|js|org)\b")  # of "Prometheus.io"
_ASIDE = re.compile(r"[(\[{【（]([^)\]}】）]*)[)\]}】）]")
_TIME = re.compile(
    r"\s*[≈~]?\s*\d{1,3}(?:[.:]\d{1,2})?(?:\s?[-–]\s?\d{1,3}(?:[.:]\d{1,2})?)?\s?"
    r"(?:[ap]m|h|hrs?|hours?|m|min|mins|minutes?|pages?|pp|weeks?|days?)\.?\s*"
)
_BREAK = re.compile(r"[:：|;,–—•·]|\s[-~/]+\s|\s(?:by|from|with)\s")
_COUNTED = re.compile(
    rf"\W*(?:(?:{'|'.join(sorted(UNITS))})\s*\#?\d{{1,3}}\b(?!\s+(?:of|from|in)\b|\.\d)"
    r"|\#?\d{1,3}(?=[.:)]\s|\s+[-–—]\s)|\d{1,3}(?:\.\d{1,3})+(?=[.:)]?\s))\s*[.:)\-–—|]*\s*(?=\S)"
)


_EDITION = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?|{'|'.join(sorted(NUMERALS))}|revised)[ -](?:anniversary )?ed(?:ition|n)?\b"
    r"|\b\d{1,2}e\b"
)


class Title(NamedTuple):
    """A title, taken to pieces.

    `words` is all of it, in order, without articles; `core` leaves out a number in front and what is in brackets
    (`aside`); `heads` and `tails` are the core up to, and after, each of its colons, dashes and the like. `numbers` and
    `units` ("chapter 3") are those not in front. `telling` are the words that say what it is about, `rare` those of
    them that are no whole field.
    """

    words: tuple[str, ...]
    core: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    tails: tuple[tuple[str, ...], ...]
    aside: frozenset[str]
    numbers: frozenset[str]
    units: frozenset[str]
    telling: frozenset[str]
    rare: frozenset[str]

    @property
    def is_generic(self) -> bool:
        """Whether a hundred things could be called so: "Introduction", "Slides", "Week 3"."""
        return not self.telling


def words_of_title(text: str) -> tuple[str, ...]:
    """The words that stay when case, signs, emoji and articles are gone; of a title of nothing but these, itself."""
    folded = _folded(text)
    return _words(folded) or tuple(folded.split())


def without_asides(text: str) -> str:
    """A text without what is in brackets."""
    return _ASIDE.sub(" ", text)


def untimed(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without what says how long something takes: of "10 weeks, 4-8 hours/week, set theory" the last two."""
    return tuple(word for word in words if word not in TIMES and not word[0].isdigit())


def without_count(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without a number in front that counts chapters and their parts, as "9.8" does."""
    return words[1:] if len(words) > 1 and _DOTTED.fullmatch(words[0]) else words


def without_edition(text: str) -> tuple[str, ...]:
    """The words of a book's title, whichever edition it says it is: "2e", "(3rd edition)", "second ed."."""
    return words_of_title(_EDITION.sub(" ", text.casefold()))


def read_title(text: str) -> Title:
    """`text`, taken to pieces."""
    folded = _folded(text)
    words = _words(folded) or tuple(folded.split())
    counted = _COUNTED.match(folded)
    rest = folded[counted.end() :] if counted else folded
    asides = [
        aside for aside in _ASIDE.findall(rest) if STATES.isdisjoint(_words(aside)) and not _TIME.fullmatch(aside)
    ]
    bare = _ASIDE.sub(" ", rest)
    core = _words(bare)
    if not core:
        core, bare, asides = _words(rest) or words, rest, []
    inside = _words(" ".join(asides))
    breaks = list(_BREAK.finditer(bare))
    body = core + inside
    telling = frozenset(word for word in words if word not in GENERIC and not _number(word))
    if not telling and len(words) >= 3 and FUNCTION.issuperset(words):
        telling = frozenset(words)  # "From What to How" is a title of its own
    return Title(
        words,
        core,
        tuple(head for one in breaks if (head := _words(bare[: one.start()]))),
        tuple(tail for one in breaks if (tail := _words(bare[one.end() :]))),
        frozenset(inside),
        frozenset(number for word in body if (number := _number(word))),
        frozenset(
            f"{before} {number}"
            for before, word in pairwise(body)
            if before in UNITS and not _YEAR.fullmatch(word) and (number := "1" if word == "i" else _number(word))
        ),
        telling,
        telling - FIELDS,
    )


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
    """Whether they are as "3.8" and "3.12", or one has a number, not a year, that the other has not."""
    only_one, only_other = one.numbers - other.numbers, other.numbers - one.numbers
    if only_one and only_other:
        return True
    return any(not _YEAR.fullmatch(number) for number in only_one | only_other)


def is_close(one: Title, other: Title) -> bool:
    """Whether nothing but a typo, a year, brackets, a subtitle or an author tells them apart."""
    if numbers_differ(one, other) or one.units != other.units or asides_differ(one, other):
        return False
    a, b = _without_years(one.core), _without_years(other.core)
    if a == b or "".join(a) == "".join(b):
        return True
    return _is_typo_apart(a, b) or _is_segment(a, other) or _is_segment(b, one)


def is_touched_up(one: Title, other: Title) -> bool:
    """Whether nothing but a typo, a year or a passing remark like "free" tells them apart."""
    a, b = (tuple(word for word in title.words if not _is_passing(word)) for title in (one, other))
    return not numbers_differ(one, other) and (a == b or "".join(a) == "".join(b) or _is_typo_apart(a, b))


def is_nearly_whole(one: Title, other: Title) -> bool:
    """Whether two sentences differ in one word of six at most, which is neither a number nor a material."""
    if numbers_differ(one, other) or asides_differ(one, other) or (one.telling ^ other.telling) & MATERIALS:
        return False
    both = one.telling & other.telling
    ours, theirs = one.telling - both, other.telling - both
    inflected = sum(any(len(beginning(a, b)) >= LEAST_OF_A_STEM for b in theirs) for a in ours)
    shared = len(both) + inflected
    return shared >= LEAST_OF_A_SENTENCE and 6 * shared >= 5 * (len(one.telling | other.telling) - inflected)


def is_respelt(one: Title, other: Title) -> bool:
    """Whether the letters are the same, or the words in another order: "Pytorch", "Py Torch"; "TLS / SSL"."""
    is_turned = not (one.numbers or other.numbers) and len(one.core) > 1 and sorted(one.words) == sorted(other.words)
    return is_turned or "".join(one.words) == "".join(other.words)


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
    """Whether one is a single word made of the letters of the other: "NLTK" and "Natural Language Toolkit"."""
    short, long = sorted((one.core, other.core), key=len)
    return len(short) == 1 < len(long) and _shortens(short[0], long)


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
    return not (within or _name_venues(one.aside, other.aside)) or bool((one.aside ^ other.aside) & FORMS)


def _name_venues(one: Collection[str], other: Collection[str]) -> bool:
    """Whether brackets say where and in which year something came out: "(arXiv'2021)", and then "(ICCV 2021)"."""
    return all(0 < len(words) < 3 and any(_YEAR.fullmatch(word[-4:]) for word in words) for words in (one, other))


def _folded(text: str) -> str:
    folded = text if text.isascii() else normalize("NFC", _ACCENTS.sub(r"\1", normalize("NFKD", text)))
    return _ENDING.sub("", _QUOTES.sub("", _POSSESSIVE.sub("", folded.casefold())))


def _words(folded: str) -> tuple[str, ...]:
    words = (IN_FULL.get(word, word) for word in _WORD.findall(folded) if word not in DROPPED)
    return tuple(_BRITISH.sub("iz", word) if "is" in word else word for word in words)


def _number(word: str) -> str:
    found = _NUMBER.fullmatch(word)
    return found[1] if found else NUMERALS.get(word, "")


def _is_passing(word: str) -> bool:
    return word in REMARKS or bool(_YEAR.fullmatch(word))


def _without_years(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if not _YEAR.fullmatch(word)) or words


def _is_segment(words: tuple[str, ...], longer: Title) -> bool:
    """Whether `words` are the longer title up to a colon or the like, or after it, and the rest is no material.

    A single word has to be at the beginning.
    """
    ends = longer.heads + longer.tails if len(words) > 1 else longer.heads
    if words not in map(_without_years, ends) or GENERIC.issuperset(words):
        return False
    return not (set(longer.core) - set(words)) & MATERIALS


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
    if len(one) >= 4 and other in (one + "s", one + "es"):
        return True
    return len(one) >= shortest and edits_between(one, other, most := 1 if len(one) < 10 else 2) <= most


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
