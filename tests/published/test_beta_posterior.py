"""From a record to a probability: the conjugate update (Gelman et al. 2013, sec. 2.4)."""

from __future__ import annotations

import numpy as np
import pytest

from detente.ensemble.sampling import uniforms
from detente.model.record import words_kept
from properties.dossiers import loaded, plain


def mean_word(kept: int, broken: int, prior: list[float]) -> float:
    """Mean over many draws of the probability that north keeps its word."""
    ledger = [
        {"agreement": f"treaty {n}", "party": "north", "verdict": "kept" if n < kept else "broken"}
        for n in range(kept + broken)
    ]
    words = words_kept(loaded(plain(trust={"ledger": ledger, "prior": prior})))
    return float(words["north"].draw(uniforms(words["north"].path, 1, 0, 20_000)).mean())


@pytest.mark.parametrize(("kept", "broken"), [(1, 0), (0, 1), (9, 1), (3, 7), (20, 20)])
def test_rule_of_succession(kept: int, broken: int) -> None:
    """Under the uniform prior the mean is (k + 1) / (n + 2), as Laplace has it."""
    expected = (kept + 1) / (kept + broken + 2)
    assert mean_word(kept, broken, [1, 1]) == pytest.approx(expected, abs=0.005)


def test_placenta_previa() -> None:
    """437 girls among 980 births: 0.446, with a 95% interval of 0.415 to 0.477 (Gelman, sec. 2.4)."""
    ledger = [
        {"agreement": f"birth {n}", "party": "north", "verdict": "kept" if n < 437 else "broken"}
        for n in range(980)
    ]
    quantity = words_kept(loaded(plain(trust={"ledger": ledger})))["north"]
    low, high = quantity.draw(np.array([0.025, 0.975]))
    assert quantity.draw(uniforms("x", 0, 0, 20_000)).mean() == pytest.approx(0.446, abs=5e-4)
    assert (round(float(low), 3), round(float(high), 3)) == (0.415, 0.477)
