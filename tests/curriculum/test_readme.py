"""What `curriculum/README.md` tells authors who do not program has to be true word by word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mlops_path import locations
from mlops_path.cli.commands import COMMANDS
from mlops_path.curriculum.advice import warnings
from mlops_path.curriculum.compiled import sources_in
from mlops_path.curriculum.kinds import ACCESS, ADDRESS_ORIGINS, ESTIMATE_ORIGINS, KINDS, TOPICS
from mlops_path.curriculum.models import ResourceEntry, StepEntry
from mlops_path.curriculum.reading import check
from tests.conftest import Run
from tests.curriculum.files import write

FOLDER = Path(locations.checkout_curriculum_folder())
TEXT = (FOLDER / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
PRINTED = re.findall(r"^```text\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def part(heading: str) -> str:
    """The text below a heading, up to the next one."""
    return re.split(rf"^#+ {re.escape(heading)}$", TEXT, flags=re.MULTILINE)[1].partition("\n#")[0]


def test_the_kinds_are_those_of_the_program_with_their_minutes() -> None:
    """An author picks one from the table."""
    rows = re.findall(r"^\| `(.+)` \| (\d+) \|$", part("Kinds"), re.MULTILINE)

    assert {kind: int(minutes) for kind, minutes in rows} == KINDS


def test_the_topics_are_those_of_the_program() -> None:
    """The same for topics."""
    assert tuple(re.findall(r"`(.+?)`", part("Topics"))) == TOPICS


@pytest.mark.parametrize(
    ("heading", "words"),
    [("Origins of an address", ADDRESS_ORIGINS), ("Origins of an estimate", ESTIMATE_ORIGINS)],
)
def test_the_origins_are_those_of_the_program(heading: str, words: tuple[str, ...]) -> None:
    """And for where an address or an estimate comes from."""
    assert tuple(re.findall(r"^- `(.+?)`:", part(heading), re.MULTILINE)) == words


def test_what_access_costs_is_said_in_the_words_of_the_program() -> None:
    """The one closed list that fits into a line."""
    row = re.findall(r"^\| `access` \| (.*) \|$", TEXT, re.MULTILINE)[0]

    assert tuple(re.findall(r"`(.+?)`", row)) == ACCESS


def test_every_line_of_a_resource_and_a_step_is_explained() -> None:
    """A field that the text does not name is a field that nobody uses."""
    rows = " ".join(re.findall(r"^\| (.*?) \|", part("What a resource looks like"), re.MULTILINE))
    bullets = " ".join(re.findall(r"^- (`\w+`)", part("What a path looks like"), re.MULTILINE))

    assert set(re.findall(r"`(\w+)`", rows)) == set(ResourceEntry.model_fields)
    assert set(re.findall(r"`(\w+)`", bullets)) == {"edition", *StepEntry.model_fields}


@pytest.mark.parametrize("number", range(len(EXAMPLES) - 1))
def test_an_example_is_right(tmp_path: Path, number: int) -> None:
    """An author copies it, and the check says nothing."""
    known = check(sources_in(str(FOLDER))).resources

    assert check(write(tmp_path, example=EXAMPLES[number]), known).mistakes == ()


def test_the_example_with_mistakes_has_those_that_the_text_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """Whoever compares the two has to find the same."""
    write(tmp_path, crew=EXAMPLES[-1])
    monkeypatch.chdir(tmp_path)
    ran = run("path", "check", "crew.toml")

    assert (ran.status, ran.out) == (4, PRINTED[0])


WARNED_OF = """
id = "crew"
title = "Crew"
edition = 2026-05-01

[[resource]]
id = "one"
title = "One"
kind = "guide"
url = "https://example.org/one"
url_from = "confirmed"

[[resource]]
id = "two"
title = "One"
kind = "guide"
url = "https://example.org/one"
url_from = "confirmed"
summary = "A. B! C! D! E? %s"

[[resource]]
id = "three"
title = "Three"
kind = "book"
summary = "Short."

[[stage]]
title = "First"

[[stage.section]]
title = "Rules"
step = [{ resource = "three" }%s]
"""


def test_every_warning_is_explained(tmp_path: Path) -> None:
    """Somebody who does not program looks up the words that were printed."""
    text = WARNED_OF % ("F" * 400, ', { resource = "one" }' * 12)
    files = write(tmp_path, crew=text)
    checked = check(files)
    told = {re.sub(r"\d+", "0", re.sub("'.*?'", "'…'", each.what)) for each in warnings(checked, files)}
    rows = re.findall(r"^\| `(.+?)` \| .+ \| .+ \|$", part("What a warning means"), re.MULTILINE)
    explained = [re.sub(r"\d+", "0", row) for row in rows]

    assert checked.mistakes == ()
    assert [what for what in told if not what.startswith(tuple(explained))] == []
    assert [row for row in explained if not any(what.startswith(row) for what in told)] == []


def test_the_lines_that_are_a_must_are_those_of_the_program() -> None:
    """A line more would keep somebody from adding what they have."""
    sentence = re.findall(r"^Three lines are a must: (.*?)\.", TEXT, re.MULTILINE)[0]
    required = [field for field, facts in ResourceEntry.model_fields.items() if facts.is_required()]

    assert re.findall(r"`(\w+)`", sentence) == required


def test_every_command_in_it_exists() -> None:
    """A command that is not there is the end of somebody's patience."""
    named = re.findall(r"`mlops-path ([a-z]+(?: [a-z]+)?)", TEXT)

    assert named
    assert [words for words in named if words not in COMMANDS and words.partition(" ")[0] not in COMMANDS] == []


def test_the_folder_of_own_paths_is_where_it_says(run: Run) -> None:
    """`mlops-path info` prints a line that begins with `own paths`."""
    lines = run("info").out.splitlines()

    assert [line.split()[-1] for line in lines if line.startswith("own paths")] == [locations.own_paths_folder()]


def test_every_file_it_names_is_there_and_every_place_it_points_to() -> None:
    """No dead end inside one page."""
    headings = {
        re.sub(r"[^\w -]", "", title).lower().replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    }

    assert set(re.findall(r"\]\(#(.+?)\)", TEXT)) <= headings
    assert (FOLDER / "paths" / PRINTED[1].split()[-1]).resolve().is_file()
    assert (FOLDER / "schema" / "catalogue.schema.json").is_file()


def test_every_source_of_the_catalogue_points_here() -> None:
    """Whoever opens one of the files by chance learns where the format is explained."""
    silent = [
        file.name
        for file in sorted((FOLDER / "catalogue").glob("*.toml"))
        if "curriculum/README.md" not in file.read_text(encoding="utf-8").partition("[[")[0]
    ]

    assert silent == []
