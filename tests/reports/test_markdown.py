"""The Markdown report: what any reader of Markdown makes of it is what was written, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mlops_path.domain.journey import Journey
from mlops_path.reports import render
from mlops_path.text import clean, plain
from tests.hostile import PAYLOADS
from tests.reports.sample import hostile_journey, hostile_options, options, sample_journey

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LINKING_READER = MarkdownIt("gfm-like")


def tokens(document: str, reader: MarkdownIt = READER) -> Iterator[Token]:
    """Every token of a document, those inside lines too."""
    for token in reader.parse(document):
        yield token
        yield from token.children or ()


def build(document: str) -> Counter[str]:
    """How many there are of each thing that is not text; line breaks are the learner's own."""
    texts = ("text", "text_special", "softbreak", "hardbreak", "inline", "paragraph_open", "paragraph_close")
    return Counter(token.type for token in tokens(document) if token.type not in texts)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def text_of(document: str) -> str:
    """What a reader reads, without signs."""
    ends = {"softbreak": "\n", "hardbreak": "\n", "paragraph_close": "\n", "heading_close": "\n", "th_close": " "}
    return "".join(
        ends.get(token.type, token.content if token.type in ("text", "text_special", "code_inline") else "")
        for token in tokens(document)
    )


def hostile() -> str:
    journey = hostile_journey()
    return render("md", journey, hostile_options(journey))


def test_no_payload_becomes_html_a_link_an_image_or_a_heading() -> None:
    """A report is pasted into a pull request or a mail, where such things would come alive."""
    found = build(hostile())
    journey = hostile_journey()
    sections = 1 + 1 + len(journey.path.stages) + len(journey.path.sections) - len(journey.path.sections) % 2 + 1

    assert found["html_block"] == 1, "the mark of our own in the first line"
    assert {"html_inline", "link_open", "image", "code_inline", "fence", "code_block", "hr", "s_open"} & set(
        found
    ) == set()
    assert found["heading_open"] == sections + len(PAYLOADS)
    assert found["table_open"] == 1


@pytest.mark.parametrize("name", PAYLOADS)
def test_every_payload_is_there_as_text(name: str) -> None:
    """What the learner wrote is what the reader reads."""
    assert squeezed(text_of(hostile())).count(squeezed(plain(PAYLOADS[name]))) >= 4


def test_a_reader_that_makes_links_of_addresses_makes_only_safe_ones() -> None:
    """Forges turn every `https://…` into a link; no other scheme may slip through."""
    hrefs = {str(token.attrs["href"]) for token in tokens(hostile(), LINKING_READER) if token.type == "link_open"}

    assert hrefs
    assert all(href.startswith(("http://", "https://", "mailto:")) for href in hrefs)


def test_the_links_are_those_of_the_steps() -> None:
    """A title leads to its page, also with brackets and ampersands in the address."""
    journey = sample_journey()
    document = render("md", journey, options(journey))
    hrefs = {str(token.attrs["href"]) for token in tokens(document) if token.type == "link_open"}

    assert hrefs == {"https://example.org/article?a=1&b=2", "https://example.org/paper_(1).pdf"}


def test_what_is_not_known_leaves_no_sign_behind() -> None:
    """A step without an author is its title, and an empty line of a note is an empty line."""
    journey = sample_journey()
    text = text_of(render("md", journey, options(journey)))

    assert "\\" not in text
    assert '4. A "Book" of *Stars*, Chip [H] · Press 1999 — doing' in text
    assert "6. Chapter Two — doing since 2026-04-20" in text


def test_paragraphs_of_a_note_stay_paragraphs() -> None:
    """A long note without its paragraphs is hard to read."""
    journey = sample_journey()
    note = "one\ntwo\n\nthree\n\n\nfour"
    document = render("md", journey, options(journey)._replace(notes={"first-article": (note, "")}))
    quoted = text_of(document.partition("## Notes")[2].partition("[^rule]")[0])

    assert quoted.strip().splitlines() == ["1. First Article", "one", "two", "three", "four"]


@given(st.text(st.characters() | st.sampled_from("\n\t -+*#>|`~_[]()<>&!\\=.:1"), max_size=120))
@settings(max_examples=100, deadline=None)
def test_no_note_changes_the_build_of_the_document(text: str) -> None:
    """Whatever is written, the document around it stays the same document."""
    journey = sample_journey()
    note, plainly = f"{clean(text)}.", options(journey)
    document = render("md", journey, plainly._replace(notes={"first-article": (note, "")}))

    assert build(document) == build(render("md", journey, plainly._replace(notes={"first-article": ("x", "")})))
    assert squeezed(plain(note)) in squeezed(text_of(document))


@given(st.text(st.characters() | st.sampled_from("\n\t -+*#>|`~_[]()<>&!\\=.:1"), min_size=1, max_size=80))
@settings(max_examples=100, deadline=None)
def test_no_reason_and_no_name_changes_the_build_of_the_document(text: str) -> None:
    """They stand in a list and in a heading, among other words."""
    journey = sample_journey()
    state = journey.state("skipped-course")

    def document(words: str) -> str:
        states = {**journey.states, "skipped-course": state._replace(reason=f"{words}.")}
        there = Journey(journey.path._replace(title=f"{words}."), states, words)
        return render("md", there, options(journey))

    assert build(document(clean(text))) == build(document("x"))
    assert squeezed(text_of(document(clean(text)))).count(squeezed(plain(clean(text)))) >= 2


def test_a_report_without_notes_has_none() -> None:
    """It may be for somebody whom the notes do not concern."""
    journey = sample_journey()
    document = render("md", journey, options(journey, notes=False))

    assert "Notes" not in document
    assert "Read it" not in document
