"""What an import or an update would do, worked out in full before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mlops_path.curriculum import own_paths
from mlops_path.curriculum.importing import read_plan
from mlops_path.curriculum.writing import Retired, line_of, path_text, slug_of
from mlops_path.domain.curriculum import Path
from mlops_path.domain.editions import Comparison
from mlops_path.domain.plans import Plan, PlanItem, PlanSection
from mlops_path.domain.progress import DONE, HOW_FAR, SKIPPED, TODO, UNTOUCHED
from mlops_path.errors import FileExists, NoSuchPath, NotANewName, WrongUsage
from mlops_path.planning.before import StepBefore, steps_before
from mlops_path.planning.matching import (
    Compared,
    compared,
    parts_to_set_apart,
    settled_by,
    statuses_seen,
    unmoved,
    wholes_in,
)
from mlops_path.tracker import Outcome, Tracker

if TYPE_CHECKING:
    from mlops_path.planning.declining import InPart

IMPORTED, CARRIED = "imported", "carried over"


class Proposal(NamedTuple):
    """An edition that may come into use.

    `ids` and `statuses` are those of the plan's items as they would be. `known` are ids that were there before.
    `marks` and `notes` come along; of `taken_back` the file has a tick that came before and was taken back here since:
    these stay as they are. `before` is the edition in use, empty for a new path; `comparison` says what becomes
    of it, and `settled` what of that a person said, as places of the plan's items and of steps of `before`. `text` is
    the new path file, `expected` the present one; they are the same where nothing would change.
    """

    path_id: str
    plan: Plan
    ids: tuple[str, ...]
    statuses: tuple[str, ...]
    known: frozenset[str]
    marks: tuple[tuple[str, str, str], ...]
    notes: tuple[tuple[str, str], ...]
    taken_back: tuple[str, ...]
    before: tuple[StepBefore, ...]
    comparison: Comparison
    settled: Mapping[int, int]
    text: str
    expected: str

    @property
    def ticks(self) -> int:
        """Marks that the file brings and the record does not have yet."""
        return sum(origin == IMPORTED for _, _, origin in self.marks)

    @property
    def changes_nothing(self) -> bool:
        return self.text == self.expected and not self.marks and not self.notes


def propose_import(
    tracker: Tracker, file: str, id_: str = "", title: str = "", tick: Callable[[int, int], None] | None = None
) -> Proposal:
    """What importing a study plan would do.

    Raises:
        FileInvalid, FileTooBig, FileNotUtf8: the file is no plan.
        NotANewName: the id asked for is that of a path that comes with the program.
        FileExists: there is such a path already, and the file would change it.
    """
    plan = read_plan(file, tick)
    plan = plan._replace(title=line_of(title) or plan.title)
    plan = plan._replace(id=id_ or _free_id(tracker, plan))
    _check_id(plan.id)
    if _comes_with_the_program(tracker, plan.id):
        raise NotANewName(
            f"'{plan.id}' is a path that comes with the program.", "Give the new one another id: `--id my-plan`."
        )
    is_there = plan.id in tracker.library.homes
    proposal = _propose(tracker, plan, {})
    if is_there and _is_walked(tracker.library.path(plan.id), proposal):
        return proposal._replace(text=proposal.expected)
    if is_there and proposal.text != proposal.expected:
        raise FileExists(
            f"There is a path '{plan.id}' already, and this file would change it. Nothing was changed.",
            f"`mlops-path path update {plan.id} FILE` shows what would change; `--id` imports it beside.",
        )
    return proposal


def _free_id(tracker: Tracker, plan: Plan) -> str:
    """The id that a file gives its path; for a copy of one that comes with the program, one of its own."""
    if not _comes_with_the_program(tracker, plan.id):
        return plan.id
    id_ = slug_of(plan.title, plan.id)
    return f"{plan.id}-copy" if _comes_with_the_program(tracker, id_) else id_


def _comes_with_the_program(tracker: Tracker, id_: str) -> bool:
    return id_ in tracker.library.folders and id_ not in tracker.library.homes


def propose_update(
    tracker: Tracker,
    id_: str,
    file: str,
    settled: Mapping[str, str] | None = None,
    tick: Callable[[int, int], None] | None = None,
    *,
    declined: Collection[str] = (),
) -> Proposal:
    """What a new edition of an own path would do.

    `settled` leads from ids in use to the steps that they became; `declined` are ids of steps that stay as they are.

    Raises:
        FileInvalid, FileTooBig, FileNotUtf8: the file is no plan.
        NoSuchPath: there is no path with this id, or it comes with the program.
        NoSuchStep: `settled` or `declined` names none.
        WrongUsage: `settled` leads to one step twice.
    """
    if id_ not in tracker.library.homes:
        if id_ in tracker.library.folders:
            raise NoSuchPath(
                f"'{id_}' comes with the program and is updated with it.",
                f"`mlops-path path import {file}` makes a path of your own of a file.",
            )
        raise NoSuchPath(f"No path '{id_[:80]}' of your own.", "`mlops-path path list` shows every path.")
    plan = read_plan(file, tick)
    path = tracker.library.path(id_)
    author, url, summary = plan.author or path.author, plan.url or path.url, plan.summary or path.summary
    plan = plan._replace(id=id_, title=plan.title or path.title, author=author, url=url, summary=summary)
    proposal = _propose(tracker, plan, settled or {})
    if not declined:
        return proposal
    from mlops_path.planning.declining import without_declined  # noqa: PLC0415 - most editions are taken whole

    return _propose(tracker, plan, {}, without_declined(proposal, declined))


def propose_new(tracker: Tracker, title: str, id_: str = "") -> Proposal:
    """A path of one's own with a first step, to be written on.

    Raises:
        WrongUsage: there is no title, or the id is none.
        NotANewName: there is a path with this id.
    """
    title = line_of(title)
    if not title:
        raise WrongUsage("A path needs a title.", "Type one: `mlops-path path new 'My plan'`.")
    id_ = id_ or slug_of(title, "plan")
    _check_id(id_)
    if id_ in tracker.library.folders:
        raise NotANewName(f"There is a path '{id_}' already.", "Choose another title, or another id with --id.")
    item = PlanItem(line_of(f"Write down what belongs on '{title}'"), 0, "list", 1, kind="topic", minutes=15)
    plan = Plan(title, (("Start", ""),), (PlanSection("Start", 0),), (item,), id=id_)
    return _propose(tracker, plan, {})


def accept(tracker: Tracker, proposal: Proposal, label: str) -> Outcome:
    """Brings a proposed edition into use, as one change.

    Raises:
        ChangedMeanwhile, CannotWriteFile, and the errors of the database: nothing was changed.
    """
    return tracker.change_path(
        proposal.path_id,
        proposal.text,
        proposal.expected,
        label,
        marks=proposal.marks,
        notes=proposal.notes,
    )


def _is_walked(path: Path, proposal: Proposal) -> bool:
    """Whether a path in use leads over the same steps already."""
    plan = proposal.plan
    sections = [(line_of(plan.stages[section.stage][0]), line_of(section.title)) for section in plan.sections]
    wanted = [
        (*sections[item.section], id_, not item.optional) for id_, item in zip(proposal.ids, plan.items, strict=True)
    ]
    present = [(path.stage_of(step).title, path.section_of(step).title, step.id, step.required) for step in path.steps]
    return wanted == present and all(match.how in ("carried", "moved") for match in proposal.comparison.matches)


def _check_id(id_: str) -> None:
    words = id_.split("-")
    if not (
        id_ and len(id_) <= 80 and all(word.isascii() and word.isalnum() and word == word.lower() for word in words)
    ):
        raise WrongUsage(
            f"'{id_[:80]}' is no id: lower-case letters, digits and single dashes.", "For example `--id my-plan`."
        )


def _propose(tracker: Tracker, plan: Plan, named: Mapping[str, str], in_part: InPart | None = None) -> Proposal:
    file = own_paths.file_of(plan.id, tracker.library.homes)
    if plan.id not in tracker.library.homes and own_paths.text_in(file):
        raise FileExists(
            f"{file} is there already, and it is no path '{plan.id}' that can be used. Nothing was changed.",
            f"`mlops-path path check {file}` says what is wrong with it; --id takes another id.",
        )
    before = steps_before(tracker, plan.id)
    if in_part is not None:
        found = compared(tracker, in_part.plan, before, in_part.settled)
        found = found._replace(comparison=found.comparison.with_doubts(in_part.doubts))
        return _with_statuses(tracker, in_part.plan, before, in_part.settled, found)
    settled, found = {}, compared(tracker, plan, before, {})
    if named:
        settled = settled_by(named, before, plan, found.ids)
        found = compared(tracker, plan, before, settled)
    return _with_statuses(tracker, plan, before, settled, found)


def _with_statuses(
    tracker: Tracker,
    plan: Plan,
    before: Sequence[StepBefore],
    settled: Mapping[int, int],
    found: Compared,
) -> Proposal:
    """What an edition brings, of which it is known what is what; parts that would change what is seen stand apart."""
    comparison, ids, elsewhere = found
    expected = own_paths.text_in(own_paths.file_of(plan.id, tracker.library.homes))
    tables = {each.thing.id: each.table for each in before} | elsewhere
    wholes = wholes_in(tracker, plan, ids, before, elsewhere)
    taken_back = _taken_back(tracker, plan, ids)
    marks, notes = _coming_along(
        tracker, plan, ids, before, comparison, wholes=set(wholes.values()), taken_back=taken_back
    )
    states = tracker.journey.states
    to_come = {id_: status for id_, status, _ in marks}
    own = [to_come.get(id_) or states.get(id_, UNTOUCHED).status for id_ in ids]
    if apart := parts_to_set_apart(plan, ids, wholes, own, before):
        comparison = unmoved(comparison, apart, plan, before)
        plan = plan.with_apart(apart)
        return _with_statuses(tracker, plan, before, settled, Compared(comparison, ids, elsewhere))
    statuses = statuses_seen(plan, ids, wholes, own)
    here = set(ids)
    retired = [Retired(each.table, each.required, each.thing.place) for each in before if each.thing.id not in here]
    known = {id_ for id_ in here if id_ in tables or id_ in states or tracker.library.paths_with(id_)}
    edition = tracker.now().date()
    text = path_text(plan.id, plan, ids, edition, retired=retired, known=tables)
    if expected and plan.id in tracker.library.homes:
        same_day = date.fromisoformat(tracker.library.path(plan.id).edition)
        unchanged = path_text(plan.id, plan, ids, same_day, retired=retired, known=tables)
        if unchanged == expected:
            text, comparison = expected, comparison.with_all_carried()
    return Proposal(
        plan.id,
        plan,
        ids,
        statuses,
        frozenset(known),
        marks,
        notes,
        taken_back,
        tuple(before),
        comparison,
        settled,
        text,
        expected,
    )


def _taken_back(tracker: Tracker, plan: Plan, ids: Sequence[str]) -> tuple[str, ...]:
    """Steps of which the file has a status that came from a file before, and that the learner changed since."""
    states = tracker.journey.states
    open_here = {
        id_: item.status
        for id_, item in zip(ids, plan.items, strict=True)
        if id_ in states and HOW_FAR[item.status or TODO] > HOW_FAR[states[id_].status]
    }
    return tuple(id_ for id_, status in open_here.items() if status in tracker.statuses_from(IMPORTED, id_))


def _coming_along(
    tracker: Tracker,
    plan: Plan,
    ids: Sequence[str],
    before: Sequence[StepBefore],
    comparison: Comparison,
    *,
    wholes: Collection[str],
    taken_back: Collection[str],
) -> tuple[tuple[tuple[str, str, str], ...], tuple[tuple[str, str], ...]]:
    """Marks and notes that come with an edition: ticks of the file, and what a split or merged step had.

    `wholes` are ids of what has parts in this edition. What had parts and has none any more, or is gone itself, keeps
    the status that they made of it. A part without a box of its own has the tick of its whole, which else would not be
    seen: a book is its parts.
    """
    states = tracker.journey.states
    marks: dict[str, tuple[str, str]] = {}
    notes: list[tuple[str, str]] = []
    for match in comparison.matches:
        id_, first = ids[match.new], before[match.old[0]]
        may_go = id_ != first.thing.id or id_ not in wholes
        furthest = max((before[old].status for old in match.old), key=HOW_FAR.__getitem__)
        if may_go and HOW_FAR[furthest] > HOW_FAR[states.get(id_, UNTOUCHED).status]:
            marks[id_] = furthest, CARRIED
        for old in match.old if match.how != "split" else ():
            text = tracker.note(before[old].thing.id)[0] if before[old].thing.id != id_ else ""
            if text and text not in tracker.note(id_)[0]:
                notes.append((id_, text))
    here = set(ids)
    for each in before:
        id_ = each.thing.id
        gone = id_ not in here and id_ not in wholes
        if gone and HOW_FAR[each.status] > HOW_FAR[states.get(id_, UNTOUCHED).status]:
            marks[id_] = each.status, CARRIED
    given: list[str] = []
    for id_, item in zip(ids, plan.items, strict=True):
        whole = None if item.apart else item.parent
        of_whole = given[whole] if whole is not None and whole < len(given) else ""
        given.append(item.status or (of_whole if of_whole in (DONE, SKIPPED) else ""))
        present = marks[id_][0] if id_ in marks else states.get(id_, UNTOUCHED).status
        if given[-1] and HOW_FAR[given[-1]] > HOW_FAR[present] and id_ not in taken_back:
            marks[id_] = given[-1], IMPORTED if item.status else CARRIED
        if item.note and item.note not in tracker.note(id_)[0] and (id_, item.note) not in notes:
            notes.append((id_, item.note))
    return tuple((id_, status, origin) for id_, (status, origin) in marks.items()), tuple(notes)
