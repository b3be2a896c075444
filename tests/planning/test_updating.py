"""A new edition of a path: every tick goes along with its thing, none goes to another, and undo leads back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mlops_path.curriculum.own_paths import prepare
from mlops_path.domain.progress import DOING, DONE, SKIPPED, TODO
from mlops_path.errors import ChangedMeanwhile, NoSuchPath, NoSuchStep, WrongUsage
from mlops_path.planning.arranging import add_step
from mlops_path.planning.exporting import as_toml
from mlops_path.planning.outlook import outlooks
from mlops_path.planning.proposing import accept, propose_update
from mlops_path.tracker import open_tracker
from tests.planning.homes import Home, Item, a_home, plan_of, walk_of
from tests.planning.strategies import (
    IN_A_HOME,
    THINGS,
    Edition,
    Line,
    Thing,
    bookshelves,
    editions,
    shelved,
    text_of,
)
from tests.survival.soundness import faults_of

ALGEBRA, SPOONS, SAILORS, WINTER, BEES, POTTERY, GLACIERS, WEAVING = (Item(*thing) for thing in THINGS)
FIRST = plan_of({"Basics": [ALGEBRA, SPOONS], "Later": [SAILORS, WEAVING]})


@pytest.fixture
def at() -> Iterator[Home]:
    """A learner with a path, one thing done on it, one skipped, and a note."""
    with a_home() as opened:
        opened.takes(FIRST)
        opened.tracker.mark(["linear-algebra-for-gardeners"], DONE, note="Beds are vectors.")
        opened.tracker.mark(["compilers-explained-to-sailors"], SKIPPED, reason="Seasick.")
        yield opened


def groups(at: Home, text: str, **settled: str) -> dict[str, list[str]]:
    """What an update would do: ids by group, without the empty ones."""
    from mlops_path.cli.updating import _update_record  # noqa: PLC0415 - what a script gets to see

    proposal = propose_update(at.tracker, "my-plan", at.file(text), settled)
    return {
        name: [str(each["id"]) for each in entries] for name, entries in _update_record(proposal).items() if entries
    }


def test_each_kind_of_change_is_told_apart(at: Home) -> None:
    """The preview is what a learner decides by."""
    new = plan_of(
        {
            "Basics": [ALGEBRA._replace(title="Linear algebra for all gardeners"), SAILORS],
            "Later": [WEAVING, WINTER],
            "Last": [SPOONS._replace(url="https://kitchen.example/statistics")],
        }
    )
    assert groups(at, new) == {
        "carried": ["weaving-networks-by-hand"],
        "retitled": ["linear-algebra-for-gardeners"],
        "relinked": ["statistics-with-wooden-spoons"],
        "moved": ["compilers-explained-to-sailors"],
        "new": ["databases-in-cold-climates"],
    }
    assert groups(at, plan_of({"Basics": [ALGEBRA, SPOONS], "Later": [SAILORS]})) == {
        "carried": ["linear-algebra-for-gardeners", "statistics-with-wooden-spoons", "compilers-explained-to-sailors"],
        "retired": ["weaving-networks-by-hand"],
    }


def test_a_preview_writes_nothing(at: Home) -> None:
    """Looking is free."""
    before = at.files(), at.events()
    propose_update(at.tracker, "my-plan", at.file(plan_of({"A": [WINTER]})))

    assert (at.files(), at.events()) == before


def test_the_edition_in_use_again_changes_nothing(at: Home) -> None:
    """Whoever is not sure types it again, next week too."""
    before = at.files(), at.events()
    at.clock.forward(days=7)

    assert at.updates("my-plan", FIRST).changes_nothing
    assert (at.files(), at.events()) == before


TWICE = (
    Item("DVC", "https://github.com/iterative/dvc"),
    Item("dvc", "https://github.com/iterative/dvc"),
    Item("Operating Systems: Three Easy Pieces", "https://ostep.org"),
    Item("Operating systems: three easy pieces"),
    Item("Zap", "https://zap.example/z"),
    Item("ZAP zip", "https://zap.example/z"),
)
shelves = st.lists(st.sampled_from(TWICE), min_size=1, max_size=4, unique=True)
twofold = st.lists(shelves, min_size=1, max_size=4).map(
    lambda some: plan_of({f"Part {'ABCD'[place]}": shelf for place, shelf in enumerate(some)})
)


@IN_A_HOME
@given(twofold, twofold)
@example(plan_of({"A": [TWICE[0]]}), plan_of({"A": [TWICE[1]], "B": [TWICE[0]]}))
def test_what_a_list_has_twice_is_told_once(old: str, new: str) -> None:
    """An edition taken already is no news, whatever it has in two places, or under two names at one address."""
    with a_home() as at:
        at.takes(old)
        at.updates("my-plan", new)
        assert propose_update(at.tracker, "my-plan", at.file(new)).changes_nothing
        assert groups(at, new).keys() <= {"carried", "ambiguous"}


BLOG = "http://mlinproduction.com"
OF_THE_PROGRAM = f"""# My plan
## Blogs
- [ML in production]({BLOG}/)
## Articles
- [What Does it Mean to Deploy a Machine Learning Model?][1]
- [Software Interfaces for Machine Learning Deployment][2]

[1]: {BLOG}/what-does-it-mean-to-deploy-a-machine-learning-model-deployment-series-01/
[2]: {BLOG}/software-interfaces-for-machine-learning-deployment-deployment-series-02/
"""


def test_what_comes_with_the_program_is_as_before_whatever_a_plan_calls_it() -> None:
    """Its title, addresses and whole are those of the program; to be told every time that they change is a lie."""
    with a_home() as at:
        at.takes(OF_THE_PROGRAM)
        ids = [step.id for step in at.tracker.library.path("my-plan").steps]
        assert ids == ["mo-ml-in-production-blog", "mo-deployment-series-01", "mo-deployment-series-02"]

        assert groups(at, OF_THE_PROGRAM) == {"carried": ids}
        proposal = propose_update(at.tracker, "my-plan", at.file(OF_THE_PROGRAM))
        present, future = outlooks(at.tracker, proposal)
        assert present == future


def test_a_whole_that_loses_its_parts_keeps_what_they_made_of_it() -> None:
    """Marking it marked them; that they are listed no longer undoes nothing."""
    with a_home() as at:
        at.takes(OF_THE_PROGRAM)
        at.tracker.use_path("my-plan")
        at.tracker.mark(at.tracker.journey_of("my-plan").touched_by("mo-ml-in-production-blog", DONE), DONE)
        at.updates("my-plan", OF_THE_PROGRAM.partition("## Articles")[0])

        journey = at.tracker.journey_of("my-plan")
        assert {step.id: journey.status(step.id) for step in journey.steps if not step.retired} == {
            "mo-ml-in-production-blog": DONE
        }
        at.tracker.undo()
        assert at.tracker.journey_of("my-plan").counts.counted == 2


COURSE = "- [ ] [Coursera’s Machine Learning](https://www.coursera.org/learn/machine-learning)\n"
SEARCH = "  - [Machine Learning](https://medium.mybridge.co/search)\n"


def test_what_comes_with_the_program_is_known_again_as_it_was_known_at_first() -> None:
    """Its title is the program's; a newcomer that is called so in the list must not make its own line doubtful."""
    with a_home() as at:
        at.takes(f"# My plan\n\n{COURSE}")
        assert [step.id for step in at.tracker.library.path("my-plan").steps] == ["coursera-machine-learning"]
        at.tracker.mark(["coursera-machine-learning"], DONE, note="Old but good.")

        for _ in range(2):
            assert groups(at, f"# My plan\n\n{COURSE}{SEARCH}").get("ambiguous") is None
            proposal = at.updates("my-plan", f"# My plan\n\n{COURSE}{SEARCH}")
            assert (proposal.ids[0], proposal.statuses) == ("coursera-machine-learning", (DONE, TODO))
        assert at.tracker.note("coursera-machine-learning")[0] == "Old but good."
        assert proposal.changes_nothing


def test_what_comes_with_the_program_may_stand_in_a_list_twice() -> None:
    """The same file again is no new step, although the program has another title for it than the list."""
    line = "- [Linear Algebra](https://ocw.mit.edu/courses/mathematics/18-06-linear-algebra-spring-2010/)\n"
    text = f"# My plan\n\n## Engineers\n\n{line}{COURSE}\n## Mathematicians\n\n{line}"
    with a_home() as at:
        ids = at.takes(text).ids
        assert ids == ("mit-1806-linear-algebra", "coursera-machine-learning", "mit-1806-linear-algebra")
        at.tracker.mark(["mit-1806-linear-algebra"], DONE)

        assert groups(at, text) == {"carried": list(ids)}
        assert propose_update(at.tracker, "my-plan", at.file(text), {}).changes_nothing


WITH_PARTS = plan_of(
    {
        "Basics": [
            ALGEBRA,
            Item("Stories of sails", depth=0),
            Item("Jib stories", "https://sails.example/jib", depth=1),
            Item("Genoa stories", "https://sails.example/genoa", depth=1),
        ]
    }
)


def test_a_whole_that_is_gone_keeps_what_its_parts_made_of_it() -> None:
    """It was done, and stays in sight as done; settled later, it takes that along, and comes back with it."""
    with a_home() as at:
        at.takes(WITH_PARTS)
        at.tracker.use_path("my-plan")
        whole = "stories-of-sails"
        at.tracker.mark(at.tracker.journey.touched_by(whole, DONE), DONE)
        assert at.tracker.journey.status(whole) == DONE

        without = plan_of({"Basics": [ALGEBRA, Item("Tales of canvas")]})
        at.updates("my-plan", without)
        assert [step.id for step in at.tracker.journey_of("my-plan").path.retired if step.id == whole] == [whole]
        assert at.tracker.journey_of("my-plan").status(whole) == DONE
        at.updates("my-plan", without, **{whole: "tales of canvas"})
        assert at.statuses("my-plan")["Tales of canvas"] == DONE

        at.updates("my-plan", WITH_PARTS)
        assert at.tracker.journey_of("my-plan").status(whole) == DONE
        for _ in range(3):
            at.tracker.undo()
        assert at.tracker.journey_of("my-plan").status(whole) == DONE


def test_a_whole_that_is_gone_and_was_half_done_is_under_way() -> None:
    """Neither a tick more nor one less."""
    with a_home() as at:
        at.takes(WITH_PARTS)
        at.tracker.mark(["jib-stories"], DONE)
        at.updates("my-plan", plan_of({"Basics": [ALGEBRA, Item("Jib stories", "https://sails.example/jib")]}))

        journey = at.tracker.journey_of("my-plan")
        assert (journey.status("stories-of-sails"), journey.status("jib-stories")) == (DOING, DONE)


def test_a_whole_keeps_its_tick_when_a_list_names_parts_of_it_that_the_program_knows() -> None:
    """They stand for themselves on this path, in an update as in an import with boxes."""
    blog, _, rest = OF_THE_PROGRAM.partition("## Articles")
    seen = {"mo-ml-in-production-blog": DONE, "mo-deployment-series-01": TODO, "mo-deployment-series-02": TODO}
    with a_home() as at:
        at.takes(blog)
        at.tracker.use_path("my-plan")
        at.tracker.mark(["mo-ml-in-production-blog"], DONE)
        proposal = at.updates("my-plan", OF_THE_PROGRAM)
        journey = at.tracker.journey_of("my-plan")

        assert {step.id: journey.status(step.id) for step in journey.steps} == seen
        assert dict(zip(proposal.ids, proposal.statuses, strict=True)) == seen
        assert journey.counts[:2] == (3, 1)
        assert propose_update(at.tracker, "my-plan", at.file(OF_THE_PROGRAM)).changes_nothing
        again = propose_update(at.tracker, "my-plan", at.file(as_toml(journey), "again.toml"))
        assert dict(zip(again.ids, again.statuses, strict=True)) == seen
    with a_home() as at:
        at.takes(blog.replace("- [", "- [x] [") + "## Articles" + rest.replace("- [", "- [ ] ["))
        journey = at.tracker.journey_of("my-plan")
        assert {step.id: journey.status(step.id) for step in journey.steps} == seen


def test_a_step_that_gets_parts_keeps_its_tick_and_gives_them_none() -> None:
    """As a whole it would be what its parts are: open, though it is done. So they stand behind it."""
    sails = "- [Sails](https://a.example/sails)\n"
    old, new = f"# My plan\n\n{sails}", f"# My plan\n\n{sails}  - [Ropes](https://a.example/ropes)\n"
    with a_home() as at:
        at.takes(old)
        at.tracker.mark(["sails"], DONE)
        for _ in range(2):
            proposal = at.updates("my-plan", new)

            assert at.statuses("my-plan") == {"Sails": DONE, "Ropes": TODO}
            assert [match.how for match in proposal.comparison.matches][:1] == ["carried"]
            assert at.tracker.journey_of("my-plan").counts[:2] == (2, 1)
        assert proposal.changes_nothing

        at.tracker.mark(["sails"], TODO)
        at.updates("my-plan", new)
        assert at.tracker.journey_of("my-plan").counts[:2] == (1, 0), "a whole and its part"


APPLE, ORCHARD = (f"[{name} profiling](https://github.com/ada/{name}-profiling)" for name in ("Apple", "Orchard"))
SAILS, ROPES, KNOTS, HULLS = (f"[{name}](https://a.example/{name})" for name in ("Sails", "Ropes", "Knots", "Hulls"))


@pytest.mark.parametrize(
    ("before", "done", "after", "statuses"),
    [
        ([f"- {SAILS}", f"- {ROPES}"], "ropes", [f"- {SAILS}", f"  - {ROPES}"], {"Sails": TODO, "Ropes": DONE}),
        ([f"- {SAILS}"], "", [f"- {SAILS}", f"  - [x] {ROPES}"], {"Sails": TODO, "Ropes": DONE}),
        ([f"- {SAILS}"], "sails", [f"- {SAILS}", f"  - [x] {ROPES}"], {"Sails": DONE, "Ropes": DONE}),
        ([f"- {SAILS}", f"  - {ROPES}"], "ropes", [f"- {SAILS}", f"  - {ROPES}"], {"Sails": DONE, "Ropes": DONE}),
        ([f"- {SAILS}"], "", [f"- {SAILS}", f"  - {ROPES}"], {"Sails": TODO, "Ropes": TODO}),
        (
            [f"- {SAILS}", f"  - {ROPES}"],
            "ropes",
            [f"- {SAILS}", f"  - {ROPES}", f"  - {KNOTS}"],
            {"Sails": DONE, "Ropes": DONE, "Knots": TODO},
        ),
        (
            [f"- {SAILS}", f"  - {ROPES}"],
            "ropes",
            [f"- {SAILS}", f"  - {KNOTS}"],
            {"Sails": DONE, "Knots": TODO, "Ropes": DONE},
        ),
        (
            [f"- {SAILS}", f"  - {APPLE}"],
            "apple-profiling",
            [f"- {SAILS}", f"  - {ORCHARD}"],
            {"Sails": DONE, "Orchard profiling": TODO, "Apple profiling": DONE},
        ),
        (
            [f"- {SAILS}", f"  - {ROPES}", f"  - {KNOTS}"],
            "ropes",
            [f"- {SAILS}", f"  - {ROPES}", f"  - {KNOTS}", f"  - {HULLS}"],
            {"Sails": DOING, "Ropes": DONE, "Knots": TODO, "Hulls": TODO},
        ),
    ],
)
def test_no_step_wins_or_loses_a_tick_by_what_is_put_below_it(
    before: list[str], done: str, after: list[str], statuses: dict[str, str]
) -> None:
    """The preview says what will be seen, and the same file again changes nothing."""
    with a_home() as at:
        at.takes("\n".join(["# My plan", "", *before, ""]))
        if done:
            at.tracker.mark([done], DONE)
        new = "\n".join(["# My plan", "", *after, ""])
        proposal = at.updates("my-plan", new)

        assert at.statuses("my-plan") == statuses
        assert proposal.statuses == tuple(statuses.values())[: len(proposal.statuses)]
        assert propose_update(at.tracker, "my-plan", at.file(new)).changes_nothing


def test_a_retired_step_with_a_tick_stays_in_sight_and_out_of_the_count(at: Home) -> None:
    """What was done was done; what was never begun is only gone."""
    at.updates("my-plan", plan_of({"Later": [SAILORS, WINTER]}))
    journey = at.tracker.journey_of("my-plan")

    assert [step.id for step in journey.steps if step.retired] == ["linear-algebra-for-gardeners"]
    assert journey.path.stages[-1].title == "No longer on this path"
    assert (journey.counts.counted, journey.counts.done, journey.counts.retired) == (1, 0, 1)
    assert at.tracker.note("linear-algebra-for-gardeners")[0] == "Beds are vectors."
    at.tracker.use_path("my-plan")
    assert [found.step.id for found in at.tracker.search("gardeners")] == ["linear-algebra-for-gardeners"]
    assert at.tracker.find("linear-algebra-for-gardeners").retired


def test_a_step_that_comes_back_has_its_tick(at: Home) -> None:
    """Authors change their minds; a learner does not do things twice for that."""
    at.updates("my-plan", plan_of({"Later": [WINTER]}))
    at.updates("my-plan", plan_of({"Only": [BEES]}))
    at.updates("my-plan", FIRST)

    assert at.statuses("my-plan") == {
        ALGEBRA.title: DONE,
        SPOONS.title: TODO,
        SAILORS.title: SKIPPED,
        WEAVING.title: TODO,
    }


def test_the_id_of_what_is_gone_is_given_to_nothing_else(at: Home) -> None:
    """A step that went and another of the same name that came are two things, done or not."""
    pottery, glaciers = (Item("Introduction", each.url) for each in (POTTERY, GLACIERS))
    at.updates("my-plan", plan_of({"A": [pottery]}))
    at.tracker.mark(["introduction"], DONE)
    at.updates("my-plan", plan_of({"A": [BEES]}))

    proposal = at.updates("my-plan", plan_of({"A": [glaciers]}))

    assert (proposal.ids, proposal.statuses) == (("introduction-2",), (TODO,))
    again = at.updates("my-plan", plan_of({"A": [glaciers, pottery]}))
    assert (again.ids, again.statuses) == (("introduction-2", "introduction"), (TODO, DONE))


def test_an_id_in_the_file_is_no_proof(at: Home) -> None:
    """Same id, another title, no shared address: another thing. Its tick would be a lie."""
    file = as_toml(at.tracker.journey_of("my-plan")).replace(ALGEBRA.title, "Cooking for astronauts")
    file = file.replace(ALGEBRA.url, "https://orbit.example/cooking")

    proposal = at.updates("my-plan", file, "plan.toml")

    assert (proposal.ids[0], proposal.statuses[0]) == ("cooking-for-astronauts", TODO)


def test_one_update_is_one_undo(at: Home) -> None:
    """Back to the edition of before, byte for byte, and with everything that was there."""
    before = at.files(), at.tracker.journey.states, walk_of(at.tracker.journey_of("my-plan"))
    at.updates("my-plan", plan_of({"A": [ALGEBRA._replace(box="x"), WINTER._replace(box="x")]}))
    after = at.files()

    at.tracker.undo()
    assert (at.files(), at.tracker.journey.states, walk_of(at.tracker.journey_of("my-plan"))) == before
    at.tracker.redo()
    assert at.files() == after
    assert faults_of(at.database) == []


def test_an_edition_taken_meanwhile_is_not_overwritten(at: Home) -> None:
    """Two terminals: the second one shows what is there now before it changes it."""
    proposal = propose_update(at.tracker, "my-plan", at.file(plan_of({"A": [WINTER]})))
    at.updates("my-plan", plan_of({"A": [BEES]}))
    before = at.files(), at.events()

    with pytest.raises(ChangedMeanwhile, match="changed meanwhile"):
        accept(at.tracker, proposal, "update")
    assert (at.files(), at.events()) == before


def test_a_change_that_another_program_left_half_done_is_not_written_over(at: Home) -> None:
    """It is in the record already; a window that was open all the time must not decide by the old file."""
    old = at.files()["my-plan.toml"].decode()
    proposal = propose_update(at.tracker, "my-plan", at.file(plan_of({"A": [WINTER]})))
    with open_tracker(database=str(at.database)) as other:
        text = propose_update(other, "my-plan", at.file(plan_of({"A": [BEES]})))
        change = accept(other, text, "update").change
    assert change is not None
    file = str(at.own / "my-plan.toml")
    prepare({file: text.text}, change.id, "")
    Path(file).write_text(old, encoding="utf-8")  # as if it had been killed just after the commit

    with pytest.raises(ChangedMeanwhile, match="changed meanwhile"):
        accept(at.tracker, proposal, "update")
    assert at.files() == {"my-plan.toml": text.text.encode()}


def test_a_path_of_the_program_is_not_updated_from_a_file(at: Home) -> None:
    """It comes with the program, and so do its editions."""
    with pytest.raises(NoSuchPath, match="comes with the program"):
        propose_update(at.tracker, "mlops", at.file(FIRST))
    with pytest.raises(NoSuchPath, match="No path 'nowhere'"):
        propose_update(at.tracker, "nowhere", at.file(FIRST))


# What is not certain

TWO = plan_of(
    {"A": [Item("Guide to rivers", "https://rivers.example/a"), Item("Guide to ships", "https://ships.example/b")]}
)
ONE = plan_of({"A": [Item("Guide to rivers", "https://ships.example/b")]})


@pytest.fixture
def torn() -> Iterator[Home]:
    """A path of two things; the next edition has the title of one at the address of the other."""
    with a_home() as opened:
        opened.takes(TWO)
        opened.tracker.mark(["guide-to-rivers"], DONE)
        yield opened


def test_what_is_not_certain_is_left_open(torn: Home) -> None:
    """A tick that might belong elsewhere is not given away by a program."""
    assert groups(torn, ONE) == {"ambiguous": ["guide-to-rivers-2"]}

    proposal = torn.updates("my-plan", ONE)

    assert proposal.statuses == (TODO,)
    steps = torn.tracker.journey_of("my-plan").steps
    assert [(step.id, step.retired) for step in steps] == [("guide-to-rivers-2", False), ("guide-to-rivers", True)]


@pytest.mark.parametrize("name", ["1", "guide to rivers", " Guide to Rivers "])
def test_one_word_settles_it(torn: Home, name: str) -> None:
    """The learner knows which it is, and names it by number or title."""
    proposal = torn.updates("my-plan", ONE, **{"guide-to-rivers": name})

    assert (proposal.ids, proposal.statuses) == (("guide-to-rivers",), (DONE,))


def test_it_can_be_settled_later(torn: Home) -> None:
    """Whoever accepted first and looked then has lost nothing."""
    torn.updates("my-plan", ONE)
    torn.updates("my-plan", ONE, **{"guide-to-rivers": "1"})

    assert torn.statuses("my-plan") == {"Guide to rivers": DONE}


RENAMED = [
    plan_of({"A": [Item(f"{name} profiling", f"https://github.com/ada/{name.lower()}-profiling")]})
    for name in ("Apple", "Orchard")
]


def test_what_was_settled_later_stays_settled() -> None:
    """The step of before is retired under its own id, and the new one is there already: neither takes the tick."""
    with a_home() as at:
        at.takes(RENAMED[0])
        at.tracker.mark(["apple-profiling"], DONE)
        for settled in ({}, {"apple-profiling": "1"}, {}):
            at.updates("my-plan", RENAMED[1], **settled)

        assert at.statuses("my-plan")["Orchard profiling"] == DONE
        assert propose_update(at.tracker, "my-plan", at.file(RENAMED[1])).changes_nothing


@pytest.mark.parametrize(
    ("settled", "says"),
    [
        ({"nobody": "1"}, "edition in use"),
        ({"guide-to-rivers": "2"}, "No step '2'"),
        ({"guide-to-rivers": "no such title"}, "in the new edition"),
    ],
)
def test_what_settles_nothing_is_refused(torn: Home, settled: dict[str, str], says: str) -> None:
    """A slip of the finger must not look like an answer."""
    with pytest.raises(NoSuchStep, match=says):
        propose_update(torn.tracker, "my-plan", torn.file(ONE), settled)


def test_one_step_is_not_settled_twice(torn: Home) -> None:
    """The second word would overrule the first without telling."""
    with pytest.raises(WrongUsage, match="Step 1 cannot be both 'guide-to-rivers' and 'guide-to-ships'"):
        propose_update(
            torn.tracker, "my-plan", torn.file(ONE), {"guide-to-rivers": "1", "guide-to-ships": "guide to rivers"}
        )


def test_two_steps_of_one_name_cannot_be_meant_by_it(torn: Home) -> None:
    """'Exercises' is in every chapter."""
    with pytest.raises(NoSuchStep, match="More than one step 'exercises'"):
        propose_update(
            torn.tracker,
            "my-plan",
            torn.file(plan_of({"A": [Item("Exercises")], "B": [Item("Exercises")]})),
            {"guide-to-rivers": "exercises"},
        )


PARTS = plan_of({"A": [Item("Harbours", "https://ports.example/h"), Item("Lighthouses", "https://lights.example/l")]})
WHOLE = plan_of({"A": [Item("Harbours and lighthouses", "https://ports.example/h")]}).replace(
    "ports.example/h)", "ports.example/h) [more](https://lights.example/l)"
)


@pytest.mark.parametrize(
    ("one", "other", "status"), [(DONE, DONE, DONE), (TODO, TODO, TODO), (DONE, TODO, TODO), (DONE, SKIPPED, TODO)]
)
def test_steps_that_became_one_are_done_only_if_both_were(one: str, other: str, status: str) -> None:
    """Half of it done is not it done; where they differ, the learner says."""
    with a_home() as at:
        at.takes(PARTS)
        at.tracker.mark(["harbours"], one, note="Deep water.")
        at.tracker.mark(["lighthouses"], other, note="High above.")

        proposal = at.updates("my-plan", WHOLE)

        assert proposal.statuses == (status,)
        assert bool(proposal.comparison.doubts) == (one != other)
        notes = {each: at.tracker.note(each)[0] for each in (*proposal.ids, "harbours", "lighthouses")}
        assert notes["harbours"].startswith("Deep water.")
        assert notes["lighthouses"] == "High above."
        assert ("High above." in notes[proposal.ids[0]]) == (one == other)
        at.tracker.undo()
        assert (at.tracker.note("harbours")[0], at.tracker.note("lighthouses")[0]) == ("Deep water.", "High above.")


def test_of_two_lines_that_are_the_same_the_one_left_has_what_was_done() -> None:
    """Whichever of them was ticked: nobody can tell which one is left."""
    twice = plan_of({"A": [Item("Sorting"), Item("Sorting"), SPOONS]})
    with a_home() as at:
        ids = at.takes(twice).ids
        at.tracker.mark([ids[1]], DONE)

        proposal = at.updates("my-plan", plan_of({"A": [Item("Sorting"), SPOONS]}))

        assert (proposal.statuses, proposal.comparison.doubts) == ((DONE, TODO), ())


def test_an_address_of_an_earlier_edition_does_not_stay_beside_what_the_program_knows() -> None:
    """Or the same file would not be the same edition the next time."""
    first = "# My plan\n\n## A\n\n- [Deep Learning](http://www.deeplearningbook.org/) by Yoshua Bengio\n- Sails\n"
    second = first.replace("www.deeplearningbook.org", "www.iro.umontreal.ca/~bengioy/dlbook")
    with a_home() as at:
        text = at.takes(first).text
        at.updates("my-plan", second)

        assert at.updates("my-plan", first).text == text
        assert propose_update(at.tracker, "my-plan", at.file(first)).changes_nothing


def test_a_step_that_became_two_gives_both_its_status() -> None:
    """Who did the whole did its halves; the id and the note stay with the first."""
    with a_home() as at:
        at.takes(WHOLE)
        at.tracker.mark(["harbours-and-lighthouses"], DONE, note="All of it.")

        at.updates("my-plan", PARTS)

        assert at.statuses("my-plan") == {"Harbours": DONE, "Lighthouses": DONE}
        assert at.tracker.note("harbours-and-lighthouses")[0] == "All of it."


def test_a_step_that_two_paths_have_parts_ways_where_one_makes_it_another(at: Home) -> None:
    """One path's new title and address must not make the other path unreadable; the tick is on both."""
    at.takes(plan_of({"Mine": [ALGEBRA]}, "Second"))
    old = "linear-algebra-for-gardeners"
    at.updates("my-plan", plan_of({"A": [ALGEBRA._replace(title="Linear algebra for all gardeners")]}))
    at.updates(
        "my-plan",
        plan_of({"A": [Item("Linear algebra for all gardeners", "https://elsewhere.example/x")]}),
    )

    assert at.tracker.library.left_out == ()
    assert old in [step.id for step in at.tracker.journey_of("second").steps]
    assert at.statuses("my-plan")["Linear algebra for all gardeners"] == DONE
    assert at.tracker.journey_of("second").status(old) == DONE


def test_what_was_arranged_survives_an_update(at: Home) -> None:
    """A learner's own order, steps and omissions are theirs, whatever the author does."""
    at.tracker.use_path("my-plan")
    mine = add_step(at.tracker, "Read our runbook", "compilers-explained-to-sailors", required=True)
    at.tracker.arrange("my-plan", lambda present: present.hide(["statistics-with-wooden-spoons"]))
    at.tracker.arrange("my-plan", lambda present: present.move("weaving-networks-by-hand", ""))

    at.updates("my-plan", plan_of({"Basics": [WINTER, ALGEBRA, SPOONS], "Later": [SAILORS, WEAVING]}))

    assert [step.id for step in at.tracker.journey_of("my-plan").steps] == [
        "weaving-networks-by-hand",
        "databases-in-cold-climates",
        "linear-algebra-for-gardeners",
        "compilers-explained-to-sailors",
        mine,
    ]


# For every pair of editions


@IN_A_HOME
@given(editions(), editions(), st.sets(st.sampled_from(THINGS)).map(frozenset))
def test_every_tick_goes_with_its_thing_and_none_to_another(
    old: Edition, new: Edition, ticked: frozenset[Thing]
) -> None:
    """Ticks lost: 0. Ticks given to a different thing: 0. Notes lost: 0. And undo is undo."""
    with a_home() as at:
        first = at.takes(text_of(old, ticked))
        for id_ in set(first.ids):
            at.tracker.append_note(id_, f"About {id_}.")
        before = at.files(), at.tracker.journey.states, at.tracker.notes()
        things = [thing for _, shelf in old for thing in shelf]
        known = dict(zip(things, first.ids, strict=True))

        second = at.updates("my-plan", text_of(new))

        for thing, id_ in zip([thing for _, shelf in new for thing in shelf], second.ids, strict=True):
            if thing in known:
                assert id_ == known[thing]
            else:
                assert id_ not in known.values()
                assert at.tracker.journey.status(id_) == TODO
        for thing, id_ in known.items():
            assert at.tracker.journey.status(id_) == (DONE if thing in ticked else TODO)
            assert at.tracker.note(id_)[0] == f"About {id_}."
        journey = at.tracker.journey_of("my-plan")
        assert {step.id for step in journey.steps} == set(second.ids) | set(first.ids), "all were touched"
        assert journey.counts.counted == len(set(second.ids)) - journey.counts.skipped

        assert propose_update(at.tracker, "my-plan", at.file(text_of(new))).changes_nothing
        third = at.updates("my-plan", text_of(old))
        assert walk_of(at.tracker.journey_of("my-plan"))[: len(things)] == _walk_in(old, known)
        for proposal in (third, second):
            if not proposal.changes_nothing:
                at.tracker.undo()
        assert (at.files(), at.tracker.journey.states, at.tracker.notes()) == before


def _walk_in(edition: Edition, ids: dict[Thing, str]) -> list[tuple[str, str, str, str, str, None]]:
    return [
        (heading, heading, ids[thing], thing.title, "required", None) for heading, shelf in edition for thing in shelf
    ]


def parts_of(lines: Sequence[Line], whole: int) -> range:
    """The places of what is set in below a line."""
    end = whole + 1
    while end < len(lines) and lines[end][1] > lines[whole][1]:
        end += 1
    return range(whole + 1, end)


@IN_A_HOME
@given(bookshelves(), st.data())
def test_what_is_taken_out_and_put_back_has_its_tick(lines: list[Line], data: st.DataObject) -> None:
    """Whatever it is called: an "Introduction" is the one of its book, or of its section."""
    out = data.draw(st.just(set(range(len(lines)))) | st.sets(st.integers(0, len(lines) - 1)))
    out |= {part for place in out for part in parts_of(lines, place)}
    some = [line for place, line in enumerate(lines) if place not in out]
    leaves = [place for place in range(len(lines)) if not parts_of(lines, place)]
    done = data.draw(st.sets(st.sampled_from(leaves)))
    with a_home() as at:
        first = at.takes(shelved(lines))
        at.tracker.mark([first.ids[place] for place in done], DONE)
        if some:
            at.updates("my-plan", shelved(some))
            assert propose_update(at.tracker, "my-plan", at.file(shelved(some))).changes_nothing
            again = at.updates("my-plan", shelved(lines))
        else:
            at.tracker.change_path("my-plan", "", first.text, "remove")
            again = at.takes(shelved(lines))

        assert again.ids == first.ids
        assert {place for place in leaves if at.tracker.journey_of("my-plan").status(again.ids[place]) == DONE} == done
        assert propose_update(at.tracker, "my-plan", at.file(shelved(lines))).changes_nothing


@IN_A_HOME
@given(bookshelves(), st.data())
def test_parts_that_come_to_a_book_that_is_done_stay_themselves(lines: list[Line], data: st.DataObject) -> None:
    """They stand apart, or the book would lose its tick, and are known again by the book that they are parts of."""
    books = [line for line in lines if not line[1]]
    done = data.draw(st.sets(st.integers(0, len(books) - 1), min_size=1))
    with a_home() as at:
        first = at.takes(shelved(books))
        at.tracker.mark([first.ids[place] for place in done], DONE)
        second = at.updates("my-plan", shelved(lines))
        marked = data.draw(st.sets(st.sampled_from([place for place, line in enumerate(lines) if line[1]] or [0])))
        at.tracker.mark([second.ids[place] for place in marked], DONE)
        before = at.tracker.journey_of("my-plan")
        third = at.updates("my-plan", shelved(lines))
        after = at.tracker.journey_of("my-plan")

        assert third.ids == second.ids
        assert [after.status(id_) for id_ in third.ids] == [before.status(id_) for id_ in second.ids]


# Accepted in part

NEXT = plan_of(
    {
        "Basics": [ALGEBRA._replace(title="Linear algebra for all gardeners"), SAILORS],
        "Last": [SPOONS._replace(url="https://kitchen.example/statistics"), WINTER],
    }
)


def titles(at: Home) -> list[tuple[str, str, str | None]]:
    """Section, title and address of each step."""
    path = at.tracker.journey_of("my-plan").path
    return [(path.section_of(step).title, step.title, path.facts[step.number].resource.url) for step in path.steps]


KITCHEN = "https://kitchen.example/statistics"
WHOLE_NEXT = [
    ("Basics", "Linear algebra for all gardeners", ALGEBRA.url),
    ("Basics", SAILORS.title, SAILORS.url),
    ("Last", SPOONS.title, KITCHEN),
    ("Last", WINTER.title, WINTER.url),
]


@pytest.mark.parametrize(
    ("declined", "leaves"),
    [
        ((), WHOLE_NEXT),
        (("databases-in-cold-climates",), WHOLE_NEXT[:3]),
        (("linear-algebra-for-gardeners",), [("Basics", ALGEBRA.title, ALGEBRA.url), *WHOLE_NEXT[1:]]),
        (
            ("statistics-with-wooden-spoons",),
            [*WHOLE_NEXT[:2], ("Basics", SPOONS.title, SPOONS.url), WHOLE_NEXT[3]],
        ),
        (
            ("compilers-explained-to-sailors",),
            [WHOLE_NEXT[0], *WHOLE_NEXT[2:], ("Later", SAILORS.title, SAILORS.url)],
        ),
        (("weaving-networks-by-hand",), [*WHOLE_NEXT, ("Later", WEAVING.title, None)]),
        (
            ("weaving-networks-by-hand", "compilers-explained-to-sailors", "databases-in-cold-climates"),
            [WHOLE_NEXT[0], WHOLE_NEXT[2], ("Later", WEAVING.title, None), ("Later", SAILORS.title, SAILORS.url)],
        ),
    ],
)
def test_what_is_declined_stays_as_it_is(
    at: Home, declined: tuple[str, ...], leaves: list[tuple[str, str, str | None]]
) -> None:
    """An edition is an offer, step by step."""
    proposal = propose_update(at.tracker, "my-plan", at.file(NEXT), declined=declined)
    accept(at.tracker, proposal, "update")

    assert titles(at) == leaves
    assert at.tracker.journey.status("linear-algebra-for-gardeners") == DONE


def test_declining_everything_keeps_the_steps(at: Home) -> None:
    """Whoever wants nothing of it has what they had, in the sections that they had."""
    before = sorted(titles(at))
    ids = [id_ for name, entries in groups(at, NEXT).items() if name != "carried" for id_ in entries]
    accept(at.tracker, propose_update(at.tracker, "my-plan", at.file(NEXT), declined=ids), "update")

    assert sorted(titles(at)) == before


@pytest.mark.parametrize("id_", ["nobody", "rules-of-ml", ""])
def test_only_what_would_change_can_be_declined(at: Home, id_: str) -> None:
    """A slip in an id must not pass for a decision."""
    with pytest.raises(NoSuchStep, match="no step that would"):
        propose_update(at.tracker, "my-plan", at.file(NEXT), declined=[id_])


def test_parts_of_a_declined_step_stay_parts_of_what_is_above() -> None:
    """A book that is left out takes no chapter with it."""
    with a_home() as at:
        at.takes(plan_of({"A": [WEAVING]}))
        at.updates(
            "my-plan",
            plan_of({"A": [WEAVING, ALGEBRA._replace(depth=1), SPOONS._replace(depth=2)]}),
        )
        assert [step.parent for step in at.tracker.journey_of("my-plan").steps][2] == "linear-algebra-for-gardeners"
        at.tracker.undo()
        file = at.file(plan_of({"A": [WEAVING, ALGEBRA._replace(depth=1), SPOONS._replace(depth=2)]}))
        accept(
            at.tracker,
            propose_update(at.tracker, "my-plan", file, declined=["linear-algebra-for-gardeners"]),
            "update",
        )

        assert [step.parent for step in at.tracker.journey_of("my-plan").steps] == [None, "weaving-networks-by-hand"]


def test_one_thing_settled_and_another_declined(torn: Home) -> None:
    """Numbers mean what the preview showed, whatever is left out above."""
    text = ONE.replace("- [ ] [Guide", "- [ ] [Bees at night](https://bees.example/monitoring)\n- [ ] [Guide")
    proposal = propose_update(
        torn.tracker, "my-plan", torn.file(text), {"guide-to-rivers": "2"}, declined=["bees-at-night"]
    )

    assert (proposal.ids, proposal.statuses) == (("guide-to-rivers",), (DONE,))


def test_what_is_declined_leaves_the_rest_as_uncertain_as_it_was() -> None:
    """A section that stays for the sake of one step is no reason to take a tick from another one."""
    with a_home() as at:
        stay = [Item(title) for title in ("True a wheel", "Buy a spoke key", "Lateral truing", "On a stand")]
        at.takes(plan_of({"Wheels": [Item("Change a tube", box="x"), *stay, Item("Radial truing")]}))
        text = plan_of({"Wheels and tubes": [Item("Change an inner tube"), *stay]})
        whole = propose_update(at.tracker, "my-plan", at.file(text))
        part = propose_update(at.tracker, "my-plan", at.file(text), declined=["radial-truing"])

        for proposal in (whole, part):
            asked = [
                (proposal.plan.items[doubt.new].title, [proposal.before[old].thing.title for old in doubt.candidates])
                for doubt in proposal.comparison.doubts
            ]
            assert asked == [("Change an inner tube", ["Change a tube"])]
        assert "radial-truing" in part.ids
