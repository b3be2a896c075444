"""Tables of things to learn: which column says what. The same for Markdown, HTML and CSV."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

from mlops_path.curriculum.importing import words
from mlops_path.curriculum.importing.cells import (
    field_facts,
    is_count,
    is_date,
    is_figure,
    is_mark,
    is_words,
    likely_status,
    link_names,
    mark,
    only_leads,
    speaks,
    status_of,
)
from mlops_path.curriculum.importing.draft import SUMMARY_LENGTH, line_of
from mlops_path.curriculum.importing.naming import (
    is_name,
    item_facts,
    main_and_more,
    readable,
    targets,
)
from mlops_path.curriculum.importing.phrase import Phrase, Targets
from mlops_path.curriculum.limits import address

LEAST_NUMBERED = 3  # rows
_EITHER = re.compile(r" ?[/&] ?| or ")


class Row(NamedTuple):
    """One row: a thing to learn, or why it is none."""

    title: str
    facts: dict[str, Any]
    reason: str
    images: list[tuple[str, bool]]


class Table:
    """A table with its heads; `read` says of each row what it is."""

    def __init__(self, heads: Sequence[str], rows: Sequence[Sequence[Phrase]], *, is_plan: bool = False) -> None:
        """`is_plan`: what stands around it says that its rows are things to learn."""
        self.rows = rows
        numbered = [[cell.drop_number() for cell in row] for row in rows]
        is_counted = len(rows) > 1 and all(row[0] for row in numbered if row)
        self.heads = [words.folded(head.replace("_", " ")) or head.strip() for head in heads]
        self.columns = columns_of(self.heads)
        if (named := self._named_beside_groups(rows)) is not None:
            self.columns["section"] = self.columns["title"]
            self.columns["title"] = named
        if "title" not in self.columns and not words.TIMES.isdisjoint(self.heads[:1]):  # what comes on the first day
            day = next((number for number, head in enumerate(self.heads) if head in words.DAYS), None)
            self.columns |= {} if day is None else {"title": day}
        titles = [row[n] for row in rows for n in [self.columns.get("title", 0)] if n < len(row)]
        self.is_bold = 2 * sum(cell.is_strong for cell in titles) > len(titles)
        self.labels = self._labels()
        self.ways = Counter(link.href for row in rows for cell in row for link in cell.links)
        columns = by_column(rows)
        self.counting = {number for number, cells in enumerate(columns) if _counts(cells)}
        is_inside = 2 * sum(bool(cell.text.strip()) for row in rows for cell in row[:1]) < len(rows)
        inner = [number for number, cells in enumerate(columns) if number and self._are_names(cells)]
        self.inner = inner[:1] if is_inside else []  # names in each row, where the first cell says what some are in
        self.numbering = {number for number, cells in enumerate(columns) if _numbers(cells)}
        above = [*self.heads, *[""] * (len(columns) - len(self.heads))]
        self.has_weeks = self._take_weeks_off(n for n, cells in enumerate(columns) if _are_marks(cells))
        marks = (n for n, cells in enumerate(columns) if _are_marks(cells) and _may_be_ticks(above[n], cells))
        if "status" not in self.columns and (first := next(marks, None)) is not None:
            self.columns["status"] = first
        for number, cells in enumerate(columns):
            if number != self.columns.get("status"):
                _take_praise_off(above[number], cells)
        where = [targets(cell) for row in rows for cell in row]
        self.is_plan = not self._is_statistics(columns) and (
            is_plan
            or any(any(found) for found in where)
            or "status" in self.columns
            or any(cell.box for row in rows for cell in row)
            or is_counted
            or self._names_in_bold(columns)
            or any(
                (_is_one_of(head, words.LINKLESS_TITLES) or _names_topics(head))
                and (head not in words.FOCUS or not words.TIMES.isdisjoint(self.heads))
                for head in self.heads
            )
        )

    def _take_weeks_off(self, marked: Iterable[int]) -> bool:
        """Whether marks tell in which week a thing comes: one for each row at most, under numbers; they tick nothing.

        With more in a row, they tell how often it was done.
        """
        weeks = [column for column in marked if column < len(self.heads) and self.heads[column].isdecimal()]
        marks = [[row[column] for column in weeks if column < len(row) and row[column].box] for row in self.rows]
        has_weeks = len(weeks) > 1 and all(len(row) < 2 for row in marks)
        for cell in (cell for row in marks for cell in row if has_weeks):
            cell.box = ""
        return has_weeks

    def _names_in_bold(self, columns: Sequence[Sequence[Phrase]]) -> bool:
        """Whether the first column has names in bold, each another, that neither count nor say how the plan goes.

        What they are compared by has no names.
        """
        are_aspects = len(columns) > 2 and not words.ASPECTS.isdisjoint(self.heads[:1])
        cells = columns[0] if len(columns) > 1 and not are_aspects else []
        names = [words.folded(cell.text) for cell in cells]
        are_names = len(names) > 2 and len(set(names)) == len(names) and all(cell.is_strong for cell in cells)
        first = {name.partition(" ")[0] for name in names}
        return are_names and words.FACTS.isdisjoint(names) and first.isdisjoint(words.HOLDERS | words.NUMBERED)

    def _are_names(self, cells: Sequence[Phrase]) -> bool:
        return len(cells) == len(self.rows) and all(is_words(cell.text) for cell in cells)

    def _is_statistics(self, columns: Sequence[Sequence[Phrase]]) -> bool:
        """Whether figures behind each name tell how much there is of it, or was done: "Easy, 15, 10", "Sails, 20 %"."""
        rest = [[cell for cell in cells if cell.text.strip()] for cells in columns[1:]]
        cells = [cell for column in rest for cell in column]
        if not cells or any(cell.links or cell.box or not is_figure(cell.text) for cell in cells):
            return False
        return all("%" in cell.text for cell in cells) or len(words.AMOUNTS.intersection(self.heads)) > 1

    def _named_beside_groups(self, rows: Sequence[Sequence[Phrase]]) -> int | None:
        """The column of names that are links, each another, where the one headed as the title names the same again."""
        title = self.columns.get("title")
        if title is None or len(rows) < 3 or any(cell.links for row in rows for cell in row[title : title + 1]):
            return None
        columns = by_column(rows)
        groups = {words.folded(cell.text) for cell in columns[title]} if title < len(columns) else set()
        for number, cells in enumerate(columns):
            names = {words.folded(cell.linked) for cell in cells if cell.links}
            are_own = len(names) == len(rows) and names.isdisjoint(words.GENERIC)
            if are_own and 3 * len(groups) < 2 * len(rows) and all(is_name(cell.linked) for cell in cells):
                return number
        return None

    def read(self) -> Iterator[Row]:
        for cells in self.rows:
            yield self._row(cells)

    def _row(self, cells: Sequence[Phrase]) -> Row:
        where = [targets(cell) for cell in cells]
        pictures = [(href, name) for cell in cells for href, name in cell.pictures if address(href)]
        names = {name for _, name in pictures}
        images = [(name, badge) for cell in cells for name, badge in cell.images if name not in names]
        linked = [n for n, found in enumerate(where) if found.out or found.inside]
        named = next((n for n in linked if item_facts(cells[n], where[n])[0]), None)
        column = self._title_column(cells, linked)
        text = line_of(words.tidy(cells[column].text)) if column is not None else ""
        named_here = any(found.same_page for found in where)
        if not linked and named_here and any(map(only_leads, cells, where)):
            return Row(text, {}, "contents", images)
        filled = [n for n, cell in enumerate(cells) if any(c.isalnum() for c in cell.text)]
        told = [n for n in filled if n < len(self.heads) and not cells[n].links]
        again = sum(words.folded(cells[n].text) == self.heads[n] for n in told)
        if again > 1:
            return Row(text, {}, "prose", images)
        is_bare = not linked and not named_here
        if self._is_free(cells) if is_bare else any(_ends_free(cell) for cell in cells if cell.links):
            return Row(text, {}, "prose", images)
        if linked and len(filled) == 1 and speaks(cells[linked[0]]):
            return Row(text, {}, "prose", images)
        if not self.is_plan or not filled or (is_bare and self._is_none(cells, filled)):
            return Row(
                " ".join(cell.text.strip() for cell in cells).strip(), {}, "prose" if filled else "empty", images
            )
        if column is None or (not text and named is None):
            return Row("", {}, "empty", images)
        facts = self._fields(cells)
        title, said = item_facts(cells[column], where[column])
        if self.inner and column < len(self.heads) and is_figure(text):  # "Chapter 3", and what is to be done with it
            title = line_of(f"{self.heads[column].capitalize()} {text}: {words.tidy(cells[self.inner[0]].text)}")
        if column == self.columns.get("summary"):
            facts.pop("summary", None)
        facts = {**said, **facts}
        others = [(cells[n], where[n]) for n in linked if n not in (column, self.columns.get("authors"))]
        self._addresses(facts, others, pictures)
        if cells[column].is_struck and facts.get("status") != "done":
            return Row(title, {}, "struck", images)
        return Row(title or text or readable(facts.get("url") or ""), facts, "", images)

    def _is_free(self, cells: Sequence[Phrase]) -> bool:
        """Whether a row has nothing but days, or says of one that it is free: "Mar 12: Spring break"."""
        told = [words.folded(line) for cell in cells for line in re.split(r"[\n:]", cell.text)]
        told += [words.folded(cell.text) for cell in cells]
        if any(words.FREE_DAY.search(line) for line in told):
            return True
        rest = [cell.text for cell in cells if any(map(str.isalpha, cell.text))]
        what = [words.folded(text) for text in rest if not (is_date(text) or words.is_numbered(text))]
        return all(map(words.PLACEHOLDERS.fullmatch, what)) if what else len(rest) > 1 and all(map(is_date, rest))

    def _is_none(self, cells: Sequence[Phrase], filled: Sequence[int]) -> bool:
        """Whether a row without a link heads others, only counts, or says how things compare."""
        if self.heads[:1] == [""] and self.columns.keys().isdisjoint(("title", "status")):
            return not any(cell.box for cell in cells)
        title = self.columns.get("title", -1)
        if len(filled) > 1:
            others = [n for n in filled if n != title]
            is_group = title in filled and cells[title].is_strong and self.numbering.isdisjoint(others)
            is_group = is_group and all(is_count(cells[n].text) for n in others)
            return is_group and not self.is_bold
        (only,) = filled
        if only in self.inner:
            return False
        is_title = only == self.columns.get("title")
        if is_title and (only or self.has_weeks or "status" in self.columns):  # not begun, so nothing is said of it
            return cells[only].is_strong or words.is_numbered(cells[only].text)
        is_bare = len(cells) > 2 or (len(cells) > 1 and only in self.counting)
        return is_bare or self.columns.get("title", only) != only

    def _title_column(self, cells: Sequence[Phrase], linked: Sequence[int]) -> int | None:
        """The column headed as a title; else the first with a link; else the first that is neither number nor mark.

        A link that only says how to get at the thing names nothing: then the words beside it do.
        """
        column = self.columns.get("title")
        is_told = column is not None and column < len(cells) and any(c.isalnum() for c in cells[column].text)
        if column is not None and is_told and not (linked and is_figure(cells[column].text)):
            names = link_names(cells[column])
            if not names or any(name not in words.GENERIC and name != self.heads[column] for name in names):
                return column
        if linked:
            if linked[0] != self.columns.get("url") and not self._is_way(cells[linked[0]]):
                return linked[0]
            told = [n for n, cell in enumerate(cells) if is_words(cell.text) and not self._is_way(cell)]
            told = [n for n in told if n not in self.counting and not self._says_when(n, cells[n].text)] or told
            own = [n for n in told if n not in self.columns.values()]
            before, after = [n for n in own if n < linked[0]], [n for n in own if n > linked[0]]
            group = [n for field in ("section", "summary") for n in told if n == self.columns.get(field)]
            return [*before[-1:], *after[:1], *group, linked[0]][0]
        readings = (n for n, head in enumerate(self.heads) if head.endswith(("reading", "readings")) and n < len(cells))
        if column is not None and (reading := next((n for n in readings if is_words(cells[n].text)), None)):
            return reading  # what is read on a day that has no topic of its own
        others = (n for n, cell in enumerate(cells) if n != self.columns.get("status") and is_words(cell.text))
        return next((n for n in others if not self._says_when(n, cells[n].text)), None)

    def _says_when(self, column: int, text: str) -> bool:
        return is_date(text) or (column < len(self.heads) and self.heads[column].endswith(("date", "deadline")))

    def _labels(self) -> frozenset[str]:
        """What links of more than one row are called: "watch", in any language, is how to get there, not what it is."""
        names = Counter(name for row in self.rows for cell in row for name in link_names(cell))
        return frozenset(name for name, count in names.items() if count > 1)

    def _is_way(self, cell: Phrase) -> bool:
        """Whether the links of a cell only say how to get at the thing."""
        names = link_names(cell)
        return all(name in words.GENERIC or name in self.labels for name in names) and not is_words(cell.beside_links)

    def _fields(self, cells: Sequence[Phrase]) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        for field, column in self.columns.items():
            if field in ("title", "url", "stage", "section", "parent", "id") or column >= len(cells):
                continue
            cell = cells[column]
            if field == "status":
                told = cell.text if mark(cell.text) or not cell.images else cell.images[0][0]  # "![Complete](…)"
                is_done = self.heads[column] in words.WHEN_DONE and is_date(told)
                facts["status"] = cell.box or ("done" if is_done else _status_in(told))
            else:
                is_mine = field != "note" or self.heads[column].startswith("my ")  # others are the author's
                found = field_facts(field if is_mine else "summary", cell.text, self.heads[column])
                if "summary" in found and "summary" in facts:
                    found["summary"] = line_of(f"{facts['summary']} · {found['summary']}", SUMMARY_LENGTH)
                facts |= found
        boxes = {cell.box for cell in cells if cell.box}
        box = "doing" if len(boxes) > 1 else next(iter(boxes), "")
        if "status" in facts and not facts["status"]:
            facts["status"] = box or ("" if any(c.isalnum() for c in cells[self.columns["status"]].text) else "todo")
        elif box and ("status" not in facts or len(boxes) > 1):
            facts["status"] = box
        return facts

    def _addresses(
        self, facts: dict[str, Any], others: Sequence[tuple[Phrase, Targets]], pictures: Sequence[tuple[str, str]]
    ) -> None:
        """Adds the links of the other cells behind those of the title's; last what other rows lead to as well."""
        links = [(link.href, cell.text[link.start : link.end]) for cell, where in others for link in where.out]
        links = sorted([*links, *pictures], key=lambda link: self.ways[link[0]] > 1)
        found = {facts["url"]: ""} if facts.get("url") else {}
        found |= dict(facts.get("more", ()))
        for href, name in links:
            if href not in found:
                found[href] = line_of(name) or readable(href)
        facts["url"], facts["more"] = main_and_more([*found.items()])


def _ends_free(cell: Phrase) -> bool:
    """Whether a cell says at its end that nothing comes on that day: "[A holiday](…) - no class"."""
    return words.folded(cell.text).endswith(("no class", "no classes", "no lecture", "no lectures", "no meeting"))


def _status_in(told: str) -> str:
    return (status_of(told) or likely_status(told)) if mark(told) else ""


def columns_of(heads: Sequence[str]) -> dict[str, int]:
    """The column of each field that the heads name."""
    found: dict[str, int] = {}
    for field, names in words.COLUMNS.items():
        column = next((heads.index(name) for name in names if name in heads), None)
        if field == "title" and column is None:
            column = next((number for number, head in enumerate(heads) if _names_topics(head)), None)
            named = (number for number, head in enumerate(heads) if head.endswith((" name", " title")))
            column = next(named, None) if column is None else column
            any_of = (number for number, head in enumerate(heads) if _is_one_of(head, names))
            column = next(any_of, None) if column is None else column
        if column is not None and column not in found.values():
            found[field] = column
    return found


def _is_one_of(head: str, names: Collection[str]) -> bool:
    """Whether a head is one of these, or says two things of which one is: "book / resource"."""
    return any(part in names for part in _EITHER.split(head))


def _names_topics(head: str) -> bool:
    """Whether a head ends in what is above topics: "lecture topic", "使用教材"."""
    return head.rpartition(" ")[2] in ("topic", "topics") or head.endswith(("内容", "教材", "書籍", "课程"))


Cell = TypeVar("Cell")


def by_column(rows: Iterable[Sequence[Cell]]) -> list[list[Cell]]:
    """The cells of each column, in the order of the rows; rows may be of any length, short ones have none in the last.

    Takes time that grows with the cells, and not with rows times columns as a rectangle would.
    """
    columns: list[list[Cell]] = []
    for row in rows:
        columns += ([] for _ in range(len(row) - len(columns)))
        for column, cell in zip(columns, row, strict=False):
            column.append(cell)
    return columns


def _counts(cells: Sequence[Phrase]) -> bool:
    """Whether a column only counts: "Week 1", "Week 2"."""
    return all(words.is_numbered(cell.text) for cell in cells if cell.text.strip())


def _numbers(cells: Sequence[Phrase]) -> bool:
    """Whether a column has a number in each row that is one more than that before: "29", "30"."""
    told = [cell.text.strip() for cell in cells]
    if len(told) < LEAST_NUMBERED or not all(text.isdecimal() and len(text) < 4 for text in told):
        return False
    return all(int(after) == int(before) + 1 for before, after in pairwise(told))


def _are_marks(cells: Sequence[Phrase]) -> bool:
    marks = [is_mark(cell) for cell in cells if cell.box or cell.text.strip()]
    return bool(marks) and all(marks)


def _may_be_ticks(head: str, cells: Sequence[Phrase]) -> bool:
    """Whether marks under such a head may be a learner's: "Must do?" and "Free" say what a thing is, and so does a no.

    Empty boxes to tick are enough, and a head without a word says nothing. Under a head that is not known to be about
    ticks, signs in all of the rows tell what is the same for all: that each lesson is published.
    """
    if not any(map(str.isalpha, head)) or any(cell.box == "todo" and not cell.has_sign for cell in cells):
        return True
    is_property = not words.PROPERTIES.isdisjoint(re.findall(r"\w+", head))
    is_everywhere = len(cells) > 1 and all(cell.box == "done" and cell.has_sign for cell in cells)
    is_known = head in words.COLUMNS["status"]
    return not is_property and not any(cell.box == "todo" for cell in cells) and (is_known or not is_everywhere)


def _take_praise_off(head: str, cells: Sequence[Phrase]) -> None:
    """Takes the boxes off signs in a column that does not hold the ticks: "✅ Yes", "✅✅", "✅" under "Free"."""
    boxed = [cell for cell in cells if cell.box and cell.has_sign]
    is_told = not _may_be_ticks(head, cells)
    for cell in boxed:
        if is_told or words.folded(cell.text) in words.ANSWERS:
            cell.box = ""
