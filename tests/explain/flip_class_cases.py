"""Small dossiers on which flips can be reckoned by hand, for the tests of flips of kinds of deal."""

from __future__ import annotations

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import SWEETENED
from detente.explain.entries import FARTHEST, entries_of
from detente.explain.flip_class_oracle import ClassOracle
from detente.explain.flip_class_solving import Ways
from detente.explain.flip_class_tracks import tracks_of
from properties.dossiers import loaded, plain

__all__ = ["AID", "BASE", "NO_DEAL", "in_the_way", "oracle_of", "swapping", "ways_of"]

AID, BASE, NO_DEAL = "stakes.north.aid.grant", "stakes.north.base.closed", "no_deal.north.points"


def swapping(*, aid: str, base: str, no_deal: str = "0") -> Dossier:
    """North pays for a base with aid; what both are worth to North is given as ranges."""
    stakes = {"north": {"aid": {"grant": aid}, "base": {"closed": base}}, "south": plain()["stakes"]["south"]}
    return loaded(plain(stakes=stakes, no_deal={"north": {"points": no_deal}}))


def oracle_of(dossier: Dossier, *, to_deal: bool, key: str = "swap") -> ClassOracle:
    """The oracle for the swap with sweeteners."""
    return ClassOracle(dossier, key, SWEETENED, to_deal=to_deal)


def ways_of(dossier: Dossier, *paths: str) -> Ways:
    """Both directions of judgements."""
    entries = entries_of(dossier)
    return {path: tracks_of(entries[path], FARTHEST) for path in paths}


def in_the_way() -> Dossier:
    """North is 2 points short: aid may become cheaper by 1 within its range, the base dearer by 1."""
    return swapping(aid="-9..-7", base="5..7")
