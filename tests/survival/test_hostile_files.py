"""Files that somebody else wrote, or a disk changed: refused whole with a sentence, or read right; and quickly."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from mlops_path.curriculum.library import open_library
from mlops_path.curriculum.reading import check
from mlops_path.links.findings import Findings
from mlops_path.storage.drafts import Draft, Drafts
from mlops_path.storage.safekeeping import Safekeeping
from mlops_path.text import clean
from mlops_path.tracker import Tracker
from tests.cli.records import record as record_of
from tests.conftest import NOON
from tests.curriculum.files import path
from tests.curriculum.files import resource as resource_block
from tests.hostile import PAYLOADS
from tests.survival.here import Said, command
from tests.survival.scale import often
from tests.timing import processor_time

if TYPE_CHECKING:
    from tests.conftest import Run

SECONDS, MEGABYTES = 2.0, 200
Property = Callable[[str, object], None]
STRANGE = tuple(
    text.encode("utf-8", "surrogatepass")
    for text in (*PAYLOADS.values(), "\ufeff", "null", "NaN", "-1e999", "9" * 400, "[[", "{}", '"', "\n\n", "\\u0000")
)


def seeded(seed: str) -> Random:
    """The same on every run, so that a failure can be looked at again."""
    return Random(seed)  # noqa: S311 - nothing here is secret


def mutated(content: bytes, rng: Random) -> bytes:
    """The content with some of it changed, as an editor, a disk or somebody with a purpose does."""
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 5, 30))):
        place = rng.randrange(len(changed) + 1)
        end = min(len(changed), place + rng.choice((1, 2, 10, 200)))
        match rng.randrange(8):
            case 0 if place < len(changed):
                changed[place] ^= 1 << rng.randrange(8)
            case 1:
                del changed[place:end]
            case 2:
                changed[place:place] = changed[place:end] * rng.choice((1, 3, 50))
            case 3:
                changed[place:end] = rng.choice(STRANGE)
            case 4:
                changed[place:place] = rng.choice(STRANGE)
            case 5:
                changed[place:place] = rng.randbytes(rng.randrange(1, 20))
            case 6:
                del changed[place:]
            case _:
                changed[place:place] = rng.choice((b"[", b"{", b"a.", b'"""', b"'''", b"(")) * rng.choice((1, 40, 3000))
    return bytes(changed)


@contextlib.contextmanager
def in_time(what: str) -> Iterator[None]:
    """No file keeps a learner waiting. Counts the work alone: what else the machine does is not the file's."""
    with processor_time() as taken:
        yield
    assert taken.seconds < SECONDS, f"{what}: {taken.seconds:.1f} s"


def refused(said: Said, what: str, *statuses: int) -> None:
    """One sentence, one hint, the right status; nothing on stdout."""
    lines = said.err.splitlines()
    assert said.status in statuses, f"{what}: {said}"
    assert said.out == "", what
    assert lines[0].startswith("mlops-path: "), what
    assert len(lines) >= 2, f"{what}: no hint in {said.err!r}"
    assert "Traceback" not in said.err, what


@pytest.fixture
def sound(home: Path) -> str:
    """The folder where the program keeps what may be made again."""
    return str(home / "state" / "mlops-path")


OWN = path("own-path", "one", "two", before=resource_block("one") + resource_block("two"))
SHIPPED = Path(__file__).parents[2] / "curriculum"


def test_a_curriculum_file_is_read_or_every_mistake_told(tmp_path: Path, record_property: Property) -> None:
    """A path comes from a colleague, a download, an editor that crashed."""
    begin = [OWN.encode(), *((SHIPPED / "paths" / name).read_bytes() for name in ("zimmerman-start.toml",))]
    known = check([str(file) for file in sorted((SHIPPED / "catalogue").glob("*.toml"))]).resources
    seen: Counter[str] = Counter()
    file = tmp_path / "hostile.toml"
    for seed in range(often(900, 60_000)):
        rng = seeded(f"toml {seed}")
        file.write_bytes(mutated(rng.choice(begin), rng))
        with in_time(f"toml {seed}"):
            checked = check([str(file)], known)
        sound = not checked.mistakes
        seen["read" if sound else "refused"] += 1
        assert all(mistake.what and mistake.file == str(file) for mistake in checked.mistakes), seed
        assert sound or str(checked.mistakes[0]), seed
    record_property("figure", f"{seen.total()} curriculum files: {seen['read']} read, {seen['refused']} refused")


def test_a_hostile_path_of_ones_own_keeps_nobody_from_the_others(
    home: Path, run: Run, record_property: Property
) -> None:
    """`path check` names it, and every other command goes on without it."""
    file = home / "data" / "mlops-path" / "paths" / "hostile.toml"
    file.parent.mkdir(parents=True)
    seen: Counter[str] = Counter()
    for seed in range(often(10, 400)):
        rng = seeded(f"own {seed}")
        file.write_bytes(mutated(OWN.encode(), rng))
        checked, status = command("path", "check", str(file)), command("status", "--json")
        assert checked.status in (0, 4), f"{seed}: {checked}"
        assert ("Left out" in status.err) == (checked.status == 4), f"{seed}: {checked} {status}"
        assert (status.status, json.loads(status.out)["path"]) == (0, "mlops"), seed
        seen["read" if checked.status == 0 else "left out"] += 1
    record_property("figure", f"{seen.total()} paths of one's own: {dict(seen)}")

    assert run("path", "check", str(file)).status in (0, 4)


def test_what_stands_among_ones_own_paths_and_is_no_file_waits_for_nobody(home: Path, run: Run) -> None:
    """A named pipe there would make every command wait for ever."""
    folder = home / "data" / "mlops-path" / "paths"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "pipe.toml")
    (folder / "loop.toml").symlink_to(folder / "loop.toml")
    (folder / "zeros.toml").symlink_to("/dev/zero")
    (folder / "folder.toml").mkdir()

    assert run("status", "--json", timeout=20).json["path"] == "mlops"


def test_any_bytes_for_a_note_are_kept_right_or_refused(tmp_path: Path, record_property: Property) -> None:
    """A note is piped in from anything that writes."""
    seen: Counter[str] = Counter()
    file = tmp_path / "stdin"
    kept = ""
    for seed in range(often(250, 12_000)):
        rng = seeded(f"note {seed}")
        file.write_bytes(mutated("Über drift 学习\nand more\n".encode() * rng.choice((1, 20)), rng))
        with in_time(f"note {seed}"):
            said = command("note", "1", "-", stdin=file)
        if said.status == 0:
            kept = clean(file.read_bytes().decode("utf-8-sig").rstrip("\n"))
            kept = kept if kept.strip() else ""
        else:
            refused(said, f"note {seed}", 4)
            with pytest.raises(UnicodeDecodeError):
                file.read_bytes().decode()
        seen["kept" if said.status == 0 else "refused"] += 1
        assert json.loads(command("note", "1", "--json").out)["note"] == kept, seed
    record_property("figure", f"{seen.total()} texts for a note: {seen['kept']} kept, {seen['refused']} refused")


def test_a_mutated_draft_is_taken_whole_or_passed_over(
    sound: str, tracker: Tracker, database: Path, record_property: Property
) -> None:
    """A draft is read at every start; none may keep the window from opening, or put half of itself into a note."""
    tracker.log(tracker.journey.steps[0].id, 5)
    folder = Path(sound, "drafts")
    step = tracker.journey.steps[1].id
    drafts = Drafts(str(folder))
    seen: Counter[str] = Counter()
    for seed in range(often(300, 12_000)):
        rng = seeded(f"draft {seed}")
        draft = Draft(tracker._record, tracker.learner.id, step, "What I wrote\nlast night.", "", 2**22 + 5)
        drafts.keep(draft)
        (file,) = folder.iterdir()
        file.write_bytes(mutated(file.read_bytes(), rng))
        with in_time(f"draft {seed}"):
            found = drafts.left_behind(draft.record, draft.learner)
            recovered = tracker.recover_drafts()
        assert len(found) <= 1, seed
        assert all(isinstance(value, str) for each in found for value in (*each[:-2], each.began)), seed
        seen["taken" if recovered else "passed over"] += 1
        for left in folder.iterdir():
            left.unlink()
    record_property("figure", f"{seen.total()} drafts: {seen['taken']} taken, {seen['passed over']} passed over")
    tracker.close()

    assert Safekeeping(str(database)).examine() == []


def test_a_mutated_file_of_links_is_no_obstacle(sound: str, record_property: Property) -> None:
    """It is read whenever an address is shown."""
    file = Path(sound, "links.json")
    file.parent.mkdir(parents=True)
    urls = [f"https://example.org/{n}" for n in range(5)]
    values = {"result": "dead", "status": 404, "reason": "Not Found", "since": "2026-05-01", "moved_to": None}
    begin = json.dumps({"schema": 1, "checked": "2026-05-01T12:00:00+00:00", "links": dict.fromkeys(urls, values)})
    seen: Counter[int] = Counter()
    for seed in range(often(250, 10_000)):
        rng = seeded(f"links {seed}")
        file.write_bytes(mutated(begin.encode(), rng))
        with in_time(f"links {seed}"):
            findings = Findings(str(file))
            found = [finding for url in urls if (finding := findings.of(url)) is not None]
        assert all(each.url in urls and len(each.reason.splitlines()) <= 1 for each in found), seed
        seen[len(found)] += 1
    record_property("figure", f"{seen.total()} files of links; known of 5 addresses: {dict(sorted(seen.items()))}")


def test_mutated_manifests_and_copies_never_spoil_the_record(
    tracker: Tracker, database: Path, tmp_path: Path, record_property: Property
) -> None:
    """A copy lies about for months; what is not what it was is passed over or refused, and the record is as it was."""
    tracker.write_note(tracker.journey.steps[0].id, "Kept.")
    tracker.close()
    keeping = Safekeeping(str(database), 200)
    made = keeping.back_up("asked", NOON)
    assert made is not None
    manifest, copy = Path(made.file).with_suffix(".json"), Path(made.file)
    before, manifest_before, copy_before = record_of(database), manifest.read_bytes(), copy.read_bytes()
    seen: Counter[str] = Counter()
    for seed in range(often(200, 5000)):
        rng = seeded(f"backup {seed}")
        both = rng.random() < 0.5
        manifest.write_bytes(mutated(manifest_before, rng) if both else manifest_before)
        copy.write_bytes(copy_before if both else mutated(copy_before, rng))
        elsewhere = tmp_path / "elsewhere.db"
        shutil.copyfile(copy, elsewhere)
        with in_time(f"backup {seed}"):
            listed, preview = command("restore"), command("restore", "newest")
            by_name = command("restore", str(elsewhere))
        assert listed.status == 0, f"{seed}: {listed}"
        if preview.status:
            refused(preview, f"newest {seed}", 1, 4, 5)
        if by_name.status:
            refused(by_name, f"file {seed}", 1, 4, 5)
        seen["offered" if preview.status == 0 else "refused"] += 1
        assert preview.status or both or copy.read_bytes() == copy_before, f"{seed}: a changed copy is offered as sound"
        assert record_of(database) == before, seed
    record_property("figure", f"{seen.total()} manifests and copies: {dict(seen)}")


def test_a_mutated_copy_is_brought_back_whole_or_not_at_all(
    tracker: Tracker, database: Path, tmp_path: Path, record_property: Property
) -> None:
    """`restore FILE --yes` with a file that somebody sent."""
    tracker.write_note(tracker.journey.steps[0].id, "In the copy.")
    tracker.close()
    keeping = Safekeeping(str(database), 200)
    copy = tmp_path / "copy.db"
    keeping.copy_to(str(copy), NOON)
    begin, before = copy.read_bytes(), record_of(database)
    seen: Counter[str] = Counter()
    for seed in range(often(60, 1500)):
        rng = seeded(f"restore {seed}")
        content = bytearray(begin)
        for _ in range(rng.choice((1, 3, 20))):
            content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        copy.write_bytes(content if rng.random() < 0.8 else mutated(begin, rng))
        said = command("restore", str(copy), "--yes")
        if said.status:
            refused(said, f"restore {seed}", 4, 5)
            assert record_of(database) == before, seed
        else:
            assert command("doctor").status in (0, 5), seed
            assert command("restore", "newest", "--yes").status == 0, seed
            before = record_of(database)
            assert before["event"], seed
        seen["refused" if said.status else "brought back"] += 1
    record_property("figure", f"{seen.total()} files to restore: {dict(seen)}")


def test_a_mutated_cache_is_made_again(
    home: Path, monkeypatch: pytest.MonkeyPatch, shared_cache: Path, record_property: Property
) -> None:
    """What can be made again from other files must never be why the program does not start."""
    open_library()
    cache = home / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    right = command("list", "--json").out, command("show", "1", "--json").out
    shutil.rmtree(cache, ignore_errors=True)
    command("status")
    folder = next(cache.glob("**/curriculum-built-in"))
    begin = {file: file.read_bytes() for file in folder.iterdir()}
    times = {file: file.stat().st_mtime_ns for file in begin}
    seen: Counter[str] = Counter()
    for seed in range(often(60, 3000)):
        rng = seeded(f"cache {seed}")
        for file, content in begin.items():
            file.write_bytes(content)
            os.utime(file, ns=(times[file], times[file]))
        file = rng.choice([file for file in begin if file.name.startswith(("index", "mlops.", "resources"))])
        if rng.random() < 0.5:
            file.write_bytes(mutated(begin[file], rng))
        else:  # of the same length, which is all that is looked at before it is read
            spoilt = bytearray(begin[file])
            spoilt[rng.randrange(len(spoilt))] = rng.choice(b'{}[]",:0a\xff')
            file.write_bytes(spoilt)
        with in_time(f"cache {seed}"):
            said = command("list", "--json"), command("show", "1", "--json"), command("show", "no-such-thing")
        for each in said[:2]:
            assert each.status in (0, 1), f"{seed} {file.name}: {each}"
        assert said[2].status in (1, 3), f"{seed} {file.name}: {said[2]}"
        if all(each.status == 0 for each in said[:2]):
            assert tuple(each.out for each in said[:2]) == right, f"{seed} {file.name}: other words"
        assert (command("list", "--json").out, command("show", "1", "--json").out) == right, f"{seed}: not made again"
        seen[
            "made again at once" if all(each.status == 0 for each in said[:2]) else "made again by the next command"
        ] += 1
    record_property("figure", f"{seen.total()} caches: {dict(seen)}")


# Places that are no record

ODD = {
    "a folder": "odd",
    "a pipe": "pipe",
    "a null device": "/dev/null",
    "a device without end": "/dev/zero",
    "a full device": "/dev/full",
    "a loop of links": "loop",
    "a name that is too long": "a" * 300,
    "a place that is too deep": "abcdefgh/" * 600,
    "another file": "/etc/passwd",
    "an address without a file": "sqlite://",
    "an address of a server": "postgresql://me:secret@host/x",
    "an address of nothing": "://",
}
LOOKING = (("status",), ("list",), ("history",), ("note", "1"), ("report",))
CHANGING = (("done", "1"), ("note", "1", "-m", "x"), ("undo",), ("learner", "add", "Bo"))


@pytest.mark.parametrize("name", ODD.values(), ids=ODD)
def test_a_place_that_is_no_record_is_refused_and_stays(name: str, tmp_path: Path, run: Run) -> None:
    """A slip in MLOPS_PATH_DATABASE must not show an empty path, wait for ever or be written to."""
    (tmp_path / "odd").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    place = name if name.startswith("/") or "://" in name else str(tmp_path / name)
    before = sorted(tmp_path.iterdir())
    for words in (*LOOKING, *CHANGING, ("backup",)):
        with in_time(f"{words}"):
            said = command(*words, "--database", place)
        refused(said, f"{words}", *((1, 2, 5) if words in {("undo",), ("backup",)} else (2, 5)))
        assert "secret" not in said.err
    doctor = command("doctor", "--database", place)
    assert doctor.status in (2, 5), doctor
    assert sorted(tmp_path.iterdir()) == before
    assert run("status", MLOPS_PATH_DATABASE=place, timeout=20).status in (2, 5)


NAMES = ("a\nb.db", "a\x1b[31m.db", "a?mode=memory", "a#b.db", "a%41b.db", ":memory:", "file:x.db", " ", "-x", "é学.db")


@pytest.mark.parametrize("name", [*map(os.fsencode, NAMES), b"\xff\xfe.db"], ids=repr)
def test_any_name_of_a_file_is_the_name_of_a_record(name: bytes, tmp_path: Path, run: Run) -> None:
    """The file is where the learner said, under the very name; and kept, copied, brought back like any other."""
    place = os.path.join(str(tmp_path), os.fsdecode(name))
    ran = [
        run(*words, MLOPS_PATH_DATABASE=place) for words in (("done", "1"), ("backup",), ("restore", "newest", "--yes"))
    ]

    assert [(each.status, each.err) for each in ran if each.status] == []
    assert run("status", "--json", MLOPS_PATH_DATABASE=place).json["done"] == 1
    assert run("doctor", MLOPS_PATH_DATABASE=place).status == 0
    assert all(ord(c) >= 32 or c == "\n" for each in ran for c in each.err + each.out)
    with closing(sqlite3.connect(os.fsencode(place) if name.isascii() and name != b":memory:" else place)):
        assert name in os.listdir(os.fsencode(tmp_path))


def test_records_whose_names_are_no_text_have_a_place_each(tmp_path: Path) -> None:
    """Copies of one must not be offered for the other."""
    one, two = (Safekeeping(os.path.join(str(tmp_path), os.fsdecode(name))) for name in (b"\xff.db", b"\xfe.db"))

    assert one.backups.folder != two.backups.folder


# Big ones, in a process of their own

BIG: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a draft nested for ever": ("drafts/x.json", lambda: b"[" * 200_000),
    "a draft of 30 MB": ("drafts/x.json", lambda: b'{"record": "' + b"x" * 30_000_000 + b'"}'),
    "links nested for ever": ("links.json", lambda: b'{"a":' * 200_000),
    "links of 9 MB": ("links.json", lambda: b'{"schema": 1, "links": {' + b'"":[],' * 1_200_000 + b'"":0}}'),
    "a manifest nested for ever": ("manifest", lambda: b"[" * 200_000),
    "a manifest of 30 MB": ("manifest", lambda: b'"' + b"x" * 30_000_000 + b'"'),
    "a cache nested for ever": ("cache", lambda: b"[" * 200_000),
}
MEASURE = """
import re, resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
sys.stdin = open("/dev/null")
from mlops_path.cli import main
before = time.monotonic()
status = main(sys.argv[1:])
took = time.monotonic() - before
most = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024  # maxrss has the parent's too
print(status, took, most, file=sys.stderr)
"""


def measured(*words: str) -> tuple[int, float, int]:
    """Status, seconds and megabytes of a command."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *words], capture_output=True, timeout=60, check=True, env=dict(os.environ)
    )
    status, seconds, megabytes = done.stderr.decode().splitlines()[-1].split()
    return int(status), float(seconds), int(megabytes)


OPEN_DRAFTS = "from mlops_path.tracker import open_tracker; open_tracker().recover_drafts()"


@pytest.mark.parametrize("case", BIG)
def test_no_size_or_depth_of_a_file_costs_more_than_it_may(
    case: str, home: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file can be sent to anybody; opening the program may cost 2 seconds and 200 MB, not the afternoon."""
    place, content = BIG[case]
    assert run("done", "1").status == 0
    state = home / "state" / "mlops-path"
    words: Sequence[str] = ("show", "1")
    file = state / place
    if place == "manifest":
        assert run("backup").status == 0
        (file,) = (home / "data" / "mlops-path" / "backups").glob("*/*.json")
        words = ("restore",)
    elif place == "cache":
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        assert run("status").status == 0
        file = tmp_path / "cache" / "mlops-path" / "curriculum-built-in" / "index.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content())
    if place.startswith("drafts"):
        with in_time(case):
            subprocess.run([sys.executable, "-c", OPEN_DRAFTS], check=True, timeout=60)
    status, seconds, megabytes = measured(*words)

    assert status == 0
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
