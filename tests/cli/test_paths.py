"""Paths of one's own: checked with every mistake at once, listed when they are good, left out when they are not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run

GOOD = """
id = "evenings"
title = "Evenings"
edition = 2026-05-01
author = "Ada"
summary = "What I read after work."

[[resource]]
id = "my-book"
title = "My book"
kind = "book"
summary = "About everything."

[[stage]]
title = "One"
[[stage.section]]
title = "First"
[[stage.section.step]]
resource = "my-book"
[[stage.section.step]]
resource = "demystifying-mlops"
need = "optional"
why = "For the word."
"""

BROKEN = """
id = "Not An Id"
title = ""
edition = "2026-05-01"
colour = "red"

[[resource]]
id = "lonely-link"
title = "A title \\u202e"
kind = "novel"
summary = "x"
url = "javascript:alert(1)"
minutes = "10"

[[stage]]
title = "One"
[[stage.section]]
title = "First"
[[stage.section.step]]
resource = "no-such-resource"
need = "maybe"
"""

MISTAKES = {
    ("", "id"): "lower-case letters",
    ("", "title"): "is empty",
    ("", "edition"): "a date without quotes",
    ("", "colour"): "not a field",
    ("resource lonely-link", "title"): "invisible character",
    ("resource lonely-link", "kind"): "must be one of",
    ("resource lonely-link", "url"): "address that can be opened",
    ("resource lonely-link", "minutes"): "whole number without quotes",
    ("stage One › section First › step no-such-resource", "need"): "must be one of",
    ("stage One › section First › step no-such-resource", "resource"): "no resource",
}


@pytest.fixture
def own(home: Path) -> Path:
    """The folder of the learner's own paths."""
    folder = home / "data" / "mlops-path" / "paths"
    folder.mkdir(parents=True)
    return folder


def test_the_shipped_curriculum_has_no_mistakes(run: Run) -> None:
    """Nobody should meet a fault in a file that came with the program."""
    ran = run("path", "check")

    assert ran.status == 0
    assert [line for line in ran.out.splitlines() if ": warning: " not in line] == []
    assert "no mistakes" in ran.err
    assert "mlops" in run("path", "check", "--json").json["paths"]


def test_every_mistake_of_a_file_is_told_at_once_with_its_place(run: Run, tmp_path: Path) -> None:
    """Who writes a path by hand mends it in one go, not in nine."""
    file = tmp_path / "broken.toml"
    file.write_text(BROKEN)
    ran, as_json = run("path", "check", str(file)), run("path", "check", str(file), "--json")
    error = as_json.json["error"]
    told = {(each["entry"], each["field"]): each["what"] for each in error["mistakes"]}

    assert (ran.status, as_json.status, error["code"], as_json.err) == (4, 4, "file-invalid", "")
    assert {each["file"] for each in error["mistakes"]} == {str(file)}
    assert told.keys() == MISTAKES.keys()
    assert all(MISTAKES[place] in what for place, what in told.items())
    assert ran.out.splitlines() == [
        ": ".join(part for part in (str(file), entry, field, what) if part) for (entry, field), what in told.items()
    ]
    assert ran.err == f"{len(MISTAKES)} mistakes. {error['hint']}\n"


UNTOLD = """
[[resource]]
id = "untold-book"
title = "Untold"
kind = "book"
"""


def test_warnings_are_printed_one_a_line_and_leave_a_file_valid(run: Run, tmp_path: Path) -> None:
    """An author sees what could be better; a script that only wants to know whether the file is right goes on."""
    file, other = tmp_path / "evenings.toml", tmp_path / "untold.toml"
    file.write_text(GOOD)
    other.write_text(UNTOLD)
    ran, as_json = run("path", "check", str(file), str(other)), run("path", "check", str(file), str(other), "--json")
    document = as_json.json

    assert (ran.status, as_json.status, as_json.err) == (0, 0, "")
    assert ran.out.splitlines() == [
        (
            f"{other}: resource untold-book: summary: warning: is missing; "
            "say in one to three sentences what one learns, and for whom"
        ),
        (
            f"{other}: resource untold-book: warning: stands on no path, so nobody finds it; "
            "give it a step on one, or remove it"
        ),
        (
            f"{file}: stage One › section First › step my-book: resource: warning: has no address; "
            "give it a url or free_url, or make the step optional"
        ),
    ]
    assert ran.err == "2 files, 1 path: no mistakes, 3 warnings.\n"
    assert (document["files"], document["paths"], document["mistakes"]) == (2, ["evenings"], [])
    assert [(each["file"], each["field"]) for each in document["warnings"]] == [
        (str(other), "summary"),
        (str(other), ""),
        (str(file), "resource"),
    ]
    assert set(document["warnings"][0]) == {"file", "entry", "field", "what"}


def test_warnings_come_after_the_mistakes_and_are_counted_beside_them(run: Run, tmp_path: Path) -> None:
    """What has to be mended stands first."""
    file, other = tmp_path / "broken.toml", tmp_path / "untold.toml"
    file.write_text(BROKEN)
    other.write_text(UNTOLD)
    ran, as_json = run("path", "check", str(other), str(file)), run("path", "check", str(other), str(file), "--json")
    lines, error = ran.out.splitlines(), as_json.json["error"]

    assert (ran.status, as_json.status) == (4, 4)
    assert [": warning: " in line for line in lines] == [False] * len(MISTAKES) + [True]
    assert ran.err == f"{len(MISTAKES)} mistakes, 1 warning. Mend them and check again.\n"
    assert (error["message"], len(error["mistakes"])) == (f"{len(MISTAKES)} mistakes, 1 warning.", len(MISTAKES))
    assert [each["entry"] for each in error["warnings"]] == ["resource untold-book"]


def test_a_file_without_a_warning_says_nothing_of_warnings(run: Run, tmp_path: Path) -> None:
    """Whoever has nothing to do reads nothing to do; the warnings of the program's own files are not theirs."""
    file = tmp_path / "fine.toml"
    file.write_text(GOOD.replace('kind = "book"', 'kind = "book"\nfree_url = "https://example.org/my-book"'))

    assert (run("path", "check", str(file)).out, run("path", "check", str(file)).err) == (
        "",
        "1 file, 1 path: no mistakes.\n",
    )
    assert run("path", "check", str(file), "--json").json["warnings"] == []


def test_a_file_among_ones_own_paths_is_checked_together_with_the_others_there(run: Run, own: Path) -> None:
    """The program reads them together: a catalogue of one's own is used by the path beside it."""
    (own / "evenings.toml").write_text(GOOD.replace('resource = "my-book"', 'resource = "untold-book"'))
    (own / "mine.toml").write_text(UNTOLD)
    catalogue, walk = run("path", "check", str(own / "mine.toml")), run("path", "check", str(own / "evenings.toml"))

    assert (catalogue.status, walk.status) == (0, 0)
    assert [line.split(": ")[2] for line in catalogue.out.splitlines()] == ["summary"]


def test_a_resource_without_a_summary_is_shown_without_one(run: Run, own: Path) -> None:
    """A path may be walked before all its texts are written."""
    (own / "evenings.toml").write_text(GOOD.replace('summary = "About everything."\n', ""))
    ran, record = run("show", "my-book", "--path", "evenings"), run("show", "my-book", "--path", "evenings", "--json")

    assert (ran.status, record.json["summary"]) == (0, "")
    assert "About " not in ran.out
    assert run("report", "--path", "evenings").status == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"id = ", "is not TOML"),
        (b"id = \xff", "is not UTF-8"),
        (b"a" + b".a" * 40_000 + b" = 1", "deep"),
        (b"x = " + b"[" * 5000, "deep"),
        (b"# " + b"x" * (10 << 20), "larger than 10 MB"),
        (b"", "no mistakes"),
    ],
    ids=["not TOML", "not UTF-8", "a key of dots", "a list of lists", "too big", "empty"],
)
def test_a_file_that_cannot_be_a_path_is_told_in_a_sentence(
    content: bytes, says: str, run: Run, tmp_path: Path
) -> None:
    """Whatever somebody sends must be answered at once and in words."""
    file = tmp_path / "strange.toml"
    file.write_bytes(content)
    ran = run("path", "check", str(file), timeout=20)

    assert says in ran.out + ran.err
    assert ran.status == (0 if says == "no mistakes" else 4)


def test_a_missing_file_is_a_mistake_of_its_own(run: Run, tmp_path: Path) -> None:
    """A typing error in the name must not look like a good file."""
    file = str(tmp_path / "nowhere.toml")
    ran = run("path", "check", file)

    assert ran.status == 4
    assert file in ran.out
    assert run("path", "check", file, "--json").json["error"]["code"] == "file-invalid"


def test_a_path_of_ones_own_is_a_path_like_any_other(run: Run, own: Path) -> None:
    """A file in a folder is all it takes."""
    (own / "evenings.toml").write_text(GOOD)
    listed = {each["id"]: each for each in run("path", "list", "--json").json}
    run("path", "use", "evenings")
    run("done", "my-book")

    assert (listed["evenings"]["own"], listed["mlops"]["own"]) == (True, False)
    assert [line.split()[1] for line in run("path", "list").out.splitlines() if line[0] == "*"] == ["evenings"]
    assert ", your own)" in run("path", "list").out
    assert run("status", "--json").json["fraction"] == 1.0
    assert [each["id"] for each in run("list", "--json").json] == ["my-book", "demystifying-mlops"]
    assert "Evenings" in run("show", "demystifying-mlops", "--path", "mlops").out
    assert run("path", "check").status == 0


def test_a_changed_file_is_read_again(run: Run, own: Path) -> None:
    """Who edits a path sees the change with the next command."""
    (own / "evenings.toml").write_text(GOOD)
    before = run("path", "show", "evenings", "--json").json["title"]
    (own / "evenings.toml").write_text(GOOD.replace('"Evenings"', '"Mornings"'))

    assert (before, run("path", "show", "evenings", "--json").json["title"]) == ("Evenings", "Mornings")


def test_a_broken_path_of_ones_own_is_left_out_and_everything_else_works(run: Run, own: Path) -> None:
    """One bad file must not take the whole program away."""
    (own / "broken.toml").write_text(BROKEN)
    (own / "evenings.toml").write_text(GOOD)
    listed = run("path", "list")

    assert listed.status == 0
    assert "evenings" in listed.out
    assert f"Left out: {own / 'broken.toml'}" in listed.err
    assert "`mlops-path path check`" in listed.err
    assert isinstance(run("path", "list", "--json").json, list)
    assert run("done", "1").status == 0
    assert run("path", "check").status == 4


def test_a_path_may_not_take_the_name_of_one_that_came_with_the_program(run: Run, own: Path) -> None:
    """A learner must never be on another path than the name says."""
    (own / "mlops.toml").write_text(GOOD.replace('"evenings"', '"mlops"'))
    ran = run("path", "list")

    assert (ran.status, ran.out.count("mlops  ")) == (0, 1)
    assert "Left out" in ran.err


def test_a_path_that_went_away_leaves_the_learner_on_the_default_one(run: Run, own: Path) -> None:
    """Deleting a file must not lock anybody out."""
    (own / "evenings.toml").write_text(GOOD)
    run("path", "use", "evenings")
    (own / "evenings.toml").unlink()

    assert (run("status").status, run("status", "--json").json["path"]) == (0, "mlops")


def test_a_path_is_shown_with_its_stages_and_the_rule_of_counting(run: Run) -> None:
    """Before following a path one wants to know what it is made of, and how progress is counted."""
    ran, as_json = run("path", "show", "huyen-guide"), run("path", "show", "huyen-guide", "--json").json

    assert all(stage["title"] in ran.out for stage in as_json["stages"])
    assert "done / (required − skipped − retired)" in ran.out
    assert as_json["path"] == "huyen-guide"
