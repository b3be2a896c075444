"""Papers without an address, as they are cited: by their authors, a year and where they came out."""

from __future__ import annotations

import re

from mlops_path.curriculum.importing.words import AMONG_NAMES

_YEAR = r"(?:19|20)\d\d[a-z]?"
# as in Kim, E. and Klinger, R. (2018). Title
_BY_YEAR = re.compile(
    rf"([^\W\d_][^\d\"“”]{{3,300}}?)[\s,.]{{1,5}}(?:\({_YEAR}\)[.,:]?|{_YEAR}(?:, \w+)?[.,:])\s+(?=\w)"
)
# as in Rei et al. Title. In Venue 2017.
_BY_NAMES = re.compile(
    rf"([^\W\d_][^\d\"“”:]{{2,200}}?)\. (?=[^\W\d_]).{{12,400}}?[.?] (In )?[^.]{{2,80}}[ ,(]{_YEAR}\)?\.?\s*"
)


def title_cited(text: str) -> slice | None:
    """Where the title is in the citation of a paper; None in any other text."""
    if "19" not in text and "20" not in text:
        return None
    first = len(text) - len(text.lstrip())
    if found := _BY_YEAR.match(text, first):
        start, least = found.end(), 2
    elif found := _BY_NAMES.fullmatch(text, first):
        start, least = found.end(1) + 2, 1 if found[2] else 2
    if not found or not _are_people(found[1], least):
        return None
    end = text.find(". ", start)
    return slice(start, end if end > 0 else len(text))


def _are_people(text: str, least: int) -> bool:
    """Whether a text is the names of people: of `least` two, a comma or "and" is between them, or four words are."""
    names = re.findall(r"[^\W\d_]+", text)
    are_joined = "," in text or len(names) > 3 or not {"al", "and"}.isdisjoint(names)
    are_names = bool(names) and all(name[0].isupper() or name in AMONG_NAMES for name in names)
    return are_names and (are_joined or len(names) == least == 1)
