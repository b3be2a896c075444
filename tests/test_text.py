"""Every exit for text, against text that something acts on or hides: nothing vanishes, nothing acts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mlops_path.text import (
    COMBINING_MARKS,
    JOINERS,
    TITLE_LENGTH,
    clean,
    clean_line,
    csv_cell,
    file_name,
    html_href,
    html_text,
    link_to_open,
    markdown_href,
    markdown_text,
    masked,
    plain,
    shown,
)
from tests.domain.strategies import ALWAYS
from tests.hostile import PAYLOADS

every_payload = pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS.keys())
# Text with far more of what bites than chance would bring.
hostile = st.text(
    st.sampled_from(
        "\\`*_{}[]<>#|~$!&;:-+=.)(1² ab\t\n\r\0\x1b\x07\x9b\"'^@/%\u00a0\u3000\u200d\u200c\u202e\u0335éя学🏳\ufe0f"
    )
    | st.characters()
    | st.characters(categories=["Cs", "Cf", "Cc", "Mn", "Zs"]),
    max_size=20,
)


def words_in(text: str) -> list[str]:
    """The runs of ASCII letters and digits: what a reader still has to find whatever happens to the rest."""
    return re.findall(r"[A-Za-z0-9]+", text)


def acting(text: str, allowed: str = "") -> set[str]:
    """Characters that a terminal acts on or does not show, as `U+XXXX Category`."""
    found = (c for c in text if c not in allowed and unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    return {f"U+{ord(c):04X} {unicodedata.category(c)}" for c in found}


# On the way in


@every_payload
def test_what_is_kept_has_no_control_character(text: str) -> None:
    """The record is read by other programs too; a note must not bring a terminal sequence into them."""
    kept = clean(text)

    assert {c for c in kept if unicodedata.category(c) in {"Cc", "Cs"}} <= set("\n\t")
    assert words_in(kept) == words_in(text)
    assert kept.encode()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("plain", "plain"),
        ("a\r\nb\rc\x85d\ne", "a\nb\nc\nd\ne"),
        ("a\tb", "a\tb"),
        ("e\u0301", "é"),
        ("a\x00b\x1bc\x7fd\x9be", "a\ufffdb\ufffdc\ufffdd\ufffde"),
        ("a\ud800b", "a\ufffdb"),
        ("👩\u200d🔬 🏳️\u200d🌈", "👩\u200d🔬 🏳️\u200d🌈"),
        ("שלום", "שלום"),
        ("one\u2028two", "one\ntwo"),
    ],
    ids=ascii,
)
def test_what_is_kept_is_what_was_written(text: str, kept: str) -> None:
    """One sort of line break, one way of writing a letter; everything else as the learner typed it."""
    assert clean(text) == kept


@ALWAYS
@given(hostile)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """An export that is imported and exported again is the same byte for byte."""
    assert clean(clean(text)) == clean(text)
    assert clean(clean_line(text)) == clean_line(text)


@ALWAYS
@given(hostile, st.integers(1, 30))
def test_a_line_is_one_line_within_its_limit_without_outer_white_space(text: str, limit: int) -> None:
    """A learner's name or a reason stands in a table, and asked for again it is the same name."""
    line = clean_line(text, limit)

    assert len(line) <= limit
    assert line == line.strip() == " ".join(line.split())
    assert clean_line(line, limit) == line


def test_a_long_line_is_cut_at_its_limit() -> None:
    """A title has room for 300 characters, not for a book."""
    assert clean_line("a" * 5000) == "a" * TITLE_LENGTH
    assert clean_line("ab cd", 3) == "ab"


# On a terminal


@every_payload
def test_what_is_shown_acts_on_no_terminal_and_keeps_every_word(text: str) -> None:
    """A title that somebody else wrote must not clear the screen, nor hide half of itself."""
    line, lines = shown(text), plain(text)

    assert acting(line, JOINERS) == set()
    assert acting(lines, JOINERS + "\n\t") == set()
    for word in words_in(text):
        assert word in line
        assert word in lines
    assert line.encode()


@ALWAYS
@given(hostile)
def test_no_text_whatever_acts_on_a_terminal(text: str) -> None:
    """The same for everything that anybody will ever think of."""
    line, lines = shown(text), plain(text)

    assert acting(line, JOINERS) == set()
    assert acting(lines, JOINERS + "\n\t") == set()
    assert shown(lines) == shown(line) == line
    assert all(len(marks) <= COMBINING_MARKS for marks in marks_in_a_row(line))


def marks_in_a_row(text: str) -> Iterator[str]:
    run = ""
    for c in text:
        run = run + c if unicodedata.category(c) in {"Mn", "Me"} else ""
        yield run


@ALWAYS
@given(hostile)
def test_no_letter_digit_or_sign_vanishes(text: str) -> None:
    """What can be read comes through as it is, in its order."""
    readable = [c for c in text if unicodedata.category(c)[0] in "LNPS"]
    shown_ones = iter(shown(text))

    assert all(c in shown_ones for c in readable)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ""),
        ("plain text [TODO] <b>", "plain text [TODO] <b>"),
        ("\x1b[31mred", "␛[31mred"),
        ("a\x00b\x07c\x08d\x7f", "a␀b␇c␈d␡"),
        ("\x9b31m", "⟨009B⟩31m"),
        ("a\tb\nc\r\nd", "a␉b␊c␍␊d"),
        ("abc\u202ecba", "abc⟨202E⟩cba"),
        ("\u2066x\u2069", "⟨2066⟩x⟨2069⟩"),
        ("pass\u200bword\ufeff", "pass⟨200B⟩word⟨FEFF⟩"),
        ("soft\u00adhyphen", "soft⟨00AD⟩hyphen"),
        ("a\U000e0041", "a⟨E0041⟩"),
        ("a\ud800b", "a\ufffdb"),
        ("one\u2028two\u2029three", "one⟨2028⟩two⟨2029⟩three"),
        ("private \ue000 use", "private ⟨E000⟩ use"),
        ("no\u00a0break\u3000wide", "no break wide"),
        ("e\u0301 é", "e\u0301 é"),
        ("Z" + "\u0335" * 40 + "algo", "Z" + "\u0335" * 8 + "algo"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("🏳️\u200d🌈", "🏳️\u200d🌈"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u200db", "a⟨200D⟩b"),
        ("\u200da", "⟨200D⟩a"),
        ("a\u200b\u200d\u200cb", "a⟨200B⟩⟨200D⟩⟨200C⟩b"),
        ("a\u200d\u200db", "a⟨200D⟩⟨200D⟩b"),
        ("学\u200d\u200c\u200d习", "学\u200d⟨200C⟩⟨200D⟩习"),
        ("שלום עולם", "שלום עולם"),
        ("学习路径", "学习路径"),
    ],
    ids=ascii,
)
def test_what_cannot_be_seen_is_made_visible(text: str, line: str) -> None:
    """A reader sees that something is there; what joins the letters of a language or an emoji stays."""
    assert shown(text) == line


@pytest.mark.parametrize("filler", ["\u115f", "\u1160", "\u3164", "\uffa0"], ids=ascii)
def test_letters_that_nobody_can_see_are_made_visible(filler: str) -> None:
    """A name of them looks like no name, and two names that differ by one look the same."""
    assert filler not in shown(f"a{filler}b")


@pytest.mark.parametrize("text", ["a\tb", "a\nb", "a\n\n\tb"])
def test_lines_keep_their_breaks_and_tabs(text: str) -> None:
    """A note is printed as it was written."""
    assert plain(text) == text


# In a spreadsheet


@every_payload
def test_a_cell_is_never_a_formula_and_keeps_every_word(text: str) -> None:
    """A mentor opens the report; nothing in it may call home."""
    cell = csv_cell(text)

    assert cell.lstrip(" \u00a0\u3000")[:1] not in set("=+-@\t\r\n|%")
    assert [word for word in words_in(text) if word not in cell] == []
    assert acting(cell, JOINERS + "\n\t") == set()


@ALWAYS
@given(hostile)
def test_no_cell_whatever_is_a_formula(text: str) -> None:
    """Whichever white space or invisible character stands before it."""
    cell = csv_cell(text)

    assert cell.strip()[:1] not in set("=+-@")
    assert cell in {plain(text), "'" + plain(text)}


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("plain", "plain"),
        ("", ""),
        ("2026-05-01", "2026-05-01"),
        ("a = b", "a = b"),
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\u00a0=1", "' =1"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        ("\r=1", "␍=1"),
        ("\x00=1", "␀=1"),
        ("\u200b=1", "⟨200B⟩=1"),
        ("'=1", "'=1"),
    ],
    ids=ascii,
)
def test_an_apostrophe_stands_only_before_what_could_begin_a_formula(text: str, cell: str) -> None:
    """Titles stay clean in the table."""
    assert csv_cell(text) == cell


# In HTML


class Reader(HTMLParser):
    """What a browser makes of a document: its text, its elements, the values of their attributes."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: list[str] = []
        self.values: list[str | None] = []
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.values += [value for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.elements.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.elements.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.elements.append(f"instruction {data}")


def check_html(text: str) -> None:
    reader = Reader(f"<p title=\"{html_text(text)}\" lang='{html_text(text)}'>{html_text(text)}</p>")

    assert reader.elements == ["p"]
    assert reader.values == [plain(text), plain(text)]
    assert reader.text == plain(text)


@every_payload
def test_html_reads_back_as_the_same_text_and_nothing_else(text: str) -> None:
    """A report is opened by somebody who trusts the learner; no text in it is an element or an attribute."""
    check_html(text)


@ALWAYS
@given(hostile)
def test_any_text_survives_html(text: str) -> None:
    """The same for everything else."""
    check_html(text)


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/?a=1&b=2&copy=3&lt;",
        "https://x.example/it's",
        "https://x.example/a(b)[c]*d_e~f#g$h!i",
        "mailto:a@x.example?subject=b&body=c",
    ],
)
def test_an_address_survives_html_and_markdown(url: str) -> None:
    """The link of a report leads where the catalogue says."""
    in_html = Reader(f'<a href="{html_href(url)}">x</a>')
    in_markdown = MarkdownIt("commonmark").parseInline(f"[x](<{markdown_href(url)}>)")[0].children or []

    assert in_html.values == [url]
    assert [str(token.attrGet("href")) for token in in_markdown if token.type == "link_open"] == [
        MarkdownIt().normalizeLink(url)
    ]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "", None, 'https://x.example/"onclick="', *PAYLOADS.values()],
    ids=lambda url: ascii(url)[:60],
)
def test_an_address_that_may_not_be_opened_is_no_link_anywhere(url: str | None) -> None:
    """Reports then print the title without one."""
    assert (html_href(url), markdown_href(url)) == ("", "")


# In Markdown

READERS = [
    MarkdownIt("commonmark"),
    MarkdownIt("gfm-like", {"linkify": False}),
    MarkdownIt("js-default"),
]
# Where the reports put a text: the places where a line of Markdown could begin something else.
PLACES = ["{}", "# {}", "- {}", "> {}", "1. {}", "- [ ] 3\\. {}"]
PLAIN_BLOCKS = {"paragraph", "heading", "blockquote", "bullet_list", "ordered_list", "list_item"}
PLAIN_TOKENS = {"inline", "text", "text_special"} | {
    f"{block}_{end}" for block in PLAIN_BLOCKS for end in ("open", "close")
}


def all_tokens(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from all_tokens(token.children or [])


def check_markdown(text: str) -> None:
    expected = " ".join(plain(text).split())
    for place in PLACES:
        for reader in READERS:
            tokens = list(all_tokens(reader.parse(place.format(markdown_text(text)))))
            said = "".join(token.content for token in tokens if token.type in {"text", "text_special"})

            assert {token.type for token in tokens} <= PLAIN_TOKENS
            assert said.removeprefix("[ ] 3.").strip() == expected
            assert len([token for token in tokens if token.type == "inline"]) <= 1


@every_payload
def test_markdown_reads_back_as_the_same_characters_and_nothing_else(text: str) -> None:
    """A title with a star or a bracket is that title; no text is a link, an image, HTML or a heading."""
    check_markdown(text)


@ALWAYS
@given(hostile)
def test_any_text_survives_markdown(text: str) -> None:
    """The same for everything else, at every place where a report puts a text."""
    check_markdown(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ""),
        (" \n ", ""),
        ("plain text", "plain text"),
        ("two\nlines  of", "two lines of"),
        ("1. first", "1\\. first"),
        ("12) twelfth", "12\\) twelfth"),
        ("1.5 times", "1\\.5 times"),
        ("97 Things", "97 Things"),
        ("2026", "2026"),
        ("- item", "\\- item"),
        ("+1", "\\+1"),
        ("=== a", "\\=== a"),
        ("a - b", "a - b"),
        ("AT&T", "AT&amp;T"),
        ("f(x) | y", "f(x) \\| y"),
    ],
)
def test_markdown_escapes_no_more_than_it_must(text: str, line: str) -> None:
    """Many people read the report as the plain text that it is."""
    assert markdown_text(text) == line


@every_payload
def test_a_table_row_of_markdown_keeps_its_cells(text: str) -> None:
    """The table of sections stands even where a title has a bar in it."""
    table = f"| a | b |\n|---|---|\n| {markdown_text(text)} | 4/6 |"
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(table)
    cells = [after.content for token, after in pairwise(tokens) if token.type == "td_open"]

    assert len(cells) == 2
    assert cells[1] == "4/6"


# Links


@pytest.mark.parametrize(
    "url",
    [
        "https://huyenchip.com/mlops/",
        "http://x.example",
        "HTTPS://X.EXAMPLE/A",
        "https://x.example:8443/a?b=c&d=e#f",
        "https://x.example/@user/post",
        "https://x.example/?mail=a@b.example",
        "https://x.example#a@b",
        "https://x.example/a%20b",
        "https://x.example/it's_(here)~;,*$!+",
        "https://en.wikipedia.org/wiki/Caf%C3%A9",
        "https://пример.example/путь",
        "http://localhost:8000/",
        "http://127.0.0.1/",
        "http://[::1]:8000/",
        "https://x.example?q=1",
        "mailto:ada@x.example",
        "mailto:ada@x.example?subject=Hello",
        "https://x.example/" + "a" * 4000,
    ],
)
def test_an_address_of_the_web_or_of_mail_may_be_opened(url: str) -> None:
    """It is handed on exactly as it is."""
    assert link_to_open(url) == url


@pytest.mark.parametrize(
    "url",
    [
        *(None, "", " ", "x", "x.example", "www.x.example", "/etc/passwd", "//x.example/", "x.example:80"),
        *("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://x.example/"),
        *("vbscript:x", "ms-msdt:/id", "about:blank", "view-source:https://x.example", "tel:1", "ssh://x.example"),
        *("--new-window", "-h", "--help=https://x.example", "-https://x.example"),
        *("https:", "https:/x.example", "https:x.example", "https://", "https:///x", "https://?q", "https://#a"),
        *("https://:443/", "https://-x.example/", "https://.example/", "http://../"),
        *(
            "https://user@x.example/",
            "https://user:word@x.example/",
            "https://good.example@evil.example/",
            "https://@x/",
        ),
        *("https://x.example/a b", " https://x.example/", "https://x.example/ ", "https://x.example/\n", "\thttps://x"),
        *("https://x.example/\x00", "https://x.example/\x1b[2J", "https://x.example/\x9b", "https://x.example/\x7f"),
        *(
            "https://x.example/\u202e",
            "https://x.example/\u200b",
            "https://x.example/\u00a0",
            "https://x\u2028.example",
        ),
        *("https://x.example\\@evil.example/", "https:\\\\x.example", "https://x.example/\ud800"),
        *('https://x.example/"', "https://x.example/<b>", "https://x.example/`id`", "https://x.example/{a}|^"),
        *("mailto:", "mailto:x", "mailto:@", "mailto:a@", "mailto:@b", "mailto:-a@b.example", "mailto://a@b.example"),
        *("mailto:a@b.example ", "mailto:--attach=/etc/passwd@b.example"),
        "https://x.example/" + "a" * 5000,
        *PAYLOADS.values(),
    ],
    ids=lambda url: ascii(url)[:60],
)
def test_everything_else_is_never_handed_to_a_browser(url: str | None) -> None:
    """Paths come from strangers; an address must not run a program, open a file or hide where it leads."""
    assert link_to_open(url) is None


@ALWAYS
@given(hostile)
def test_no_address_whatever_hides_anything(rest: str) -> None:
    """What may be opened is one visible word that begins with its scheme."""
    for url in (rest, f"https://{rest}", f"https://x.example/{rest}", f"mailto:{rest}", f"mailto:a@b.example{rest}"):
        link = link_to_open(url)

        assert link in {None, url}
        assert link is None or re.match(r"https?://[^-/?#@\\\s][^/?#@\\\s]*([/?#]|$)|mailto:[^-/]", link)
        assert link is None or (acting(link) == set() and len(link.split()) == 1)


# Names of files


@every_payload
def test_a_file_name_is_a_name_and_nothing_else(text: str) -> None:
    """It climbs out of no folder, is no option, and every file system takes it."""
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?-[0-9a-f]{8}", file_name(text, text))


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Rules of Machine Learning", "rules-of-machine-learning-"),
        ("  C++ / ML!  ", "c-ml-"),
        ("../../etc/passwd", "etc-passwd-"),
        ("学习", "file-"),
        ("", "file-"),
        ("a" * 100, "a" * 40 + "-"),
        ("a" * 39 + " b", "a" * 39 + "-"),
    ],
)
def test_a_file_name_says_what_is_inside(text: str, begins: str) -> None:
    """A learner looks for it in a folder."""
    name = file_name(text, "id")

    assert re.fullmatch(re.escape(begins) + "[0-9a-f]{8}", name)


def test_files_of_one_title_have_different_names() -> None:
    """The same title on two paths is two files; the same resource is always the same file."""
    first, second, again = (file_name("Intro", unique) for unique in ("a", "b", "a"))

    assert first != second
    assert first == again


# Addresses of databases


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://ada:secret@db.example/path", "postgresql://ada:***@db.example/path"),
        ("postgresql+psycopg://ada:secret@db.example:5432/path", "postgresql+psycopg://ada:***@db.example:5432/path"),
        ("postgresql://ada@db.example/path", "postgresql://ada@db.example/path"),
        ("postgresql://db.example/path", "postgresql://db.example/path"),
        ("postgresql://:secret@db.example/path", "postgresql://:***@db.example/path"),
        ("postgresql://ada:@db.example/path", "postgresql://ada:***@db.example/path"),
        ("postgresql:///path?host=/run&user=ada&password=secret", "postgresql:///path?host=/run&user=ada&password=***"),
        ("postgresql://h/p?PASSWORD=secret&sslmode=require", "postgresql://h/p?PASSWORD=***&sslmode=require"),
        ("postgresql://h/p?sslpassword=secret", "postgresql://h/p?sslpassword=***"),
        ("postgresql://a:secret@h/p?password=secret", "postgresql://a:***@h/p?password=***"),
        ("postgresql://h/p?password=se@cret&sslmode=require", "postgresql://h/p?password=***&sslmode=require"),
        ("postgresql://h/p?flag", "postgresql://h/p?flag"),
        ("sqlite:////home/ada/record.db", "sqlite:////home/ada/record.db"),
        ("/home/ada/record.db", "/home/ada/record.db"),
        ("", ""),
    ],
)
def test_a_database_is_told_without_its_password(url: str, told: str) -> None:
    """`info` and error messages are pasted into issues."""
    assert masked(url) == told


@pytest.mark.parametrize(
    "word",
    [
        "secret",
        "se@cret",
        "se:cret",
        "se/cret",
        "se?cret",
        "se#cret",
        "se&cret",
        "se=cret",
        "se%40cret",
        "se://cret",
        "?se@cret",
    ],
)
def test_no_part_of_a_password_is_told_whatever_signs_it_has(word: str) -> None:
    """People paste passwords without escaping them, and the database driver takes many of them all the same."""
    told = masked(f"postgresql://ada:{word}@db.example/path?sslmode=require")

    assert "cret" not in told
    assert "se" not in told.replace("sslmode", "")
    assert told.startswith("postgresql://ada:***@")
    assert "db.example" in told


@ALWAYS
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_no_password_is_told(word: str) -> None:
    """Escaped as an address demands, every password is hidden."""
    secret = f"SECRET{quote(word, safe='')}SECRET"

    assert "SECRET" not in masked(f"postgresql://ada:{secret}@db.example/path")
    assert "SECRET" not in masked(f"postgresql://db.example/path?user=ada&password={secret}")
