"""Import, update, new, export, remove, and a path arranged for oneself, as they are typed."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.cli.records import record
from tests.cli.test_hostile_text import harmless
from tests.cli.test_streams import on_terminal
from tests.hostile import PAYLOADS
from tests.survival.here import Said, command

PLAN = """\
# Winter plan

Something to read before.

## Basics

- [x] [Linear algebra for gardeners](https://gardens.example/algebra)
- [ ] [Statistics with wooden spoons](https://spoons.example/statistics) *(optional)*

## Later

- [ ] Weaving networks by hand
"""
NEXT = """\
# Winter plan

## Basics

- [ ] [Linear algebra for all gardeners](https://gardens.example/algebra)
- [ ] [Statistics with wooden spoons](https://kitchen.example/statistics)

## Last

- [ ] Weaving networks by hand
- [ ] [Databases in cold climates](https://winter.example/databases)
"""
TORN = """\
# Winter plan

- [ ] [Guide to rivers](https://rivers.example/a)
- [ ] [Guide to ships](https://ships.example/b)
"""
MENDED = "# Winter plan\n\n- [ ] [Guide to rivers](https://ships.example/b)\n"
GROUPS = ["carried", "retitled", "relinked", "moved", "retired", "new", "ambiguous"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands are typed; two plans lie there."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for name, text in (("plan.md", PLAN), ("next.md", NEXT), ("torn.md", TORN), ("mended.md", MENDED)):
        (here / name).write_text(text, encoding="utf-8")
    return here


@pytest.fixture
def own(home: Path) -> Path:
    return home / "data" / "mlops-path" / "paths"


def ok(*words: str) -> Said:
    said = command(*words)
    assert said.status == 0, said.err
    return said


def as_json(*words: str) -> Any:
    return json.loads(ok(*words, "--json").out)


def listed(path: str = "winter-plan") -> list[tuple[str, str]]:
    return [(step["id"], step["status"]) for step in as_json("list", "--path", path)]


def held(own: Path, database: Path) -> tuple[object, object]:
    """Everything that a command could have changed."""
    return record(database), {file.name: file.read_bytes() for file in own.glob("*")}


# Import


def test_an_import_is_shown_before_anything_is_written(own: Path, database: Path) -> None:
    """The learner decides by what they read: how much, from what, under which name."""
    said = ok("path", "import", "plan.md")

    assert said.out.splitlines() == [
        "Winter plan  (winter-plan)",
        "  2 stages, 2 sections, 3 steps: 3 from check boxes",
        "    Basics",
        "    Later",
        "  1 tick comes along",
    ]
    assert "--yes" in said.err
    assert held(own, database) == ({}, {})


def test_yes_imports(own: Path) -> None:
    """From then on it is a path like any other."""
    said = ok("path", "import", "plan.md", "--yes", "--id", "cold", "--title", "Cold days")

    assert "path use cold" in said.err
    assert [file.name for file in own.iterdir()] == ["cold.toml"]
    assert listed("cold") == [
        ("linear-algebra-for-gardeners", "done"),
        ("statistics-with-wooden-spoons", "todo"),
        ("weaving-networks-by-hand", "todo"),
    ]
    assert [(line["id"], line["title"]) for line in as_json("path", "list") if line["id"] == "cold"] == [
        ("cold", "Cold days")
    ]


def test_the_plan_as_json_is_what_would_be_imported(own: Path, database: Path) -> None:
    """A script checks a plan before it takes it."""
    plan = as_json("path", "import", "plan.md", "--dry-run")

    assert (plan["path"], plan["stages"], plan["sections"], plan["ticks"]) == (
        {"id": "winter-plan", "title": "Winter plan"},
        2,
        2,
        1,
    )
    assert plan["steps"][0] == {
        "number": 1,
        "id": "linear-algebra-for-gardeners",
        "title": "Linear algebra for gardeners",
        "url": "https://gardens.example/algebra",
        "urls": ["https://gardens.example/algebra"],
        "status": "done",
        "parent": None,
        "stage": "Basics",
        "section": "Basics",
        "origin": "box",
        "line": 7,
        "known": False,
    }
    assert held(own, database) == ({}, {})
    assert as_json("path", "import", "plan.md", "--yes") == plan
    assert len(listed()) == 3


def test_dry_run_is_stronger_than_yes(own: Path, database: Path) -> None:
    """Whoever writes both means the careful one."""
    ok("path", "import", "plan.md", "--yes", "--dry-run")

    assert held(own, database) == ({}, {})


def test_a_second_import_of_the_file_says_that_nothing_is_new(own: Path, database: Path) -> None:
    """The learner sees that it is there already, and not an error."""
    ok("path", "import", "plan.md", "--yes")
    before = held(own, database)

    assert "Nothing new" in ok("path", "import", "plan.md", "--yes").err
    assert held(own, database) == before
    assert as_json("path", "import", "plan.md", "--dry-run")["ticks"] == 0


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("import", "nowhere.md"), 4, "file-invalid"),
        (("import", "empty.md"), 4, "file-invalid"),
        (("import", "latin.md"), 4, "file-not-utf8"),
        (("import", "plan.md", "--id", "Not an id"), 2, "wrong-usage"),
        (("import", "plan.md", "--id", "mlops"), 1, "name-taken"),
        (("import", "next.md", "--yes"), 1, "file-exists"),
        (("update", "mlops", "next.md"), 3, "no-such-path"),
        (("update", "nowhere", "next.md"), 3, "no-such-path"),
        (("update", "winter-plan", "next.md", "--resolve", "x"), 2, "wrong-usage"),
        (("update", "winter-plan", "next.md", "--resolve", "x=1"), 3, "no-such-step"),
        (("update", "winter-plan", "next.md", "--except", "x"), 3, "no-such-step"),
        (("new", " "), 2, "wrong-usage"),
        (("new", "Winter plan"), 1, "name-taken"),
        (("export", "nowhere"), 3, "no-such-path"),
        (("export", "winter-plan", "-o", "plan.md"), 1, "file-exists"),
        (("remove", "mlops"), 3, "no-such-path"),
        (("remove", "nowhere"), 3, "no-such-path"),
        (("add", " "), 2, "wrong-usage"),
        (("add", "A", "--kind", "poem"), 2, "wrong-usage"),
        (("add", "A", "--minutes", "0"), 2, "wrong-usage"),
        (("add", "A", "--url", "javascript:alert(1)"), 1, "unsafe-link"),
        (("add", "A", "--after", "no such step"), 3, "no-such-step"),
        (("hide", "no such step"), 3, "no-such-step"),
        (("hide", "tool-faust"), 3, "no-such-step"),
        (("add", "A", "--after", "tool-faust"), 3, "no-such-step"),
        (("move", "tool-faust", "--first"), 3, "no-such-step"),
        (("move", "1", "--after", "tool-faust"), 3, "no-such-step"),
        (("unhide", "rules-of-ml"), 2, "wrong-usage"),
        (("move", "1"), 2, "wrong-usage"),
        (("move", "1", "--first", "--after", "2"), 2, "wrong-usage"),
        (("move", "1", "--after", "1"), 2, "wrong-usage"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_mistake_is_told_with_a_hint_and_changes_nothing(
    words: tuple[str, ...], status: int, code: str, own: Path, database: Path
) -> None:
    """What happened, and what to type next."""
    Path("empty.md").write_text("Nothing here.\n")
    Path("latin.md").write_bytes(b"- [ ] caf\xe9\n")
    ok("path", "import", "plan.md", "--yes")
    before = held(own, database)

    said = command("path", *words, "--json")
    error = json.loads(said.out)["error"]

    assert (said.status, error["code"]) == (status, code)
    assert error["hint"]
    assert held(own, database) == before
    assert command("path", *words).err.startswith("mlops-path: ")


def test_what_is_known_already_is_named_with_its_status(folder: Path) -> None:
    """Done once is done everywhere; a learner wants to see of what that is said."""
    ok("done", "rules-of-machine-learning", "--known")
    rules = as_json("show", "rules-of-machine-learning")
    (folder / "own.md").write_text(f"# Own\n\n- [{rules['title']}]({rules['url']})\n- [Sails](https://sea.example/)\n")

    assert ok("path", "import", "own.md", "--dry-run").out == (
        "Own  (own)\n"
        "  1 stage, 1 section, 2 steps: 2 from lists\n"
        "    Own\n"
        "  1 is known already; what you did for it counts here too\n"
        "    ✔ done     Rules of Machine Learning\n"
    )


# Update


def test_an_update_as_json_has_the_seven_groups(own: Path, database: Path) -> None:
    """A script decides by it; each step with what it was before."""
    ok("path", "import", "plan.md", "--yes")
    before = held(own, database)
    groups = as_json("path", "update", "winter-plan", "next.md", "--dry-run")

    assert list(groups) == GROUPS
    assert {name: [each["id"] for each in groups[name]] for name in GROUPS if groups[name]} == {
        "retitled": ["linear-algebra-for-gardeners"],
        "relinked": ["statistics-with-wooden-spoons"],
        "moved": ["weaving-networks-by-hand"],
        "new": ["databases-in-cold-climates"],
    }
    retitled = groups["retitled"][0]
    assert (retitled["title"], retitled["url"], retitled["status"]) == (
        "Linear algebra for all gardeners",
        "https://gardens.example/algebra",
        "done",
    )
    assert retitled["before"]["title"] == "Linear algebra for gardeners"
    assert groups["new"][0]["before"] is None
    assert all({"id", "title", "url", "status", "before"} <= each.keys() for name in GROUPS for each in groups[name])
    assert held(own, database) == before


def test_an_update_is_told_in_words() -> None:
    """What changes is read before it is taken, with how long it all takes then."""
    ok("path", "import", "plan.md", "--yes")
    said = ok("path", "update", "winter-plan", "next.md")

    assert said.out == (
        "Winter plan  (winter-plan)\n"
        "  1 retitled, 1 re-linked, 1 moved, 1 new\n"
        "  required: ≈ 45 min now, ≈ 1 h 15 then\n"
        "  open: 1 step now, 3 then\n"
        "  forecast: not enough history; it takes three weeks with a step finished in each\n"
        "\nAnother title\n"
        "  ✔ done       1  Linear algebra for all gardeners\n"
        "                   was: Linear algebra for gardeners\n"
        "\nAnother address\n"
        "  ○ todo       2  Statistics with wooden spoons\n"
        "                   https://spoons.example/statistics → https://kitchen.example/statistics\n"
        "\nAnother place\n"
        "  ○ todo       3  Weaving networks by hand\n"
        "                   was in: Later\n"
        "\nNew\n"
        "  ○ todo       4  Databases in cold climates\n"
    )
    assert "--yes" in said.err


def test_what_was_split_or_merged_is_told_with_its_ticks(folder: Path) -> None:
    """Nothing that goes on under another step may look as if it were gone."""
    boats, ships, ports, lights = (f"https://sea.example/{name}" for name in ("boats", "ships", "ports", "lights"))
    (folder / "sea.md").write_text(
        f"# Sea\n\n- [x] [Boats and ships]({boats}), [ships]({ships})\n"
        f"- [x] [Ports]({ports})\n- [x] [Lights]({lights})\n"
    )
    (folder / "seas.md").write_text(
        f"# Sea\n\n- [Boats]({boats})\n- [Ships]({ships})\n- [Ports and lights]({ports}), [lights]({lights})\n"
    )
    ok("path", "import", "sea.md", "--yes")

    assert ok("path", "update", "sea", "seas.md").out == (
        "Sea  (sea)\n"
        "  2 split, 1 merged\n"
        "\nParts of what was one step\n"
        "  ✔ done       1  Boats\n"
        "                   was: ✔ done, Boats and ships\n"
        "  ✔ done       2  Ships\n"
        "                   was: ✔ done, Boats and ships\n"
        "\nSeveral steps in one\n"
        "  ✔ done       3  Ports and lights\n"
        "                   was: ✔ done, Ports\n"
        "                   was: ✔ done, Lights\n"
    )
    record = as_json("path", "update", "sea", "seas.md", "--dry-run")
    assert [(each["how"], [was["id"] for was in each["from"]]) for each in record["carried"]] == [
        ("split", ["boats-and-ships"]),
        ("split", ["boats-and-ships"]),
        ("merged", ["ports", "lights"]),
    ]
    assert record["retired"] == []


def test_what_is_part_of_something_else_now_is_told_as_that(folder: Path) -> None:
    """It stands in the section that it stood in; to be told that it came from there says nothing."""
    sails, oars = "- [Sails](https://sea.example/sails)\n", "- [Oars](https://sea.example/oars)\n"
    jib = "[Jib of old](https://sea.example/jib)\n"
    (folder / "sea.md").write_text(f"# Sea\n\n{sails}  - {jib}{oars}")
    (folder / "other.md").write_text(f"# Sea\n\n{sails}{oars}  - {jib}")
    (folder / "alone.md").write_text(f"# Sea\n\n{sails}{oars}- {jib}")
    ok("path", "import", "sea.md", "--yes")

    assert "was part of: Sails\n" in ok("path", "update", "sea", "other.md").out
    assert "was part of: Sails\n" in ok("path", "update", "sea", "alone.md", "--yes").out
    assert "is part of: Oars\n" in ok("path", "update", "sea", "other.md").out


def test_an_address_that_is_gone_from_a_list_stays(folder: Path) -> None:
    """The known one is worth more than none; and nothing is told twice."""
    (folder / "sea.md").write_text("# Sea\n\n- [x] [Sails](https://sea.example/sails)\n- [ ] Oars\n")
    (folder / "bare.md").write_text("# Sea\n\n- [ ] Sails\n- [ ] Oars\n- [ ] Masts\n")
    ok("path", "import", "sea.md", "--yes")
    groups = as_json("path", "update", "sea", "bare.md", "--yes")

    assert [(each["id"], each["url"]) for each in groups["carried"]] == [
        ("sails", "https://sea.example/sails"),
        ("oars", None),
    ]
    assert as_json("--path", "sea", "list")[0]["url"] == "https://sea.example/sails"
    assert "3 carried\n" in ok("path", "update", "sea", "bare.md").out


def test_a_step_that_is_back_is_told_as_that() -> None:
    """It stood nowhere on the path before."""
    ok("path", "import", "next.md", "--id", "winter-plan", "--yes")
    ok("path", "use", "winter-plan")
    ok("done", "databases-in-cold-climates")
    ok("path", "update", "winter-plan", "plan.md", "--yes")

    assert (
        "  ✔ done       4  Databases in cold climates\n                   was no longer on this path\n"
        in ok("path", "update", "winter-plan", "next.md").out
    )


def test_an_update_tells_what_it_means_at_the_learners_own_pace(folder: Path) -> None:
    """Three weeks with two steps each and a month between are a pace; what a file brought, or was known, is none."""
    boxes = [f"- [ ] Walk number {number}\n" for number in range(12)]
    (folder / "walks.md").write_text("# Walks\n\n" + "".join(boxes) + "- [x] Crawling\n- [ ] Standing\n")
    (folder / "more.md").write_text(
        "# Walks\n\n" + "".join(boxes) + "".join(f"- [ ] Run number {n}\n" for n in range(6))
    )
    ok("path", "import", "walks.md", "--yes")
    ok("path", "use", "walks")
    ok("done", "standing", "--known")
    for number, weeks in enumerate((7, 7, 2, 2, 1, 1)):
        ok("done", f"walk-number-{number}", "--at", f"{weeks} weeks ago")
    said = ok("path", "update", "walks", "more.md").out.splitlines()

    assert said[2:5] == [
        "  required: ≈ 7 h now, ≈ 9 h then",
        "  open: 6 steps now, 12 then",
        "  at your pace: 4 to 11 weeks now, 9 to 20 weeks then (from your 7 weeks so far)",
    ]


def test_yes_updates_and_undo_goes_back(own: Path) -> None:
    """With every tick, in one change."""
    ok("path", "import", "plan.md", "--yes")
    text = (own / "winter-plan.toml").read_bytes()
    ok("path", "update", "winter-plan", "next.md", "--yes")

    assert listed()[0] == ("linear-algebra-for-gardeners", "done")
    assert len(listed()) == 4
    assert "Nothing would change" in ok("path", "update", "winter-plan", "next.md", "--yes").err
    ok("undo")
    assert (own / "winter-plan.toml").read_bytes() == text


def test_what_was_done_is_told_by_title_when_the_path_is_gone() -> None:
    """Nobody knows their steps by ids, and an undo of the import has just taken the titles away with the file."""
    ok("path", "import", "plan.md", "--yes")
    title = "Linear algebra for gardeners"

    assert ok("undo").err.strip().endswith(f"winter-plan, {title}")
    assert ok("history").out.count(title) == 2
    assert ok("redo").err.strip().endswith(f"winter-plan, {title}")


def test_what_is_not_certain_is_settled_by_a_word() -> None:
    """`--yes` takes all but that; `--resolve` says it."""
    ok("path", "import", "torn.md", "--yes")
    ok("done", "guide-to-rivers", "--path", "winter-plan")
    unsure = as_json("path", "update", "winter-plan", "mended.md", "--dry-run")["ambiguous"]

    assert [each["id"] for each in unsure[0]["candidates"]] == ["guide-to-rivers", "guide-to-ships"]
    by_id = as_json("path", "update", "winter-plan", "mended.md", "--resolve", f"guide-to-rivers={unsure[0]['id']}")
    assert [(each["id"], each["status"]) for each in by_id["relinked"]] == [("guide-to-rivers", "done")]
    assert "perhaps guide-to-rivers: ✔ done" in ok("path", "update", "winter-plan", "mended.md").out
    left = ok("path", "update", "winter-plan", "mended.md", "--yes").err
    assert "any time: `mlops-path path update winter-plan mended.md --resolve OLD=NUMBER`" in left
    ok("undo")
    sure = as_json("path", "update", "winter-plan", "mended.md", "--resolve", "guide-to-rivers=1", "--yes")
    assert [(each["id"], each["status"]) for each in sure["relinked"]] == [("guide-to-rivers", "done")]
    assert listed() == [("guide-to-rivers", "done")]


def test_what_is_excepted_stays() -> None:
    """In part, as far as the learner likes it."""
    ok("path", "import", "plan.md", "--yes")
    words = ("--except", "linear-algebra-for-gardeners", "databases-in-cold-climates")
    groups = as_json("path", "update", "winter-plan", "next.md", *words, "--yes")

    assert [each["id"] for each in groups["carried"]] == ["linear-algebra-for-gardeners"]
    assert groups["new"] == []
    assert "Linear algebra for gardeners" in ok("list", "--path", "winter-plan").out


def test_a_retired_step_is_seen_where_it_was_touched() -> None:
    """Search, history and report know it still, and no figure counts it."""
    ok("path", "import", "plan.md", "--yes")
    ok("path", "use", "winter-plan")
    Path("short.md").write_text("# W\n\n- [ ] [Databases in cold climates](https://winter.example/databases)\n")
    ok("path", "update", "winter-plan", "short.md", "--yes")

    assert "No longer on this path" in ok("list").out
    assert [(step["id"], step["retired"]) for step in as_json("list")] == [
        ("databases-in-cold-climates", False),
        ("linear-algebra-for-gardeners", True),
    ]
    assert "gardeners" in ok("search", "gardeners").out
    assert "Linear algebra for gardeners" in ok("history").out
    assert "Linear algebra for gardeners" in ok("report").out
    status = as_json("status")
    assert (status["done"], status["required"] - status["skipped"] - status["retired"]) == (0, 1)


# New, export, remove


def test_a_new_path_is_there_to_be_written_on(own: Path) -> None:
    """The file is named, and it is sound."""
    made = as_json("path", "new", "Things of mine")

    assert made == {
        "path": {"id": "things-of-mine", "title": "Things of mine"},
        "file": str(own / "things-of-mine.toml"),
    }
    ok("path", "check", made["file"])
    assert "things-of-mine.toml" in ok("path", "new", "Others").err.replace("others", "things-of-mine")


@pytest.mark.parametrize("format_", ["md", "toml"])
def test_what_is_exported_is_imported_as_the_same(format_: str, own: Path, folder: Path) -> None:
    """On paper, in a repository, on another machine."""
    ok("path", "import", "plan.md", "--yes")
    steps, text = as_json("list", "--path", "winter-plan"), (own / "winter-plan.toml").read_bytes()
    ok("path", "export", "winter-plan", "-o", f"out.{format_}")

    assert ok("path", "export", "winter-plan", "-f", format_).out == (folder / f"out.{format_}").read_text()
    assert as_json("path", "export", "winter-plan", "-f", format_)["text"] == (folder / f"out.{format_}").read_text()
    assert "Nothing new" in ok("path", "import", f"out.{format_}", "--id", "winter-plan", "--yes").err
    ok("path", "remove", "winter-plan")
    ok("path", "import", f"out.{format_}", "--id", "winter-plan", "--yes")
    assert as_json("list", "--path", "winter-plan") == steps
    assert format_ == "md" or (own / "winter-plan.toml").read_bytes() == text


def test_export_replaces_a_file_only_when_told_to(folder: Path) -> None:
    """A checklist that somebody wrote on is not lost to a command typed again."""
    ok("path", "import", "plan.md", "--yes")

    assert as_json("path", "export", "winter-plan", "-o", "next.md", "--force") == {
        "file": "next.md",
        "path": "winter-plan",
        "format": "md",
    }
    assert (folder / "next.md").read_text().startswith("# Winter plan <!-- path: winter-plan -->\n")


def test_removing_keeps_what_was_done(own: Path) -> None:
    """A path goes; the learner's record does not."""
    ok("path", "import", "plan.md", "--yes")
    ok("path", "use", "winter-plan")

    assert as_json("path", "remove", "winter-plan") == {"removed": "winter-plan"}
    assert list(own.iterdir()) == []
    assert as_json("status")["path"] == "mlops"
    ok("path", "import", "plan.md", "--id", "again", "--yes")
    assert listed("again")[0] == ("linear-algebra-for-gardeners", "done")


# Arranging


def test_a_step_of_ones_own_is_a_step() -> None:
    """It is numbered, counted, marked and noted like any other, and no file knows of it."""
    before = as_json("status")["required"]
    (added,) = as_json("path", "add", "Read our runbook", "--after", "1", "--minutes", "40")

    assert (added["number"], added["id"], added["minutes"], added["need"]) == (2, "read-our-runbook", 40, "required")
    ok("done", "2", "-m", "Long.")
    assert as_json("status")["required"] == before + 1
    assert as_json("show", "2")["status"] == "done"
    ok("undo")
    ok("undo")
    assert as_json("status")["required"] == before


def test_hidden_steps_come_back() -> None:
    """One by one, or all of them."""
    steps = [step["id"] for step in as_json("list")]
    assert as_json("path", "hide", "2", "3") == {"hidden": steps[1:3]}
    assert [step["id"] for step in as_json("list")] == [steps[0], *steps[3:]]

    ok("path", "unhide", steps[2])
    assert [step["id"] for step in as_json("list")] == [steps[0], *steps[2:]]
    ok("path", "unhide")
    assert [step["id"] for step in as_json("list")] == steps
    assert "Nothing is hidden" in ok("path", "unhide").err


@pytest.mark.parametrize("elsewhere", [(), ("--path", "huyen-primer")], ids=["here", "elsewhere"])
def test_what_is_out_of_sight_can_be_looked_at_and_marked(elsewhere: tuple[str, ...]) -> None:
    """By its id, as itself: not as the step that has its number now, and from a path without it too."""
    step = as_json("list")[3]
    ok("done", step["id"])
    ok("path", "hide", step["id"])
    shown = as_json("show", step["id"], *elsewhere)
    told = ok("show", step["id"], *elsewhere).out

    assert (shown["id"], shown["title"], shown["status"]) == (step["id"], step["title"], "done")
    assert step["title"] in told
    assert f"path unhide {step['id']}` brings it back" in told
    assert step["title"] in ok("history", *elsewhere).out
    assert step["title"] in ok("todo", step["id"], *elsewhere).err
    assert step["title"] in ok("undo", *elsewhere).err


def test_a_resource_that_stands_twice_is_shown_where_it_was_asked_for() -> None:
    """Its two steps have a number, a section and a reason each."""
    steps = as_json("list", "--path", "ml-ops-references")
    ids = [step["id"] for step in steps]
    twice = [step["number"] for step in steps if ids.count(step["id"]) > 1]

    assert len(twice) == 2
    assert [as_json("show", str(number), "--path", "ml-ops-references")["number"] for number in twice] == twice


def test_a_step_is_moved() -> None:
    """To the top, or behind another one."""
    steps = [step["id"] for step in as_json("list")]
    assert as_json("path", "move", "3", "--first")[0]["number"] == 1
    assert "Moved: 3" in ok("path", "move", "1", "--after", "3").err

    assert [step["id"] for step in as_json("list")] == steps


# Hostile plans


@pytest.mark.parametrize("payload", [each for each in PAYLOADS.values() if "\ud800" not in each])
def test_a_hostile_plan_does_nothing_to_a_terminal(payload: str, folder: Path) -> None:
    """A plan comes from anybody."""
    line = " ".join(payload.split("\n"))
    text = f"# {line}\n\n## {line}\n\n- [ ] [{line}](https://a.example/1)\n- [ ] {line}\n- [ ] [Sound](https://a.example/2)\n"
    (folder / "hostile.md").write_text(text, encoding="utf-8", newline="")
    said = command("path", "import", "hostile.md", "--id", "h", "--yes")

    assert said.status in (0, 4)
    assert harmless(said.out + said.err)
    if said.status == 0:
        for words in (("list", "--path", "h"), ("path", "export", "h"), ("path", "update", "h", "plan.md")):
            assert harmless(ok(*words).out)
        assert as_json("path", "check") is not None


# At a terminal


class Typed(NamedTuple):
    status: int
    out: str


def typed(answers: str, *words: str) -> Typed:
    """A command with a person in front of it: keyboard and messages are a terminal."""
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "wb", buffering=0) as keyboard:
        process = subprocess.Popen(
            [sys.executable, "-m", "mlops_path", *words], stdin=theirs, stderr=theirs, stdout=subprocess.PIPE
        )
        os.close(theirs)
        keyboard.write(answers.encode())
        out, _ = process.communicate(timeout=60)
    return Typed(process.returncode, out.decode())


@pytest.mark.parametrize(("answer", "steps"), [("y\n", 3), ("n\n", 0), ("\n", 0)])
def test_a_person_is_asked(answer: str, steps: int, own: Path) -> None:
    """Enter alone never changes anything."""
    assert typed(answer, "path", "import", "plan.md").status == 0
    assert len(list(own.glob("*"))) == (steps > 0)
    if steps:
        assert len(listed()) == steps


@pytest.mark.parametrize(
    ("answers", "status"), [("1\ny\n", "done"), ("2\ny\n", "todo"), ("\ny\n", "todo"), ("9\nno\n1\ny\n", "done")]
)
def test_a_person_is_asked_what_is_not_certain(answers: str, status: str) -> None:
    """One question for each, with the likeliest first."""
    ok("path", "import", "torn.md", "--yes")
    ok("done", "guide-to-rivers", "--path", "winter-plan")

    assert typed(answers, "path", "update", "winter-plan", "mended.md").status == 0
    assert listed()[0][1] == status


@pytest.mark.parametrize(("answers", "status"), [("y\ny\n", "done"), ("\ny\n", "todo"), ("2\nno\ny\n", "todo")])
def test_where_there_is_one_answer_the_question_is_whether(answers: str, status: str) -> None:
    """What is no answer is no yes and no no."""
    for name, box, url in (
        ("one.md", "x", "https://youtu.be/abc"),
        ("next-one.md", " ", "https://papers.example/a.pdf"),
    ):
        Path(name).write_text(f"# Winter plan\n\n- [{box}] [Hidden debts of boats]({url})\n- [ ] Row\n")
    ok("path", "import", "one.md", "--yes")

    assert typed(answers, "path", "update", "winter-plan", "next-one.md").status == 0
    assert listed()[0] == ("hidden-debts-of-boats" if status == "done" else "hidden-debts-of-boats-2", status)


def test_a_preview_is_in_colour_on_a_terminal_and_safe_there() -> None:
    """The colour of a status is ours; whatever stands in a title is nobody's."""
    green, evil = "\x1b[32m✔ done   \x1b[0m", "\x1b[31mRed ropes"
    Path("one.md").write_text(f"# Winter plan\n\n- [x] [Sails](https://a.example/s)\n- [x] {evil}\n- [x] Masts\n")
    Path("next-one.md").write_text(f"# Winter plan\n\n- [x] [Jibs](https://a.example/s)\n- [x] {evil} (blue)\n")
    ok("path", "import", "one.md", "--yes")
    again = on_terminal("path", "import", "one.md", "--dry-run")
    preview = on_terminal("path", "update", "winter-plan", "next-one.md", "--dry-run")

    assert f"{green}  Sails" in again
    assert f"{green}    1  Jibs" in preview
    assert f"{green} Masts" in preview
    for text in (again, preview):
        assert "Red ropes" in text
        assert "\x1b[31m" not in text
        assert "␛[32m" not in text


def test_a_file_of_something_else_is_wondered_at() -> None:
    ok("path", "import", "plan.md", "--yes")
    Path("bread.md").write_text("# Bread\n\n- [ ] Knead the dough\n- [ ] Bake it well\n")

    assert "Is it the right one?" in ok("path", "update", "winter-plan", "bread.md").out
    assert "Is it the right one?" not in ok("path", "update", "winter-plan", "next.md").out
