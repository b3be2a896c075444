"""The HTML report: one file that shows everything, loads nothing and runs nothing."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_path.domain.journey import Journey
from mlops_path.reports import render
from mlops_path.text import clean, plain
from tests.conftest import needs
from tests.hostile import PAYLOADS
from tests.reports.pages import Page
from tests.reports.sample import hostile_journey, hostile_options, options, sample_journey

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "div", "i", "table", "tr", "td"),
    *("ul", "ol", "li", "span", "bdi", "a", "footer"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "style", "dir", "role", "aria-label"),
    *("aria-hidden", "href", "rel"),
}
RUNS = {
    "script that renames the page": "<script>document.title='owned'</script>",
    "image that renames the page": "<img src=x onerror=\"document.title='owned'\">",
    "frame": "<iframe srcdoc=\"<script>parent.document.title='owned'</script>\"></iframe>",
    "end of a comment": "--><script>document.title='owned'</script>",
    "end of a style": "</style></title></textarea><svg onload=\"document.title='owned'\">",
}


def hostile() -> str:
    journey = hostile_journey()
    return render("html", journey, hostile_options(journey))


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("document", [hostile(), render("html", sample_journey(), options(sample_journey()))])
def test_only_harmless_tags_and_attributes_are_used(document: str) -> None:
    """The reader opens it with everything their browser can do; nothing in it may do anything."""
    page = Page(document)

    assert set(page.tags) <= TAGS
    assert {name for _, name, _ in page.attributes} <= ATTRIBUTES
    assert all(re.fullmatch(r"width:\d{1,3}\.\d%", value) for value in page.values("style"))


def test_nothing_is_loaded_from_anywhere() -> None:
    """A report that phones home would tell somebody when and where it is read."""
    document = hostile()

    assert "default-src 'none'" in Page(document).values("content")[0]
    assert Page(document).values("http-equiv") == ["Content-Security-Policy"]
    assert "@import" not in document
    assert "url(" not in document.replace(PAYLOADS["formula"], "")


def test_a_link_goes_to_the_web_or_is_none() -> None:
    """`javascript:` in an address must stay text."""
    sample = sample_journey()
    hrefs = Page(render("html", sample, options(sample))).values("href")

    assert set(hrefs) == {"https://example.org/article?a=1&b=2", "https://example.org/paper_(1).pdf"}
    assert Page(hostile()).values("href") == []
    assert len(Page(render("html", sample, options(sample))).values("rel")) == len(hrefs)


@pytest.mark.parametrize("name", PAYLOADS)
def test_every_payload_is_there_as_text(name: str) -> None:
    """What the learner wrote is what the reader reads."""
    text, payload = squeezed(Page(hostile()).text), squeezed(plain(PAYLOADS[name]))

    assert text.count(payload) >= 4, "as title, section, reason and note"


def test_a_browser_shows_the_same_text_and_runs_nothing(tmp_path: Path) -> None:
    """The parser that counts is the one in the reader's browser."""
    needs("chromium")
    journey = hostile_journey()
    made = hostile_options(journey)
    notes = {step.id: (text, "") for step, text in zip(journey.steps, RUNS.values(), strict=False)}
    document = render("html", journey, made._replace(notes={**(made.notes or {}), **notes}))
    file = tmp_path / "report.html"
    file.write_text(document, encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    flags += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    browser = ["chromium", *flags, f"--user-data-dir={tmp_path}/profile", "--dump-dom", file.as_uri()]
    done = subprocess.run(browser, capture_output=True, timeout=60, check=True)
    seen, written = Page(done.stdout.decode()), Page(document)

    assert set(seen.tags) == set(written.tags) | {"tbody"}
    assert seen.tags.count("li") == written.tags.count("li")
    assert squeezed(seen.text) == squeezed(written.text)
    assert "<title>owned" not in done.stdout.decode()


@given(text=st.text(max_size=200), reason=st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_note_and_no_name_changes_the_build_of_the_page(text: str, reason: str) -> None:
    """Whatever is written, the page around it stays the same page."""
    journey = sample_journey()
    plainly = options(journey)
    state = journey.state("skipped-course")
    there = Journey(
        journey.path, {**journey.states, "skipped-course": state._replace(reason=clean(reason) or "x")}, clean(text)
    )
    page = Page(render("html", there, plainly._replace(notes={"first-article": (clean(text) + ".", "")})))
    expected = Page(render("html", journey, plainly._replace(notes={"first-article": ("x", "")})))

    assert (page.tags, page.attributes) == (expected.tags, expected.attributes)
    assert squeezed(plain(clean(text))) in squeezed(page.text)


def test_a_report_without_notes_has_none() -> None:
    """It may be for somebody whom the notes do not concern."""
    journey = sample_journey()
    document = render("html", journey, options(journey, notes=False))

    assert "Notes" not in Page(document).text
    assert "Read it" not in document
