"""A path on its way out: a checklist that people read, and a path file that stands on its own."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator

import pytest

from mlops_path.domain.arranging import Arrangement
from mlops_path.domain.journey import Journey
from mlops_path.domain.progress import DOING, DONE, SKIPPED
from mlops_path.errors import UnsafeLink, WrongUsage
from mlops_path.planning.arranging import add_step
from mlops_path.planning.exporting import as_markdown, as_toml
from mlops_path.planning.proposing import propose_import, propose_update
from tests.planning.homes import Home, Item, a_home, plan_of, walk_of

SPOONS = Item("Statistics with wooden spoons", "https://spoons.example/statistics")
BIRCH = Item("Spoons made of birch", "https://spoons.example/birch", depth=1)
GRAIN = Item("Which way the grain runs", "https://spoons.example/grain", depth=2)
WEAVING = Item("Weaving networks by hand")
PLAN = plan_of({"Basics": [SPOONS, BIRCH, GRAIN], "Later": [WEAVING]})


@pytest.fixture
def at() -> Iterator[Home]:
    with a_home() as opened:
        opened.takes(PLAN)
        opened.tracker.use_path("my-plan")
        yield opened


def test_every_status_has_a_box(at: Home) -> None:
    """GitHub and Obsidian show a box for each line; begun and skipped are told apart from done."""
    at.tracker.mark(["which-way-the-grain-runs"], DONE)
    at.tracker.mark(["weaving-networks-by-hand"], SKIPPED)
    at.tracker.arrange("my-plan", lambda present: present.hide(["spoons-made-of-birch"]))
    add_step(at.tracker, "Read our runbook", None, required=False)
    at.tracker.mark(["read-our-runbook"], DOING)

    assert as_markdown(at.tracker.journey) == (
        "# My plan <!-- path: my-plan -->\n\n## Basics\n\n### Basics\n\n"
        "- [ ] [Statistics with wooden spoons](<https://spoons.example/statistics>)"
        " <!-- id: statistics-with-wooden-spoons -->\n"
        "- [x] [Which way the grain runs](<https://spoons.example/grain>) <!-- id: which-way-the-grain-runs -->\n\n"
        "## Later\n\n### Later\n\n"
        "- [ ] Weaving networks by hand *(skipped)* <!-- id: weaving-networks-by-hand -->\n"
        "- [ ] Read our runbook *(optional)* *(doing)* <!-- id: read-our-runbook -->\n"
    )


def test_what_is_no_longer_on_the_path_is_not_exported(at: Home) -> None:
    """Somebody else has nothing to do with what was there once."""
    at.tracker.mark(["weaving-networks-by-hand"], DONE)
    at.updates("my-plan", plan_of({"Basics": [SPOONS]}))
    journey = at.tracker.journey_of("my-plan")

    assert len(journey.steps) == 2
    assert "Weaving" not in as_markdown(journey) + as_toml(journey)


@pytest.mark.parametrize(
    "id_", ["mlops", "huyen-guide", "huyen-primer", "zimmerman-start", "ml-ops-references", "mlops-tools"]
)
def test_every_path_of_the_program_is_exported_as_itself(id_: str) -> None:
    """A learner makes a copy to write on; nothing of the walk is lost, and everything is known."""
    with a_home() as at:
        journey = at.tracker.journey_of(id_)
        at.takes(as_toml(journey), "copy.toml", id_="copy")

        assert walk_of(at.tracker.journey_of("copy")) == walk_of(journey)
        assert at.tracker.library.left_out == ()
        again, once = (tomllib.loads(as_toml(each)) for each in (at.tracker.journey_of("copy"), journey))
        assert again == once | {"id": "copy", "edition": at.clock.now.date()}


@pytest.mark.parametrize("write", [as_markdown, as_toml])
def test_a_copy_of_a_path_of_the_program_gets_an_id_of_its_own(write: Callable[[Journey], str]) -> None:
    """And the same one whenever it is read."""
    with a_home() as at:
        at.tracker.mark(["rules-of-machine-learning"], DONE)
        text, name = write(at.tracker.journey_of("mlops")), "copy.md" if write is as_markdown else "copy.toml"
        at.takes(text, name)

        assert at.tracker.journey_of("learn-mlops").status("rules-of-machine-learning") == DONE
        assert propose_import(at.tracker, at.file(text, name)).changes_nothing


def test_a_checklist_is_read_as_the_path_that_it_is() -> None:
    """Whatever its title is."""
    with a_home() as at:
        at.takes(PLAN, id_="spoons")
        text, walk = as_markdown(at.tracker.journey_of("spoons")), walk_of(at.tracker.journey_of("spoons"))
    with a_home() as other:
        other.takes(text, "list.md")

        assert walk_of(other.tracker.journey_of("spoons")) == walk


def test_a_title_that_reads_like_a_citation_stays_whole(at: Home) -> None:
    """The one who reads the checklist has a title there, and no line of somebody's notes."""
    titles = [
        '"Spoons of birch" by Ada Example', "Example et al. Spoons of old. In WOOD 2017.", "Ada Example: Spoons, 2009.",
        "Example, Sample (2010) Spoons", "2. Spoons: a view", "Week 3: spoons (free)",
    ]  # fmt: skip
    for title in titles:
        add_step(at.tracker, title, None, required=True)
    text = as_markdown(at.tracker.journey)

    with a_home() as other:
        other.takes(text, "list.md")
        assert [each[3] for each in walk_of(other.tracker.journey_of("my-plan"))][-6:] == titles


@pytest.mark.parametrize("id_", ["mlops", "huyen-primer", "mlops-tools"])
def test_a_checklist_of_a_path_of_the_program_is_read_as_its_steps(id_: str) -> None:
    """On paper and back: every step is the resource that it was."""
    with a_home() as at:
        journey = at.tracker.journey_of(id_)
        at.takes(as_markdown(journey), "copy.md", id_="copy")
        copy = at.tracker.journey_of("copy")

        assert [(step.id, step.need) for step in copy.steps] == [(step.id, step.need) for step in journey.steps]
        assert [stage.title for stage in copy.path.stages] == [stage.title for stage in journey.path.stages]


def test_a_part_knows_a_whole_that_comes_later(at: Home) -> None:
    """Also where the learner moved the book behind its chapter."""
    at.tracker.arrange(
        "my-plan", lambda present: present.move("statistics-with-wooden-spoons", "weaving-networks-by-hand")
    )
    tables = tomllib.loads(as_toml(at.tracker.journey))

    assert [each.get("part_of") for each in tables["resource"] if each["id"] == "spoons-made-of-birch"] == [
        "statistics-with-wooden-spoons"
    ]


def test_a_step_of_ones_own_never_takes_the_id_of_another_thing(at: Home) -> None:
    """It would have that one's tick."""
    first = add_step(at.tracker, "Rules of machine learning!", None, required=True)
    second = add_step(at.tracker, "Spoons made of birch", None, required=True)
    third = add_step(at.tracker, "Spoons made of birch", None, required=True, url="https://else.example", kind="talk")

    assert at.tracker.library.paths_with(first) == ()
    assert (second, third) == ("spoons-made-of-birch-2", "spoons-made-of-birch-3")
    found = at.tracker.journey.step_of(third)
    assert found is not None
    assert (found.kind, found.minutes, at.tracker.resource(third).url) == ("talk", 45, "https://else.example")


def test_an_import_does_not_take_the_id_of_a_step_of_ones_own(at: Home) -> None:
    """The other way round."""
    add_step(at.tracker, "Read our runbook", None, required=True)

    proposal = at.takes(plan_of({"A": [Item("Read our runbook", "https://else.example/r", "x")]}, "Other"))

    assert proposal.ids == ("read-our-runbook-2",)
    assert at.tracker.journey.status("read-our-runbook") == "todo"


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"title": " \n"}, WrongUsage),
        ({"title": "A", "kind": "poem"}, WrongUsage),
        ({"title": "A", "minutes": 0}, WrongUsage),
        ({"title": "A", "minutes": 60001}, WrongUsage),
        ({"title": "A", "url": "file:///etc/passwd"}, UnsafeLink),
    ],
)
def test_a_step_that_cannot_be_is_refused(at: Home, facts: dict[str, object], error: type[Exception]) -> None:
    """Nothing is kept of it."""
    before = at.events()
    words = {"after": None, "required": True, **facts}
    with pytest.raises(error):
        add_step(at.tracker, **words)  # type: ignore[arg-type]  # a case of the table

    assert at.events() == before


def test_an_arrangement_is_each_learners_own(at: Home) -> None:
    """Who hides a chapter hides it from nobody else."""
    from mlops_path.tracker import open_tracker  # noqa: PLC0415 - another learner's

    at.tracker.add_learner("Bea")
    at.tracker.arrange("my-plan", lambda present: present.hide(["weaving-networks-by-hand"]))
    with open_tracker(database=str(at.database), learner="Bea") as other:
        assert other.arrangement("my-plan") == Arrangement()
        assert len(other.journey_of("my-plan").steps) == 4
    assert len(at.tracker.journey.steps) == 3


def test_a_private_step_stays_private(at: Home) -> None:
    """An update from a shared file knows nothing of it and does not retire it."""
    add_step(at.tracker, "Read our runbook", None, required=True)

    assert propose_update(at.tracker, "my-plan", at.file(PLAN)).changes_nothing
    assert all(b"runbook" not in text for text in at.files().values())


def test_the_minutes_of_an_own_step_and_the_box_of_a_whole_are_exported() -> None:
    """Minutes that the learner gave are no guess; a whole is done when its parts are."""
    with a_home() as at:
        parts = [Item(title, box="x", depth=1) for title in ("Left", "Right")]
        at.takes(plan_of({"A": [Item("[Truing](https://a.example/truing)", box=""), *parts]}))
        at.tracker.use_path("my-plan")
        add_step(at.tracker, "Second", None, url="https://a.example/x", kind="book", minutes=90, required=True)
        journey = at.tracker.journey_of("my-plan")

        assert "minutes = 90" in as_toml(journey)
        assert "— 90 min <!-- id: second, kind: book -->" in as_markdown(journey)
        assert {step.title: journey.status(step.id) for step in journey.steps}["Truing"] == "done"
        assert "- [x] [Truing]" in as_markdown(journey)
