"""Papers and books without an address, as they are cited: by title, authors, a year and where they came out."""

from __future__ import annotations

import re
from functools import lru_cache

from mlops_path.curriculum.importing.phrase import Phrase
from mlops_path.curriculum.importing.words import AMONG_NAMES, LABELS, folded, is_numbered

_YEAR = r"(?:19|20)\d\d[a-z]?"
# as in Kim, E. and Klinger, R. (2018). Title
_BY_YEAR = re.compile(
    rf"([^\W\d_][^\d\"“”]{{3,300}}?)[\s,.]{{1,5}}(?:\({_YEAR}\)[.,:]?|{_YEAR}(?:, \w+)?[.,:])\s+([\"“]?)(?=\w)"
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
# as in A Title of a Paper, 2017, VENUE
_HOUSES = (
    r"acm|addison-wesley|arxiv|crc press|elsevier|ieee|manning|(?:cambridge|mit|oxford|princeton)(?: university)? press"
    r"|nature|neurips|no starch(?: press)?|o['’]reilly(?: media)?|packt|pearson|science|springer|wiley"
)
_YEAR_AND_VENUE = re.compile(rf", {_YEAR}, (?:[A-Z]{{3,10}}|(?i:{_HOUSES}))[.,]?\s*$")

# as in "Title" - Names
_QUOTED = re.compile(r"[^\w\"“(\[]*[\"“]([^\"“”]{2,200})[\"”]")
# as in Example, Sample (2010): and in Example et al.,
_LEADING_AUTHORS = re.compile(
    r"([^\W\d_][^\d()\[\]:]{1,80}?)(?:,? et al\.?)?(?:\s+(\((?:19|20)\d\d\))\s*[:.,]?|(?<= al\.)[:,]|(?<= al)[:,])"
)
_ENDS_IN_A_YEAR = re.compile(rf"{_YEAR}\)?\.?\s*$")
# as in Example, E., Sample, S., 2010. and Example, Sample (2010) before a title
_BEFORE_TITLE = re.compile(rf"\W*([^\W\d_][^\d\"“”]{{2,300}}?)[\s,.]{{1,5}}\(?({_YEAR})\)?[.,:]?\s*[“\"]?")
# as in Example, 1-31 (On Sails).
_PAGES = re.compile(
    r"[^\W\d_a-z][\w.'’]+(?: [^\W\d_a-z][\w.'’]+)?, "
    r"(?:[Cc]hapters? \d|(?:pp?\. ?)?(?:\d{1,3}|[ivxl]+)[-–—](?:\d{1,3}|[ivxl]+)\b)[^\n]{0,200}"
)
# as in Example and Sample, “On Sails”
_BEHIND_NAMES = re.compile(r"([^\d\"“”:]{3,120}), [\"“]([^\"“”]{2,200}?),?[\"”]")
# as in Example, Sample et al. (2010)
_CREDIT = re.compile(r"([^\W\d_][^\d()\[\]]{1,80}?)(?:,? et al\.?)?,? \(((?:19|20)\d\d)\)")
# what stands between a title and the names, and where those end
_BETWEEN = re.compile(r"\s*(?:,?\s*by\b|,|-|–|—|(?=\())\s*", re.IGNORECASE)
_NAMES_END = re.compile(r"(?:(?<=[^\W\d_]{2})|(?<=\)))[.;:](?:\s|$)|\n|(?<=\w) \((?=[^\W\d_]{3}|(?:19|20)\d\d\))")
_WHEN = re.compile(r"\s*\((?:c\. )?\d[^()]{0,20}\)\.?\s*$")  # as in Plato. (c. 380 BCE).
MOST_NAMES = 12  # words
MOST_OF_A_LABEL = 3  # the same
MOST_AUTHORS = 80  # the same, with commas between them
MOST_OF_A_NAME = 5  # the same, of one of them with "and"
LONGEST_END = 20  # characters
LONGEST_VENUE = 50  # the same, with the year
LEAST_OF_A_TITLE = 10  # the same


@lru_cache(maxsize=64)  # of one line it is asked again and again
def title_cited(text: str) -> slice | None:
    """Where the title is in the citation of a paper; None in any other text."""
    first = len(text) - len(text.lstrip())
    if ", " in text and _PAGES.fullmatch(text.strip()):
        return slice(first, len(text.rstrip()))
    if "19" not in text and "20" not in text:
        return None
    at = max(len(text) - LONGEST_VENUE, first + LEAST_OF_A_TITLE)
    if (found := _YEAR_AND_VENUE.search(text, at)) and not set('"“”').intersection(text):
        return slice(first, found.start())
    quote = ""
    if found := _BY_YEAR.match(text, first):
        start, least, quote = found.end(), 2, found[2]
    elif not _ENDS_IN_A_YEAR.search(text[-LONGEST_END:]):
        return None
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
    ends = [at for sign in ((".”", '."', "”", '"') if quote else (". ",)) if (at := text.find(sign, start)) > 0]
    title = slice(start, min(ends, default=len(text)))
    return title if any(map(str.isalpha, text[title])) else None


def year_before(lead: str) -> str:
    """The year that stands behind people before a title: of "Example, E., Sample, S., 2010."; empty for none."""
    found = _BEFORE_TITLE.fullmatch(lead)
    return found[2] if found and _are_people(found[1], 2) else ""


def credit_in(name: str) -> tuple[str, str] | None:
    """Who wrote what a link leads to, and when, where its words are just that: "Example, Sample et al. (2010)"."""
    found = _CREDIT.fullmatch(name.strip())
    return (found[1], found[2]) if found and _are_people(found[1], 1) else None


def book_cited(phrase: Phrase) -> tuple[slice, slice] | None:
    """Where title and authors are of a book that a line begins with, or with its authors.

    "Title" - Names; *Title*, Names; Names, *Title*; Names, “Title”; **Names:** *Title*. The title is in capitals, but
    for its small words: what somebody said is none.
    """
    return _cited_behind_names(phrase) or _cited_before_names(phrase)


def _cited_behind_names(phrase: Phrase) -> tuple[slice, slice] | None:
    text = phrase.text
    quoted = _BEHIND_NAMES.match(text) if '"' in text or "“" in text else None
    if quoted and _are_a_few(quoted[1]) and _is_in_capitals(quoted[2]):
        return slice(*quoted.span(2)), slice(*quoted.span(1))
    if not phrase.bold:
        return None
    start, end = phrase.bold
    lead = phrase.lead or ("" if text[:start].strip() else text[:end])
    if phrase.slanted and lead.rstrip().endswith((":", ".")) and not text[len(lead) : phrase.slanted[0]].strip():
        who = _WHEN.sub("", lead).rstrip(": .")
        is_dated = who != lead.rstrip(": .")  # as those of old are, who had one name: "Plato. (c. 380 BCE)."
        names = who.replace(" of ", " ") if is_dated else who
        are_people = _are_a_few(names) and (is_dated or " " in names) and LABELS.isdisjoint(folded(names).split())
        is_cited = are_people and (is_dated or _is_in_capitals(text[slice(*phrase.slanted)]))
        return (slice(*phrase.slanted), slice(0, len(who))) if is_cited else None
    lead = text[:start].rstrip()
    if not lead.endswith((",", ".", ":")) or not _are_a_few(lead) or is_numbered(lead):
        return None
    if phrase.has_slant and lead.endswith(","):
        is_cited = _is_in_capitals(text[start:end].strip(" ,.")) and folded(lead[:-1]) not in LABELS
    else:
        is_cited = _are_people(lead, 2) and re.search(_YEAR, text[end:]) is not None
    return (slice(start, end), slice(0, len(lead) - 1)) if is_cited else None


def _cited_before_names(phrase: Phrase) -> tuple[slice, slice] | None:
    text = phrase.text
    if quoted := _QUOTED.match(text):
        start, end, behind = quoted.start(1), quoted.end(1), quoted.end()
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
    is_by_several = phrase.has_slant and len(title.split()) > MOST_OF_A_LABEL and text[behind:].count(",") > 1
    is_title = _is_in_capitals(title, half=phrase.has_slant) or is_by_several
    is_title = is_title and not title.endswith((".", "!"))
    if not (is_set_off and is_title) or is_numbered(title) or folded(title) in LABELS:
        return None
    first = between.end() if between else behind
    last = found.start() if (found := _NAMES_END.search(text, first)) else len(text)
    names = text[first:last].strip().removeprefix("(").removesuffix(")").strip()
    is_sure = (between and "by" in between[0].casefold()) or (phrase.has_slant and len(title.split()) > 1)
    are_names = _are_a_few(names) and (is_sure or len(_names_in(names)) > 1)
    return (slice(start, end), slice(first, last)) if are_names else None


def authors_before(lead: str) -> str:
    """Who stands before a title, as "by Ada Example (2010)": of "Example, Sample (2010):", "Example et al.,"."""
    found = _LEADING_AUTHORS.fullmatch(lead.strip())
    if not found or is_numbered(found[1]):
        return ""
    told = _names_in(found[1])
    are_names = 0 < len(told) <= MOST_NAMES and all(len(name) > 1 for name in told)  # "Example, A." would be two
    return f"by {found[1]} {found[2] or ''}".strip() if are_names else ""


def _is_in_capitals(title: str, *, half: bool = False) -> bool:
    """Whether a text is in capitals as the titles of books are, but for its small words; `half` of it is enough."""
    long = [word for word in re.findall(r"\w+", title) if len(word) > 3]
    return bool(4 * sum(word[0].isupper() for word in long) >= (2 if half else 3) * len(long))


def _names_in(text: str) -> list[str]:
    """The words of a text in which all are in capitals, as names are; else none."""
    told = re.findall(r"[^\W\d_]+", text)
    return told if all(name[0].isupper() or name in AMONG_NAMES for name in told) else []


def _are_a_few(text: str) -> bool:
    """Whether a text may be the names of people: a dozen words at most, or more with commas between them."""
    told = len(_names_in(text))
    are_apart = told <= MOST_AUTHORS and all(len(name.split()) <= MOST_OF_A_NAME for name in text.split(","))
    return told > 0 and (told <= MOST_NAMES or are_apart) and not any(map(str.isdigit, text))


def _are_people(text: str, least: int) -> bool:
    """Whether a text is the names of people: of `least` two, a comma or "and" is between them, or four words are."""
    names = _names_in(text)
    are_joined = "," in text or len(names) > 3 or not {"al", "and"}.isdisjoint(names)
    return bool(names) and (are_joined or len(names) == least == 1)
