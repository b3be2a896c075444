"""A map of roadmap.sh, in JSON, with the texts of its topics beside it: a topic with subtopics is a step with parts."""

from __future__ import annotations

import json
import math
import os
import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from mlops_path.curriculum.importing.blocks import Tick, read_blocks
from mlops_path.curriculum.importing.draft import Draft, line_of, slug, title_of
from mlops_path.curriculum.importing.naming import kind_of, readable, targets
from mlops_path.curriculum.importing.words import tidy
from mlops_path.curriculum.limits import MOST_BYTES, MOST_DEPTH, address
from mlops_path.domain.plans import Plan
from mlops_path.errors import FileInvalid, FileTooBig

MOST_VALUES = 400_000
LEARNT = ("topic", "subtopic")
INVITATION = ("visit the following", "learn more from", "to learn more")

_SIGNS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{},]', re.DOTALL)


class Topic(NamedTuple):
    """A place on the map."""

    id: str
    title: str
    is_part: bool
    y: float
    x: float


class Told(NamedTuple):
    """What the file of a topic says: its prose, and each address with its kind and name."""

    summary: str = ""
    links: tuple[tuple[str, str, str], ...] = ()


def read(file: str, name: str, text: str, tick: Tick | None = None) -> Plan:
    """The plan of a map.

    Raises:
        FileInvalid, FileTooBig: it is no JSON, or no map.
    """
    tables = read_json(name, text)
    title, topics, edges = _newer(tables) if isinstance(tables.get("nodes"), list) else _older(tables)
    stem = os.path.splitext(os.path.basename(file))[0]
    title = title or line_of(str(tables.get("title") or "")) or title_of(stem)
    draft = Draft(name, title)
    told = _Telling(os.path.join(os.path.dirname(file), "content"))
    parts, alone = _families(topics, edges)
    walk = sorted((topic for topic in topics if topic.id in parts or topic.id in alone), key=_place)
    for number, topic in enumerate(walk):
        if tick:
            tick(number, len(walk))
        mine = sorted(parts.get(topic.id, ()), key=_place)
        draft.enter("", title, topic.title if mine else "")
        parent = _add(draft, topic, told, None)
        for part in mine:
            _add(draft, part, told, parent)
    if tick:
        tick(len(walk), len(walk))
    slugged = tables.get("slug")
    return draft.plan(id=slug(slugged if isinstance(slugged, str) else "", title, stem))


def read_json(name: str, text: str) -> dict[str, Any]:
    """The object in a JSON text; its depth and number of values are looked at before the parser sees it."""
    depth = values = 0
    for found in _SIGNS.finditer(text):
        sign = found[0]
        if sign in "[{":
            depth, values = depth + 1, values + 1
        elif sign in "]}":
            depth -= 1
        elif sign == ",":
            values += 1
        if depth > MOST_DEPTH or values > MOST_VALUES:
            line = text.count("\n", 0, found.start()) + 1
            if depth > MOST_DEPTH:
                raise FileInvalid(f"{name}, line {line}: nested more than {MOST_DEPTH} deep.", "Write it flatter.")
            raise FileTooBig(f"{name} holds more than {MOST_VALUES} values.", "Split it into several files.")
    try:
        tables = json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_no_number)
        json.dumps(tables, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as problem:
        raise FileInvalid(f"{name} is not JSON: {line_of(str(problem))}.", "Mend that place and try again.") from None
    if not isinstance(tables, dict):
        raise FileInvalid(f"{name} holds no map.", "Take the JSON file of a map, with its nodes.")
    return tables


def _without_duplicates(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # None: not seen
        raise ValueError(f"the key '{twice[:80]}' stands there twice")
    return table


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")


def _newer(tables: Mapping[str, Any]) -> tuple[str, list[Topic], list[tuple[str, str]]]:
    """Title, topics and edges of a map with nodes."""
    title, topics = "", []
    for node in _tables(tables["nodes"]):
        label, kind = line_of(str(_inside(node, "data", "label") or "")), node.get("type")
        if kind == "title" and label:
            title = title or label
        elif kind in LEARNT and label and isinstance(node.get("id"), str):
            at = _number(_inside(node, "position", "y")), _number(_inside(node, "position", "x"))
            topics.append(Topic(node["id"], label, kind == "subtopic", *at))
    edges = [
        (edge["source"], edge["target"])
        for edge in _tables(tables.get("edges"))
        if isinstance(edge.get("source"), str) and isinstance(edge.get("target"), str)
    ]
    return title, topics, edges


def _older(tables: Mapping[str, Any]) -> tuple[str, list[Topic], list[tuple[str, str]]]:
    """The same of a drawing of Balsamiq: groups named `100-topic` and `100-topic:subtopic`."""
    topics, edges = [], []
    for control in _tables(_inside(tables, "mockup", "controls", "control")):
        named = str(_inside(control, "properties", "controlName") or "")
        if (
            control.get("typeID") != "__group__"
            or not named
            or named.partition(":")[0] in ("ext_link", "check", "sheet")
        ):
            continue
        above, colon, _ = named.rpartition(":")
        label = next(
            (
                str(text)
                for child in _tables(_inside(control, "children", "controls", "control"))
                if (text := _inside(child, "properties", "text"))
            ),
            re.sub(r"^\d+-", "", named.rpartition(":")[2]).replace("-", " ").capitalize(),
        )
        label = line_of(label.replace("%20", " "))
        if label:
            topics.append(Topic(named, label, bool(colon), _number(control.get("y")), _number(control.get("x"))))
            edges += [(above, named)] if colon else []
    return "", topics, edges


def _families(
    topics: Sequence[Topic], edges: Iterable[tuple[str, str]]
) -> tuple[dict[str, list[Topic]], dict[str, Topic]]:
    """The subtopics of each topic, by what joins them on the map, and the subtopics that nothing joins to one."""
    by_id = {topic.id: topic for topic in topics}
    joined: dict[str, list[str]] = {}
    for one, other in edges:
        if one in by_id and other in by_id:
            joined.setdefault(one, []).append(other)
            joined.setdefault(other, []).append(one)
    parts: dict[str, list[Topic]] = {topic.id: [] for topic in by_id.values() if not topic.is_part}
    alone = {topic.id: topic for topic in by_id.values() if topic.is_part}
    to_see = deque((id_, id_) for id_ in parts)
    while to_see:
        id_, above = to_see.popleft()
        for other in joined.get(id_, ()):
            if other in alone:
                parts[above].append(alone.pop(other))
                to_see.append((other, above))
    return parts, alone


def _add(draft: Draft, topic: Topic, told: _Telling, parent: int | None) -> int:
    said = told.of(topic.id)
    facts: dict[str, Any] = {"summary": said.summary}
    if said.links:
        facts["url"], facts["kind"], _ = said.links[0]
        facts["more"] = tuple((url, name) for url, _, name in said.links[1:])
    return draft.add(topic.title, 0, origin="topic", parent=parent, **facts)


class _Telling:
    """The files of the topics, found by the id behind the `@` in their names; together at most 10 MB are read."""

    def __init__(self, folder: str) -> None:
        self.left = MOST_BYTES
        self.files: dict[str, str] = {}
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    stem, dot, suffix = entry.name.rpartition(".")
                    if dot and suffix == "md" and "@" in stem and entry.is_file():
                        self.files[stem.rpartition("@")[2]] = entry.path
        except OSError:
            pass  # a map without texts is a map

    def of(self, id_: str) -> Told:
        file = self.files.get(id_)
        if file is None or self.left <= 0:
            return Told()
        try:
            with open(file, "rb") as source:
                raw = source.read(self.left)
        except OSError:
            return Told()
        self.left -= len(raw)
        return _told(os.path.basename(file), raw.decode(errors="replace"))


def _told(name: str, text: str) -> Told:
    prose: list[str] = []
    links: dict[str, tuple[str, str, str]] = {}
    document = read_blocks(name, text.removeprefix("\ufeff").replace("\r\n", "\n"))
    for block in document.children:
        if block.kind == "text" and not targets(block.phrase).out:
            words = block.phrase.text.strip()
            if not words.lower().startswith(INVITATION):
                prose.append(words)
    for node in (each for kind in ("item", "text") for each in document.all_of(kind)):
        for phrase in [child.phrase for child in node.children if child.kind == "text"] or [node.phrase]:
            for link in targets(phrase).out:
                links.setdefault(link.href, _link(link.href, phrase.text[link.start : link.end]))
    return Told(line_of(" ".join(prose), 1000), tuple(links.values()))


def _link(href: str, text: str) -> tuple[str, str, str]:
    """An address with its kind and its name: `@video@An Example` says both."""
    text = text.strip()
    kind = ""
    if text.startswith("@") and text.count("@") > 1:
        _, kind, text = text.split("@", 2)
    return address(href) or "", kind_of(kind), line_of(tidy(text)) or readable(href)


def _place(topic: Topic) -> tuple[float, float]:
    return topic.y, topic.x


def _number(value: object) -> float:
    try:
        number = float(value) if isinstance(value, int | float | str) else 0.0
    except (ValueError, OverflowError):
        return 0.0
    return number if math.isfinite(number) else 0.0


def _tables(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _inside(value: object, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value
