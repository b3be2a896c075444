"""Tables of things to learn that are laid out otherwise than a row for each, and tables without links."""

from __future__ import annotations

from mlops_path.curriculum.importing.citing import title_cited
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


def test_papers_are_known_by_how_they_are_cited() -> None:
    cited = {
        "Kim, E. and Klinger, R., 2018, August. Who feels what? A corpus. COLING": "Who feels what? A corpus",
        "Ada Example, Ben Sample and Eva Test (2019). The making of sails. In Proceedings.": "The making of sails",
        "Ada van Example, Ben Sample (2019) Sails of old ships. ISMIR": "Sails of old ships",
        "Rei et al. Grasping the finer point: sails. In EMNLP 2017.": "Grasping the finer point: sails",
        "Bollmann. A comparison of many sails. In NAACL 2019.": "A comparison of many sails",
    }
    for text, title in cited.items():
        assert text[title_cited(text) or slice(0)] == title
    for text in (
        "In 2019, we changed it.", "Learn to sail. Build three boats by the end of 2024.", "Read it before 2020.",
        "Sails. Then run version 2019. It is new.", "Hands-on sailing, 2nd edition (2019). It is long.",
    ):  # fmt: skip
        assert title_cited(text) is None, text
    plan = plan_of("## Literature", "- **Sails**", *(f"  - {text}" for text in cited), f"- [Oars]({A})")

    assert titles(plan)[:-1] == list(cited.values())
    assert {plan.sections[item.section].title for item in plan.items[:-1]} == {"Sails"}
