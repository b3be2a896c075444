"""Files that somebody hurt: read soundly or refused with a sentence, and soon."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.common.normalize_url import normalizeLink

from mlops_path.curriculum.importing import read_plan
from mlops_path.curriculum.importing.blocks import parser
from mlops_path.domain.plans import Plan
from mlops_path.errors import FileInvalid, FileNotUtf8, FileTooBig
from tests.curriculum.importing.soundness import assert_sound
from tests.curriculum.importing.test_corpus import CORPUS, COUNTED, file_of
from tests.hostile import PAYLOADS
from tests.survival.scale import often
from tests.timing import processor_time

PIECES = (
    "Ada Example, ",
    "Ben Sample et al. ",
    ", Harbour 2017",
    "(2019). ",
    ", 2019, ICLR",
    "\na\n: [b](c)\n  : d\n: ",
    "{: .label }",
    " [v]",
    "Completed [",
    "<style>",
    "\n1.1. a\n1.2 [b](c)\n2.1. d\n",
    "\n1️⃣ a\n\n:two: b\n",
    " [ok]",
    "\n**a**\n- b\n",
    "\n\n| a |\n",
    "a:\n6. b\n7. c\n",
    "> [a](b)  \n> *or*  \n> [c](d)\n",
    "---\n## a\n---\n",
    "第1周：",
    "\n1. a\n - b\n",
    ", 1-31",
    "“Sails”",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "<",
    ">",
    "<!--",
    "-->",
    "<details>",
    "</details>",
    "<summary>",
    "<ul><li>",
    "</li>",
    "<table><tr><td>",
    "</table>",
    "<a href='",
    "</a>",
    "~~",
    "**",
    "_",
    "`",
    "```\n",
    "- ",
    "- [ ] ",
    "- [x] ",
    "1. ",
    "> ",
    "# ",
    "\n# ",
    "\n\n",
    "\n",
    "    ",
    "\t",
    "|",
    "\n|-|-|\n",
    "---\n",
    "===\n",
    "[a]: http://b.example\n",
    "[[",
    "]]",
    "&amp;",
    "&#0;",
    ":x:",
    "http://",
    "www.",
    "a@b.example",
    "javascript:alert(1)",
    "#",
    "\\",
    "<!-- id: x -->",
    "☐ ",
    "\u202e",
    "\u200b",
    "\u2060\ufe0f",
    "&#8203;",
    "\n- [ ] \u200b\n",
    "\n- \u200b\n    - ",
    "[\u200b](http://b.example)",
    "| \u200b |",
    "# \u200b\n",
    "\0",
    "é",
    '"',
    ",",
    ";",
    "{",
    "}",
    ":",
    "null",
    "1e999",
    "\ufeff",
    "[^1]",
    "(optional)",
    " — ",
    " · ",
    "by A B",
)  # fmt: skip - pieces of markup, one a line would fill a page


def hurt(text: str, rng: Random) -> str:
    """The text with pieces put in, cut out, doubled or moved."""
    for _ in range(rng.choice((1, 2, 5, 30, 100))):
        at = rng.randrange(len(text) + 1)
        end = min(len(text), at + rng.choice((1, 3, 20, 200)))
        match rng.randrange(5):
            case 0:
                text = text[:at] + text[end:]
            case 1:
                text = text[:end] + text[at:]
            case 2:
                lines = text.split("\n")
                rng.shuffle(lines)
                text = "\n".join(lines) if rng.random() < 0.05 else text
            case _:
                piece = rng.choice(PIECES) if rng.random() < 0.9 else rng.choice(list(PAYLOADS.values()))
                text = text[:at] + piece * rng.choice((1, 1, 1, 2, 40)) + text[at:]
    return text[:50_000]


def read_or_refused(file: str) -> Plan | FileInvalid | FileTooBig | FileNotUtf8:
    try:
        return read_plan(file)
    except (FileInvalid, FileTooBig, FileNotUtf8) as refused:
        return refused


@pytest.mark.parametrize("counted", COUNTED, ids=lambda file: file.stem)
def test_a_hurt_plan_is_read_soundly_or_refused(counted: Path, tmp_path: Path) -> None:
    """Whatever a learner found somewhere, the program says what is wrong with it, and keeps its head."""
    source = Path(file_of(counted))
    original = source.read_text(encoding="utf-8")
    shutil.copytree(CORPUS / "content", tmp_path / "content")
    for number in range(often(30, 1000)):
        rng = Random(f"{source.name} {number}")  # noqa: S311 - nothing here is secret
        file = tmp_path / f"plan{source.suffix}"
        file.write_bytes(hurt(original, rng).encode("utf-8", "surrogatepass"))
        with processor_time() as taken:
            outcome = read_or_refused(str(file))
        assert taken.seconds < 5
        if isinstance(outcome, Plan):
            assert_sound(outcome)
        else:
            assert outcome.sentence
            assert outcome.hint


@settings(deadline=None, database=None, max_examples=often(200, 20_000))
@given(st.from_regex(r"\Ahttps?://[a-z0-9.-]{1,9}(?:/[\w.~/?&=+,:@!#%é ()'-]{0,12})?\Z"))
def test_addresses_that_are_left_as_they_are_need_no_encoding(url: str) -> None:
    """Most addresses are taken past the library's way to encode them: none that it would write otherwise."""
    assert parser(has_terms=True).normalizeLink(url) == normalizeLink(url)
