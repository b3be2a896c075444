"""An export is taken as it was written, or not at all; whatever else is in the file is told, and quickly."""

from __future__ import annotations

import json
import random
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlops_path.errors import FileInvalid, FileNotUtf8, FileTooBig, MlopsPathError
from mlops_path.storage import documents
from mlops_path.storage.documents import read_document
from mlops_path.storage.safekeeping import Safekeeping
from mlops_path.storage.store import open_store
from tests.storage.making import ADA, NOON, add, done, keep
from tests.survival.scale import often

EXPORT = Path(__file__).parents[1] / "golden" / "export.json"
LINES = EXPORT.read_text(encoding="utf-8").split("\n")[:-1]
FIRST_EVENT = LINES.index('"events": [') + 1
SOON = 2.0  # seconds until a document is refused, on a busy machine


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a test puts the document that it hurt."""
    return tmp_path / "export.json"


def refusal(file: Path, text: str | bytes) -> MlopsPathError:
    """What is told of a file with this text."""
    file.write_bytes(text if isinstance(text, bytes) else text.encode(errors="surrogatepass"))
    began = time.perf_counter()
    with pytest.raises(MlopsPathError) as problem:
        read_document(str(file))
    assert time.perf_counter() - began < SOON
    assert "Nothing was changed" in problem.value.sentence
    return problem.value


def with_line(number: int, line: str) -> str:
    """The export with another text on one line, counted from 1."""
    return "\n".join((*LINES[: number - 1], line, *LINES[number:], ""))


def event(**values: Any) -> str:
    """The first event with some other values; its chain is made over the right ones."""
    return json.dumps({**json.loads(LINES[FIRST_EVENT].rstrip(",")), **values}, ensure_ascii=False) + ","


def test_the_document_of_the_first_version_comes_back_byte_for_byte(tmp_path: Path) -> None:
    """Whoever exported once can import for ever: the form is a promise, with everything that a record can hold."""
    keeping = Safekeeping(str(tmp_path / "new" / "record.db"))
    with read_document(str(EXPORT)) as document:
        merged = keeping.take_in(document, NOON)

    assert (merged.events, merged.new_events) == (11, 11)
    assert b"".join(keeping.export(lambda: None)) == EXPORT.read_bytes()
    assert json.loads(EXPORT.read_text(encoding="utf-8"))["mlops_path_export"] == 1
    assert keeping.examine() == []
    with closing(open_store(str(tmp_path / "new" / "record.db"))) as store:
        assert store.state(ADA.id, "cs231n").minutes_logged == 90
        assert store.state(ADA.id, "rules-of-machine-learning").minutes_logged == 25
        assert (store.arrangement(ADA.id, "mine"), store.next_to_undo(ADA.id)) == ('{"order":[2,1]}', ("p3", "update"))
        assert store.edition(store.edition_in_use(ADA.id, "mine")) == 'title = "Mine, again"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "not an export"),
        ("[]\n", "not an export"),
        ('{"mlops_path_export": true,\n', "not an export"),
        ('{"mlops_path_export": 1e9,\n', "not an export"),
        ('{"mlops_path_export": 2,\n', "form 2; this program knows form 1"),
        ('{"mlops_path_export": 1,\n', "line 2"),
        ("\n".join(LINES[:-1]), f"line {len(LINES)}: `}}` was expected"),
        ("\n".join((*LINES[:-3], *LINES[-2:], "")), "ends after a comma"),
        ("\n".join((*LINES, "{}", "")), "after the end"),
        (json.dumps(json.loads("\n".join(LINES))), "not an export"),
        ("\n".join(LINES).replace('"editions"', '"more"'), "editions"),
    ],
)
def test_what_has_not_the_form_of_an_export_is_refused(file: Path, text: str, told: str) -> None:
    """A report, a backup, half a download, a version to come: each is told as what it is."""
    problem = refusal(file, text)

    assert (problem.code, told in problem.sentence) == ("file-invalid", True), problem.sentence


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (event(kind="done"), "kind"),
        (event(kind=["marked"]), "kind"),
        (event(part=True), "part"),
        (event(part=-1), "part"),
        (event(part=1), "part"),
        (event(op_id="../x"), "op_id"),
        (event(learner="nobody"), "learner"),
        (event(learner=[]), "learner"),
        (event(resource="Rules"), "resource"),
        (event(resource="path:rules"), "resource"),
        (event(at_utc="2026-05-01"), "moment"),
        (event(at_utc="9999-12-31T23:59:59.999999+00:00"), "moment"),
        (event(at_utc="0001-01-01T00:00:00.000000+00:00", offset_minutes=-60), "moment"),
        (event(recorded_utc="2026-05-01T10:00:00+00:00"), "moment"),
        (event(offset_minutes=1440), "offset_minutes"),
        (event(offset_minutes=1.0), "offset_minutes"),
        (event(payload={}), "payload"),
        (event(payload={"minutes": True}), "minutes"),
        (event(payload={"minutes": 10**10}), "minutes"),
        (event(payload={"minutes": 25, "more": {}}), "payload"),
        (event(kind="noted", payload={"before": "", "text": "x" * (1 << 20) + "x"}), "length of the note"),
        (event(kind="edition", resource="path:x", payload={"before": "", "after": "0" * 64}), "edition"),
        (event(undo_of="c1", label=None), "undo_of"),
        (event(undo_of="w0", label=None), "undo_of"),
        (event(label=None), "label"),
        (event(chain="x"), "chain"),
        (event(payload={"minutes": 26}), "not what was kept"),
        (event(op_id="w9"), "not what was kept"),
        (event().replace('"part"', '"op_id"'), "twice"),
        (event().replace('"part": 0', '"part": NaN'), "NaN"),
        (event().replace('"part": 0', '"part": Infinity'), "Infinity"),
        (event().replace('"part": 0', '"part": -'), "no JSON"),
        (event().replace('"label": "log"', '"label": "\\ud800"'), "half a character"),
        (event().replace('"label": "log"', '"label": ' + "[" * 100_000), "nested too deep"),
        (event().replace('"label": "log"', '"label": ' + "9" * 5000), "no JSON"),
        (event().replace('"label"', '"name"'), "keys"),
        ("{},", "keys"),
        ("[],", "expected here"),
        ("", "expected here"),
    ],
)  # fmt: skip
def test_an_event_that_nobody_kept_is_told_with_its_line(file: Path, line: str, told: str) -> None:
    """A history that was changed, by a hand or a disk, must not become the learner's."""
    problem = refusal(file, with_line(FIRST_EVENT + 1, line))

    assert told in problem.sentence
    assert f"line {FIRST_EVENT + 1}" in problem.sentence


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"ada-id","name"', '"bo-id","name"', "line 4: the learner's id"),
        ('"name":"Bo"', '"name":"ADA"', "learner bo-id: there are two"),
        ('"name":"Bo"', '"name":" Bo"', "line 4: the learner's name"),
        ('"removed":true', '"removed":1', "line 4: removed"),
        ('"same_as":"ada-id"', '"same_as":"ada-at-work"', "learner ada-at-work"),
        ('"same_as":"ada-id"', '"same_as":"nobody"', "learner ada-at-work"),
        ('"added_utc":"2026-05-01T12:00:00+02:00","removed":true', '"added_utc":"","removed":true', "added_utc"),
        ('"value":"ada-id"', '"value":"nobody"', "the setting"),
        ('"key":"path"', '"key":"place:x"', "the setting"),
        ('"value":"huyen-guide"', '"value":"../x"', "the setting"),
        ('Mine\\"\\n', 'Yours\\"\\n', "the digest"),
    ],
)
def test_a_learner_a_choice_or_an_edition_that_cannot_be_is_told(file: Path, old: str, new: str, told: str) -> None:
    """What stands beside the events is looked at as well."""
    text = "\n".join((*LINES, ""))
    assert old in text

    assert told in refusal(file, text.replace(old, new)).sentence


def test_every_mistake_is_told_at_once(file: Path) -> None:
    """Whoever looks for the reason looks once."""
    lines = LINES.copy()
    for number in (2, 8, FIRST_EVENT, FIRST_EVENT + 4):
        lines[number] = lines[number].replace("2026", "20x6").replace('"settings"', "x").replace("huyen", "../")
    lines[FIRST_EVENT + 4] = lines[FIRST_EVENT + 4].replace(":90", ":91")
    sentence = refusal(file, "\n".join((*lines, ""))).sentence

    assert all(f"line {number + 1}: " in sentence for number in (2, 8, FIRST_EVENT, FIRST_EVENT + 4)), sentence
    many = [line.replace("2026", "20x6") for line in lines for _ in range(1 + 99 * line.startswith('{"op_id"'))]

    assert "and 90 more" in refusal(file, "\n".join((*many, ""))).sentence


def test_bytes_that_are_no_text_and_files_that_are_too_large_are_told(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither fills the memory nor ends in a guess."""
    spoilt = "\n".join(LINES).encode().replace(b'"name":"Bo"', b'"name":"\xff"')

    assert "line 4, byte 23" in refusal(file, spoilt).sentence
    assert isinstance(refusal(file, b"\xff\xfe" + b"x" * 100), FileNotUtf8)
    assert isinstance(refusal(file, with_line(FIRST_EVENT + 1, "{" + " " * (22 << 20))), FileTooBig)
    monkeypatch.setattr(documents, "MOST_BYTES", 1000)

    assert "larger than 200 MB" in refusal(file, "\n".join((*LINES, ""))).sentence


def test_no_file_and_no_plain_file_are_told(tmp_path: Path) -> None:
    """A folder, or a name with a slip of the finger."""
    for name in (tmp_path, tmp_path / "nothing", Path("/dev/null")):
        with pytest.raises(FileInvalid, match="Nothing was changed"):
            read_document(str(name))


def test_a_byte_order_mark_is_no_mistake(file: Path) -> None:
    """Some editors put one there."""
    file.write_bytes(b"\xef\xbb\xbf" + EXPORT.read_bytes())
    with read_document(str(file)) as document:
        assert document.count == 11


@settings(
    deadline=None,
    database=None,
    max_examples=often(150, 5000),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 1 << 32), how=st.sampled_from(("bit", "cut", "twice", "gone", "swapped", "joined", "sign")))
def test_a_mutated_document_is_refused_whole_or_leads_to_a_sound_record(tmp_path: Path, seed: int, how: str) -> None:
    """Whatever is in the file, no import leaves half a history or makes the program fall over."""
    file = tmp_path / "export.json"
    file.write_bytes(mutated(EXPORT.read_bytes(), how, random.Random(seed)))  # noqa: S311 - damage, no secret
    keeping = Safekeeping(str(tmp_path / "record.db"))
    if not (tmp_path / "record.db").exists():
        with closing(open_store(str(tmp_path / "record.db"))) as store:
            add(store, ADA)
            keep(store, "mine", [done("a-talk")])
    began = time.perf_counter()
    told = ""
    try:
        with read_document(str(file)) as document:
            merged = keeping.preview_import(document)
        told = "Nothing was changed" if merged.new_events == merged.events else "something is missing"
    except MlopsPathError as problem:
        told = problem.sentence

    assert "Nothing was changed" in told
    assert time.perf_counter() - began < SOON


def mutated(data: bytes, how: str, dice: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    place = dice.randrange(len(data))
    match how:
        case "bit":
            return data[:place] + bytes([data[place] ^ 1 << dice.randrange(8)]) + data[place + 1 :]
        case "cut":
            return data[:place]
        case "twice":
            return b"".join((*lines[:one], lines[other], *lines[one:]))
        case "gone":
            return b"".join((*lines[:one], *lines[one + 1 :]))
        case "swapped":
            lines[one], lines[other] = lines[other], lines[one]
            return b"".join(lines)
        case "joined":
            return data.replace(b"\n", b"", one) if one else data
        case _:
            return data[:place] + dice.choice((b"\0", b'"', b"\\", b"{", b"]", b",", b"\n", b"\xf0\x9f")) + data[place:]
