"""Papers and books as they are cited: by title, authors, a year and where they came out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_path.curriculum.importing.citing import book_cited, title_cited
from mlops_path.curriculum.importing.phrase import Phrase
from tests.curriculum.importing.test_markdown import A, B, plan_of, titles

BEGINNINGS = (
    "Ada Example",
    "Kim, E.",
    "Rei et al.",
    "“Sails”",
    '"Sails',
    "How to sail on the open sea",
    "O'Sample",
    "2019",
    "",
)
MIDDLES = (" and ", ", ", ". ", ": ", " - ", " by ", "Sails", "the small ropes", "(2019)", "2019a", "?", "”", "\n")
ENDS = ("", ". In Harbour 2019.", ", Harbour 2019", " (2019). Sails of old", ", 2019. Sails", " Sails.")


def test_papers_are_known_by_how_they_are_cited() -> None:
    cited = {
        "Kim, E. and Klinger, R., 2018, August. Who feels what? A corpus. COLING": "Who feels what? A corpus",
        "Ada Example, Ben Sample and Eva Test (2019). The making of sails. In Proceedings.": "The making of sails",
        "Ada van Example, Ben Sample (2019) Sails of old ships. ISMIR": "Sails of old ships",
        "Rei et al. Grasping the finer point: sails. In EMNLP 2017.": "Grasping the finer point: sails",
        "Bollmann. A comparison of many sails. In NAACL 2019.": "A comparison of many sails",
        "Ada Example and Ben Sample. The making of sails, Harbour, 1993.": "The making of sails",
        "Peter F Example, et al.: Class-based ropes of old, 1992.": "Class-based ropes of old",
        "Ada Example and Ben Sample: Ropes, a view, HARBOUR 2013.": "Ropes, a view",
        "Ada Example: Ropes with tears, 2009.": "Ada Example: Ropes with tears",
    }
    for text, title in cited.items():
        assert text[title_cited(text) or slice(0)] == title
    for text in (
        "In 2019, we changed it.", "Learn to sail. Build three boats by the end of 2024.", "Read it before 2020.",
        "Sails. Then run version 2019. It is new.", "Hands-on sailing, 2nd edition (2019). It is long.",
        "How to sail well with many small ropes, Harbour 2017",
    ):  # fmt: skip
        assert title_cited(text) is None, text
    plan = plan_of("## Literature", "- **Sails**", *(f"  - {text}" for text in cited), f"- [Oars]({A})")

    assert titles(plan)[:-1] == list(cited.values())
    assert {plan.sections[item.section].title for item in plan.items[:-1]} == {"Sails"}


@given(st.sampled_from(BEGINNINGS), st.lists(st.sampled_from(MIDDLES), max_size=3), st.sampled_from(ENDS))
def test_whatever_looks_like_a_citation_is_read(beginning: str, middle: list[str], end: str) -> None:
    """A venue and a year behind a sentence once stopped an import."""
    line = "".join([beginning, *middle, end])
    where = [title_cited(line), *(book_cited(Phrase.of(line)) or ())]

    assert all(line[part].strip() for part in where if part)


@pytest.mark.parametrize(
    ("line", "title", "authors"),
    [
        ("Example, Sample, van Test, *Sails and Ropes*.", "Sails and Ropes", ("Example", "Sample", "van Test")),
        ("O'Sample, *Ropes*. The best of them, for everybody.", "Ropes", ("O'Sample",)),
        ("Example et al. **Sails: a view**[J]. Harbour, 2002, 12(4):331-370.", "Sails: a view", ("Example et al",)),
        (
            "__Ada Example und Ben Sample:__ <i>Sails and Ropes,</i> Harbour 1985.",
            "Sails and Ropes",
            ("Ada Example", "Ben Sample"),
        ),
        ("**Plato. (c. 380 BCE).** *The sails*.", "The sails", ("Plato",)),
        ("A. B. Example and C. Sample, “On Sails: A View,” 39–44.", "On Sails: A View", ("A. B. Example", "C. Sample")),
        (f"Ada Example, “Good Sails and Ropes,” 223–252. [JSTOR]({A})", "Good Sails and Ropes", ("Ada Example",)),
        ("_Real sails: Modern ropes_- Example", "Real sails: Modern ropes", ("Example",)),
        ("_Sails and Ropes_ - Example", "Sails and Ropes", ("Example",)),
        ("**Sails** by Harbour", "Sails", ("Harbour",)),
        ('"Sails and Ropes" by Example, and Sample (2015)', "Sails and Ropes", ("Example", "Sample")),
        ('**"Ropes" by Example & Sample**: Often called their bible.', "Ropes", ("Example", "Sample")),
    ],
)
def test_a_book_is_known_by_its_authors_before_and_behind(line: str, title: str, authors: tuple[str, ...]) -> None:
    (item,) = plan_of("## Boats", f"1. {line}").items

    assert (item.title, item.authors) == (title, authors)


def test_a_book_keeps_what_is_told_of_it_and_where_it_is_to_be_had() -> None:
    """Its kind, its topics and its shop are no parts of it."""
    plan = plan_of(
        "## Books", "1. **Sails** by Ada Example", "   - *All about cloth*", "   - Key topics: jibs, ropes",
        f"   - [Purchase Link]({A})", "2. **Oars** by Ben Sample", "   - *All about wood*", "   - Published: 2019",
    )  # fmt: skip

    assert [(item.title, item.url) for item in plan.items] == [("Sails", A), ("Oars", None)]
    assert [slice_of.text for slice_of in plan.left_out] == [
        "All about cloth", "Key topics: jibs, ropes", "All about wood", "Published: 2019",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["Wallach, 1-31 (On Sails).", "Gabaccia, xi–xv.", "Example, Chapters 1 (Sails); and 3 (Ropes)."]
)
def test_pages_of_somebodys_book_are_read(line: str) -> None:
    plan = plan_of(
        "## Week 1", "### Sails", f"- {line}", "- We shall talk about what sails are, and how they came to be."
    )

    assert [item.line for item in plan.items] == [3]


def test_citations_in_paragraphs_are_steps() -> None:
    plan = plan_of(
        "## Readings", "Example, Ada, and Ben Sample. 2019. “The Long Sail: A View.” manuscript", "",
        f"Example, A., Sample, B., 2008. [The Price of Ropes]({A})", "",
        f"In 2019 we read [Ropes]({B}), as everybody does.",
    )  # fmt: skip

    assert titles(plan) == ["The Long Sail: A View", "The Price of Ropes"]


def test_what_is_said_of_a_book_is_no_part_of_it() -> None:
    plan = plan_of(
        "## Sails", "- _Sails and Ropes_ - Example", f"  - Compared with others by [somebody]({A})",
        f"- [Oars]({B})", '- **"Ropes of the Open Sea" by Ada Example**', f"- [Knots]({B}1)",
    )  # fmt: skip

    assert [(item.title, item.parent) for item in plan.items] == [
        ("Sails and Ropes", None), ("Oars", None), ("Ropes of the Open Sea", None), ("Knots", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "title", "year"),
    [
        ("Ropes and Sails in Wind, 2006, Springer", "Ropes and Sails in Wind", None),
        (f"Sails for Ropes, Oars and Knots, 2019, EMNLP, [[pdf]({A})]", "Sails for Ropes, Oars and Knots", None),
        (f"2019, ICLR, **On Sails**, Ada Example, [[pdf]({A})]", "On Sails", 2019),
        (f"2021, **On Sails**, [[link]({A})]", "On Sails", 2021),
        (f"On Sails, [[pdf]({A})]", "On Sails", None),
    ],
)
def test_a_year_and_a_venue_are_no_part_of_a_title(line: str, title: str, year: int | None) -> None:
    item = plan_of("## Books", f"- {line}", f"- [Jib]({A}9)").items[0]

    assert (item.title, item.year) == (title, year)
