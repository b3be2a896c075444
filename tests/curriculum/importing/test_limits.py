"""Files that would keep a parser busy for minutes: refused with a sentence, before it begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_path.curriculum.importing import read_plan
from mlops_path.errors import FileInvalid, FileNotUtf8, FileTooBig, MlopsPathError
from tests.timing import processor_time

MEGABYTES_10 = 10 << 20


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "[" * MEGABYTES_10),
        ("a.md", "![" * 100_000),
        ("a.md", "- " + "~~a " * 100_000),
        ("a.md", ":a" * 100_000),
        ("a.md", "a <![CDATA[ " * 50_000),
        ("a.md", "<div>\n" + "<a " * 50_000),
        ("a.md", "<ul><li>" * 5_000),
        ("a.md", "> " * 40 + "a\n" * 1000),
        ("a.md", "1. " * 5_000),
        ("a.md", "".join(" " * (2 * depth) + "- a\n" for depth in range(2000))),
        ("a.md", "<details>\n\n" * 5_000),
        ("a.md", "a|b\n-|-\n" + "a|b\n" * 45_000),
        ("a.md", "a\n\n" * 100_000),
        ("a.md", "**Week 1**\n\n" * 30_000),
        ("a.md", "\n" * 1_000_000),
        ("a.md", "## a " + "{ " * 1_000_000),
        ("a.md", ("a " + "/ " * 50_000 + "\n\n") * 40),
        ("a.md", "!!! a\n" + ("\t" * 5000 + "- a\n") * 1900),
        ("a.md", "- [ ] a\n" * 20_001),
        ("a.json", "[" * 1_000_000),
        ("a.json", '{"nodes": [' + "{}," * 500_000 + "{}]}"),
        ("a.csv", "title\n" + "a\n" * 20_001),
        ("a.csv", 'title\n"' + "a" * 200_000),
        ("a.csv", "title,url\n" + ",b\n" * 200_000),
        ("a.toml", "a." * 40_000 + "b = 1"),
    ],
    ids=lambda value: repr(value[:12]),
)
def test_no_file_keeps_the_program_busy(name: str, text: str, tmp_path: Path) -> None:
    """A learner who opened the wrong file gets the terminal back, with a sentence."""
    (tmp_path / name).write_text(text)

    with processor_time() as taken, pytest.raises((FileInvalid, FileTooBig)) as refused:
        read_plan(str(tmp_path / name))

    assert taken.seconds < 5
    assert name in refused.value.sentence
    assert refused.value.hint


def test_lists_in_each_other_are_refused_before_their_blanks_are_read(tmp_path: Path) -> None:
    """Four thousand of them are 8 MB of blanks, over which the parser alone takes three seconds."""
    (tmp_path / "a.md").write_text("".join(" " * depth + "- a\n" for depth in range(4000)))

    with pytest.raises(FileTooBig) as refused:
        read_plan(str(tmp_path / "a.md"))

    assert refused.value.sentence == "a.md, line 2001: lines are set in further than those of a study plan."


LINK = "https://a.example/"


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "| Week | About | Notes |\n|-|-|-|\n"
            + "".join(f"| Week {n} | On wind {n} | [PDF]({LINK}{n}) |\n" for n in range(8000)),
            8000,
        ),
        (f"| Day | Task |\n|-|-|\n| Day 0 | [a]({LINK}) |\n" + "".join(f"| Day {n} | |\n" for n in range(20_000)), 1),
        (
            f"<table><tr>{'<td>a' * 9000}</tr>{'<tr><td>a' * 9000}<tr><td><a href='{LINK}'>b</a></table>",
            9002,
        ),
        (
            "<table>"
            + (f"<tr>{'<td rowspan=999>a' * 19}</tr>" + "<tr><td>b" * 90) * 100
            + f"<tr><td><a href='{LINK}'>c</a></table>",
            9101,
        ),
    ],
    ids=["rows that count", "rows without a task", "rows of one cell below a long one", "cells that go through rows"],
)
def test_a_long_table_is_read_in_time_that_grows_with_its_cells(text: str, steps: int, tmp_path: Path) -> None:
    """What holds of a column is found out once, and not again for each row."""
    (tmp_path / "a.md").write_text(text)

    with processor_time() as taken:
        plan = read_plan(str(tmp_path / "a.md"))

    assert taken.seconds < 5
    assert len(plan.items) == steps


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (f"- [c]({LINK})\n\n" + "".join(f"# Licence\n\n## A{n}\n\n- [b{n}]({LINK}{n})\n\n" for n in range(6000)), 1),
        (
            "".join(f"**Topics**:\n\n- a{n}\n  - b, c.\n\n- **Day {n}:** d\n  - Resource: e\n\n" for n in range(2000)),
            4000,
        ),
        (
            f"<table>{''.join(f'<tr><td>w{n}<td><ul><li><a href={LINK}{n}>a</a></ul>' for n in range(6000))}</table>",
            6000,
        ),
        ("".join(f"- 🕞 - in progress\n- ✅ - finished\n- 🕞 a{n}\n" for n in range(4000)), 4000),
        ("- [ ] a\n" + "- [x] Completed\n- [ ] Open\n" * 8000, 1),
        ("".join(f"    - a{n}\n\nb\n\n" for n in range(6000)), 6000),
        ("".join(f"### [a{n}]({LINK}{n})\n\nb\n\n" for n in range(6000)) + f"- [c]({LINK})\n", 6000),
        ("| Topic | Link |\n|-|-|\n" + "".join(f"| a | [b{n}]({LINK}{n}) |\n" for n in range(8000)), 8000),
        (f"- [c]({LINK})\n" + "- **Da**\n" * 10_000 + "- De\n" * 5000 + "# De\n", 10_000),
        (f"<table><tr>{''.join(f'<td><a href={LINK}{n}>a</a>' for n in range(20_000))}</table>", 1),
        (
            f"<table><tr>{'<th>a<th>b' * 1000}</tr>{'<tr><td>x' * 10_000}</tr><tr><td>c<td><a href={LINK}>d</a>",
            1,
        ),
        (f"- [c]({LINK})\n\n|{'a|' * 9999}b|\n|{'-|' * 10_000}\n|x|\n", 1),
        (
            "# h1\n# h0\n"
            + "".join(f"- [a](//{n}.b#h1)[a](//{n}.b#h0)\n" for n in range(12_000))
            + f"\n## c\n\n- [c]({LINK})",
            1,
        ),
    ],
    ids=[
        "headings",
        "labels",
        "lists in rows",
        "a legend",
        "boxes that say it",
        "code",
        "headings that lead",
        "groups",
        "names in bold",
        "links in a row",
        "tables side by side",
        "a wide table",
        "homes",
    ],
)
def test_a_long_plan_is_read_in_time_that_grows_with_it(text: str, steps: int, tmp_path: Path) -> None:
    """Whatever is asked of all of it is asked once."""
    (tmp_path / "a.md").write_text(text, encoding="utf-8")

    with processor_time() as taken:
        plan = read_plan(str(tmp_path / "a.md"))

    assert taken.seconds < 5
    assert len(plan.items) == steps


@pytest.mark.parametrize(
    ("name", "content", "error", "sentence"),
    [
        ("a.md", b"- a\n" * (MEGABYTES_10 // 4 + 1), FileTooBig, "a.md is larger than 10 MB."),
        ("a.md", b"\xef\xbb\xbf- [ ] caf\xe9\n", FileNotUtf8, "a.md is not UTF-8: byte 12."),
        ("a.json", b'{"nodes": [], "nodes": []}', FileInvalid, "'nodes' stands there twice"),
        ("a.json", b'{"nodes": NaN}', FileInvalid, "NaN is no number"),
        ("a.json", b'{"nodes": [{"id": "\\ud800"}]}', FileInvalid, "surrogates not allowed"),
        ("a.json", b"[1, 2]", FileInvalid, "a.json holds no map."),
        ("a.csv", b"When;Where\n1;2\n", FileInvalid, "its columns are: 'When', 'Where'."),
        ("a.toml", b"id = 1", FileInvalid, "must be text in quotes"),
        ("a.toml", b"[[resource]]\nid = 'a'\ntitle = 'A'\nkind = 'book'\n", FileInvalid, "has no path in it"),
        ("a.toml", b"title = ", FileInvalid, "a.toml is not TOML"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(
    name: str, content: bytes, error: type[MlopsPathError], sentence: str, tmp_path: Path
) -> None:
    """With the place, so that it can be mended."""
    (tmp_path / name).write_bytes(content)

    with pytest.raises(error) as refused:
        read_plan(str(tmp_path / name))

    assert sentence in refused.value.sentence


def test_a_name_without_a_file_is_told(tmp_path: Path) -> None:
    """A slip in a name is the commonest mistake of all."""
    for name in ("nowhere.md", "nul\0.md", "."):
        with pytest.raises(FileInvalid, match=r"^(Cannot read |.* is no file)"):
            read_plan(str(tmp_path / name))


@pytest.mark.parametrize(
    "text",
    [
        "- [ ] a ✅" + " " * 500_000 + "b\n",
        "- [a" + " " * 500_000 + "b](https://a.example)\n",
        "- [ ] a " + "✅" * 300_000 + " b\n",
        "- a" + ". " * 200_000 + "[b](https://a.example)\n",
        "- [c](https://b.example)\n- a" + " (b)" * 10_000 + " c\n",
        "- [c](https://b.example)\n- Ab," + " " * 400_000 + "2018x\n",
        "- [c](https://b.example)\n- " + "Ab, " * 10_000 + "“Cd” 2018\n",
        "- [c](https://b.example)\n" + f"- {'Ab. ' * 125}x 2017\n" * 8000,
    ],
    ids=["a date", "a price", "signs", "a citation", "brackets", "a year", "names", "many citations"],
)
def test_what_is_looked_for_in_a_line_is_found_in_time_that_grows_with_it(text: str, tmp_path: Path) -> None:
    """A pattern that begins with blanks tries each of a million of them, and all behind it."""
    (tmp_path / "a.md").write_text(text)

    with processor_time() as taken:
        plan = read_plan(str(tmp_path / "a.md"))

    assert taken.seconds < 5
    assert plan.items


@pytest.mark.parametrize(
    "text", ["- [ ] 🙂 " + "a- bcd " * 120_000, "## " + "a-b " * 500_000, "- [ ] " + "✅ 2020-01-01 " * 140_000]
)
def test_a_line_that_the_parser_would_copy_over_and_over_is_refused(text: str, tmp_path: Path) -> None:
    """At each stop the rest of a line is copied, four times as long where a sign in it is."""
    (tmp_path / "a.md").write_text(text)

    with processor_time() as taken, pytest.raises(FileTooBig, match="than can be read in a few seconds"):
        read_plan(str(tmp_path / "a.md"))

    assert taken.seconds < 5
