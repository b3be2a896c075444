"""Which step a learner means by a number, an id or the beginning of a title."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_path.domain.curriculum import Path
from mlops_path.domain.finding import MOST_CANDIDATES, find_step, has_words, words_of
from mlops_path.errors import AmbiguousStep, NoSuchStep
from tests.builders import make_path
from tests.domain.strategies import ALWAYS
from tests.hostile import PAYLOADS

TITLES = {
    "intro": "Introduction",
    "intro-ml": "Introduction to ML",
    "intro-ops": "Introduction to Operations",
    "rules": "Rules of Machine Learning",
    "street": "Straße der Daten",
    "cpp": "C++ for ML: [draft] 100%",
    "97-things": "97 Things",
    "twin-a": "Twins",
    "twin-b": "Twins",
}


def titled(*ids: str) -> Path:
    """A path over `ids`, in this order, with their titles of `TITLES`."""
    path = make_path(ids)
    return path._replace(steps=tuple(step._replace(title=TITLES[step.id]) for step in path.steps))


PATH = titled("rules", "intro", "intro-ml", "intro-ops", "street", "cpp", "97-things", "rules", "twin-a", "twin-b")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        (" 1 ", 1),
        ("10", 10),
        ("007", 7),
        ("00000001", 1),
        ("8", 8),
        ("rules", 1),
        ("intro", 2),
        ("intro-ml", 3),
        ("  cpp\n", 6),
        ("97-things", 7),
        ("Rules of Machine Learning", 1),
        ("rules of", 1),
        ("RULES OF", 1),
        ("Introduction", 2),
        ("introDUCTION", 2),
        ("Introduction to M", 3),
        ("Introduction to O", 4),
        ("strasse", 5),
        ("STRASSE DER", 5),
        ("c++", 6),
        ("C++ for ML: [d", 6),
        ("97 T", 7),
    ],
)
def test_a_step_is_a_number_an_id_or_the_beginning_of_one_title(text: str, number: int) -> None:
    """A learner types what is on the screen; a whole title wins over titles that merely begin with it."""
    assert find_step(PATH, text) == PATH.steps[number - 1]


@pytest.mark.parametrize(
    "text",
    [
        *("0", "00", "11", "99", "97", "12345678", "123456789", "000000001", "9" * 5000, "-1", "+1", "1.0", "1,2"),
        *("١", "１", "²", "Ⅷ", "१०"),
        *(
            "",
            " ",
            "\t\n",
            "no-such",
            "ules of",
            "machine learning",
            "Introduction to X",
            "*",
            "%",
            "_",
            ".*",
            "rules\x00",
        ),
    ],
    ids=ascii,
)
def test_what_fits_nothing_is_told_with_where_to_look(text: str) -> None:
    """A number is always a number of this path, never the beginning of '97 Things'."""
    with pytest.raises(NoSuchStep) as caught:
        find_step(PATH, text)

    assert "'test'" in caught.value.sentence
    assert "mlops-path list" in caught.value.hint
    assert len(caught.value.sentence) < 200


def test_an_id_wins_over_a_title() -> None:
    """Ids are what scripts use: no new title may ever change what they mean."""
    path = make_path(["a", "b"])
    path = path._replace(steps=(path.steps[0]._replace(title="B"), path.steps[1]._replace(title="A")))

    assert [find_step(path, text).id for text in ("a", "b", "A", "B")] == ["a", "b", "b", "a"]


def test_a_beginning_of_several_titles_lists_them_and_names_none() -> None:
    """Nothing is changed on a guess; the candidates say what to type."""
    with pytest.raises(AmbiguousStep) as caught:
        find_step(PATH, "introduction to")

    assert caught.value.details == {
        "candidates": [
            {"number": 3, "id": "intro-ml", "title": "Introduction to ML"},
            {"number": 4, "id": "intro-ops", "title": "Introduction to Operations"},
        ]
    }
    assert caught.value.sentence.splitlines() == [
        "'introduction to' could be 2 steps; nothing was changed.",
        "    3  Introduction to ML  (intro-ml)",
        "    4  Introduction to Operations  (intro-ops)",
    ]


def test_two_resources_of_one_title_are_ambiguous() -> None:
    """Only the number or the id tells them apart."""
    with pytest.raises(AmbiguousStep, match="2 steps") as caught:
        find_step(PATH, "twins")

    assert "number or the id" in caught.value.hint


def test_a_resource_that_stands_twice_is_one_candidate_at_its_first_step() -> None:
    """Marking either step marks both."""
    path = titled("intro-ops", "intro-ml", "intro-ops", "rules", "intro-ml")
    with pytest.raises(AmbiguousStep) as caught:
        find_step(path, "introduction")

    assert find_step(path, "introduction to m").number == 2
    assert caught.value.details["candidates"] == [
        {"number": 1, "id": "intro-ops", "title": "Introduction to Operations"},
        {"number": 2, "id": "intro-ml", "title": "Introduction to ML"},
    ]


def test_candidates_are_listed_in_path_order() -> None:
    """As on the screen, also where one of them comes back later."""
    path = titled("intro-ml", "intro-ops", "intro-ml")
    with pytest.raises(AmbiguousStep) as caught:
        find_step(path, "introduction")

    assert [line.split()[0] for line in caught.value.sentence.splitlines()[1:]] == ["1", "2"]


def test_of_many_candidates_the_first_are_shown() -> None:
    """Two hundred lines for one letter help nobody; a program gets them all."""
    path = make_path([f"step-{number:02d}" for number in range(1, 21)])
    with pytest.raises(AmbiguousStep) as caught:
        find_step(path, "s")
    lines = caught.value.sentence.splitlines()
    candidates: Any = caught.value.details["candidates"]

    assert len(lines) == 1 + MOST_CANDIDATES + 1
    assert lines[-1] == "  … and 8 more"
    assert len(candidates) == 20


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_hostile_text_finds_nothing_and_breaks_nothing(text: str) -> None:
    """It may come from a script, a clip board or a title."""
    with pytest.raises(NoSuchStep):
        find_step(PATH, text)


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_a_hostile_title_is_found_by_its_words(text: str) -> None:
    """What stands in a title is text, never a pattern."""
    path = make_path(["a", "b"])
    path = path._replace(steps=(path.steps[0]._replace(title=f"title {text}"), path.steps[1]))

    assert find_step(path, f"Title {text}".strip()[:5000]) == path.steps[0]


@ALWAYS
@given(st.text())
def test_any_text_is_a_step_or_an_error_that_says_so(text: str) -> None:
    """STEP is free text of the command line."""
    try:
        said = find_step(PATH, text).title
    except (NoSuchStep, AmbiguousStep) as refused:
        said = refused.hint

    assert said in TITLES.values() or "number" in said


@ALWAYS
@given(st.integers(1, 10), st.sampled_from(sorted(TITLES)))
def test_every_number_and_every_id_finds_its_own_step(number: int, id_: str) -> None:
    """`list` prints them so that they can be typed."""
    assert find_step(PATH, str(number)).number == number
    assert find_step(PATH, id_).id == id_


@pytest.mark.parametrize(
    ("text", "texts", "found"),
    [
        ("monitoring", ["Monitoring in Production"], True),
        ("MONITORING production", ["Monitoring in Production"], True),
        ("production monitoring", ["Monitoring in Production"], True),
        ("monitoring huyen", ["Monitoring in Production", "Chip Huyen"], True),
        ("monitoring ng", ["Monitoring in Production", "Chip Huyen"], True),
        ("monitoring sculley", ["Monitoring in Production", "Chip Huyen"], False),
        ("in production", ["Monitoring in Production"], True),
        ("productionchip", ["Monitoring in Production", "Chip Huyen"], False),
        ("C++", ["C++ for ML"], True),
        ("c+++", ["C++ for ML"], False),
        ("CI/CD", ["All about ci/cd"], True),
        ("don't", ["Why you DON'T need it"], True),
        ('"exact words"', ['it says "exact words" here'], True),
        (".*", ["Monitoring"], False),
        ("%", ["Monitoring"], False),
        ("straße", ["STRASSE"], True),
        ("", ["Monitoring"], True),
        ("x", [], False),
    ],
)
def test_a_search_finds_every_word_somewhere(text: str, texts: list[str], found: bool) -> None:
    """Words in any order, in the title, the authors or the note; signs are signs, not a language."""
    assert has_words(words_of(text), *texts) == found


def test_white_space_alone_is_no_word() -> None:
    """So that the tracker can say that there is nothing to search for."""
    assert words_of(" \t\n") == ()
