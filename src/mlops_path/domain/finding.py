"""Which step a learner means, and which steps a search finds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mlops_path.domain.curriculum import Path, Step
from mlops_path.errors import AmbiguousStep, NoSuchStep

MOST_CANDIDATES = 12


def find_step(path: Path, text: str) -> Step:
    """The one step of `path` that `text` means: a number, a resource id, or the beginning of one title.

    A whole title wins over titles that merely begin with it. Upper and lower case are the same.

    Raises:
        NoSuchStep: nothing fits.
        AmbiguousStep: several resources fit; the sentence lists them, `details` has their ids.
    """
    wanted = text.strip()
    steps = path.steps
    if wanted.isascii() and wanted.isdigit():
        if len(wanted) < 9 and 1 <= int(wanted) <= len(steps):
            return steps[int(wanted) - 1]
        raise NoSuchStep(
            f"No step {wanted[:20]} on the path '{path.id}'; it has {len(steps)}.",
            "`mlops-path list` shows every number and id.",
        )
    for step in steps:
        if step.id == wanted:
            return step
    folded = wanted.casefold()
    if folded:
        begins = [step for step in steps if step.title.casefold().startswith(folded)]
        exact = [step for step in begins if step.title.casefold() == folded]
        found = sorted({step.id: step for step in reversed(exact or begins)}.values())
        if len(found) == 1:
            return found[0]
        if found:
            raise _ambiguous(text, found)
    raise NoSuchStep(f"No step '{text[:80]}' on the path '{path.id}'.", "`mlops-path list` shows every number and id.")


def _ambiguous(text: str, found: Sequence[Step]) -> AmbiguousStep:
    lines = [f"  {step.number:>3}  {step.title}  ({step.id})" for step in found[:MOST_CANDIDATES]]
    if len(found) > MOST_CANDIDATES:
        lines.append(f"  … and {len(found) - MOST_CANDIDATES} more")
    return AmbiguousStep(
        f"'{text}' could be {len(found)} steps; nothing was changed.\n" + "\n".join(lines),
        "Type the number or the id.",
        {"candidates": [{"number": step.number, "id": step.id, "title": step.title} for step in found]},
    )


def words_of(text: str) -> tuple[str, ...]:
    """What a search looks for: every word, upper and lower case the same. `C++` and `CI/CD` are words."""
    return tuple(text.casefold().split())


def has_words(words: Iterable[str], *texts: str) -> bool:
    """Whether every word stands somewhere in the texts."""
    whole = "\n".join(texts).casefold()
    return all(word in whole for word in words)
