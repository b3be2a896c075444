"""No text of the curriculum shares eight words in a row with the notes that were taken on its sources.

The notes are not part of the project. `notes.txt` holds what is needed to recognise them: for each run of eight words
the first six bytes of its BLAKE2b hash in base64, sorted, twelve a line. It was made once with `shingles`, from every
text in which the facts describe or relate something (not from titles, names and addresses, nor from titles quoted
inside a note, which have to be exact):

    found = sorted(set().union(*map(shingles, notes)))
    "".join(" ".join(found[first : first + 12]) + "\\n" for first in range(0, len(found), 12))
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_path.curriculum.compiled import sources_in
from mlops_path.curriculum.library import built_in_folder
from mlops_path.curriculum.models import PathFile, ResourceEntry
from mlops_path.curriculum.reading import check

RUN = 8
NOTES = frozenset(Path(__file__).with_name("notes.txt").read_text(encoding="ascii").split())


def shingles(text: str) -> set[str]:
    """The hash of each run of eight words, whatever their case and the punctuation between them."""
    words = re.findall(r"\w+", text.casefold())
    runs = (" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
    return {base64.b64encode(hashlib.blake2b(run.encode(), digest_size=6).digest()).decode() for run in runs}


def texts_of_resource(resource: ResourceEntry) -> Iterator[str]:
    yield resource.summary or ""
    yield resource.remark or ""
    yield from (link.why for link in resource.more)
    yield from (other.how for other in resource.related)


def texts_of_path(path: PathFile) -> Iterator[str]:
    yield path.summary or ""
    for stage in path.stage:
        yield stage.goal or ""
        for section in stage.section:
            yield from (step.why or "" for step in section.step)


def test_every_text_is_in_words_of_its_own() -> None:
    """Facts are free; the sentences that somebody wrote about them are not."""
    checked = check(sources_in(built_in_folder()))
    texts = [(id_, text) for id_, resource in checked.resources.items() for text in texts_of_resource(resource)]
    texts += [(id_, text) for id_, path in checked.paths.items() for text in texts_of_path(path)]

    assert len(texts) > 500
    assert [(id_, text) for id_, text in texts if shingles(text) & NOTES] == []


def test_the_notes_are_kept_as_hashes_in_order() -> None:
    """A file that is sorted and holds each hash once shows in a difference what was added, and no sentence."""
    found = Path(__file__).with_name("notes.txt").read_text(encoding="ascii").split()

    assert found == sorted(set(found))
    assert {len(base64.b64decode(each, validate=True)) for each in found} == {6}


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("one two three four five six seven", 0),
        ("one two three four five six seven eight", 1),
        ("One, two; three: four – five (six) SEVEN! Eight? Nine.", 2),
    ],
)
def test_a_run_is_eight_words_whatever_stands_between_them(text: str, runs: int) -> None:
    """Another comma does not make it another sentence."""
    assert len(shingles(text)) == runs
    assert runs == 0 or shingles("one two three four five six seven eight") <= shingles(text)
