"""What a cell of a table says: how long, when, whether it is done, or nothing but a figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mlops_path.curriculum.importing import words
from mlops_path.curriculum.importing.draft import line_of
from mlops_path.curriculum.importing.naming import kind_of, year_of

if TYPE_CHECKING:
    from mlops_path.curriculum.importing.phrase import Phrase, Targets

_DATE = re.compile(r"\d{4}-\d\d?-\d\d?|\d\d?[./]\d\d?[./]\d{2,4}")
_HOURS = re.compile(
    r"(?:about |approx\.? |~|≈)?\s*(\d+(?:[.,]\d+)?)\s*(?:h|hr|hrs|hour|hours|std)\.?\s*(?:(\d+)\s*(?:m|min)?)?",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"(?:about |approx\.? |~|≈)?\s*(\d+)\s*(?:m|min|mins|minute|minutes)\.?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2}):(\d{2})|(\d{1,3}):(\d{2})")
_TIME_OF_DAY = re.compile(r"(?:(?:to|until) )?\b\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.? ?m\b\.?)")
_BEHIND_STATUS = re.compile(r" ?[(（、]")
_PART = re.compile(r"[0-9]{1,2} ?%")
MOST_MINUTES = 60_000
LONGEST_DATE = 80  # characters, of a stretch of days with their times
LEAST_OF_A_WORD, MOST_OF_A_WORD = 6, 16  # characters
LIKE = 0.85  # as difflib measures it: "compelte" is 0.88 like "complete"


def field_facts(field: str, text: str, head: str) -> dict[str, Any]:
    """What a cell says about a `PlanItem`; nothing where it is not clear."""
    text = line_of(text, 1000)
    match field:
        case "authors":
            names = [line_of(name) for name in re.split(r",|;| and | & ", text) if any(c.isalpha() for c in name)]
            return {"authors": tuple(names)} if names else {}
        case "year":
            return {"year": year_of(text)} if year_of(text) else {}
        case "minutes":
            minutes = minutes_of(text, head)
            return {"minutes": minutes} if minutes else {}
        case "kind":
            return {"kind": kind_of(text)} if kind_of(text) else {}
        case "need":
            word = text.casefold()
            negative = {"no", "false", "0", "n"} if "required" in head else {"yes", "true", "x", "1", "y", "✓", "✅"}
            return {"optional": True} if word == "optional" or (head.rstrip("?") != "need" and word in negative) else {}
        case "summary" | "note" | "why":
            return {field: text} if any(c.isalnum() for c in text) else {}
    return {}


def minutes_of(text: str, head: str = "") -> int | None:
    """Minutes that "45 min", "1.5 hours", "1h30", "12:30" or, under a head with a unit, a bare number mean."""
    text = text.strip()
    minutes: float | None = None
    if text.isascii() and text.isdecimal() and len(text) <= 6 and head in ("minutes", "min", "hours"):
        minutes = int(text) * (60 if head == "hours" else 1)
    elif found := _HOURS.fullmatch(text):
        minutes = float(found[1].replace(",", ".")) * 60 + int(found[2] or 0) if len(text) < 40 else None
    elif (found := _MINUTES.fullmatch(text)) and len(text) < 40:
        minutes = int(found[1])
    elif found := _CLOCK.fullmatch(text):
        minutes = int(found[1]) * 60 + int(found[2]) if found[1] else int(found[4])
    return round(minutes) if minutes and 1 <= round(minutes) <= MOST_MINUTES else None


def mark(text: str) -> str:
    """A mark as the table of words has it: small letters, no emoji presentation signs."""
    return text.strip().strip("`*").replace("\ufe0f", "").replace("\ufe0e", "").casefold().strip()


def status_of(text: str) -> str:
    """The status that a mark or a word means, also in "✅ in May"; empty where it means none."""
    whole = mark(text)
    if whole in words.STATUS_WORDS:
        return words.STATUS_WORDS[whole]
    if _PART.fullmatch(whole):
        return "doing"
    first, _, rest = whole.partition(" ")
    if first in words.SURE_MARKS or (first in words.STATUS_WORDS and not any(map(str.isalpha, rest))):
        return words.STATUS_WORDS.get(first, "")
    told = text if text.startswith("(") else _BEHIND_STATUS.split(text, maxsplit=1)[0]
    return words.STATUS_WORDS.get(words.folded(told), "")


def likely_status(text: str) -> str:
    """The status of a word that is misspelt by a letter or two: "compelte"; empty for others."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a word that is not known needs it

    word = words.folded(text)
    if not (LEAST_OF_A_WORD <= len(word) <= MOST_OF_A_WORD and word.isascii()):
        return ""
    known = [each for each in words.STATUS_WORDS if each[:1] == word[0] and abs(len(each) - len(word)) < 2]
    return "".join(words.STATUS_WORDS[each] for each in get_close_matches(word, known, 1, LIKE))


def is_date(text: str) -> bool:
    """Whether a cell says when: "Tuesday April 4", "2024-04-02", "Oct 4, 11:59 pm"."""
    if len(text) > LONGEST_DATE:
        return False
    if _DATE.fullmatch(text.strip()):
        return True
    told = re.findall(r"[^\W\d_]+", _TIME_OF_DAY.sub("", text.casefold()))
    return bool(told) and any(map(str.isdigit, text)) and all(word[:3] in words.CALENDAR for word in told)


def is_mark(cell: Phrase) -> bool:
    """Whether a cell holds a mark, and not a task with a box: "[x]", "✅ Done", not "[x] Sails"."""
    told = words.folded(cell.text)
    return bool(cell.box and (not told or told in words.STATUS_WORDS)) or mark(cell.text) in words.SURE_MARKS


def is_figure(text: str) -> bool:
    return any(map(str.isdigit, text)) and not any(map(str.isalpha, text))


def is_count(text: str) -> bool:
    """Whether a cell numbers its row, or is as short as a sign: "4", "VII", "⏳"."""
    return len(text.strip()) < 3 or words.folded(text) in words.ROMAN


def is_words(text: str) -> bool:
    folded = words.folded(text)
    return any(c.isalpha() for c in folded) and mark(text) not in words.STATUS_WORDS


def link_names(cell: Phrase) -> list[str]:
    return [words.folded(cell.text[link.start : link.end]) for link in cell.links]


def only_leads(cell: Phrase, where: Targets) -> bool:
    """Whether a cell is a link to a place in the file, and no task that names one: "Review [the basics](#basics)"."""
    return bool(where.same_page) and len(cell.beside_links.split()) < 2 and not cell.beside_links[:1].isupper()


def speaks(cell: Phrase) -> bool:
    """Whether a cell is a sentence that says something to the reader, with a link in it."""
    told = words.folded(cell.text)
    return (told.partition(" ")[0] in words.ADDRESSING or told.startswith(words.ASKING)) and bool(
        cell.beside_links.strip()
    )
