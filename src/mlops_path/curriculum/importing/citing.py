"""Papers and books without an address, as they are cited: by title, authors, a year and where they came out."""

from __future__ import annotations

import re

from mlops_path.curriculum.importing.phrase import Phrase
from mlops_path.curriculum.importing.words import AMONG_NAMES, LABELS, folded, is_numbered

_YEAR = r"(?:19|20)\d\d[a-z]?"
# as in Kim, E. and Klinger, R. (2018). Title
_BY_YEAR = re.compile(
    rf"([^\W\d_][^\d\"“”]{{3,300}}?)[\s,.]{{1,5}}(?:\({_YEAR}\)[.,:]?|{_YEAR}(?:, \w+)?[.,:])\s+(?=\w)"
)
# as in Rei et al. Title. In Venue 2017.
_BY_NAMES = re.compile(
    rf"([^\W\d_][^\d\"“”:]{{2,200}}?)\. (?=[^\W\d_]).{{12,400}}?[.?] (In )?[^.]{{2,80}}[ ,(]{_YEAR}\)?\.?\s*"
)
# as in A Title in Capitals, Venue 2017
_BY_VENUE = re.compile(rf"([^\W_a-z][^\"“”]{{10,250}}?), +(?:[^\W\d_a-z][\w&'-]* +){{1,5}}{_YEAR}\.?\s*")
# as in Kim and Klinger: Title, Venue 2017.
_BEFORE_VENUE = re.compile(
    r"([^\W\d_][^\d\"“”:]{2,200}?)(?::|(?<=[^\W\d_]{2})\.) (?=[^\W_a-z]).{6,300}?"
    rf"([.,](?: [\w&'’ -]{{2,60}})?[ ,(]{{1,2}}{_YEAR}\)?)\.?\s*"
)

# as in "Title" - Names
_QUOTED = re.compile(r"[^\w\"“(\[]*[\"“]([^\"“”]{2,200})[\"”]")
# as in Example, Sample (2010): and in Example et al.,
_LEADING_AUTHORS = re.compile(
    r"([^\W\d_][^\d()\[\]:]{1,80}?)(?:,? et al\.?)?(?:\s+(\((?:19|20)\d\d\))\s*[:.,]?|(?<= al\.)[:,]|(?<= al)[:,])"
)
# as in Example, Sample et al. (2010)
_CREDIT = re.compile(r"([^\W\d_][^\d()\[\]]{1,80}?)(?:,? et al\.?)?,? \(((?:19|20)\d\d)\)")
# what stands between a title and the names, and where those end
_BETWEEN = re.compile(r"\s*(?:,?\s*by\b|,|-|–|—|(?=\())\s*", re.IGNORECASE)
_NAMES_END = re.compile(r"(?:(?<=[^\W\d_]{2})|(?<=\)))[.;:](?:\s|$)|\n|(?<=\w) \((?=[^\W\d_]{3})")
MOST_NAMES = 12  # words


def title_cited(text: str) -> slice | None:
    """Where the title is in the citation of a paper; None in any other text."""
    if "19" not in text and "20" not in text:
        return None
    first = len(text) - len(text.lstrip())
    if found := _BY_YEAR.match(text, first):
        start, least = found.end(), 2
    elif found := _BY_NAMES.fullmatch(text, first):
        start, least = found.end(1) + 2, 1 if found[2] else 2
    elif (found := _BEFORE_VENUE.fullmatch(text, first)) and len(found[1].split()) > 1 and _names_in(found[1]):
        is_split = _are_people(found[1], 2)  # "Ada Example: Sails" may be a title with a colon as well
        return slice(found.end(1) + 2 if is_split else found.start(1), found.start(2))
    else:
        found = _BY_VENUE.fullmatch(text, first)
        return slice(*found.span(1)) if found and _is_in_capitals(found[1]) else None
    if not _are_people(found[1], least):
        return None
    end = text.find(". ", start)
    title = slice(start, end if end > 0 else len(text))
    return title if any(map(str.isalpha, text[title])) else None


def credit_in(name: str) -> tuple[str, str] | None:
    """Who wrote what a link leads to, and when, where its words are just that: "Example, Sample et al. (2010)"."""
    found = _CREDIT.fullmatch(name.strip())
    return (found[1], found[2]) if found and _are_people(found[1], 1) else None


def book_cited(phrase: Phrase) -> tuple[slice, slice] | None:
    """Where title and authors are of a book that a line begins with: "Title" - Names, *Title*, Names; Names, *Title*.

    The title is in capitals, but for its small words: what somebody said is none.
    """
    text = phrase.text
    if phrase.bold and (lead := text[: phrase.bold[0]].rstrip()).endswith((",", ".", ":")):
        start, end = phrase.bold
        are_people = 0 < len(_names_in(lead)) <= MOST_NAMES and not any(map(str.isdigit, lead))
        if not (phrase.has_slant and lead.endswith(",")):
            are_people = are_people and _are_people(lead, 2) and re.search(_YEAR, text[end:]) is not None
        else:
            are_people = (
                are_people and _is_in_capitals(text[start:end].strip(" ,.")) and folded(lead[:-1]) not in LABELS
            )
        return (slice(start, end), slice(0, len(lead) - 1)) if are_people and not is_numbered(lead) else None
    if found := _QUOTED.match(text):
        start, end, behind = found.start(1), found.end(1), found.end()
    elif phrase.bold and not any(map(str.isalnum, text[: phrase.bold[0]])):
        start, end = phrase.bold
        behind = end
        if not phrase.has_slant and not text[end:].lstrip(" ,").lower().startswith("by "):
            return None  # what is in bold may be anything, but for what somebody wrote
    else:
        return None
    between = _BETWEEN.match(text, behind)
    is_set_off = between or text[start:end].rstrip().endswith(",")
    title = text[start:end].strip(" ,")
    is_title = _is_in_capitals(title) and not title.endswith((".", "!"))
    if not (is_set_off and is_title) or is_numbered(title) or folded(title) in LABELS:
        return None
    first = between.end() if between else behind
    last = found.start() if (found := _NAMES_END.search(text, first)) else len(text)
    names = text[first:last].strip().removeprefix("(").removesuffix(")").strip()
    least = 1 if between and "by" in between[0].casefold() else 2
    are_names = least <= len(_names_in(names)) <= MOST_NAMES
    return (slice(start, end), slice(first, last)) if are_names and not any(map(str.isdigit, names)) else None


def authors_before(lead: str) -> str:
    """Who stands before a title, as "by Ada Example (2010)": of "Example, Sample (2010):", "Example et al.,"."""
    found = _LEADING_AUTHORS.fullmatch(lead.strip())
    if not found or is_numbered(found[1]):
        return ""
    told = _names_in(found[1])
    are_names = 0 < len(told) <= MOST_NAMES and all(len(name) > 1 for name in told)  # "Example, A." would be two
    return f"by {found[1]} {found[2] or ''}".strip() if are_names else ""


def _is_in_capitals(title: str) -> bool:
    """Whether a text is in capitals as the titles of books are, but for its small words."""
    long = [word for word in re.findall(r"\w+", title) if len(word) > 3]
    return bool(4 * sum(word[0].isupper() for word in long) >= 3 * len(long))


def _names_in(text: str) -> list[str]:
    """The words of a text in which all are in capitals, as names are; else none."""
    told = re.findall(r"[^\W\d_]+", text)
    return told if all(name[0].isupper() or name in AMONG_NAMES for name in told) else []


def _are_people(text: str, least: int) -> bool:
    """Whether a text is the names of people: of `least` two, a comma or "and" is between them, or four words are."""
    names = _names_in(text)
    are_joined = "," in text or len(names) > 3 or not {"al", "and"}.isdisjoint(names)
    return bool(names) and (are_joined or len(names) == least == 1)
