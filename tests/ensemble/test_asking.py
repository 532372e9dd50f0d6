"""Questions put to one draw."""

from __future__ import annotations

import numpy as np

from detente.ensemble.asking import LIFTED, N_GATES, Judge
from detente.kernel.searching import FOUND, NONE
from detente.model.blueprint import Blueprint
from detente.model.tables import fill_tables
from properties.dossiers import Data, loaded, plain


def judge(data: Data) -> Judge:
    """Judge a dossier without uncertainty."""
    b = Blueprint(loaded(data))
    return Judge(b, fill_tables(b, b.medians), 0)


def test_a_swap_is_found_and_remembered() -> None:
    """A class that is open passes all gates; what was found answers the next question."""
    j = judge(plain())
    mask = j.b.classes[0]
    allowed = j.system.allowed & mask.sweetened
    assert j.depth(mask, allowed, N_GATES) == (N_GATES, None)
    assert j.effort.searched == 1
    assert j.known(N_GATES - 1, mask, allowed)


def test_blame_falls_on_whom_the_proof_needs() -> None:
    """Lifting the conditions of the party to blame opens the deal."""
    stakes = plain()["stakes"]
    stakes["south"]["aid"]["grant"] = 1
    j = judge(plain(stakes=stakes))
    mask = j.b.classes[0]
    status, blame = j.ask(N_GATES - 1, mask, j.system.allowed & mask.sweetened)
    assert status == NONE
    assert blame is not None
    assert {j.b.predicates[p].party for p in np.flatnonzero(blame)} == {"south"}
    lifted = np.where([p.party == "south" for p in j.b.predicates], LIFTED, j.system.thresholds)
    assert j.ask(N_GATES - 1, mask, j.system.allowed & mask.sweetened, lifted)[0] == FOUND
