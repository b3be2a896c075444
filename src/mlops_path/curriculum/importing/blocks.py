"""Markdown and the HTML in it as one tree of what matters in a plan: headings, lists, tables, `<details>`, lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from mlops_path.curriculum.importing.phrase import InlineHtml, Phrase, Tags, phrases
from mlops_path.curriculum.importing.shape import Work, look_at_lines, too_deep
from mlops_path.curriculum.importing.source import ITEM, as_commonmark, is_list, set_out
from mlops_path.curriculum.limits import MOST_BYTES, MOST_DEPTH
from mlops_path.errors import FileTooBig

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

# Deepest nesting that markdown-it-py follows; a list counts as two. Beyond it drops text without a word, so what is
# deeper than we take is refused below.
BLOCK_NESTING = 2 * MOST_DEPTH + 40
MOST_ROWS = 100  # that a cell goes through
INLINE_NESTING = 20  # each further one makes a run of open brackets dearer
MARKDOWN_CONTAINERS = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "dl_open": "list",
    "dd_open": "item",
    "blockquote_open": "quote",
    "table_open": "table",
    "tr_open": "row",
}
MARKDOWN_ENDS = {kind.replace("_open", "_close") for kind in MARKDOWN_CONTAINERS}
HTML_CONTAINERS = {
    "ul": "list",
    "ol": "list",
    "dl": "list",
    "dt": "item",
    "li": "item",
    "details": "details",
    "table": "table",
    "tr": "row",
    "blockquote": "quote",
}
HTML_LINES = {"summary": "summary", "td": "cell", "th": "cell", "p": "text", "dd": "text"} | {
    f"h{n}": "heading" for n in range(1, 7)
}
UNREAD = ("script", "style", "svg")

BULLETS = ("- ", "* ", "+ ")
FOLDED = ("<details", "<summary", "</summary", "<div", "</div", "<center")
_NORMAL_ADDRESS = re.compile(r"https?://[a-z0-9.-]+(?:/[\w.~/?&=+,:@!#-]*)?", re.ASCII)
_ANCHOR = re.compile(r"<a\s[^<>]*/>\s*")  # a name for what follows; as HTML it would go on to the next empty line
_ITEM_INSIDE = re.compile(r"\n[ \t]*[-*+][ \t]")  # in the words of another
_TERM = re.compile(r"^ {0,3}: +\S", re.MULTILINE)  # what is told of a term
Tick = Callable[[int, int], None]


class Node:
    """A container with what is in it, or a line with its phrase.

    Kinds: "document", "list", "item", "quote", "table", "row", "details"; "heading", "summary", "cell", "text".
    """

    __slots__ = ("children", "kind", "level", "line", "phrase", "rows")

    def __init__(self, kind: str, line: int, phrase: Phrase | None = None, level: int = 0) -> None:
        self.kind = kind
        self.line = line
        self.phrase = phrase or Phrase()
        self.level = level
        self.rows = 1  # that a cell goes through
        self.children: list[Node] = []

    def all_of(self, kind: str) -> Iterator[Node]:
        """Every node of this kind inside, in the order of the file."""
        waiting = self.children[::-1]
        while waiting:
            node = waiting.pop()
            if node.kind == kind:
                yield node
            if node.children:
                waiting += reversed(node.children)


class Document(Node):
    """The whole file, with the front matter as it stands there."""

    __slots__ = ("front_matter",)

    def __init__(self) -> None:
        super().__init__("document", 1)
        self.front_matter = ""


def parser(*, has_terms: bool) -> MarkdownIt:
    """CommonMark with the tables, struck words and bare addresses of GitHub, and front matter; blocks only.

    `has_terms`: lists of definitions, which cost each line a look, may be among them.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only an import needs it
    from mdit_py_plugins.front_matter import front_matter_plugin  # noqa: PLC0415 - as above
    from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin  # noqa: PLC0415 - as above

    class Markdown(MarkdownIt):
        def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
            """Leaves most addresses as they are, since nothing in them wants to be encoded; that takes long to find."""
            return url if _NORMAL_ADDRESS.fullmatch(url) else super().normalizeLink(url)

    markdown = Markdown("commonmark", {"maxNesting": BLOCK_NESTING}).enable(["table", "strikethrough"])
    markdown.use(front_matter_plugin).use(gfm_autolink_plugin)
    if has_terms:
        from mdit_py_plugins.deflist import deflist_plugin  # noqa: PLC0415 - as above

        markdown.use(deflist_plugin)
    markdown.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    return markdown.disable(["inline", "text_join"])


def _html_block(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """HTML up to an empty line, but for a list that begins right under `<details>`, its summary or `<div>`."""
    from markdown_it.rules_block import html_block  # noqa: PLC0415 - only an import needs it

    line = state.src[state.bMarks[first] + state.tShift[first] : state.eMarks[first]]
    if _ANCHOR.fullmatch(line) or not html_block(state, first, end, silent):
        return False
    token = state.tokens[-1] if state.tokens else None
    if not silent and token and token.type == "html_block" and token.content.lstrip().lower().startswith(FOLDED):
        lines = token.content.split("\n")
        for number, (above, line) in enumerate(pairwise(lines), 1):
            if above.rstrip().endswith(">") and ITEM.match(line):
                state.line = first + number
                token.map = [first, state.line]
                token.content = "\n".join(lines[:number]) + "\n"
                break
    return True


def read_blocks(name: str, text: str, tick: Tick | None = None) -> Document:
    """The tree of a Markdown text.

    The words of a block are parsed when the walk comes to it and forgotten at once: so a file of 20,000 items takes a
    third of the memory.

    Raises:
        FileInvalid, FileTooBig: it is too long, too deep or too tangled to be read in a few seconds.
    """
    text = as_commonmark(text)
    if len(text) > MOST_BYTES:
        raise FileTooBig(
            f"{name} is larger than 10 MB as it is read, with blanks for tabs.", "Split it into several files."
        )
    look_at_lines(name, text)
    markdown = parser(has_terms=_TERM.search(text) is not None)
    environment: dict[str, object] = {}
    tokens = markdown.parse(text if text.endswith("\n") else text + "\n", environment)
    if lists := [token.map for token in tokens if token.type == "code_block" and token.map and is_list(token.content)]:
        text = set_out(text, lists)
        environment = {}
        tokens = markdown.parse(text, environment)
    work = Work(name)
    for token in tokens:
        if token.content and token.type in ("inline", "html_block"):
            work.add(token.map[0] + 1 if token.map else 1, token.content, is_html=token.type == "html_block")
    markdown.options["maxNesting"] = INLINE_NESTING
    grown = _Growing(name)
    for number, token in enumerate(tokens):
        if tick and number % 1000 == 0:
            tick(number, len(tokens))
        if token.type == "inline":
            children: list[Token] = []
            markdown.inline.parse(token.content, markdown, environment, children)
            grown.add_line(token, children)
        else:
            grown.add(token)
    if tick:
        tick(len(tokens), len(tokens))
    return grown.document


class _Growing:
    """Puts tokens and tags into the tree. A tag never closes what Markdown opened, so each may be left open."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.document = Document()
        self.open: list[tuple[Node, bool]] = [(self.document, True)]
        self.of_terms: list[Node] = []  # the open lists of definitions
        self.line = 1
        self.level = 0
        self.kind = "text"
        self.depth = 0
        self.html = _BlockHtml(self)

    @property
    def here(self) -> Node:
        return self.open[-1][0]

    def add(self, token: Token) -> None:
        if token.map:
            self.line = token.map[0] + 1
        kind = token.type
        if kind in MARKDOWN_CONTAINERS:
            if kind == "dd_open" and self.here.kind == "item":  # the first thing that is told of a term
                self.enter("list", is_markdown=True)
            self.enter(MARKDOWN_CONTAINERS[kind], is_markdown=True)
            if kind == "dl_open":
                self.of_terms.append(self.here)
        elif kind == "dt_open":
            self._leave_term()
            self.enter("item", is_markdown=True)
            self.kind, self.level = "text", 0
        elif kind in MARKDOWN_ENDS:
            if kind == "dl_close":
                self._leave_term()
            while not self.leave():
                pass
            if kind == "dl_close":
                self._end_terms(self.of_terms.pop())
        elif kind == "heading_open":
            while self.here.kind in ("table", "row") and not self.open[-1][1]:
                self.leave()  # a table of HTML with headings of Markdown in it only sets out the page
            self.kind, self.level = "heading", int(token.tag[1])
        elif kind in ("th_open", "td_open"):
            self.kind, self.level = "cell", int(kind == "th_open")
        elif kind == "paragraph_open":
            self.kind, self.level = "text", 0
        elif kind == "html_block":
            self.html.read(token.content)
        elif kind == "front_matter":
            self.document.front_matter = token.content

    def add_line(self, token: Token, children: Sequence[Token]) -> None:
        line = token.map[0] + 1 if token.map else self.line
        if self.of_terms and self.here.kind == "item" and not self.here.children:
            self.here.line = line  # the plug-in gives what is told of a term the line of the term
        by_line = self.kind == "text" and self.here.kind in ("document", "details", "quote")
        is_list = self.here.kind == "item" and _ITEM_INSIDE.search(token.content) is not None
        found = phrases(token.content, children, by_line=by_line or is_list)
        sources = token.content.split("\n") if is_list else []
        for number, phrase in enumerate(found):
            node = Node(self.kind, line + number, phrase, self.level)
            has_box = bool(phrase.box) and len(found) == len(sources) and ITEM.match(sources[number]) is not None
            if number and is_list and (has_box or phrase.text.lstrip().startswith(BULLETS)):
                self._add_item(node)
            else:
                self.append(node)

    def _add_item(self, node: Node) -> None:
        """An item set in too far to be one: to Markdown it goes on with the line above, to people it does not."""
        if node.phrase.text.lstrip().startswith(BULLETS):
            node.phrase.drop(2, node.phrase.box)
        item = Node("item", node.line)
        item.children.append(node)
        last = self.here.children[-1]
        if last.kind != "list":
            last = Node("list", node.line)
            self.append(last)
        last.children.append(item)

    def append(self, node: Node) -> None:
        self.here.children.append(node)

    def enter(self, kind: str, *, is_markdown: bool = False) -> None:
        node = Node(kind, self.line)
        self.depth += kind in ("item", "quote", "details")
        if self.depth > MOST_DEPTH or len(self.open) > 4 * MOST_DEPTH:
            raise too_deep(self.name, self.line)
        self.append(node)
        self.open.append((node, is_markdown))

    def leave(self) -> bool:
        """Closes what was opened last; whether that was Markdown's."""
        node, is_markdown = self.open.pop()
        self.depth -= node.kind in ("item", "quote", "details")
        return is_markdown

    def _leave_term(self) -> None:
        """Closes the last term of a list of definitions, with what is told of it."""
        while self.here is not self.of_terms[-1]:
            self.leave()

    def _end_terms(self, terms: Node) -> None:
        """Takes a list of definitions for the lines of prose that GitHub shows, if nothing in it leads anywhere."""
        lines = list(terms.all_of("text"))
        if not any(line.phrase.links or line.phrase.box for line in lines):
            self.here.children[-1:] = lines

    def leave_tag(self, kind: str) -> None:
        """Closes the last container of this kind that a tag opened, and what is open in it."""
        for place in range(len(self.open) - 1, 0, -1):
            node, is_markdown = self.open[place]
            if is_markdown:
                return
            if node.kind == kind:
                while len(self.open) > place:
                    self.leave()
                return


class _BlockHtml(Tags):
    """HTML that stands by itself: its lists, tables, headings and `<details>`, and the links on its lines."""

    def __init__(self, grown: _Growing) -> None:
        super().__init__()
        self.grown = grown
        self.line: Node | None = None
        self.inline: InlineHtml | None = None
        self.unread = 0

    def read(self, content: str) -> None:
        self.first_line = self.grown.line
        self.unread = 0
        for tag in UNREAD:
            if f"<{tag}" in content and f"</{tag}" not in content:  # told of, and never closed: GitHub shows it
                content = content.replace(f"<{tag}", f"&lt;{tag}")
        super().read(content)
        self.finish()

    def begin(self, kind: str, level: int = 0) -> None:
        self.finish()
        self.grown.line = self.first_line + self.getpos()[0] - 1
        self.line = Node(kind, self.grown.line, level=level)
        self.inline = InlineHtml(self.line.phrase)

    def finish(self) -> None:
        if self.line is not None:
            phrase = self.line.phrase
            while phrase._links_open:  # noqa: SLF001 - HTML need not close its links
                phrase.close_link()
            phrase.take_box(phrase.text)
            if not phrase.is_empty or phrase.images or phrase.id or self.line.kind == "cell":
                self.grown.append(self.line)
        self.line = self.inline = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD:
            self.unread += 1
        elif tag == "blockquote" and self.grown.here.kind == "details":
            self.finish()  # to set in what is folded
        elif tag == "br" and self._ends_line():
            self.finish()
        elif tag in HTML_CONTAINERS:
            self.finish()
            self.grown.line = self.first_line + self.getpos()[0] - 1
            if tag in ("li", "tr", "dt"):
                self._end_sibling(HTML_CONTAINERS[tag])
            self.grown.enter(HTML_CONTAINERS[tag])
        elif tag == "p" and self.line and self.line.kind != "text":
            self._inline().handle_data("\n")
        elif tag in HTML_LINES:
            if HTML_LINES[tag] == "cell" and self.grown.here.kind == "table":
                self.finish()
                self.grown.line = self.first_line + self.getpos()[0] - 1
                self.grown.enter("row")  # as browsers do for cells without one
            level = int(tag[1]) if HTML_LINES[tag] == "heading" else int(tag == "th")
            self.begin(HTML_LINES[tag], level)
            if self.line and (rows := dict(attrs).get("rowspan") or "1").isdecimal():
                self.line.rows = min(int(rows[:3]), MOST_ROWS)
        else:
            self._inline().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in UNREAD:
            self.unread = max(self.unread - 1, 0)
        elif tag == "dt":  # what is said of it in <dd> belongs to it
            self.finish()
        elif tag in HTML_CONTAINERS:
            self.finish()
            self.grown.leave_tag(HTML_CONTAINERS[tag])
        elif tag in HTML_LINES:
            if self.line and self.line.kind == HTML_LINES[tag]:
                self.finish()
        elif self.inline:
            self.inline.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if not self.unread and (self.inline or not data.isspace()):
            inline = self._inline()
            if self.line and self.line.phrase.is_empty:  # "<p>" may stand lines above its first word
                blank = data[: len(data) - len(data.lstrip())]
                self.line.line = self.first_line + self.getpos()[0] - 1 + blank.count("\n")
            inline.handle_data(data)

    def handle_comment(self, data: str) -> None:
        self._inline().handle_comment(data)

    def _ends_line(self) -> bool:
        is_free = self.line is not None and self.line.kind == "text" and self.grown.here.kind in ("document", "details")
        return is_free and self.line is not None and not self.line.phrase._links_open  # noqa: SLF001 - as above

    def _inline(self) -> InlineHtml:
        if self.inline is None:
            self.begin("text")
        assert self.inline is not None
        return self.inline

    def _end_sibling(self, kind: str) -> None:
        """`<li>` need not be closed: the next one in the same list closes it."""
        if self.grown.here.kind == kind and not self.grown.open[-1][1]:
            self.grown.leave()
