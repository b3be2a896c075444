"""Every command, in plain and in JSON form: what is data, what is talk, what writes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from mlops_path.cli.commands import COMMANDS, GROUPS
from mlops_path.tracker import Tracker
from tests.cli.conftest import PLAN
from tests.cli.records import record

if TYPE_CHECKING:
    from tests.conftest import Run


EXPORT = Path(__file__).parents[1] / "golden" / "export.json"


class Case(NamedTuple):
    """A command with words that make it succeed on the `worked` record; whether it prints data, whether it writes."""

    name: str
    words: str = ""
    prints: bool = True
    writes: bool = False


CASES = (
    Case("status"),
    Case("next", "-n 2"),
    Case("list"),
    Case("show", "1"),
    Case("start", "4 -m begun", prints=False, writes=True),
    Case("done", "4 8", prints=False, writes=True),
    Case("skip", "4 -m later", prints=False, writes=True),
    Case("todo", "1", prints=False, writes=True),
    Case("note", "1"),
    Case("log", "1 1h30", prints=False, writes=True),
    Case("open", "1 --print"),
    Case("search", "mlops"),
    Case("history"),
    Case("undo", prints=False, writes=True),
    Case("redo", prints=False, writes=True),
    Case("report"),
    Case("path list"),
    Case("path use", "huyen-guide", prints=False, writes=True),
    Case("path show"),
    Case("path import", "plan.md"),
    Case("path update", "mine plan.md"),
    Case("path new", "Things", prints=False, writes=True),
    Case("path export", "mine"),
    Case("path remove", "mine", prints=False, writes=True),
    Case("path add", "Runbook", prints=False, writes=True),
    Case("path hide", "4", prints=False, writes=True),
    Case("path unhide", prints=False, writes=True),
    Case("path move", "4 --first", prints=False, writes=True),
    Case("path check"),
    Case("links check", "huyen-batch-to-streaming", prints=False),  # has no address, so nobody is asked
    Case("learner list"),
    Case("learner add", "Cy", prints=False, writes=True),
    Case("learner use", "bea", prints=False, writes=True),
    Case("learner rename", "me Ada", prints=False, writes=True),
    Case("learner remove", "Bea", prints=False, writes=True),
    Case("backup", prints=False),
    Case("restore", prints=False),
    Case("export", "-"),
    Case("import", f"{EXPORT} --dry-run"),
    Case("doctor"),
    Case("info"),
    Case("completion", "bash"),
)
EACH = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


def test_the_table_below_has_every_command() -> None:
    """A new command without a test here would be one that nobody promised anything about."""
    assert sorted(case.name for case in CASES) == sorted(COMMANDS)


@EACH
def test_data_goes_to_stdout_and_talk_to_stderr(case: Case, run: Run, prepared: None, database: Path) -> None:
    """`mlops-path list > steps.txt` must hold the steps and nothing that was only said."""
    before = record(database)
    ran = run(*case.name.split(), *case.words.split())

    assert (ran.status, bool(ran.out), "\x1b" in ran.out + ran.err) == (0, case.prints, False)
    assert ran.err or case.prints, "what prints nothing says what it did"
    assert (record(database) != before) is case.writes


@EACH
def test_with_json_stdout_is_exactly_one_document(case: Case, run: Run, prepared: None) -> None:
    """A script hands stdout to a JSON parser and to nothing else."""
    ran = run(*case.name.split(), *case.words.split(), "--json")

    assert (ran.status, isinstance(ran.json, dict | list)) == (0, True)


@EACH
def test_help_names_every_option_and_needs_only_ascii(case: Case, run: Run) -> None:
    """The help has to come out on the poorest terminal, and to tell all there is."""
    ran = run(*case.name.split(), "--help", PYTHONIOENCODING="ascii")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"usage: mlops-path {case.name}")
    assert set(re.findall(r"--?[a-z][a-z-]*", COMMANDS[case.name].takes)) <= set(
        re.findall(r"--?[a-z][a-z-]*", ran.out)
    )


def test_the_help_lists_every_command(run: Run) -> None:
    """A command that the help does not name is found by nobody."""
    ran = run("--help")
    listed = [match[1] for match in re.finditer(r"^  ([a-z]+(?: [a-z]+)?)  ", ran.out, re.MULTILINE)]

    assert (ran.status, ran.err, listed) == (0, "", list(COMMANDS))


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_without_its_second_word_names_those_there_are(group: str, run: Run) -> None:
    """`mlops-path path` alone must say how to go on."""
    ran = run(group)
    below = [name.partition(" ")[2] for name in COMMANDS if name.startswith(f"{group} ")]

    assert (ran.status, ran.out) == (2, "")
    assert ", ".join(below) in ran.err


@pytest.mark.parametrize("group", GROUPS)
def test_help_of_a_group_is_help(group: str, run: Run) -> None:
    """Asking for help is never wrong usage."""
    assert (run(group, "--help").status, run(group, "--help").err) == (0, "")


def test_looking_never_makes_a_record(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who tries the program out for a look must find nothing left behind."""
    (home / "plan.md").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(home)
    for case in CASES:
        if case.prints:
            run(*case.name.split(), *case.words.split())

    assert not (home / "data").exists()


def test_without_a_command_a_pipe_gets_the_status(run: Run, worked: Tracker) -> None:
    """`mlops-path | mail` must send something readable, not start a screen."""
    assert run().out == run("status").out
    assert run("--json").json == run("status", "--json").json


@pytest.mark.parametrize("words", [("--version",), ("status", "--version"), ("--version", "--learner", "x")])
def test_version_is_printed_wherever_it_is_asked_for(words: tuple[str, ...], run: Run) -> None:
    """A bug report begins with it."""
    from mlops_path import __version__  # noqa: PLC0415 - beside its use

    assert (run(*words).status, run(*words).out) == (0, f"mlops-path {__version__}\n")
