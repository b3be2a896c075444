"""The completion scripts, in the real bash, zsh and fish."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlops_path.cli.commands import COMMANDS, GROUPS
from mlops_path.curriculum.library import Library
from tests.cli.shells import Sitting, sitting
from tests.conftest import needs

if TYPE_CHECKING:
    from tests.conftest import Run

# The words that a shell offers at the end of a line, given those to wait for.
Complete = Callable[[str, set[str]], set[str]]

# `SETTINGS` make a shell list at once, however many words there are.
PROGRAMS = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}
SETTINGS = {
    "bash": "bind 'set show-all-if-ambiguous on' 'set page-completions off' 'set completion-query-items 0'",
    "zsh": "autoload -Uz compinit; compinit -u -D; LISTMAX=10000",
}


@pytest.fixture(params=["bash", "zsh", "fish"])
def complete(request: pytest.FixtureRequest, on_path: Path) -> Complete:
    """Asks a shell what it offers when Tab is pressed."""
    shell: str = request.param
    needs(shell)

    def in_fish(line: str, _: set[str]) -> set[str]:
        script = "mlops-path completion fish | source; complete -C $argv[1]"
        done = subprocess.run(
            ["fish", "--no-config", "-c", script, line], capture_output=True, text=True, check=True, timeout=60
        )
        assert done.stderr == ""
        return {offer.partition("\t")[0] for offer in done.stdout.splitlines()}

    def at_a_terminal(line: str, wanted: set[str]) -> set[str]:
        def words(screen: str) -> set[str]:
            return set(screen.rpartition("ready\n")[2].removeprefix(f"$ {line}").split())

        with at_the_prompt(shell) as session:
            session.type(f"{line}\t")
            return words(session.wait_until(lambda screen: wanted <= words(screen)))

    return in_fish if shell == "fish" else at_a_terminal


@contextmanager
def at_the_prompt(shell: str) -> Iterator[Sitting]:
    """A shell with the script loaded, an empty screen, and `ready` above the prompt."""
    with sitting(PROGRAMS[shell]) as session:
        session.type(f"{SETTINGS[shell]}; source <(mlops-path completion {shell}); clear; echo re''ady\n")
        session.wait_until(lambda screen: "ready" in screen)
        yield session


def test_commands_are_offered(complete: Complete) -> None:
    """Tab behind the name of the program is how one looks around."""
    wanted = {name for name in COMMANDS if " " not in name} | set(GROUPS)

    assert wanted <= complete("mlops-path ", wanted)


def test_the_second_words_of_a_group_are_offered(complete: Complete) -> None:
    """`mlops-path path` alone does nothing."""
    wanted = {"list", "use", "show", "check"}
    offered = complete("mlops-path path ", wanted)

    assert wanted <= offered
    assert "status" not in offered


def test_a_group_of_one_command_is_completed_like_any_other(complete: Complete, library: Library) -> None:
    """`links` has one second word today; whoever presses Tab behind it finds it, and the steps behind that."""
    wanted = {step.id for step in library.path("mlops").steps}

    assert complete("mlops-path links ", {"check"}) >= {"check"}
    assert wanted <= complete("mlops-path links check ", wanted)


def test_the_ids_of_steps_are_offered(complete: Complete, library: Library) -> None:
    """Nobody types an id to its end."""
    wanted = {step.id for step in library.path("mlops").steps}

    assert wanted <= complete("mlops-path done ", wanted)


def test_the_ids_of_paths_are_offered_behind_the_option(complete: Complete, library: Library) -> None:
    """The options of every command complete like its words."""
    wanted = {line.id for line in library.paths}

    assert wanted <= complete("mlops-path --path ", wanted)


def test_the_names_of_learners_are_offered_behind_the_option(complete: Complete, run: Run) -> None:
    """Those are the hardest words to remember in the right spelling."""
    run("learner", "add", "zora")
    run("learner", "add", "yann")

    assert {"me", "zora", "yann"} <= complete("mlops-path --learner ", {"me", "zora", "yann"})


def test_the_options_of_a_command_are_offered(complete: Complete) -> None:
    """A global option first, to see that it is not taken for the command."""
    wanted = {"--status", "--kind", "--section", "--all-paths", "--json"}

    assert wanted <= complete("mlops-path --path mlops list --", wanted)


def test_a_name_is_offered_and_never_run(
    complete: Complete, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A learner's name is text: pressing Tab must not execute what stands in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("$(touch sprung)", "`touch sprung`", "<(touch sprung)", "$[`", "zora"):
        assert run("learner", "add", name).status == 0
    offered = complete("mlops-path learner use ", {"zora", "me"})

    assert {"zora", "me"} <= offered
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_name_of_two_words_is_completed_as_one(shell: str, on_path: Path, run: Run) -> None:
    """Most people have such a name; what Tab puts there must be what Enter understands."""
    needs(shell)
    run("learner", "add", "Ada Lovelace")
    with at_the_prompt(shell) as session:
        session.type("mlops-path learner use Ad\t")
        session.wait_until(lambda screen: "use Ada" in screen)
        session.type("\n")
        screen = session.wait_until(lambda screen: "mlops-path: " in screen or "The learner is " in screen)

    assert "The learner is Ada Lovelace now." in screen


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_script_is_sound_in_the_eyes_of_its_shell(shell: str, run: Run) -> None:
    """A script with a fault would greet the learner in every new window."""
    needs(shell)
    script = run("completion", shell).out
    done = subprocess.run([shell, "-n"], input=script, capture_output=True, text=True, check=False, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_script_is_sound_in_the_eyes_of_fish(run: Run) -> None:
    """The same, with the option's own name there."""
    needs("fish")
    script = run("completion", "fish").out
    done = subprocess.run(["fish", "-N", "-n", "/dev/stdin"], input=script, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
