"""The exits for text: a string in, a safe string out.

A learner's or a curriculum's text is never markup, SQL, shell, a formula or an escape sequence. Whatever leaves the
program passes one of these; the UI wraps `shown` into its own `Content` (`tui/content.py`).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Pattern

TITLE_LENGTH = 300
NOTE_BYTES = 1 << 20
COMBINING_MARKS = 8
FIRST_COMBINING = "\u0300"  # below, every printable character stands for itself
INVISIBLE_LETTERS = "\u115f\u1160\u3164\uffa0"
JOINERS = "\u200c\u200d"

_NOT_IN_LINKS = frozenset(' \\"<>`^{|}')
_LINE_BREAKS = dict.fromkeys(map(ord, "\r\x85\u2028\u2029"), "\n")
_SIGNS = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_CONTROL_CATEGORIES = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_MARKDOWN = {ord(c): "\\" + c for c in "\\`*_{}[]<>#|~$!"}


def clean(text: str) -> str:
    """`text` as it is kept: NFC, one sort of line break, other control characters and lone surrogates as U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    import unicodedata  # noqa: PLC0415 - most text is plain ASCII and never needs it

    text = text.replace("\r\n", "\n").translate(_LINE_BREAKS)
    text = unicodedata.normalize("NFC", text)
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else "\ufffd" for c in text)


def clean_line(text: str, limit: int = TITLE_LENGTH) -> str:
    """`clean`, on one line, outer white space taken off, at most `limit` characters."""
    if len(text) <= limit and text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(clean(text).split())[:limit].rstrip()


def shown(text: str, *, lines: bool = False) -> str:
    """`text` with nothing in it that a terminal would act on or hide.

    Control characters become their signs (␛), direction marks and other invisible characters become their code
    point in brackets, more than eight combining marks in a row are cut. With `lines`, line breaks and tabs stay.
    """
    if text.isprintable() and (text.isascii() or max(text) < FIRST_COMBINING):
        return text
    import unicodedata  # noqa: PLC0415 - as above

    out: list[str] = []
    marks = 0
    for before, c in zip("\n" + text, text, strict=False):
        if (lines and c in "\n\t") or (c.isascii() and c.isprintable()):
            out.append(c)
            marks = 0
            continue
        category = unicodedata.category(c)
        if category in ("Mn", "Me"):
            marks += 1
            if marks <= COMBINING_MARKS:
                out.append(c)
            continue
        if c in JOINERS and not before.isascii() and unicodedata.category(before)[0] in "LMS":
            out.append(c)  # joins letters of Persian or Hindi, and the parts of an emoji
            continue
        marks = 0
        if category == "Cc":
            out.append(chr(_SIGNS[ord(c)]) if ord(c) in _SIGNS else f"⟨{ord(c):04X}⟩")
        elif category in _CONTROL_CATEGORIES or c in INVISIBLE_LETTERS:
            out.append("\ufffd" if category == "Cs" else f"⟨{ord(c):04X}⟩")
        elif category == "Zs":
            out.append(" ")
        else:
            out.append(c)
    return "".join(out)


def plain(text: str) -> str:
    """`text` for a pipe or a terminal line by line: `shown`, with its line breaks and tabs."""
    return shown(text, lines=True)


def csv_cell(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula: an apostrophe before anything that could begin one."""
    text = plain(text)
    return "'" + text if text.lstrip(" \u00a0").startswith(_FORMULA_STARTS) else text


def html_text(text: str) -> str:
    """`text` for an HTML element or a quoted attribute."""
    text = text if text.isascii() and text.isprintable() else plain(text)
    # Five replacements: five times as fast as one translation.
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")


def html_href(url: str | None) -> str:
    """`url` for a quoted `href`, or an empty string when it is not one that may be opened."""
    link = link_to_open(url)
    return link.replace("&", "&amp;").replace("'", "&#39;") if link else ""  # the other three are in no link


def markdown_text(text: str) -> str:
    """`text` on one line of Markdown, read back as the same characters by any CommonMark reader."""
    line = " ".join(shown(text, lines=True).split())
    line = line.replace("&", "&amp;").translate(_MARKDOWN)
    if line.startswith(("-", "+", "=")) or (line[:1].isdigit() and line.lstrip("0123456789")[:1] in (".", ")")):
        head = line.lstrip("0123456789")
        line = "\\" + line if head == line else line[: len(line) - len(head)] + "\\" + head
    return line


def markdown_href(url: str | None) -> str:
    """`url` between `<` and `>` of a Markdown link, or an empty string when it is not one that may be opened."""
    import re  # noqa: PLC0415 - only a report needs it here

    link = link_to_open(url)
    return re.sub(r"&(?=#?\w+;)", "&amp;", link) if link else ""


def file_name(text: str, unique: str) -> str:
    """An ASCII slug of `text` (at most 40 characters) and eight hex digits made from `unique`."""
    import zlib  # noqa: PLC0415 - only files that a learner asks for need it

    slug = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.lower())
    slug = "-".join(part for part in slug.split("-") if part)[:40].strip("-")
    return f"{slug or 'file'}-{zlib.crc32(unique.encode('utf-8', 'surrogatepass')):08x}"


def link_to_open(url: str | None) -> str | None:
    """`url` if a browser may be started with it, else None.

    http and https with a host, or mailto with an address; no control character, space, backslash or user name in it,
    and never a leading dash (`webbrowser.open("--flag")` starts the browser with the flag).
    """
    if not url or len(url) > 4096 or not url.isprintable():
        return None
    if _web_address().fullmatch(url):
        return url
    scheme, _, rest = url.partition(":")
    is_mail = scheme.lower() == "mailto" and "@" in rest.strip("@") and not rest.startswith(("-", "/"))
    return url if is_mail and _NOT_IN_LINKS.isdisjoint(url) else None


@cache
def _web_address() -> Pattern[str]:
    """An address of the web with a host, in which nobody's name stands."""
    import re  # noqa: PLC0415 - most commands open no link

    others = re.escape("".join(sorted(_NOT_IN_LINKS)))
    return re.compile(rf"[Hh][Tt][Tt][Pp][Ss]?://(?![-.:])[^@/?#{others}]+(?:[/?#][^{others}]*)?")


def masked(url: str) -> str:
    """A database address without its password, also where it is given as `?password=`."""
    import re  # noqa: PLC0415 - only a URL needs it

    scheme, separator, rest = url.partition("://")
    if not separator:
        return url
    rest = re.sub(r"([?&][^=&]*(?:pass|secret)[^=&]*=)[^&]*", r"\1***", rest, flags=re.IGNORECASE)
    rest = re.sub(r"^([^:/?]*):.*@", r"\1:***@", rest)
    return f"{scheme}://{rest}"
