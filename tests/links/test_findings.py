"""What is remembered of addresses: merged with what was known, kept whole, and read without trusting the file."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mlops_path.errors import CannotWriteFile
from mlops_path.links.findings import DEAD, FINE, MOVED, UNCLEAR, Finding, Findings, in_words
from mlops_path.text import link_to_open, shown
from tests.hostile import PAYLOADS

A, B = "https://a.example/", "https://b.example/"
FIRST, LATER = "2026-11-21T12:00:00+01:00", "2026-12-24T12:00:00+01:00"
GONE = Finding(A, DEAD, 404, "404 Not Found")
AWAY = Finding(A, MOVED, 200, "200 OK", B)
HAZY = Finding(A, UNCLEAR, 403, "403 Forbidden")
WELL = Finding(A, FINE, 200, "200 OK")


@pytest.fixture
def file(home: Path) -> Path:
    return home / "state" / "mlops-path" / "links.json"


@pytest.fixture
def findings(file: Path) -> Findings:
    return Findings(str(file))


def document(**links: object) -> str:
    return json.dumps({"schema": 1, "checked": FIRST, "links": {A: links}})


# Keeping


@pytest.mark.parametrize("finding", [GONE, AWAY, HAZY], ids=lambda each: each.result)
def test_what_was_found_is_known_from_then_on(finding: Finding, findings: Findings, file: Path) -> None:
    """The next program reads it as it was found, with the day."""
    kept = findings.keep([finding], FIRST)

    assert kept == [finding._replace(since="2026-11-21")]
    assert findings.of(A) == Findings(str(file)).of(A) == kept[0]


def test_what_is_fine_is_not_kept_and_takes_away_what_was_known(findings: Findings, file: Path) -> None:
    """A page that came back is a page like any other."""
    findings.keep([GONE], FIRST)
    findings.keep([WELL], LATER)

    assert findings.of(A) is None
    assert json.loads(file.read_text()) == {"schema": 1, "checked": LATER, "links": {}}


def test_the_first_day_stays_while_the_result_does(findings: Findings) -> None:
    """'Gone since' is about the page, not about the last time somebody looked."""
    findings.keep([GONE], FIRST)
    again = findings.keep([GONE._replace(status=410)], LATER)
    other = findings.keep([AWAY], LATER)

    assert (again[0].since, again[0].status, other[0].since) == ("2026-11-21", 410, "2026-12-24")


def test_an_unclear_answer_does_not_bring_a_dead_link_back(findings: Findings) -> None:
    """A server that is busy today did not find the page again."""
    findings.keep([GONE], FIRST)
    told = findings.keep([HAZY], LATER)

    assert told[0].result == UNCLEAR
    assert findings.of(A) == GONE._replace(since="2026-11-21")


def test_what_was_not_checked_stays_known(findings: Findings) -> None:
    """To check one step is no reason to forget the others."""
    findings.keep([GONE, GONE._replace(url=B)], FIRST)
    findings.keep([WELL], LATER)

    assert (findings.of(A), findings.of(B)) == (None, GONE._replace(url=B, since="2026-11-21"))


def test_the_file_is_its_owners_alone_and_nothing_is_left_beside_it(findings: Findings, file: Path) -> None:
    """What somebody reads is private."""
    findings.keep([GONE], FIRST)

    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)
    assert [each.name for each in file.parent.iterdir()] == ["links.json"]


def test_what_cannot_be_written_is_told_and_leaves_the_file_as_it_was(findings: Findings, file: Path) -> None:
    """Half a file would be none."""
    file.mkdir(parents=True)

    with pytest.raises(CannotWriteFile, match="could not be kept"):
        findings.keep([GONE], FIRST)
    assert [each.name for each in file.parent.iterdir()] == ["links.json"]


# Reading


def test_looking_makes_nothing(findings: Findings, home: Path) -> None:
    """Who never checked has no file."""
    assert findings.of(A) is None
    assert list(home.iterdir()) == []


def test_a_file_is_read_once_until_it_changes(findings: Findings, file: Path) -> None:
    """The details look at every step that is highlighted; another program's check must show all the same."""
    findings.keep([GONE], FIRST)
    assert findings.of(A) is not None
    before = file.stat()
    file.write_bytes(b"x" * before.st_size)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert findings.of(A) is not None, "nothing tells that it changed, so it was not read again"
    Findings(str(file)).keep([WELL], LATER)

    assert findings.of(A) is None


def _as_folder(file: Path) -> None:
    file.mkdir()


def _as_pipe(file: Path) -> None:
    os.mkfifo(file)


def _as_too_big(file: Path) -> None:
    with file.open("wb") as target:
        target.truncate(20 << 20)


def _as(content: str | bytes) -> Callable[[Path], None]:
    def write(file: Path) -> None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    return write


NOT_OURS: dict[str, Callable[[Path], None]] = {
    "a folder": _as_folder,
    "a pipe": _as_pipe,
    "too big": _as_too_big,
    "empty": _as(""),
    "half": _as(document(result=DEAD, since="2026-11-21")[:40]),
    "not UTF-8": _as(b"\xff\xfe"),
    "too deep": _as("[" * 100_000),
    "too long a number": _as('{"schema": ' + "9" * 5000 + "}"),
    "a list": _as("[]"),
    "of a newer program": _as(document(result=DEAD, since="2026-11-21").replace('"schema": 1', '"schema": 2')),
    "links that are none": _as('{"schema": 1, "links": [1]}'),
    "a result that is none": _as(document(result="lost", since="2026-11-21")),
    "a day that is none": _as(document(result=DEAD, since="\x1b[2J")),
    "no day": _as(document(result=DEAD)),
    "moved nowhere": _as(document(result=MOVED, since="2026-11-21", moved_to="javascript:alert(1)")),
    "a link that is text": _as('{"schema": 1, "links": {"https://a.example/": "dead"}}'),
}


@pytest.mark.parametrize("spoil", NOT_OURS.values(), ids=NOT_OURS)
def test_a_file_that_is_damaged_or_foreign_is_no_file(spoil: Callable[[Path], None], file: Path) -> None:
    """It can be made again; it must not keep anybody from their path."""
    file.parent.mkdir(parents=True)
    spoil(file)

    assert Findings(str(file)).of(A) is None


@pytest.mark.parametrize("name", [name for name in NOT_OURS if name != "a folder"])
def test_a_file_that_is_damaged_or_foreign_is_replaced_by_the_next_check(name: str, file: Path) -> None:
    """And then everything is as it should be."""
    file.parent.mkdir(parents=True)
    NOT_OURS[name](file)
    findings = Findings(str(file))
    findings.keep([GONE], FIRST)

    assert findings.of(A) == GONE._replace(since="2026-11-21")


values = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(list(PAYLOADS.values()))
DAYS, RESULTS = st.sampled_from(["2026-11-21"]), st.sampled_from([MOVED, DEAD, UNCLEAR])
entries = st.fixed_dictionaries(
    {"result": RESULTS | values, "since": DAYS | values},
    optional={"status": values, "reason": values, "moved_to": values | st.just(B)},
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(links=st.dictionaries(st.just(A) | st.sampled_from(list(PAYLOADS.values())) | st.text(), entries | values))
@example(links={A: {"result": DEAD, "since": "2026-11-21", "reason": "\x1b]0;owned\x07" * 100}})
def test_whatever_stands_in_the_file_only_safe_text_comes_out(links: dict[str, object], file: Path) -> None:
    """The file may have been written by anybody; the screen shows it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"schema": 1, "links": links}))
    findings = Findings(str(file))

    for url in links:
        found = findings.of(url)
        if found is not None:
            assert link_to_open(found.url) == url
            assert len(found.reason) <= 200
            assert "\x1b" not in found.reason
            assert "\n" not in found.reason
            assert found.moved_to is None or link_to_open(found.moved_to) == found.moved_to
            assert shown(in_words(found, "go on")) == in_words(found, "go on")


# In words


def test_what_is_said_beside_a_link() -> None:
    """Only what changes what one does: a page that is gone or moved; not that a site refuses programs."""
    since = "2026-11-21"
    said = [in_words(each and each._replace(since=since), "look there") for each in (GONE, AWAY, HAZY, None)]

    assert said == ["gone since 2026-11-21; look there", "moved to https://b.example/", "", ""]
