"""Small paths and journeys for tests of rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mlops_path.domain.curriculum import Facts, Path, Resource, Section, Stage, Step
from mlops_path.domain.journey import Journey
from mlops_path.domain.progress import State

REQUIRED, OPTIONAL = True, False
StepSpec = str | tuple[str, bool] | tuple[str, bool, str]


def make_path(*sections: Sequence[StepSpec], minutes: int = 30) -> Path:
    """A path with one stage per section. A step is an id, or (id, required), or (id, required, parent)."""
    steps: list[Step] = []
    made: list[Section] = []
    for number, specs in enumerate(sections):
        first = len(steps)
        for spec in specs:
            id_, required, parent = (spec, True, None) if isinstance(spec, str) else (*spec, None)[:3]
            title = id_.replace("-", " ").title()
            steps.append(Step(len(steps) + 1, id_, title, "article", minutes, required, number, parent))
        made.append(Section(f"Section {number + 1}", number, first, len(steps)))
    stages = tuple(Stage(f"Stage {number + 1}", "", number, number + 1) for number in range(len(made)))
    facts = {
        step.number: Facts(Resource(step.id, step.title, step.kind, minutes, "kind default", "About it."), "", ())
        for step in steps
    }
    return Path("test", "A test", "", None, "2026-01-01", "", stages, tuple(made), tuple(steps), facts)


def make_journey(path: Path, statuses: Mapping[str, str] | None = None) -> Journey:
    """A journey with the statuses given, all since the same moment."""
    states = {id_: State(status, "2026-05-01T12:00:00+02:00") for id_, status in (statuses or {}).items()}
    return Journey(path, states, "ada")
