"""`report -o FILE`: whole or not at all, never over something else, and nothing left lying about."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mlops_path.cli.reporting import write_whole
from mlops_path.errors import CannotWriteFile
from mlops_path.reports import FORMATS

if TYPE_CHECKING:
    from tests.conftest import Ran, Run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for reports."""
    made = tmp_path / "reports"
    made.mkdir()
    return made


@pytest.mark.parametrize(
    ("name", "words", "form"),
    [
        ("a.md", (), "md"),
        ("a.markdown", (), "md"),
        ("a.html", (), "html"),
        ("a.HTM", (), "html"),
        ("a.json", (), "json"),
        ("a.csv", (), "csv"),
        ("a.txt", (), "md"),
        ("html", (), "md"),
        (".csv", (), "md"),
        ("a.md", ("--format", "html"), "html"),
    ],
)
def test_the_format_is_the_one_asked_for_or_the_files_ending(
    name: str, words: tuple[str, ...], form: str, run: Run, folder: Path
) -> None:
    """`-o report.html` says it all."""
    ran = run("report", "-o", str(folder / name), *words)

    assert (ran.status, ran.out, ran.err) == (0, "", f"Report written: {folder / name}\n")
    assert (folder / name).read_text(FORMATS[form].encoding).startswith(FORMATS[form].begins)


@pytest.mark.parametrize("form", FORMATS)
def test_the_file_and_the_pipe_hold_the_same(form: str, run: Run, folder: Path) -> None:
    """`> file` and `-o file` are two ways to one thing, down to the bytes."""
    run("done", "1", "-m", "Größe")
    run("report", "--format", form, "-o", str(folder / "file"))
    piped = [run("report", "--format", form, *words).out.encode() for words in ((), ("-o", "-"))]
    kept = [
        [line for line in document.splitlines() if b"made" not in line]  # the moment may be another one
        for document in (*piped, (folder / "file").read_bytes())
    ]

    assert kept[0] == kept[1] == kept[2]
    assert "Größe".encode() in (folder / "file").read_bytes()


def test_json_says_where_the_report_is(run: Run, folder: Path) -> None:
    """A script goes on from there."""
    file = folder / "r.html"

    assert run("report", "-o", str(file), "--json").json == {"file": str(file), "format": "html"}


def test_a_report_replaces_last_months(run: Run, folder: Path) -> None:
    """The same command every month must not need a flag."""
    file = folder / "r.md"
    run("report", "-o", str(file))
    run("learner", "rename", "me", "Ada")

    assert run("report", "-o", str(file)).status == 0
    assert "the record of Ada" in file.read_text()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("thesis.md", b"# My thesis\n"),
        ("photo.html", bytes(range(256)) * 8),
        ("empty.md", b""),
        ("nearly.md", b"<!-- mlops-path"),
        ("other-format.html", b"<!-- mlops-path report -->\n# A sample"),
        ("sheet.csv", b"number,id\r\n1,2\r\n"),
        ("data.json", b'{"schema": 1}'),
    ],
)
def test_a_file_that_is_no_report_is_not_replaced_unless_forced(
    name: str, content: bytes, run: Run, folder: Path
) -> None:
    """A slip in a name must not cost somebody a thesis."""
    file = folder / name
    file.write_bytes(content)
    ran, as_json = run("report", "-o", str(file)), run("report", "-o", str(file), "--json")

    assert (ran.status, ran.out, as_json.json["error"]["code"]) == (1, "", "file-exists")
    assert "--force" in ran.err
    assert (file.read_bytes(), os.listdir(folder)) == (content, [name])
    assert run("report", "-o", str(file), "--force").status == 0
    assert file.read_bytes() != content


def test_a_reader_keeps_the_whole_old_report_until_the_new_one_is_whole(run: Run, folder: Path) -> None:
    """Who has it open, or fetches it just now, gets one report, never half of two."""
    file = folder / "r.html"
    run("report", "-o", str(file))
    before = file.read_bytes()
    with file.open("rb") as reader:
        first = reader.read(100)
        run("done", "1")
        run("report", "-o", str(file))
        rest = reader.read()
        old = os.fstat(reader.fileno()).st_ino

    assert first + rest == before
    assert file.stat().st_ino != old
    assert file.read_bytes() != before


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("no-such-folder/r.md", "No such file"),
        ("file/r.md", "Not a directory"),
        ("", "folder"),
        ("to-nowhere.md", "No such file"),
        ("n" * 300 + ".md", "too long"),
    ],
    ids=["no folder", "a file as folder", "a folder", "a link to nowhere", "a long name"],
)
def test_a_place_that_takes_no_file_is_told_and_nothing_stays_behind(
    place: str, says: str, run: Run, folder: Path
) -> None:
    """The sentence names the place; no scratch file is left to wonder about."""
    (folder / "file").touch()
    (folder / "to-nowhere.md").symlink_to(folder / "gone" / "r.md")
    before = sorted(os.listdir(folder))
    ran, as_json = run("report", "-o", str(folder / place)), run("report", "-o", str(folder / place), "--json")

    assert (ran.status, ran.out, as_json.json["error"]["code"]) == (1, "", "cannot-write-file")
    assert says in ran.err
    assert str(folder / place) in ran.err
    assert sorted(os.listdir(folder)) == before


@pytest.mark.parametrize("words", [(), ("--force",)])
def test_what_is_no_plain_file_is_never_replaced_nor_waited_for(words: tuple[str, ...], run: Run, folder: Path) -> None:
    """A pipe has nobody at its other end, and `--force` on a device must not take the device away."""
    pipe = folder / "pipe.md"
    os.mkfifo(pipe)
    ran = run("report", "-o", str(pipe), *words, timeout=10)

    assert ran.status == 1
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert os.listdir(folder) == ["pipe.md"]


def test_a_link_is_followed_and_stays_a_link(run: Run, folder: Path) -> None:
    """A link into a synchronised folder is how some people publish."""
    (folder / "there").mkdir()
    (folder / "r.md").symlink_to(folder / "there" / "real.md")

    assert run("report", "-o", str(folder / "r.md")).status == 0
    assert (folder / "r.md").is_symlink()
    assert "Learn MLOps" in (folder / "there" / "real.md").read_text()
    assert os.listdir(folder / "there") == ["real.md"]


@pytest.mark.parametrize(("mask", "mode"), [("022", 0o644), ("027", 0o640), ("077", 0o600)])
def test_a_report_is_as_private_as_the_learner_set_it(mask: str, mode: int, folder: Path) -> None:
    """A report is made to be given away; the umask says to whom."""
    done = subprocess.run(
        ["sh", "-c", f'umask {mask}; exec "$0" -m mlops_path report -o r.md', sys.executable],
        cwd=folder,
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0
    assert stat.S_IMODE((folder / "r.md").stat().st_mode) == mode


def test_a_disk_that_is_full_leaves_the_old_report_whole(run: Run, folder: Path) -> None:
    """Better last month's report than half of this month's."""
    file = folder / "r.html"
    run("report", "-o", str(file))
    before = file.read_bytes()
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(
        [sys.executable, "-m", "mlops_path", "report", "-o", str(file)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)),
        env=env,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert "cannot be written: File too large. Nothing was changed." in done.stderr
    assert (file.read_bytes(), os.listdir(folder)) == (before, ["r.html"])


def test_a_process_that_is_stopped_while_writing_leaves_the_old_report_whole(run: Run, folder: Path) -> None:
    """A battery may run out at any moment."""
    file = folder / "r.md"
    run("report", "-o", str(file))
    before = file.read_bytes()
    script = (
        "import os, signal, sys\n"
        "from mlops_path.cli.reporting import write_whole\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "write_whole(sys.argv[1], b'<!-- mlops-path report -->' + b'x' * 100_000, '', True)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(file)], timeout=60, check=False)

    assert done.returncode == -9
    assert file.read_bytes() == before


def test_a_short_name_in_the_present_folder_is_enough(on_path_shell: Callable[[str], Ran], folder: Path) -> None:
    """`-o report.md` without any folder is what people type."""
    assert on_path_shell("report -o report.md").status == 0
    assert os.listdir(folder) == ["report.md"]


@pytest.fixture
def on_path_shell(folder: Path) -> Callable[[str], Ran]:
    """Runs the program with `folder` as the present one."""
    from tests.conftest import Ran  # noqa: PLC0415 - a type everywhere else

    def run_here(words: str) -> Ran:
        program = [sys.executable, "-m", "mlops_path", *words.split()]
        return Ran(subprocess.run(program, cwd=folder, capture_output=True, timeout=60, check=False))

    return run_here


def test_an_empty_name_is_refused(folder: Path) -> None:
    """`-o "$FILE"` with the variable unset must not write beside the present folder."""
    with pytest.raises(CannotWriteFile):
        write_whole("", b"x", "x", force=False)


def test_a_period_and_the_choice_without_notes_reach_the_report(run: Run) -> None:
    """The options of the command are those of the document."""
    run("done", "1", "--at", "2026-02-10", "-m", "private")
    run("done", "2", "--at", "2026-03-10")
    march = run("report", "--format", "json", "--since", "2026-03-01", "--until", "2026-03-31", "--no-notes").json

    assert [each["at"][:10] for each in march["finished"]] == ["2026-03-10"]
    assert (march["since"][:19], march["until"][:19]) == ("2026-03-01T00:00:00", "2026-03-31T23:59:59")
    assert "private" not in run("report", "--no-notes").out
    assert "private" in run("report").out
