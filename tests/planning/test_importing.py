"""A study plan becomes a path, with its ticks; the same plan again changes nothing; undo takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_path.domain.progress import DOING, DONE, TODO
from mlops_path.errors import ChangedMeanwhile, FileExists, NotANewName, NothingToUndo, WrongUsage
from mlops_path.planning.exporting import as_markdown, as_toml
from mlops_path.planning.proposing import accept, propose_import, propose_new, propose_update
from mlops_path.storage.safekeeping import Safekeeping
from mlops_path.tracker import open_tracker
from tests.cli.records import record
from tests.planning.homes import Home, Item, a_home, plan_of, walk_of
from tests.planning.strategies import IN_A_HOME, THINGS, Edition, editions, text_of
from tests.survival.soundness import faults_of

ALGEBRA = Item("Linear algebra for gardeners", "https://gardens.example/algebra", "x")
SPOONS = Item("Statistics with wooden spoons", "https://spoons.example/statistics")
FIRST_PART = Item("Spoons made of birch", "https://spoons.example/birch", depth=1)
WEAVING = Item("Weaving networks by hand")
PLAN = plan_of({"Basics": [ALGEBRA, SPOONS, FIRST_PART], "Later": [WEAVING]})


@pytest.fixture
def at() -> Iterator[Home]:
    with a_home() as opened:
        yield opened


def test_a_plan_becomes_a_path_with_its_ticks(at: Home) -> None:
    """Who kept a checklist for months begins where they are."""
    proposal = at.takes(PLAN)

    assert (proposal.path_id, proposal.ticks) == ("my-plan", 1)
    assert at.statuses("my-plan") == {
        ALGEBRA.title: DONE,
        SPOONS.title: "todo",
        FIRST_PART.title: "todo",
        WEAVING.title: "todo",
    }
    assert [step.parent for step in at.tracker.journey_of("my-plan").steps] == [
        None,
        None,
        "statistics-with-wooden-spoons",
        None,
    ]
    assert list(at.files()) == ["my-plan.toml"]


def test_nothing_is_written_before_it_is_accepted(at: Home) -> None:
    """A preview that leaves something behind is none."""
    propose_import(at.tracker, at.file(PLAN))

    assert (at.files(), at.events(), at.database.exists()) == ({}, 0, False)


def test_the_same_file_again_changes_nothing(at: Home) -> None:
    """Nobody remembers whether they imported it already."""
    at.takes(PLAN)
    before = at.files(), record(at.database)
    at.clock.forward(days=3)

    assert at.takes(PLAN).changes_nothing
    assert (at.files(), record(at.database)) == before


def test_a_new_tick_in_the_same_file_is_taken_over(at: Home) -> None:
    """Whoever ticks in their editor and imports again gets the tick, and the record stays one that `doctor` passes."""
    at.takes(PLAN)
    at.takes(PLAN.replace("- [ ] Weav", "- [x] Weav"))

    assert at.statuses("my-plan")[WEAVING.title] == DONE
    assert faults_of(at.database) == []
    assert list(Safekeeping(str(at.database)).examine()) == []
    at.tracker.undo()
    assert at.statuses("my-plan")[WEAVING.title] == "todo"


def test_an_empty_box_takes_no_tick_back(at: Home) -> None:
    """What was done stays done; the file is only older than the record."""
    at.takes(PLAN)
    at.tracker.mark(["weaving-networks-by-hand"], DONE)

    assert at.takes(PLAN).changes_nothing
    assert at.statuses("my-plan")[WEAVING.title] == DONE


def test_another_plan_does_not_overwrite_the_first(at: Home) -> None:
    """Two plans may have one title."""
    at.takes(PLAN)
    before = at.files()

    with pytest.raises(FileExists, match="already"):
        at.takes(plan_of({"Else": [Item("Something else", "https://else.example")]}))
    at.takes(plan_of({"Else": [Item("Something else", "https://else.example")]}), id_="other")
    assert at.files()["my-plan.toml"] == before["my-plan.toml"]
    assert set(at.files()) == {"my-plan.toml", "other.toml"}


def test_a_file_that_is_no_path_is_not_overwritten(at: Home) -> None:
    """A learner's file with a slip in it is theirs still."""
    at.own.mkdir(parents=True)
    (at.own / "my-plan.toml").write_text("id = 'my-plan'\n# not finished", encoding="utf-8")

    with pytest.raises(FileExists, match="my-plan"):
        propose_import(at.tracker, at.file(PLAN))
    with pytest.raises(FileExists, match="my-plan"):
        propose_new(at.tracker, "My plan")


@pytest.mark.parametrize("id_", ["mlops", "huyen-guide"])
def test_a_path_of_the_program_keeps_its_id(at: Home, id_: str) -> None:
    """Otherwise one of the two could not be reached."""
    with pytest.raises(NotANewName, match="comes with the program"):
        propose_import(at.tracker, at.file(PLAN), id_)


@pytest.mark.parametrize("id_", ["My Plan", "../x", "a--b", "-", "ä", "x" * 81, "a_b", "A"])
def test_an_id_that_is_none_is_refused(at: Home, id_: str) -> None:
    """It becomes the name of a file, and a word on the command line."""
    with pytest.raises(WrongUsage, match="is no id"):
        propose_import(at.tracker, at.file(PLAN), id_)


def test_undo_takes_the_import_back_and_redo_brings_it_again(at: Home) -> None:
    """A slip costs one key."""
    at.takes(PLAN)
    files, statuses = at.files(), at.statuses("my-plan")

    at.tracker.undo()
    assert (at.files(), at.tracker.journey.states) == ({}, {})
    assert "my-plan" not in at.tracker.library.folders

    at.tracker.redo()
    assert (at.files(), at.statuses("my-plan")) == (files, statuses)


def write(at: Home, text: str, name: str = "my-plan.toml") -> bytes:
    """Adds a line to a path file as an editor does."""
    file = at.own / name
    file.write_text((file.read_text(encoding="utf-8") if file.exists() else "") + text, encoding="utf-8")
    return file.read_bytes()


def label_of_undo(at: Home) -> str:
    change = at.tracker.undo().change
    return change.label if change else ""


def test_what_was_written_by_hand_since_is_taken_back_first_and_comes_again(at: Home) -> None:
    """An edit is a change like others: nothing is written over it that could not bring it back."""
    at.takes(PLAN)
    imported = at.files()["my-plan.toml"]
    edited = write(at, "# mine\n")

    assert label_of_undo(at) == "path edited by hand"
    assert at.files() == {"my-plan.toml": imported}
    at.tracker.redo()
    assert at.files() == {"my-plan.toml": edited}
    at.tracker.undo()
    at.tracker.undo()
    assert at.files() == {}
    at.tracker.redo()
    at.tracker.redo()
    assert at.files() == {"my-plan.toml": edited}


@pytest.mark.parametrize("label", ["update", "remove"])
def test_an_edition_over_what_was_written_by_hand_goes_back_to_that(at: Home, label: str) -> None:
    at.takes(PLAN)
    edited = write(at, "# mine\n")

    if label == "update":
        at.updates("my-plan", plan_of({"Basics": [Item("Rowing in the dark")]}))
    else:
        at.tracker.change_path("my-plan", "", edited.decode(), "remove")
    at.tracker.undo()

    assert at.files() == {"my-plan.toml": edited}


def test_a_file_that_somebody_put_there_stays_whatever_is_taken_back(at: Home) -> None:
    """It came from no change, so no undo may take it away."""
    at.takes(PLAN)
    text = at.files()["my-plan.toml"].decode().replace('id = "my-plan"', 'id = "other"', 1)
    found = write(at, text, "other.toml")
    at.tracker._library = None
    at.updates("other", plan_of({"Basics": [Item("Rowing in the dark")]}))

    at.tracker.undo()
    assert at.files()["other.toml"] == found
    assert label_of_undo(at) == "path found"
    assert at.files()["other.toml"] == found
    at.tracker.redo()
    at.tracker.redo()
    assert b"Rowing" in at.files()["other.toml"]
    for _ in range(3):
        at.tracker.undo()
    assert at.files() == {"other.toml": found}


def test_an_export_has_what_was_written_by_hand(at: Home) -> None:
    at.takes(PLAN)
    edited = write(at, "# mine\n")

    at.tracker.keep_edits()
    at.tracker.keep_edits()

    assert edited.decode() in at.tracker.every_edition()
    assert sum(kept.event.kind == "edition" for kept in at.tracker.history()) == 2
    assert not faults_of(at.database)


def test_a_tick_that_was_taken_back_is_not_brought_again(at: Home) -> None:
    """The same file again changes nothing; a tick that is new in it comes along."""
    plan = plan_of({"Basics": [Item("Rowing", box="x"), Item("Sailing")]})
    at.takes(plan)
    at.tracker.mark(["rowing"], TODO)

    again = propose_import(at.tracker, at.file(plan))
    assert (again.changes_nothing, again.taken_back) == (True, ("rowing",))
    assert propose_update(at.tracker, "my-plan", at.file(plan)).changes_nothing
    at.updates("my-plan", plan_of({"Basics": [Item("Rowing", box="x"), Item("Sailing", box="x")]}))
    assert at.statuses("my-plan") == {"Rowing": TODO, "Sailing": DONE}
    for _ in range(3):
        at.tracker.undo()
    assert at.takes(plan).ticks == 1


def test_a_file_edited_during_the_preview_is_not_overwritten(at: Home) -> None:
    """What is accepted is what was shown, on what was there when it was shown."""
    proposal = propose_new(at.tracker, "My plan")
    at.own.mkdir(parents=True)
    (at.own / "my-plan.toml").write_text("# mine\n", encoding="utf-8")

    with pytest.raises(ChangedMeanwhile, match="Nothing was changed"):
        accept(at.tracker, proposal, "new")
    assert (at.files(), at.events()) == ({"my-plan.toml": b"# mine\n"}, 0)


def test_removing_keeps_ticks_and_notes(at: Home) -> None:
    """A path goes, what was learned does not."""
    at.takes(PLAN)
    at.tracker.append_note("weaving-networks-by-hand", "Knots.")
    text = at.files()["my-plan.toml"].decode()
    at.tracker.change_path("my-plan", "", text, "remove")

    assert at.files() == {}
    assert at.tracker.note("weaving-networks-by-hand")[0] == "Knots."
    at.tracker.undo()
    assert at.files()["my-plan.toml"].decode() == text


@pytest.mark.parametrize("id_", ["my-plan", "under-another-name"])
def test_what_was_removed_and_comes_again_has_its_ticks(at: Home, id_: str) -> None:
    """Whatever the path is called the second time, and although the file has no tick."""
    at.takes(PLAN)
    at.tracker.mark(["weaving-networks-by-hand"], DONE)
    at.tracker.change_path("my-plan", "", at.files()["my-plan.toml"].decode(), "remove")
    bare = PLAN.replace("[x]", "[ ]")

    at.takes(bare, id_=id_)

    assert at.statuses(id_)[ALGEBRA.title] == DONE
    assert at.statuses(id_)[SPOONS.title] == "todo"


def test_removing_the_path_in_use_leads_back_to_the_default(at: Home) -> None:
    """The next command must stand somewhere."""
    at.takes(PLAN)
    at.tracker.use_path("my-plan")

    outcome = at.tracker.change_path("my-plan", "", at.files()["my-plan.toml"].decode(), "remove")

    assert outcome.journey.path.id == "mlops"
    at.tracker.undo()
    assert at.tracker.journey_of("my-plan").steps


def test_a_resource_of_the_program_is_known_and_stays_one(at: Home) -> None:
    """Done once is done on every path."""
    path = at.tracker.library.path("mlops")
    known = next(step for step in path.steps if path.facts[step.number].resource.url and step.parent is None)
    resource = path.facts[known.number].resource
    at.tracker.mark([known.id], DONE)

    proposal = at.takes(plan_of({"All": [Item(resource.title, resource.url or ""), WEAVING]}))

    assert (proposal.ids[0], proposal.statuses[0], known.id in proposal.known) == (known.id, DONE, True)
    assert at.statuses("my-plan")[resource.title] == DONE


def test_a_thing_with_the_title_of_another_gets_an_id_of_its_own(at: Home) -> None:
    """A tick for one introduction is no tick for another."""
    at.takes(plan_of({"A": [Item("Introduction", "https://pottery.example/start", "x")]}, "Pottery"))

    proposal = at.takes(plan_of({"A": [Item("Introduction", "https://glaciers.example/start")]}, "Glaciers"))

    assert (proposal.ids, proposal.statuses) == (("introduction-2",), ("todo",))


def test_an_id_of_somebody_elses_removed_path_is_not_given_again(at: Home) -> None:
    """One record may hold several people; what stood for one thing to Bea stands for no other to me."""
    at.takes(plan_of({"A": [Item("Introduction", "https://pottery.example/start")]}, "Pottery"))
    at.tracker.change_path("pottery", "", at.files()["pottery.toml"].decode(), "remove")

    proposal = at.takes(plan_of({"A": [Item("Introduction", "https://glaciers.example/start")]}, "Glaciers"))

    assert proposal.ids == ("introduction-2",)
    at.tracker.undo()
    at.tracker.undo()
    assert at.tracker.library.left_out == ()


def test_steps_without_an_address_are_one_only_where_they_are_one(at: Home) -> None:
    """'Exercises' stands in every chapter, and is another thing each time."""
    exercises = Item("Exercises", box="x")
    proposal = at.takes(plan_of({"A": [exercises], "B": [exercises._replace(box=" ")]}))

    assert proposal.ids == ("exercises", "exercises-2")
    assert proposal.statuses == (DONE, "todo")


def test_a_tick_at_a_whole_is_one_for_parts_without_a_box(at: Home) -> None:
    """A book is the parts that the path asks for; a tick that nobody sees any more would be lost."""
    proposal = at.takes(plan_of({"A": [SPOONS._replace(box="x"), FIRST_PART._replace(box="")]}))

    assert (proposal.statuses, proposal.ticks) == ((DONE, DONE), 1)
    assert at.statuses("my-plan")[SPOONS.title] == DONE


def test_a_resource_that_stands_twice_is_one(at: Home) -> None:
    """A tick in one place is a tick in the other."""
    proposal = at.takes(plan_of({"A": [ALGEBRA], "B": [ALGEBRA._replace(box=" ")]}))

    assert proposal.ids == ("linear-algebra-for-gardeners",) * 2
    assert proposal.statuses == (DONE, DONE)


def test_many_of_one_title_are_each_themselves_again(at: Home) -> None:
    """Ten projects of one name stand in the order of the file, and not in that of their ids."""
    plan = plan_of({"Build": [Item("A project of your own")] * 11, "Later": [SPOONS]})
    at.takes(plan)

    assert propose_update(at.tracker, "my-plan", at.file(plan)).changes_nothing


def test_a_resource_that_stands_twice_may_be_written_in_two_ways(at: Home) -> None:
    """A shop's address has a number of who sent the reader there, each time another one."""
    book = Item("Physics for sailors", "https://www.amazon.com/dp/0135159555?linkId=83f9")
    plan = plan_of(
        {"Wind": [book], "Waves": [book, book._replace(url="https://www.amazon.com/Physics/dp/0135159555?linkId=04a8")]}
    )
    ids = at.takes(plan).ids

    assert len(set(ids)) == 1
    assert propose_update(at.tracker, "my-plan", at.file(plan)).changes_nothing


@pytest.mark.parametrize(
    "line",
    [
        "- [Knots — how they hold](https://a.example/knots)",
        "- Knots + ropes — how they hold",
        "- [Knots — by Ada](https://a.example/knots) by Grace Hopper (2019)",
        "- https://a.example/knots/ (the first chapter)",
        "- [https://a.example/knots](https://a.example/knots) 4",
    ],
)
def test_a_title_with_a_dash_or_an_address_comes_back_as_it_was(at: Home, line: str) -> None:
    """The checklist has a dash between a title and what is told of it."""
    at.takes(f"# My plan\n\n{line}\n")
    first = at.tracker.journey_of("my-plan")
    with a_home() as other:
        other.takes(as_markdown(first))

        assert walk_of(other.tracker.journey_of("my-plan")) == [
            ("My plan", "My plan", *walk[2:]) for walk in walk_of(first)
        ]


def test_two_learners_have_one_path_and_ticks_of_their_own(at: Home) -> None:
    """The file is the household's, the ticks are not."""
    at.takes(PLAN)
    at.tracker.add_learner("Bea")

    with open_tracker(database=str(at.database), learner="Bea") as other:
        assert other.journey_of("my-plan").counts.done == 0
        again = propose_import(other, at.file(PLAN))
        accept(other, again, "import")
        assert other.journey_of("my-plan").counts.done == 1
        other.undo()
        assert other.journey_of("my-plan").counts.done == 0
    assert list(at.files()) == ["my-plan.toml"]


def test_a_path_of_ones_own_begins_with_a_step_to_write_on(at: Home) -> None:
    """An empty path could not be opened, and would say nothing about what to do next."""
    proposal = propose_new(at.tracker, "  What I\nwant ")
    accept(at.tracker, proposal, "new")

    assert (proposal.path_id, at.tracker.library.path("what-i-want").title) == ("what-i-want", "What I want")
    with pytest.raises(NotANewName, match="already"):
        propose_new(at.tracker, "What I want")
    with pytest.raises(WrongUsage, match="title"):
        propose_new(at.tracker, " \n ")


def test_a_path_in_a_folder_of_its_own_stays_there(at: Home) -> None:
    """Learners sort their files; an update must find them where they are."""
    at.takes(PLAN)
    (at.own / "paths").mkdir()
    (at.own / "my-plan.toml").rename(at.own / "paths" / "mine.toml")

    with open_tracker(database=str(at.database)) as later:
        home = later.library.homes["my-plan"]
        later.change_path("my-plan", "", Path(home).read_text(encoding="utf-8"), "remove")
        assert at.files() == {}
        with pytest.raises(NothingToUndo):
            later.redo()


# For every plan


@IN_A_HOME
@given(editions(), st.sets(st.sampled_from(THINGS)).map(frozenset))
def test_an_imported_plan_is_itself_again_as_a_checklist_and_as_a_path_file(
    edition: Edition, ticked: frozenset[object]
) -> None:
    """What is exported here is the same path on another machine, with the same ticks where the format has boxes."""
    with a_home() as at:
        at.takes(text_of(edition, ticked))  # type: ignore[arg-type]  # things
        journey = at.tracker.journey_of("my-plan")
        walk, statuses = walk_of(journey), at.statuses("my-plan")
        checklist, file = as_markdown(journey), as_toml(journey)
    with a_home() as elsewhere:
        elsewhere.takes(checklist)
        again = elsewhere.tracker.journey_of("my-plan")

        assert (walk_of(again), elsewhere.statuses("my-plan")) == (walk, statuses)
        assert as_markdown(again) == checklist
        assert elsewhere.takes(checklist).changes_nothing
    with a_home() as elsewhere:
        elsewhere.takes(file, "plan.toml")
        again = elsewhere.tracker.journey_of("my-plan")

        assert walk_of(again) == walk
        assert as_toml(again) == file


def test_the_address_in_a_list_is_kept_beside_those_that_the_program_knows() -> None:
    """It is where this learner reads it; and the next edition of the list is recognised by it."""
    book = "http://shop.oreilly.example/hands-on.do"
    plan = f"# My plan\n\n- [Hands-On Machine Learning with Scikit-Learn and TensorFlow]({book})\n"
    with a_home() as at:
        at.takes(plan)
        (step,) = at.tracker.library.path("my-plan").steps

        assert len(at.tracker.library.paths_with(step.id)) > 1, "the program knows it, without an address"
        assert at.tracker.library.path("my-plan").facts[step.number].resource.url == book
        assert propose_update(at.tracker, "my-plan", at.file(plan)).changes_nothing
        again = propose_update(at.tracker, "my-plan", at.file(plan.replace("Hands-On Machine Learning with", "ML by")))
        assert [match.old for match in again.comparison.matches] == [(0,)]


def test_a_checklist_tells_how_long_things_take_and_where_else_they_are() -> None:
    """A learner sees the same hours on the other machine, and finds the slides."""
    plan = (
        plan_of({})
        + """
| Course | Minutes | Kind | Authors | Year | Slides |
|-|-|-|-|-|-|
| [Sails](https://a.example/s) | 90 | book | Ann Lee, Bo | 2021 | [slides](https://a.example/p) |
| [Chat](https://a.example/c) | 20 | | | | [A · B \\[x\\]](https://a.example/q) |
| [Ropes](https://youtu.be/x) | | article | | 1999 | |
| Knots — and more | 45 | talk | | | |
| Splices — at sea | | | | | |
| Hulls | | | | 2020 | |
| Oars (optional) | 45 | | Ann Lee | 2020 | |
| [Tides](https://a.example/t) | | video series | | | |
"""
    )

    def told(at: Home) -> list[object]:
        path = at.tracker.library.path("my-plan")
        found = [path.facts[step.number].resource for step in path.steps]
        return [
            (
                each.id,
                each.title,
                each.kind,
                each.minutes,
                each.minutes_from,
                each.authors,
                each.year,
                each.url,
                each.more,
            )
            for each in found
        ]

    with a_home() as at:
        at.takes(plan)
        at.tracker.mark(["hulls"], DOING)
        once, checklist = told(at), as_markdown(at.tracker.journey_of("my-plan"))
    with a_home() as elsewhere:
        elsewhere.takes(checklist)

        assert told(elsewhere) == once
        assert as_markdown(elsewhere.tracker.journey_of("my-plan")) == checklist


@IN_A_HOME
@given(editions(), st.sets(st.sampled_from(THINGS)).map(frozenset))
def test_undo_leaves_nothing_of_any_import(edition: Edition, ticked: frozenset[object]) -> None:
    """Before and after an import that was taken back there is no difference, byte for byte."""
    with a_home() as at:
        at.takes(PLAN)
        before = at.files(), at.tracker.journey.states
        at.takes(text_of(edition, ticked), id_="second")  # type: ignore[arg-type]  # things
        at.tracker.undo()

        assert (at.files(), at.tracker.journey.states) == before
        assert faults_of(at.database) == []


def test_a_box_over_boxes_keeps_its_own_tick(at: Home) -> None:
    """A book is done when its parts are; where a plan says otherwise, no tick may go, and none come."""
    boxes = (
        "- [x] Book",
        "  - [ ] Vectors",
        "- [ ] Course",
        "  - [x] Trees",
        "- [ ] Series",
        "  - [x] Maps",
        "  - [ ] Sets",
    )
    plan = "\n".join(("# Sums", "", *boxes, ""))
    at.takes(plan)
    journey = at.tracker.journey_of("sums")

    assert [journey.status(step.id) for step in journey.steps] == [
        *(DONE, TODO),
        *(TODO, DONE),
        *(DOING, DONE, TODO),
    ]
