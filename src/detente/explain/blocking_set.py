"""Who stops a package: the smallest sets that stop it alone, and the smallest whose turning lets it pass.

What a package hangs on are *stances*: the consent of each party that signs or is asked, each
principal's trust in the others (unless it relies on nobody's doubtful word: then its trust is its
consent over again), its reasons to keep the deal, and conditions that nobody's consent can mend. A
*blocking set* stops the package as it stands, whatever all others say. A *lifting set* lets it pass
once turned. The smallest of either kind are the smallest sets that meet every one of the other
(conflicts and diagnoses in Reiter 1987, *Artificial Intelligence* 32(1)).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import AllOf, Consent, Need
from detente.errors import TooLargeError
from detente.explain.conditions import Condition, margins_of, surpluses_of
from detente.explain.hitting_sets import minimal_hitting_sets
from detente.explain.package_model import PackageModel
from detente.explain.trust_alike import trust_alike
from detente.explain.turning import turning_sets
from detente.lenses.ratification.consenting import is_met, is_monotone, members_of

__all__ = ["BlockingSets", "Stance", "StanceSet", "blocking_sets"]

Float = NDArray[np.float64]
Bool = NDArray[np.bool_]
Keys = tuple[str, ...]

#: Sets that are listed, and ways of standing that are looked at, at most.
MOST_SETS, MOST_PATTERNS = 10_000, 2_000
#: Sets told over draws.
MOST_TOLD = 50


@dataclass(frozen=True, kw_only=True)
class Stance:
    """Something a package hangs on.

    Attributes
    ----------
    key : str
        A party whose consent it is; or the key of a condition.
    words : str
        ``"the consent of South"``.
    kind : str
        ``"consent"``, ``"trust"``, ``"keeping"``, or ``"delivery"`` for what nobody's will can mend.
    party : str or None
        Whose it is; None under ``"delivery"``.
    is_taken : bool
        Whether it is for the package, at the medians. Under a rule with a ``not`` a consent may stop it.
    """

    key: str
    words: str
    kind: Literal["consent", "trust", "keeping", "delivery"]
    party: str | None
    is_taken: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "key": self.key,
            "words": self.words,
            "kind": self.kind,
            "party": self.party,
            "is_taken": self.is_taken,
        }


@dataclass(frozen=True, kw_only=True)
class StanceSet:
    """A set of stances; ``share`` is that of all draws in which it is one of the smallest."""

    stances: Keys
    share: float

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"stances": list(self.stances), "share": self.share}


@dataclass(frozen=True, kw_only=True)
class BlockingSets:
    """Who stops a package.

    Attributes
    ----------
    stances : tuple of Stance
        All that it hangs on, in the order of the gates.
    blocking : tuple of tuple of str
        Minimal sets of stances that stop it at the medians though all others turn; smallest first.
        Empty where it passes; a single empty set where nothing can make it pass.
    lifting : tuple of tuple of str
        Minimal sets of stances whose turning lets it pass at the medians, smallest first: a single
        empty set where it passes; empty where nothing can make it pass.
    blocking_over_draws, lifting_over_draws : tuple of StanceSet
        Most frequent first, then smallest; the first 50 of each.
    looked_at : float
        Share of draws that the shares are about: 1 unless stances differ in over 2,000 ways.
    unlisted : str or None
        Why there are no lists; None where there are.
    """

    stances: tuple[Stance, ...]
    blocking: tuple[Keys, ...]
    lifting: tuple[Keys, ...]
    blocking_over_draws: tuple[StanceSet, ...]
    lifting_over_draws: tuple[StanceSet, ...]
    looked_at: float
    unlisted: str | None = None

    @property
    def smallest(self) -> tuple[Keys, ...]:
        """Blocking sets of the fewest stances, at the medians."""
        return tuple(one for one in self.blocking if len(one) == len(self.blocking[0]))

    @property
    def fewest(self) -> tuple[Keys, ...]:
        """Lifting sets of the fewest stances, at the medians."""
        return tuple(one for one in self.lifting if len(one) == len(self.lifting[0]))

    def words_of(self, key: str) -> str:
        """Tell a stance in words."""
        return next(one.words for one in self.stances if one.key == key)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "stances": [one.to_dict() for one in self.stances],
            "blocking": [list(one) for one in self.blocking],
            "lifting": [list(one) for one in self.lifting],
            "blocking_over_draws": [one.to_dict() for one in self.blocking_over_draws],
            "lifting_over_draws": [one.to_dict() for one in self.lifting_over_draws],
            "looked_at": self.looked_at,
            "unlisted": self.unlisted,
        }


def blocking_sets(
    model: PackageModel, index: int, conditions: Sequence[Condition], values: Float
) -> BlockingSets:
    """Find the smallest sets that stop a package, and those whose turning lets it pass.

    Parameters
    ----------
    model : PackageModel
    index : int
        Which of its packages.
    conditions : sequence of Condition
        Of that package.
    values : float array, shape (n_quantities, n_draws)
        Draws over which shares are taken, at least one.

    Returns
    -------
    BlockingSets
    """
    needs = _needs(conditions, margins_of(model, index, conditions, np.hstack([model.medians, values])))
    keys = members_of(AllOf(parts=tuple(needs)))
    middle = _taken(model, index, conditions, keys, model.medians)[0]
    stances = tuple(_stance(model, conditions, key, bool(yes)) for key, yes in zip(keys, middle, strict=True))
    drawn = _taken(model, index, conditions, keys, values)
    patterns, times = np.unique(drawn, axis=0, return_counts=True)
    order = np.argsort(-times, kind="stable")[:MOST_PATTERNS]
    try:
        lifting = _lifting(needs, keys, middle)
        found = {int(k): _lifting(needs, keys, patterns[k]) for k in order}
        blocking = _blocking(lifting, keys)
        stopping = {k: _blocking(sets, keys) for k, sets in found.items()}
    except TooLargeError as error:
        return BlockingSets(
            stances=stances,
            blocking=(),
            lifting=(),
            blocking_over_draws=(),
            lifting_over_draws=(),
            looked_at=0.0,
            unlisted=str(error),
        )
    return BlockingSets(
        stances=stances,
        blocking=blocking,
        lifting=lifting,
        blocking_over_draws=_shared(stopping, times, len(drawn)),
        lifting_over_draws=_shared(found, times, len(drawn)),
        looked_at=float(times[order].sum() / len(drawn)),
    )


def _needs(conditions: Sequence[Condition], margins: Float) -> list[Need]:
    """Say what each condition asks for in terms of stances; trust that is acceptance over again, once."""
    alike = trust_alike(conditions, margins)

    def need_of(condition: Condition) -> Need:
        if condition.need is not None:
            return condition.need
        is_consent = condition.kind == "accepts" or condition.key in alike
        return Consent(party=condition.parties[0] if is_consent else condition.key)

    return [need_of(condition) for condition in conditions]


def _stance(model: PackageModel, conditions: Sequence[Condition], key: str, taken: bool) -> Stance:
    parties = model.dossier.parties
    if key in parties:
        words = f"the consent of {parties[key].name}"
        return Stance(key=key, words=words, kind="consent", party=key, is_taken=taken)
    condition = next(one for one in conditions if one.key == key)
    party = condition.parties[0] if condition.parties else None
    match condition.kind:
        case "trusts the others":
            words = f"the trust of {parties[str(party)].name} in the others"
            return Stance(key=key, words=words, kind="trust", party=party, is_taken=taken)
        case "keeps the deal":
            words = f"a reason for {parties[str(party)].name} to keep the deal"
            return Stance(key=key, words=words, kind="keeping", party=party, is_taken=taken)
    return Stance(key=key, words=_wanted(condition), kind="delivery", party=None, is_taken=taken)


def _wanted(condition: Condition) -> str:
    """Say what delivery asks for, as something that may be missing."""
    if condition.kind == "delivery":
        return f"too little control: {condition.name.replace('can deliver', 'cannot deliver')}"
    return "too many issues" if condition.kind == "agenda" else "something else that must come first"


def _taken(
    model: PackageModel, index: int, conditions: Sequence[Condition], keys: Keys, values: Float
) -> Bool:
    """Tell which stances are taken in each sample, shape (n_samples, n_stances)."""
    surplus = surpluses_of(model, index, values)
    impersonal = [one for one in conditions if one.key in keys]
    margins = margins_of(model, index, impersonal, values)
    others = {one.key: margins[:, k] for k, one in enumerate(impersonal)}
    return np.stack([(others[key] if key in others else surplus[key]) >= 0 for key in keys], axis=1)


def _lifting(needs: Sequence[Need], keys: Keys, taken: Bool) -> tuple[Keys, ...]:
    """List the minimal sets of stances whose turning meets every need."""
    now = {key for key, yes in zip(keys, taken, strict=True) if yes}
    asked = needs
    if all(is_monotone(need) for need in needs):
        # Turning to consent undoes nothing; where a need says Not, it may undo one that is met.
        asked = [need for need in needs if not is_met(need, now)]
    spoken = Counter(party for need in asked for party in members_of(need))
    alone = {need.party for need in asked if isinstance(need, Consent) and spoken[need.party] == 1}
    rest = [need for need in asked if not (isinstance(need, Consent) and need.party in alone)]
    sets = turning_sets(AllOf(parts=tuple(rest)), now)
    return _sorted((frozenset({*(alone - now), *one}) for one in sets), keys)


def _blocking(lifting: Sequence[Keys], keys: Keys) -> tuple[Keys, ...]:
    """List the minimal sets of which every set that lifts turns somebody."""
    return _sorted(minimal_hitting_sets(lifting, limit=MOST_SETS), keys)


def _sorted(sets: Iterable[frozenset[str]], order: Sequence[str]) -> tuple[Keys, ...]:
    place = {key: k for k, key in enumerate(order)}
    ordered = [tuple(sorted(one, key=place.__getitem__)) for one in sets]
    return tuple(sorted(ordered, key=lambda one: (len(one), [place[key] for key in one])))


def _shared(found: Mapping[int, tuple[Keys, ...]], times: Any, n_draws: int) -> tuple[StanceSet, ...]:
    """Count in how many draws each set is one, and order by that."""
    counts: Counter[Keys] = Counter()
    for k, sets in found.items():
        for one in sets:
            counts[one] += int(times[k])
    counts.pop((), None)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], len(item[0]), item[0]))
    return tuple(StanceSet(stances=one, share=n / n_draws) for one, n in ranked[:MOST_TOLD])
