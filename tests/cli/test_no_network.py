"""No command uses the network but the one that is for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mlops_path.tracker import Tracker
from tests.cli.test_every_command import CASES, Case
from tests.conftest import Run
from tests.curriculum.files import path, resource, write
from tests.tui.terminal import Terminal

# Loaded by Python itself when it starts, in every process of ours and of our children.
WATCH = """
import os, sys
def look(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo") or (
        event in ("socket.connect", "socket.sendto", "socket.bind") and not isinstance(arguments[1], (str, bytes))
    ):
        with open(os.environ["SOCKETS_SEEN"], "a") as seen:
            seen.write(f"{event} {arguments[1:]}\\n")
sys.addaudithook(look)
"""


@pytest.fixture
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where every use of a socket is written down that is no file's name on this machine."""
    folder = tmp_path / "watch"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WATCH)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]))
    monkeypatch.setenv("SOCKETS_SEEN", str(tmp_path / "seen"))
    return tmp_path / "seen"


@pytest.mark.usefixtures("prepared")
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_no_command_uses_the_network_unasked(case: Case, seen: Path, run: Run, worked: Tracker) -> None:
    """What one learns, and when, is nobody's business."""
    assert run(*case.name.split(), *case.words.split()).status == 0
    assert run(*case.name.split(), *case.words.split(), "--json").json is not None

    assert not seen.exists()


def test_the_window_does_not_either(seen: Path, worked: Tracker) -> None:
    """Also not for the details of a step with many links."""
    with Terminal() as terminal:
        terminal.see("Demystifying MLOps")
        terminal.type("jjq")
        assert terminal.ended() == 0

    assert not seen.exists()


def test_the_one_that_is_for_it_is_seen(seen: Path, run: Run, home: Path) -> None:
    """Or the tests above would pass because they look at the wrong thing."""
    step = resource("r0", 'url = "http://127.0.0.1:9/"', 'url_from = "verbatim"')
    write(home / "data" / "mlops-path" / "paths", links=path("links", "r0", before=step))
    run("links", "check", "--path", "links", "--timeout", "1", no_proxy="*")

    assert "socket.connect (('127.0.0.1', 9),)" in seen.read_text()
