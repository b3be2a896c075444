"""Text that something could act on goes in by every door and comes out readable and harmless; JSON gives it back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from mlops_path.domain.curriculum import Step
from mlops_path.text import clean, clean_line, csv_cell, html_text, plain, shown
from mlops_path.tracker import Tracker
from tests.hostile import PAYLOADS

if TYPE_CHECKING:
    from tests.conftest import Clock, Run

JOINERS = "\u200c\u200d"
EVERYTHING = "\n----\n".join(PAYLOADS.values())
TYPEABLE = EVERYTHING.replace("\x00", "").replace("\ud800", "")


def chunks(limit: int) -> Iterator[str]:
    """Every payload but the long word, several to a line of at most `limit` characters."""
    line = ""
    for payload in (clean_line(payload) for name, payload in PAYLOADS.items() if name != "long word"):
        if len(line) + len(payload) >= limit:
            yield line
            line = ""
        line = f"{line} {payload}".strip()
    yield line


REASONS, NAMES = tuple(chunks(300)), tuple(chunks(80))


def harmless(text: str) -> bool:
    """Whether a terminal shows all of `text` and does nothing else."""
    before, marks = "", 0
    for c in text:
        category = unicodedata.category(c)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        joins = c in JOINERS and before and not before.isascii()
        if marks > 8 or (category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") and c not in "\n\t" and not joins):
            return False
        before = c
    return True


@pytest.fixture
def hostile(tracker: Tracker, clock: Clock, steps: tuple[Step, ...]) -> Tracker:
    """A record with every payload as a note, as a reason and in names of learners."""
    ids = list(dict.fromkeys(step.id for step in tracker.journey.steps))
    for id_, payload in zip(ids, PAYLOADS.values(), strict=False):
        tracker.write_note(id_, f"needle {payload}")
    tracker.write_note(steps[-1].id, EVERYTHING)
    for step, reason in zip(steps, REASONS, strict=False):
        tracker.mark((step.id,), "skipped", reason=reason)
    for name in NAMES:
        clock.forward(minutes=1)
        tracker.add_learner(name)
    tracker.rename_learner("me", NAMES[0].swapcase() + "me")
    tracker.close()
    return tracker


def test_the_payloads_fit_on_the_path(tracker: Tracker, steps: tuple[Step, ...]) -> None:
    """Otherwise some of them would be tested by nothing."""
    assert len({step.id for step in tracker.journey.steps}) > len(PAYLOADS)
    assert len(steps) > len(REASONS) + 1


def test_a_note_from_standard_input_comes_back_as_it_was_cleaned(run: Run) -> None:
    """What a learner writes is what a learner reads; nothing is taken for anything but text."""
    raw = EVERYTHING.replace("\ud800", "").encode()
    assert run("note", "1", "-", stdin=raw).status == 0
    shown_, as_json = run("note", "1"), run("note", "1", "--json").json["note"]

    assert as_json == clean(raw.decode())
    assert shown_.out == plain(as_json) + "\n"
    assert harmless(shown_.out)


def test_a_note_from_the_command_line_comes_back_as_it_was_cleaned(run: Run) -> None:
    """The other way in is no different."""
    assert run("note", "1", "-m", TYPEABLE).status == 0

    assert run("note", "1", "--json").json["note"] == clean(TYPEABLE)


@pytest.mark.parametrize(
    "name", ["option", "formula minus", "shell", "percent", "markup closing tag", "escape sequence"]
)
def test_a_reason_from_the_command_line_comes_back_on_one_line(name: str, run: Run) -> None:
    """Also where it looks like an option, a formula or a command."""
    ran = run("skip", "1", f"-m{PAYLOADS[name]}")

    assert (ran.status, ran.out) == (0, "")
    assert run("show", "1", "--json").json["reason"] == clean_line(PAYLOADS[name])


def test_notes_are_shown_harmless_and_given_back_whole(hostile: Tracker, run: Run, steps: tuple[Step, ...]) -> None:
    """By `note`, by `show`, with all their versions."""
    id_ = steps[-1].id
    for words in (("note", id_), ("show", id_), ("note", id_, "--versions")):
        ran = run(*words)
        assert harmless(ran.out + ran.err)
        for payload in PAYLOADS.values():
            assert all(line in ran.out for line in plain(clean(payload)).split("\n"))
    assert run("note", id_, "--json").json["note"] == clean(EVERYTHING)
    assert run("show", id_, "--json").json["note"] == clean(EVERYTHING)
    assert run("note", id_, "--versions", "--json").json[0]["note"] == clean(EVERYTHING)


def test_reasons_are_shown_harmless_and_given_back_whole(hostile: Tracker, run: Run, steps: tuple[Step, ...]) -> None:
    """They stand in one line with other words, so a line break or a direction mark would garble those too."""
    for step, reason in zip(steps, REASONS, strict=False):
        ran = run("show", step.id)
        assert harmless(ran.out)
        assert f": {shown(clean_line(reason))}\n" in ran.out
        assert run("show", step.id, "--json").json["reason"] == clean_line(reason)


@pytest.mark.parametrize("words", ["list", "history -n 1000", "learner list", "path list", "next -n 100", "info"])
def test_what_lists_many_things_is_harmless(words: str, hostile: Tracker, run: Run) -> None:
    """One bad line must not take the terminal away."""
    ran = run(*words.split())

    assert ran.status == 0
    assert harmless(ran.out + ran.err)


def test_a_search_shows_the_line_it_found_harmless(hostile: Tracker, run: Run) -> None:
    """The excerpt of a note is the learner's text as well."""
    ran, as_json = run("search", "needle"), run("search", "needle", "--json").json
    lines = {clean(f"needle {payload}").splitlines()[0].strip()[:120] for payload in PAYLOADS.values()}

    assert harmless(ran.out + ran.err)
    assert {each["note"] for each in as_json} == lines
    assert all(f"note: {shown(line)}" in ran.out for line in lines)


@pytest.mark.parametrize("query", [PAYLOADS["query"], PAYLOADS["sql"], PAYLOADS["percent"], '"', "*", "NEAR(", "--"])
def test_a_search_is_for_words_and_never_a_language(query: str, run: Run) -> None:
    """`C++`, `don't` and `CI/CD` are words."""
    run("note", "1", "-m", f"before {query} after")

    assert [each["number"] for each in run("search", "--json", "--", query).json][:1] == [1]


def test_the_history_gives_every_text_back(hostile: Tracker, run: Run) -> None:
    """The whole past of a note is in it."""
    texts = {each["text"] for each in run("history", "-n", "1000", "--json").json if each["kind"] == "noted"}

    assert texts == {clean(EVERYTHING), *(clean(f"needle {payload}") for payload in PAYLOADS.values())}


def test_names_are_shown_harmless_and_given_back_whole(hostile: Tracker, run: Run) -> None:
    """A name stands in headings, in lists and in sentences."""
    names = [each["name"] for each in run("learner", "list", "--json").json]

    assert {clean_line(name, 80) for name in NAMES} < set(names)
    assert run("learner", "list").out.splitlines() == [f"{' *'[n == 0]} {shown(name)}" for n, name in enumerate(names)]
    for name in names[::3]:
        ran = run("status", "--learner", name)
        assert ran.status == 0
        assert harmless(ran.out + ran.err)
        assert shown(name) in ran.out


@pytest.mark.parametrize(
    "words", ["show {}", "{}", "--path {} status", "--learner {} status", "log 1 {}", "done 1 --at {}"]
)
def test_a_mistake_that_repeats_what_was_typed_is_harmless(words: str, run: Run) -> None:
    """The sentence about a wrong word is shown on the same terminal."""
    kinds = ("escape sequence", "C1 control", "direction override", "title sequence", "zero width")
    typed = "".join(PAYLOADS[name] for name in kinds)
    ran = run(*(typed if word == "{}" else word for word in words.split()))

    assert ran.status in (2, 3)
    assert harmless(ran.err)
    assert shown(PAYLOADS["direction override"]).lower() in ran.err.lower()


def test_what_is_said_about_a_learner_is_harmless(run: Run) -> None:
    """Adding somebody repeats the name."""
    name = PAYLOADS["title sequence"] + PAYLOADS["direction override"]
    said = run("learner", "add", name).err + run("learner", "use", clean_line(name)).err

    assert harmless(said)
    assert shown(clean_line(name)) in said


@pytest.mark.parametrize("form", ["md", "html", "csv"])
def test_a_report_of_it_all_is_harmless(form: str, hostile: Tracker, run: Run) -> None:
    """It goes to somebody else, who may print it to a terminal as well."""
    ran = run("report", "--format", form)
    shape = {"md": plain, "html": html_text, "csv": csv_cell}[form]

    assert harmless(ran.out.removeprefix("\ufeff").replace("\r\n", "\n"))
    assert shape("wide 学习路径").split()[-1] in ran.out
