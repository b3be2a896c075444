"""Text that a terminal or Textual would act on, in every place that shows text of a learner or a curriculum."""

from __future__ import annotations

import itertools
import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.widgets import Input

from mlops_path.curriculum.library import Library, open_library
from mlops_path.domain.journey import Journey
from mlops_path.storage.store import open_store
from mlops_path.text import COMBINING_MARKS, shown
from mlops_path.tracker import Tracker
from mlops_path.tui.visible import Visible
from mlops_path.tui.widgets import outline
from tests.conftest import Clock
from tests.hostile import PAYLOADS
from tests.tui.conftest import NewTracker
from tests.tui.walk import compiled_library
from tests.tui.window import WIDE, Window, window

LINE = 300  # letters of a title at most
JOINERS = "\u200c\u200d"


def is_accepted(payload: str) -> bool:
    """Whether a curriculum file may have it: nothing hidden in it, and no space around it."""
    return shown(payload) == payload == payload.strip()


ACCEPTED = {name: payload[:LINE] for name, payload in PAYLOADS.items() if is_accepted(payload)}
REFUSED = {name: payload for name, payload in PAYLOADS.items() if not is_accepted(payload)}


def check(opened: Window, name: str) -> None:
    """Nothing painted would do anything: no control, direction or invisible character, no link, nothing to click."""
    assert opened.is_open, name
    for strip in opened.strips:
        for segment in strip:
            bad = [
                f"{ord(c):04X}"
                for c in segment.text
                if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and c not in JOINERS
            ]
            assert not bad, (name, bad, segment.text)
            if segment.style is not None:
                assert segment.style.link is None, name
                assert "@click" not in segment.style.meta, name


def squeezed(text: str | Iterable[str]) -> str:
    """Text without white space, so that lines broken anywhere read on."""
    return "".join("".join(text).split())


def readable(payload: str, most: int = 200) -> str:
    """What of a payload must be seen: all of it, hidden characters by their signs."""
    return squeezed(shown(payload, lines=True))[:most]


def words_in(payload: str) -> list[str]:
    """Its words of plain letters, whatever the program's own rules for the rest are."""
    return re.findall(r"[A-Za-z]{2,40}", payload)[:12]


# In curriculum files


def quoted(text: str) -> str:
    """As a string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def path_file(id_: str, title: str, payloads: Iterable[str]) -> str:
    """A path with a stage for each payload, which is every text that the stage and its steps have."""
    blocks, stages = [], []
    for number, payload in enumerate(payloads):
        p = quoted(payload)
        texts = "\n".join(f"{field} = {p}" for field in ("title", "summary", "subtitle", "organisation", "remark"))
        blocks += [
            f'[[resource]]\nid = "{id_}-{number}-{twin}"\nkind = "article"\nauthors = [{p}]\n{texts}\n' for twin in "ab"
        ]
        sections = "".join(
            f'[[stage.section]]\ntitle = {p}\nstep = [{{resource = "{id_}-{number}-{twin}", why = {p}}}]\n'
            for twin in "ab"
        )
        stages.append(f"[[stage]]\ntitle = {p}\ngoal = {p}\n{sections}")
    head = f'id = "{id_}"\ntitle = {quoted(title)}\nauthor = {quoted(title)}\nedition = 2026-01-01\n'
    return head + "".join((*blocks, *stages))


@pytest.fixture(scope="module")
def hostile_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """One path with a stage for each payload that the format accepts, and a path called by each."""
    texts = [path_file("mlops", "All of them", ACCEPTED.values())]
    texts += [path_file(f"path-{n}", payload, ["Harmless"]) for n, payload in enumerate(ACCEPTED.values())]
    return compiled_library(tmp_path_factory.mktemp("hostile"), *texts)


async def test_in_every_text_of_a_path(hostile_library: Library, database: Path) -> None:
    """A path file comes from somebody else; reading it must be as harmless as looking at it in an editor."""
    tracker = Tracker(open_store(str(database)), hostile_library)
    names = list(ACCEPTED)
    async with window(tracker, (120, 50)) as opened:
        await opened.press("plus")
        table = opened.path_screen.outline
        for place in range(len(table._rows)):
            table.action_move(place - table._cursor)
            await opened.pilot.pause(0)
            row = opened.row
            stage = row.place if row.kind == outline.STAGE else row.place // 2
            name, payload = names[stage], ACCEPTED[names[stage]]
            beside = squeezed(opened.of("#details"))
            check(opened, name)

            assert readable(payload) in beside, name
            assert [word for word in words_in(payload) if word not in beside] == [], name
            assert readable(payload, 20) in squeezed(opened.of("Outline")), name
            assert row.kind != outline.STEP or beside.count(readable(payload)) >= 5, name
    tracker.close()


async def test_in_a_narrow_window_and_in_what_is_told(hostile_library: Library, database: Path) -> None:
    """The two lines below the outline, and the sentence about a change, are painted by other means than the details."""
    tracker = Tracker(open_store(str(database)), hostile_library)
    async with window(tracker, (80, 24)) as opened:
        for step in tracker.journey.steps[::2]:
            opened.path_screen.outline.go_to(step)
            await opened.press("s")
            check(opened, step.title)

            assert readable(step.title, 60) in squeezed(opened.of("#strip"))
            assert readable(f"Started:{step.title}", 60) in squeezed(opened.of("Notice"))

            await opened.press("u")
            check(opened, step.title)

            assert readable(f"Undone: doing · {step.title}", 60) in squeezed(opened.of("Notice"))
    tracker.close()


async def test_in_the_titles_of_paths(hostile_library: Library, database: Path) -> None:
    """The list of paths, the header, and the sentence about the path one is on now."""
    tracker = Tracker(open_store(str(database)), hostile_library)
    async with window(tracker, (150, 36)) as opened:
        await opened.press("p")
        for number, name in enumerate(ACCEPTED):
            await opened.press("down")
            check(opened, name)

            assert readable(ACCEPTED[name], 60) in squeezed(line.strip("│ ") for line in opened.of("#box")), number
        await opened.press("escape")
        for number, (name, payload) in enumerate(ACCEPTED.items()):
            opened.path_screen.outline.go_to(opened.path_screen.journey.steps[0])
            opened.path_screen._use_path(f"path-{number}")
            await opened.pilot.pause()
            check(opened, name)

            assert readable(payload, 60) in squeezed(opened.header), name
            assert readable(payload, 60) in squeezed(opened.of("Notice")), name
    tracker.close()


async def test_a_file_with_hidden_characters_is_left_out_and_named(home: Path, database: Path, clock: Clock) -> None:
    """What the format refuses never gets as far as the screen; the file's own name does, and is harmless too."""
    folder = home / "data" / "mlops-path" / "paths"
    folder.mkdir(parents=True)
    for number, payload in enumerate(REFUSED.values()):
        text = path_file(f"refused-{number}", payload, ["Harmless"])
        (folder / f"file-{number}.toml").write_bytes(text.encode(errors="surrogatepass"))
    (folder / "[@click=app.quit]x \x1b[31m\u202e.toml").write_text("id = 1\nedition = 2026-01-01\n")
    tracker = Tracker(open_store(str(database)), open_library(), clock=clock)
    async with window(tracker) as opened:
        check(opened, "file names")

        assert len(tracker.library.left_out) == len(REFUSED) + 1
        assert "has mistakes" in opened.notice
    tracker.close()


# In what a learner writes


async def test_in_notes_and_reasons(library: Library, database: Path, clock: Clock) -> None:
    """A note is often pasted from a web page, and a page may hide anything in what it gives to the clipboard."""
    tracker = Tracker(open_store(str(database)), library, clock=clock)
    parts = {step.parent for step in library.path("mlops").steps}
    steps = [step for step in library.path("mlops").steps if step.parent is None and step.id not in parts]
    for step, payload in zip(steps, PAYLOADS.values(), strict=False):
        tracker.write_note(step.id, payload)
        tracker.mark((step.id,), "skipped", reason=payload)
    assert len(steps) >= len(PAYLOADS)
    async with window(tracker, (150, 120)) as opened:
        for step, (name, payload) in zip(steps, PAYLOADS.items(), strict=False):
            opened.path_screen.outline.go_to(step)
            await opened.pilot.pause(0)
            await opened.pilot.pause(0)
            check(opened, name)
            beside = squeezed(opened.of("#details"))
            reason, _, note = beside.partition("──Note")

            assert [word for word in words_in(payload) if word not in reason] == [], name
            assert [word for word in words_in(payload) if word not in note] == [], name
            assert readable(payload.replace("\x1b", "\ufffd").replace("\x9b", "\ufffd"), 10)[:1] in note, name
    tracker.close()


async def test_in_the_name_of_a_learner(another: NewTracker) -> None:
    """Several learners share a record, and each is called what they like."""
    tracker = another()
    async with window(tracker, (150, 36)) as opened:
        for name, payload in PAYLOADS.items():
            opened.path_screen.journey = Journey(tracker.journey.path, {}, payload[:80])
            await opened.pilot.pause(0)
            check(opened, name)

            assert squeezed(shown(payload[:80]))[:60] in squeezed(opened.header), name


# In what is typed


@pytest.mark.parametrize("key", ["slash", "x"])
async def test_in_the_line_that_is_typed_into(walk: Tracker, key: str) -> None:
    """Filter and reason: pasting is typing, and the terminal hands over whatever was copied."""
    async with window(walk) as opened:
        for name, payload in PAYLOADS.items():
            await opened.press(key)
            await opened.paste(payload)
            check(opened, name)
            await opened.press("enter")
            check(opened, name)


async def test_in_the_note_while_it_is_written(walk: Tracker, another: NewTracker) -> None:
    """The editor paints every letter as it comes; it must be as careful as the rest."""
    async with window(walk) as opened:
        await opened.press("n")
        for name, payload in PAYLOADS.items():
            opened.path_screen.editor.text = ""
            await opened.paste(payload[:500])
            check(opened, name)
        await opened.press("escape")

        assert not opened.path_screen.editing
    assert [word for word in words_in(PAYLOADS["wide"]) if word not in another().note("reading")[0]] == []


async def test_in_a_note_that_is_opened_again(another: NewTracker) -> None:
    """What was kept once, by whatever program, is shown in the editor with the same care."""
    other = another()
    other.mark(("talk",), "done")
    async with window(another()) as opened:
        for name, payload in PAYLOADS.items():
            kept = other.write_note("reading", payload[:500]).change
            assert kept is not None
            await opened.press("n")

            assert opened.path_screen.editor.text == kept.events[0].payload["text"], name

            check(opened, name)
            await opened.press("escape")

            assert not opened.path_screen.editing, name
    assert len(other.history()) == 1 + len(PAYLOADS)  # opening and closing changed nothing


async def test_in_the_palette(walk: Tracker) -> None:
    """A query is compared with titles, never read as anything else."""
    async with window(walk) as opened:
        await opened.press("ctrl+p")
        for name, payload in PAYLOADS.items():
            opened.app.screen.query_one(Input).value = ""
            await opened.paste(payload[:60])
            check(opened, name)
        await opened.press("escape", "escape")

        assert opened.is_open
        assert opened.path_screen.journey.states == {}


async def test_hostile_titles_among_the_hits_of_the_palette(hostile_library: Library, database: Path) -> None:
    """Hits are painted with the letters that fit marked, which is another way for markup to come in."""
    tracker = Tracker(open_store(str(database)), hostile_library)
    async with window(tracker, WIDE) as opened:
        await opened.press("ctrl+p")
        for name, payload in ACCEPTED.items():
            found = opened.app.screen.query_one(Input)
            found.value = payload[:8]
            await opened.pilot.pause(0.02)
            check(opened, name)
        found.value = "link="
        await opened.until(lambda: "[link=https://evil.example]x[/link]" in opened.text, "the title as it is")
    tracker.close()


@pytest.mark.parametrize("cuts", [(), (3,), (12, 13), (9, 17, 25)], ids=repr)
def test_marks_do_not_pile_up_over_a_line_that_is_being_edited(cuts: tuple[int, ...]) -> None:
    """Forty marks on one letter cover the lines above; also where a cursor or a colour parts them."""
    text = "drift Z" + "\u0335" * 40 + " after"
    places = (0, *cuts, len(text))
    segments = [Segment(text[first:last]) for first, last in itertools.pairwise(places)]

    painted = "".join(segment.text for segment in Visible().apply(segments, Color(0, 0, 0)))

    assert painted == "drift Z" + "\u0335" * COMBINING_MARKS + " after"
