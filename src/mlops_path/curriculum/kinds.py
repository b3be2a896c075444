"""The closed lists of a curriculum: kinds with their usual length, topics, and where an address may come from."""

from __future__ import annotations

# Minutes that a resource of each kind usually takes; used where its file states none, and marked "kind default".
# Chosen by hand for this project: a book at 20 pages an hour is about 20 hours, a conference talk 45 minutes.
KINDS: dict[str, int] = {
    "article": 15,
    "book": 1200,
    "chapter": 60,
    "code": 45,
    "community": 20,
    "conference": 240,
    "course": 2400,
    "guide": 45,
    "lecture notes": 60,
    "lesson": 10,
    "list": 30,
    "paper": 60,
    "report": 45,
    "site": 30,
    "specification": 45,
    "talk": 45,
    "template": 20,
    "thread": 10,
    "tool": 30,
    "topic": 30,
    "tutorial": 90,
    "video": 45,
    "video series": 720,
}

TOPICS: tuple[str, ...] = (
    "mathematics",
    "machine-learning",
    "deep-learning",
    "language",
    "vision",
    "reinforcement-learning",
    "llm-applications",
    "data-engineering",
    "training-data",
    "features",
    "streaming",
    "experiments",
    "pipelines",
    "reproducibility",
    "testing",
    "deployment",
    "monitoring",
    "infrastructure",
    "platforms",
    "efficiency",
    "problem-framing",
    "teams",
    "responsibility",
    "privacy",
    "software-engineering",
    "economics",
    "career",
    "tools",
)

ADDRESS_ORIGINS: tuple[str, ...] = ("verbatim", "confirmed", "inferred")
ESTIMATE_ORIGINS: tuple[str, ...] = ("pages", "video length", "stated", "kind default")
ACCESS: tuple[str, ...] = ("free", "subscription", "purchase", "subscription or purchase")
