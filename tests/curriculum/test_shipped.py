"""The curriculum that comes with the program, compared with the facts of the lists that it is made from."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from mlops_path.curriculum.advice import folded_title, sentences, warnings
from mlops_path.curriculum.compiled import compile_into, load_path, sources_in
from mlops_path.curriculum.kinds import ADDRESS_ORIGINS, ESTIMATE_ORIGINS, KINDS, TOPICS
from mlops_path.curriculum.library import DEFAULT_PATH, built_in_folder
from mlops_path.curriculum.models import PathFile, ResourceEntry, StepEntry
from mlops_path.curriculum.reading import Checked, check
from tests.conftest import Run

# `lists`: ids in the order of each list, each with whether a learner who follows the list should take it.
# `resources`: every title, year, address and the kind that a list states; null where none is known. facts.json says
# what the other tables are.
FACTS: dict[str, Any] = json.loads(Path(__file__).with_name("facts.json").read_text(encoding="utf-8"))
LISTS: dict[str, list[tuple[str, bool]]] = {
    id_: [(resource, required) for resource, required in rows] for id_, rows in FACTS["lists"].items()
}
RESOURCES: dict[str, dict[str, Any]] = FACTS["resources"]
TOOLS = "mlops-tools"
WALKED = ("huyen-guide", "huyen-primer", "zimmerman-start")  # the lists that the default path is made from
WORKSHOP = "mo-mlops-systems-workshop-2020"
FROM_LISTS = {resource for list_ in WALKED for resource, _ in LISTS[list_]}
COURSES = "10-free-ml-courses"


@pytest.fixture(scope="module")
def shipped() -> Checked:
    return check(sources_in(built_in_folder()))


@pytest.fixture(scope="module")
def resources(shipped: Checked) -> Mapping[str, ResourceEntry]:
    return shipped.resources


def steps_of(path: PathFile) -> Iterator[StepEntry]:
    return (step for stage in path.stage for section in stage.section for step in section.step)


def test_it_has_no_mistakes(shipped: Checked) -> None:
    """What the program tells others about their files has to hold for its own."""
    assert [str(mistake) for mistake in shipped.mistakes] == []
    assert {DEFAULT_PATH, TOOLS, *LISTS} <= set(shipped.paths)


# Place of a warning → why it stays. Sections are kept as their authors made them; of three things no address is known.
WARNINGS = {
    ("huyen-guide", "ML + engineering fundamentals", ""): "ten things of its author, and the ten courses behind one",
    ("huyen-guide", "Case studies", ""): "nine cases, with the six lessons of one and what is named beside them",
    ("huyen-guide", "Bonus", "huyen-batch-to-streaming"): "a video whose link the list lost; its remark says so",
    ("huyen-primer", "MLOps tools", "huyen-tools-earlier-analyses"): "a lost link; both its parts follow with theirs",
    ("huyen-primer", "Case studies", ""): "the cases of the guide again",
    ("zimmerman-start", "Starting out", ""): "the first of two parts of her page, with a book, its chapters and talks",
    ("ml-ops-references", "MLOps References", ""): "sixty entries under one heading, in the order of the page",
    ("ml-ops-references", "Papers", ""): "the papers of a workshop, one under the other",
    ("ml-ops-references", "Machine Learning", "mo-geron-hands-on-ml"): "a book that the list names without a link",
    ("ml-ops-references", "The Economics of ML/AI", ""): "twenty entries under one heading",
}


def test_the_only_warnings_are_those_that_its_sources_leave_no_choice_about(shipped: Checked) -> None:
    """A warning that nobody can answer for is one that authors learn to overlook."""
    files = {file: id_ for id_, file in shipped.path_files.items()}
    found = {}
    for each in warnings(shipped, sources_in(built_in_folder())):
        section, _, step = each.entry.partition("section ")[2].partition(" › step ")
        found[files.get(each.file, each.file), section or each.entry, step] = each.what

    assert set(found) - set(WARNINGS) == set()
    assert set(WARNINGS) - set(found) == set()
    assert {what.partition(" ")[0] for (*_, step), what in found.items() if not step} == {"has"}
    assert [place for place, what in found.items() if place[2] and "no address" not in what] == []


# The lists


@pytest.mark.parametrize("list_", LISTS)
def test_a_list_is_complete_and_in_the_order_of_its_author(shipped: Checked, list_: str) -> None:
    """A learner who was told to follow a list finds that list, not somebody's choice from it."""
    expected = [resource for resource, _ in LISTS[list_]]
    steps = [step.resource for step in steps_of(shipped.paths[list_])]

    assert [step for step in steps if step in expected] == expected


@pytest.mark.parametrize("list_", LISTS)
def test_a_list_has_nothing_besides_but_the_courses_behind_the_list_of_courses(shipped: Checked, list_: str) -> None:
    """Whatever is not its author's does not stand under the author's name."""
    expected = [resource for resource, _ in LISTS[list_]]
    steps = [step.resource for step in steps_of(shipped.paths[list_])]
    extra = {number: step for number, step in enumerate(steps) if step not in expected}
    behind = steps.index(COURSES) + 1 if COURSES in steps else 0
    courses = [course["title"] for course in FACTS["ten_courses"]] if COURSES in steps else []

    assert list(extra) == list(range(behind, behind + len(courses)))
    assert [shipped.resources[step].title for step in extra.values()] == courses


@pytest.mark.parametrize("list_", LISTS)
def test_what_only_follows_from_a_list_is_optional_and_the_list_itself_required(shipped: Checked, list_: str) -> None:
    """The figures of progress count what the author asks for, all of it and no more."""
    needs = {step.resource: step.need for step in steps_of(shipped.paths[list_])}
    expected = {resource: "required" if required else "optional" for resource, required in LISTS[list_]}

    assert {resource: needs[resource] for resource in expected} == expected


@pytest.mark.parametrize("id_", RESOURCES)
def test_title_year_and_address_are_those_that_a_list_states(resources: Mapping[str, ResourceEntry], id_: str) -> None:
    """They are facts: a learner searches for the title, and a mentor checks the year."""
    facts, resource = RESOURCES[id_], resources[id_]

    assert resource.title in facts["titles"]
    assert resource.year in facts["years"]
    assert resource.url in facts["urls"]
    assert resource.url_from in (facts["url_from"] or [None])
    assert resource.kind == facts["kind"]


@pytest.mark.parametrize("id_", RESOURCES)
def test_further_addresses_are_known_ones(resources: Mapping[str, ResourceEntry], id_: str) -> None:
    """No address in the curriculum was guessed."""
    known = RESOURCES[id_]["urls"] + RESOURCES[id_]["further_urls"]
    resource = resources[id_]
    further = [url for url in (resource.free_url, *(link.url for link in resource.more)) if url]

    assert [url for url in further if url not in known] == []


def test_a_list_that_names_a_thing_twice_has_two_steps_of_it(shipped: Checked) -> None:
    """133 entries are 133 steps; the tick is one."""
    steps = Counter(step.resource for step in steps_of(shipped.paths["ml-ops-references"]))

    assert steps.total() == len(LISTS["ml-ops-references"]) == 133
    assert [id_ for id_, count in steps.items() if count > 1] == ["oreilly-model-governance-operations"]


def test_the_tools_are_complete_in_the_order_of_their_list_and_all_optional(shipped: Checked) -> None:
    """Nobody learns 103 tools; one looks a problem up."""
    expected = [[*row, "optional"] for row in FACTS["tools"]]
    found = []
    for stage in shipped.paths[TOOLS].stage:
        for section in stage.section:
            for step in section.step:
                tool = shipped.resources[step.resource]
                found.append([tool.id, tool.title, tool.url, stage.title, section.title, step.need])

    assert len(expected) == 103
    assert found == expected


def test_what_the_lists_call_a_part_is_one(resources: Mapping[str, ResourceEntry]) -> None:
    """The lessons stand under the paper, the papers under their workshop: done once, they are done there too."""
    found = {part: resources[part].part_of for part in FACTS["parts"]}

    assert found == FACTS["parts"]
    assert Counter(found.values())[WORKSHOP] == 18
    assert [part for part, whole in found.items() if whole == "booking-150-models"] == [
        f"booking-lesson-{number}" for number in range(1, 7)
    ]


def test_case_studies_say_who_published_them_and_when(resources: Mapping[str, ResourceEntry]) -> None:
    """A case of 2017 is read otherwise than one of this year, and one of an airline otherwise than one of a shop."""
    odd = [
        (id_, resources[id_].organisation, resources[id_].year)
        for id_, publishers, year in FACTS["case_studies"]
        if resources[id_].organisation not in publishers or resources[id_].year != year
    ]

    assert odd == []


@pytest.mark.parametrize(("one", "other"), FACTS["apart"])
def test_what_is_close_stays_apart_and_says_how(resources: Mapping[str, ResourceEntry], one: str, other: str) -> None:
    """Two editions are two ticks, and whoever has one wants to know of the other."""
    names = {id_: [resources[id_].part_of, *(each.id for each in resources[id_].related)] for id_ in (one, other)}

    assert other in names[one] or one in names[other]


def test_what_the_sources_disagree_about_has_a_remark(resources: Mapping[str, ResourceEntry]) -> None:
    """A learner who finds another year or title behind the link must not think it is the wrong page."""
    named_twice = [id_ for id_, facts in RESOURCES.items() if len(set(map(folded_title, facts["titles"]))) > 1]

    assert [id_ for id_ in (*FACTS["discrepancies"], *named_twice) if not resources[id_].remark] == []


def test_the_ten_courses_are_parts_of_their_list_in_its_order(resources: Mapping[str, ResourceEntry]) -> None:
    """Their author asks to take them in that order."""
    parts = [resource for resource in resources.values() if resource.part_of == COURSES]

    assert [{"title": part.title, "organisation": part.organisation, "url": part.url} for part in parts] == FACTS[
        "ten_courses"
    ]


def test_the_chapters_of_the_book_are_all_there(resources: Mapping[str, ResourceEntry]) -> None:
    """A learner who has the book reads on where the path says."""
    for number, title, _ in FACTS["book_chapters"]:
        chapter = resources[f"dmls-ch-{number:02}"]

        assert (chapter.title, chapter.part_of, chapter.kind) == (title, "designing-ml-systems", "chapter")
        assert chapter.subtitle == f"Designing Machine Learning Systems, chapter {number}"


# The default path


def test_the_default_path_has_everything_of_the_mlops_lists(shipped: Checked) -> None:
    """One walk through all of them; whoever follows it misses nothing."""
    steps = {step.resource for step in steps_of(shipped.paths[DEFAULT_PATH])}

    assert FROM_LISTS - steps == set()


def test_what_the_default_path_adds_to_the_lists_is_optional(shipped: Checked) -> None:
    """The references were chosen to help, not to make the walk longer."""
    needs = {step.resource: step.need for step in steps_of(shipped.paths[DEFAULT_PATH])}

    assert {needs[id_] for id_ in needs.keys() - FROM_LISTS} == {"optional"}


def test_the_default_path_tells_how_many_hours_it_takes(shipped: Checked) -> None:
    """Whoever begins wants to know what they begin; the figure is the one that the program works out."""
    path = shipped.paths[DEFAULT_PATH]
    required = [shipped.resources[step.resource] for step in steps_of(path) if step.need == "required"]
    hours = round(sum(resource.minutes or KINDS[resource.kind] for resource in required) / 60)

    assert f"The {len(required)} required steps come to about {hours} hours" in (path.summary or "")


def test_the_default_path_has_each_thing_once(shipped: Checked) -> None:
    """A second tick for the same thing would be a step that is done before it is reached."""
    counted = Counter(step.resource for step in steps_of(shipped.paths[DEFAULT_PATH]))

    assert [resource for resource, count in counted.items() if count > 1] == []


def test_the_default_path_requires_the_chapters_that_are_recommended_and_offers_the_others(shipped: Checked) -> None:
    """Chapters 2, 7, 8, 9 and 11 are what the list advises to begin with."""
    needs = {step.resource: step.need for step in steps_of(shipped.paths[DEFAULT_PATH])}
    expected = {
        f"dmls-ch-{number:02}": "required" if recommended else "optional"
        for number, _, recommended in FACTS["book_chapters"]
    }

    assert {chapter: needs[chapter] for chapter in expected} == expected
    assert [id_ for id_, need in expected.items() if need == "required"] == [
        f"dmls-ch-{number:02}" for number in (2, 7, 8, 9, 11)
    ]


def test_a_section_of_the_default_path_is_a_handful(shipped: Checked) -> None:
    """Five to nine can be overlooked; thirteen lines without a heading cannot, and two are no section."""
    sections = [section for stage in shipped.paths[DEFAULT_PATH].stage for section in stage.section]

    assert {section.title: len(section.step) for section in sections if not 5 <= len(section.step) <= 9} == {}


def test_what_is_required_and_costs_money_says_so_or_has_a_free_version(shipped: Checked) -> None:
    """Nobody should find out at the last step before the end that it takes a subscription."""
    resources = shipped.resources
    paid = {"subscription", "purchase", "subscription or purchase"}
    silent = [
        step.resource
        for step in steps_of(shipped.paths[DEFAULT_PATH])
        if step.need == "required"
        and resources[step.resource].access in paid
        and not (resources[step.resource].free_url or resources[step.resource].remark)
    ]

    assert silent == []


def test_every_stage_of_the_default_path_has_a_goal_and_every_step_says_why(shipped: Checked) -> None:
    """`next` prints the reason; an empty one would leave the learner with a bare title."""
    path = shipped.paths[DEFAULT_PATH]

    assert [stage.title for stage in path.stage if not stage.goal] == []
    assert [step.resource for step in steps_of(path) if not step.why] == []


def test_no_two_steps_of_the_default_path_give_the_same_reason(shipped: Checked) -> None:
    """A reason that fits two steps is none."""
    counted = Counter(step.why for step in steps_of(shipped.paths[DEFAULT_PATH]))

    assert [why for why, count in counted.items() if count > 1] == []


# The texts


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def test_every_resource_has_a_short_summary_and_topics(resources: Mapping[str, ResourceEntry]) -> None:
    """One to three sentences that tell what one learns: enough to choose, short enough to be read."""
    odd = {
        id_: (len(summary), sentences(summary))
        for id_, resource in resources.items()
        for summary in [resource.summary or ""]
        if not 60 <= len(summary) <= 400 or not 1 <= sentences(summary) <= 3
    }

    assert odd == {}
    assert [id_ for id_, resource in resources.items() if not 1 <= len(resource.topics) <= 3] == []


def test_no_two_summaries_share_eight_words_in_a_row(resources: Mapping[str, ResourceEntry]) -> None:
    """Each was written for its own resource; a formula that repeats tells nothing."""
    seen: dict[tuple[str, ...], str] = {}
    shared: list[tuple[str, str, str]] = []
    for id_, resource in resources.items():
        found = words(resource.summary or "")
        for run in {tuple(found[start : start + 8]) for start in range(len(found) - 7)}:
            if run in seen:
                shared.append((seen[run], id_, " ".join(run)))
            seen[run] = id_

    assert shared == []


def test_no_text_of_the_default_path_repeats_a_summary(shipped: Checked) -> None:
    """The reason stands right above the summary; saying it twice is a line lost."""
    repeated = []
    for step in steps_of(shipped.paths[DEFAULT_PATH]):
        why, summary = words(step.why or ""), " ".join(words(shipped.resources[step.resource].summary or ""))
        repeated += [step.resource for start in range(len(why) - 7) if " ".join(why[start : start + 8]) in summary]

    assert repeated == []


def test_no_address_is_without_its_origin(resources: Mapping[str, ResourceEntry]) -> None:
    """A learner may know whether an address was printed in the list or is a likely one."""
    assert [id_ for id_, resource in resources.items() if bool(resource.url) != bool(resource.url_from)] == []


def test_every_resource_has_all_that_a_learner_chooses_by(shipped: Checked, tmp_path: Path) -> None:
    """Summary, kind, topics, time and what the time rests on: a gap would show as one in the middle of a path."""
    compile_into(str(tmp_path), sources_in(built_in_folder()))
    gaps, seen = [], set()
    for id_ in shipped.paths:
        path = load_path(str(tmp_path), id_)
        for number in path.facts:
            resource = path.facts[number].resource
            seen.add(resource.id)
            complete = (
                resource.summary
                and resource.kind in KINDS
                and 1 <= len(resource.topics) <= 3
                and set(resource.topics) <= set(TOPICS)
                and resource.minutes > 0
                and resource.minutes_from in ESTIMATE_ORIGINS
                and (resource.url_from in ADDRESS_ORIGINS if resource.url else not resource.url_from)
            )
            if not complete:
                gaps.append(resource.id)

    assert gaps == []
    assert seen == set(shipped.resources)


@pytest.mark.parametrize(("step", "basis"), [("gently-down-the-stream", "stated"), ("tool-modin", "kind default")])
def test_show_tells_how_long_a_step_takes_and_how_that_is_known(run: Run, step: str, basis: str) -> None:
    """An estimate without its basis looks like a promise."""
    record = run("show", step, "--json").json

    assert (record["minutes"] > 0, record["minutes_from"]) == (True, basis)
    assert f"({basis})" in run("show", step).out


def test_no_two_resources_are_one_thing(shipped: Checked) -> None:
    """One title or address under two ids would ask for two ticks, unless the files say how they differ."""
    told = [str(each) for each in warnings(shipped, sources_in(built_in_folder())) if " too; " in each.what]

    assert told == []


def test_every_resource_stands_on_a_path(shipped: Checked) -> None:
    """What no path asks for is found by nobody."""
    steps = {step.resource for path in shipped.paths.values() for step in steps_of(path)}

    assert set(shipped.resources) - steps == set()
