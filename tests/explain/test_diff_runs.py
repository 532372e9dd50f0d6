"""Two stored runs compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.properties.dossiers import loaded, plain

import detente
from detente.errors import RunError
from detente.explain.diff_runs import RunDiff, diff_runs
from detente.verdict.readings import run_readings

STAKES = {"stakes.south.aid.grant": "0..4"}
DATA = plain(readings={"hawk": {"name": "Hawk", "set": STAKES}, "dove": {"name": "Dove", "set": STAKES}})


def stored(folder: Path, name: str, data: Any = None, **asked: Any) -> Path:
    """Run something and write what --json prints."""
    reading = asked.pop("reading", None)
    run = detente.run(loaded(data or DATA, reading=reading), counted=0, **asked)
    file = folder / f"{name}.json"
    file.write_text(run.to_json(), encoding="utf-8")
    return file


def all_readings(folder: Path, name: str, data: Any) -> Path:
    """The same of all readings."""
    found = run_readings(lambda key: loaded(data, reading=key), draws=20, counted=0)
    file = folder / f"{name}.json"
    file.write_text(found.to_json(), encoding="utf-8")
    return file


def test_the_same_run(tmp_path: Path) -> None:
    """Nothing was asked otherwise, nothing moved."""
    one, other = (stored(tmp_path, name, draws=20) for name in "ab")
    (found,) = diff_runs(one, other).readings
    assert found.asked_otherwise == ()
    assert found.moved == ()
    assert found.sentences[0] == "Dossier, reading, draws and seed are the same in both."


def test_a_reading_against_the_base(tmp_path: Path) -> None:
    """The draws are the same, so whatever moved did so for a reason."""
    one = stored(tmp_path, "a", draws=50)
    other = stored(tmp_path, "b", draws=50, reading="hawk")
    (found,) = diff_runs(one, other).readings
    assert found.asked_otherwise == (("reading", "base", "hawk"),)
    assert found.name == "base against hawk"
    moved = found.movements[0]
    assert moved.same_draws
    assert moved.is_beyond_luck
    assert moved.low < moved.kind.moved(moved.kind.gate) < moved.high
    before, after = (json.loads(file.read_text("utf-8"))["verdict"]["classes"][0] for file in (one, other))
    assert moved.kind.before.survives == before["survives"]
    assert moved.kind.after.gate_of_death == after["gate_of_death"]


def test_luck(tmp_path: Path) -> None:
    """Another seed moves shares a little; that is told as luck, and a large movement is not."""
    one = stored(tmp_path, "a", draws=40, reading="hawk")
    other = stored(tmp_path, "b", draws=40, reading="hawk", seed=1)
    (found,) = diff_runs(one, other).readings
    assert found.asked_otherwise == (("seed", "0", "1"),)
    assert any(one.kind.is_moved for one in found.movements)
    assert found.moved == ()
    assert any("no farther than other draws might by luck" in text for text in found.sentences)
    base = stored(tmp_path, "c", draws=40, seed=1)
    assert diff_runs(one, base).readings[0].moved != ()


def test_all_readings(tmp_path: Path) -> None:
    """Compared reading by reading; those that only one has are named."""
    fewer = {**DATA, "readings": {"hawk": DATA["readings"]["hawk"], "owl": {"name": "Owl", "set": STAKES}}}
    found = diff_runs(all_readings(tmp_path, "a", DATA), all_readings(tmp_path, "b", fewer))
    assert [one.name for one in found.readings] == ["base", "hawk"]
    assert (found.only_before, found.only_after) == (("dove",), ("owl",))
    assert found.sentences[-2:] == (
        "Only the first run has 1 reading: dove.",
        "Only the second run has 1 reading: owl.",
    )
    assert found.sentences[0].startswith("base: Asked otherwise: content of the dossier")


def test_one_reading_against_all(tmp_path: Path) -> None:
    """The one there is, if the other has it; else nothing can be compared."""
    whole = all_readings(tmp_path, "a", DATA)
    found = diff_runs(stored(tmp_path, "b", draws=20, reading="dove"), whole)
    assert [one.name for one in found.readings] == ["dove"]
    assert found.only_after == ("base", "hawk")
    owl = stored(
        tmp_path, "c", {**DATA, "readings": {"owl": {"name": "Owl", "set": STAKES}}}, reading="owl", draws=5
    )
    with pytest.raises(RunError, match="there is no reading in common to compare"):
        diff_runs(owl, whole)


def test_kinds_of_deal_in_one_only(tmp_path: Path) -> None:
    """They are named with their form."""
    deals = {"gift": {"name": "A gift", "all": {"aid": ["grant"]}}, "any": None}
    found = diff_runs(stored(tmp_path, "a", draws=5), stored(tmp_path, "b", plain(deals=deals), draws=5))
    (one,) = found.readings
    assert one.only_before == ("swap, exactly as described", "swap, with sweeteners")
    assert one.only_after == ("A gift, exactly as described", "A gift, with sweeteners")
    assert any("Only the second run judges: A gift" in text for text in found.sentences)


def test_json_and_frame(tmp_path: Path) -> None:
    """A row for each reading and kind; the JSON says that causes need the dossiers."""
    found: RunDiff = diff_runs(stored(tmp_path, "a", draws=5), stored(tmp_path, "b", draws=6))
    content = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert content["lens"] == "diff"
    assert content["readings"]["base"]["asked_otherwise"] == [{"what": "draws", "before": "5", "after": "6"}]
    assert len(found.to_frame()) == 3
    assert "which change moved a verdict can only be told from the dossiers" in content["caveats"][0]
    assert "<table" in found._repr_mimebundle_()["text/html"]
    assert repr(found).endswith(": base>")


def test_another_scheme_is_other_draws(tmp_path: Path) -> None:
    """With the same seed and number of draws but spread otherwise, what moves may be luck."""
    one = stored(tmp_path, "a", draws=50)
    other = stored(tmp_path, "b", draws=50, scheme="sobol")
    (found,) = diff_runs(one, other).readings
    assert found.asked_otherwise == (("scheme", "monte carlo", "sobol"),)
    assert not any(movement.same_draws for movement in found.movements)
