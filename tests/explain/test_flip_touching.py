"""Which judgements bear on which conditions, and how smoothly."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.dossier import Dossier
from explain.flip_cases import SWAP, Packages, oracle_of, questions, random_units, small

TRUSTING = {
    "relative_gains": {"north": "0..0.5"},
    "trust": {"keeps_word": {"south": "0.2..0.8"}, "monitoring": {"north": 0.5}},
    "parties": {"north": {"role": "principal", "discount_factor": 0.5}, "south": {"role": "principal"}},
}


@settings(deadline=None, max_examples=20)
@given(questions(), st.integers(0, 10**6))
def test_what_is_not_touched_does_not_move(question: tuple[Dossier, Packages], seed: int) -> None:
    """A condition never moves with a judgement that is said not to bear on it, wherever others stand."""
    dossier, packages = question
    if not packages:
        return
    oracle = oracle_of(dossier, packages)
    rows = list(range(len(oracle.entries)))
    units = random_units(oracle, rows, 2.0, len(rows), seed)
    before = oracle.reaches.values(np.array(rows)[:, None], units[:, :1].repeat(len(rows), axis=1))
    after = before.copy()
    np.fill_diagonal(after, oracle.reaches.values(np.array(rows), np.diagonal(units)))
    moved = (oracle.margins(after) != oracle.margins(before)).any(axis=1)
    assert not (moved & ~oracle.touching.touches).any()


def test_who_bears_on_what() -> None:
    """Trust bears on whether a deal is credible, patience on whether it is kept, envy on all of one's own."""
    oracle = oracle_of(small(**TRUSTING), SWAP)
    names = [(one.kind, one.party) for one in oracle.touching.conditions]

    def touched(path: str) -> set[tuple[str, str | None]]:
        row = oracle.touching.touches[oracle.model.row[path]]
        return {name for name, is_touched in zip(names, row, strict=True) if is_touched}

    own = {("surplus", "north"), ("credible surplus", "north"), ("keeps", "north")}
    assert touched("trust.keeps_word.south") == {("credible surplus", "north")}
    assert touched("parties.north.discount_factor") == {("keeps", "north")}
    assert touched("relative_gains.north") == own
    assert touched("stakes.south.aid.grant") == own | {("surplus", "south"), ("credible surplus", "south")}
    assert touched("stakes.north.aid.grant") == own


def test_who_multiplies() -> None:
    """Shares that weigh others multiply them; stakes only add."""
    oracle = oracle_of(small(**TRUSTING), SWAP)
    names = {entry.path for entry, x in zip(oracle.entries, oracle.multiplies, strict=True) if x}
    expected = {
        *("relative_gains.north", "trust.keeps_word.south"),
        *("trust.monitoring.north", "parties.north.discount_factor"),
    }
    assert names == expected


def test_only_weights_are_rounded() -> None:
    """Corners are exact for stakes; a weight may pass them by some units, and a box of one value by none."""
    touching = oracle_of(small(**TRUSTING), SWAP).touching
    row = touching.model.row
    rows = np.array(
        [[row["stakes.north.aid.grant"]], [row["relative_gains.north"]], [row["relative_gains.north"]]]
    )
    slack = touching.slack(rows, np.array([[1000], [1000], [0]]))
    assert (slack.max(axis=1) > 0).tolist() == [False, True, False]
    assert not touching.bends.any()


def test_a_word_that_counts_twice_bends() -> None:
    """A link on two issues that one party must perform is worth the square of its word."""
    link = [{"name": "both", "when": {"base": ["closed"], "port": ["open"]}, "points": {"north": 6}}]
    issues = {
        "aid": {"options": {"none": {"status_quo": True}, "grant": {"performers": ["north"]}}},
        "base": {"options": {"kept": {"status_quo": True}, "closed": {"performers": ["south"]}}},
        "port": {"options": {"shut": {"status_quo": True}, "open": {"performers": ["south"]}}},
    }
    trust = {"keeps_word": {"south": "0.2..0.8"}}
    dossier = small(issues=issues, links=link, trust=trust)
    touching = oracle_of(dossier, {"all": {"base": "closed", "port": "open"}}).touching
    row = touching.model.row["trust.keeps_word.south"]
    assert touching.bends[row]
    wide, narrow = touching.slack(np.array([[row], [row]]), np.array([[2**20], [2**10]])).max(axis=1)
    assert wide > narrow > 0
