"""A small dossier with sources, to withdraw one of them."""

from __future__ import annotations

from typing import Any

from tests.properties.dossiers import loaded, plain

from detente.dossier.dossier import Dossier

Data = dict[str, Any]


def sourced_data(**sections: Any) -> Data:
    """North gives aid, South closes a base; two essays tell of it, of one number only the first.

    South's gain from aid rests on ``alpha`` alone, its loss of the base on both; a broken treaty and a
    rule of North's parliament rest on ``alpha`` alone, a kept treaty on ``beta``.
    """
    data = plain(
        sources={
            "alpha": {"title": "First essay", "author": "A. Alpha", "paragraphs": 4},
            "beta": {"title": "Second essay"},
            "gamma": {"title": "Unused essay"},
        },
        claims={
            "alpha": {
                "1": {"paraphrase": "South needs the money.", "paragraph": 2},
                "2": {"paraphrase": "South broke the treaty.", "paragraph": 2},
                "3": {"paraphrase": "The house must agree.", "paragraph": 3},
            }
        },
        parties={
            "north": {"role": "principal"},
            "south": {"role": "principal"},
            "house": {"role": "ratifier", "side": "north"},
        },
        stakes={
            "north": {"aid": {"grant": -2}, "base": {"closed": 8}},
            "south": {
                "aid": {"grant": {"points": "5..7", "cite": ["alpha#1"]}},
                "base": {"closed": {"points": "-4..-2", "cite": ["alpha#2", "beta"]}},
            },
            "house": {"aid": {"grant": {"points": -1, "cite": ["beta"]}}},
        },
        ratification={"north": [{"name": "the house", "needs": "house", "cite": ["alpha#3"]}]},
        trust={
            "ledger": [
                {"agreement": "Old treaty", "party": "south", "verdict": "broken", "cite": ["alpha#2"]},
                {"agreement": "New treaty", "party": "south", "verdict": "kept", "cite": ["beta"]},
            ]
        },
    )
    data["deals"]["swap"]["cite"] = ["alpha#p3"]
    data["issues"]["aid"]["cite"] = ["alpha"]
    return {**data, **sections}


def sourced(**sections: Any) -> Dossier:
    """Load it, with some sections replaced."""
    return loaded(sourced_data(**sections))


#: South's two judgements go together, as the first essay says.
PAIR = ["stakes.south.aid.grant", "stakes.south.base.closed"]


def sourced_together(*cite: str) -> Dossier:
    """The same, with South's judgements in step."""
    return sourced(correlations=[{"name": "in step", "of": PAIR, "rank": -0.6, "cite": list(cite)}])
