"""Runs read back from disk."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.dossiers import loaded, plain

import detente
from detente.errors import RunError
from detente.explain import stored_runs
from detente.explain.stored_runs import is_stored_run, read_stored_run
from detente.report.run_files import run_files
from detente.report.writing import write_folder
from detente.verdict.readings import run_readings
from detente.verdict.run import Run

DATA = plain(readings={"hawk": {"name": "Hawk", "set": {"stakes.south.aid.grant": "0..4"}}})


def small(reading: str | None = None) -> Run:
    """A run of a few draws."""
    return detente.run(loaded(DATA, reading=reading), draws=8, seed=2, counted=0)


CONTENT: dict[str, Any] = json.loads(small("hawk").to_json())


def written(folder: Path, content: Any) -> Path:
    """A file with some content as JSON."""
    file = folder / "a.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def test_a_folder(tmp_path: Path) -> None:
    """What detente run -o wrote: verdicts, what was asked, versions, the command."""
    run = small("hawk")
    folder = tmp_path / "out"
    write_folder(folder, run_files(run, run.source, "detente run small --reading hawk"))
    for place in (folder, folder / "verdict.json", str(folder)):
        found = read_stored_run(place)
        (reading,) = found.readings.values()
        assert (reading.reading, reading.draws, reading.seed) == ("hawk", 8, 2)
        assert (reading.sha256, reading.dossier, reading.title) == (run.sha256, run.dossier, run.title)
        told = {
            at: (kind.standing.survives, kind.standing.gate_of_death) for at, kind in reading.kinds.items()
        }
        assert told == {(v.form, v.key): (v.survives, v.gate_of_death) for v in run.verdict.classes}
        assert found.command == "detente run small --reading hawk"
        assert "numpy" in found.versions
        assert found.notes == ()


def test_what_json_printed(tmp_path: Path) -> None:
    """One file, under whatever name, of one reading or all; a byte order mark does no harm."""
    one = read_stored_run(written(tmp_path, CONTENT))
    assert list(one.readings) == ["hawk"]
    assert one.versions == {}
    both = run_readings(lambda key: loaded(DATA, reading=key), draws=4, counted=0)
    file = tmp_path / "all.json"
    file.write_text("\ufeff" + both.to_json(), encoding="utf-8")
    found = read_stored_run(file)
    assert list(found.readings) == ["base", "hawk"]
    assert repr(found) == f"<StoredRun {file}: base, hawk>"


def test_pressure_is_no_deal(tmp_path: Path) -> None:
    """Kinds that ask for pressure only are left out."""
    content = copy.deepcopy(CONTENT)
    content["verdict"]["classes"][0]["is_deal"] = False
    left = read_stored_run(written(tmp_path, content)).readings["hawk"].kinds
    assert len(left) == len(CONTENT["verdict"]["classes"]) - 1


def test_a_verdict_that_was_changed_afterwards(tmp_path: Path) -> None:
    """It is read, with a note."""
    run = small()
    write_folder(tmp_path / "out", run_files(run, run.source, "detente run small"))
    file = tmp_path / "out" / "verdict.json"
    file.write_text(file.read_text("utf-8").replace("A small bargain", "Another"), encoding="utf-8")
    assert "does not fit the manifest" in read_stored_run(tmp_path / "out").notes[0]


def broken(change: Callable[[Any], Any]) -> Any:
    """A run with something wrong in it."""
    content = copy.deepcopy(CONTENT)
    change(content)
    return content


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ([], "an object was expected"),
        ({}, "`verdict` is missing"),
        ({"lens": "trust"}, "it is the result of `detente trust`"),
        ({"readings": {}}, "there is nothing under `readings`"),
        ({"readings": {"hawk": 3}}, "`readings.hawk` is no object"),
        ({"readings": {"hawk": {}}}, "`verdict` is missing"),
        (broken(lambda c: c.update(format=2)), "`format` is 2; this version of detente reads 1"),
        (broken(lambda c: c.pop("format")), "`format` is missing or no whole number"),
        (broken(lambda c: c.pop("sha256")), "`sha256` is missing or no text"),
        (broken(lambda c: c.update(draws=0)), "`draws` is out of range"),
        (broken(lambda c: c.update(draws=True)), "`draws` is missing or no whole number"),
        (broken(lambda c: c.update(reading={})), "`reading.key` is missing or no text"),
        (broken(lambda c: c.update(verdict=[])), "`verdict` is no object"),
        (broken(lambda c: c["verdict"].pop("classes")), "`verdict.classes` is missing or no list"),
        (broken(lambda c: c["verdict"]["classes"].append(1)), "`verdict.classes[3]` is no object"),
        (
            broken(lambda c: c["verdict"]["classes"][0].update(form="loosely")),
            "`verdict.classes[0].form` is neither 'exactly as described' nor 'with sweeteners'",
        ),
        (
            broken(lambda c: c["verdict"]["classes"][0]["survives"].update(credible=1.5)),
            "`verdict.classes[0].survives.credible` is no share between 0 and 1",
        ),
        (
            broken(lambda c: c["verdict"]["classes"][0]["survives"].update(credible=float("nan"))),
            "is no share between 0 and 1",
        ),
        (
            broken(lambda c: c["verdict"]["classes"][0]["survives"].update(credible=10**400)),
            "is no share between 0 and 1",
        ),
        (
            broken(lambda c: c["verdict"]["classes"][0]["survives"].pop("credible")),
            "`verdict.classes[0].survives.credible` is missing or no number",
        ),
        (
            broken(lambda c: c["verdict"]["classes"][0].update(gate_of_death="purgatory")),
            "`verdict.classes[0].gate_of_death` is no gate",
        ),
    ],
)
def test_what_is_no_run(tmp_path: Path, content: Any, what: str) -> None:
    """The file and what is wrong with it."""
    with pytest.raises(RunError) as caught:
        read_stored_run(written(tmp_path, content))
    assert "a.json" in str(caught.value)
    assert what in str(caught.value)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (json.dumps(CONTENT).encode()[:200], "is no JSON, or only a part of it"),
        (b"title: a dossier\n", "is no JSON"),
        (b"\xff\xfe\x00", "is no text in UTF-8, at byte 0"),
        (b"[" * 200_000, "nested too deep"),
        (b'{"draws": ' + b"9" * 6000 + b"}", "a number too long"),
    ],
)
def test_what_is_no_json(tmp_path: Path, content: bytes, what: str) -> None:
    """Empty, cut off, foreign, hostile."""
    file = tmp_path / "a.json"
    file.write_bytes(content)
    with pytest.raises(RunError) as caught:
        read_stored_run(file)
    assert what in str(caught.value)
    assert "a.json" in str(caught.value)


def test_what_is_not_there(tmp_path: Path) -> None:
    """A missing file, an empty folder, a name that cannot be, something that is no file."""
    with pytest.raises(RunError, match="cannot be read: no such file"):
        read_stored_run(tmp_path / "none.json")
    with pytest.raises(RunError, match=r"there is no verdict\.json in it"):
        read_stored_run(tmp_path)
    with pytest.raises(RunError, match="cannot be read"):
        read_stored_run("a\0b")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(RunError, match="is no file that holds a run"):
        read_stored_run(pipe)


def test_a_manifest_that_cannot_be_read(tmp_path: Path) -> None:
    """It is named."""
    (tmp_path / "verdict.json").write_text(json.dumps(CONTENT), encoding="utf-8")
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(RunError, match=r"manifest\.json is no JSON"):
        read_stored_run(tmp_path)
    (tmp_path / "manifest.json").write_text('{"versions": 3, "files": [], "command": 4}', encoding="utf-8")
    found = read_stored_run(tmp_path)
    assert (found.versions, found.command, found.notes) == ({}, None, ())


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file past the limit is not read to its end."""
    monkeypatch.setattr(stored_runs, "MAX_BYTES", 1000)
    with pytest.raises(RunError, match="is larger than"):
        read_stored_run(written(tmp_path, CONTENT))


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_anything_in_any_place(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whatever stands wherever in a run: it is read, or refused with a message."""
    content = copy.deepcopy(CONTENT)
    node: Any = content
    while True:
        key = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
        below = node[key]
        if not below or not isinstance(below, dict | list) or data.draw(st.integers(0, 3)) == 0:
            break
        node = below
    node[key] = data.draw(JUNK)
    file = written(tmp_path_factory.mktemp("run"), content)
    told = file.name
    try:
        read_stored_run(file)
    except RunError as error:
        told = str(error)
    assert file.name in told


def test_what_looks_like_a_run(tmp_path: Path) -> None:
    """A folder with a verdict and a JSON file do, a dossier and what is not there do not."""
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "verdict.json").write_text("{}")
    (tmp_path / "talks.yaml").write_text("detente: 1")
    (tmp_path / "run.json").write_text("{}")
    names = ["run", "run.json", "talks.yaml", "none.json", "us-russia", "\0"]
    assert [is_stored_run(tmp_path / name) for name in names] == [True, True, False, False, False, False]
