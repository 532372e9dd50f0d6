"""Judgements on which verdicts hang."""

from __future__ import annotations

import pytest

import detente
from detente.dossier.quantity import Quantity
from detente.errors import DetenteError, UnknownNameError
from detente.explain.assumptions import TOGETHER, key_assumptions, mass_beyond
from explain.driven import in_step, trust_dossier
from explain.flip_cases import small, stakes

UNSURE = stakes(north_aid={"points": "-8..-1", "indicator": "a vote on the grant"})


def test_what_turns_inside_its_range() -> None:
    """A cost judged from 1 to 8 against a gain of 4 to 5 turns a swap at the gain, a known gain does not."""
    found = key_assumptions(small(stakes=stakes(north_aid="-8..-1", north_base=5)), deal="swap")
    (one,) = found.assumptions
    assert (one.turn.entry.path, one.verdict, one.to) == ("stakes.north.aid.grant", "deal", "no deal")
    assert one.turn.value == pytest.approx(-5, abs=1e-5)
    assert one.beyond_turning == pytest.approx(3 / 7, abs=1e-5)


def test_every_kind_of_deal() -> None:
    """Each kind is looked at, with the reason where it cannot be judged; what to watch is told."""
    steps: list[tuple[int, int]] = []
    dossier = small(stakes=UNSURE)
    found = key_assumptions(dossier, progress=lambda n, of: steps.append((n, of)))
    assert [(kind.key, kind.verdict) for kind in found.kinds] == [("swap", "no deal"), ("any", None)]
    assert "nothing to move" in str(found.kinds[1].reason)
    assert found.assumptions[0].indicator == "a vote on the grant"
    assert steps == [(1, 2), (2, 2)]


def test_with_sweeteners() -> None:
    """Kinds that describe nothing can be asked about then."""
    found = key_assumptions(small(stakes=UNSURE), deal="any", form="with sweeteners")
    assert found.kinds[0].verdict == "no deal"
    assert [one.turn.entry.path for one in found.assumptions] == ["stakes.north.aid.grant"]


def test_none() -> None:
    """Where every number is certain no verdict hangs on one."""
    assert key_assumptions(small()).assumptions == ()


def test_a_package_and_a_run() -> None:
    """A package can be named, and a run be asked."""
    run = detente.run(small(stakes=UNSURE), draws=3, seed=1, counted=1)
    found = key_assumptions(run, package={"aid": "grant", "base": "closed"})
    assert (found.kinds[0].key, found.draws, found.seed) == ("aid=grant, base=closed", 3, 1)


def test_what_cannot_be_asked() -> None:
    """A kind that is named has to exist and to be one."""
    with pytest.raises(UnknownNameError):
        key_assumptions(small(), deal="swop")
    with pytest.raises(DetenteError, match="nothing to move"):
        key_assumptions(small(), deal="any")


@pytest.mark.parametrize(
    ("distribution", "parameters", "value", "up", "expected"),
    [
        ("uniform", (0.0, 10.0), 8.0, True, 0.2),
        ("uniform", (0.0, 10.0), 3.0, False, 0.3),
        ("normal", (5.0, 2.0), 5.0, True, 0.5),
        ("triangular", (0.0, 1.0, 1.0), 0.5, False, 0.25),
        ("uniform", (0.0, 10.0), 11.0, True, 0.0),
        ("point", (4.0,), 4.0, True, 1.0),
        ("point", (4.0,), 4.5, True, 0.0),
    ],
)
def test_probability_beyond(
    distribution: str, parameters: tuple[float, ...], value: float, up: bool, expected: float
) -> None:
    """What lies past a value, by the distribution put in."""
    quantity = Quantity(distribution=distribution, parameters=parameters, path="p")  # type: ignore[arg-type]
    assert mass_beyond(quantity, value, up=up) == pytest.approx(expected, abs=1e-9)


def test_judgements_that_go_together() -> None:
    """They are moved one at a time all the same, which is said."""
    found = key_assumptions(in_step(), deal="swap")
    assert [one.turn.entry.path for one in found.assumptions] == ["trust.keeps_word.south"]
    assert found.caveats[-1] == f"Some of these judgements go together (in step): {TOGETHER}"
    assert not any(text.endswith(TOGETHER) for text in key_assumptions(trust_dossier(), deal="swap").caveats)
