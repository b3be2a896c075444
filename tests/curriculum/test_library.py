"""Which paths there are, where they come from, and when they are compiled again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import mlops_path
from mlops_path import locations
from mlops_path.curriculum.compiled import compile_into
from mlops_path.curriculum.library import DEFAULT_PATH, Library, open_library
from mlops_path.errors import NoSuchPath
from tests.conftest import Run
from tests.curriculum.files import path, resource, write


@pytest.fixture
def own(home: Path) -> Path:
    """The folder of the learner's own paths."""
    folder = Path(locations.own_paths_folder())

    assert folder.is_relative_to(home)
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that this test has for itself, still empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "mlops-path"


def ids(library: Library) -> list[str]:
    return [line.id for line in library.paths]


def inode(file: Path) -> int:
    """Differs once a file was replaced by another one."""
    return file.stat().st_ino


# Built-in and own paths


def test_the_default_path_stands_first_and_own_paths_last(own: Path) -> None:
    """A list begins with what most learners look for, whatever others call their paths."""
    built_in = ids(open_library())
    write(own, b=path("aaa-second", "a", before=resource("a")), a=path("zzz-first", "rules-of-machine-learning"))

    assert built_in[0] == DEFAULT_PATH
    assert ids(open_library()) == [*built_in, "zzz-first", "aaa-second"]


def test_an_own_path_walks_over_the_catalogue_and_over_resources_of_its_own(own: Path) -> None:
    """A tick on a book of the catalogue counts on the learner's own path too."""
    write(own, mine=path("mine", "rules-of-machine-learning", "team-handbook", before=resource("team-handbook")))
    library = open_library()
    mine = library.path("mine")

    assert [step.id for step in mine.steps] == ["rules-of-machine-learning", "team-handbook"]
    assert mine.facts[1].resource == library.path(DEFAULT_PATH).facts[_number_of(library, mine.steps[0].id)].resource
    assert [line.id for line in library.paths_with("team-handbook")] == ["mine"]
    assert library.paths_with("rules-of-machine-learning")[-1].id == "mine"


def _number_of(library: Library, id_: str) -> int:
    return next(step.number for step in library.path(DEFAULT_PATH).steps if step.id == id_)


def test_own_paths_may_share_resources_of_an_own_file(own: Path) -> None:
    """A catalogue of one's own, and several paths over it."""
    write(own, catalogue=resource("team-handbook"), one=path("one", "team-handbook"), two=path("two", "team-handbook"))

    assert [line.id for line in open_library().paths_with("team-handbook")] == ["one", "two"]


def test_a_line_says_how_long_a_path_is_and_whose(own: Path) -> None:
    """`path list` prints it without reading the path."""
    write(own, mine=path("mine", "a", '{resource = "b", need = "optional"}', before=resource("a") + resource("b")))
    line = open_library().paths[-1]

    assert line == ("mine", "Title of mine", "", "2026-01-01", 2, 1, True)
    assert {line.own for line in open_library().paths[:-1]} == {False}


def test_a_broken_own_path_is_left_out_and_named_while_the_others_stay(own: Path) -> None:
    """A slip in one file must not keep a learner from their record."""
    built_in = ids(open_library())
    _, bad = write(own, good=path("good", "a", before=resource("a")), bad=path("bad", "nothing"))
    library = open_library()

    assert ids(library) == [*built_in, "good"]
    assert library.left_out == (bad,)
    assert library.path("good").id == "good"


def test_the_status_of_the_default_path_is_told_while_an_own_path_is_broken(own: Path, run: Run) -> None:
    """The same, as a learner sees it."""
    write(own, bad='title = "')
    ran = run("status", "--json")

    assert (ran.status, ran.json["path"]) == (0, DEFAULT_PATH)


def test_an_own_path_cannot_take_the_place_of_one_of_the_program(own: Path) -> None:
    """Its ticks would look like progress on the other."""
    (file,) = write(own, mine=path(DEFAULT_PATH, "a", before=resource("a")))
    library = open_library()

    assert library.left_out == (file,)
    assert [line.own for line in library.paths if line.id == DEFAULT_PATH] == [False]
    assert len(library.path(DEFAULT_PATH).steps) > 1


def test_an_own_path_cannot_give_another_thing_an_id_of_the_catalogue(own: Path, run: Run) -> None:
    """Ticks belong to an id; and `path check` has to say the same as the library does."""
    (file,) = write(own, mine=path("mine", "rules-of-machine-learning", before=resource("rules-of-machine-learning")))

    assert run("path", "check").status == 4
    assert open_library().left_out == (file,)


def test_a_lock_of_an_editor_beside_an_own_path_does_no_harm(own: Path) -> None:
    """While a path is open in Emacs, a link to nowhere lies beside it."""
    write(own, mine=path("mine", "a", before=resource("a")))
    (own / ".#mine.toml").symlink_to("ada@laptop.4711:1795000000")
    library = open_library()

    assert (ids(library)[-1], library.left_out) == ("mine", ())


def test_an_own_path_that_is_a_link_to_nowhere_is_left_out_and_named(own: Path) -> None:
    """A path kept on a drive that is not plugged in; all others are there."""
    own.mkdir(parents=True)
    (own / "away.toml").symlink_to(own / "unplugged" / "away.toml")
    library = open_library()

    assert ids(library)[0] == DEFAULT_PATH
    assert library.left_out == (str(own / "away.toml"),)


def test_a_path_that_is_not_there_is_no_such_path_even_if_its_id_is_a_place_on_the_disk(library: Library) -> None:
    """An id comes from a command line or a script; it never names a file."""
    for id_ in ("nope", "", "../../etc/passwd", "x" * 5000):
        with pytest.raises(NoSuchPath) as refused:
            library.path(id_)

        assert len(refused.value.sentence) < 120


def test_a_resource_that_no_path_has_is_on_no_path(library: Library) -> None:
    """Not an error: a resource may be in the catalogue before a path asks for it."""
    assert library.paths_with("nothing-like-it") == ()


# When they are compiled again


def test_nothing_is_compiled_again_while_no_source_changes(own: Path, cache: Path) -> None:
    """A command that only reads has to be there at once."""
    write(own, mine=path("mine", "a", before=resource("a")))
    open_library()
    indexes = [cache / f"curriculum-{name}" / "index.json" for name in ("built-in", "own")]
    before = [inode(index) for index in indexes]
    open_library()

    assert [inode(index) for index in indexes] == before


def test_a_changed_own_path_is_read_at_the_next_command(own: Path) -> None:
    """An author saves the file and looks."""
    write(own, mine=path("mine", "a", before=resource("a")))
    open_library()
    write(own, mine=path("mine", "a", "b", before=resource("a") + resource("b")))

    assert [step.id for step in open_library().path("mine").steps] == ["a", "b"]


def test_a_change_of_the_same_length_is_seen_too(own: Path) -> None:
    """Most mending leaves the size of a file as it was."""
    (file,) = write(own, mine=path("mine", "a", before=resource("a") + resource("b")))
    open_library()
    written = os.stat(file).st_mtime_ns
    write(own, mine=path("mine", "b", before=resource("a") + resource("b")))
    os.utime(file, ns=(written + 1, written + 1))

    assert [step.id for step in open_library().path("mine").steps] == ["b"]


def test_own_paths_come_and_go_with_their_files(own: Path) -> None:
    """What was deleted is not on the list because a cache remembers it."""
    one, two = write(own, one=path("one", "a", before=resource("a")), two=path("two", "b", before=resource("b")))
    assert ids(open_library())[-2:] == ["one", "two"]
    os.remove(one)
    assert "one" not in ids(open_library())
    os.remove(two)

    assert not any(line.own for line in open_library().paths)


def test_a_mended_own_path_is_no_longer_left_out(own: Path) -> None:
    """The mistake is remembered no longer than it is there."""
    write(own, mine=path("mine", "nothing"))
    assert len(open_library().left_out) == 1
    write(own, mine=path("mine", "rules-of-machine-learning"))

    assert (ids(open_library())[-1], open_library().left_out) == ("mine", ())


def test_own_paths_are_compiled_again_when_the_curriculum_of_the_program_was(own: Path, cache: Path) -> None:
    """After an update a title may differ, or a resource may be gone that an own path asks for."""
    write(own, mine=path("mine", "rules-of-machine-learning"))
    open_library()
    before = inode(cache / "curriculum-own" / "index.json")
    os.utime(cache / "curriculum-built-in" / "index.json", ns=(1, 1))
    open_library()

    assert inode(cache / "curriculum-own" / "index.json") != before


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"format": 1}', '{"format": 0, "paths": []}'])
def test_a_damaged_index_in_the_cache_is_made_again(own: Path, cache: Path, kept: str) -> None:
    """A full disk or a power cut may leave half a file; a cache is never a reason to stop."""
    write(own, mine=path("mine", "a", before=resource("a")))
    open_library()
    (cache / "curriculum-own" / "index.json").write_text(kept)

    assert ids(open_library())[-1] == "mine"


@pytest.mark.parametrize("harm", ["gone", "empty", "cut off"])
@pytest.mark.parametrize("file", ["mine.outline.json", "mine.facts.jsonl", "resources.json"])
def test_a_compiled_file_that_is_gone_or_damaged_is_made_again(own: Path, cache: Path, file: str, harm: str) -> None:
    """Cleaners delete old files out of a cache one by one; the path is still there in its source."""
    write(own, mine=path("mine", "a", before=resource("a")))
    open_library()
    compiled = cache / "curriculum-own" / file
    if harm == "gone":
        compiled.unlink()
    else:
        compiled.write_bytes(compiled.read_bytes()[: compiled.stat().st_size // 2] if harm == "cut off" else b"")
    library = open_library()

    assert library.path("mine").facts[1].resource.id == "a"
    assert [line.id for line in library.paths_with("a")] == ["mine"]


def test_a_cache_that_cannot_be_written_keeps_nobody_from_the_path(home: Path, run: Run) -> None:
    """What a cache saves is time; a full or read-only home must not cost more than that."""
    place = home / "no-folder"
    place.write_text("a file where a folder should be")
    ran = run("status", "--json", XDG_CACHE_HOME=str(place))

    assert (ran.status, ran.err) == (0, "")
    assert ran.json["path"] == DEFAULT_PATH


def test_processes_that_compile_at_the_same_time_all_read_it_whole(cache: Path) -> None:
    """A prompt, a hook and the screen may all be the first after an update."""
    started = [
        subprocess.Popen([sys.executable, "-m", "mlops_path", "status", "--json"], stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    printed = [process.communicate(timeout=60)[0] for process in started]

    assert [process.returncode for process in started] == [0] * 4
    assert len(set(printed)) == 1
    assert json.loads(printed[0])["path"] == DEFAULT_PATH
    assert [file for file in (cache / "curriculum-built-in").iterdir() if file.suffix == ".tmp"] == []


# Where the curriculum of the program is


class Installed:
    """The package in a folder of its own, as pip leaves it, with a curriculum or without."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site-packages"
        self.package = self.site / "mlops_path"
        self.package.mkdir(parents=True)
        self.checkout = folder / "curriculum"
        for file in Path(mlops_path.__file__).parent.iterdir():
            (self.package / file.name).symlink_to(file)

    def package_curriculum(self, title: str) -> None:
        (file,) = write(self.package / "_curriculum" / "paths", mlops=_titled(title))
        compile_into(str(self.package / "_curriculum" / "compiled"), [file])

    def add_checkout(self, title: str) -> None:
        write(self.checkout / "paths", mlops=_titled(title))


def _titled(title: str) -> str:
    return path("mlops", "a", before=resource("a")).replace("Title of mlops", title)


@pytest.fixture
def installed(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    made = Installed(tmp_path / "installed")
    monkeypatch.setenv("PYTHONPATH", str(made.site))
    return made


def test_a_checkout_reads_the_files_beside_it(installed: Installed, run: Run) -> None:
    """Whoever works on the curriculum sees it at once, without installing anything."""
    installed.add_checkout("From the checkout")

    assert [line["title"] for line in run("path", "list", "--json").json] == ["From the checkout"]


def test_a_packaged_curriculum_is_preferred_and_nothing_is_compiled(
    installed: Installed, cache: Path, run: Run
) -> None:
    """What was installed is what is read, also where some folder beside it is called curriculum."""
    installed.add_checkout("From the checkout")
    installed.package_curriculum("From the package")

    assert [line["title"] for line in run("path", "list", "--json").json] == ["From the package"]
    assert not cache.exists()


def test_own_paths_stand_beside_a_packaged_curriculum(installed: Installed, own: Path, cache: Path, run: Run) -> None:
    """Only they are compiled into the cache."""
    installed.package_curriculum("From the package")
    write(own, mine=path("mine", "a"))

    assert [line["id"] for line in run("path", "list", "--json").json] == ["mlops", "mine"]
    assert [folder.name for folder in cache.iterdir()] == ["curriculum-own"]


def test_a_missing_curriculum_is_told_with_its_place(installed: Installed, run: Run) -> None:
    """A half-copied program must not look like an empty record."""
    ran = run("status", "--json")

    assert ran.status == 1
    assert ran.json["error"]["code"] == "curriculum-missing"
    assert str(installed.checkout) in ran.json["error"]["message"]
    assert "Install mlops-path again" in ran.json["error"]["hint"]


def test_a_mistake_in_the_curriculum_of_a_checkout_is_told_and_not_half_compiled(
    installed: Installed, cache: Path, run: Run
) -> None:
    """Its author has to see it, and nobody else ever does: a wheel with a mistake cannot be built."""
    installed.add_checkout("One")
    assert run("status").status == 0
    write(installed.checkout / "paths", mlops=path("mlops", "nothing"))
    ran = run("status", "--json")

    assert (ran.status, ran.json["error"]["code"]) == (4, "file-invalid")
    assert ran.json["error"]["message"].startswith("1 mistake in mlops.toml:\n")
