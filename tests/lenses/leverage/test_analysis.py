"""From draws to the lens: blocks, packages, caveats."""

from __future__ import annotations

import numpy as np
import pytest

import detente
from detente.lenses.leverage import analysis
from detente.lenses.leverage.analysis import Inquiry, Measured, leverage
from detente.lenses.named_package import named_package
from detente.model.blueprint import Blueprint
from lenses.leverage.cases import case, drawn, look


def test_blocks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draws looked at a few at a time give the same as all at once."""
    numbers = drawn(case(stakes__patron__truce__hold="-12..4", issues__truce__control__patron="0.1..0.5"), 30)
    at_once = leverage(numbers.blueprint, numbers.values).to_dict()
    monkeypatch.setattr(analysis, "BLOCK", 7)
    blocks = leverage(numbers.blueprint, numbers.values).to_dict()
    # Means over draws are summed in another order.
    average = [found.pop("exchange") for found in (at_once, blocks)]
    assert at_once == blocks
    for party, power in average[0]["on_average"]["power"].items():
        assert power == pytest.approx(average[1]["on_average"]["power"][party])


def test_a_wide_dossier_is_looked_at_in_smaller_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of surpluses stays within its room, and a block has a draw at least."""
    inquiry = Inquiry(Blueprint(case()))
    assert inquiry.block == analysis.BLOCK
    monkeypatch.setattr(analysis, "ROOM", 1)
    assert inquiry.block == 1


def test_packages_narrow_the_question() -> None:
    """Only options that they change, with the packages told."""
    numbers = drawn(case())
    package = named_package(numbers.blueprint, "relief only", {"relief": "ease"})
    found = leverage(numbers.blueprint, numbers.values, [package])
    assert (found.packages, found.free, found.balances) == ((package,), (("relief", "ease"),), ())
    assert {p.option for p in found.permissions} == {"ease"}


def test_measured_blocks_join() -> None:
    """Draws add up, and memory is counted per draw."""
    numbers = drawn(case(), 5)
    inquiry = Inquiry(numbers.blueprint)
    one = inquiry.measure(numbers.values)
    both = Measured.joined([one, one])
    assert both.draws == 10
    assert both.shares.shape[1] == 10
    assert both.bytes_per_draw > 0


def test_what_to_keep_in_mind() -> None:
    """Parties without stakes, crowds that are cut, and offers that home was not asked about."""
    text = " ".join(look().caveats)
    assert "not a chance" in text
    assert "no stakes to trader" in text
    assert "passes at home is not asked" in text
    clubs = {f"parties__club-{k}": {"role": "third party"} for k in range(14)}
    control = {"south": 0.05} | {f"club-{k}": 0.05 for k in range(14)}
    crowded = look(**clubs, issues__truce__control=control).caveats
    assert any("12 third parties" in caveat for caveat in crowded)
    lost = look(issues__relief__options__ease__performers=[]).caveats
    assert any("relief: left out" in caveat for caveat in lost)


def test_every_shipped_case_can_be_asked() -> None:
    """Under every reading, a few draws, without a number that is none."""
    for name in ("two-issues", "panama-1977"):
        for reading in (None, *detente.load(name).readings):
            numbers = drawn(detente.load(name, reading=reading), 5)
            found = leverage(numbers.blueprint, numbers.values)
            assert found.reading == reading
            assert np.isfinite([b.deliverable for b in found.balances]).all()
            assert found.to_json()
