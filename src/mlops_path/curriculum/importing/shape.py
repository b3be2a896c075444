"""Texts that a parser would be busy with for minutes, refused before it sees them, in linear time.

The figures were measured with markdown-it-py 4.3 on one slow core: a line costs some 20 µs and 2 kB, each cell of a
table 1.5 kB, a line in n quotes n times as much, a `[` that nothing closes up to 70 µs.
"""

from __future__ import annotations

import re

from mlops_path.curriculum.limits import MOST_BYTES, MOST_DEPTH
from mlops_path.errors import FileInvalid, FileNotUtf8, FileTooBig

MOST_LINES = 50_000
MOST_LINE_BREAKS = 250_000  # those of empty lines too
MOST_TABLE_TOKENS = 300_000  # three for each cell, and those of the row
MOST_LINE_WORK = 400_000  # lines, each as often as the lists and quotes it may lie in
MOST_INDENTS = 2_000_000  # blanks before words, of all lines: a third of a microsecond each
MOST_WORK = 2_500_000  # microseconds, near enough
MOST_SIGNS = 60_000  # in one block
COPIED = 50_000  # bytes in a microsecond, half of them for nothing
MOST_QUOTES = 8
INDENTED = 2000  # characters of a line that may hold its markers

_MARKERS = re.compile(r"[ \t]*(?:(?:>|[-*+][ \t]|[0-9]{1,9}[.)][ \t])[ \t]*)+")
_RULER = re.compile(r"[-*_ \t]*\n?")
_COUNTED = re.compile(r">|[-*+](?=[ \t])|[.)](?=[ \t])")
# Where the parser stops to look for markup: eight microseconds each. Those of addresses and prose count beyond what
# these have of them, a sixth of the characters.
SIGNS = "*_`~&\\:@w!#$%+=^{};"
COMMON_SIGNS = "-/,]>"


def read_text(file: str, name: str) -> str:
    """The text of a file of at most 10 MB, its byte order mark taken off, each line break one newline.

    Raises:
        FileInvalid, FileTooBig, FileNotUtf8: with the file, and the byte.
    """
    import os  # noqa: PLC0415 - only an import needs it
    import stat  # noqa: PLC0415 - as above

    try:
        if not stat.S_ISREG(os.stat(file).st_mode):
            raise FileInvalid(f"{file} is no file.", "Name the file of a study plan.")
        with open(file, "rb") as source:
            raw = source.read(MOST_BYTES + 1)
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) and problem.strerror else "no such name"
        raise FileInvalid(f"Cannot read {file}: {reason}.", "Check the name and its permissions.") from None
    if len(raw) > MOST_BYTES:
        raise FileTooBig(f"{name} is larger than 10 MB.", "Split it into several files.")
    try:
        text = raw.decode()
    except UnicodeDecodeError as problem:
        raise FileNotUtf8(f"{name} is not UTF-8: byte {problem.start}.", "Save it as UTF-8.") from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def look_at_lines(name: str, text: str) -> None:
    """Refuses more lines, cells, or lists and quotes in each other than can be read in a few seconds."""
    if text.count("\n") > MOST_LINE_BREAKS:
        raise FileTooBig(f"{name} has more than {MOST_LINE_BREAKS} lines.", "Split it into several files.")
    count = tokens = work = depth = indents = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.isspace():
            depth = 0
            continue
        count += 1
        indents += len(line) - len(line.lstrip())
        pipes = line.count("|")
        if pipes:
            tokens += 3 * (pipes + 1 - line.startswith("|") - line.endswith("|")) + 2
        markers = _MARKERS.match(line, 0, INDENTED)
        if markers and not _RULER.fullmatch(line, 0, INDENTED):
            signs = _COUNTED.findall(markers[0])
            depth = len(signs)
            if depth > MOST_DEPTH or signs.count(">") > MOST_QUOTES:
                raise too_deep(name, number)
        work += 1 + depth
        if indents > MOST_INDENTS:
            raise FileTooBig(
                f"{name}, line {number}: lines are set in further than those of a study plan.", "Write it flatter."
            )
        if count > MOST_LINES or tokens > MOST_TABLE_TOKENS or work > MOST_LINE_WORK:
            raise FileTooBig(
                f"{name}, line {number}: more lines, cells or quotes than a study plan has.",
                "Split it into several files.",
            )


def too_deep(name: str, line: int) -> FileInvalid:
    return FileInvalid(f"{name}, line {line}: lists or quotes more than {MOST_DEPTH} deep.", "Write it flatter.")


class Work:
    """Adds up what the texts of a file will cost, and refuses the one that is too much."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.done = 0.0

    def add(self, line: int, text: str, *, is_html: bool = False) -> None:
        length, brackets, angles = len(text), text.count("["), text.count("<")
        signs = sum(map(text.count, SIGNS)) + angles + brackets
        common = sum(map(text.count, COMMON_SIGNS))
        self.done += 20 + length / 20 + 8 * (signs + max(0, common - length // 6))
        if angles:
            self.done += 8 * text.count("=")
        if is_html:  # a tag that never ends is looked for as often as one begins behind it
            open_end = length - text.rfind(">")
            self.done += 0.05 * text.count("<", length - open_end + 1) * open_end
        else:
            width = 1 if text.isascii() else 4  # at each stop the rest of the text is copied
            self.done += (signs + common) * length * width / COPIED
            self.done += 4 * brackets * min(brackets, 20)
            self.done += (0.005 * angles + 0.0005 * text.count(")") + 0.0002 * brackets) * length
            self.done += 0.03 * text.count(":") * length
        if self.done > MOST_WORK or (signs > MOST_SIGNS and not is_html):
            raise FileTooBig(
                f"{self.name}, line {line}: more brackets and other signs than can be read in a few seconds.",
                "Split it into several files, or mend that line.",
            )
