"""Titles taken to pieces, so that they can be compared."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from mlops_path.domain.editions.vocabulary import (
    DROPPED,
    FIELDS,
    FUNCTION,
    GENERIC,
    IN_FULL,
    NUMERALS,
    STATES,
    TIMES,
    UNITS,
)

YEAR = re.compile(r"(?:19|20)\d\d")
CODE = re.compile(r"\d{4}")  # of a year, or of a course in a catalogue: no count
AND_OTHERS = frozenset(["al", "et"])
_NUMBER = re.compile(r"v?(\d+(?:\.\d+)*)")
# Chinese and Japanese are written without spaces: there a character is a word.
_WORD = re.compile(r"v?\d+(?:\.\d+)+|[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+(?:\+\+|#)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3})+")
_ACCENTS = re.compile(r"([A-Za-z])[\u0300-\u036f]+")
_BRITISH = re.compile(r"(?<=[a-z]{3})(?<!exerc)is(?=(?:ations?|ers?|ing|ed|es?)$)")  # of "normalisation"
_POSSESSIVE = re.compile("(?<=\\w)['’]s\\b")
_QUOTES = re.compile("['’‘`´ʼ]")
_ENDING = re.compile(r"(?<=[^\W\d_]{3})\.(?:ai|com|dev|io|js|org)\b")  # of "Prometheus.io"
_ASIDE = re.compile(r"[(\[{【（]([^)\]}】）]*)[)\]}】）]")
_VOLUME = re.compile(r"(?:[(（【\[]|\s)([上中下前後后])[巻卷册冊編篇]?[)）】\]]?\s*$|([上中下])[巻卷册冊]\s*$")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_TIME = re.compile(
    r"\s*\d{1,4}/\d{1,4}\s*|\s*\d{1,3}(?::\d\d){1,2}\s*"
    r"|\s*[≈~]?\s*\d{1,3}(?:[.:]\d{1,2})?(?:\s?[-–]\s?\d{1,3}(?:[.:]\d{1,2})?)?\s?"
    r"(?:[ap]m|h|hrs?|hours?|m|min|mins|minutes?|pages?|pp|weeks?|days?)\.?\s*"
)
_DAY = re.compile(
    r"\s*(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{2,4}"
    rf"|\d{{1,2}}[-. ]+(?:{_MONTH})[-., ]+\d{{2,4}}|(?:{_MONTH})[. ]+\d{{1,2}}(?:, ?\d{{4}})?)\s*"
)
_BREAK = re.compile(r"[:：|;,–—•·]|\s[-~/]+\s|\s(?:by|from|with)\s")
_COUNTED = re.compile(
    rf"\W*(?:(?:{'|'.join(sorted(UNITS))})\s*\#?(?:\d{{1,3}}|[ivx]{{1,5}})\b(?!\s+(?:of|from|in)\b|\.\d)"
    r"|\#?\d{1,3}(?=[.:)]\s|\s+[-–—]\s)|\d{1,3}(?:\.\d{1,3})+(?=[.:)]?\s))\s*[.:)\-–—|]*\s*(?=\S)"
)


_EDITION = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?|{'|'.join(sorted(NUMERALS))}|revised)[ -](?:anniversary )?ed(?:ition|n)?\b"
    r"|\b\d{1,2}(?:e|ème|ª|\.|-[ей]|-?е)? ?(?:edição|edición|édition|auflage|aufl|изд(?:ание)?|ed)\b\.?|\b\d{1,2}e\b"
    r"|(?:原书|原書)?第? ?[\d一二三四五六七八九十]{1,2} ?版"
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
    inside = tuple(word for word in _words(" ".join(asides)) if word not in AND_OTHERS)
    body = core + inside
    days = [aside for aside in asides if _DAY.fullmatch(aside)]  # when it was done: no count
    counting = body if not days else core + _words(" ".join(aside for aside in asides if aside not in days))
    breaks = list(_BREAK.finditer(bare))
    units = [
        f"{before} {number}"
        for before, word in pairwise(body)
        if before in UNITS and not CODE.match(word) and (number := _number(word))
    ]
    wholes = [aside.strip() for aside in asides if not aside.isascii()]  # as words that no spaces set apart
    if not folded.isascii() and (volume := _VOLUME.search(rest)):
        units.append(f"volume {volume[1] or volume[2]}")
    telling = frozenset(word for word in words if word not in GENERIC and not _number(word))
    if not telling and len(words) >= 3 and FUNCTION.issuperset(words):
        telling = frozenset(words)  # "From What to How" is a title of its own
    return Title(
        words,
        core,
        tuple(head for one in breaks if (head := _words(bare[: one.start()]))),
        tuple(tail for one in breaks if (tail := _words(bare[one.end() :]))),
        frozenset((*inside, *wholes)),
        frozenset(number for word in counting if (number := _number(word))),
        frozenset(units),
        telling,
        telling - FIELDS,
    )


def _folded(text: str) -> str:
    folded = text if text.isascii() else normalize("NFC", _ACCENTS.sub(r"\1", normalize("NFKD", text)))
    folded = folded.casefold()
    if not folded.isascii() or "'" in folded or "`" in folded:
        folded = _QUOTES.sub("", _POSSESSIVE.sub("", folded))
    return _ENDING.sub("", folded) if "." in folded else folded


def _words(folded: str) -> tuple[str, ...]:
    words = [IN_FULL.get(word, word) for word in _WORD.findall(folded) if word not in DROPPED]
    for before, (unit, count) in enumerate(pairwise(words)):
        if unit in UNITS and (number := "1" if count == "i" else NUMERALS.get(count)):
            words[before + 1] = number  # "Part II" is "part two" and "part 2"
    return tuple(_BRITISH.sub("iz", word) if "is" in word else word for word in words)


def _number(word: str) -> str:
    found = _NUMBER.fullmatch(word)
    return found[1] if found else NUMERALS.get(word, "")
