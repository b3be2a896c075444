"""Whatever a plan holds, its path file is one that the program reads, and that a person can go on with."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given

from mlops_path.curriculum.compiled import compile_into, load_path
from mlops_path.curriculum.reading import check
from mlops_path.curriculum.writing import Retired, kind_of, new_id, path_text, slug_of
from mlops_path.domain.curriculum import Path as Walk
from mlops_path.domain.plans import Plan, PlanItem, PlanSection
from mlops_path.text import shown
from tests.hostile import PAYLOADS
from tests.planning.strategies import ALWAYS, plans
from tests.survival.quick import quick_folder

DAY = date(2026, 5, 1)


def compiled(text: str) -> Walk:
    """The path in a file with that text, which has no mistake."""
    with quick_folder() as folder:
        file = folder / "p.toml"
        file.write_text(text, encoding="utf-8")

        assert check([str(file)]).mistakes == ()

        compile_into(str(folder / "made"), [str(file)])
        path = load_path(str(folder / "made"), "p")
        list(path.facts.values())
        return path._replace(facts=dict(path.facts))


def plan(*items: PlanItem) -> Plan:
    return Plan("P", (("S", ""),), (PlanSection("T", 0),), items)


def item(title: str = "A", **facts: object) -> PlanItem:
    return PlanItem(title, 0, "list", 1)._replace(**facts)  # type: ignore[arg-type]  # whatever a test is about


@ALWAYS
@given(plans())
def test_any_plan_becomes_a_file_without_a_mistake(any_plan: Plan) -> None:
    """A plan from anywhere, with any title and address in it, never makes a path that the program then refuses."""
    ids: list[str] = []
    for each in any_plan.items:
        twin = next((n for n, other in enumerate(any_plan.items[: len(ids)]) if other[0] == each[0]), None)
        ids.append(new_id(each.title, ids) if twin is None else ids[twin])
    gone = {"id": "gone", "title": "Gone", "kind": "topic", "part_of": "lost"}
    retired = [Retired(gone, required=False, place=("Sea", "Wind"))]

    path = compiled(path_text("p", any_plan, ids, DAY, retired=retired))

    assert [step.id for step in path.steps] == ids
    assert [step.section for step in path.steps] == [each.section for each in any_plan.items]
    assert [step.required for step in path.steps] == [not each.optional for each in any_plan.items]
    assert [step.id for step in path.retired] == ["gone"]


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_hostile_text_is_kept_readable_and_harmless(payload: str) -> None:
    """What would move a cursor or end a text in the file stands there as signs."""
    text = path_text("p", plan(item(payload, why=payload, summary=payload)), ["a"], DAY)
    path = compiled(text)

    assert "\x1b" not in text
    assert path.steps[0].title
    assert shown(path.facts[1].why) == path.facts[1].why


def test_a_title_comes_back_sign_by_sign() -> None:
    """Titles are facts, whatever TOML makes of quotes and backslashes."""
    title = 'He said "it\'s" \\n {x} [y] = 1 # no comment'

    assert compiled(path_text("p", plan(item(title)), ["a"], DAY)).steps[0].title == title


@pytest.mark.parametrize("parents", [(None, 0, 1), (None, 0, 0), (None, 0, None), (1, None, None), (2, None, 1)])
def test_parts_know_their_whole_also_where_it_comes_later(parents: tuple[int | None, ...]) -> None:
    """A book marked done marks its chapters, wherever the list has the book."""
    ids = ["a", "b", "c"]
    items = [item(id_, parent=parent) for id_, parent in zip(ids, parents, strict=True)]

    path = compiled(path_text("p", plan(*items), ids, DAY))

    assert [step.parent for step in path.steps] == [None if each is None else ids[each] for each in parents]


def test_parts_that_lead_in_a_circle_are_broken_up() -> None:
    """No book is a chapter of its own chapter."""
    items = [item("a", parent=1), item("b", parent=2), item("c", parent=0)]

    assert [step.parent for step in compiled(path_text("p", plan(*items), ["a", "b", "c"], DAY)).steps].count(None) == 1


def test_a_step_that_stands_twice_is_one_resource() -> None:
    """Done once is done in both places."""
    text = path_text("p", plan(item("A"), item("B"), item("A")), ["a", "b", "a"], DAY)

    assert [step.id for step in compiled(text).steps] == ["a", "b", "a"]
    assert [each["id"] for each in tomllib.loads(text)["resource"]] == ["a", "b"]


def test_what_is_needed_first_is_left_out_where_it_comes_later() -> None:
    """An impossible order in somebody's file must not keep the learner from the path."""
    items = [item("A", id="one", after=("two", "one", "nobody")), item("B", id="two", after=("one",))]

    path = compiled(path_text("p", plan(*items), ["a", "b"], DAY))

    assert [path.facts[n].after for n in (1, 2)] == [(), ("a",)]


def test_what_is_known_is_kept_where_the_plan_says_nothing() -> None:
    """A checklist has no summaries; a learner who wrote some must not lose them with the next edition."""
    known = {"a": {"id": "a", "title": "Old", "kind": "book", "summary": "Mine.", "part_of": "gone"}}

    path = compiled(path_text("p", plan(item("New")), ["a"], DAY, known=known))

    assert (path.steps[0].title, path.steps[0].kind, path.facts[1].resource.summary) == ("New", "book", "Mine.")


def test_a_retired_step_that_is_back_is_retired_no_more() -> None:
    """It stands on the path, once."""
    path = compiled(
        path_text("p", plan(item()), ["a"], DAY, retired=[Retired({"id": "a", "title": "A"}, True, ("A", "A"))])
    )

    assert (len(path.steps), path.retired) == (1, ())


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Rules of Machine Learning", "rules-of-machine-learning"),
        ("  Größe & Café — 2nd ed. ", "grosse-cafe-2nd-ed"),
        ("学习路径", "step"),
        ("学习 MLOps", "mlops"),
        ("---", "step"),
        ("C++", "c"),
        ("🄐 ™ ℻", "a-tm-fax"),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 200, "x" * 60),
    ],
)
def test_an_id_is_made_of_the_title(title: str, slug: str) -> None:
    """It is what the learner types."""
    assert slug_of(title) == slug
    assert new_id(title, {slug}) == f"{slug}-2"
    assert new_id(title, {slug, f"{slug}-2"}) == f"{slug}-3"


def test_things_of_one_title_are_counted_on() -> None:
    """Every chapter has exercises; each is another id, the numbers have no gaps, and twenty thousand take no minute."""
    ids: dict[str, None] = {}
    for _ in range(20_000):
        ids[new_id("Exercises", ids.keys())] = None

    assert list(ids) == ["exercises", *(f"exercises-{n}" for n in range(2, 20_001))]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        (None, "topic"),
        ("https://www.youtube.com/watch?v=1", "video"),
        ("https://arxiv.org/abs/1", "paper"),
        ("https://notarxiv.org/abs/1", "article"),
        ("https://a.example", "article"),
    ],
)
def test_a_kind_is_guessed_by_the_address(url: str | None, kind: str) -> None:
    """A list without kinds still gets estimates that fit."""
    assert kind_of(item(url=url)) == kind
