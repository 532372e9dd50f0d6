"""Single conditions and the judgements that bear on them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from detente.dossier.dossier import Dossier
from detente.explain.repair_atoms import Atom, Influence, atom_margins, ends_at
from detente.model.fixed_point import UNIT
from explain.repair_cases import asked, model_of, random_values, repairable_dossiers, small

NORTH, SOUTH = (Atom(kind="accepts", party=party) for party in ("north", "south"))


def test_margins() -> None:
    """North is short by two points, South gains two; refusing is the opposite of consenting."""
    model = model_of(small())
    margins = atom_margins(model, (NORTH, SOUTH, Atom(kind="refuses", party="south")), model.medians)
    assert margins.tolist() == [[-2 * UNIT, 2 * UNIT, -2 * UNIT - 1]]


def test_signs() -> None:
    """Own points help; those of the other side hurt in proportion to relative gains, and only then."""
    model = model_of(small(relative_gains={"north": "0..0.5"}))
    found = Influence(model=model, atoms=(NORTH, SOUTH))
    row = model.row
    assert found.signs[0, row["stakes.north.aid.grant"]] == 1
    assert found.signs[0, row["stakes.south.aid.grant"]] == -1
    assert found.signs[1, row["stakes.north.aid.grant"]] == 0
    assert found.factors[0] == {row["relative_gains.north"]: ("low", "high")}
    assert found.factors[1] == {}


def test_ends() -> None:
    """Ends are at the range itself, and multiples of the unit in between; shares stay shares."""
    model = model_of(small(relative_gains={"north": "0.1..0.9"}))
    entry = model.entries[model.row["relative_gains.north"]]
    low, high = ends_at([entry], np.array([0.0, 0.3, 1.0, 2.0]))
    assert (low[0, 2], high[0, 2], low[0, 3], high[0, 3]) == (0.1, 0.9, 0.0, 1.0)
    assert (low[0, 1] * UNIT) % 1 == 0
    assert low[0, 0] == high[0, 0]


def test_links_that_rest_twice_on_a_word() -> None:
    """A link of two options of one party bends in that party's word; one of two parties' does not."""
    link = {"name": "both", "when": {"aid": ["grant"], "base": ["closed"]}, "points": {"south": 3}}
    trust = {"keeps_word": {"north": "0.2..0.8", "south": "0.2..0.8"}}
    issues = {
        "aid": {"options": {"none": {"status_quo": True}, "grant": {"performers": ["north"]}}},
        "base": {"options": {"kept": {"status_quo": True}, "closed": {"performers": ["north"]}}},
    }
    trusting = (Atom(kind="trusts the others", party="south"),)
    twice = model_of(small(links=[link], trust=trust, issues=issues))
    row = twice.row["trust.keeps_word.north"]
    assert Influence(model=twice, atoms=trusting).bends == ({row: 6.0 * UNIT},)
    once = model_of(small(links=[link], trust=trust))
    assert Influence(model=once, atoms=trusting).bends == ({},)


@pytest.mark.slow
@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
@given(asked(repairable_dossiers()))
def test_terms_only_ever_help_in_their_direction(case: tuple[Dossier, dict[str, str]]) -> None:
    """Moving any term in its direction, from anywhere, never lowers a margin by more than rounding."""
    model = model_of(*case)
    atoms = tuple(Atom(kind="accepts", party=party) for party in model.blueprint.principals)
    atoms += tuple(Atom(kind="trusts the others", party=party) for party in model.blueprint.principals)
    found = Influence(model=model, atoms=atoms)
    values = random_values(model, 3)
    before = atom_margins(model, atoms, values)
    for row, entry in enumerate(model.entries):
        moved = values.copy()
        moved[row] = entry.high
        change = atom_margins(model, atoms, moved) - before
        factors = [k for k in range(len(atoms)) if row in found.factors[k]]
        for k in set(range(len(atoms))).difference(factors):
            assert (change[:, k] * found.signs[k, row] >= -4).all()
            assert found.signs[k, row] != 0 or (np.abs(change[:, k]) <= 4).all()
