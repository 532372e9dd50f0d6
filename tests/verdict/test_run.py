"""Whole runs: the same bytes however they are done, and sense at the edges."""

from __future__ import annotations

import hashlib
import json
import math
import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings

import detente
from detente.errors import RunError
from detente.model.predicate import GATES
from detente.verdict.draw_limits import MAX_DRAWS
from detente.verdict.run import Run, run
from properties.dossiers import Data, loaded, plain, random_data


def small(draws: int = 4, **sections: object) -> Run:
    """Run a small dossier without uncertainty."""
    return run(loaded(plain(**sections)), draws=draws, workers=1)


@pytest.fixture(scope="module")
def once() -> str:
    """The JSON of a run on one thread."""
    return detente.run(detente.load("two-issues"), draws=64, seed=3, workers=1).to_json()


@pytest.mark.parametrize(("workers", "block"), [(2, 16), (1, 1), (1, 7), (2, 5), (3, 64)])
def test_bytes_do_not_depend_on_how_the_work_is_split(
    once: str, workers: int, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One worker or several, blocks of any size: the JSON is the same to the byte."""
    monkeypatch.setattr("detente.ensemble.cells.BLOCK", block)
    again = detente.run(detente.load("two-issues"), draws=64, seed=3, workers=workers)
    assert again.to_json() == once


def test_bytes_do_not_depend_on_the_process(once: str) -> None:
    """Another process with another order of hashes writes the same bytes."""
    script = (
        "import detente, hashlib;"
        "text = detente.run(detente.load('two-issues'), draws=64, seed=3).to_json();"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    found = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == hashlib.sha256(once.encode()).hexdigest()


def test_the_reference_case_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty issues with searches and estimated counts: one worker or two, large blocks or small."""
    dossier = detente.load("us-russia")
    alone = run(dossier, draws=12, seed=1, workers=1, counted=3).to_json()
    monkeypatch.setattr("detente.ensemble.cells.BLOCK", 5)
    assert run(dossier, draws=12, seed=1, workers=2, counted=3).to_json() == alone


def test_another_seed_is_another_run(once: str) -> None:
    """The seed is part of the result and changes what is drawn."""
    other = detente.run(detente.load("two-issues"), draws=64, seed=4, workers=1).to_json()
    assert json.loads(other)["seed"] == 4
    assert json.loads(other)["verdict"] != json.loads(once)["verdict"]


def test_earlier_draws_stay_when_more_are_done() -> None:
    """With certain numbers, more draws change no share."""
    shares = {draws: [v.survives for v in small(draws).verdict.classes] for draws in (1, 2, 33)}
    assert shares[1] == shares[2] == shares[33]


@pytest.mark.parametrize(("draws", "seed"), [(0, 0), (-5, 0), (MAX_DRAWS + 1, 0), (10, -1)])
def test_draws_and_seed_out_of_range(draws: int, seed: int) -> None:
    """No draws, too many, or a negative seed: an error that names the number."""
    with pytest.raises(RunError, match=str(min(draws, seed) if seed < 0 else draws)):
        run(loaded(plain()), draws=draws, seed=seed)


def test_one_draw() -> None:
    """A single draw is a run: every share is nothing or all."""
    found = small(1)
    assert found.draws == 1
    assert {v.share for v in found.verdict.classes} <= {0.0, 1.0}
    assert found.funnel.draws_counted == 1


def test_nothing_counted() -> None:
    """With no draw counted the funnel is empty and the verdict is as before."""
    dossier = loaded(plain())
    bare, full = run(dossier, draws=4, counted=0), run(dossier, draws=4, counted=4)
    assert bare.funnel.gates == ()
    assert bare.verdict == full.verdict
    json.loads(bare.to_json())


def test_one_package_only() -> None:
    """Two options of one issue leave a single package that changes anything."""
    issue = {"aid": {"options": {"none": {"status_quo": True}, "grant": None}}}
    stakes = {"north": {"aid": {"grant": 0}}, "south": {"aid": {"grant": 0}}}
    found = small(issues=issue, stakes=stakes, deals={"any": None})
    assert found.verdict["any"].share == 1
    assert [g.at_least["p50"] for g in found.funnel.gates] == [0.0] * len(GATES)
    assert found.funnel.log10_conceivable == pytest.approx(math.log10(2))


def test_ties_hold_at_every_gate() -> None:
    """A deal exactly on each threshold passes all five gates; a hair more asked and it does not."""
    parties: Data = {
        "north": {"role": "principal", "discount_factor": 0.5},
        "south": {"role": "principal"},
        "army": {"role": "ratifier", "side": "north"},
    }
    data = plain(
        parties=parties,
        no_deal={"south": {"points": 1}, "army": {"points": -1}},
        ratification={"north": [{"name": "army", "needs": "army"}]},
        trust={"keeps_word": {"north": 0.75}, "monitoring": {"north": 1}},
        deals={"swap": {"all": {"aid": ["grant"], "base": ["closed"]}}},
    )
    data["issues"]["base"]["control"] = {"south": 0.5}
    data["issues"]["base"]["options"]["closed"]["requires"] = 0.5
    data["stakes"]["army"] = {"aid": {"grant": -1}}
    assert run(loaded(data), draws=1).verdict["swap!"].share == 1
    for path, value, gate in (
        (("issues", "base", "options", "closed", "requires"), 0.500001, "deliverable"),
        (("no_deal", "army", "points"), -0.99999, "ratifiable"),
        (("no_deal", "south", "points"), 1.00001, "credible"),
        (("parties", "north", "discount_factor"), 0.4999, "self-enforcing"),
    ):
        harder = json.loads(json.dumps(data))
        place = harder
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value
        assert run(loaded(harder), draws=1).verdict["swap!"].gate_of_death == gate


@pytest.mark.parametrize(
    "deal",
    [
        {"all": {"base": ["bombed"]}},
        {"at_least": 1, "of": {"base": ["bombed"]}},
    ],
)
def test_a_class_of_pressure_alone_is_no_deal(deal: Data) -> None:
    """A class that can only be had by pressure is said not to be a deal at all."""
    data = plain(deals={"war": deal})
    data["issues"]["base"]["options"]["bombed"] = {"performers": ["north"], "pressure": True}
    found = run(loaded(data), draws=1).verdict["war"]
    assert not found.is_deal
    assert (found.share, found.gate_of_death) == (0, "deliverable")
    assert "not a deal" in found.sentence()


def test_an_undeliverable_class_dies_at_the_first_gate() -> None:
    """What those at the table do not command dies there, but is a deal all the same."""
    data = plain()
    data["issues"]["base"]["options"]["closed"]["requires"] = 1
    found = run(loaded(data), draws=2).verdict["swap"]
    assert (found.gate_of_death, found.is_deal, found.sole_blockers) == ("deliverable", True, {})


def test_no_classes_asked_for() -> None:
    """Without deal classes there is still a funnel, and nothing to say of classes."""
    found = small(deals={})
    assert found.verdict.classes == ()
    assert len(found.funnel.gates) == len(GATES)
    json.loads(found.to_json())


def test_home_and_trust_left_out() -> None:
    """Without ratification and trust, what is acceptable passes the later gates too."""
    counts = [gate.at_least for gate in small().funnel.gates]
    assert counts[1] == counts[2] == counts[3] == counts[4]


def test_an_agenda_of_one() -> None:
    """A swap of two issues does not fit into an agenda of one."""
    assert small(agenda_limit=1).verdict["swap!"].gate_of_death == "deliverable"


def test_progress_is_told() -> None:
    """Progress rises to all draws."""
    told: list[tuple[int, int]] = []
    run(loaded(plain()), draws=140, workers=1, progress=lambda *at: told.append(at))
    assert told == [(64, 140), (128, 140), (140, 140)]


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(random_data())
def test_any_dossier_gives_lawful_json(data: Data) -> None:
    """Every number is finite, every share between 0 and 1, and shares fall from gate to gate."""
    found = json.loads(run(loaded(data), draws=3, workers=1).to_json())
    for row in found["verdict"]["classes"]:
        shares = list(row["survives"].values())
        assert shares == sorted(shares, reverse=True)
        assert sum(row["deaths"].values()) + row["share"] == pytest.approx(1)
        assert all(0 <= x <= 1 for x in (*shares, *row["sole_blockers"].values()))
    for gate in found["funnel"]["gates"]:
        kinds = [gate[f"share_{kind}"] for kind in ("exact", "estimated", "bracketed")]
        assert sum(kinds) == pytest.approx(1)


def test_it_shows_itself() -> None:
    """A notebook gets the table as HTML, a terminal the sentences with their caveats."""
    found = small()
    shown = found._repr_mimebundle_()
    assert "A count of packages is not a chance of peace." in shown["text/plain"]
    assert shown["text/html"].count("<tr") == 1 + len(found.verdict.classes)
    assert repr(found) == "<Run of small: 4 draws, seed 0>"
    assert found.to_frame().equals(found.verdict.to_frame())
