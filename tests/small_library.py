"""A curriculum of two small paths: an article, a talk, a book of three chapters, a course with optional lectures."""

from __future__ import annotations

from pathlib import Path

from mlops_path.curriculum.compiled import PathLine, compile_into, load_index
from mlops_path.curriculum.library import DEFAULT_PATH, Library

ARTICLE, TALK, BOOK, COURSE, ELSEWHERE = "rules", "a-talk", "the-book", "a-course", "only-there"
CHAPTERS = ("book-ch-1", "book-ch-2")
EXTRA_CHAPTER = "book-ch-3"
LECTURES = ("lecture-1", "lecture-2")
IDS = (ARTICLE, TALK, BOOK, *CHAPTERS, EXTRA_CHAPTER, COURSE, *LECTURES)
OTHER_PATH = "second"

_CATALOGUE = """
[[resource]]
id = "rules"
title = "Rules of the craft"
subtitle = "Forty-three of them"
kind = "article"
authors = ["Ann Lee", "Björn Ødegård"]
organisation = "Example Press"
summary = "Where to begin."

[[resource]]
id = "a-talk"
title = "Rules of thumb"
kind = "talk"
summary = "A talk."

[[resource]]
id = "the-book"
title = "The Book"
kind = "book"
summary = "A book."

[[resource]]
id = "book-ch-1"
title = "Data"
kind = "chapter"
part_of = "the-book"
summary = "A chapter."

[[resource]]
id = "book-ch-2"
title = "Models"
kind = "chapter"
part_of = "the-book"
summary = "A chapter."

[[resource]]
id = "book-ch-3"
title = "Monitoring with C++"
kind = "chapter"
part_of = "the-book"
summary = "A chapter."

[[resource]]
id = "a-course"
title = "A course"
kind = "course"
summary = "A course."

[[resource]]
id = "lecture-1"
title = "First lecture"
kind = "talk"
part_of = "a-course"
summary = "A lecture."

[[resource]]
id = "lecture-2"
title = "Second lecture"
kind = "talk"
part_of = "a-course"
summary = "A lecture."

[[resource]]
id = "only-there"
title = "Elsewhere"
kind = "paper"
summary = "A paper."
"""


def _path_text(id_: str, *steps: str) -> str:
    lines = [f'id = "{id_}"', f'title = "Path {id_}"', "edition = 2026-01-01", "[[stage]]", 'title = "Stage"']
    lines += ["[[stage.section]]", 'title = "Section"']
    for step in steps:
        name, _, need = step.partition(" ")
        lines += ["[[stage.section.step]]", f'resource = "{name}"', f'need = "{need or "required"}"']
    return "\n".join(lines) + "\n"


def small_library(folder: Path) -> Library:
    """The two paths, compiled in `folder`."""
    texts = (
        _CATALOGUE,
        _path_text(
            DEFAULT_PATH,
            ARTICLE,
            TALK,
            BOOK,
            *CHAPTERS,
            f"{EXTRA_CHAPTER} optional",
            COURSE,
            *(f"{lecture} optional" for lecture in LECTURES),
        ),
        _path_text(OTHER_PATH, ARTICLE, ELSEWHERE),
    )
    (folder / "catalogue").mkdir()
    (folder / "paths").mkdir()
    files = [folder / "catalogue" / "all.toml", folder / "paths" / "first.toml", folder / "paths" / "second.toml"]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    made = str(folder / "compiled")
    compile_into(made, [str(file) for file in files])
    index = load_index(made)
    assert index is not None
    lines = tuple(PathLine._make([*values, False]) for values in index["paths"])
    return Library(lines, dict.fromkeys((line.id for line in lines), made), (), {}, {}, {})
