"""What every plan that was read must be, whatever the file was."""

from __future__ import annotations

import re

from mlops_path.curriculum.importing.words import MEETING_PLACES, folded
from mlops_path.curriculum.kinds import KINDS
from mlops_path.curriculum.limits import address
from mlops_path.domain.plans import Plan
from mlops_path.text import shown

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
STATUSES = ("", "todo", "doing", "done", "skipped")
ORIGINS = ("list", "box", "table", "topic")
REASONS = ("contents", "badge", "image", "navigation", "licence", "struck", "empty", "prose")


def assert_sound(plan: Plan) -> None:
    """Every text can be shown and written to a curriculum file, every index leads somewhere, nothing is empty."""
    lines = [plan.title, *(title for title, _ in plan.stages), *(section.title for section in plan.sections)]
    lines += [item.title for item in plan.items]
    lines += [name for item in plan.items for name in (*item.authors, *(name for _, name in item.more))]
    assert all(line and len(line) <= 300 and line == shown(line).strip() for line in lines)
    texts = [plan.summary, *(goal for _, goal in plan.stages), *(item.summary for item in plan.items)]
    assert all(len(text) <= 1000 and text == shown(text).strip() for text in texts)
    assert ID.fullmatch(plan.id)
    assert len(plan.id) <= 80
    assert [section.stage for section in plan.sections] == sorted(section.stage for section in plan.sections)
    assert {section.stage for section in plan.sections} == set(range(len(plan.stages)))
    assert [item.section for item in plan.items] == sorted(item.section for item in plan.items)
    for number, item in enumerate(plan.items):
        assert item.origin in ORIGINS
        assert item.status in STATUSES
        assert item.parent is None or 0 <= item.parent < number
        assert item.section < len(plan.sections)
        addresses = [url for url in (item.url, *(url for url, _ in item.more)) if url is not None]
        assert all(address(url) == url for url in addresses)
        assert item.url or all(folded(name) in MEETING_PLACES for _, name in item.more)
        assert len(set(addresses)) == len(addresses)
        assert item.kind == "" or item.kind in KINDS
        assert item.year is None or 1900 <= item.year <= 2100
        assert item.minutes is None or 1 <= item.minutes <= 60000
        assert item.id == "" or ID.fullmatch(item.id)
    assert all(left.reason in REASONS for left in plan.left_out)
