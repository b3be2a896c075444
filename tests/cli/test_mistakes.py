"""What a command says to a mistake: a stable code, a stable exit status, a sentence, and nothing changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlops_path.curriculum.library import Library
from mlops_path.domain.curriculum import Step
from mlops_path.tracker import Tracker
from tests.cli.records import record

if TYPE_CHECKING:
    from tests.conftest import Run

WRONG_USAGE = (
    ("frobnicate",),
    ("--frobnicate",),
    ("status", "--frobnicate"),
    ("status", "more"),
    ("--learner",),
    ("path",),
    ("path", "lst"),
    ("learner", "--path", "mlops"),
    ("show",),
    ("done",),
    ("done", "1", "-m"),
    ("done", "1", "--at", "tomorrow"),
    ("done", "1", "--at", "2999-01-01"),
    ("done", "1", "--at", "2026-02-30"),
    ("done", "1", "--at", "99999 years ago"),
    ("done", "1", "--at", ""),
    ("skip", "1", "--known"),
    ("next", "-n", "0"),
    ("next", "-n", "-1"),
    ("next", "-n", "two"),
    ("history", "-n", "0"),
    ("undo", "0"),
    ("undo", "-3"),
    ("redo", "0"),
    ("list", "--status", "finished"),
    ("log", "1"),
    ("log", "1", "0m"),
    ("log", "1", "soon"),
    ("log", "1", "25h"),
    ("log", "1", "-5m"),
    ("log", "1", "5m", "--at", "the other day"),
    ("note",),
    ("note", "1", "more"),
    ("note", "1", "-m", " "),
    ("note", "1", "-m", "x", "-e"),
    ("note", "1", "-", "--versions"),
    ("search",),
    ("search", " "),
    ("report", "--format", "pdf"),
    ("report", "--since", "soon"),
    ("report", "--since", "2026-02-02", "--until", "2026-02-01"),
    ("learner", "add"),
    ("learner", "add", " "),
    ("learner", "rename", "me"),
    ("learner", "rename", "me", ""),
    ("completion",),
    ("completion", "tcsh"),
)
NOT_THERE = {
    "no-such-step": (
        ("show", "0"),
        ("show", "999999"),
        ("show", "99999999999999999999"),
        ("show", ""),
        ("show", "²"),
        ("show", "no such title"),
        ("start", "no-such-id"),
        ("done", "1", "2", "no-such-id", "3"),
        ("skip", "no-such-id"),
        ("todo", "no-such-id"),
        ("note", "no-such-id", "-m", "text"),
        ("log", "no-such-id", "5m"),
        ("open", "no-such-id"),
        ("history", "no-such-id"),
    ),
    "no-such-path": (
        ("--path", "nowhere", "status"),
        ("done", "1", "--path", "../../etc/passwd"),
        ("path", "use", "nowhere"),
        ("path", "show", "nowhere"),
    ),
    "no-such-learner": (
        ("--learner", "nobody", "status"),
        ("done", "1", "--learner", "nobody"),
        ("learner", "use", "nobody"),
        ("learner", "rename", "nobody", "Cy"),
        ("learner", "remove", "nobody"),
    ),
}
COULD_NOT = {
    "name-taken": (("learner", "add", "BEA"), ("learner", "rename", "me", "bea")),
    "no-editor": (("note", "1", "-e"),),
    "cannot-write-file": (("report", "-o", "/no-such-folder/report.md"), ("report", "-o", "/")),
}
NOT_A_RECORD = {
    "database-foreign": (("--database", "postgresql://ada:secret@host/db?password=secret", "status"),),
    "database-readonly": (("--database", "/dev/null/record.db", "status"), ("done", "1", "--database", "/dev/null/x")),
}
MISTAKES = [
    *((words, 2, "wrong-usage") for words in WRONG_USAGE),
    *((words, 3, code) for code, several in NOT_THERE.items() for words in several),
    *((words, 1, code) for code, several in COULD_NOT.items() for words in several),
    *((words, 5, code) for code, several in NOT_A_RECORD.items() for words in several),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=[" ".join(words) for words, _, _ in MISTAKES])
def test_a_mistake_has_its_code_and_changes_nothing(
    mistake: tuple[tuple[str, ...], int, str], run: Run, worked: Tracker, database: Path
) -> None:
    """Scripts branch on the exit status and the code."""
    words, status, code = mistake
    before = record(database)
    ran = run(*words, "--json")
    error = ran.json["error"]

    assert (ran.status, ran.err, error["code"]) == (status, "", code)
    assert error["hint"], "what to type next"
    assert record(database) == before


@pytest.mark.parametrize("mistake", MISTAKES[::5], ids=[" ".join(words) for words, _, _ in MISTAKES[::5]])
def test_the_sentence_on_stderr_is_that_of_the_document(
    mistake: tuple[tuple[str, ...], int, str], run: Run, worked: Tracker
) -> None:
    """The learner reads what a script reads: what happened, and what to type next; stdout stays empty."""
    words, status, _ = mistake
    ran, error = run(*words), run(*words, "--json").json["error"]

    assert (ran.status, ran.out) == (status, "")
    assert ran.err == f"mlops-path: {error['message']}\n{error['hint']}\n"


@pytest.mark.parametrize("words", [("undo",), ("redo",), ("undo", "3"), ("learner", "remove", "me")])
def test_nothing_can_be_taken_from_an_empty_record(words: tuple[str, ...], run: Run) -> None:
    """The first thing somebody tries must not be an accident."""
    ran = run(*words, "--json")
    expected = (2, "wrong-usage") if words[0] == "learner" else (1, "nothing-to-undo")

    assert (ran.status, ran.json["error"]["code"]) == expected


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("stats", "status"), ("nxt", "next"), ("serach", "search"), ("lerner", "learner"), ("path lst", "path list")],
)
def test_a_mistyped_command_is_answered_with_the_nearest_one(typed: str, meant: str, run: Run) -> None:
    """A slip of a finger should cost one key, not a look into the help."""
    ran = run(typed)

    assert ran.status == 2
    assert f"`mlops-path {meant}" in ran.err


def test_a_command_like_no_other_is_answered_with_the_help(run: Run) -> None:
    """A wrong guess would send the learner the wrong way."""
    assert "Did you mean" not in run("xyzzy").err
    assert "--help" in run("xyzzy").err


@pytest.mark.parametrize("command", ["show", "start", "done", "skip", "todo", "open", "history"])
def test_an_ambiguous_step_lists_the_candidates_and_changes_nothing(
    command: str, run: Run, worked: Tracker, library: Library, database: Path
) -> None:
    """Marking the wrong step would be worse than asking; every candidate has to be there to choose from."""
    before = record(database)
    beginnings: dict[str, dict[str, Step]] = {}
    for step in library.path("mlops").steps:
        beginnings.setdefault(step.title[0].lower(), {}).setdefault(step.id, step)
    letter, begin = next((letter, found) for letter, found in beginnings.items() if 2 <= len(found) <= 12)
    ran, as_json = run(command, letter), run(command, letter, "--json")

    assert (ran.status, as_json.status, ran.out) == (3, 3, "")
    assert as_json.json["error"]["code"] == "ambiguous-step"
    assert [found["id"] for found in as_json.json["error"]["candidates"]] == list(begin)
    assert all(f"{step.number}  {step.title}  ({step.id})" in ran.err for step in begin.values())
    assert record(database) == before


def test_a_step_is_named_by_number_id_or_the_beginning_of_its_title(run: Run, steps: tuple[Step, ...]) -> None:
    """Whatever the learner has at hand must do, in any case."""
    step = steps[0]
    found = {run("show", name, "--json").json["id"] for name in (str(step.number), step.id, step.title.upper())}

    assert found == {step.id}


@pytest.mark.parametrize(
    "words",
    [
        ("history", "-n", "99999999999999999999999"),
        ("next", "-n", "99999999999999999999999"),
        ("undo", "99999999999999999999999"),
        ("done", "8", "--at", "0001-01-01"),
        ("done", "8", "--at", "0001-01-01T00:00+14:00"),
        ("log", "8", "5m", "--at", "2000 years ago"),
        ("report", "--since", "0001-01-01"),
        ("report", "--until", "9999-12-31"),
        ("report", "--until", "9999-12-31T23:59:59-12:00"),
        ("show", "9" * 5000),
        ("show", "a" * 100_000),
        ("search", *["word"] * 5000),
    ],
)
def test_what_is_far_too_much_is_answered_and_no_bug(words: tuple[str, ...], run: Run, worked: Tracker) -> None:
    """A figure out of all bounds is either taken or told; the program never falls over it."""
    for zone in ("America/New_York", "Asia/Tokyo") if "-" in words[-1] else ("UTC",):
        assert run(*words, TZ=zone).status in (0, 2, 3)


@pytest.mark.parametrize(
    "words", [("show", "\udcff"), ("--learner", "\udcff", "status"), ("--path", "\udcff", "status")]
)
def test_a_word_that_is_no_text_is_answered_in_valid_json(words: tuple[str, ...], run: Run, worked: Tracker) -> None:
    """A name typed in another encoding reaches the program as broken text, and must not break the answer."""
    ran = run(*words, "--json", PYTHONIOENCODING="utf-8")

    assert (ran.status, ran.err, list(ran.json)) == (3, "", ["error"])


def test_an_unusable_cache_is_told_and_the_answer_is_still_one_document(run: Run, home: Path) -> None:
    """A script gets its document also where a folder of the machine is in a bad state."""
    (home / "file").touch()
    ran = run("status", "--json", XDG_CACHE_HOME=str(home / "file"))

    assert ran.status in (0, 1)
    assert isinstance(ran.json, dict)
