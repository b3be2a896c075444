"""What other programs than GitHub read as lists, as people who write for these have it."""

from __future__ import annotations

import pytest

from tests.curriculum.importing.test_markdown import A, B, plan_of, titles


@pytest.mark.parametrize("bullet", ["  - ", " * ", "   + "])
@pytest.mark.parametrize("empty", [(), ("",)])
def test_bullets_below_a_number_are_in_its_item(bullet: str, empty: tuple[str, ...]) -> None:
    """Set in as far as for a bullet, and not as far as the words behind the number; and what is set in below them."""
    plan = plan_of(
        "## Boats", "9. Sails", *empty, f"{bullet}[Jib]({A})", f"  {bullet}Storm jib", "10. Oars", *empty,
        f"{bullet}[Grips]({B})", "", "- [Raft](https://a.example/raft)",
    )  # fmt: skip

    assert [(item.title, plan.sections[item.section].title) for item in plan.items if item.url] == [
        ("Jib", "Sails"), ("Grips", "Oars"), ("Raft", "Boats"),
    ]  # fmt: skip
    assert plan.items[0].summary == "Storm jib" or plan.items[1].parent == 0


def test_what_goes_on_below_a_number_stays_where_it_is() -> None:
    plan = plan_of("1. [Jib](", f"   {A})", "2. [Genoa]", f"   ({B})", "", "   - Reefing", f"3. [Mainsail]({A}3)")

    assert titles(plan) == ["Jib", "Genoa", "Mainsail"]


def test_definitions_are_the_things_of_a_day() -> None:
    """As course pages made by Jekyll have it; who speaks is a remark, and attributes are no words."""
    plan = plan_of(
        "Jan 28, Tue", f": [Jib]({A}) ([Slides]({B}))", "  : Ada", f": 1. [On Sails]({A}1) by Ben Sample",
        f"  1. [On Oars]({A}2)", "", "Jan 30, Thu", f": **Due**{{: .label .label-purple}} [A raft]({A}3)",
    )  # fmt: skip

    assert [(item.title, plan.sections[item.section].title) for item in plan.items] == [
        ("Jib", "Jan 28, Tue"), ("On Sails", "Jan 28, Tue"), ("On Oars", "Jan 28, Tue"), ("Due A raft", "Jan 30, Thu"),
    ]  # fmt: skip


def test_what_is_told_of_a_term_stands_in_its_own_line() -> None:
    plan = plan_of("Jan 28", f": [Jib]({A})", "", "Jan 30", f": [Genoa]({B})", f": [Mast]({A}1)")

    assert [item.line for item in plan.items] == [2, 5, 6]


def test_a_term_with_its_meaning_is_no_step() -> None:
    plan = plan_of("# Boats", f"- [Sails]({A})", "", "Jib", ": A sail before the mast.", "", "Genoa", ": A large one.")

    assert titles(plan) == ["Sails"]


def test_a_tag_that_is_told_of_does_not_swallow_the_rest() -> None:
    """As on GitHub; what stands between a tag and its end is left alone."""
    plan = plan_of("<ul>", "<li>☐ <style> tags, <script> tags </li>", "<li>☐ Reset </li>", "</ul>", "", f"- [Jib]({A})")
    styled = plan_of("<style>", "li { color: red }", "</style>", "", f"- [Jib]({A})")

    assert titles(plan) == ["<style> tags, <script> tags", "Reset", "Jib"]
    assert titles(styled) == ["Jib"]
    assert titles(plan_of("- [ ] `<style>` tags", "- [ ] \\<script> tags")) == ["<style> tags", "<script> tags"]


def test_a_title_in_front_matter_is_read_as_one_in_a_heading() -> None:
    plan = plan_of("---", 'title: "🗺️ My boats"', "---", "", f"- [Jib]({A})")

    assert (plan.title, plan.stages[0][0]) == ("My boats", "My boats")


def test_lines_that_count_on_are_the_items_of_an_outline() -> None:
    plan = plan_of(
        "## 1. Wood", "1.1. Ropes - 15/10/2023", f"1.2. [Sails]({A}) - 25/10/2023", "", "## 2. Water", "2.1. Knots",
        "2.2 Reefing",
    )  # fmt: skip
    told = plan_of("## Wood", f"- [Ropes]({A})", "", "2.0 came out in May.", "3.5 Metres are enough.", "1.2 is old.")

    assert titles(plan) == ["Ropes", "Sails", "Knots", "Reefing"]
    assert titles(told) == ["Ropes"]


def test_lines_that_begin_with_a_number_in_a_box_are_items() -> None:
    """But for one in bold, or with a list below it, which stands over what comes."""
    plan = plan_of(
        "# Boats", f":one: Read all of [Ropes]({A}), twice.", "", f"2️⃣ [Sails]({B})", "", "3️⃣ **Knots**", "",
        "- [ ] A bowline", "", "🔟 Water", "- [ ] A raft",
    )  # fmt: skip

    assert titles(plan) == ["Read all of Ropes, twice.", "Sails", "A bowline", "A raft"]


def test_a_name_in_bold_between_items_is_a_label_of_what_comes() -> None:
    """Without an empty line Markdown takes it for more of the item before."""
    plan = plan_of("### Wood", "**Oars**", f"- [Grips]({A})", "**Masts**", f"- [Tops]({B})", "- Ropes", "**Sails**:",
                   "", f"1. [Jib]({A}1)")  # fmt: skip

    assert [(item.title, plan.sections[item.section].title) for item in plan.items] == [
        ("Grips", "Oars"), ("Tops", "Masts"), ("Ropes", "Masts"), ("Jib", "Sails"),
    ]  # fmt: skip


def test_a_list_that_counts_on_may_come_right_under_a_line() -> None:
    plan = plan_of("## A", f"1. [Jib]({A})", "2. [Genoa](" + B + ")", "", "**More:**", f"3. [Oars]({A}3)",
                   f"4. [Rafts]({A}4)")  # fmt: skip
    told = plan_of("# Boats", f"- [Jib]({A})", "", "I rowed for", "3. years, or so it felt.")

    assert titles(plan) == ["Jib", "Genoa", "Oars", "Rafts"]
    assert titles(told) == ["Jib"]


def test_an_empty_line_in_a_table_does_not_end_it() -> None:
    """But another table begins with heads of its own."""
    plan = plan_of("| Course | Done |", "|---|---|", f"| [Jib]({A}) | ✅ |", "", f"| [Oars]({B}) | ✅ |", "",
                   "| Book |", "|---|", f"| [Ropes]({A}2) |", "", "| Knots |")  # fmt: skip

    assert [(item.title, item.status, item.line) for item in plan.items] == [
        ("Jib", "done", 3), ("Oars", "done", 5), ("Ropes", "", 9), ("Knots", "", 11),
    ]  # fmt: skip


def test_a_rule_on_the_first_line_is_no_front_matter() -> None:
    plan = plan_of("---", "", "## **Week 1: Sails**", "Focus: wind", f"- [Jib]({A})", "---", "", f"- [Oars]({B})")
    told = plan_of("---", "# mine", "title: Boats", "---", f"- [Jib]({A})")

    assert titles(plan) == ["Jib", "Oars"]
    assert (titles(told), told.title) == (["Jib"], "Boats")


def test_a_star_right_before_a_link_or_box_is_a_bullet() -> None:
    """But for two, which set what is between them in slanting letters."""
    plan = plan_of(f"* [Sails]({A})", f"    *[Jib]({A}1)", "    *[x] Genoa", "", f"Read *[this]({B})* and be glad.")

    assert titles(plan) == ["Sails", "Jib", "Genoa"]
    assert [item.parent for item in plan.items] == [None, 0, 0]


def test_a_link_in_slanting_letters_is_no_list() -> None:
    plan = plan_of(f"- [Sails]({A})", "", f"*[Said]({B}) of old* by those who sailed, and never by those who rowed.")

    assert titles(plan) == ["Sails"]
