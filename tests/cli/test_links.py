"""`links check` as a whole process against a server of our own, and what `show` and `open` make of it afterwards."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlops_path.cli.links import _resources
from mlops_path.tracker import Tracker
from tests.curriculum.files import path, resource, write
from tests.hostile import PAYLOADS
from tests.links.conftest import no_proxies
from tests.links.server import Server, serving
from tests.small_library import IDS, small_library
from tests.tui.terminal import Terminal

if TYPE_CHECKING:
    from mlops_path.curriculum.library import Library
    from tests.conftest import Run

TODAY = datetime.now().astimezone().date().isoformat()
WITHOUT_THE_EXTRA = (
    "import sys; sys.modules['urllib3'] = None; from mlops_path.cli import main; sys.exit(main(sys.argv[1:]))"
)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    no_proxies(monkeypatch)
    with serving() as server:
        yield server


def step(id_: str, *lines: str) -> str:
    """A resource with these addresses."""
    own = any(line.startswith("url =") for line in lines)
    return resource(id_, *lines, *(['url_from = "verbatim"'] if own else []))


def own_path(home: Path, *resources: str) -> None:
    """Makes a path of these resources, r0 the first, the current one."""
    steps = [f"r{number}" for number in range(len(resources))]
    write(home / "data" / "mlops-path" / "paths", links=path("links", *steps, before="".join(resources)))


@pytest.fixture
def links(server: Server, home: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A path whose addresses lead to the server: fine, dead with and without a known copy, moved, unclear, none."""
    url = server.url
    own_path(
        home,
        step("r0", f'url = "{url}/ok"', f'more = [{{url = "{url}/gone-410", why = "slides"}}]'),
        step("r1", f'url = "{url}/gone"', f'archive_url = "{url}/ok?kept"'),
        step("r2", f'free_url = "{url}/moved"'),
        step("r3", f'url = "{url}/refused"', f'free_url = "{url}/ok"'),
        step("r4"),
        step("r5", f'url = "{url}/gone-410"'),
        step("r6", 'url = "mailto:ada@a.example"'),
    )
    monkeypatch.setenv("MLOPS_PATH_PATH", "links")
    return server


def test_what_is_not_fine_is_told_line_by_line(links: Server, run: Run) -> None:
    """stdout is what to mend, in path order; the sum is talk. Dead links are a finding, no failure."""
    ran = run("links", "check")

    assert ran.status == 0
    assert ran.out.splitlines() == [
        f"dead     r0  {links.url}/gone-410  (410 Gone)",
        f"         a stored copy: https://web.archive.org/web/{links.url}/gone-410",
        f"dead     r1  {links.url}/gone  (404 Not Found)",
        f"         a stored copy: {links.url}/ok?kept",
        f"moved    r2  {links.url}/moved  (200 OK)",
        f"         it is now at: {links.url}/ok",
        f"unclear  r3  {links.url}/refused  (403 Forbidden; many sites refuse programs)",
    ]
    assert ran.err == "6 addresses: 2 fine, 1 moved, 2 dead, 1 unclear.\n"


def test_each_address_is_asked_once(links: Server, run: Run) -> None:
    """Many steps share one; its server is not to blame for that."""
    run("links", "check")
    paths = [asked.path for asked in links.asked]

    assert sorted(paths) == sorted(["/ok", "/gone-410", "/gone", "/ok?kept", "/moved", "/ok", "/refused"])


def test_json_is_one_document_with_every_link_that_is_not_fine(links: Server, run: Run) -> None:
    """A script mends a path with it."""
    ran = run("links", "check", "--json")
    found = ran.json["links"]

    assert (ran.status, ran.err, set(ran.json)) == (0, "", {"checked", "addresses", "fine", "links"})
    assert (ran.json["addresses"], ran.json["fine"], ran.json["checked"][:10]) == (6, 2, TODAY)
    assert [(each["id"], each["result"], each["status"]) for each in found] == [
        ("r0", "dead", 410),
        ("r1", "dead", 404),
        ("r2", "moved", 200),
        ("r3", "unclear", 403),
    ]
    assert found[1] == {
        "id": "r1",
        "title": "Title of r1",
        "url": f"{links.url}/gone",
        "result": "dead",
        "status": 404,
        "reason": "404 Not Found",
        "since": TODAY,
        "moved_to": None,
        "archive_url": f"{links.url}/ok?kept",
    }


def test_steps_that_are_named_are_checked_alone(links: Server, run: Run) -> None:
    """One link that looks odd does not need a check of three hundred."""
    ran = run("links", "check", "2", "r3")

    assert ran.err == "4 addresses: 2 fine, 0 moved, 1 dead, 1 unclear.\n"
    assert sorted({asked.path for asked in links.asked}) == ["/gone", "/ok", "/ok?kept", "/refused"]


def test_all_paths_are_all_steps_of_all_paths(tracker: Tracker) -> None:
    """The shipped library is asked for by no test: its servers are other people's."""
    both = [each.id for each in _resources(tracker, Namespace(steps=[], all_paths=True))]
    one = [each.id for each in _resources(tracker, Namespace(steps=[], all_paths=False))]

    assert one == list(IDS)
    assert set(both) == {*IDS, "only-there"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return small_library(tmp_path_factory.mktemp("curriculum"))


def test_what_servers_write_does_not_reach_the_terminal(server: Server, home: Path, run: Run) -> None:
    """Hundreds of strangers answer; one line of theirs must not take the terminal away."""
    kinds = [list(PAYLOADS).index(f"{kind} sequence") for kind in ("escape", "title", "clipboard", "hyperlink")]
    addresses = [f"{server.url}/hostile-{where}/{n}" for where in ("reason", "location") for n in kinds]
    more = ", ".join(f'{{url = "{url}", why = "x"}}' for url in addresses)
    own_path(home, step("r0", f"more = [{more}]"))
    ran = run("links", "check", "--path", "links", "--timeout", "2")
    shown = run("show", "r0", "--path", "links")

    assert (ran.status, shown.status) == (0, 0)
    assert (ran.out + ran.err + shown.out).replace("·", "").replace("○", "").replace("≈", "").replace("›", "").isascii()
    assert "\x1b" not in ran.out + ran.err + shown.out


# What is remembered


def test_show_tells_what_was_found(links: Server, run: Run) -> None:
    """So that nobody clicks on what is known to be gone."""
    assert run("show", "2", "--json").json["link"] is None
    run("links", "check")
    dead, moved, other = (run("show", step).out for step in ("2", "3", "1"))

    assert f"/gone (verbatim) · gone since {TODAY}; `open --archive` opens a stored copy\n" in dead
    assert f"/moved · moved to {links.url}/ok\n" in moved
    assert f"/gone-410 (slides) · gone since {TODAY};" in other
    assert run("show", "2", "--json").json["link"] == {
        "url": f"{links.url}/gone",
        "result": "dead",
        "status": 404,
        "reason": "404 Not Found",
        "moved_to": None,
        "since": TODAY,
    }


def test_open_goes_to_the_stored_copy_of_a_page_that_is_gone(links: Server, run: Run, tmp_path: Path) -> None:
    """And says so: a learner must not take a copy for the page."""
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> "{tmp_path}/started"\n')
    browser.chmod(0o755)
    before = run("open", "2", BROWSER=str(browser))
    run("links", "check")
    after = run("open", "2", BROWSER=str(browser))
    copy = f"{links.url}/ok?kept"

    assert (before.status, before.err) == (0, f"Opened {links.url}/gone\n")
    assert (after.status, after.err) == (0, f"The page was gone on {TODAY}; opened the stored copy {copy}\n")
    assert (tmp_path / "started").read_text().split() == [f"{links.url}/gone", copy]
    assert run("open", "2", "--print").out == f"{copy}\n"
    assert run("open", "2", "--print", "--json").json == {"id": "r1", "url": copy, "gone_since": TODAY}
    assert run("open", "3", "--print").out == f"{links.url}/moved\n"


def test_a_check_leaves_curriculum_and_record_alone(links: Server, run: Run, home: Path) -> None:
    """What was found is one file that may be deleted at any time."""
    before = {file: file.read_bytes() for file in (home / "data").rglob("*") if file.is_file()}
    run("links", "check")

    assert {file: file.read_bytes() for file in (home / "data").rglob("*") if file.is_file()} == before
    assert [file.name for file in (home / "state").rglob("*") if file.is_file()] == ["links.json"]


def test_where_it_cannot_be_kept_it_is_told_all_the_same(links: Server, run: Run, home: Path) -> None:
    """Minutes of asking must not be lost to a full disk."""
    (home / "state" / "mlops-path" / "links.json").mkdir(parents=True)
    ran, as_json = run("links", "check", "r5"), run("links", "check", "r5", "--json")

    assert (ran.status, as_json.status, as_json.json["error"]["code"]) == (1, 1, "cannot-write-file")
    assert ran.out.startswith(f"dead     r5  {links.url}/gone-410")
    assert [each["url"] for each in as_json.json["error"]["links"]] == [f"{links.url}/gone-410"]


# When it cannot be done


def test_without_a_network_nothing_is_said_and_nothing_is_kept(links: Server, run: Run, home: Path) -> None:
    """In a train every link would be dead, and stay so until the next check."""
    run("links", "check", "r5")
    before = (home / "state" / "mlops-path" / "links.json").read_bytes()
    links.shutdown()
    links.server_close()
    ran, as_json = (run("links", "check", "r1", "--timeout", "1", *more) for more in ((), ("--json",)))

    assert (ran.status, ran.out, as_json.status, as_json.json["error"]["code"]) == (1, "", 1, "no-network")
    assert (home / "state" / "mlops-path" / "links.json").read_bytes() == before


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "1000", "soon"])
def test_a_timeout_is_a_number_of_seconds(seconds: str, run: Run) -> None:
    """A check must end; a mistake is told before anybody is asked."""
    assert run("links", "check", "--timeout", seconds).status == 2


def test_without_the_extra_it_says_what_to_install(home: Path) -> None:
    """Everything else does without that library, so most have not got it."""
    words = [sys.executable, "-c", WITHOUT_THE_EXTRA, "links", "check"]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    as_json = subprocess.run([*words, "--json"], capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.splitlines() == [
        "mlops-path: Checking links needs urllib3, which is not installed.",
        "Install it: `pip install 'mlops-path[links]'`.",
    ]
    assert (as_json.returncode, json.loads(as_json.stdout)["error"]["code"]) == (1, "extra-missing")


@pytest.mark.parametrize("option", [(), ("--json",)])
def test_ctrl_c_ends_it_at_once_and_keeps_what_was_found(
    option: tuple[str, ...], server: Server, home: Path, run: Run
) -> None:
    """Half of a check of many minutes is half of an answer."""
    own_path(home, step("r0", f'url = "{server.url}/gone"', f'free_url = "{server.url}/hangs"'))
    words = [sys.executable, "-m", "mlops_path", "links", "check", "--path", "links", "--timeout", "60", *option]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while not (server.times("/gone") and server.times("/hangs")):
            assert process.poll() is None
            time.sleep(0.01)
        time.sleep(0.3)  # for the answer to arrive
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    taken = time.monotonic() - began

    assert (process.returncode, "Traceback" in err) == (130, False)
    assert taken < 2
    assert f"{server.url}/gone" in out
    assert err == ("" if option else "Stopped after 1 of 2 addresses: 0 fine, 0 moved, 1 dead, 0 unclear.\n")
    assert run("show", "r0", "--path", "links", "--json").json["link"]["result"] == "dead"


# The bar


def test_a_bar_shows_how_far_it_is_and_goes_away(server: Server, home: Path) -> None:
    """A check of minutes must not look like a program that hangs; but what is over at once needs no bar."""
    own_path(home, step("r0", f'url = "{server.url}/ok"', f'free_url = "{server.url}/hangs"'))
    with Terminal("links", "check", "--path", "links", "--timeout", "2") as terminal:
        terminal.until(lambda: server.times("/hangs"), "the server to be asked")
        terminal.until(lambda: terminal.written, "the bar")
        shown = time.monotonic()
        terminal.see("Checking links", "1/2")
        status = terminal.ended()

        assert (status, terminal.modes_left_on()) == (0, set())
        assert shown - server.asked[0].at > 0.25
        assert "Checking links" not in terminal.text
        assert "2 addresses: 1 fine, 0 moved, 0 dead, 1 unclear." in terminal.text


def test_what_is_over_at_once_has_no_bar(server: Server, home: Path) -> None:
    """Something that flashes by cannot be read."""
    own_path(home, step("r0", f'url = "{server.url}/ok"'))
    with Terminal("links", "check", "--path", "links") as terminal:
        assert terminal.ended() == 0

        assert terminal.written == b"1 address: 1 fine, 0 moved, 0 dead, 0 unclear.\r\n"


def test_no_bar_goes_into_a_pipe(server: Server, home: Path, run: Run) -> None:
    """A log with a hundred bars in it is no log."""
    own_path(home, step("r0", f'url = "{server.url}/hangs"'))
    ran = run("links", "check", "--path", "links", "--timeout", "1", FORCE_COLOR="1")

    assert ran.err == "1 address: 0 fine, 0 moved, 0 dead, 1 unclear.\n"
    assert "\x1b" not in ran.out
    assert os.environ.get("FORCE_COLOR") is None
