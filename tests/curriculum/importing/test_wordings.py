"""What is a thing to learn by how it is worded, whether it has a link or box or not."""

from __future__ import annotations

import pytest

from mlops_path.curriculum.importing.citing import book_cited
from mlops_path.curriculum.importing.phrase import Phrase
from tests.curriculum.importing.test_markdown import A, B, plan_of, titles


@pytest.mark.parametrize(
    ("line", "title", "authors"),
    [
        ('📖 "The Sails of Old Ships" - Ada van Example', "The Sails of Old Ships", ("Ada van Example",)),
        ("“Ropes, a View,” Example and O'Sample. This one first.", "Ropes, a View", ("Example", "O'Sample")),
        ("*Don't Make Me Row*, Ben Sample", "Don't Make Me Row", ("Ben Sample",)),
        ("_Just Enough Tar_ (Sample & Test)", "Just Enough Tar", ("Sample", "Test")),
        ("“Knots” by Eva Test", "Knots", ("Eva Test",)),
        ("📖 **Ropes, Tar, and Oars** by Ada and Ben Example", "Ropes, Tar, and Oars", ("Ada", "Ben Example")),
    ],
)  # fmt: skip
def test_a_book_is_known_by_its_title_and_who_wrote_it(line: str, title: str, authors: tuple[str, ...]) -> None:
    """In an item, where sentences stand, in a line and in a heading."""
    item = plan_of("## Read", "- I read much of it.", f"- {line}", "- We meet on Fridays.", f"- [Jib]({A})").items[0]
    alone = plan_of("## Read", line, "", "It is long.", "## Watch", f"- [Jib]({A})").items[0]
    heading = plan_of("# Boats", "## Read", f"### {line}", "", "It is long.", "## Watch", f"- [Jib]({A})").items[0]

    assert (item.title, item.authors) == (title, authors)
    assert (alone.title, alone.authors) == (title, authors)
    assert (heading.title, heading.authors) == (title, authors)


@pytest.mark.parametrize(
    "line",
    [
        '"Sails hold longer than oars do" - Ada Example',
        '"Stay at Sea." - Ada Example',
        '"Week 3" - Ada Example',
        "**Sails** - Ada Example",
        "*Sails*: Ada Example",
        '"Sails" and Ropes',
        '"Sails" - 30 Minutes',
        '"Sails" - a remark of mine',
    ],
)
def test_what_somebody_said_is_no_book(line: str) -> None:
    plan = plan_of("# Boats", line, "", "## Watch", f"- [Jib]({A})")

    assert titles(plan) == ["Jib"]


def test_a_plain_line_cites_nothing() -> None:
    assert book_cited(Phrase.of("Sails, Ada Example")) is None
    assert book_cited(Phrase.of("")) is None


def test_a_plan_called_like_a_book_is_no_step_of_its_own() -> None:
    """Somebody goes through it chapter by chapter."""
    plan = plan_of(
        '# "The Sails of Old Ships" - Ada Example', "## Chapter 1", f"- [Cloth]({A})", "## Chapter 2", f"- [Tar]({B})"
    )

    assert titles(plan) == ["Cloth", "Tar"]


def test_who_stands_before_a_title_wrote_it() -> None:
    plan = plan_of(
        f"- Example (2010): [To row or to sail?]({A})", f"- Example, van Sample (2013) [Gardens of ropes]({B})",
        f"- Test et al., [Simple knots]({A}3)", f"- Week 2 (2010): [Oars]({A}4)", f"- Seen in (2010): [Jibs]({A}5)",
    )  # fmt: skip

    assert [(item.title, item.authors, item.year) for item in plan.items] == [
        ("To row or to sail?", ("Example",), 2010),
        ("Gardens of ropes", ("Example", "van Sample"), 2013),
        ("Simple knots", ("Test",), None),
        ("Week 2 (2010): Oars", (), None),
        ("Seen in (2010): Jibs", (), None),
    ]


def test_lines_that_count_lessons_are_these_and_no_headings() -> None:
    weeks = ("Week 1: Sails, Masts", "", "Week 2: Oars", "", "Week 3: Ropes", "", f"- [Notes]({A})")

    assert titles(plan_of("## The course", *weeks)) == [
        "Week 1: Sails, Masts",
        "Week 2: Oars",
        "Week 3: Ropes",
        "Notes",
    ]
    assert titles(plan_of("## The course", *weeks[2:])) == ["Notes"]


def test_a_task_in_bold_is_one_wherever_it_stands() -> None:
    plan = plan_of(
        "## Sails", f"- [Jib]({A})", "", "🔧 **Hands-on Project**: Build a boat of four sails.", "",
        "**Duration**: Four weeks", "", "**Project**: 40 %", "", "**Lecture:** it is long.",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Hands-on Project: Build a boat of four sails."]


def test_under_resources_names_are_things_to_learn_though_all_else_has_boxes() -> None:
    boxes = ("## Sails", "- [ ] Sew one", "- [ ] Set it")

    assert titles(plan_of(*boxes, "", "**Resources:**", "- Sailing (Ch. 1–6)", "- The Jib, a film"))[2:] == [
        "Sailing (Ch. 1–6)",
        "The Jib, a film",
    ]
    assert titles(plan_of(*boxes, "", "**What I like:**", "- Sailing", "- The Jib")) == ["Sew one", "Set it"]


def test_a_topic_among_boxes_may_lack_one() -> None:
    boxes = ("- [ ] Masts", "- [x] Oars", "- [ ] Ropes")

    assert titles(plan_of("## Boats", *boxes, "- Sails")) == ["Masts", "Oars", "Ropes", "Sails"]
    for remark in ("Note", "and so on", "**Later**", "See: below", "It goes on, as you see, for a while."):
        assert titles(plan_of("## Boats", *boxes, f"- {remark}")) == ["Masts", "Oars", "Ropes"], remark


def test_a_list_that_tells_how_the_plan_goes_holds_nothing_to_learn() -> None:
    plan = plan_of(
        "## Sails", "- Jib", "- Genoa", "## Design", "- **Pace:** Three years", "- **Practice:** Sew sails",
        "- **Company:** Join a crew",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Genoa"]


def test_names_in_bold_may_go_on_with_what_they_are_for() -> None:
    plan = plan_of("## Ropes", f"[Tar]({A})", "", "- **Hemp & Flax** for sheets.", "- **Wire**: It holds a mast.")

    assert titles(plan)[-2:] == ["Hemp & Flax", "Wire"]


def test_a_bare_item_groups_what_it_holds_where_its_neighbours_do() -> None:
    plan = plan_of(
        "## Boats", "1. Sails", f"    - [Jib]({A})", "2. Oars", "    - Blades by Example and Sample",
        "    - Rowing by Test",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Blades by Example and Sample", "Rowing by Test"]
    assert [plan.sections[item.section].title for item in plan.items] == ["Sails", "Oars", "Oars"]


def test_under_homework_an_item_may_say_what_its_links_are_for() -> None:
    plan = plan_of("## Homework", "- Tie ten knots", "- For answers in French:", f"  - [Nœuds]({A})", f"  - {B}")

    assert titles(plan) == ["Tie ten knots", "Nœuds", "b.example/2"]


def test_an_address_in_double_brackets_is_one() -> None:
    assert [(item.title, item.url) for item in plan_of(f"- [Sails]](({A}))", f"- [Oars](({B}))").items][-1:] == [
        ("Oars", B)
    ]


def test_a_way_in_brackets_is_no_part_of_the_title() -> None:
    plan = plan_of(
        "| Day | Topic |", "|---|---|", f"| 1 | Sails ([book chapter]({A})) |",
        f"| 2 | Oars (chapter 1, [chapter 2]({B})) |",
    )  # fmt: skip

    assert [(item.title, item.url) for item in plan.items] == [("Sails", A), ("Oars", B)]


@pytest.mark.parametrize("name", ["Go back", "← Back", "Next", "Previous page →"])
def test_what_turns_pages_is_no_step(name: str) -> None:
    assert titles(plan_of("## Sails", f"- [Jib]({A})", f"- [{name}]({B})", "", "---", "", f"[{name}]({B})")) == ["Jib"]


def test_a_row_of_days_alone_is_no_lesson() -> None:
    plan = plan_of(
        "| Week | Tue | Thu |", "|---|---|---|", f"| 1 | Jan 16: [Sails]({A}) | Jan 18: |", "| 2 | Jan 23: | Jan 25: |",
        "| 3 | Jan 30: <br />**Spring Break** | Feb 1: |", "| 4 | Feb 6: <br />Knots | Feb 8: |",
    )  # fmt: skip

    assert [item.line for item in plan.items] == [3, 6]


def test_a_sentence_below_a_step_tells_of_it_though_it_has_a_link() -> None:
    plan = plan_of("- [ ] Tie a knot", f"  - The film at <{A}> helps a lot.", f"  - [Knots]({B}).")

    assert titles(plan) == ["Tie a knot", "Knots"]


def test_what_an_exam_is_like_is_nothing_to_learn() -> None:
    plan = plan_of(
        "## Domains", "- Sails", "- Oars", "## About the exam", "- 65 questions", "- Bring two forms of ID", "",
        "---", "",
        f"[LinkedIn]({A}) · [Mastodon]({B}) · [Portfolio]({A}p)",
    )  # fmt: skip

    assert titles(plan) == ["Sails", "Oars"]


def test_the_only_heading_of_a_plan_says_nothing_of_it() -> None:
    plan = plan_of("# Summary", f"- [Sails]({A})", "- Jib", "- Genoa")

    assert titles(plan) == ["Sails", "Jib", "Genoa"]
    assert titles(plan_of("# Boats", "## Summary", "- Jib", "- Genoa", "## Sails", f"- [Cloth]({A})")) == ["Cloth"]


def test_where_people_talk_is_nothing_to_learn_but_what_they_wrote_may_be() -> None:
    plan = plan_of(
        "## Community", "- [Forum of sails](https://sails.example/forum)", "- [Talk](https://discord.gg/sails)",
        "- [Sailors](https://sails.slack.com/join)", "## Learn", "- [Slack](https://sails.example/slack-line)",
        "- [ ] [Say hello](https://t.me/sails)", "- [Discord](https://discord.com/blog/how-it-sails)",
    )  # fmt: skip

    assert titles(plan) == ["Forum of sails", "Slack", "Say hello", "Discord"]


def test_a_site_of_many_places_is_not_this_file() -> None:
    """Two of them are called like headings here by chance."""
    books = [f"- [Book of {name}](https://books.example/#{name})" for name in ("sails", "oars", "ropes", "tar", "wind")]

    assert len(plan_of("## Sails", *books, "## Oars", f"- [Row]({A})").items) == 6


def test_a_heading_may_explain_two_things_of_the_plan() -> None:
    plan = plan_of("## Sails", "- Jib", "- Genoa", "## Pacing and assessment", "- **Weeks:** Two each", "- Sew first")

    assert titles(plan) == ["Jib", "Genoa"]


@pytest.mark.parametrize(
    "name",
    [
        "*Thanksgiving break*",
        "Spring Recess",
        "Mid-term study break",
        "🏖️ Catch-up week, no new material",
        "Summer vacation",
    ],
)
def test_a_break_is_no_lesson(name: str) -> None:
    assert titles(
        plan_of("| Date | Topic |", "|---|---|", f"| Mon, Nov 2 | [Sails]({A}) |", f"| Mon, Nov 9 | {name} |")
    ) == ["Sails"]


def test_a_paper_may_be_followed_by_who_wrote_it_and_when() -> None:
    plan = plan_of(
        f"1. **Sails Held**. [Sample (1978)]({A}).",
        f"    * The Art of the Oar. [Example, Sample et al. (1979)]({B}).",
        f"    * How Ropes Fail. [Example (2000)]({A}r).",
    )

    assert [(item.title, item.authors, item.year) for item in plan.items] == [
        ("Sails Held", ("Sample",), 1978),
        ("The Art of the Oar", ("Example", "Sample"), 1979),
        ("How Ropes Fail", ("Example",), 2000),
    ]


def test_a_note_of_a_vault_before_a_link_is_who_made_what_it_leads_to() -> None:
    items = plan_of(f"- [ ] [[Ada]] - [Sails]({A})", "- [ ] [[Oars]]", f"- [ ] [[Ropes]] and [site]({B})").items

    assert [(item.title, item.url) for item in items] == [("Ada - Sails", A), ("Oars", None), ("Ropes", B)]


def test_a_question_is_a_topic_among_names() -> None:
    plan = plan_of("## Learn", "- Sails", "- Oars", "- How tides and winds differ", "- Why boats float", "- Ropes")

    assert titles(plan) == ["Sails", "Oars", "How tides and winds differ", "Why boats float", "Ropes"]


def test_what_belongs_to_a_run_or_is_not_part_of_the_plan_is_no_step() -> None:
    plan = plan_of(
        "## Links", f"- [Piazza]({A}) (all news are there)", f"- [Class + office hours calendar]({A}c)",
        f"- [Zoom links of the winter]({A}z)", "- [Instructor](https://instructor.example) reads replies",
        "## Feedback", f"- Write [here]({A}f)", "**What you need**", f"- A boat of [these]({B}), or one you built",
        "## What you won't find here", "- Knots", "- Flags", "## Sails",
        "These are not part of this study plan:", "", "- Engines", "- Fuel", "",
        "These are:", "", f"- [Jib]({A}j)",
    )  # fmt: skip

    assert titles(plan) == ["Instructor", "Jib"]


def test_ticked_contents_are_contents() -> None:
    """Their author ticked what was written, not what was learnt."""
    plan = plan_of(
        "## Overview", "- [X] [Sails](#sails)", "- [x] [Oars](#oars)", "- [x] [Tar](#tar)",
        "## Sails", f"- [ ] [Jib]({A})", "## Oars", f"- [ ] [Row]({A}r)", "## Tar", f"- [x] [Boil]({A}b)",
    )  # fmt: skip

    assert [(item.title, item.status) for item in plan.items] == [("Jib", "todo"), ("Row", "todo"), ("Boil", "done")]
    assert [each.reason for each in plan.left_out] == ["contents"] * 3


def test_what_signs_mean_is_no_step() -> None:
    plan = plan_of("- Icon legend", "  - :scroll: can be unrolled", "  - 📘 A book", "", "## Sails", f"- [Jib]({A})")

    assert titles(plan) == ["Jib"]


def test_what_comes_of_a_plan_and_what_it_lacks_is_no_step_though_it_has_links() -> None:
    plan = plan_of(
        "# Boats", "In this course, you will learn:", "",
        f"* **Sails** and **oars**, the core of boats; we use two common ones - [jibs]({A}) and [sculls]({B}).",
        "* **Knots** that hold.", "", "What we will not cover in this course:", "",
        f"* Motors, which are well described in our [other course]({A}m)", "", "## Sails", f"- [Jib]({A}j)",
    )  # fmt: skip

    assert titles(plan) == ["Jib"]


def test_a_question_below_a_question_is_its_part() -> None:
    plan = plan_of(
        "## Questions", "* Explain how sails hold.", "  * Can you name another way?", "* What is a keel?",
        "* Describe tar.", "* Why do boats float?", "* What is wind?",
    )  # fmt: skip

    assert titles(plan) == [
        "Explain how sails hold.", "Can you name another way?", "What is a keel?", "Describe tar.",
        "Why do boats float?", "What is wind?",
    ]  # fmt: skip
    assert [item.parent for item in plan.items][:3] == [None, 0, None]


@pytest.mark.parametrize("task", ["Aprender los nudos básicos.", "Lerne, wie ein Knoten hält.", "Lire la carte."])
def test_a_task_may_be_in_another_language(task: str) -> None:
    plan = plan_of("## 1", "1. Velas", f"   - {task}", "   - Jib", "2. Remos", "   - Row")

    assert task.removesuffix(".") in [title.removesuffix(".") for title in titles(plan)]


def test_projects_below_a_heading_of_theirs_are_steps() -> None:
    plan = plan_of("## Sails", f"- [Jib]({A})", "## Projects", "1. **First projects**", "   - A raft", "   - A dinghy")

    assert titles(plan) == ["Jib", "A raft", "A dinghy"]


def test_a_sign_before_the_heading_of_a_table_is_no_tick() -> None:
    plan = plan_of(
        "## Sails", f"- [ ] [Jib]({A})", "## ✅ Progress checklist", "| Area | Open | Done |", "|---|---|---|",
        "| Sails | | |",
    )  # fmt: skip

    assert [(item.title, item.status) for item in plan.items] == [("Jib", "todo")]


def test_a_key_or_a_calendar_may_be_a_topic() -> None:
    plan = plan_of("## Design", "- Primary key", "- Keel", f"- [Design a sailing calendar]({B})")

    assert titles(plan) == ["Primary key", "Keel", "Design a sailing calendar"]


def test_a_time_of_day_is_no_title() -> None:
    plan = plan_of(
        "## Due", "| Assessment | Due date | Where |", "|---|---|---|", f"| hw1 | Sept 13, 11:59 pm | [Repo]({A}) |",
        f"| Quiz | Oct 26 6 pm to 7:20p m | [Canvas]({B}) |", f"| Exam | as told in class | [Canvas]({B}) |",
    )  # fmt: skip

    assert titles(plan) == ["hw1", "Quiz", "Exam"]


def test_what_is_only_counted_has_the_name_of_the_item_above() -> None:
    plan = plan_of(
        "## Articles", f"- [Jib]({A})", "- A guide to sails", f"  - [Part I]({A}1)", f"  - [Part II]({A}2)",
        "- On knots", f"  - I. [Bowline]({A}3)", f"  - II. [Sheet bend]({A}4)", "- Chapters", f"  - [1]({A}5)",
        f"  - [2]({A}6)",
    )  # fmt: skip

    assert [(item.title, item.parent) for item in plan.items] == [
        ("Jib", None), ("A guide to sails", None), ("Part I", 1), ("Part II", 1), ("On knots", None),
        ("I. Bowline", 4), ("II. Sheet bend", 4), ("1", None), ("2", None),
    ]  # fmt: skip


def test_topics_below_a_box_are_its_parts_and_remarks_and_tasks_are_not() -> None:
    plan = plan_of(
        "## Boats", "- [ ] **Sails**", "  - Jib and genoa", "  - Spinnaker", "  - Reefing", "- [x] Oars",
        "  - Take your time.", "  - Blades", "  - Grips", "- [ ] A raft", "  - Build a frame", "  - Design a mast",
        "  - Deploy it", "- [ ] Knots", "  - Duration: 2 h", "  - Rope", "  - Tar",
    )  # fmt: skip

    assert [(item.title, item.parent) for item in plan.items] == [
        ("Sails", None), ("Jib and genoa", 0), ("Spinnaker", 0), ("Reefing", 0), ("Oars", None), ("A raft", None),
        ("Knots", None),
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["## Focus rules", "**💡 Consejos de estudio:**", "## Dicas"])
def test_rules_and_advice_are_no_steps(heading: str) -> None:
    plan = plan_of("## Sails", "- Jib", "- Genoa", "", heading, "", "- Sail every day", "- Do not look back")

    assert titles(plan) == ["Jib", "Genoa"]


def test_a_full_stop_behind_et_ends_no_sentence() -> None:
    plan = plan_of("## Plan", "- Sails", "  - On Sails, by Ada Lovelace, et. al", "  - Jibs, by Grace Hopper")

    assert titles(plan) == ["On Sails, by Ada Lovelace, et. al", "Jibs, by Grace Hopper"]


def test_a_name_may_begin_small() -> None:
    assert titles(plan_of("## Sails", f"- [Jib]({A})", "- iOS charts", "- and what else there is")) == [
        "Jib",
        "iOS charts",
    ]


def test_a_bare_item_beside_links_is_a_thing_as_they_are() -> None:
    """Its links are its parts; a kind, a field, what is in bold and one among others that hold links are headings."""
    plan = plan_of(
        "## Sea", f"- [Jib]({A})", f"- [Genoa]({B})", "- Of wind and weather", f"  - [Gusts]({A}1)", f"  - [Fog]({A}2)",
        "- Knots", f"  - [Bowline]({A}5)",
        "- Further reading", f"  - [Tides]({A}3)", f"- [Spinnaker]({A}8)", "- **Boats**", f"  - [Raft]({A}4)",
        f"- [Mainsail]({A}9)",
        "## Land", "- Sand", f"  - [Dunes]({A}6)", "- Stone", f"  - [Cliffs]({A}7)",
    )  # fmt: skip

    assert [(item.title, item.parent) for item in plan.items] == [
        ("Jib", None), ("Genoa", None), ("Of wind and weather", None), ("Gusts", 2), ("Fog", 2), ("Bowline", None),
        ("Tides", None), ("Spinnaker", None), ("Raft", None), ("Mainsail", None), ("Dunes", None), ("Cliffs", None),
    ]  # fmt: skip


def test_a_task_with_links_in_it_is_a_step() -> None:
    """They say how to do it. A weight in per cent is that of a field, and a word may be the name of one."""
    plan = plan_of(
        "## Exam", "- Provision sails", f"  - [Jib]({A})", "- Manage ropes in harbours", f"  - [Hemp]({B})",
        "- Design patterns", f"  - [Cut]({A}1)", "- Run boats (10-15%)", f"  - [Raft]({A}2)", "- Build a mast",
        "  - (Optional) Create a flag",
    )  # fmt: skip

    assert [(item.title, item.parent) for item in plan.items] == [
        ("Provision sails", None), ("Jib", 0), ("Manage ropes in harbours", None), ("Hemp", 2), ("Cut", None),
        ("Raft", None), ("Build a mast", None), ("Create a flag", 6),
    ]  # fmt: skip


def test_several_addresses_below_a_name_are_its_parts_and_one_is_its_own() -> None:
    plan = plan_of("- Jib", f"  - {A}1", f"  - {A}2", "- Genoa", f"  - {A}3", "- Spinnaker", "- Mainsail")

    assert [(item.title, item.url, item.parent) for item in plan.items if item.url] == [
        (f"{A}1".partition("//")[2], f"{A}1", 0), (f"{A}2".partition("//")[2], f"{A}2", 0), ("Genoa", f"{A}3", None),
    ]  # fmt: skip


def test_a_paper_may_be_told_by_where_it_came_out() -> None:
    long = "Winds in the Wild: Measuring and Mastering the Gusts of a Large Open Sea"
    plan = plan_of(
        "1. Lovelace, A., Hopper, G., & Hamilton, M. Sails: how they hold in storms and calms. SeaSys 2020",
        "   - when: 5 Oct", "   - who: Ada Lovelace", f"2. {long}, BOAT ATC 2020", f"3. [Ropes]({A})",
    )  # fmt: skip

    assert titles(plan) == ["Sails: how they hold in storms and calms", long, "Ropes"]


def test_figures_tell_how_much_was_done() -> None:
    """They are no things to learn, and neither is what a template asks for."""
    plan = plan_of(
        "## Statistics", "- **Total solved**: 4/60", "- **Easy**: 4 ⭐", "- **Success rate**: 100%", "- **Email**: a b",
        "## Week 1", "- [x] **Jib**", "- [ ] **Genoa**", "- **Date completed**: 04 Aug 25",
        "## Numbers", "| Difficulty | Target | Completed | Remaining |", "|-|-|-|-|", "| Easy | 15 | 10 | 5 |",
        "## Domains", "| Domain | Weight |", "|-|-|", "| 1. Wind | 20-25% |", "| 2. Sea | 15-20% |",
        "## Log", "| Day | Date | Topic |", "|-|-|-|", f"| 1 | 9Aug25 | [Tides]({A}) |", "| 2 | 10Aug25 | |",
        "## Notes template", "1. **First try**: what you did", "2. **Insight**: what you saw",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Genoa", "Tides"]


def test_a_form_that_is_asked_to_be_filled_in_is_no_step() -> None:
    assert titles(plan_of("## Sails", f"- [Jib]({A})", f"- Anonymous [feedback form]({B}) for the rest")) == ["Jib"]


@pytest.mark.parametrize("line", ["- ☑️ ", "- ☑ ☐", "- [ ] ✗"])
def test_signs_alone_are_no_step(line: str) -> None:
    assert titles(plan_of("## Sails", "- [ ] Jib", line)) == ["Jib"]


def test_a_chapter_by_its_number_is_the_whole_of_its_sections() -> None:
    plan = plan_of(
        "* **Ch02 Sails**", f"  * [Jib]({A})", "* **Chapter 3: Oars**", f"  * [Blades]({B})", f"  * [Grip]({A}2)"
    )

    assert [(item.title, item.parent) for item in plan.items] == [
        ("Ch02 Sails", None), ("Jib", 0), ("Chapter 3: Oars", None), ("Blades", 2), ("Grip", 2),
    ]  # fmt: skip


def test_a_sign_in_brackets_is_a_box() -> None:
    plan = plan_of(
        "## Sails",
        "[✔] Jib\\",
        "[✍] Genoa\\",
        "[⌛] Spinnaker",
        "",
        "[✅]```Reef```: two hands",
    )

    assert [(item.title, item.status) for item in plan.items] == [
        ("Jib", "done"), ("Genoa", "doing"), ("Spinnaker", "todo"), ("Reef: two hands", "done"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        f"- [Find me at Goodreads]({A})",
        "- Any ideas - [add an issue](https://github.com/ada/sails/issues)",
        "- [Sailors, #jib](https://sailors-slack-join.herokuapp.com/)",
        "- **Study hours this phase:** 0 hours",
        "- **Current focus:** Not started",
    ],
)
def test_what_is_there_for_the_readers_of_a_plan_is_no_step(line: str) -> None:
    assert titles(plan_of("## Sails", f"- [Jib]({A}1)", f"- [Genoa]({A}2)", line)) == ["Jib", "Genoa"]


def test_a_figure_in_the_column_of_titles_is_none() -> None:
    """Rows without their first sign are shifted, as GitHub shows them; the link still says what is to be learnt."""
    plan = plan_of("Done | Courses | Weeks", "--|--|--", f" | [Sails]({A}) | 13", f"X | [Oars]({B}) | 2")

    assert titles(plan) == ["Sails", "Oars"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (f"- [{A}]({A}) 4", A.partition("//")[2]),
        (f"- 4.6 [Documentation]({A})", "4.6 Documentation"),
        (f"- Lecture 6: [Sails]({A}) [[PDF]({B})]", "Lecture 6: Sails"),
        (f"- {A} and {B} - on sails", "on sails"),
    ],
)
def test_what_is_beside_a_link_may_be_no_title(line: str, title: str) -> None:
    assert titles(plan_of(line)) == [title]


def test_the_line_above_an_address_is_its_name() -> None:
    plan = plan_of("## Week 1", "Math of sailing", f"{A}1", "Reading:", f"{A}2")

    assert titles(plan) == ["Math of sailing", f"{A}2".partition("//")[2]]


def test_numbers_written_as_pictures_are_numbers_and_signs_behind_links_are_ticks() -> None:
    plan = plan_of(
        ":white_check_mark: **done**", ":x: **dropped**", "", "## Books",
        f":zero::one:. [Sails]({A}) :white_check_mark:", "", f":zero::two:. [Oars]({B})",
    )  # fmt: skip

    assert [(item.title, item.status) for item in plan.items] == [("Sails", "done"), ("Oars", "")]


def test_a_time_table_is_one_of_lessons_however_they_are_worded() -> None:
    plan = plan_of(
        "## Week 1", "- [Mon 1/10] What a sail is, and how it was found. We compare cloths, and cut one.",
        "- [Wed 1/12] No school", "- [Fri 1/14] Finish jibs, start genoas. It takes long.", "- [Mon 1/17] Ropes",
    )  # fmt: skip

    assert [item.line for item in plan.items] == [2, 4, 5]


def test_a_task_with_links_below_it_is_a_step_with_parts() -> None:
    plan = plan_of(
        "## Month 1", "1. Build a boat of wood:", f"   - [Planks]({A})", "2. Learn knots:", f"   - [Bowline]({B})",
        "3. Sailing Specialization", "   - [x] Jibs", "   - [ ] Genoas",
    )  # fmt: skip

    assert [(item.title, item.parent) for item in plan.items] == [
        ("Build a boat of wood", None), ("Planks", 0), ("Bowline", None),
        ("Sailing Specialization", None), ("Jibs", 3), ("Genoas", 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "heading", ["Cost breakdown", "Target outcome", "Study habits", "Советы по подготовке", "Priorities", "感想"]
)
def test_what_is_told_of_the_plan_is_no_step(heading: str) -> None:
    plan = plan_of("## Sails", f"- [Jib]({A})", f"## {heading}", "- **Sails**", "- Every rope", "- Free oars")

    assert titles(plan) == ["Jib"]


def test_criteria_are_no_steps() -> None:
    plan = plan_of(
        "A sail is done when it meets the following criteria",
        "- Holds wind",
        "- Dries soon",
        "",
        "## Sails",
        "- [ ] Jib",
    )

    assert titles(plan) == ["Jib"]


def test_an_outliners_word_may_stand_behind_a_box() -> None:
    """The word says how far it is, if the box is empty; it is no part of the title, nor is how urgent it is."""
    plan = plan_of("## Sails", "- [ ] TODO Jib", "- [x] DONE Genoa", "- [ ] STRT Spinnaker", "- TODO [#A] Topsail")

    assert [(item.title, item.status) for item in plan.items] == [
        ("Jib", "todo"), ("Genoa", "done"), ("Spinnaker", "doing"), ("Topsail", "todo"),
    ]  # fmt: skip


def test_a_legend_tells_what_signs_behind_titles_mean() -> None:
    plan = plan_of(
        "- ✅ Lido", "- 📖 Lendo atualmente", "- 📌 Próximos", "",
        "## Livros", "- Velas ✅", "- Remos 📖", "- Cordas 📌", "- Nós",
    )  # fmt: skip

    assert [(item.title, item.status) for item in plan.items] == [
        ("Velas", "done"), ("Remos", "doing"), ("Cordas", "todo"), ("Nós", ""),
    ]  # fmt: skip


def test_tasks_are_known_in_other_languages() -> None:
    plan = plan_of(
        "**Módulo:**", "- Familiarizarte con las velas (`foque`, `génova`).", "- Realizar nudos, y deshacerlos.",
        "- Ejercicios con cuerdas.", "", "**Module :**", "- Réviser les voiles.", "- Dimanche : repos si besoin",
    )  # fmt: skip

    assert [item.line for item in plan.items] == [2, 3, 4, 7]


def test_a_plain_label_heads_tasks() -> None:
    plan = plan_of(
        "## Week 1", "Lab:", "", "* deploy the boat (to the lake)", "* sign up for sails, ropes", f"* [Jib]({A})"
    )

    assert len(plan.items) == 3


def test_a_title_before_an_address_is_no_sentence() -> None:
    plan = plan_of(
        "# Boats", "## Introduction", f"1. The Very Long Book of Sails and Ropes {A}",
        f"2. You may find more of them at {B}.",
    )  # fmt: skip

    assert titles(plan) == ["The Very Long Book of Sails and Ropes"]


def test_initials_end_no_sentence() -> None:
    plan = plan_of("## Books", "- Clean Sails - Robert C. Example", "- Ropes - Ada B. C. Sample", "- Oars - Eva Test")

    assert len(plan.items) == 3


def test_links_back_to_pages_are_no_steps() -> None:
    plan = plan_of("[< Back to Course Page](/course)", "[< Back to Syllabus](/syllabus)", "", f"- [Jib]({A})")

    assert titles(plan) == ["Jib"]


def test_what_praises_a_thing_is_no_part_of_it() -> None:
    """Nor are ways to it; what is counted, or has a name and leads on, is."""
    plan = plan_of(
        "## Books", '- **"On Sails"** by Ada Example', "  - Free online guide", f"  - [Link]({A})",
        '- **"On Oars"** (paper)', "  - Rowing and sculling", "  - Written for beginners", "- **Knots**",
        "  - Chapter 1: Bowline", "  - Chapter 2: Hitch",
        "## Podcasts", "- **Harbour Talk**", "  - Interviews with sailors", "  - News from the sea",
        "## Tools", f"- **Needles**: {B}", "  - Great for sails", "  - Of steel",
    )  # fmt: skip
    assert [item.title for item in plan.items if item.parent is None] == [
        "On Sails", '"On Oars" (paper)', "Knots", "Harbour Talk", "Needles",
    ]  # fmt: skip
    assert (plan.items[0].url, plan.items[0].summary) == (A, "Free online guide")


def test_books_with_remarks_lose_none_of_them() -> None:
    plan = plan_of("## Books", '- **"On Oars"** by Ben', "  - Rowing and sculling", "  - Written for beginners")

    assert plan.items[0].summary == "Rowing and sculling Written for beginners"


def test_a_field_over_links_with_names_is_their_heading() -> None:
    plan = plan_of("## Sea", "- Sails", f"  - [Jib]({A})", "  - Genoa", "- Oars", "- Ropes", f"- [Mast]({B})")

    assert [(item.title, item.parent) for item in plan.items] == [
        ("Jib", None), ("Genoa", None), ("Oars", None), ("Ropes", None), ("Mast", None),
    ]  # fmt: skip


def test_topics_in_a_topic_may_be_written_small() -> None:
    plan = plan_of("## Sea", "- Sails", "  - Setting a sail", "  - Winds", "    - gusts", "    - calm", "  - Reefing")

    assert "gusts" in titles(plan)
    assert "calm" in titles(plan)


@pytest.mark.parametrize(
    "line",
    [
        f"**Resource**: [Sails]({A})",
        f"Video: [Sails]({A})",
        f"[Sails]({A}) [PDF]",
        f"[Sails]({A}). [a film]({B}) (about the same)",
        f"**Sails and Ropes** {A}",
    ],
)
def test_a_line_by_itself_may_lead_to_a_thing(line: str) -> None:
    plan = plan_of("# Boats", "## Oars", f"- [Grips]({B}1)", "", "## Sails", line, "", "## Knots", f"- [Hitch]({B}2)")

    assert len(plan.items) == 3


def test_a_label_with_its_link_below_a_list_is_a_step() -> None:
    plan = plan_of(
        "# Boats", "## Week 1", "- Jib", "- Genoa", "", f"**Resource**: [On Sails]({A})", "## Week 2", "- Oars"
    )

    assert titles(plan) == ["Jib", "Genoa", "On Sails", "Oars"]


def test_titles_in_a_quote_are_steps_and_notes_are_not() -> None:
    plan = plan_of(
        "# Boats", f"- [Jib]({A})", "## Further", f"> **Ten Knots for Sailors** - [{B}]({B})", "",
        f"> **Note:** more of them are [here]({A}1).", "", f"> Sails hold, says [Ada]({A}2).",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Ten Knots for Sailors"]


def test_a_list_behind_when_to_use_it_is_one_of_things() -> None:
    plan = plan_of(
        "- [ ] Jib", "## Pool", "Use these when you want to drift:", "", "- **Sails:**", "", "  - On Sails (Ada)",
        "  - Winds (Ben)", "", "- **Oars:**", "", "  - Rowing (Eva)",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "On Sails (Ada)", "Winds (Ben)", "Rowing (Eva)"]


def test_what_one_wants_to_learn_is_listed_under_goals_too() -> None:
    plan = plan_of("# Sea", "## Goals", "Shanties I want to learn:", "", "1. I See Ships Sail - Ada",
        "2. Row on - Ben", "## Sea", f"- [Jib]({A})")  # fmt: skip

    assert titles(plan) == ["I See Ships Sail - Ada", "Row on - Ben", "Jib"]


@pytest.mark.parametrize(
    "lines",
    [
        ("## Existing skills", "- Rowing", "- Diving"),
        ("## Study Strategies", "### Spaced", "- Look at knots again", "- Use cards"),
        ("## Tips for Success", "1. **Sail on**: Every day counts.", "2. **Ask**: Sailors like to help."),
        ("## Daily Schedule Template", "- 09:00-11:00: Theory", "- 11:00-11:15: Break"),
        ("## Review", "- Daily: Move knots", "- Weekly: Look at all of them"),
        ("## Study Groups & Community", "- **Monday**: Knots and tea", "- **Friday**: Sails and songs"),
        ("## Schedule", "- **Mon/Wed**: 45-60 minutes of knots", "- **Saturday**: 2 hours at sea"),
        ("## Participants", f"- [Ada]({A}1)", "- Ben"),
        ("## Logistics", f"- **Instructor:** [Ada]({A}1)", "- Project: 50%", "- Presentation: 50%"),
        ("## Days", "* Wednesday 12/2", "* Dec 3, Thu"),
        ("## Week 9", "- Evening Reading(s): No evening reading or challenges"),
        ("## Path Usage", "1. Start with knots", "2. Sail on"),
        ("## Example", "A boat for you, featuring:", "- **Five Sails** of all sizes", "- **Oars**: two pairs"),
    ],
)  # fmt: skip
def test_what_tells_of_the_plan_its_hours_and_its_people_is_no_step(lines: tuple[str, ...]) -> None:
    plan = plan_of("# Boats", "## Sails", f"- [Jib]({A})", "- Genoa", "- Mainsail", *lines)

    assert titles(plan) == ["Jib", "Genoa", "Mainsail"]


def test_a_task_may_go_on() -> None:
    plan = plan_of(
        "## Sea", "1. Learn how sails hold. Focus on the jib.", "2. Explore knots.",
        "3. Learn to row. They say it helps.",
    )  # fmt: skip

    assert titles(plan) == ["Learn how sails hold. Focus on the jib.", "Explore knots."]


def test_questions_under_their_heading_are_tasks() -> None:
    plan = plan_of("## Sails", "- [ ] Jib", "### Review Questions:", "- How does a sail hold?", "- Explain the keel")

    assert titles(plan) == ["Jib", "How does a sail hold?", "Explain the keel"]


def test_a_question_over_links_is_their_heading() -> None:
    assert titles(plan_of("## Sea", "- What is a sail?", f"  - [Jib]({A})", "- Oars", f"  - [Grips]({B})")) == [
        "Jib",
        "Grips",
    ]


def test_a_programme_on_a_platform_is_the_whole_of_its_courses() -> None:
    plan = plan_of("## History", "- Sailing in Practice on Coursera by Ada", "    - [ ] Jibs", "    - [ ] Oars")

    assert [(item.title, item.parent) for item in plan.items][1:] == [("Jibs", 0), ("Oars", 0)]


def test_points_may_end_in_a_semicolon() -> None:
    assert titles(plan_of("## Sea", f"- [Jib]({A});", "- Sails;", "- Oars;")) == ["Jib", "Sails", "Oars"]


def test_a_short_topic_may_be_alone_in_another() -> None:
    plan = plan_of("## Sea", "- **Sails**", "  - Setting", "  - Winds", "  - Reefing", "    - Storm Jib", "  - Knots")

    assert [(item.title, item.parent) for item in plan.items] == [
        ("Setting", None), ("Winds", None), ("Reefing", None), ("Storm Jib", 2), ("Knots", None),
    ]  # fmt: skip


def test_what_is_told_of_platforms_by_their_names_in_bold_is_no_step() -> None:
    plan = plan_of(
        "## Courses", "### Learning platforms", "**Harbour**", "- Many courses", "- Often on sale", "",
        "**Sea School**", f"- [Jib]({A})", "- Hands-on", "### Courses to take", "**Sails**", "- Rigging", "- Reefing",
        "### Sea platforms", "- **Rafts**", "  - Logs", "  - Barrels",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Rigging", "Reefing", "Logs", "Barrels"]


def test_a_paper_may_have_many_authors_and_a_title_in_small_letters() -> None:
    many = ", ".join(f"Ada B. Example{letter}" for letter in "abcdefgh")
    plan = plan_of("## Read", f"- _Sails: what holds them and why_, {many}.", "- It is said, and it is read, by many.")

    assert titles(plan) == ["Sails: what holds them and why"]


def test_a_list_of_the_headings_with_what_they_are_is_contents() -> None:
    plan = plan_of(
        "# Boats", "What is in here:", "- 📊 **Sails** - of all sizes", "- 🔧 **Oars** - to row with", "## Sails",
        f"- [Jib]({A})", "## Oars", f"- [Grips]({B})",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Grips"]


def test_boxes_are_steps_under_any_heading_but_a_licence() -> None:
    plan = plan_of("## Contributions", "- [ ] Plant a mast", "- [x] Write a book", "## Contributing", f"- [How]({A})")

    assert titles(plan) == ["Plant a mast", "Write a book"]


def test_a_box_with_nothing_but_dots_is_empty() -> None:
    plan = plan_of("- [ ] Sails", "- [ ] ...", "- [ ] …")

    assert titles(plan) == ["Sails"]
    assert [left.reason for left in plan.left_out] == ["empty", "empty"]


@pytest.mark.parametrize(
    "words",
    [
        ("Week 1: Ropes", "Day 1: Knots", "Tie a knot", "Week 2", "Chapter 3", "Books", "Exercises"),
        ("Semana 1: Cuerdas", "Día 1: Nudos", "Hacer un nudo", "Semana 2", "Capítulo 3", "Libros", "Ejercicios"),
        ("Semana 1: Cordas", "Dia 1: Nós", "Fazer um nó", "Semana 2", "Capítulo 3", "Livros", "Exercícios"),
        ("Semaine 1 : Cordes", "Jour 1 : Nœuds", "Faire un nœud", "Semaine 2", "Chapitre 3", "Livres", "Exercices"),
        ("Woche 1: Seile", "Tag 1: Knoten", "Lerne Knoten", "Woche 2", "Kapitel 3", "Bücher", "Übungen"),
        ("Неделя 1: Канаты", "День 1: Узлы", "Изучить узел", "Неделя 2", "Глава 3", "Книги", "Упражнения"),
        ("第1周：绳索", "第1天：绳结", "学习绳结", "第2周", "第三章", "推荐书籍", "课后作业"),
        ("第1週：ロープ", "第1日：結び目", "結び目を学ぶ", "第2週", "第3章", "書籍", "練習"),
    ],
)
def test_a_plan_is_read_alike_in_any_language(words: tuple[str, ...]) -> None:
    """Weeks are groups, days and chapters are steps, and under books and exercises is one whatever stands there."""
    week, day, task, next_week, chapter, books, exercises = words
    plan = plan_of(
        "# Boats", f"- {week}", f"  - {day}", f"  - {task}", f"- {next_week}", f"  - {chapter}", "", f"**{books}**",
        "- Sails. With 300 pictures. It has it all.", f"## {exercises}", "- a bowline, ten times. With both hands.",
        "## Films", f"- [Jib]({A})",
    )  # fmt: skip

    assert [item.line for item in plan.items] == [3, 4, 6, 9, 11, 13]


def test_what_an_exam_asks_for_is_a_list_of_tasks() -> None:
    """Where most of it is worded as tasks, all of it is one."""
    plan = plan_of(
        "# Exam", "## Running", "- Understand masts.", "- Know how to set a sail.", "- Manualy coil ropes.",
        "- Choose a harbour.", "## Water", "- Troubleshoot leaks.", "- Describe tides.", "## Films", f"- [Jib]({A})",
    )  # fmt: skip

    assert len(plan.items) == 7


def test_a_name_with_its_number_is_no_figure() -> None:
    plan = plan_of("## Wrecks", "- SkyTower: 1", "- pWnOS: 2.0", "- Lectures: 24", "- Price: 3", f"- [Jib]({A})")

    assert titles(plan) == ["SkyTower: 1", "pWnOS: 2.0", "Jib"]


def test_what_tells_how_long_a_thing_takes_is_no_part_of_it() -> None:
    plan = plan_of(
        "## Courses", "1. **Sails for all** (Harbour School)", "   - Jibs, in short", "   - Duration: 8 weeks",
        "   - Timeline: May to June", f"   - Link: {A}", "2. **Oars** (Sea School)", "   - Optional, for strong arms",
        "   - Duration: 3 hours", "   - Level: hard", "3. **Wood**", "   - Oak", "   - Pine", "   - Price: high",
    )  # fmt: skip

    assert titles(plan)[:2] == ["Sails for all (Harbour School)", "Oars (Sea School)"]
    assert plan.items[0].url == A
    assert "Jibs, in short" in plan.items[0].summary
    assert {"Oak", "Pine"} <= set(titles(plan))


def test_names_like_the_heading_over_them_are_no_contents() -> None:
    plan = plan_of("## Sails", "8. **Ada's Wind** - gusts", "9. **Sails** - films", "## Oars", f"[a]({A})")

    assert titles(plan)[:2] == ["Ada's Wind - gusts", "Sails - films"]


def test_a_course_on_a_platform_may_be_written_small_and_long() -> None:
    plan = plan_of(
        "## Wood", "- oars on kaggle", "- Masts, ropes and how they hold by the School of the Old Harbour on Coursera",
        "- jib on datacamp", "- great and free on Udemy", "## Films", f"- [Jib]({A})",
    )  # fmt: skip

    assert len(plan.items) == 4


def test_a_head_may_name_two_things_of_which_one_is_learnt() -> None:
    plan = plan_of(
        "| # | Book / Resource | Time |", "|---|---|---|", "| 1 | *Old Sails* — Example | 3 months |",
        "| 2 | *Oars* | 1 month |", "", "| Phase | Project |", "|---|---|", "| Wood | Build a raft. |",
    )  # fmt: skip

    assert len(plan.items) == 3
    assert plan.items[-1].title == "Build a raft."


def test_what_to_ask_of_each_topic_is_none() -> None:
    plan = plan_of(
        "# Boats", "It is crucial to understand:", "", "- **What**: what it is, and what for.",
        "- **Why & when**: to use it.", "## Wood", "- **How sails hold**: ropes, knots", "- **Masts**: pines",
    )  # fmt: skip

    assert [item.line for item in plan.items] == [7, 8]


def test_what_is_called_basics_is_called_by_all_of_it() -> None:
    """However much that is: with a word more it is still the same thing in the next edition."""
    told = "knots, ropes, sails, masts, oars, tides, winds, lights, flags, locks, and harbours"
    plan = plan_of("## Boats", f"- **Basics**: {told}", f"- **Rigging**: {told}", "## Films", f"- [Jib]({A})")

    assert titles(plan) == [f"Basics: {told}", "Rigging", "Jib"]


def test_a_row_in_bold_that_is_numbered_like_others_is_a_step() -> None:
    days = ("| 29 | **Masts**: of pine |", "| 30 | **Oars**: of ash |", "| 31 | **A raft** |")
    numbered = plan_of("| Day | Topics |", "|---|---|", *days)
    counts = ("| 9 | **Easy** |", "| 4 | Masts |", "| 5 | Oars |", "| 6 | Jib |")
    counted = plan_of("| Level | Topic |", "|---|---|", *counts)

    assert len(numbered.items) == 3
    assert titles(counted) == ["Masts", "Oars", "Jib"]


def test_links_in_a_quote_with_or_between_are_to_choose_from() -> None:
    plan = plan_of(
        "### Term 1", "**Sails**", "", f"> [Harbour 101]({A}) *(with jibs)*  ", "> *or*  ", f"> [Sea 5]({B})", "",
        "**Oars**", "", f"> [Raft 7]({A}7)", "", "Said once:", "", f"> [Ada]({B}8)", "",
        f"> I rowed, as [Ben]({B}9) did,", "> for years.",
    )  # fmt: skip

    assert titles(plan) == ["Harbour 101", "Sea 5", "Raft 7"]


def test_a_name_in_bold_above_what_is_told_of_it_is_a_step() -> None:
    plan = plan_of(
        "# Boats", "## Books", f"- [Jib]({A})", "## Tools",
        "- **Needle**  ", "  What sailmakers sew with, in all weathers and at any time of the year.", "",
        "- **Palm** (of leather)  ", "  It keeps the needle from your hand.", "",
        "- **Take care.** It is sharp.",
    )  # fmt: skip

    assert titles(plan) == ["Jib", "Needle", "Palm (of leather)"]
    assert plan.items[1].summary.startswith("What sailmakers sew with")


def test_what_somebody_got_for_a_course_is_no_part_of_it() -> None:
    plan = plan_of(
        "## Completed", f"- [Sails]({A})", "  - Completed on 6/12/2021", f"  - [Certification]({B})", f"- [Oars]({A}2)",
    )  # fmt: skip

    assert [(item.title, item.status) for item in plan.items] == [("Sails", "done"), ("Oars", "done")]
    assert [each.reason for each in plan.left_out] == ["prose", "navigation"]


def test_a_dash_may_stand_right_behind_a_link() -> None:
    plan = plan_of("# Talks", f"[Sails]({A}) - Ada Example", "", f"[Always Be Reefing]({B})- Ben Sample")

    assert titles(plan) == ["Sails", "Always Be Reefing"]


def test_a_task_may_be_to_do_one_of_two_things() -> None:
    plan = plan_of(
        "## Week 1",
        f"- READ: [Sails]({A})",
        "- Read/Watch something else about masts, oars, or what harbours in the north need",
    )

    assert len(plan.items) == 2


def test_how_long_a_numbered_part_is_stands_not_in_its_title() -> None:
    """Titles that say it are others when it is a second more, and then all parts are alike."""
    plan = plan_of("- Ada: **Sails**", f"  - [Part 1]({A}) [22:38]", f"  - [Part 2]({B}) with jibs")

    assert titles(plan)[-2:] == ["Part 1", "Part 2 with jibs"]
