"""Tables of things to learn that are laid out otherwise than a row for each, and tables without links."""

from __future__ import annotations

import pytest

from tests.curriculum.importing.test_markdown import A, B, plan_of, titles

GRID = (
    "<table>",
    "<tr><td><b>⛵ Sails</b></td><td><b>(cont.)</b></td><td><b>✅ Oars</b></td></tr>",
    f"<tr><td><a href='{A}1'>Jib</a></td><td><a href='{A}2'>Genoa</a></td><td><a href='{A}3'>Blades</a></td></tr>",
    f"<tr><td><a href='{A}4'>Cloth</a></td><td></td><td><a href='{A}5'>Solution</a></td></tr>",
    "</table>",
    "",
)


def test_each_cell_of_a_grid_is_a_step_column_by_column() -> None:
    plan = plan_of("# Boats", *GRID)

    assert titles(plan) == ["Jib", "Cloth", "Genoa", "Blades", "Solution"]
    assert [plan.sections[item.section].title for item in plan.items] == ["Sails"] * 3 + ["Oars"] * 2


def test_beside_a_grid_a_table_of_bare_titles_is_one() -> None:
    bare = ("<table>", "<tr><td>Ropes</td><td>Knots</td></tr>", "<tr><td>Tar</td><td></td></tr>", "</table>", "")

    assert titles(plan_of("# Boats", *GRID, *bare))[5:] == ["Ropes", "Tar", "Knots"]
    assert titles(plan_of("# Boats", *bare, f"- [Jib]({A})")) == ["Jib"]


def test_a_table_with_fields_or_with_ways_to_one_thing_is_no_grid() -> None:
    lectures = plan_of(
        "| Lecture | Lab |", "|---|---|", f"| [Sails]({A}) | [Tie]({B}) |", f"| [Oars]({A}2) | [Row]({B}2) |"
    )
    ways = plan_of("| 1 | 2 |", "|---|---|", f"| [Sails]({A}) | [pdf]({B}) |", f"| [Oars]({A}2) | [pdf]({B}2) |")

    assert titles(lectures) == titles(ways) == ["Sails", "Oars"]


def test_a_table_without_links_is_one_of_steps_where_one_of_the_same_head_has_them() -> None:
    plan = plan_of(
        "## Free", "| Harbour | Link |", "|---|---|", f"| North | [a]({A}) |", "## Paid", "| Harbour | Price |",
        "|---|---|", "| South | 3 |", "## Prices", "| Boat | Price |", "|---|---|", "| Kayak | 5 |",
    )  # fmt: skip

    assert titles(plan) == ["North", "South"]


def test_a_table_under_what_is_to_be_learnt_is_one_of_steps() -> None:
    told = ("| Area | Things |", "|---|---|", "| Sails | Jib, Genoa |")

    assert titles(plan_of("## Things to learn (at least)", *told, "## Ropes", f"- [Tar]({A})")) == ["Sails", "Tar"]
    assert titles(plan_of("## Things on board", *told, "## Ropes", f"- [Tar]({A})")) == ["Tar"]


def test_cells_outside_of_a_row_are_one() -> None:
    plan = plan_of(
        "<table>", "<tr>", f"<tr><td colspan='2'></td></tr><td>1</td><td><a href='{A}'>Sails</a></td>", "</tr>",
        f"<tr><td>2</td><td><a href='{B}'>Oars</a></td></tr>", "</table>",
    )  # fmt: skip

    assert titles(plan) == ["Sails", "Oars"]


def test_rows_that_link_to_files_of_the_plan_hold_no_groups() -> None:
    plan = plan_of(
        "<table>", f"<tr><td><a href='week1/'>Sails</a></td><td><ul><li><a href='{A}'>Jib</a></li></ul></td></tr>",
        "</table>",
    )  # fmt: skip

    assert [(item.title, item.parent) for item in plan.items] == [("Sails", None), ("Jib", 0)]


def test_lines_with_bars_are_rows_without_a_table() -> None:
    plan = plan_of("## Sails", f"[Jib]({A})| 8 weeks | 5 hours", f"[Genoa]({B}) | - | 3 hours", "The end | of it.")

    assert titles(plan) == ["Jib", "Genoa"]


def test_a_cell_stands_in_each_row_that_it_goes_through() -> None:
    """Else what is in the row below would be read under the wrong head."""
    plan = plan_of(
        "<table>", "<tr><th>Chapter</th><th>Part</th><th>Topic</th></tr>",
        "<tr><td rowspan=2>Sails</td><td>1</td><td>Jib</td></tr>", "<tr><td>2</td><td>Genoa</td></tr>",
        "<tr><td>Oars</td><td>1</td><td>Blades</td></tr>", "</table>",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Genoa", "Blades"]


def test_marks_under_weeks_say_when_and_tick_nothing() -> None:
    plan = plan_of(
        "| Materi | 1 | 2 |", "|---|---|---|", "| **Bab 1: Layar** | ✅ | |", "| Jib | ✅ | |", "| Genoa | | ✅ |"
    )

    assert [(item.title, item.status) for item in plan.items] == [("Jib", ""), ("Genoa", "")]


def test_marks_under_numbers_are_ticks_where_a_thing_is_done_more_than_once() -> None:
    """Whoever solves a problem three times must not lose the first."""
    plan = plan_of("| Problem | 1 | 2 |", "|---|---|---|", "| Jib | ✅ | ✅ |", "| Genoa | ✅ | |", "| Oars | | |")

    assert [(item.title, item.status) for item in plan.items] == [("Jib", "done"), ("Genoa", "done"), ("Oars", "todo")]


def test_tables_of_tasks_are_known_in_other_languages() -> None:
    plan = plan_of(
        "| Время | Задача | Файл |", "|---|---|---|", "| **Утро (2ч)** | Узлы | `knots.md` |", "| | Вёсла | |",
        "", "| День | Фокус | Время |", "|---|---|---|", "| 1 | Паруса | 3ч |", "| 2 | Отдых | 1ч |",
    )  # fmt: skip

    assert titles(plan) == ["Узлы", "Вёсла", "Паруса"]


def test_in_a_week_of_days_a_row_is_called_as_its_first_day() -> None:
    """Homework that got a link must not rename the week."""
    heads = ("| Week | Pages due | Tuesday | Thursday | Due |", "|---|---|---|---|---|")
    plan = plan_of(
        *heads, f"| 1 | Ch. 1 | Sails | Ropes | [Homework]({A}) |", "| 2 | Ch. 2 | Oars | Knots | Homework |",
        f"| 3 | Ch. 3 | [Wind]({B}) | Tides | |",
    )  # fmt: skip

    assert titles(plan) == ["Sails", "Oars", "Wind"]


def test_a_day_without_a_topic_is_called_by_what_is_read() -> None:
    plan = plan_of(
        "| Wk | Date | Lect_# | Lecture_Topic | Required Readings |", "|---|---|---|---|---|",
        "| 1 | **08/26** | **R-L1** | Sails | |", "| | **08/31** | **T-L2** | | Example et al. 2019 |",
    )  # fmt: skip

    assert titles(plan) == ["Sails", "Example et al. 2019"]


def test_a_status_may_say_when() -> None:
    plan = plan_of(
        "|No.|コース分類|コース|目安時間|ステータス|", "|---|---|---|---|---|",
        "|1-1|帆<br>(約18h)|帆 初級編|3h50m|・完了(4/21)、<br>・2回目完了(4/27)|",
        "|1-2||帆 中級編|2h|完了(4/22)|", "|1-3||縄 I|2h||",
    )  # fmt: skip

    assert [(item.title, item.status) for item in plan.items] == [
        ("帆 初級編", "done"), ("帆 中級編", "done"), ("縄 I", "todo"),
    ]  # fmt: skip


def test_a_table_to_keep_track_in_counts_nothing_once_more() -> None:
    """Its rows are the weeks whose tasks have boxes already; alone it is the plan, and what is ticked in it stays."""
    table = (
        "## Progress Tracking",
        "| Week | Topics | Done |",
        "|---|---|---|",
        "| 1 | Sails | ☐ |",
        "| 2 | Oars | ☐ |",
    )

    assert titles(plan_of("# Boats", "## Week 1", "- [ ] Jib", "", *table)) == ["Jib"]
    assert titles(plan_of("# Boats", *table)) == ["Sails", "Oars"]
    ticked = plan_of("# Boats", "## Week 1", "- [ ] Jib", "", *table[:-1], "| 2 | Oars | ✅ |")
    assert [(item.title, item.status) for item in ticked.items][1:] == [("Sails", "todo"), ("Oars", "done")]


def test_a_week_is_called_by_its_topic_and_not_by_its_task_in_any_language() -> None:
    for heads in ("Semana | Tema | Tarea", "Woche | Thema | Aufgabe", "Неделя | Тема | Задание", "Week | Topic | Task"):
        assert titles(plan_of(f"| {heads} |", "|---|---|---|", "| 1 | Jib | Row |", "| 2 | Genoa | Dive |")) == [
            "Jib",
            "Genoa",
        ]


def test_names_in_bold_are_the_rows_of_a_plan() -> None:
    """Facts of a course, phases, and what two things are compared by are none."""
    plan = plan_of(
        "## Sails", "| Winds | Count | Notes |", "|---|---|---|", "| **Gusts** | 18 | Easy to learn |",
        "| **Storms** | 14 labs | Hard |", "| **Calm** | Mixed | |",
        "## Course", "| | |", "|---|---|", "| **Duration** | 2 weeks |", "| **Where** | At sea |",
        "| **Sailors** | 3 |",
        "## Both", "| Aspect | Jib | Genoa |", "|---|---|---|", "| **Size** | Small | Large |",
        "| **Use** | Wind | Calm |",        "| **Cloth** | Thick | Thin |",
        "## Time", "| Phase | When |", "|---|---|", "| **Phase 1** | May |", "| **Phase 2** | June |",
        "| **Phase 3** | July |",
    )  # fmt: skip

    assert titles(plan) == ["Gusts", "Storms", "Calm"]


def test_a_day_that_was_cancelled_or_is_still_open_is_no_step() -> None:
    plan = plan_of(
        "| Date | Who | Paper |", "|---|---|---|", f"| 10/01 | Ada | [Jib]({A}) |",
        "| 10/04 | N/A | Cancelled for a talk |",
        "| 11/22 | TBD | TBD |", f"| 11/29 | Ben | [Genoa]({B}) |",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Genoa"]


def test_a_status_may_be_misspelt() -> None:
    """By a letter or two; another word is none."""
    plan = plan_of(
        "| Problem | Status |", "|---|---|", "| Jib | Compelte |", "| Genoa | finnished |", "| Oars | incomplete |",
        "| Knots | complicated |", "| Raft | Complete |",
    )  # fmt: skip

    assert [item.status for item in plan.items] == ["done", "done", "", "", "done"]


def test_a_head_in_chinese_letters_may_end_in_what_is_learnt_from() -> None:
    plan = plan_of(
        "| 回 | 実施日 | 使用教材 |", "|---|---|---|", "| 第1回 | 6月7日 | 帆の本 |", "| 第2回 | 6月14日 | 縄の本 |"
    )

    assert titles(plan) == ["帆の本", "縄の本"]


def test_a_row_is_called_by_the_column_of_names() -> None:
    plan = plan_of(
        "| **Tool name** | **Type** | **Features** | **Link** |", "|---|---|---|---|",
        f"| **Needle** | Steel | [x] long; [-] bent | [website]({A}) |",
    )  # fmt: skip

    assert titles(plan) == ["Needle"]


@pytest.mark.parametrize("head", ["Completed", "Finished", "Done", "Date done", "Completed on", "Read"])
def test_a_day_under_a_head_that_says_done_tells_that_it_is(head: str) -> None:
    """A day under another head only says when something comes; a remark says nothing."""
    rows = ["| Jib | 01/18/2017 |", "| Genoa | 22-Dec-16 |", "| Oars | 2026-05-04 |", "| Mast | |", "| Raft | (half) |"]
    done = plan_of(f"| Course | {head} |", "|---|---|", *rows)
    due = plan_of("| Course | Due |", "|---|---|", *rows)

    assert [item.status for item in done.items] == ["done", "done", "done", "todo", ""]
    assert {item.status for item in due.items} == {""}


def test_a_day_without_class_is_none_though_what_is_kept_on_it_is_linked() -> None:
    plan = plan_of(
        "| Date | Topics | Work |", "|---|---|---|", f"| Jan 7 | [Sails]({A}) | |",
        f"| Jan 9 | **[Regatta]({B}) - no class** | |", f"| Jan 11 | Harbour day, no class | [Do the quiz]({A}2) |",
    )  # fmt: skip

    assert [item.line for item in plan.items] == [3, 5]
