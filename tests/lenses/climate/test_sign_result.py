"""How a change of sign reads, and its JSON."""

from __future__ import annotations

import json
import math
from typing import Any

from detente.lenses.climate.sign_result import SignChange, SignedEffect

LOW = SignedEffect(n_draws=40, mean=-0.5, low=-0.7, high=-0.3, lowers=0.9)
HIGH = SignedEffect(n_draws=1, mean=0.8, low=math.nan, high=math.nan, lowers=0.0)


def change(**given: Any) -> SignChange:
    """Firmness that helps below -0.12."""
    plain: dict[str, Any] = {
        "policy": "holding firm",
        "entry": "firmness",
        "principal": "russia",
        "side": None,
        "below": LOW,
        "above": HIGH,
        "share_below": 0.5,
        "turns": (-0.12,),
        "helps_first": True,
        "hangs_on": True,
        "below_turn": 0.41,
        "searched": (-1.0, 1.0),
    }
    return SignChange(**{**plain, **given})


def test_the_sentence_has_the_value_and_the_share_of_draws() -> None:
    """Whichever way round it helps, and where it turns more than once."""
    assert change().meaning == (
        "holding firm lowers hostility where the firmness of russia is below -0.12 and raises it above; 41% "
        "of draws lie below."
    )
    assert "raises hostility where the firmness of russia is below -0.12 and lowers it above" in (
        change(helps_first=False).meaning
    )
    assert "above, and turns again at 0.50; 41%" in change(turns=(-0.12, 0.5)).meaning


def test_without_a_turn_it_says_what_it_does_throughout() -> None:
    """Raises, lowers or does nothing; there is no value then."""
    told = change(turns=(), below_turn=math.nan)
    assert told.turns_at is None
    assert told.meaning == "holding firm lowers hostility whatever the firmness of russia is from -1 to 1."
    assert "raises the hostility of us" in change(turns=(), helps_first=False, side="us").meaning
    assert "does nothing" in change(turns=(), helps_first=None).meaning


def test_json_is_strict_and_says_what_does_not_exist_as_null() -> None:
    """Intervals of one draw, a turn that is not there."""
    told = change(turns=(), below_turn=math.nan).to_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert (told["turns_at"], told["below_turn"], told["above"]["high"]) == (None, None, None)
    assert told["below"] == {"draws": 40, "mean": -0.5, "low": -0.7, "high": -0.3, "lowers": 0.9}
    assert change().to_dict()["turns_at"] == -0.12
    assert "mean over all draws" in told["caveat"]
