"""A curriculum to walk in the window: three stages, a book of two chapters, steps with and without an address."""

from __future__ import annotations

from pathlib import Path

from mlops_path.curriculum.compiled import PathLine, compile_into, load_index
from mlops_path.curriculum.library import Library

READING, TALK, GUIDE, EXTRA = "reading", "talk", "guide", "extra"
BOOK, ONE, TWO = "book", "chapter-one", "chapter-two"
TOOL, PLATFORM, LAST = "tool", "platform", "last"
ELSEWHERE = "elsewhere"
FIRST_STAGE = (READING, TALK, GUIDE, EXTRA)
IDS = (*FIRST_STAGE, BOOK, ONE, TWO, TOOL, PLATFORM, LAST)
WALK, OTHER = "mlops", "other"

RESOURCES = """
[[resource]]
id = "reading"
title = "Alpha reading"
subtitle = "An introduction"
kind = "article"
authors = ["Ann Lee", "Björn Ødegård"]
organisation = "Example Press"
year = 2021
url = "https://alpha.example/read?a=1&b=2"
url_from = "verbatim"
access = "free"
minutes = 20
minutes_from = "pages"
summary = "Where to begin."

[[resource]]
id = "talk"
title = "Beta talk"
kind = "talk"
summary = "A talk that nobody put on the web."
remark = "Ask the author for the tape."

[[resource]]
id = "guide"
title = "Gamma guide"
kind = "guide"
free_url = "https://gamma.example/free"
summary = "A guide with a free version only."

[[resource]]
id = "extra"
title = "Delta extra"
kind = "video"
url = "https://delta.example/"
url_from = "inferred"
archive_url = "https://archive.example/delta"
summary = "For the curious."
more = [{url = "https://delta.example/slides", why = "slides"}]

[[resource]]
id = "book"
title = "Epsilon book"
kind = "book"
summary = "A book."

[[resource]]
id = "chapter-one"
title = "Chapter one"
kind = "chapter"
part_of = "book"
summary = "Its first chapter."

[[resource]]
id = "chapter-two"
title = "Chapter two"
kind = "chapter"
part_of = "book"
summary = "Its second chapter."

[[resource]]
id = "tool"
title = "Zeta tool"
kind = "tool"
summary = "A tool."

[[resource]]
id = "platform"
title = "Eta platform"
kind = "tool"

[[resource]]
id = "last"
title = "Theta finale"
kind = "article"
url = "https://theta.example/"
url_from = "confirmed"
related = [{id = "reading", how = "the beginning of it"}]
summary = "The end."

[[resource]]
id = "elsewhere"
title = "Iota elsewhere"
kind = "paper"
summary = "On the other path only."
"""

PATH = """
id = "mlops"
title = "The walk"
edition = 2026-01-01

[[stage]]
title = "Begin"
goal = "After this you have begun."
[[stage.section]]
title = "First things"
step = [
  {resource = "reading", why = "Because it is short."},
  {resource = "talk"},
  {resource = "guide"},
  {resource = "extra", need = "optional"},
]

[[stage]]
title = "Build"
goal = "After this something stands."
[[stage.section]]
title = "By the book"
step = [{resource = "book"}, {resource = "chapter-one"}, {resource = "chapter-two"}]
[[stage.section]]
title = "With tools"
step = [{resource = "tool"}, {resource = "platform"}]

[[stage]]
title = "Finish"
[[stage.section]]
title = "Last things"
step = [{resource = "last", after = ["reading"], why = "It ends here."}]
"""

OTHER_PATH = """
id = "other"
title = "Another way"
edition = 2026-01-01
[[stage]]
title = "All of it"
[[stage.section]]
title = "Everything"
step = [{resource = "reading"}, {resource = "elsewhere"}]
"""


def walk_library(folder: Path) -> Library:
    """The two paths, compiled in `folder`."""
    return compiled_library(folder, RESOURCES, PATH, OTHER_PATH)


def compiled_library(folder: Path, *texts: str) -> Library:
    """A library of these files alone, compiled as the program compiles its own."""
    files = []
    for number, text in enumerate(texts):
        file = folder / f"{number}.toml"
        file.write_text(text, encoding="utf-8")
        files.append(str(file))
    made = str(folder / "compiled")
    compile_into(made, files)
    index = load_index(made)
    assert index is not None
    lines = tuple(PathLine._make([*values, False]) for values in index["paths"])
    return Library(lines, dict.fromkeys((line.id for line in lines), made), (), {}, {}, {})
