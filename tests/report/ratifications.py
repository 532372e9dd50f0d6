"""Small results of the ratification lens that several tests tell or draw."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from detente.dossier import load_text
from detente.lenses.ratification.analysis import Ratification
from detente.verdict.ratification import ratification
from lenses.ratification.small import ISSUES, PARTIES, RULES, STAKES, SWAP, small
from properties.dossiers import Data, plain

HALF: Data = {**STAKES, "senate": {"aid": {"grant": "-4..4"}, "fair": {"yes": 4}}}
FAIR = {"fair": "yes"}


def found(*, packages: Any = None, draws: int = 40, **sections: Any) -> Ratification:
    """Ask about the swap and the fair of the small dossier, the senate's stake uncertain."""
    wanted = {"swap": SWAP, "fair": FAIR} if packages is None else packages
    return ratification(small(**{"stakes": HALF, **sections}), packages=wanted, draws=draws)


@cache
def usual() -> Ratification:
    """Return what most tests look at."""
    return found()


def with_a_successor() -> Ratification:
    """Ask what a harder senate would do with what today's ratifies in half of the draws."""
    later = {
        "hawks": {
            "name": "A harder senate",
            "side": "north",
            "date": "2021-01-03",
            "set": {"stakes.senate.aid.grant": "-8..-5"},
        }
    }
    stakes = {**HALF, "guild": {"aid": {"grant": 1}}}
    sections = {"parties": PARTIES, "issues": ISSUES, "stakes": stakes, "ratification": RULES, "deals": {}}
    text = json.dumps(plain(**sections, successors=later, as_of="2019-01-03"))
    dossier = load_text(text, file="a.yaml")
    under = {"hawks": load_text(text, file="a.yaml", successor="hawks")}
    return ratification(dossier, packages={"swap": SWAP}, successors=under, draws=40)
