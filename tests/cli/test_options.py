"""Options of every command and the environment: whose record, which path, which file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlops_path.tracker import Tracker

if TYPE_CHECKING:
    from tests.conftest import Run


@pytest.mark.parametrize(
    "words",
    [
        ("--path", "huyen-guide", "--json", "status"),
        ("--path=huyen-guide", "status", "--json"),
        ("status", "--json", "--path", "huyen-guide"),
        ("--json", "status", "--path=huyen-guide"),
        ("--json", "--path", "huyen-guide"),
    ],
)
def test_global_options_stand_before_or_after_the_command(words: tuple[str, ...], run: Run) -> None:
    """Nobody remembers on which side of a command an option belongs."""
    assert run(*words).json["path"] == "huyen-guide"


def test_the_value_of_an_option_is_never_taken_for_the_command(run: Run) -> None:
    """A learner may be called `status`."""
    run("learner", "add", "status")

    assert run("--learner", "status", "info", "--json").json["learner"] == "status"


def test_the_environment_says_which_record_learner_and_path(run: Run, tmp_path: Path) -> None:
    """A shell profile or a service sets them once."""
    elsewhere = {"MLOPS_PATH_DATABASE": str(tmp_path / "other.db")}
    run("learner", "add", "Bea", **elsewhere)
    facts = run("info", "--json", **elsewhere, MLOPS_PATH_LEARNER="bea", MLOPS_PATH_PATH="huyen-primer").json

    assert (facts["database"], facts["learner"], facts["path"]) == (str(tmp_path / "other.db"), "Bea", "huyen-primer")


def test_an_option_wins_over_the_environment(run: Run, worked: Tracker, database: Path, tmp_path: Path) -> None:
    """What is typed now is meant more than what was set last year."""
    facts = run(
        *("info", "--json", "--database", str(database), "--learner", "Bea", "--path", "mlops"),
        MLOPS_PATH_DATABASE=str(tmp_path / "other.db"),
        MLOPS_PATH_LEARNER="nobody",
        MLOPS_PATH_PATH="nowhere",
    ).json

    assert (facts["database"], facts["learner"], facts["path"]) == (str(database), "Bea", "mlops")


def test_an_empty_variable_is_no_variable(run: Run) -> None:
    """`MLOPS_PATH_PATH= mlops-path` is how a shell takes a setting away."""
    ran = run("info", "--json", MLOPS_PATH_PATH="", MLOPS_PATH_LEARNER="", MLOPS_PATH_DATABASE="")

    assert (ran.json["path"], ran.json["learner"]) == ("mlops", "me")


@pytest.mark.parametrize("name", ["MLOPS_PATH_LEARNER", "MLOPS_PATH_PATH"])
def test_a_name_in_the_environment_that_is_not_there_is_told(name: str, run: Run) -> None:
    """A typing error in a profile must not start a second record in silence."""
    assert run("status", **{name: "nowhere"}).status == 3


def test_a_file_and_its_url_are_the_same_record(run: Run, database: Path, tmp_path: Path) -> None:
    """Whoever writes the address in full gets the same answers, also for changes."""
    url = f"sqlite:///{database}"
    assert run("done", "1", "--database", url).status == 0
    assert run("note", "1", "-m", "by URL", "--database", url).status == 0
    assert run("log", "1", "30m", "--database", str(database)).status == 0

    for words in (("history", "--json"), ("show", "1", "--json")):
        assert run(*words, "--database", url).out == run(*words, "--database", str(database)).out
    assert run("undo", "3", "--database", url).status == 0
    assert run("status", "--json").json["done"] == 0


@pytest.mark.parametrize("address", ["mysql://u:secret@h/d", "sqlite://", "nonsense://x", "http://[", "://"])
def test_another_database_is_refused_without_its_password(address: str, run: Run) -> None:
    """A password must not end up on a screen that somebody else sees."""
    ran = run("status", "--database", address)

    assert ran.status in (2, 5)
    assert "secret" not in ran.out + ran.err
    assert ran.err.startswith("mlops-path: ")


def test_info_hides_the_password_of_an_address(run: Run, tmp_path: Path) -> None:
    """`info` is what one pastes into a question to a stranger."""
    ran = run("info", "--database", f"sqlite:///{tmp_path / 'x.db'}?password=secret")

    assert ran.status == 0
    assert "secret" not in ran.out + ran.err


def test_the_path_that_was_chosen_stays_chosen(run: Run) -> None:
    """`path use` is said once, not every day; another learner keeps theirs."""
    run("learner", "add", "Zoe")
    run("path", "use", "huyen-guide")

    assert run("status", "--json").json["path"] == "huyen-guide"
    assert run("status", "--json", "--learner", "Zoe").json["path"] == "mlops"
