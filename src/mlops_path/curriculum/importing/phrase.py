"""A line of a plan without its markup: the words, where each link begins and ends, the box before them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

if TYPE_CHECKING:
    from markdown_it.token import Token

BOXES = {" ": "todo", "x": "done", "X": "done", "✓": "done", "✔": "done", "-": "skipped", "/": "doing", "~": "doing"}
BOXES |= dict.fromkeys(">!?*<oO", "todo")  # postponed, important, in question, one of several: still to do
BOXES |= dict.fromkeys("✅☑", "done") | dict.fromkeys("✍⏳🚧🔄🟡", "doing") | dict.fromkeys("⌛🎯✗✘❌", "todo")
BOX_SIGNS = {"☐": "todo", "☑": "done", "☒": "done", "⬜": "todo"}
ITEM_SIGNS = BOX_SIGNS | {
    "🔲": "todo",
    "❌": "todo",
    "✅": "done",
    "✔": "done",
}  # between lines of prose they praise and warn
_BOX = re.compile(r"\[.\ufe0f?\](?=[ \t\n\[`]|$)")
UNDER_WAY = "🚧⏳🔄🟡"
SHORTCODES = {
    ":white_check_mark:": "✅",
    ":heavy_check_mark:": "✔",
    ":ballot_box_with_check:": "☑",
    ":x:": "❌",
    ":white_large_square:": "⬜",
    ":construction:": "🚧",
    ":ok:": "✅",
    ":arrow_forward:": "▶",
}
BADGE_WORDS = ("shields.io", "badge", "travis-ci", "codecov", "coveralls", "awesome.re", "circleci")
BREAKS = ("softbreak", "hardbreak")
NO_ADDRESS = "."  # of "[Name]()", as of a page that its author has not written yet
_SET_OFF = (":", "：", "-", "–", "—", "for ")
STRESS = {"strong_open": True, "em_open": True, "strong_close": False, "em_close": False}

_BROKEN_LINK = re.compile(r"\[([^][]+)\]\([^()]*\)")
_PROPERTY = re.compile(r"[\w-]+:: |\{\{")  # of a block in Logseq
_NUMBER = re.compile(r"\s*[0-9]{1,3}[.)]\s+(?=[^\s0-9])")
_SHORTCODE = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?!:)")
_DIGITS = re.compile(r"(?::(?:zero|one|two|three|four|five|six|seven|eight|nine|keycap_ten):)+\.?")  # as a number
_WIKI_LINK = re.compile(r"!?\[\[([^\[\]|]{1,300})(?:\|([^\[\]|]{1,300}))?\]\]")
_OUTLINER = re.compile(
    r"(TODO|LATER|NEXT|NOW|DOING|STRT|HOLD|WAIT|DONE|CANCELL?ED)\s+(?:\[#[A-E]\]\s+)?(?!(?i:app|list)|[a-z]|$)"
)  # as Logseq and Org mode write them
OUTLINER = dict.fromkeys(("TODO", "LATER", "NEXT", "HOLD", "WAIT"), "todo") | {"DONE": "done"}
OUTLINER |= dict.fromkeys(("NOW", "DOING", "STRT"), "doing")
# When Obsidian's tasks were made, are due and were done, how urgent they are, and the tags at the end.
_DATED = re.compile(
    r"(?:(?<!\s)\s*(?:[➕🛫⏳📅✅❌]{1,3}\ufe0f? ?\d{4}-\d\d-\d\d|[🔺⏫🔼🔽⏬]\ufe0f?))+(?:(?:\s+#[^\s#]+)+\s*$)?"
)
# Where a badge beside a title leads, if it is a way to the thing and not praise of its repository.
_WAYS = re.compile(r"colab|youtube\.com/(?:watch|playlist)|youtu\.be/|vimeo\.com/\d")
_DATE_SIGNS = frozenset("➕🛫⏳📅✅❌🔺⏫🔼🔽⏬")
_LOOSE_TICK = re.compile(r"\[(?: ?[xX✓✔✅☑]\ufe0f? ?)\](?=\s|$)|\[[xX]\](?=\w)")
_FINISHED = re.compile(r"(?:Completed|Finished):?\s+(?=\[)")  # what one says of a course
_ID = "[a-z0-9]+(?:-[a-z0-9]+)*"
_MARK = re.compile(rf"\s*(id|path):\s*({_ID})(?:,\s*part of:\s*({_ID}))?(?:,\s*kind:\s*([a-z]+(?: [a-z]+)?))?\s*")


class Link(NamedTuple):
    """An address and the stretch of the words that leads there."""

    href: str
    start: int
    end: int


class Targets(NamedTuple):
    """Where the links of a phrase lead: out, into the same collection, or to a place in the same file."""

    out: tuple[Link, ...]
    inside: tuple[Link, ...]
    same_page: tuple[Link, ...]


NOWHERE = Targets((), (), ())


class Phrase:
    """Words, links and marks of one line. `id`, `part_of` and `is_path` come from a comment: `<!-- id: a-name -->`."""

    __slots__ = (
        "_links_open",
        "_slant_open",
        "_strong_open",
        "_struck_open",
        "bold",
        "box",
        "has_icon",
        "has_sign",
        "has_slant",
        "id",
        "images",
        "is_path",
        "kind",
        "links",
        "looked_at",
        "part_of",
        "pictures",
        "slanted",
        "strong",
        "struck",
        "struck_end",
        "struck_links",
        "text",
    )

    def __init__(self) -> None:
        self.text = ""
        self.links: list[Link] = []
        self.looked_at: tuple[list[Link] | None, Targets] = None, NOWHERE  # links, and where those lead
        self.images: list[tuple[str, bool]] = []
        self.pictures: list[tuple[str, str]] = []  # those that lead to something: its address, their name
        self.box = ""
        self.has_sign = False
        self.has_icon = False  # the line begins with a sign that is no box, as ":book:"
        self.id = ""
        self.is_path = False
        self.part_of = ""
        self.kind = ""
        self.struck = 0
        self.struck_end = 0  # where the stretch ends that is struck out from the first word on
        self.struck_links: list[Link] = []
        self._links_open: list[tuple[str, int, int]] = []
        self._struck_open = -1
        self.strong = 0
        self.bold: tuple[int, int] | None = None  # where the first stretch in bold begins and ends
        self._strong_open = -1
        self.has_slant = False  # that stretch is in slanting letters, as the titles of books are
        self.slanted: tuple[int, int] | None = None  # where the first stretch in these begins and ends
        self._slant_open = -1

    @classmethod
    def of(cls, words: str) -> Phrase:
        phrase = cls()
        phrase.text = words
        return phrase

    def add(self, words: str) -> None:
        if ":" in words:
            words = _DIGITS.sub("", words)
            if not self.text and (first := _SHORTCODE.match(words)):
                self.has_icon = first[0] not in SHORTCODES
            words = _SHORTCODE.sub(lambda found: SHORTCODES.get(found[0], ""), words)
        if "[[" in words and not self._links_open:
            return self._add_wiki_links(words)
        self.text += words
        return None

    def open_link(self, href: str) -> None:
        href = href[1:-1] if href.startswith("(http") and href.endswith(")") else href  # "[Name]((https://…))"
        self._links_open.append((href, len(self.text), len(self.images)))

    def close_link(self) -> None:
        if self._links_open:
            href, start, images = self._links_open.pop()
            if not href:
                return  # an anchor, not a link
            if self.text[start:].strip():
                links = self.links if self._struck_open < 0 else self.struck_links
                links.append(Link(href, start, len(self.text)))
            elif images < len(self.images):  # a link that is only a picture is a badge, beside a title a way to it
                if _WAYS.search(href) or not any(badge for _, badge in self.images[images:]):
                    self.pictures.append((href, self.images[-1][0]))
                self.images[images:] = [(name, True) for name, _ in self.images[images:]]
            elif href.startswith("#"):
                self.links.append(Link(href, len(self.text), len(self.text)))
            elif name := _name_of_file(href):
                self.text += name
                self.links.append(Link(href, len(self.text) - len(name), len(self.text)))

    def add_image(self, name: str, source: str) -> None:
        self.images.append((name, any(word in source.lower() for word in BADGE_WORDS)))

    def strike(self, *, begins: bool) -> None:
        if begins and self._struck_open < 0:
            self._struck_open = len(self.text)
        elif not begins and self._struck_open >= 0:
            self.struck += len(self.text[self._struck_open :].strip())
            if not any(map(str.isalnum, self.text[: self._struck_open])):
                self.struck_end = len(self.text)
            self._struck_open = -1

    def slant(self, *, begins: bool) -> None:
        if begins:
            self._slant_open = len(self.text)
        elif self._slant_open >= 0:
            self.slanted = self.slanted or (self._slant_open, len(self.text))
            self._slant_open = -1

    def stress(self, *, begins: bool, slants: bool = False) -> None:
        if slants or not begins:
            self.slant(begins=begins)
        if begins:
            self._strong_open = len(self.text)
            self.has_slant = slants if self.bold is None else self.has_slant
        elif self._strong_open >= 0:
            self.strong += len(self.text[self._strong_open :])
            self.bold = self.bold or (self._strong_open, len(self.text))
            self._strong_open = -1

    def remark(self, comment: str) -> None:
        if found := _MARK.fullmatch(comment):
            self.id, self.is_path = found[2], found[1] == "path"
            self.part_of, self.kind = found[3] or "", found[4] or ""

    @property
    def is_struck(self) -> bool:
        """Whether all of the words are struck out, or the only links among them, but for a remark why they are."""
        if self.struck_links and not self.links:
            return True
        rest = self.text[self.struck_end :].strip() if self.struck_end else ""
        is_linked = any(link.start >= self.struck_end for link in self.links)
        if rest and ((rest[0].islower() and not is_linked) or (rest.startswith("(") and rest.endswith(")"))):
            return True
        return 0 < len("".join(self.text.split())) <= self.struck

    @property
    def is_property(self) -> bool:
        """Whether a line tells an outliner something of what it stands in: "collapsed:: true", "{{query (todo)}}"."""
        return ("::" in self.text or self.text.startswith("{{")) and _PROPERTY.match(self.text) is not None

    @property
    def is_strong(self) -> bool:
        """Whether all of the words are set off in bold or slanting letters."""
        return len(self.text.strip()) <= self.strong + 2 and 0 < sum(map(str.isalnum, self.text)) <= self.strong

    @property
    def lead(self) -> str:
        """The bold beginning that a colon or dash sets off, or "for": of "**Vectors**: what has a length"."""
        start, end = self.bold or (0, 0)
        if end <= start or any(map(str.isalnum, self.text[:start])):
            return ""
        behind = self.text[end:].lstrip()
        is_set_off = self.text[:end].rstrip().endswith((":", "：")) or behind.startswith(_SET_OFF)
        return self.text[:end] if is_set_off else ""

    @property
    def name(self) -> str:
        """The name in bold that fills the first line, where a break sets off what is told of it; else all words."""
        start, end = self.bold or (0, 0)
        if end > start and "\n" in self.text and not any(map(str.isalnum, self.text[:start])):
            aside = self.text[end:].partition("\n")[0].strip()
            if not aside or (aside.startswith("(") and aside.endswith(")")):
                return self.text.lstrip().partition("\n")[0]
        return self.text

    @property
    def linked(self) -> str:
        """The words of its links."""
        return " ".join(self.text[link.start : link.end] for link in self.links)

    @property
    def beside_links(self) -> str:
        """The words that are in no link."""
        at, beside = 0, ""
        for link in self.links:
            beside += self.text[at : link.start]
            at = link.end
        return beside + self.text[at:]

    @property
    def is_empty(self) -> bool:
        return not self.text.strip()

    def take_box(self, source: str, signs: Mapping[str, str] = ITEM_SIGNS) -> None:
        """Takes a check box off the beginning; `source` is the line as it stands in the file."""
        source = source.lstrip()
        if source.startswith((":", "\\[", "<", "*", "_", "~")):  # written with markup, or escaped as some programs do
            source = self.text.lstrip()
        is_icon = source[:1] not in signs and source[:1] not in UNDER_WAY and category(source[:1] or " ") == "So"
        self.has_icon = self.has_icon or is_icon
        marker = 2 if source[1:3] == " [" and source[0] in "-*+" else 0  # a list item in a cell of a table
        source = source[marker:]
        if source[:1] in signs:
            self.drop(1, signs[source[0]])
            self.has_sign = source[0] not in BOX_SIGNS
        elif signs is ITEM_SIGNS and (word := _OUTLINER.match(source)):
            self.drop(marker + word.end(), OUTLINER.get(word[1], "skipped"))
        elif loose := _LOOSE_TICK.match(source) or (_FINISHED.match(source) if signs is ITEM_SIGNS else None):
            self.drop(marker + loose.end(), "done")
        elif source.startswith("[] "):
            self.drop(marker + 2, "todo")
        elif source[:1] == "[" and source[1:2] in BOXES and (box := _BOX.match(source)):
            self.drop(marker + box.end(), BOXES[source[1]])
        if self.box and signs is ITEM_SIGNS and (word := _OUTLINER.match(self.text.lstrip())):
            self.drop(word.end(), self.box if self.box != "todo" else OUTLINER.get(word[1], "skipped"))
        if self.box and not _DATE_SIGNS.isdisjoint(self.text):
            for dated in reversed(list(_DATED.finditer(self.text))):
                if not any(link.start < dated.end() and link.end > dated.start() for link in self.links):
                    self.cut(*dated.span())

    @property
    def sign_behind(self) -> str:
        """The last sign of the line, if nothing but white space or a form of writing it follows."""
        return self.text.rstrip(" \n\ufe0f")[-1:]

    def take_sign_behind(self, status: str) -> None:
        """Takes the last sign off, which means this status."""
        self.text = self.text.rstrip(" \n\ufe0f")[:-1].rstrip()
        self.box, self.has_sign = status, True

    def cut(self, start: int, end: int) -> None:
        """Takes words out of the text, none of which is in a link."""

        def moved(at: int) -> int:
            return at - (end - start) if at >= end else min(at, start)

        self.text = self.text[:start] + self.text[end:]
        self.links = [Link(href, moved(begin), moved(stop)) for href, begin, stop in self.links]
        self.struck_end = moved(self.struck_end)
        if self.bold:
            self.bold = moved(self.bold[0]), moved(self.bold[1])
        if self.slanted:
            self.slanted = moved(self.slanted[0]), moved(self.slanted[1])

    def mend_link(self) -> None:
        """Makes a link that leads nowhere of "[Name](that is no address)"."""
        if not self.links and "](" in self.text and (found := _BROKEN_LINK.fullmatch(self.text.strip())):
            self.text = found[1]
            self.links = [Link(NO_ADDRESS, 0, len(self.text))]

    def drop_number(self) -> bool:
        """Takes a number off the beginning, as of "2. Sails"; whether there was one."""
        if numbered := _NUMBER.match(self.text):
            self.cut(0, numbered.end())
        return numbered is not None

    def drop(self, count: int, status: str = "") -> None:
        """Takes signs off the beginning, that mean this status."""
        if status == "done":  # struck out because it is done
            self.links = sorted([*self.links, *self.struck_links], key=lambda link: link.start)
        lead = len(self.text) - len(self.text.lstrip())
        if self.links and self.links[0].start <= lead:  # a definition of [x] made a link of the box
            del self.links[0]
            count = min(count, 1)
        count += lead
        self.box = status
        self.text = self.text[count:]
        self.links = [Link(href, max(start - count, 0), max(end - count, 0)) for href, start, end in self.links]
        self.struck_end = max(self.struck_end - count, 0)
        if self.bold:
            self.bold = max(self.bold[0] - count, 0), max(self.bold[1] - count, 0)
        if self.slanted:
            self.slanted = max(self.slanted[0] - count, 0), max(self.slanted[1] - count, 0)

    def _add_wiki_links(self, words: str) -> None:
        done = 0
        for found in _WIKI_LINK.finditer(words):
            self.text += words[done : found.start()]
            done = found.end()
            if not found[0].startswith("!"):
                start = len(self.text)
                self.text += found[2] or found[1].partition("#")[0] or found[1]
                self.links.append(Link(found[1], start, len(self.text)))
        self.text += words[done:]


class Tags(HTMLParser):
    """The parser of the standard library without its one way to fail: `<![` before anything but CDATA."""

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: ARG002 - its signature
        return self.parse_bogus_comment(i)

    def read(self, content: str) -> None:
        """Takes a whole piece of HTML; nothing open is carried over to the next."""
        self.feed(content)
        self.close()
        self.reset()


class InlineHtml(Tags):
    """What HTML between the words adds to a phrase."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__()
        self.phrase = phrase

    def handle_data(self, data: str) -> None:
        self.phrase.add(data)

    def handle_comment(self, data: str) -> None:
        self.phrase.remark(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        match tag:
            case "a":
                self.phrase.open_link(values.get("href") or "")
            case "br" | "p" | "div" | "td" | "th":
                self.phrase.add("\n")
            case "img":
                self.phrase.add_image(values.get("alt") or "", values.get("src") or "")
            case "b" | "strong":
                self.phrase.stress(begins=True)
            case "i" | "em":
                self.phrase.slant(begins=True)
            case "del" | "s" | "strike":
                self.phrase.strike(begins=True)
            case "input" if values.get("type") == "checkbox":
                self.phrase.box = "done" if "checked" in values else "todo"

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.phrase.close_link()
        elif tag in ("b", "strong"):
            self.phrase.stress(begins=False)
        elif tag in ("i", "em"):
            self.phrase.slant(begins=False)
        elif tag in ("del", "s", "strike"):
            self.phrase.strike(begins=False)


def phrases(source: str, children: Sequence[Token], *, by_line: bool = False) -> list[Phrase]:
    """The phrase that the inline tokens make, or one for each line; `source` is their Markdown."""
    all_phrases = [phrase := Phrase()]
    html: InlineHtml | None = None
    for number, token in enumerate(children):
        kind = token.type
        if kind in ("text", "text_special", "code_inline"):
            phrase.add(token.content)
        elif kind == "link_open":
            phrase.open_link(str(token.attrs.get("href") or NO_ADDRESS))
        elif kind == "link_close":
            phrase.close_link()
        elif kind in BREAKS:
            if by_line and not phrase._links_open:  # noqa: SLF001 - of this module; a link goes on over the end of a line
                phrase = Phrase()
                html = None
                all_phrases.append(phrase)
            else:
                begins_anew = kind == "hardbreak" or _begins_anew(phrase.text, children[number + 1 :])
                phrase.add("\n" if begins_anew else " ")
        elif kind == "image":
            phrase.add_image(token.content, str(token.attrs.get("src", "")))
        elif kind in STRESS:
            phrase.stress(begins=STRESS[kind], slants=kind == "em_open")
        elif kind in ("s_open", "s_close"):
            phrase.strike(begins=kind == "s_open")
        elif kind == "html_inline":
            if html is None:
                html = InlineHtml(phrase)
            html.read(token.content)
    lines = source.split("\n") if len(all_phrases) > 1 else [source]
    for phrase, line in zip(all_phrases, lines, strict=False):
        while phrase._links_open:  # noqa: SLF001 - HTML need not close its links
            phrase.close_link()
        phrase.take_box(line, BOX_SIGNS if by_line else ITEM_SIGNS)
        phrase.mend_link()
    return all_phrases


def _begins_anew(text: str, rest: Sequence[Token]) -> bool:
    """Whether a line within a paragraph goes on behind "Such as:", or begins with a label in bold ("**Goal:** …")."""
    told = [token for token in rest if token.type != "text" or token.content]
    if not told or told[0].type == "link_open":
        return False
    if told[0].type != "strong_open":
        return text.rstrip().endswith(":")
    end = next((n for n, token in enumerate(told) if token.type == "strong_close"), 0)
    return told[end - 1].content.endswith(":") or any(
        token.content.startswith(":") for token in told[end + 1 : end + 2]
    )


def _name_of_file(href: str) -> str:
    """What a link without words is called, by the file it leads to; empty for one that leads to none."""
    path = href.partition("#")[0].partition("?")[0].rstrip("/")
    stem = path.rpartition("/")[2].partition(".")[0]
    return stem.replace("-", " ").replace("_", " ").strip().capitalize()
