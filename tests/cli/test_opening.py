"""`open`: with a real browser program, without one, and printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlops_path.curriculum.library import Library
from mlops_path.domain.curriculum import Facts, Step

if TYPE_CHECKING:
    from tests.conftest import Run

Found = tuple[str, Step, Facts]

OLD_LINKS = """
id = "old-links"
title = "Old links"
edition = 2026-05-01

[[resource]]
id = "link-a"
title = "A"
kind = "article"
summary = "Gone."
url = "https://gone.example/a?b=1&c=2"
url_from = "verbatim"

[[resource]]
id = "link-b"
title = "B"
kind = "article"
summary = "Gone, and kept elsewhere."
url = "https://gone.example/b"
url_from = "verbatim"
archive_url = "https://archive.example/kept"

[[resource]]
id = "link-c"
title = "C"
kind = "article"
summary = "Only a free version is known."
free_url = "https://free.example/c"

[[stage]]
title = "One"
[[stage.section]]
title = "First"
step = [{ resource = "link-a" }, { resource = "link-b" }, { resource = "link-c" }]
"""


@pytest.fixture
def browser(tmp_path: Path) -> Callable[[str], str]:
    """Makes a browser out of lines of `sh`; it writes down what it is started with."""

    def program(lines: str = "") -> str:
        file = tmp_path / "browser"
        file.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$@" > "{tmp_path}/started"\n{lines}\n')
        file.chmod(0o755)
        return str(file)

    return program


def first(library: Library, fits: Callable[[Facts], bool]) -> Found:
    """The first step on any path whose facts fit, with the id of its path."""
    return next(
        (line.id, step, path.facts[step.number])
        for line in library.paths
        for path in [library.path(line.id)]
        for step in path.steps
        if fits(path.facts[step.number])
    )


def test_the_address_is_printed_when_asked_for(run: Run, library: Library) -> None:
    """`open --print` is for a shell, and for a machine without a screen."""
    path, step, (resource, _, _) = first(library, lambda facts: facts.resource.url is not None)
    ran = run("open", step.id, "--print", "--path", path)

    assert (ran.status, ran.out, ran.err) == (0, f"{resource.url}\n", "")
    assert run("open", step.id, "--print", "--json", "--path", path).json == {"id": step.id, "url": resource.url}


def test_the_stored_copy_is_the_known_one_or_a_search_for_it(run: Run, home: Path) -> None:
    """Many links are from 2020; a dead one must not be the end."""
    own = home / "data" / "mlops-path" / "paths"
    own.mkdir(parents=True)
    (own / "old.toml").write_text(OLD_LINKS)
    ways = [("1", "--archive"), ("2", "--archive"), ("2",), ("3", "--archive")]
    printed = [run("open", *words, "--print", "--path", "old-links").out.strip() for words in ways]

    assert printed == [
        "https://web.archive.org/web/https://gone.example/a?b=1&c=2",
        "https://archive.example/kept",
        "https://gone.example/b",
        "https://web.archive.org/web/https://free.example/c",
    ]


def test_a_step_without_an_address_says_so(run: Run, library: Library) -> None:
    """Some talks are nowhere to be found; the remark says what is known."""
    path, step, (resource, _, _) = first(
        library, lambda facts: facts.resource.url is None and facts.resource.free_url is None
    )
    ran = run("open", step.id, "--path", path, "--json")

    assert (ran.status, ran.json["error"]["code"]) == (1, "no-link")
    assert resource.title in ran.json["error"]["message"]
    assert ran.json["error"]["hint"]


@pytest.mark.parametrize("words", ["{}", "{} %s"])
def test_the_learners_browser_is_started_with_the_address_alone(
    words: str, run: Run, browser: Callable[[str], str], library: Library, tmp_path: Path
) -> None:
    """One word, the address: nothing a browser could take for an option, nothing a shell could act on."""
    path, step, (resource, _, _) = first(library, lambda facts: facts.resource.url is not None)
    ran = run("open", step.id, "--path", path, BROWSER=words.format(browser("")))

    assert (ran.status, ran.out, ran.err) == (0, "", f"Opened {resource.url}\n")
    assert (tmp_path / "started").read_text() == f"1\n{resource.url}\n"


def test_what_a_browser_prints_is_no_part_of_the_document(run: Run, browser: Callable[[str], str]) -> None:
    """With `--json` stdout is one document, whatever the browser says."""
    ran = run("open", "1", "--json", BROWSER=browser("echo 'Created new window in existing browser session.'"))

    assert (ran.status, ran.json["opened"]) == (0, True)


@pytest.mark.parametrize("variable", [{}, {"BROWSER": "no-such-browser"}, {"BROWSER": "/dev/null %s"}])
def test_without_a_browser_the_address_is_printed(variable: dict[str, str], run: Run, tmp_path: Path) -> None:
    """On a server the address can at least be copied; the status says that nothing was opened."""
    bare = {"PATH": str(tmp_path), "DISPLAY": "", "WAYLAND_DISPLAY": "", **variable}
    ran = run("open", "1", **bare)
    address = run("open", "1", "--print").out

    assert (ran.status, ran.out) == (1, address)
    assert "No browser" in ran.err
    assert run("open", "1", "--json", **bare).json["opened"] is False


def test_looking_at_an_address_changes_no_record(run: Run, browser: Callable[[str], str], database: Path) -> None:
    """To open is not to have read."""
    run("open", "1", BROWSER=browser(""))

    assert not database.exists()
