"""Single rules of reading Markdown, each on the smallest plan that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_path.curriculum.importing import read_plan
from mlops_path.curriculum.importing.markdown import read
from mlops_path.domain.plans import Plan
from mlops_path.errors import FileInvalid
from tests.curriculum.importing.soundness import assert_sound

WORDS = st.lists(st.text("abcdefgh", min_size=2, max_size=8), min_size=1, max_size=4).map(" ".join)
A, B = "https://a.example/1", "https://b.example/2"


def plan_of(*lines: str) -> Plan:
    return read("/somewhere/my-plan.md", "my-plan.md", "\n".join(lines))


def titles(plan: Plan) -> list[str]:
    return [item.title for item in plan.items]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (f"[The Book]({A})", "The Book"),
        (f"[The *Good* `Book`]({A}) - a remark", "The Good Book"),
        (f"**The Book**: [video]({A}), [notes]({B})", "The Book"),
        (f"The Book ([pdf]({A}))", "The Book"),
        (f"Read [One]({A}) and [Two]({B})", "Read One and Two"),
        (f"Video: [The Talk]({A})", "The Talk"),
        (f":book: [The Book]({A})", "The Book"),
        (f"{A} - The Lesson", "The Lesson"),
        (f"Go to {A} and learn", f"Go to {A} and learn"),
        (f"The Lesson {A}", "The Lesson"),
        (f"<{A}>", "a.example/1"),
        ("www.a.example/course", "a.example/course"),
        (f"[Link]({A}) to the course notes", "Link to the course notes"),
        (f"[C#]({A})", "C#"),
        (f"[C++ &amp; more]({A})", "C++ & more"),
        (f'<a href="{A}">The <b>Book</b></a>', "The Book"),
        ("[ ] Read *everything* twice", "Read everything twice"),
        (f"[x][The Book]({A})", "The Book"),
        (f"[Here's]({A}) a good way in. It is long.", "Here's a good way in"),
        (f"[One]({A}) and [Two]({B})", "One and Two"),
        (f"[One]({A}) or [pdf]({B})", "One"),
        (f"**Sails**: what holds them, what tears them, see [One]({A}).", "Sails"),
        (
            f"**Week 1**: what holds them, what tears them, see [One]({A})",
            "Week 1: what holds them, what tears them, see One",
        ),
        (f"[One] ({A}) - a remark", "One"),
        ("[](https://a.example/how-sails-hold.html)", "How sails hold"),
        ("https://www.youtube.com/watch?v=abc&list=d", "youtube.com/watch?v=abc"),
        (f"[One]({A}) and [chat]({B})", "One"),
        ("[ ] Sails: what they are\n  **Read:** everything", "Sails: what they are"),
        ("[ ] Take care:\n  (it is windy) and more", "Take care"),
        (f"Clone [this]({A}) small site", "Clone this small site"),
        (f"Sails in a Nutshell [Book $27]({A})", "Sails in a Nutshell"),
        (f"[Lecture notes]({A}) - of last spring.", "Lecture notes"),
        (f"[GitHub ]({A}) (with the labs)", "GitHub"),
        (f"[Click here]({A}) - Sails", "Sails"),
        (f'Ada, A., and B. Example. "How sails hold." Wind 5 (2012). [[pdf]]({A})', "How sails hold"),
    ],
)
def test_an_item_is_called_what_a_person_would_call_it(line: str, title: str) -> None:
    """A path of steps named "pdf" and "here" helps nobody."""
    assert titles(plan_of(f"- {line}")) == [title]


def test_facts_beside_a_title_are_kept_where_they_are_clear() -> None:
    """Authors and years are in the line already; nobody should have to type them again."""
    plan = plan_of(f"- [Sails]({A}) (2019) (video) by Ada Example and Ben Sample — how they hold (optional)")

    item = plan.items[0]
    assert (item.year, item.kind, item.authors) == (2019, "video", ("Ada Example", "Ben Sample"))
    assert (item.optional, item.summary) == (True, "how they hold")


@pytest.mark.parametrize(
    ("box", "status"),
    [(" ", "todo"), ("x", "done"), ("X", "done"), ("-", "skipped"), ("/", "doing"), ("~", "doing"), (">", "todo")],
)
def test_a_box_says_how_far_the_learner_is(box: str, status: str) -> None:
    """Whoever kept their progress in a file goes on where they are."""
    assert plan_of(f"- [{box}] Read it").items[0].status == status


def test_a_ticked_heading_ticks_what_is_under_it() -> None:
    """Some tick whole weeks; those ticks count too."""
    plan = plan_of("## [x] Week 1", f"- [One]({A})", "- [ ] Two", "## [ ] Week 2", f"- [Three]({B})", "## [x] Rest")

    assert [(item.title, item.status) for item in plan.items] == [
        ("One", "done"),
        ("Two", "todo"),
        ("Three", ""),
        ("Rest", "done"),
    ]


def test_headings_are_the_steps_where_there_is_nothing_else() -> None:
    """A plan of chapters only is a plan."""
    plan = plan_of("# Plan", f"## [One]({A})", "Prose about it.", "## Two", f"It is told [here]({B}).", "## Three")

    assert [(item.title, item.url) for item in plan.items] == [("One", A), ("Two", B)]


def test_several_first_headings_are_stages() -> None:
    """The month is a stage, whatever level the author gave it."""
    plan = plan_of("# May", f"- [One]({A})", "## Late", f"- [Two]({B})", "# June", "- [ ] Three")

    assert [title for title, _ in plan.stages] == ["May", "June"]
    assert [(section.title, section.stage) for section in plan.sections] == [("May", 0), ("Late", 0), ("June", 1)]
    assert (plan.title, plan.id) == ("My plan", "my-plan")


def test_levels_that_are_left_out_do_not_matter() -> None:
    """Many write third-level headings under a title because they look better."""
    plan = plan_of("# T", "### Stage", "##### Section", f"- [One]({A})", "###### Deeper", f"- [Two]({B})")

    assert plan.stages == (("Stage", ""),)
    assert [section.title for section in plan.sections] == ["Section", "Section › Deeper"]


def test_a_heading_without_steps_is_no_stage() -> None:
    """An empty stage has nothing to do in it."""
    plan = plan_of("# T", "## Why", "Because.", "## Steps", f"- [One]({A})", "## Thanks")

    assert plan.stages == (("Steps", ""),)


@pytest.mark.parametrize("line", ["**Week 2**", "**Week 2:**", "*Week 2*", "Week 2:", "**Week 2**\n\nSome prose."])
def test_a_bold_line_over_a_list_is_a_section(line: str) -> None:
    """Many never learned to write headings; their weeks are weeks all the same."""
    plan = plan_of("# T", f"- [One]({A})", "", line, "", f"- [Two]({B})", "", "# U", f"- [Three]({A})")

    assert [section.title for section in plan.sections] == ["T", "Week 2", "U"]


def test_a_bold_line_that_begins_a_paragraph_is_no_section() -> None:
    """What a list is about is told in bold words as well."""
    plan = plan_of("# T", "**Topics covered**:", "sails, masts", "", f"- [One]({A})")

    assert [section.title for section in plan.sections] == ["T"]


@pytest.mark.parametrize(
    "heading",
    [
        "Credits & Licence",
        "List of Licenses",
        "License (MIT)",
        "License and Copyright",
        "Лицензия",
        "**License**",
        "Mitmachen",
    ],
)
def test_what_is_about_the_file_is_left_out_whatever_it_is_called(heading: str) -> None:
    """Nobody has to learn a licence."""
    head = heading if heading.startswith("*") else f"## {heading}"

    assert titles(plan_of("# T", f"- [One]({A})", "", head, "", f"- [Two]({B})")) == ["One"]


def test_a_heading_that_only_has_licence_in_it_may_be_a_topic() -> None:
    """Lawyers learn too."""
    assert titles(plan_of("# T", "## Licences of data sets", f"- [One]({A})")) == ["One"]


def test_links_out_are_steps_also_under_a_heading_called_contents() -> None:
    """Some handbooks call the plan itself their contents."""
    plan = plan_of("# T", "## Contents", f"- [One]({A})", f"- [Two]({B})", "## Index", "- [One](#one)", "- [Two](#two)")

    assert titles(plan) == ["One", "Two"]


@pytest.mark.parametrize("base", ["https://forge.example/me/plan", "plan.md"])
def test_contents_may_give_the_whole_address_of_the_file(base: str) -> None:
    """A table of contents is no work, wherever it was copied from."""
    plan = plan_of(
        "# T", f"- [One]({base}#one)", f"- [Two, too]({base}#two-too)", "## One", f"- [a]({A})", "## Two, too"
    )

    assert titles(plan) == ["a"]
    assert [left.reason for left in plan.left_out] == ["contents"] * 2


def test_a_list_right_under_a_summary_is_a_list() -> None:
    """The empty line that Markdown wants there is what most people forget."""
    plan = plan_of(
        "# T", "<details><summary>Week 1</summary>", "- [x] One", "- [ ] Two", "</details>", "", "- [ ] Three"
    )

    assert [(item.title, item.status, item.line) for item in plan.items] == [
        ("One", "done", 3),
        ("Two", "todo", 4),
        ("Three", "todo", 7),
    ]
    assert [section.title for section in plan.sections] == ["Week 1", "T"]


def test_bullets_of_a_word_processor_make_a_list() -> None:
    """A plan that was copied out of a document is still one."""
    assert titles(plan_of("Week 1", "• Ropes", f"• [Knots]({A})", "", "● Sails")) == ["Ropes", "Knots", "Sails"]


def test_lines_of_links_are_a_list() -> None:
    """Pages that a note-taking program exports list their sub-pages like this."""
    plan = plan_of("# T", "[One](one.md)", "", "[Two](two.md)", "", A, B, "", "- [ ] Three", "", f"[Home]({A})")

    assert titles(plan) == ["One", "Two", "a.example/1", "b.example/2", "Three"]


def test_lines_with_a_label_or_a_number_are_entries() -> None:
    """Lists of papers and the weeks of a course are often written as paragraphs."""
    plan = plan_of("# T", "## Week", f"Homework: [One]({A})", "", f'**[12]** Ada Example. "**Two**." [[pdf]]({B})')

    assert titles(plan) == ["One", 'Ada Example. "Two."']


def test_a_line_of_several_links_is_one_step() -> None:
    """The lesson is the resource; its notes and its forum are further addresses."""
    plan = plan_of("# T", "## Lesson 1", f"[Video]({A}) | [Notes]({B})", "## Lesson 2", f"**[Two]({A})** — a remark.")

    assert [(item.title, len(item.more), item.summary) for item in plan.items] == [
        ("Lesson 1", 1, ""),
        ("Two", 0, "a remark."),
    ]


def test_a_lone_link_under_the_title_is_no_step_of_a_plan_with_headings() -> None:
    """It leads to the author's shop."""
    assert titles(plan_of("# T", "", f"[Support me]({A})", "", "## Steps", "", f"- [One]({B})")) == ["One"]


def test_a_heading_with_a_box_is_a_step_where_nothing_under_it_is_one() -> None:
    """A tick is kept, whatever was noted below it."""
    plan = plan_of("# T", "## [x] One", "- a remark.", "## [ ] Two", "- [ ] Three")

    assert [(item.title, item.status) for item in plan.items] == [("One", "done"), ("Three", "todo")]


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("✅ One", "done"),
        ("✔️ One", "done"),
        (":white_check_mark: One", "done"),
        ("❌ One", "todo"),
        ("[ x ] One", "done"),
        ("[x]One", "done"),
        ("**[x] One**", "done"),
        ("\\[x\\] One", "done"),
        ("\\[ \\] One", "todo"),
    ],
)
def test_signs_and_escaped_boxes_are_boxes_in_a_list(line: str, status: str) -> None:
    """Programs that export boxes escape them; people who lack boxes use signs."""
    plan = plan_of(f"- {line}", "- ⬜ Two")

    assert [(item.title, item.status) for item in plan.items] == [("One", status), ("Two", "todo")]


def test_an_item_may_begin_with_a_list() -> None:
    plan = plan_of("2. Sails", "   1. Jib", "   2. - Storm jib", f"- by Ada {A}")

    assert titles(plan) == ["Sails", "by Ada"]


def test_ticks_behind_all_of_a_list_are_ticks_once_they_stand_behind_some_of_another() -> None:
    plan = plan_of("## Sails", "- Jib ✅", "- Genoa ✅", "## Oars", "- Grips ✅", "- Blades ❌", "- Locks")

    assert [item.title for item in plan.items if item.status == "done"] == ["Jib", "Genoa", "Grips"]


def test_marks_in_brackets_behind_lines_are_boxes_if_nothing_else_stands_there() -> None:
    plan = plan_of("1. Sails [v]", "2. Oars [WIP]", "3. Knots", f"4. [Raft]({A}) [x]", "5. Mast: 2 [ok]")
    other = plan_of("1. Sails [v]", "2. Oars [a film]", f"3. [Raft]({A}) [x]")
    noted = plan_of("- Sails [1]", "- Oars [read]", "- Knots [no]")

    assert [(item.title, item.status) for item in plan.items] == [
        ("Sails", "done"), ("Oars", "doing"), ("Knots", ""), ("Raft", "done"), ("Mast: 2", "done"),
    ]  # fmt: skip
    assert not any(item.status for item in (*other.items, *noted.items))


def test_a_course_that_one_says_is_completed_is_done() -> None:
    plan = plan_of(
        f"1. Completed [Sails]({A})", f"   - [Certificate of Completion]({B})", f"2. Completing [Oars]({B}1)"
    )

    assert [(item.title, item.status) for item in plan.items] == [("Sails", "done"), ("Completing Oars", "")]


def test_a_legend_may_be_written_in_short_codes() -> None:
    plan = plan_of(
        "## Notation",
        "- :arrow_forward: in progress",
        "- :ok: 完了",
        "## Sea",
        "- :ok: Sails",
        "- :arrow_forward: Oars",
    )

    assert [(item.title, item.status) for item in plan.items] == [("Sails", "done"), ("Oars", "doing")]


@pytest.mark.parametrize("sign", ["✅", "❌"])
def test_a_list_in_which_every_item_has_the_same_sign_has_no_ticks(sign: str) -> None:
    """It praises a course or warns of mistakes; a tick that nobody made is worse than one to make again."""
    plan = plan_of(f"- {sign} Quick", f"- {sign} Free", "## Steps", f"- ✅ [One]({A})", f"- [Two]({B})")

    assert {item.title: item.status for item in plan.items if item.status} == {"One": "done"}


def test_rows_of_a_table_are_ticked_in_many_ways() -> None:
    """All ticks are carried: behind a word, as a shortcode, as a list item in a cell, in other languages."""
    done = [
        "One | ✅ in May",
        "Two | :white_check_mark:",
        "- [x] Three | ",
        "Four | Hecho",
        "Five | Finished 2026-05-01",
    ]
    others = ["Six | 🚧", "Seven | 40 %", "Eight | "]

    plan = plan_of("| Tema | Estado |", "| --- | --- |", *(f"| {row} |" for row in done + others))

    assert " ".join(titles(plan)) == "One Two Three Four Five Six Seven Eight"
    assert [item.status for item in plan.items] == [*["done"] * 5, "doing", "doing", "todo"]


@pytest.mark.parametrize("head", ["Question | Reference", "Was | Wo"])
@pytest.mark.parametrize("name", ["watch", "1", "slides"])
def test_a_row_is_called_by_its_words_where_links_are_only_ways_to_it(head: str, name: str) -> None:
    """Ten steps named "watch" help nobody."""
    plan = plan_of(head, "--- | ---", f"One | [{name}]({A})", f"Two | [[{name}]({B})]")

    assert [(item.title, item.url) for item in plan.items] == [("One", A), ("Two", B)]


def test_the_first_row_of_a_table_in_html_may_be_its_head() -> None:
    """Many write `<td><b>` where they mean `<th>`."""
    rows = "<tr><td><b>No</b></td><td><b>Lecture</b></td></tr><tr><td>1</td><td>One</td></tr>"

    assert titles(plan_of(f"<table>{rows}</table>")) == ["One"]


def test_terms_of_a_definition_list_are_items() -> None:
    """Bookmarks that a browser exports are such a list."""
    plan = plan_of(f'<dl><dt><h3>Boats</h3><dl><dt><a href="{A}">One</a><dd>slow<dt><a href="{B}">Two</a></dl></dl>')

    assert [(item.title, item.summary) for item in plan.items] == [("One", "slow"), ("Two", "")]
    assert [section.title for section in plan.sections] == ["Boats"]


@pytest.mark.parametrize(
    "line", ["Optional: [One]({})", "[Optional] [One]({})", "[One]({}) - optional", "[One]({}) (optional)"]
)
def test_what_is_optional_is_so_in_any_wording(line: str) -> None:
    """A learner in a hurry leaves it away."""
    item = plan_of(f"- {line.format(A)}").items[0]

    assert (item.title, item.optional) == ("One", True)


def test_links_that_cannot_be_opened_are_dropped_and_the_item_stays() -> None:
    """A plan may bring any address; only those that a browser may get are kept."""
    plan = plan_of(
        f"- [ ] [One](javascript:alert(1)) [two]({A})", "- [x] [Three](data:text/html,x)", "- [Four](four.md)"
    )

    assert [(item.title, item.url) for item in plan.items] == [
        ("[One](javascript:alert(1)) two", A),
        ("Three", None),
        ("Four", None),
    ]


def test_the_same_item_twice_is_two_items() -> None:
    """Whether they are one thing is asked later, not decided here."""
    assert titles(plan_of(f"- [One]({A})", f"- [One]({A})")) == ["One", "One"]


def test_a_file_without_a_step_says_what_is_looked_for() -> None:
    """An empty path would be a riddle."""
    with pytest.raises(FileInvalid, match=r"No step was found in my-plan\.md\."):
        plan_of("# Plan", "Only prose.")


def test_a_name_in_another_script_falls_back_on_the_file() -> None:
    """An id is typed in a shell, so it is ASCII."""
    assert plan_of("# 学习计划", f"- [一]({A})").id == "my-plan"


def test_progress_is_told_up_to_the_end(tmp_path: Path) -> None:
    """A bar that stops at the half looks like a crash."""
    file = tmp_path / "plan.md"
    file.write_text("\n".join(f"- [ ] Thing {number}" for number in range(1000)))
    told: list[tuple[int, int]] = []

    read_plan(str(file), lambda done, of: told.append((done, of)))

    assert told == sorted(told)
    assert len(told) > 3
    assert told[-1][0] == told[-1][1]


@given(st.lists(st.tuples(WORDS, st.sampled_from(" x-/"), st.integers(0, 3)), min_size=1, max_size=12))
def test_every_box_is_a_step_with_its_status(entries: list[tuple[str, str, int]]) -> None:
    """No tick is lost, however the list is nested."""
    lines: list[str] = []
    depth = 0
    for words, box, wanted in entries:
        depth = min(wanted, depth + 1) if lines else 0
        lines.append(f"{'  ' * depth}- [{box}] {words}")

    plan = plan_of("# Title", *lines)

    assert_sound(plan)
    statuses = {" ": "todo", "x": "done", "-": "skipped", "/": "doing"}
    assert [(item.title, item.status) for item in plan.items] == [(words, statuses[box]) for words, box, _ in entries]


@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=2, max_size=12))
def test_no_link_into_the_same_file_becomes_a_step(entries: list[tuple[str, bool]]) -> None:
    """A table of contents is no work."""
    contents = [f"{'  ' * nested}* [{words}](#part-{n})" for n, (words, nested) in enumerate(entries)]

    plan = plan_of("# Title", *contents, "", "## Steps", f"- [One]({A})")

    assert titles(plan) == ["One"]
    assert [left.reason for left in plan.left_out] == ["contents"] * len(entries)


# What people write that Markdown has no word for


def test_a_contents_list_is_none_of_the_plan_with_boxes_either() -> None:
    """A tick in it would be one for a heading."""
    plan = plan_of("# T", "## Contents", "- [x] [Sails](#sails)", "- [ ] [Oars](#oars)", "## Sails", f"- [One]({A})")

    assert titles(plan) == ["One"]
    assert [left.reason for left in plan.left_out] == ["contents", "contents"]


def test_a_link_out_of_the_file_is_never_contents() -> None:
    """Also where the heading says so."""
    assert titles(plan_of("# T", "## Contents", "- [Sails](#s)", "- [Oars](#o)", f"- [One]({A})")) == ["One"]


def test_contents_by_whole_addresses_are_known_by_those_that_lead_to_headings() -> None:
    """One list has the address of the repository, the next that of the file, the last only one line."""
    home = "https://github.com/a/b"
    plan = plan_of(
        "# T", "**First**", f"- [S]({home}/blob/main/README.md#sails)", f"- [O]({home}/blob/main/README.md#oars)",
        "**Second**", f"- [M]({home}#masts)", "## Sails", "- Jib", "## Oars", "- Blade", "## Masts", "- Fir",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Blade", "Fir"]


def test_what_stands_under_a_contents_heading_is_no_stage_of_that_name() -> None:
    """Headings below it are only written too small."""
    plan = plan_of("# T", "## Contents", "* [A](#a)", "* [B](#b)", "### A", f"- [One]({A})", "### B", f"- [Two]({B})")

    assert [title for title, _ in plan.stages] == ["T"]
    assert [section.title for section in plan.sections] == ["A", "B"]


@pytest.mark.parametrize("line", ['<a href="{}"><img src="thumb.jpg"></a>', "[![](thumb.jpg)]({})", "{}"])
def test_a_film_over_a_list_is_called_like_its_heading(line: str) -> None:
    """Courses show the film of a lesson by a picture, and its points below."""
    film = "https://www.youtube.com/watch?v=abc"
    plan = plan_of("# Course", "## Lesson 1", line.format(film), "", "* Point", "* Another point")

    assert [(item.title, item.url) for item in plan.items] == [
        ("Lesson 1", film), ("Point", None), ("Another point", None),
    ]  # fmt: skip


def test_a_link_within_a_broken_line_of_prose_is_none_of_the_plan() -> None:
    """Some give every link a line of its own."""
    plan = plan_of("# T", "## S", f"- [One]({A})", "", "Please see this", f"[list of errors]({B})", "and be careful.")

    assert titles(plan) == ["One"]


def test_items_that_all_begin_in_bold_are_called_by_that() -> None:
    """What is said of each ends like prose; it is its summary."""
    plan = plan_of(
        "# T",
        "## S",
        "- **Vectors**: what has a length.",
        "- **Matrices**: what turns them.",
        "",
        "Read:",
        "",
        f"- [One]({A})",
    )

    assert [(item.title, item.summary) for item in plan.items][:2] == [
        ("Vectors", "what has a length."), ("Matrices", "what turns them."),
    ]  # fmt: skip


def test_an_outlook_on_the_headings_to_come_is_none_of_the_plan() -> None:
    """It says in bold what each of them is for."""
    plan = plan_of(
        "# T",
        "## Plan",
        "- **Sails**: for going.",
        "- **Oars**: for calm.",
        "## Sails",
        f"- [One]({A})",
        "## Oars",
        f"- [Two]({B})",
    )

    assert titles(plan) == ["One", "Two"]


def test_an_item_that_lost_its_link_is_one_as_before() -> None:
    """It stands among others of the same make."""
    plan = plan_of(
        "# T", "## S", f"- [One]({A}) - What it is.", "- Two - What that is, and what for.", "- And this is a remark."
    )

    assert [(item.title, item.summary) for item in plan.items] == [
        ("One", "What it is."), ("Two", "What that is, and what for."),
    ]  # fmt: skip


def test_items_set_in_too_far_are_items_all_the_same() -> None:
    """To Markdown they go on with the line above."""
    plan = plan_of("# T", "## S", f"- [One]({A})", f"        - [Inner]({B})", "        - [x] Ticked")

    assert [(item.title, item.parent, item.status) for item in plan.items] == [
        ("One", None, ""), ("Inner", 0, ""), ("Ticked", 0, "done"),
    ]  # fmt: skip


def test_a_name_for_a_heading_takes_nothing_with_it() -> None:
    """`<a name="x" />` alone on a line begins HTML that goes on to the next empty line."""
    plan = plan_of("# T", '<a name="s" />', "## S", f"- [One]({A})")

    assert ([title for title, _ in plan.stages], titles(plan)) == (["S"], ["One"])


def test_a_fold_that_says_only_that_it_opens_is_no_section() -> None:
    """What is in it belongs to the heading above."""
    plan = plan_of(
        "# T", "## S", "<details><summary>Click to expand!</summary>", "", f"- [One]({A})", "", "</details>",
        "<details><summary>More sails</summary>", "", f"- [Two]({B})", "", "</details>",
    )  # fmt: skip

    assert [section.title for section in plan.sections] == ["S", "More sails"]


def test_questions_are_topics_where_there_are_no_boxes() -> None:
    """In a plan with boxes they are what one asks oneself."""
    lines = "# T", "## S", "- What is a jib?", "- Who sets it?", "## More"

    assert titles(plan_of(*lines, f"- [One]({A})")) == ["What is a jib?", "Who sets it?", "One"]
    assert titles(plan_of(*lines, f"- [ ] [One]({A})")) == ["One"]


def test_abbreviations_do_not_end_a_sentence() -> None:
    """Nor do dots that say that there is more."""
    assert titles(plan_of("# T", "- Sails vs. oars", "- Knots, e.g. bowlines", "- Boats", "...")) == [
        "Sails vs. oars", "Knots, e.g. bowlines", "Boats",
    ]  # fmt: skip


def test_a_file_that_is_named_for_nothing_is_called_by_its_first_heading() -> None:
    """A README says what it is inside."""
    text = "\n".join(("# Sailing", "## S", f"- [One]({A})", "# Resources", f"- [Two]({B})"))

    assert read("/x/README.md", "README.md", text).title == "Sailing"
    assert read("/x/boats.md", "boats.md", text).title == "Boats"


# Tables as people make them


def table_of(*rows: str) -> Plan:
    return plan_of("# T", "", *rows)


def test_rows_that_leave_out_what_they_are_in_are_steps() -> None:
    """A chapter is named once, and what is to be done with it in a row each."""
    plan = table_of(
        "| Part | Chapter | Element | Due |", "|---|---|---|---|",
        "| I | 1 | Read about sails | |", "| | | Questions | |", "| | 2 | Read about oars | |", "| | | Questions | |",
        "| | | PART REVIEW | 26/9/22 |",
    )  # fmt: skip
    groups = table_of(
        "| Part | Chapter | Title |", "|---|---|---|", "| Wood | | |", "| | 1 | Sails |", "| | 2 | Oars |"
    )

    assert titles(plan) == [
        "Chapter 1: Read about sails", "Questions", "Chapter 2: Read about oars", "Questions", "PART REVIEW",
    ]  # fmt: skip
    assert titles(groups) == ["Sails", "Oars"]


def test_a_column_of_ways_to_a_thing_is_not_its_title() -> None:
    """ "Article" on every row is where to read it."""
    plan = table_of(
        "| Notebook | Description | Article | Notebook |", "|---|---|---|---|",
        f'| Fast sails | What they are. | [Article]({A}) | <a href="{B}"><img src="colab.svg" alt="Open"></a> |',
        f'| Slow sails | What they are. | | <a href="{B}"><img src="colab.svg" alt="Open"></a> |',
    )  # fmt: skip

    assert [(item.title, item.url) for item in plan.items] == [("Fast sails", A), ("Slow sails", B)]
    assert not plan.left_out


def test_what_rows_share_is_their_group_and_no_title() -> None:
    """Neither by its name, nor by its address."""
    plan = table_of(
        "| No | Section | Concepts | Lesson |", "|---|---|---|---|",
        f"| 1 | [Wind]({A}) | How it comes | [lesson]({B}/1) |", f"| 2 | [Wind]({A}) | How it goes | [lesson]({B}/2) |",
    )  # fmt: skip

    assert [(item.title, item.url) for item in plan.items] == [("How it comes", f"{B}/1"), ("How it goes", f"{B}/2")]


def test_where_people_meet_is_not_the_thing() -> None:
    """A course in the same collection has a link to its chat."""
    (item,) = table_of("| Course | Chat |", "|---|---|", f"| [Sails](sails/README.md) | [chat]({A}) |").items

    assert (item.title, item.url, item.more) == ("Sails", None, ((A, "chat"),))


def test_notes_of_an_author_are_no_notes_of_the_learner() -> None:
    """They say what the thing is; a dash says nothing."""
    rows = "| Course | Notes |", "|---|---|", f"| [One]({A}) | Hard. |", f"| [Two]({B}) | - |"

    assert [(item.note, item.summary) for item in table_of(*rows).items] == [("", "Hard."), ("", "")]


def test_a_description_and_the_authors_notes_are_both_kept() -> None:
    """One must not take the other's place."""
    (item,) = table_of("| Course | Description | Notes |", "|---|---|---|", f"| [One]({A}) | On sails. | Hard. |").items

    assert item.summary == "On sails. · Hard."


def test_topics_beside_topics_with_boxes_inside_are_steps() -> None:
    """A plan goes into detail where its author has come that far; remarks beside boxes are remarks all the same."""
    plan = plan_of("1. Wind", "2. Sails", "   - [ ] Cutting", "   - [x] Sewing", "3. Ropes")
    remarks = plan_of("- Sails", "  - [ ] Cutting", "- this one is a remark on all of them")

    assert titles(plan) == ["Wind", "Cutting", "Sewing", "Ropes"]
    assert titles(remarks) == ["Cutting"]


def test_a_long_reason_in_front_of_a_link_is_no_title() -> None:
    """What a book is needed for may change while the book stays; a short label says what it is."""
    (item,) = plan_of(f"- **Required** since the first book does not go deep enough: [Ropes and Knots]({A})").items

    assert (item.title, item.summary) == (
        "Ropes and Knots",
        "Required since the first book does not go deep enough",
    )
    assert titles(plan_of(f"- Ada Lovelace: [Ropes and Knots]({A})")) == ["Ada Lovelace: Ropes and Knots"]


def test_a_row_with_boxes_ticked_and_open_is_begun() -> None:
    """A tick would say too much."""
    (item,) = table_of("| Lesson | Read | Built |", "|---|---|---|", f"| [One]({A}) | - [x] text | - [ ] boat |").items

    assert item.status == "doing"


def test_what_a_sub_item_states_of_its_item_is_no_part() -> None:
    """A film of six minutes is one step, and not four."""
    plan = plan_of(
        f"- [Wind]({A})", "  - Duration: 6min", "  - Level: Beginner", f"- [Rope]({B})", "  - Chapter 1: Hemp"
    )

    assert titles(plan) == ["Wind", "Rope", "Chapter 1: Hemp"]


def test_a_book_with_a_long_title_is_a_step_among_links() -> None:
    """Capitals tell a title from a sentence."""
    book = "Catching the Wind: The Big Ideas Behind Reliable, Scalable, and Maintainable Sails and Ropes"
    remark = "These are the books that helped me most when I began to sail on my own"

    assert titles(plan_of(f"- {book}", f"- [Wind]({A})", f"- {remark}")) == [book, "Wind"]


def test_a_name_without_an_address_is_a_thing_all_the_same() -> None:
    """Its author has not found one, or lost it."""
    plan = plan_of(f"- [Wind]({A})", "- [Rope]() is what holds the sails, and it holds them well, if it is good rope.")

    assert [(item.title, item.url) for item in plan.items] == [("Wind", A), ("Rope", None)]


def test_a_bullet_may_stand_close_to_its_item() -> None:
    """Who writes "-[Rope](…)" means an item, although Markdown does not."""
    assert titles(plan_of(f"- [Wind]({A})", f"-[Rope]({B})", "-[x] Sails")) == ["Wind", "Rope", "Sails"]


def test_a_check_mark_among_other_signs_is_a_sign() -> None:
    """It tells what kind of thing comes; a tick that nobody made is worse than one to make again."""
    plan = plan_of(f"- :white_check_mark: [Checklist]({A})", f"- :book: [Rope]({B})")
    emoji = plan_of("## ✅ Setup", f"- [Hull]({A})", "## 🎯 Sails", f"- [Wind]({B})")
    rows = table_of("| Step | Notes |", "|---|---|", f"| 🧮 Wind | [a]({A}) |", f"| ✅ Hull | [b]({B}) |")

    praised = plan_of(f"- ✅ [One]({A})", f"- ⭐ [Two]({B})", "- [Three](https://c.example)")
    begun = plan_of(f"- ✅ [One]({A})", f"- 🚧 [Two]({B})")

    assert [item.status for plan in (plan, emoji, rows) for item in plan.items] == [""] * 6
    assert [plan.items[0].status for plan in (praised, begun)] == ["done", "done"]
    assert [item.title for item in rows.items] == ["Wind", "Hull"]


@pytest.mark.parametrize(
    ("word", "status"),
    [("DONE", "done"), ("TODO", "todo"), ("LATER", "todo"), ("NOW", "doing"), ("CANCELED", "skipped")],
)
def test_words_of_an_outliner_are_boxes(word: str, status: str) -> None:
    """Logseq and Org mode have no brackets."""
    plan = plan_of(f"- {word} Sails", f"- [TODO app]({A})", f"- [TODO List in a week]({B})")

    assert [(item.title, item.status) for item in plan.items] == [
        ("Sails", status),
        ("TODO app", ""),
        ("TODO List in a week", ""),
    ]


def test_who_is_asked_to_meet_or_to_help_has_nothing_to_learn_from_it() -> None:
    """A course greets with its chat; whoever made a box of it wants it ticked."""
    plan = plan_of(
        f"- Register in [our Slack]({A})",
        f"- Join the [`#sailing`]({A}) channel",
        f"- Sign up here: {A}",
        f"- [Tweet about the course!]({A})",
        f"- Please check [the notes]({A}) for more",
        f"- [ ] Join [our Slack]({A})",
        f"- [Join tables]({A})",
        f"- Start here: [Wind]({A})",
        f"- Follow [this guide]({B}) in the community handbook",
    )

    assert len(plan.items) == 4
    assert [left.reason for left in plan.left_out] == ["navigation"] * 5


def test_what_tells_how_to_go_about_a_plan_is_none_of_it() -> None:
    """Where it has boxes, somebody goes by it."""
    plan = plan_of(
        "# Sailing",
        "## Summary",
        "**Courses must**:",
        "",
        "- Be open for all",
        "- Be about sails",
        "## Quick links",
        "| Resource | Link |",
        "|-|-|",
        f"| Questions | [Page]({A}) |",
        "## Community & support",
        f"- [Chat]({A})",
        "## How to show your progress",
        f"1. Copy [this board]({A})",
        "## How to use this plan",
        f"- [x] Copy [this board]({A})",
        "## Wind",
        f"- [Gusts]({B})",
    )

    assert [(item.title, item.status) for item in plan.items] == [("Copy this board", "done"), ("Gusts", "")]


def test_a_table_that_compares_is_no_list() -> None:
    """What its rows are about stands in a column without a head."""
    plan = plan_of(
        "| | In class | Alone |",
        "|-|-|-|",
        "| Start | In May | Any time |",
        f"| Register | [Sign up here]({A}) | — |",
    )
    ticked = plan_of("| | Name of it | |", "|-|-|-|", "| 1 | Sails | ✅ |", "| 2 | Ropes | |")

    assert [item.line for item in plan.items] == [4]
    assert [(item.title, item.status) for item in ticked.items] == [("Sails", "done"), ("Ropes", "todo")]


def test_a_row_whose_status_is_open_is_not_begun() -> None:
    """In a table with a column for it; a bold name or a week by itself heads the rows below it."""
    plan = plan_of(
        "| Courses | Status | Evidence |",
        "|-|-|-|",
        "| **Basics** | | |",
        "| Sails | Done | A paper |",
        "| Ropes | | |",
        "| Week 2 | | |",
        "| Knots | | |",
    )

    assert [(item.title, item.status) for item in plan.items] == [
        ("Sails", "done"),
        ("Ropes", "todo"),
        ("Knots", "todo"),
    ]


def test_a_topic_may_be_long_or_end_in_a_stop_among_others() -> None:
    """People write a list as they think."""
    told = plan_of(
        "- Binary search, with lower and upper bounds, and on the answer itself, in C and in Go",
        "- Topological sort",
        "- Dijkstra with a heap.",
        "- Tries",
        "- How to find out what is the very shortest way of all the many ways there are",
    )

    assert titles(told) == [
        "Binary search, with lower and upper bounds, and on the answer itself, in C and in Go",
        "Topological sort",
        "Dijkstra with a heap.",
        "Tries",
    ]


def test_marks_are_ticks_where_their_head_says_so() -> None:
    """ "Must do?" is the author's opinion; an empty box is there to be ticked, whatever the language."""
    for head, rows in (("Must do?", ("✅✅", "✅")), ("Free", ("✅", "")), ("Live", ("✅", "❌"))):
        plan = plan_of(f"| Problem | {head} |", "|-|-|", f"| [Two sums]({A}) | {rows[0]} |", f"| Trees | {rows[1]} |")
        assert {item.status for item in plan.items} == {""}, head
    for head, rows in (("Solved", ("✅", "")), ("", ("✅", "❌")), ("Klaar?", ("✅", "⬜")), ("Hotovo", ("✅", ""))):
        plan = plan_of(f"| Problem | {head} |", "|-|-|", f"| [Two sums]({A}) | {rows[0]} |", f"| Trees | {rows[1]} |")
        assert [item.status for item in plan.items] == ["done", "todo"], head


def test_an_authors_page_is_not_the_thing() -> None:
    """The lesson itself is a file beside the plan."""
    plan = plan_of("| Topic | Lesson | Author |", "|-|-|-|", f"| Ethics | [lesson](ethics.md) | [Ada]({A}) |")

    assert [(item.title, item.url, item.more) for item in plan.items] == [("Ethics", None, ())]


def test_contents_may_be_the_lessons_themselves() -> None:
    """Where they lead to other files, and no heading here is called like them."""
    lessons = plan_of("# Sails", "#### Contents", "- [Wind](wind/)", "- Knots", "## Books", f"- [One]({A})")
    contents = plan_of(
        "# Sails", "## Contents", "- [Wind](wind.md)", "- [Books](b.md)", "## Wind", "- Gusts", "## Books"
    )

    assert (titles(lessons), titles(contents)) == (["Wind", "Knots", "One"], ["Gusts"])


def test_a_name_in_bold_stands_over_the_links_behind_it() -> None:
    """In a list as in a table."""
    items = plan_of("## Maths", "- **Algebra**", f"- [Vectors]({A})", "- **Chance**", f"- [Dice]({B})", "## More")
    rows = plan_of("| Tier | Problem |", "|-|-|", "| S | **Arrays** |", f"| A | [Two sums]({A}) |", "| B | Trees |")

    assert [item.title for item in items.items] == ["Vectors", "Dice"]
    assert [section.title for section in items.sections] == ["Algebra", "Chance"]
    assert titles(rows) == ["Two sums", "Trees"]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("| 阶段 | 主题 | 时间 |", "| 1 | 基础工具 | 2 天 |"),
        ("| Фаза | Фокус |", "| Ядро | Routing |"),
        ("| Technique | Done when... |", "| Injection | It works |"),
        ("| Week | Dates | Primary Focus |", "| W1 | Sep 1-7 | Labs |"),
    ],
)
def test_a_table_without_links_is_a_plan_by_its_heads(head: str, row: str) -> None:
    """Not only in English."""
    signs = "|" + "-|" * (head.count("|") - 1)

    assert len(plan_of(head, signs, row, row).items) == 2


def test_a_date_is_no_title_and_no_part_of_one() -> None:
    """A timetable, and a task as Obsidian keeps it."""
    table = plan_of(
        "| | Date | What it is about | Files |", "|-|-|-|-|", f"| | Tuesday April 4 | Wind | [slides]({A}) |"
    )
    task = plan_of("- [x] Sails ✅ 2024-03-01", "- [ ] Ropes ⏳ 2024-03-02 📅 2024-03-10 #boats/ropes")

    assert (titles(table), titles(task)) == (["Wind"], ["Sails", "Ropes"])


def test_a_path_keeps_its_beginning() -> None:
    """It is the name of a file."""
    assert titles(plan_of("- [ ] /var/log/wind.log", "- [ ] / Ropes /")) == ["/var/log/wind.log", "Ropes"]


def test_what_comes_in_bold_every_week_names_nothing() -> None:
    """But days do."""
    goals = plan_of(
        "## Wind",
        "- **Goal:** To know what wind is and where it comes from",
        "- **Texts:**",
        f"  - [Wind]({A})",
        "## Waves",
        "- **Goal:** To know what waves are made of, and where they go when it is calm",
        "- **Texts:**",
        f"  - [Waves]({B})",
    )
    days = plan_of(
        "## Week 1", "- **Day 1:** Wind", "- **Monday:** Gusts", "## Week 2", "- **Day 1:** Sea", "- **Monday:** Tides"
    )

    assert titles(goals) == ["Wind", "Waves"]
    assert len(days.items) == 4


def test_links_may_be_called_as_their_heads_are() -> None:
    """A lecture with its film and its notes; heads that come again in the middle have no links."""
    plan = plan_of(
        "| Lecture | Video | Notes |",
        "|-|-|-|",
        f"| Wind | [Video]({A}) | [Notes]({B}) |",
        "| Lecture | Video | Notes |",
    )

    assert titles(plan) == ["Wind"]


def test_where_only_what_is_done_is_marked_the_rest_is_open() -> None:
    """Where boxes stand open, what has none is a remark."""
    ticks = plan_of("## Books", "- ✅ Winds", "- 🤓 Waves", "- Sails, second edition", "- And so on, as I said:")
    boxes = plan_of("## Books", "- [x] Winds", "- [ ] Waves", "- Sails")

    assert [(item.title, item.status) for item in ticks.items] == [
        ("Winds", "done"),
        ("Waves", ""),
        ("Sails, second edition", ""),
    ]
    assert titles(boxes) == ["Winds", "Waves"]


def test_parts_are_parts_though_one_begins_small() -> None:
    """Most of them are worded like titles."""
    plan = plan_of("## Java", "- Objects", f"- [Classes]({A})", "  - Enums", "  - Lambdas", "  - Records", "  - this")

    assert titles(plan)[-4:] == ["Enums", "Lambdas", "Records", "this"]


def test_pages_are_turned_and_languages_chosen_without_learning() -> None:
    """They lead to other files of the same plan."""
    plan = plan_of(
        f"- [Wind]({A})", "- 🇪🇸 [Spanish](./Spanish/readme.md)", "- [Day 2 >>](./02/day.md)", "- [Day 3](./03/d.md)"
    )

    assert titles(plan) == ["Wind", "Day 3"]


def test_folds_of_mkdocs_are_looked_into() -> None:
    """What is set in under them is code to Markdown."""
    plan = plan_of(
        "## Course",
        '???+ note "Basics"',
        "",
        '    === "1. Wind"',
        "",
        "    - [x] Reading it",
        "    - [ ] Using it",
        "",
        "- [ ] Ropes",
        "",
        '    !!! warning "Wet"',
        "",
        "        They may be wet.",
        "",
        "- [x] Sails",
    )

    assert [(item.title, item.status, item.line) for item in plan.items] == [
        ("Reading it", "done", 6),
        ("Using it", "todo", 7),
        ("Ropes", "todo", 9),
        ("Sails", "done", 15),
    ]


def test_a_heading_underlined_with_three_signs_is_no_fold() -> None:
    """A tab of MkDocs has a title behind them."""
    plan = plan_of("Sails", "===", f"- [Wind]({A})", "", "Ropes", "===", f"- [Hemp]({B})", "", "!!!", "", "???")

    assert [title for title, _ in plan.stages] == ["Sails", "Ropes"]


def test_an_address_on_the_next_line_leaves_the_title_alone() -> None:
    """The first line says what it is, the second where to read it."""
    (item,) = plan_of("- **S1:** Wind & Waves  ", f"  📖 [Sailing, chapters 1–3]({A}) — *read and take notes*").items

    assert (item.title, item.url) == ("S1: Wind & Waves", A)


def test_a_shortcode_may_stand_close_to_a_word() -> None:
    """As a picture in front of a title."""
    assert plan_of("# :rocket:The path", f"- [Wind]({A})").title == "The path"


def test_a_column_that_only_counts_names_nothing() -> None:
    """Where the links only say how to get at it, the words beside them are the title."""
    plan = table_of(
        "| Week # | Description | Notes |", "|---|---|---|",
        f"| Week 1 | On wind | [PDF]({A}) |", f"| Week 2 | On ropes | [PDF]({B}) |",
    )  # fmt: skip

    assert [(item.title, item.summary) for item in plan.items] == [("On wind", ""), ("On ropes", "")]


def test_tables_side_by_side_are_read_one_after_the_other() -> None:
    """A hundred days are many rows; places without a link to anything are contents, or nothing."""
    plan = table_of(
        "| Day | Task | | Day | Task |", "|---|---|---|---|---|",
        f"| Day 1 | [Wind]({A}) | | Day 2 | [Ropes]({B}) |", "| Day 3 | [](#3) | | Day4 | |",
    )  # fmt: skip

    assert titles(plan) == ["Wind", "Ropes"]
    assert [one.reason for one in plan.left_out] == ["contents", "prose"]


def test_files_about_the_repository_are_left_out_also_by_their_whole_address() -> None:
    """Nobody studies how to contribute."""
    plan = plan_of(
        f"- [Wind]({A})", "- Please see [CONTRIBUTING](https://github.com/ada/sails/blob/main/CONTRIBUTING.md)"
    )

    assert (titles(plan), [one.reason for one in plan.left_out]) == (["Wind"], ["navigation"])


def test_prose_in_points_is_no_list_of_topics() -> None:
    """Where many points are no titles, those that could be are none either; questions may be."""
    prose = (
        "- Be open",
        "- Why it is that boats run at every wind, or else at most of the winds here",
        "- Be good. Then go",
    )
    told = plan_of("## Courses must", *prose, "## Sails", f"- [Wind]({A})", "## Ropes", "- What is hemp?", "- Knots")
    inside = plan_of("## Sails", "- How to", *(f"  {line}" for line in prose), "- Ropes", "- Knots")

    assert titles(told) == ["Wind", "What is hemp?", "Knots"]
    assert titles(inside) == ["Ropes", "Knots"]


def test_contents_may_give_the_address_of_the_repository_or_of_its_front_page() -> None:
    """Both show the same file."""
    home = "https://github.com/ada/sails"
    contents = f"- [Wind]({home}/blob/main/README.md#wind)", f"- [Ropes]({home}#ropes)"
    plan = plan_of("# Sails", *contents, "## Wind", f"- [One]({A})", "## Ropes", f"- [Two]({B})")

    assert (titles(plan), [one.reason for one in plan.left_out]) == (["One", "Two"], ["contents"] * 2)


def test_contents_of_a_longer_file_are_contents() -> None:
    """Of a plan of which somebody took a part, the contents still lead to all of it."""
    home = "https://github.com/ada/sails/blob/main/README.md"
    contents = [f"- [{name}]({home}#{name.lower()})" for name in ("Wind", "Ropes", "Tar", "Oars", *"ABCDEFGHIJ")]
    plan = plan_of(
        "# Sails", *contents, *(f"## {name}\n- [Of {name}]({A})" for name in ("Wind", "Ropes", "Tar", "Oars"))
    )

    assert titles(plan) == ["Of Wind", "Of Ropes", "Of Tar", "Of Oars"]


def test_what_things_have_is_no_progress() -> None:
    """A table compares two ways to take a course; heads that come again in the middle are no course."""
    plan = plan_of(
        f"- [Wind]({A})",
        "",
        "| | Live | Alone |", "|-|-|-|", "| Homework | Graded | Not |", "| Proof | ✅ Yes | ❌ No |",
        "",
        "| Course | Status | Proof |", "|---|---|---|", f"| [Ropes]({B}) | done | |", "| **Course** | **Status** | |",
    )  # fmt: skip

    assert [(item.title, item.status) for item in plan.items] == [("Wind", ""), ("Ropes", "done")]


def test_a_link_at_the_end_of_a_sentence_belongs_to_it() -> None:
    """ "Follow it on" is half a title."""
    assert titles(plan_of(f"- Follow the wind on [GitHub]({A})")) == ["Follow the wind on GitHub"]


def test_points_that_go_on_with_a_sentence_are_remarks() -> None:
    """A sentence that ends in a colon is about something else, unless it speaks of what is learnt."""
    plan = plan_of(
        "## Sails", f"- [Jib]({A})", "## Wind", "What you are asked depends on such things as:", "", "* Your age",
        "* Luck", "", "Why you need wind:", "", "* Speed", "## Sea", "The topics that you should know by heart:", "",
        "* Tides", "* Currents",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Tides", "Currents"]


def test_what_each_lesson_includes_is_no_lesson() -> None:
    plan = plan_of("## Lessons", f"- [Sails]({A})", "## Each lesson includes:", "- Warm-up", "- Quiz")

    assert titles(plan) == ["Sails"]


def test_a_sentence_among_sentences_is_no_step_for_its_link() -> None:
    """Links in running prose are not what one learns; entries in the same place are."""
    plan = plan_of(
        "## Process", "- You can do it alone or in groups of two or three, as you like best.",
        f"- For simplicity we recommend to go through all of it in the order of [the map]({A}) above.",
        "- Take your time with it, since nobody will ever ask how long it took you.", "",
        "**Courses must**:", "", "- Be open", "- Be free",
        f"- Match the standards of [the guild]({A}): Rules of Sailing",
        f"- [The book]({B}) is what counts.",
    )  # fmt: skip

    assert titles(plan) == ["The book"]


def test_remarks_that_speak_to_the_reader_are_no_parts() -> None:
    plan = plan_of("## Films", f"- [Sails]({A})", "  - Good pictures", "  - You can watch several in a short time")

    assert titles(plan) == ["Sails"]


def test_exercises_are_steps_however_they_are_worded() -> None:
    """What belongs to one of them is not another; sums and figures are nothing to learn."""
    plan = plan_of(
        "## Sails", "- 2 + 3 = 5", "- Jib", "## Exercises: Level 1", "1. Draw a sail. Then draw it again.",
        "2. Write these down:", "   - Your name", "   - Your boat", "3. Is it dry?",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Draw a sail. Then draw it again.", "Write these down", "Is it dry?"]


def test_an_item_in_bold_by_itself_heads_the_lists_behind_it() -> None:
    """Lines in between part what it holds."""
    plan = plan_of(
        "## Boats", "* **Sails**", "", " _In theory_", f" * [Jib]({A})", "", " _At sea_", f" * [Genoa]({B})", "",
        "* **Oars**", "", f" * [Blade]({A}/b)",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Genoa", "Blade"]
    assert [plan.sections[item.section].title for item in plan.items] == [
        "Sails › In theory", "Sails › At sea", "Oars",
    ]  # fmt: skip


def test_what_is_written_under_a_picture_is_no_row() -> None:
    plan = plan_of(f"- [Sails]({A})", "", "| ![A sail](s.png) |", "|---|", f"| Drawn by [Ada]({B}) |")

    assert titles(plan) == ["Sails"]


def test_a_task_in_a_table_may_lead_to_its_place_in_the_file() -> None:
    """A cell that is such a link and nothing more is contents."""
    plan = plan_of(
        "|  | Short | Long |", "|---|---|---|", "| Read through the [basics](#basics) | Some | All |", "",
        "| Part | Where |", "|---|---|", "| One | [Basics](#basics) |", "## Basics", f"- [Sails]({A})",
    )  # fmt: skip

    assert titles(plan) == ["Read through the basics", "Sails"]


def test_names_in_bold_with_their_links_are_a_list() -> None:
    """With remarks in points below each."""
    plan = plan_of(
        "## Start", f"**Sails** / Ada [Film]({A})", "* *Topics:* jib, genoa, and what else there is.", "",
        f"**Oars** [Book]({B})", "* *Topics:* blades.",
    )  # fmt: skip

    assert [(item.title, item.url) for item in plan.items] == [("Sails / Ada", A), ("Oars", B)]


@pytest.mark.parametrize("box", ["[✔️]", "[✅]", "[ ☑️ ]", "[✔]"])
def test_a_sign_in_a_box_is_a_tick(box: str) -> None:
    """GitHub draws no box for it, but whoever wrote it meant one."""
    plan = plan_of(f"- {box} [Sails]({A})", f"- [ ] [Oars]({B})")

    assert [(item.title, item.status) for item in plan.items] == [("Sails", "done"), ("Oars", "todo")]


def test_headings_without_a_blank_are_headings() -> None:
    """As GitHub once read them; a word behind one sign is a tag."""
    plan = plan_of("#1 Sails", f"- [Jib]({A})", "##Oars", f"- [Blade]({B})", "", "#boats", "#2 Masts", "- Fir")

    assert [title for title, _ in plan.stages] == ["1 Sails", "2 Masts"]
    assert titles(plan) == ["Jib", "Blade", "Fir"]


def test_the_box_that_shows_how_to_tick_is_no_step() -> None:
    plan = plan_of(
        "## How to use it", "- [x] Put an x in the brackets, like this: [x]", "## Sails", f"- [ ] [Jib]({A})"
    )

    assert [(item.title, item.status) for item in plan.items] == [("Jib", "todo")]


def test_a_name_over_links_without_names_is_the_step() -> None:
    """Twenty steps named "link1" help nobody; what else stands there is a remark."""
    plan = plan_of(
        "## Books", "- Sails", f"  - [link1]({A})", f"  - [Link 2]({B})", "  - Progress: 12/284", "- Oars",
        f"  - [pdf]({A}/o)", "- Masts", f"  - [Fir]({A}/m)", f"  - [link]({B}/m)",
    )  # fmt: skip

    assert [(item.title, item.url, len(item.more)) for item in plan.items] == [
        ("Sails", A, 1), ("Oars", f"{A}/o", 0), ("Fir", f"{A}/m", 0), ("link", f"{B}/m", 0),
    ]  # fmt: skip
    assert plan.items[0].summary == "Progress: 12/284"


def test_numbered_tasks_are_parts_of_the_box_over_them() -> None:
    plan = plan_of("- [x] Sails", "  - **Task 1**: Draw one. Colour it.", "  - Take your time.")

    assert [(item.title, item.parent) for item in plan.items] == [("Sails", None), ("Task 1: Draw one. Colour it.", 0)]


def test_what_tasks_say_of_themselves_is_no_part_of_their_names() -> None:
    """Obsidian writes when a task was made, is due and was done, and how urgent it is, anywhere in the line."""
    plan = plan_of(
        "- [x] ➕ 2023-11-20  Watch the sails ⏫ 📅 2023-11-20 ✅ 2023-11-20",
        f"- [ ] ➕ 2023-11-22 **[Oars]({A})**🛫 2023-11-22  ⏬ ",
        "- [ ] Masts 🔺 🛫📅 2023-11-30 - in oak #boats #wood",
    )

    assert titles(plan) == ["Watch the sails", "Oars", "Masts - in oak #boats #wood"]
    assert plan.items[1].url == A


@pytest.mark.parametrize(
    ("mark", "status"),
    [("🟡 In progress (theory done, practice TODO)", "doing"), ("✅ Done (2024)", "done"), ("(later)", "")],
)
def test_a_remark_behind_a_status_does_not_hide_it(mark: str, status: str) -> None:
    plan = plan_of("| Topic | Status |", "|---|---|", f"| Sails | {mark} |", "| Oars | ⬜ |")

    assert plan.items[0].status == status


def test_a_heading_of_contents_is_no_title() -> None:
    """Of a file whose name says nothing."""
    plan = read("/somewhere/notes.md", "notes.md", f"# Table of contents\n- [Sails](#sails)\n# Sails\n- [Jib]({A})")

    assert plan.title != "Table of contents"
    assert titles(plan) == ["Jib"]


def test_what_stands_under_done_is_done() -> None:
    """A learner who keeps no boxes moves things from heading to heading; a box of its own says more."""
    plan = plan_of(
        "## Completed",
        f"- [Sails]({A})",
        "- [ ] Oars",
        "## Currently reading",
        f"- [Masts]({B})",
        "## Next",
        "- [ ] Fir",
    )

    assert [(item.title, item.status) for item in plan.items] == [
        ("Sails", "done"), ("Oars", "todo"), ("Masts", "doing"), ("Fir", "todo"),
    ]  # fmt: skip


def test_a_picture_may_be_a_status() -> None:
    """By what is written instead of it."""
    plan = plan_of(
        "| Progress | Item |", "|---|---|", f"| ![Complete](c.png) | [Sails]({A}) |",
        f"| ![In Progress](p.png) | [Oars]({B}) |", f"| | [Masts]({A}/m) |",
    )  # fmt: skip

    assert [(item.title, item.status) for item in plan.items] == [
        ("Sails", "done"),
        ("Oars", "doing"),
        ("Masts", "todo"),
    ]


def test_what_to_do_before_and_what_to_avoid_are_no_steps() -> None:
    plan = plan_of(
        "## Sails", f"- [Jib]({A})", "", "**Before you start (5 min)**", "1. Close the door", "2. Set a timer", "",
        "**Common mistakes to avoid**", "- Ignoring edges", "- Talking too much",
    )  # fmt: skip

    assert titles(plan) == ["Jib"]


def test_names_of_tools_may_be_small_and_have_a_remark_behind_them() -> None:
    """They stand among links."""
    plan = plan_of(
        "## Tools", "1. Tiller (I am sure that most of us would be using this only)", "2. halyard", f"3. [Winch]({A})",
        "4. cleat (you would use it every time when you start)", "5. made of wood", "## Ropes",
        "- hemp", "- jute", "- sisal",
    )  # fmt: skip

    assert [title.partition(" (")[0] for title in titles(plan)] == [
        "Tiller", "halyard", "Winch", "cleat", "hemp", "jute", "sisal",
    ]  # fmt: skip


def test_what_stands_over_the_title_is_no_step() -> None:
    """Sponsors pay for it."""
    plan = plan_of(
        f"### [Sails of the best]({A})", "", f"[For sale everywhere]({A})", "", "# Boats", "", "Words.", "", "## Oars",
        f"- [Blade]({B})",
    )  # fmt: skip

    assert (plan.title, titles(plan)) == ("Boats", ["Blade"])


@pytest.mark.parametrize("kind", ["(book/video course)", "(mooc + book)", "[workshop]"])
def test_a_kind_in_brackets_before_links_is_no_title(kind: str) -> None:
    assert titles(plan_of(f"- [x] {kind} [Sails]({A}) by [Ada]({B}). It is long.")) == ["Sails"]


def test_whom_to_write_to_is_no_address_of_a_thing() -> None:
    plan = plan_of(f"- Ada ada@sea.example: [Sails]({A})", "- [Write me](mailto:ada@sea.example)")

    assert [(item.url, item.more) for item in plan.items] == [(A, ())]


def test_what_heads_boxes_inside_a_step_is_told_as_a_remark() -> None:
    """Nothing may vanish without a word."""
    plan = plan_of(f"- [Sails]({A})", "  - What to look at in the harbour", "    - [ ] Jib")

    assert (titles(plan), plan.items[0].summary) == (["Sails", "Jib"], "What to look at in the harbour")
    assert [left.text for left in plan.left_out] == ["What to look at in the harbour"]


def test_a_row_may_begin_with_its_number() -> None:
    plan = plan_of("| Topic | Goal |", "|---|---|", f"| 1. [Sails]({A}) | x |", "| 2. Oars | y |", "| 3 | z |")

    assert titles(plan)[:2] == ["Sails", "Oars"]


def test_people_to_follow_are_nothing_to_learn() -> None:
    plan = plan_of("## Sails", f"- [Jib]({A})", "## Whom to follow on the harbour wall", f"- [Ada]({B})")

    assert titles(plan) == ["Jib"]


def test_signs_in_all_rows_under_an_unknown_head_are_no_ticks() -> None:
    """That each lesson is published is nobody's progress; "Learned" is."""
    rows = f"| [Sails]({A}) | ✅ |", f"| [Oars]({B}) | ✅ |"
    published = plan_of("| Day | 更新状态 |", "|---|---|", *rows)
    learned = plan_of("| Day | Learned |", "|---|---|", *rows)

    assert [item.status for item in published.items] == ["", ""]
    assert [item.status for item in learned.items] == ["done", "done"]


def test_names_written_small_are_names() -> None:
    """Many keep their own lists so; one of them must not take the others with it."""
    plan = plan_of(
        "# Boats", "* sailing", "  * jib/genoa", "  * mast", "  * rope works", "  * Docks", "  * kafka basics"
    )

    assert titles(plan)[-5:] == ["jib/genoa", "mast", "rope works", "Docks", "kafka basics"]


def test_topics_above_their_slides_stay_topics() -> None:
    """Only a link that stands first is the way to what is named above it."""
    plan = plan_of("# Boats", "- Week 1", "  - Sails", "  - Oars", f"  - [slides]({A})")

    assert {"Sails", "Oars"} <= set(titles(plan))


def test_a_badge_that_leads_to_a_film_is_the_address_of_what_it_stands_beside() -> None:
    film = "https://www.youtube.com/watch?v=abcdefghijk&list=PL1"
    badge = f"[![YouTube](https://img.shields.io/badge/YouTube-Video-green)]({film})"
    plan = plan_of(f"1. All of sailing: {badge}", f"2. Oars {badge.replace('abc', 'xyz')}", "3. Knots, splices,")

    assert [(item.title.rstrip(":"), bool(item.url)) for item in plan.items] == [
        ("All of sailing", True), ("Oars", True), ("Knots, splices", False),
    ]  # fmt: skip


def test_instructions_are_none_of_the_plan_in_other_languages_either() -> None:
    plan = plan_of(
        "## Velas", f"- [Foque]({A})", "## Instrucciones",
        f"* Si quieres compartir, abre una [**PULL REQUEST**]({B}) ya.",
        "**Os cursos devem**:", "- Ser abertos", "## Autor", f"- [Ada]({B})",
    )  # fmt: skip

    assert titles(plan) == ["Foque"]


def test_a_heading_is_called_without_its_attributes_and_a_duration_is_no_heading() -> None:
    plan = plan_of(
        '## Sails { style="margin-top: 1rem" }',
        "**Duration: 1 week**",
        "",
        f"- [Jib]({A})",
        "## Sets {1, 2}",
        f"- [One]({B})",
    )

    assert [title for title, _ in plan.stages] == ["Sails", "Sets {1, 2}"]
    assert [section.title for section in plan.sections] == ["Sails", "Sets {1, 2}"]


def test_a_heading_that_is_a_link_is_a_step_where_nothing_stands_under_it() -> None:
    plan = plan_of(
        "# Boats", f"- [Ropes]({B})",
        f"### [Sails]({A})", "What holds them, and what tears them.",
        f"### 2. [Oars]({A}2)", "How to pull them.",
        f"### [Anchors]({A}3)", f"- [Chains]({B}4)",
        f"### The masts of [Ada]({B}5)", "Tall ones.",
        f"### [Join our community on Slack]({B}6)", "All are welcome.",
    )  # fmt: skip

    assert titles(plan) == ["Ropes", "Sails", "Oars", "Chains"]


def test_a_line_that_is_one_link_to_another_file_is_a_step() -> None:
    plan = plan_of("# Boats", "## Sails", "[How they hold](sails/hold.md)", "", "Text.", "## Oars", "[Next »](b.md)")

    assert titles(plan) == ["How they hold"]


def test_a_sentence_that_goes_on_in_a_link_on_the_next_line_is_no_entry() -> None:
    plan = plan_of(
        "# Boats", "## Sails", "Most of what is said here was first told in a talk on",
        f"[how sails hold]({A}) - and not all of it was true.", "", f"[Oars]({B}) - how to pull them.",
    )  # fmt: skip

    assert titles(plan) == ["Oars"]


def test_what_tells_of_a_run_of_a_course_is_no_step() -> None:
    plan = plan_of(
        "# Boats", "- **Start**: 17 January 2022", f"- Registration link: {A}", f"- [Leaderboard]({A})",
        f"- [Course Calendar]({A})", "## Sails", f"- [Jib]({B})", "- Time spent: 30 min", "- Start: how to begin",
        f"- Lecture: [Masts]({B}2)",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Masts"]


def test_instructions_how_to_use_the_plan_are_no_steps_however_short() -> None:
    plan = plan_of(
        "# Boats", "## Sails", f"- [Jib]({A})", "## Students",
        "To use this curriculum on your own, fork the repository and complete the exercises:", "",
        "- Start with a quiz", "- Complete the challenge", f"- Read more at [the harbour]({B}).",
        "## Oars", "What you will need, and should know the topics of:", "", "- Blades",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Blades"]


def test_points_about_the_plan_are_none_of_it_at_any_depth() -> None:
    plan = plan_of(
        "# Boats", "## Sails", "- Jib", "## Assessment", "### Quizzes", "- Ten questions", "## Minimum requirements",
        "- A boat", "## Selection criteria", "- **2016**: sixty sails",
    )  # fmt: skip

    assert titles(plan) == ["Jib"]


def test_items_with_bold_names_stay_together_where_one_has_a_link_in_its_text() -> None:
    plan = plan_of(
        "# Boats", "## Sails", "- **Jib**: the sail in front, that is set first of all in most of the boats.",
        f"- **Genoa**: a jib that reaches behind the mast, as [Ada]({A}) has told in her talk of last year.",
        "- **Spinnaker**: the big one, that is set when the wind comes from behind and you are in a hurry.",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Genoa", "Spinnaker"]


def test_what_begins_with_what_it_is_about_is_a_topic() -> None:
    """Long as it is, and with a full stop."""
    plan = plan_of(
        "# Boats", "## Sails", "- Cloth and rope: cotton, hemp, wire.", "- Geometry: angles, areas.",
        "- Wind: gusts, lulls, shifts.", "- [Names of ropes](that is no address)", f"- [Jib]({A})",
        "## [Oars](oars.md)", "- Instructor: Ada Example", "- Platform: A boat",
    )  # fmt: skip

    assert titles(plan) == [
        "Cloth and rope: cotton, hemp, wire.", "Geometry: angles, areas.", "Wind: gusts, lulls, shifts.",
        "Names of ropes", "Jib", "Oars",
    ]  # fmt: skip


def test_exercises_that_ask_are_steps_where_questions_are() -> None:
    plan = plan_of(
        "# Boats", "## Wind",
        "* Let a be the wind, with P(a) = 0.6 and P(b) = 0.7 of rain. Can these two come together?",
        "* Two boats of 60 feet meet. Both are fast. Which of the two will give way?",
        "* Given a sail that is torn. What could you use to mend it.",
        "## FAQ", "- Is it free?", "- May I begin today?",
    )  # fmt: skip

    assert [item.line for item in plan.items] == [3, 4, 5]


def test_a_table_of_numbered_names_is_a_plan() -> None:
    plan = plan_of("## Lessons", "| Section | Out |", "|---|---|", "| 1. Sails | May |", "| 2. Oars | June |")

    assert titles(plan) == ["Sails", "Oars"]


def test_rows_of_days_without_a_class_are_no_steps() -> None:
    rows = (
        f"| May 1 | [Sails]({A}) |",
        "| May 2 | **Labor day, no class** |",
        "| May 3 | Oars |",
        "| May 4 | Spring break |",
    )
    plan = plan_of("| Date | Topic |", "|---|---|", *rows)

    assert titles(plan) == ["Sails", "Oars"]


def test_rows_that_number_others_in_roman_letters_are_headings() -> None:
    row = "<tr><td>{}</td><td><b>{}</b></td><td></td></tr>"
    lesson = "<tr><td>{}</td><td>{}</td><td><a href='https://a.example/{}'>Text</a></td></tr>"
    plan = plan_of(
        "<table><tr><th></th><th>Lesson</th><th>Link</th></tr>", row.format("VII", "Sails"), lesson.format(1, "Jib", 1),
        lesson.format(2, "Genoa", 2), lesson.format(3, "Cloth", 3), "</table>",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Genoa", "Cloth"]


def test_lists_in_the_cells_of_a_table_are_read() -> None:
    """They stand under what the row is called; in a row with a link, as parts of it."""
    plan = plan_of(
        "<table><tr><td>Week 1</td><td><ul>", f"<li><a href='{A}'>Sails</a></li>",
        f"<li><a href='{A}2'>Oars</a></li>", "</ul></td></tr>", f"<tr><td><a href='{B}'>Ropes</a></td><td><ul>",
        f"<li><a href='{B}2'>Knots</a></li>", "</ul></td></tr></table>",
    )  # fmt: skip

    assert [(item.title, item.parent) for item in plan.items] == [
        ("Sails", None), ("Oars", None), ("Ropes", None), ("Knots", 2),
    ]  # fmt: skip
    assert plan.sections[plan.items[0].section].title.endswith("Week 1")


def test_a_table_that_only_sets_out_the_page_is_no_table() -> None:
    plan = plan_of(
        "<table><tr><td>", "", "## Sails", f"* [Jib]({A})", "", '<div class="optional">', f"* [Genoa]({B})", "</div>",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Genoa"]
    assert plan.stages[0][0] == "Sails"


def test_what_somebody_said_of_a_thing_is_no_part_of_it() -> None:
    plan = plan_of(
        f"- [How to sail]({A})", f'  - *"You need wind, and a sail too."* [Ada]({B})', f'  - "Wind" [pdf]({B}2)'
    )

    assert titles(plan) == ["How to sail", '"Wind"']
    assert "You need wind" in plan.items[0].summary


def test_folds_with_nothing_in_them_are_topics_and_quotes_may_set_in_what_is_folded() -> None:
    plan = plan_of(
        "<details><summary><h2>Sails</h2></summary><blockquote>",
        "  <details><summary><h3>Jib</h3></summary><blockquote>", "  </details>",
        "  <details><summary>Genoa</summary>", "  </details>",
        f"  <a href='{A}'>Cloth</a><br><a href='{B}'>Rope</a>", "</details>",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Genoa", "Cloth", "Rope"]


def test_a_legend_tells_what_signs_mean() -> None:
    """Also where all things of a list begin with the same one."""
    plan = plan_of(
        "# Boats", "- Legend", "  - ✅ - finished", "  - ❌ - waiting", "  - 🕞 - in progress", "## Sails",
        "- ❌ Jib", "- ❌ Sails of all sizes, of cloth, of leather, and what else there is", "  - ❌ Genoa",
        "## Oars", "- 🕞 Blades", "- ✅ Handles",
    )  # fmt: skip

    assert [(item.title.split()[0], item.status) for item in plan.items] == [
        ("Jib", "todo"), ("Sails", "todo"), ("Genoa", "todo"), ("Blades", "doing"), ("Handles", "done"),
    ]  # fmt: skip


def test_bare_things_with_the_name_of_their_kind_stand_beside_boxes() -> None:
    plan = plan_of(
        "# Boats", "## Week 1", "- [ ] Set a sail", "- *Book:* The Jib", "- Notes: windy", "## Week 2",
        f"- [Oars]({A})", "  - Lecture: how to pull. How to push.", "  - Lecture: 45 min", "  - Deadline: May",
    )  # fmt: skip

    assert titles(plan) == ["Set a sail", "Book: The Jib", "Oars", "Lecture: how to pull. How to push."]


def test_sentences_that_tell_what_to_learn_are_tasks() -> None:
    plan = plan_of("# Boats", "## First", "- Learn how to set a sail.", "- Practice knots.", "## Then", f"- [Jib]({A})")

    assert titles(plan) == ["Learn how to set a sail.", "Practice knots.", "Jib"]


def test_what_stands_under_a_label_of_topics_is_one_however_it_is_worded() -> None:
    """Boxes under another label of the same heading do not matter."""
    plan = plan_of(
        "# Boats", "## Week 1", "**Topics**:", "", "1. **Sails**:", "    - `jib`, `genoa`.",
        "    - Setting them early.", "", "**Practice**:", "", "- [ ] Tie a knot", "", "**Milestone Tasks:**", "",
        "- Sail round the island, and write down how long it took you, and where the wind came from.",
        "", "**Notes**:", "", "- It rained.",
    )  # fmt: skip

    assert [item.line for item in plan.items] == [6, 7, 11, 15]


def test_headings_of_a_level_too_high_do_not_take_the_plan_away() -> None:
    plan = plan_of(
        "# Boats", "- Sails", "- Oars", "# Contributing", "Please do.", "## Sails", f"- [Jib]({A})",
        "## Oars", f"- [Blades]({B})",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Blades"]
    assert [left.reason for left in plan.left_out] == ["contents", "contents"]


def test_contents_may_name_places_of_this_folder() -> None:
    plan = plan_of(
        "# Boats", "- [Sails](./#sails)", "- [Oars](./#oars)", "## Sails", f"- [Jib]({A})", "## Oars", "- Blades"
    )

    assert titles(plan) == ["Jib", "Blades"]


def test_placeholders_and_properties_are_no_steps() -> None:
    plan = plan_of("## Sails", "- TBD", "- Coming soon!", "- collapsed:: true", "- date:: [[May 1st]]", "- Jib")

    assert titles(plan) == ["Jib"]


def test_where_an_author_is_to_be_found_is_no_step() -> None:
    plan = plan_of(
        "# Boats", "## Sails", f"[Jib]({A})", "", "## At the harbour",
        f"[Website]({A}) • [Newsletter]({A}2) • [GitHub]({A}3)", "", f"[Follow us on Twitter]({B})",
    )  # fmt: skip

    assert titles(plan) == ["Jib"]


def test_news_of_the_plan_are_no_steps() -> None:
    plan = plan_of(
        "# Boats", f"- Oct 10th: the book is [out]({A}).", f"- Feb 9th 2021: [a talk]({A}2)",
        f"- I sail ([page]({A}3)).", "## Sails", f"- [Jib]({B})",
    )  # fmt: skip

    assert titles(plan) == ["Jib"]


def test_levels_of_skill_are_no_steps() -> None:
    plan = plan_of(
        "## Ladder", "| Level | Focus |", "|---|---|", "| Junior | Knots |", "## Plan", "| Week | Focus |", "|---|---|",
        "| 1 | Sails |",
    )  # fmt: skip

    assert titles(plan) == ["Sails"]


def test_a_row_that_speaks_to_the_reader_is_no_step() -> None:
    plan = plan_of(
        "<table><tr><td>This video tells of <a href='https://a.example/1'>boats</a></td></tr></table>", "",
        "## Sails", f"- [Jib]({A})",
    )  # fmt: skip

    assert titles(plan) == ["Jib"]


def test_lists_set_in_as_far_as_code_are_lists() -> None:
    plan = plan_of(
        "# Boats", "## Week 1", "", "    - Wed: Sails", "    - Sat: Oars", "", "## Code", "",
        "    sail = 1", "    - sail",
    )  # fmt: skip

    assert titles(plan) == ["Wed: Sails", "Sat: Oars"]


def test_what_machines_write_into_roadmaps_is_read() -> None:
    """Deliverables, days of a week; not the tips, the tracking, and what may become of you."""
    plan = plan_of(
        "# TODO Boats", "## Phase 1", "**Deliverable:**", "- Solve 10 knots and tie them, one after the other.",
        "- Build a boat that swims, and set a sail on it.", "", "**Week 1**",
        "- **Monday:** Intro to sails (jib). Solve two.", "- **Weekend:** Sail.", "", "**Week 2**",
        "- **Tuesday:** More sails, more wind. Solve one.", "- **Weekend:** Sail again.",
        "## Additional Tips", "- **Practice**: sail each day.", "- **Talk**: to sailors.",
        "## Progress Tracking", "- Log book", "## Career Paths After This", "- Captain",
    )  # fmt: skip

    assert [item.line for item in plan.items] == [4, 5, 8, 9, 12, 13]


def test_authors_end_where_a_colon_begins_what_is_told() -> None:
    plan = plan_of(
        "# Boats",
        f"* [Sails]({A}) by Ada Example: What holds them.",
        f"* [Oars]({B}) by Ben: How to pull.",
        f"* [Rope]({A}3) by Eva.",
        f"* [Tar]({A}4) by A. Sparrow (book)",
        f"* [Hemp]({A}5) by Ada B. Example — on rope",
    )

    assert [(item.authors, item.summary) for item in plan.items] == [
        (("Ada Example",), "What holds them."), (("Ben",), "How to pull."), (("Eva",), ""), (("A. Sparrow",), ""),
        (("Ada B. Example",), "on rope"),
    ]  # fmt: skip


def test_a_title_that_comes_again_in_most_rows_names_a_group() -> None:
    rows = (f"| Sails | [{name}]({A}{name}) |" for name in ("Jib", "Genoa", "Cloth"))
    plan = plan_of("| Topic | Tutorial |", "|---|---|", *rows, f"| Oars | [Blades]({B}) |")
    own = plan_of(
        "| Topic | Link |", "|---|---|", f"| Sails | [Jib]({A}) |", f"| Oars | [Blades]({B}) |", f"| Rope | [x]({B}1) |"
    )

    assert titles(plan) == ["Jib", "Genoa", "Cloth", "Blades"]
    assert titles(own) == ["Sails", "Oars", "Rope"]


def test_boxes_that_tell_what_boxes_mean_are_none() -> None:
    plan = plan_of(
        "# Boats", "- [ ] Not started", "- [x] Completed", "## Sails", "- [x] Read", "- [ ] Tie a knot",
        "- **Resources**: *TBD*",
    )  # fmt: skip

    assert [(item.title, item.status) for item in plan.items] == [("Read", "done"), ("Tie a knot", "todo")]


def test_a_day_with_a_title_is_a_step_with_parts_and_a_week_holds_steps() -> None:
    plan = plan_of(
        "# Boats", "**Daily Plan:**", "- **Day 1:** Sails (jib, genoa)", f"  - Resource: [Jib]({A})",
        "  - Exercise: Set them, one by one.", "", "- **Week 2:** Oars", f"  - Resource: [Blades]({B})", "",
        "**Weekend Project:**", "- Row round the island, and come back before the night falls.", "",
        "## More", "- **Book Suggestion:** _The sea_ by Ada Example", f"- [Ropes]({A}2)",
    )  # fmt: skip

    assert [(item.title.split(":")[0], item.parent) for item in plan.items] == [
        ("Day 1", None), ("Jib", 0), ("Exercise", 0), ("Blades", None),
        ("Row round the island, and come back before the night falls.", None), ("Book Suggestion", None),
        ("Ropes", None),
    ]  # fmt: skip


def test_a_status_that_only_begins_like_a_mark_is_none() -> None:
    plan = plan_of("| Topic | Status |", "|---|---|", "| Sails | [ later |", "| Ropes | ✅ in May |")

    assert [(item.title, item.status) for item in plan.items] == [("Sails", ""), ("Ropes", "done")]


def test_badges_in_headings_are_told_once_in_the_order_of_the_file() -> None:
    plan = plan_of(
        "# Boats ![build](https://img.shields.io/b.svg)", f"- [Jib]({A}) ![stars](https://img.shields.io/s.svg)",
        "## Oars ![oar](oar.png)", "<details><summary>More</summary>", "", "- Blades", "",
        "</details>", "", f"- [Rope]({B})",
    )  # fmt: skip

    assert [(left.line, left.reason) for left in plan.left_out] == [(1, "badge"), (2, "badge"), (3, "image")]


def test_a_line_that_says_what_a_list_is_is_none_of_it() -> None:
    plan = plan_of("## Sails", "- A collection of sails", f"- [A curated list of sails]({A})", f"- [Jib]({B})")

    assert titles(plan) == ["A curated list of sails", "Jib"]


def test_grades_deadlines_and_answers_are_no_steps() -> None:
    plan = plan_of(
        "# Boats", "## Sails", f"- [Jib]({A})", "## Grade Tracking", "### Grade Scale", "- A: 93-100% (618+ points)",
        "- B: 85-92%", "### Assignment Deadlines", "- **Assignments**: due with the week", "- **Capstone**: due last",
        "## FAQ", "**Where do I begin?**", "", f"- Check [the basics]({B})", "## Other courses from us",
        f"- [Oars]({A}2)",
        "## Teaching Staff", f"- [Ada]({A}3)",
    )  # fmt: skip

    assert titles(plan) == ["Jib"]


def test_a_day_alone_heads_what_is_done_on_it() -> None:
    plan = plan_of(
        "# Boats", "#### Week 1", "- **Monday**:", "  - Onboarding, course overview, tools.", f"  - Notes: [1]({A})",
        "- **Tuesday to Thursday**:", "  - Theory: how a sail holds, and why it tears.",
        "  - **Tools**: needle, thread.",
        "- **Saturday (Lab)**:", "  - **Project Milestone**: Finish the boat and show it to the others.",
        f"- [Oars]({B})",
    )  # fmt: skip

    assert [item.line for item in plan.items] == [4, 5, 7, 10, 11]
    assert [plan.sections[item.section].title for item in plan.items[:3]] == [
        "Monday", "Monday", "Tuesday to Thursday",
    ]  # fmt: skip


def test_boxes_set_in_without_bullets_are_an_outline() -> None:
    plan = plan_of(
        "# Boats", "## To Dos", "\t[ ] Sails", "\t\tuse a needle to:", "\t\t\t[x] mend the jib that was torn",
        "\t\t\tlast summer", "\t\t\t", "\t\t\t[ ] What to know:", "\t\t\t\t[x] how to sew", "\t[ ] Oars", "",
        "\tthe end",
    )  # fmt: skip

    assert [(item.title, item.status, item.parent) for item in plan.items] == [
        ("Sails", "todo", None), ("mend the jib that was torn last summer", "done", 0), ("What to know", "todo", 0),
        ("how to sew", "done", 2), ("Oars", "todo", None),
    ]  # fmt: skip


def test_chapters_by_number_are_steps() -> None:
    plan = plan_of(
        "# Boats", "## Reading", "- Sails", "  - 2.3 (needles) -- I use my own, and you may do so too.",
        "  - 4.2.1/4.4.1 Cloth: only the sense of it, and not the details in the book.", "- Oars", "  - 9.8 knots",
        f"- [Ropes]({A})",
    )  # fmt: skip

    assert [(item.line, item.parent) for item in plan.items] == [(3, None), (4, 0), (5, 0), (6, None), (8, None)]


def test_what_stands_before_the_contents_tells_of_the_plan() -> None:
    plan = plan_of(
        "## Boats", "- **Days**: Monday to Thursday (all day).", "- **Friday**: sails or oars.", "## Contents",
        "- [Sails](#sails)", "### Sails", f"- [Jib]({A})", "- Genoa",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Genoa"]


def test_what_a_colon_goes_on_with_are_parts() -> None:
    plan = plan_of(
        "# Boats", "- [ ] Buy:", "  - Needle", "  - Strong thread", "- [ ] Mend the jib", "  - Needle", "  - Thread"
    )

    assert [(item.title, item.parent) for item in plan.items] == [
        ("Buy", None), ("Needle", 0), ("Strong thread", 0), ("Mend the jib", None),
    ]  # fmt: skip


def test_names_in_bold_may_be_links_and_one_may_be_a_label() -> None:
    told = "What it is, told in a sentence that goes on and on, as they do."
    plan = plan_of(
        "# Boats", "## Sails", f"- **Jib**: {told}", f"- **[Genoa]({A})** {told}", f"- **Spinnaker**: {told}",
        "## Oars", f"- **Blades**: {told}", f"- **Tools**: {told}", f"- **Jib**: {told} [x]({A}2)",
        f"- **Grip**: {told}",
    )  # fmt: skip

    assert [title.partition(":")[0] for title in titles(plan)] == [
        "Jib", "Genoa", "Spinnaker", "Blades", "Tools", "Jib", "Grip",
    ]  # fmt: skip


def test_a_link_that_only_counts_is_called_by_what_follows() -> None:
    plan = plan_of(
        f"- [week2]({A}) Sails and ropes - for the wind", f"- [week03_oars]({B}) Oars and blades",
        f"- [Week 4]({A}4)", f"- [Sails]({A}5) and more",
    )  # fmt: skip

    assert titles(plan) == ["week2 Sails and ropes", "Oars and blades", "Week 4", "Sails"]


def test_contents_have_no_labels_of_lists() -> None:
    """What many lists have before their items names no heading: "ER:" over the chapters of a book."""
    week = (
        "<ul><li><b>ER:</b><ul><li>1.1 (sails)</li></ul></li><li><b>ISP:</b><ul><li>2.1 (oars)</li></ul></li></ul>",
        "",
    )
    plan = plan_of("# Boats", "## Week 1", *week, "## Week 2", *week, "## Week 3", f"- [Jib]({A})")

    assert titles(plan) == ["1.1 (sails)", "2.1 (oars)", "1.1 (sails)", "2.1 (oars)", "Jib"]


def test_what_is_done_in_a_lab_is_a_step_however_it_is_worded() -> None:
    told = "Load the boat, row round the island, and tell the others what you saw on the way."
    plan = plan_of(
        "# Boats", "#### Session 1", "- **Hours:** 2", "- **Theory:**", "  - Sails", "- **Lab Assignment:**",
        f"  - {told}", "#### Session 2", f"- [Jib]({A})",
    )  # fmt: skip

    assert titles(plan) == ["Sails", told, "Jib"]


def test_names_in_bold_with_names_below_are_sections() -> None:
    plan = plan_of(
        "# Boats", "## Tools", f"- [Jib]({A})", "", "---", "- **Basics**", "  - linear sails", "  - calculus of oars",
        "- **Harbour**", "  - control the harbour.", "  - Rope", "  - Knots and splices",
        "- **Genoa**", "  - It is large, and you will see it from far away.",
    )  # fmt: skip

    assert [(item.title, plan.sections[item.section].title) for item in plan.items] == [
        ("Jib", "Tools"), ("linear sails", "Basics"), ("calculus of oars", "Basics"), ("Rope", "Harbour"),
        ("Knots and splices", "Harbour"), ("Genoa", "Tools"),
    ]  # fmt: skip


def test_html_set_in_behind_an_empty_line_goes_on() -> None:
    plan = plan_of(
        "<table>", f"    <tr><td>1</td><td><a href='{A}'>Sails</a></td></tr>", "",
        f"    <tr><td>2</td><td><a href='{B}'>Oars</a></td></tr>", "</table>", "", "    sail = <b>", "",
    )  # fmt: skip

    assert titles(plan) == ["Sails", "Oars"]


def test_where_a_paper_came_out_is_none_of_its_addresses() -> None:
    plan = plan_of(
        "# Papers", "- Sails at scale", "  - CVPR 2017", f"  - {A}", "- Oars at scale", f"  - {B}", "  - 2022 ICLR",
        "  - [Notes](./oars.md)", "- Ropes", f"  - [Tar and hemp]({A}3)",
    )  # fmt: skip

    assert [(item.title, item.url, item.summary) for item in plan.items] == [
        ("Sails at scale", A, "CVPR 2017"), ("Oars at scale", B, "2022 ICLR"), ("Tar and hemp", f"{A}3", ""),
    ]  # fmt: skip


def test_a_name_in_bold_over_its_addresses_is_the_step() -> None:
    plan = plan_of(
        "# Papers", "## 2017", "**Sails at scale**", f"  - [[arXiv]({A})], [[pdf]({A}2)]", "  - Example et al.; Kiel",
        "",
        "**Oars at scale**", f"  - [[arXiv]({B})]", "  - Example et al.; Kiel", "",
        "**More**", "", f"- [Ropes]({A}3)", f"- [Tar]({A}4)",
    )  # fmt: skip

    assert [(item.line, item.title, item.url, len(item.more)) for item in plan.items] == [
        (3, "Sails at scale", A, 1), (7, "Oars at scale", B, 0), (13, "Ropes", f"{A}3", 0), (14, "Tar", f"{A}4", 0),
    ]  # fmt: skip


def test_books_are_named_in_any_way() -> None:
    plan = plan_of(
        "# Boats", "## Primary Textbook", "- **The boat** (2nd Edition) — *Ada Example, Kiel, with Ben*",
        "## Sails", f"- [Jib]({A})", "- A sail is a thing that holds the wind, and is made of cloth.",
    )  # fmt: skip

    assert [item.line for item in plan.items] == [3, 5]


def test_a_week_with_labelled_parts_holds_them() -> None:
    plan = plan_of(
        "## Month 1", "- **Week 1-4**: Sails", f"  - Course: [Jib]({A})", "- **Week 5-8**: Oars",
        '  - Book: "The oar" by Ada Example', "  - Project: Build one.",
    )  # fmt: skip

    assert [item.line for item in plan.items] == [3, 5, 6]


def test_bullets_that_a_program_escaped_are_some() -> None:
    plan = plan_of("# Boats", "Learn the following:", "", "\\- Gain any way to sail at all.", "", "\\- The jib.")

    assert titles(plan) == ["Gain any way to sail at all.", "The jib."]


def test_a_kind_before_a_dash_makes_a_line_an_entry() -> None:
    plan = plan_of("# Boats", "See our [guide](b.md).", "", f"*Article* - [Sails]({A})", "", f"Tutorial – [Oars]({B})")

    assert titles(plan) == ["Sails", "Oars"]


def test_what_each_folder_has_and_free_days_are_no_steps() -> None:
    plan = plan_of(
        "# Boats", "| Date | Topic | Due |", "|---|---|---|", "| 1 | Sails | |", "| 2 | Spring Holiday | |",
        "## Directory Structure", "- **Exercises:** labs", "- **Solutions:** answers", "## Project Highlights",
        "- **Whole:** from sails to oars.", "- **Fun:** each day.", "## Parts", "Each part has:", "", "- Sails",
        "- Oars",
    )  # fmt: skip

    assert titles(plan) == ["Sails"]


def test_a_tick_behind_some_items_is_one_unless_a_line_says_what_it_means() -> None:
    items = (f"- [Sails]({A}) ✅", f"- [Oars]({B}) :heavy_check_mark:", f"- [Ropes]({A}2) :open_book:")
    ticked = plan_of("# Boats", *items)
    signs = plan_of("# Boats", "Signs:", "- :o: under way", "", "`1` ✅ **done**", "", *items)
    told = plan_of("# Boats", "What I like best is marked with ✅ or ✔.", "", *items)
    everywhere = plan_of("# Boats", *items[:2])

    assert [(item.title, item.status) for item in ticked.items] == [
        ("Sails", "done"), ("Oars", "done"), ("Ropes", ""),
    ]  # fmt: skip
    assert [item.status for item in signs.items][-3:] == ["done", "done", ""]
    assert {item.status for plan in (told, everywhere) for item in plan.items} == {""}


def test_parts_behind_a_colon_may_be_written_small() -> None:
    plan = plan_of("# Boats", "- [ ] Sew a sail:", "  - cut", "  - sew", "- [ ] Row", "  - fast", "  - slowly")

    assert [(item.title, item.parent) for item in plan.items] == [
        ("Sew a sail", None), ("cut", 0), ("sew", 0), ("Row", None),
    ]  # fmt: skip


def test_a_list_behind_a_line_that_heads_advice_is_none_of_the_plan() -> None:
    plan = plan_of(
        "# Boats", "## Tue, 28 Oct", "- 09:00: Sails", "- 10:00: Oars", "", "---", "", "Tips", "- Keep the sails dry",
        "- Prefer small wind", "- Use an oar", "## Next level", "- Make your own boat, and show it.",
        "- Contribute to a harbour.", "- Get wet.",
    )  # fmt: skip

    assert [item.line for item in plan.items] == [3, 4, 13, 14, 15]


def test_a_title_over_its_link_is_whole() -> None:
    plan = plan_of(
        "- Ropes", "", f"  [pdf]({A})", "- Monday Sails", "", f"  [notes]({B})", "",
        f"<dl><dt>Oars</dt><dd><a href='{A}2'>z</a></dd></dl>",
    )  # fmt: skip

    assert [(item.title, item.url) for item in plan.items] == [
        ("Ropes", A), ("Monday Sails", B), ("Oars", f"{A}2"),
    ]  # fmt: skip


def test_a_sign_in_a_title_or_over_what_explains_ticks_nothing() -> None:
    items = (f"- [Sails]({A})", f"- [Oars]({B})")
    for lines in (
        ("# ✅ Sailing checklist", *items),
        ("# Plan", "## ✅ What is included", *items, "## Rest", f"- [Rope]({A}2)"),
        ("# Plan", "### ✔ Why this plan", "It is good.", "## Sails", *items),
    ):
        assert {item.status for item in plan_of(*lines).items} == {""}


def test_tasks_with_boxes_in_a_table_are_tasks() -> None:
    named = plan_of("| | |", "|---|---|", "| [x] Sails | May |", "| [ ] Oars | June |")
    grid = plan_of("| Mon | Tue |", "|---|---|", "| [x] Sails | [ ] Oars |", "| [ ] Ropes | [x] Tar |")
    single = plan_of("<table><tr><td>[x] Sails</td></tr>", "<tr><td>[ ] Oars</td></tr></table>")

    assert [(item.title, item.status) for item in named.items] == [("Sails", "done"), ("Oars", "todo")]
    assert [(item.title, item.status) for item in single.items] == [("Sails", "done"), ("Oars", "todo")]
    assert [(item.title, item.status) for item in grid.items] == [
        ("Sails", "done"), ("Ropes", "todo"), ("Oars", "todo"), ("Tar", "done"),
    ]  # fmt: skip


def test_lists_of_rows_on_one_line_are_each_read_once() -> None:
    rows = "".join(f"<tr><td>{name}</td><td><ul><li>{box} {name}1</li></ul></td></tr>" for name, box in ("A☑", "B☐"))
    plan = plan_of(f"<table>{rows}</table>")
    sides = plan_of(
        "<table><tr><th>Day<th>Task<th>Day<th>Task</tr>",
        f"<tr><td>1<td>Sails<ul><li><a href='{A}'>Jib</a></ul><td>2<td>Oars</table>",
    )

    assert [(item.title, item.status) for item in plan.items] == [("A1", "done"), ("B1", "todo")]
    assert titles(sides).count("Jib") == 1


def test_boxes_in_quotes_and_behind_lists_are_tasks() -> None:
    plan = plan_of(
        "- Week 2", "  > - [x] Sails", f"  > - [Oars]({A})", "- [ ] Rope", "", "[ ] Tar", "[x] Hemp", "",
        "> - [x] Knots", f"> - [Splices]({B})",
    )  # fmt: skip

    assert [(item.title, item.status) for item in plan.items] == [
        ("Sails", "done"), ("Rope", "todo"), ("Tar", "todo"), ("Hemp", "done"), ("Knots", "done"),
    ]  # fmt: skip
    assert [left.text for left in plan.left_out] == ["Oars", "Splices"]


def test_words_that_begin_a_sentence_are_no_statuses() -> None:
    plan = plan_of("- DONE is better than perfect", "- DONE Sails", "- 📖 Read", "- 🎥 Watched", f"- 📖 [Jib]({A})")

    assert [(item.title, item.status) for item in plan.items] == [
        ("DONE is better than perfect", ""), ("Sails", "done"), ("Read", ""), ("Watched", ""), ("Jib", ""),
    ]  # fmt: skip


def test_a_task_about_boxes_is_one() -> None:
    plan = plan_of("- [x] Understand f[x]", "- [ ] Learn [x] notation", "- [ ] Put an x in the box, like this: [x]")

    assert titles(plan) == ["Understand f[x]", "Learn [x] notation"]


def test_a_picture_of_a_film_in_a_list_has_its_name() -> None:
    plan = plan_of("- [![Sails](i.png)](https://youtu.be/y)", "- [ ] [![](i.png)](https://youtu.be/z)")

    assert [(item.title, item.url) for item in plan.items] == [
        ("Sails", "https://youtu.be/y"), ("youtu.be/z", "https://youtu.be/z"),
    ]  # fmt: skip


def test_a_bold_name_with_nothing_behind_it_is_an_item() -> None:
    plan = plan_of(
        f"- [Sails]({A})", f"- [Oars]({B})", "- **Capstone**", "- **Final project**", f"- [Boat]({A}2)", "- **End**"
    )

    assert titles(plan) == ["Sails", "Oars", "Capstone", "Boat", "End"]


def test_what_groups_nothing_is_told() -> None:
    plan = plan_of(f"- [Sails]({A})", "- Ropes", "  - Join our chat on [Slack](https://slack.example)")

    assert titles(plan) == ["Sails"]
    assert "Ropes" in [left.text for left in plan.left_out]


def test_a_label_of_a_week_or_of_books_is_no_step() -> None:
    for label in ("**Week 1**", "**Readings**", "**Links**", "**Project**"):
        plan = plan_of("# Boats", label, "", f"- [video]({A})", f"- [slides]({B})", "- Tie ten knots")
        assert label.strip("*") not in titles(plan), label
        assert len(plan.items) >= 2, label


def test_a_timetable_behind_a_grid_is_no_grid() -> None:
    grid = ("| A | B |", "|---|---|", f"| [Sails]({A}) | [Oars]({B}) |", f"| [Rope]({A}2) | [Tar]({B}2) |", "")
    times = ("| Mon | Tue |", "|---|---|", "| 9:00 | Lunch |", "| 10:00 | Break |")
    struck = ("| C | D |", "|---|---|", "| ~~Hull~~ | Keel |", "| Mast | Boom |", "")

    assert titles(plan_of(*grid, *times)) == ["Sails", "Rope", "Oars", "Tar"]
    assert titles(plan_of(*grid, *struck))[4:] == ["Mast", "Keel", "Boom"]


@pytest.mark.parametrize("sign", ["\u200b", "\u2060", "\ufeff"])
def test_what_cannot_be_seen_names_nothing(sign: str) -> None:
    plan = plan_of(
        f"- [{sign}](./x.md)", f"- [ ] {sign}", f"- [{sign}]({A})", f"- {sign}", "", f"  [pdf]({B})", "",
        "## Lines", f"[ ] {sign}", "[x] Jib",
    )  # fmt: skip

    assert [(item.title, item.url) for item in plan.items] == [
        ("a.example/1", A), ("b.example/2", B), ("Jib", None),
    ]  # fmt: skip


def test_a_line_of_html_is_where_its_first_word_is() -> None:
    """The preview tells people where to look."""
    plan = plan_of(
        "## Sails", "<p>", "", f"&nbsp;<a href='{A}'>Jib</a> - a sail<br>", f"<a href='{B}'>Genoa</a>", "</p>"
    )
    in_one = plan_of(
        "## Sails", "<p>", f"&nbsp;&nbsp;<a href='{A}'>Jib</a> - a sail<br>", f"<a href='{B}'>Genoa</a></p>"
    )

    assert [item.line for item in plan.items] == [4, 5]
    assert [item.line for item in in_one.items] == [3, 4]
