"""Plans in the shapes that people really write, each against what a person counted in it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from mlops_path.curriculum.importing import read_plan
from mlops_path.domain.plans import Plan

CORPUS = Path(__file__).parent / "corpus"
COUNTED = sorted(CORPUS.glob("*.expected"))


def file_of(counted: Path) -> str:
    return str(next(file for file in CORPUS.glob(f"{counted.stem}.*") if file != counted))


def as_counted(plan: Plan) -> str:
    """The plan in the form of the `.expected` files: a line for each section, each item and all that was left out."""
    lines = [plan.title]
    section = -1
    depth: list[int] = []
    for item in plan.items:
        if item.section != section:
            section = item.section
            lines.append(f"= {plan.stages[plan.sections[section].stage][0]} / {plan.sections[section].title}")
        depth.append(0 if item.parent is None else depth[item.parent] + 1)
        address = f" <{item.url}>" if item.url else ""
        more = f" +{len(item.more)}" if item.more else ""
        lines.append(f"{'  ' * depth[-1]}{item.status or '.'} {item.title}{address}{more}")
    counts = sorted(Counter(left.reason for left in plan.left_out).items())
    lines.append(f"left out: {', '.join(f'{reason} {count}' for reason, count in counts)}".rstrip())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("counted", COUNTED, ids=lambda file: file.stem)
def test_a_plan_is_read_as_a_person_reads_it(counted: Path) -> None:
    """A plan that loses a chapter or gains a table of contents is not the learner's plan any more."""
    plan = read_plan(file_of(counted))

    assert as_counted(plan) == counted.read_text(encoding="utf-8")
