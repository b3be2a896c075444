"""What an item is called, and what else its line says: further links, authors, year, kind, a remark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from mlops_path.curriculum.importing.citing import authors_before, book_cited, credit_in, title_cited, year_before
from mlops_path.curriculum.importing.draft import SUMMARY_LENGTH, line_of
from mlops_path.curriculum.importing.phrase import NOWHERE, Link, Phrase, Targets
from mlops_path.curriculum.importing.words import (
    AMONG_NAMES,
    GENERIC,
    KIND_WORDS,
    LABELS,
    LEVELS,
    MEETING_PLACES,
    NUMBERED,
    TASK_KINDS,
    folded,
    is_numbered,
    tidy,
)
from mlops_path.curriculum.kinds import KINDS
from mlops_path.curriculum.limits import address

DASHES = (" — ", " – ", " - ", " -- ", " | ", " · ")
DIVIDING = (":", "-", "–", "—", "|", ";", "：", "(", ")", "]")  # what sets off words from a link behind them
OPTIONAL = "(optional)"
LEADING_ON = frozenset(("at", "from", "in", "of", "on", "our", "see", "the", "this", "to", "via", "with", "your"))
LONGEST_TITLE = 10  # words
LONGEST_LABEL = 5  # the same; what is longer tells why to read what a link leads to
UPWARD = frozenset(("back", "back to top", "contents", "return", "return to top", "toc", "top", "up"))
POINTING = frozenset(("this", "that", "these", "those", "here"))  # in the middle of a sentence
JOINTS = frozenset(("and", "&", "or", "vs", "vs."))
OPTIONAL_FIRST = re.compile(r"[\W_]*optional\s*(?:[]):]|\s[-–—] )", re.IGNORECASE)
_PRICE = re.compile(r"(?<!\s)\s*[$€£][0-9.,]+$")
_IN_BRACKETS = re.compile(r"\([^()]{1,40}\)|\[[^][]{1,40}\]")  # "(mooc + book)", what kind of thing comes
_COUNTED = re.compile(r"([a-z]+) ?[0-9]{1,3}([_-]\w+)?")  # "week 2", and "week02_sails", which is a file
_COUNTED_WAY = re.compile(r"(link|mirror|pdf|site|source|url)[ #-]*[0-9]+")
# Author, A. "The title." Venue, 2012
_YEAR_FIRST = re.compile(r"\s*((?:19|20)\d\d), (?:\w[\w .&'-]{1,30}, )?")  # "2019, ICLR, **Sails**"
_CITED = re.compile(r"""[.,]\s+["“]([^"“”]{12,300})["”]""")
# What stands behind names: not the full stop of an initial, as in "A. Example".
_BEHIND_NAMES = re.compile(r" ?\(|: |:$|\n|(?<![A-Z])\. | - | -- |(?: [—–|·] )")
_MINUTES = re.compile(r"([1-9][0-9]{0,4}) min")
STATUSES = (("(doing)", "doing"), ("(skipped)", "skipped"))
MAIL = "mailto:"
ADDRESS_STARTS = ("http://", "https://", "www.", MAIL)


def targets(phrase: Phrase) -> Targets:
    if not phrase.links:
        return NOWHERE
    links, where = phrase.looked_at
    if links is not phrase.links:
        where = _sorted(phrase.links)
        phrase.looked_at = phrase.links, where
    return where


def _sorted(links: Sequence[Link]) -> Targets:
    out, inside, same_page = [], [], []
    for link in links:
        if link.href.startswith(("#", "./#")):
            same_page.append(link)
        elif address(link.href):
            if not link.href.lower().startswith(MAIL):  # whom to ask is nothing to learn from
                out.append(link)
        elif ":" not in link.href.partition("/")[0] and not link.href.startswith(("//", "\\")):
            inside.append(link)
    return Targets(tuple(out), tuple(inside), tuple(same_page))


def item_facts(phrase: Phrase, where: Targets) -> tuple[str, dict[str, Any]]:
    """The title of an item and what else its line says, as fields of a `PlanItem`."""
    facts: dict[str, Any] = {}
    is_own = bool(phrase.id) and not where.out  # then the title is what it is, even "Sails" by Ada
    title, rest = (line_of(_edges_off(phrase.text)), "") if is_own else _title_and_rest(phrase, where)
    if phrase.id:
        facts["id"] = phrase.id
        if phrase.part_of:
            facts["facts"] = (("part_of", phrase.part_of),)
        if kind := kind_of(phrase.kind):
            facts["kind"] = kind
        is_bold = phrase.bold and not where.out and not phrase.text[: phrase.bold[0]].strip()
        if phrase.bold and is_bold:
            title, rest = phrase.text[: phrase.bold[1]], phrase.text[phrase.bold[1] :]
        is_whole = bool(is_bold or where.out)
        title, rest = _exported(title, _without_further(phrase, where, rest), facts, is_whole=is_whole)
    if OPTIONAL in rest.lower() or OPTIONAL in title.lower():
        facts["optional"] = True
        title, rest = _without(title, OPTIONAL), _without(rest, OPTIONAL)
    rest = _credits(rest, facts)
    if OPTIONAL_FIRST.match(phrase.text) or rest.strip(" -–—,.;()").casefold() == "optional":
        facts["optional"] = True
    if where.out:
        named = {link.href: "" for link in where.out}
        for link in where.out:
            named[link.href] = named[link.href] or line_of(phrase.text[link.start : link.end]) or readable(link.href)
        if phrase.id:
            (facts["url"], _), *further = named.items()
            facts["more"] = tuple(further)
        else:
            facts["url"], facts["more"] = main_and_more([*named.items()], alone=not where.inside)
    summary = line_of(tidy(rest).lstrip(".,; "), SUMMARY_LENGTH)
    if any(c.isalnum() for c in summary) and not (facts.get("more") and _only_names(summary, facts["more"])):
        facts["summary"] = summary
    if title.startswith("[") and title.find("]") == len(title) - 1:
        title = line_of(title[1:-1])  # "[Name] (address)", which is no link for the space
    if where.out and (not title or title.strip().startswith(ADDRESS_STARTS)):
        title = readable(where.out[0].href)
    return title or line_of(phrase.text), facts


def main_and_more(
    found: Sequence[tuple[str, str]], *, alone: bool = False
) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """The address of a thing, and its further ones, from all of them in order, each with its name.

    It is the first where people do not merely meet; for an item that is `alone`, without anything else, any will do.
    """
    if len(found) == 1 and alone:
        return found[0][0], ()
    main = next(
        (each for each in found if folded(each[1]) not in MEETING_PLACES), found[0] if found and alone else None
    )
    return main and main[0], tuple(each for each in found if each is not main)


def readable(href: str) -> str:
    """An address as it may stand for a title: host and path, and what tells one film from another."""
    rest = href.partition("//")[2] or href.partition(":")[2]
    path, _, query = rest.partition("#")[0].partition("?")
    film = (
        next((f"?{part}" for part in query.split("&") if part.startswith("v=")), "") if path.endswith("/watch") else ""
    )
    return line_of(path.removeprefix("www.").rstrip("/") + film)


def _title_and_rest(phrase: Phrase, where: Targets) -> tuple[str, str]:
    text = phrase.text
    first = min(where.out + where.inside, key=lambda link: link.start, default=None)
    if first and where.out and _is_note_before(text, first, where.out[0]):
        first = where.out[0]
    book = book_cited(phrase) if not first or phrase.slanted or "“" in text else None
    if book and first and first.start < book[0].stop:
        book = None
    begin, stop = phrase.bold or (0, 0)
    if (dated := _YEAR_FIRST.fullmatch(text[:begin])) and not (first and first.start < stop):
        return line_of(_edges_off(text[begin:stop])), f"({dated[1]}) {text[stop:].lstrip(' ,')}"
    if (end := _end_of_lead(phrase, first)) > 0 and not book:
        return line_of(_edges_off(text[:end])), text[end:].strip(" :：-–—")
    if first is None and not book and (part := title_cited(text)):
        return line_of(_edges_off(text[part])), f"{text[: part.start]} {text[part.stop :]}"
    if first is None or book:
        if book:
            title, names = book
            rest = (
                text[names.stop :].lstrip(")") if names.start > title.start else f". {text[title.stop :].lstrip(' .')}"
            )
            return line_of(_edges_off(text[title])), f"by {text[names].strip('() ')}{rest}"
        line, _, below = text.strip().partition("\n")
        return line_of(tidy(_without_same_page(phrase, where)) if where.same_page else _edges_off(line)), below
    if part := title_cited(text[: first.start].rstrip(" -–—:[(|,")):
        return line_of(_edges_off(text[part])), f"{text[: part.start]} {text[part.stop :]}"
    if (cited := _CITED.search(text, 0, first.start)) and len(cited[1].split()) > 1:
        return line_of(cited[1].strip(" .,")), f"{text[: cited.start() + 1]} {text[cited.end() :].strip()}"
    if is_name(text[first.start : first.end]) and (authors := authors_before(text[: first.start])):
        return line_of(text[first.start : first.end]), f"{authors} {text[first.end :].strip()}"
    if is_name(text[first.start : first.end]) and (year := year_before(text[: first.start])):
        return line_of(text[first.start : first.end]), f"({year}) {text[first.end :].strip()}"
    line, is_above, below = text[: first.start].partition("\n")
    if is_above and is_name(line) and folded(line) not in LABELS:
        return line_of(_edges_off(line)), below + text[first.start :]
    lead, name, rest = tidy(text[: first.start]).rstrip("([ ,"), text[first.start : first.end], text[first.end :]
    if is_name(lead) and (credit := credit_in(name)):
        return line_of(_edges_off(lead).removesuffix(".")), f"by {credit[0]} ({credit[1]}) {rest.lstrip('. ')}"
    named, divided = is_name(name), _divided(text[: first.start])
    is_label = divided and named and (lead.casefold().strip("()[] ") in LABELS or bool(_IN_BRACKETS.fullmatch(lead)))
    if not any(c.isalnum() for c in lead) or is_label:
        if (
            named
            and (counted := _COUNTED.fullmatch(folded(name)))
            and counted[1] in NUMBERED
            and (told := _worded(rest))
        ):
            start, end = text.index(told, first.end), len(_cut(text, text.index(told, first.end) + 1))
            return line_of(_edges_off(text[start:end] if counted[2] else text[:end])), text[end:]
        if named:
            return (line_of(tidy(text)), "") if _are_joined(phrase) else (line_of(name.strip()), rest)
        after = tidy(text[_behind_links(phrase, first) :])
        after = after if any(map(str.isalpha, after)) else ""  # "4" is no title
        if name.casefold().strip() in GENERIC and after and not _opens_anew(rest):
            return line_of(_cut(name + rest)), ""
        tells_kind = len(name.split()) > 1 and not folded(name).startswith(("click", "here", "link"))
        if rest.lstrip().startswith("(") or (tells_kind and _opens_anew(rest)):
            return line_of(name.strip()), rest  # "[GitHub](…) (with the labs)", "[Lecture notes](…) - of spring"
        if after and not _only_links(phrase, first.end):
            head, dash, tail = after.partition("\n")
            return line_of(_cut(head)), head[len(_cut(head)) :] + dash + tail
        return ("", "") if name.strip().startswith(ADDRESS_STARTS) else (line_of(lead or name.strip()), "")
    before, opens, aside = text[: first.start].rpartition("(")
    if opens and ")" not in aside and is_name(before) and folded(before) not in LABELS:
        return line_of(_edges_off(before)), f"{aside}{name}{rest}".replace(")", "", 1)  # "Sails (see [a chapter](…))"
    if name.strip().startswith(ADDRESS_STARTS) and not divided and any(c.isalnum() for c in _cut(rest)):
        whole = _cut(text, first.end)  # an address in the middle of a sentence
        return line_of(_edges_off(whole)), text[len(whole) :]
    is_address = name.strip().startswith(ADDRESS_STARTS)
    if (
        not (named or is_address)
        and lead.rpartition(" ")[2].casefold() in LEADING_ON
        and not any(map(str.isalnum, rest))
    ):
        return line_of(_edges_off(text)), ""
    is_pointed_at = folded(name) in POINTING and not divided and any(map(str.isalnum, _cut(rest)))
    if not (named or is_pointed_at or any(map(str.isalpha, lead))):
        return line_of(f"{lead} {name}"), rest  # "4.6 [Slides](…)"
    if divided and named and len(where.out) > 1 and is_numbered(lead):
        return line_of(_edges_off(text[: first.end])), rest  # "Lecture 6: [Sails](…) [PDF](…)"
    if not (named or is_pointed_at) or (divided and len(where.out) > 1):
        return line_of(lead), rest if not named else name + rest
    whole = _without_ways(phrase, _cut(text, first.end))
    is_reason = len(lead.split()) > LONGEST_LABEL and text[: first.start].rstrip(" *").endswith((":", "："))
    if is_reason and len(name.split()) > 1 and not is_numbered(lead):
        return line_of(name.strip()), f"{lead} {rest}"
    return line_of(_edges_off(whole)), text[len(whole) :]


def _worded(rest: str) -> str:
    """What follows a link, if it has words: "[12:30]" only says how long it is."""
    return tidy(rest) if any(map(str.isalpha, rest)) else ""


def _behind_links(phrase: Phrase, first: Link) -> int:
    """Where the text goes on behind a link and those that are joined to it: "[a](…) and [b](…) - of sails"."""
    end = first.end
    for link in phrase.links:
        if link.start >= end and JOINTS.issuperset(phrase.text[end : link.start].split()):
            end = link.end
    return end


def _is_note_before(text: str, first: Link, way: Link) -> bool:
    """Whether a note of a vault stands before what is to be learnt, as who made it: "[[Ada]] - [Sails](…)"."""
    is_note = address(first.href) is None and not {".", "/"} & set(first.href)
    between = text[first.end : way.start]
    return is_note and is_name(text[way.start : way.end]) and _divided(between)


def _end_of_lead(phrase: Phrase, first: Link | None) -> int:
    """Where the bold beginning ends that is the title of what a sentence behind it tells; 0 where there is none."""
    end = len(phrase.lead)
    told = phrase.text[end : first.start if first else None].partition("\n")[0].split()
    is_beside = first is not None and "\n" not in phrase.text[end : first.start]
    is_told = len(told) > LONGEST_TITLE or (len(told) > 1 and (is_beside or told[-1].endswith(".")))
    lead = folded(phrase.lead).strip(":：")
    is_label = lead in LABELS or lead in LEVELS or is_numbered(lead) or lead.rpartition(" ")[2] in TASK_KINDS
    return end if is_told and (first is None or first.start >= end) and not is_label else 0


def _are_joined(phrase: Phrase) -> bool:
    """Whether a line is nothing but links to things with names, such as "[A](…) and [B](…)"."""
    names = [phrase.text[link.start : link.end] for link in phrase.links]
    between = phrase.beside_links.split()
    return (
        len(names) > 1
        and all(is_name(name) and folded(name) not in MEETING_PLACES for name in names)
        and 0 < len(between) == len(names) - 1
        and JOINTS.issuperset(between)
    )


@lru_cache(maxsize=64)
def is_name(text: str) -> bool:
    """Whether the words of a link say what it leads to, and not only how to get there."""
    word = _PRICE.sub("", text.casefold().strip(" .:!()[]"))
    word = _COUNTED_WAY.sub(r"\1", word)
    return word not in GENERIC and not word.startswith(ADDRESS_STARTS) and any(c.isalnum() for c in word)


def _divided(lead: str) -> bool:
    """Whether words before a link end in a sign that sets them off from it."""
    return lead.rstrip(" *").endswith(DIVIDING)


def _without_ways(phrase: Phrase, text: str) -> str:
    """The beginning of a line without what only leads there at its end: "Read On Sails" of "Read On Sails (film)"."""
    for link in reversed(phrase.links[1:]):
        name = phrase.text[link.start : link.end]
        if not is_name(name) and text.rstrip().endswith(f"({name})"):
            text = text.rstrip().removesuffix(f"({name})").rstrip()
    return text


def _opens_anew(rest: str) -> bool:
    return rest.lstrip(" ").startswith(("-", "–", "—", "|", ":", ",", "·", "\n", "("))


def _cut(text: str, start: int = 0) -> str:
    """`text` up to the first dash or line break after `start`."""
    end = min((at for sign in (*DASHES, "\n", ". ") if (at := text.find(sign, start)) > 0), default=len(text))
    return text[:end]


def name_and_remark(text: str) -> tuple[str, str]:
    """What stands before and behind the first dash of a line such as "Name - what it is"."""
    name = _cut(text)
    return line_of(_edges_off(name)), line_of(tidy(text[len(name) :]), SUMMARY_LENGTH)


def _edges_off(text: str) -> str:
    return tidy(text).removesuffix("...").removesuffix("…").rstrip(" ,;")


def _without_same_page(phrase: Phrase, where: Targets) -> str:
    """The words without links such as "back to top" at their end."""
    text = phrase.text
    last = where.same_page[-1]
    name = text[last.start : last.end]
    leads_up = text[: last.start].rstrip().endswith(("(", "[")) or folded(name) in UPWARD or not is_name(name)
    if leads_up and text[: last.start].strip() and not text[last.end :].strip(" )]"):
        text = text[: last.start].rstrip(" ([")
    return text.strip().partition("\n")[0]


def _only_links(phrase: Phrase, start: int) -> bool:
    """Whether nothing but further links stands behind `start`."""
    out = []
    for link in phrase.links:
        if link.start >= start:
            out.append(phrase.text[start : link.start])
            start = link.end
    out.append(phrase.text[start:])
    return not any(c.isalnum() for c in "".join(out))


def _only_names(text: str, more: tuple[tuple[str, str], ...]) -> bool:
    """Whether a remark only repeats what the further links are called."""
    for _, name in more:
        text = text.replace(name, "", 1)
    return not any(c.isalnum() for c in text.replace(" and ", " ").replace(" or ", " "))


def _without(text: str, word: str) -> str:
    at = text.lower().find(word)
    return text if at < 0 else f"{text[:at].rstrip()} {text[at + len(word) :].lstrip()}".strip()


def _exported(title: str, rest: str, facts: dict[str, Any], *, is_whole: bool) -> tuple[str, str]:
    """Takes what is told of a thing out of a line that this program wrote: `Title — Author · 2022 · 45 min (doing)`.

    `is_whole`: the title is in bold or a link, and what is told stands behind it.
    """
    for words, status in STATUSES:
        if words in title or words in rest:
            facts["status"] = status
            title, rest = _without(title, words), _without(rest, words)
    if not is_whole and not rest.strip(" *"):
        title, _, rest = title.partition(" — ")
    is_optional = OPTIONAL in rest.lower()
    authors: list[str] = []
    for part in _without(rest, OPTIONAL).split(" · "):
        told = part.strip(" —·")
        if year_of(told):
            facts["year"] = year_of(told)
        elif minutes := _MINUTES.fullmatch(told):
            facts["minutes"] = int(minutes[1])
        else:
            authors += [name for each in told.split(",") if (name := line_of(each))]
    facts["authors"] = tuple(authors)
    return line_of(title), OPTIONAL if is_optional else ""


def _without_further(phrase: Phrase, where: Targets, rest: str) -> str:
    """What follows the title in a line that this program wrote, up to its further links."""
    return rest.removesuffix(phrase.text[where.out[1].start :]) if len(where.out) > 1 else rest


def _credits(rest: str, facts: dict[str, Any]) -> str:
    """Takes "(2019)", "(video)" and "by Ada Example" off the beginning of what follows a title, where clear."""
    rest = rest.strip()
    for _ in range(3):
        inside, bracket, after = rest[1:].partition(")" if rest[:1] == "(" else "]")
        if rest[:1] in ("(", "[") and bracket:
            word = inside.strip().casefold()
            if year_of(word):
                facts.setdefault("year", year_of(word))
            elif kind_of(word):
                facts.setdefault("kind", kind_of(word))
            else:
                break
            rest = after.strip()
        elif rest[:3] in ("by ", "By ") and (authors := _names(by := _BEHIND_NAMES.split(rest)[0].rstrip(" .,"))):
            rest = rest[len(by) :].strip(" :")
            facts.setdefault("authors", authors)
        else:
            break
    return rest


def _names(text: str) -> tuple[str, ...]:
    """The people in "by Ada Example and Ben Sample"; none where a part does not look like a name."""
    parts = re.split(r",| (?:&|and|e|et(?! al)|und|y|и) ", text[3:])
    names = [name for part in parts if (name := line_of(tidy(part)))]
    clear = all(
        len(name.split()) <= 4 and all(word in AMONG_NAMES or not word[0].islower() for word in name.split())
        for name in names
    )
    return tuple(names) if clear and len(text) <= 120 else ()


def year_of(word: str) -> int | None:
    """The year between 1900 and 2100 that a word is."""
    return int(word) if re.fullmatch(r"(?:19[0-9]{2}|20[0-9]{2}|2100)", word) else None


def kind_of(word: str) -> str:
    """The kind of resource that a word in a plan means, or an empty string."""
    word = word.strip().casefold()
    return word if word in KINDS else KIND_WORDS.get(word, "")
