"""Figures and facts in words, the same on every screen, line and report."""

from __future__ import annotations

import pytest

from mlops_path.domain import wording
from mlops_path.domain.curriculum import Resource
from mlops_path.domain.journey import Counts
from mlops_path.domain.progress import STATUSES

RESOURCE = Resource("dmls", "Designing Machine Learning Systems", "book chapter", 70, "pages", "About it.")


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            Counts(required=64, done=12, skipped=3, retired=0, minutes_open=41 * 60),
            "12 of 61 required · ≈ 41 h left · 3 skipped",
        ),
        (Counts(required=5, minutes_open=150), "0 of 5 required · ≈ 2 h 30 left"),
        (Counts(required=5, done=5), "5 of 5 required"),
        (Counts(required=5, done=4, retired=1), "4 of 4 required · 1 retired"),
        (Counts(required=3, skipped=3), "nothing required · 3 skipped"),
        (Counts(optional=3, optional_done=2), "nothing required"),
        (Counts(), "nothing required"),
    ],
)
def test_where_a_learner_stands_is_said_in_one_line(counts: Counts, said: str) -> None:
    """Only what there is to say: no zero is printed, and nothing of nothing is no percentage."""
    assert wording.standing(counts) == said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (Counts(required=6, done=4), "4/6"),
        (Counts(required=6, done=4, skipped=1, retired=1), "4/4"),
        (Counts(required=10), "0/10"),
        (Counts(optional=4, optional_done=4), "optional"),
    ],
)
def test_a_section_shows_done_of_what_counts(counts: Counts, said: str) -> None:
    """The figure at the right of a line; optional steps are never inside it."""
    assert wording.fraction(counts) == said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (Counts(required=5), ""),
        (Counts(optional=4, optional_done=1), "1 of 4 optional"),
        (Counts(optional=4, optional_skipped=2), "0 of 4 optional (2 skipped)"),
        (Counts(minutes_logged=25), "25 min logged"),
        (Counts(optional=4, minutes_logged=95), "0 of 4 optional · 1 h 35 logged"),
    ],
)
def test_what_is_not_progress_stands_beside_it(counts: Counts, said: str) -> None:
    """Optional steps and measured time are told, and mixed into no other figure."""
    assert wording.beside(counts) == said


def test_an_estimate_is_marked_as_one_and_a_log_is_not() -> None:
    """A learner must see at a glance which minutes were measured."""
    logged = wording.beside(Counts(minutes_logged=45))

    assert wording.about(45) == "≈ 45 min"
    assert "≈" not in logged


@pytest.mark.parametrize(
    ("authors", "organisation", "year", "said"),
    [
        (("Chip Huyen",), "O'Reilly", 2022, "Chip Huyen · O'Reilly 2022"),
        (("Chip Huyen",), "O'Reilly 2022", 2022, "Chip Huyen · O'Reilly 2022"),
        (("A", "B"), "NeurIPS 2015", 2015, "A, B · NeurIPS 2015"),
        (("A", "B"), "", 2015, "A, B · 2015"),
        (("A",), "Google", None, "A · Google"),
        ((), "Google", 2020, "Google 2020"),
        ((), "", 2020, "2020"),
        (("A",), "", None, "A"),
        ((), "", None, ""),
    ],
)
def test_a_source_is_who_where_and_when(
    authors: tuple[str, ...], organisation: str, year: int | None, said: str
) -> None:
    """The year is not said twice, and what is not known leaves no gap."""
    resource = RESOURCE._replace(authors=authors, organisation=organisation, year=year)

    assert wording.source_line(resource) == said


@pytest.mark.parametrize(
    ("need", "said"), [("required", "book chapter · required · ≈ 1 h 10"), ("", "book chapter · ≈ 1 h 10")]
)
def test_a_kind_comes_with_its_need_and_estimate(need: str, said: str) -> None:
    """Outside a path a resource is neither required nor optional."""
    assert wording.kind_line(RESOURCE, need) == said


@pytest.mark.parametrize("glyphs", [wording.GLYPHS, wording.ASCII_GLYPHS])
def test_every_status_has_a_sign_of_its_own(glyphs: dict[str, str]) -> None:
    """State is never shown by colour alone, and one column is enough for it."""
    assert set(glyphs) == set(STATUSES)
    assert sorted(map(len, set(glyphs.values()))) == [1] * len(STATUSES)


def test_the_plain_signs_are_ascii() -> None:
    """They are for terminals that show nothing else."""
    assert "".join(wording.ASCII_GLYPHS.values()).isascii()
