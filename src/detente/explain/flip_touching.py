r"""Which judgements bear on which condition of a package, and how smoothly.

Conditions are monotone in each judgement as long as the others stand still, so that over a box of
values each is best and worst at corners. Two things disturb this. Where a share multiplies several
parts of a package (relative gains, the chance that a word is kept), every part is rounded by itself,
and the sum may be out by some units. And a link on several issues that the same party must perform is
worth the product of as many chances, which bends: between its ends a function whose second derivative is
at most :math:`M` lies within :math:`M w^2 / 8` of the straight line over a width :math:`w` (the remainder
of linear interpolation). Both are bounded here, from above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Link
from detente.explain.entries import FARTHEST, Entry
from detente.explain.package_model import PackageModel
from detente.model.delivery import seated
from detente.model.fixed_point import UNIT
from detente.model.keeping import FINE
from detente.model.performance import vouchers

__all__ = ["PackageCondition", "Touching"]

Int = NDArray[np.int64]
Bool = NDArray[np.bool_]

SURPLUSES = ("surplus", "credible surplus", "keeps")


@dataclass(frozen=True, kw_only=True)
class PackageCondition:
    """A condition that depends on judgements.

    ``kind`` is that of a predicate, or ``"control"`` of an option of an issue.
    """

    kind: str
    party: str | None = None
    issue: str | None = None
    option: str | None = None


class Touching:
    """What every judgement can do to every condition.

    Parameters
    ----------
    model : PackageModel
    conditions : sequence of PackageCondition
    """

    def __init__(self, model: PackageModel, conditions: Sequence[PackageCondition]) -> None:
        self.model = model
        self.conditions = tuple(conditions)
        self._dossier = model.blueprint.dossier
        self._chosen = [
            {key: package.package.get(key, issue.status_quo) for key, issue in self._dossier.issues.items()}
            for package in model.packages
        ]

    @cached_property
    def touches(self) -> Bool:
        """Whether a judgement can make a difference to a condition, shape (n_entries, n_conditions).

        True more often than need be, never false where it can.
        """
        return np.array(
            [[self._touches(entry, one) for one in self.conditions] for entry in self.model.entries], np.bool_
        ).reshape(len(self.model.entries), len(self.conditions))

    @cached_property
    def multiplies(self) -> Bool:
        """Whether a judgement multiplies or bounds others, shape (n_entries,).

        What the others add to a condition depends on it; what they add does not depend on each other.
        """
        return np.array([self._multiplies(entry) for entry in self.model.entries], np.bool_)

    @cached_property
    def noisy(self) -> Bool:
        """Whether a judgement multiplies several parts that are each rounded, shape (n_entries,)."""
        return np.array(
            [_section(e) in ("relative_gains", "keeps_word") for e in self.model.entries], np.bool_
        )

    @cached_property
    def bends(self) -> Bool:
        """Whether a condition may bend with a judgement, shape (n_entries,)."""
        return np.asarray((self._bend > 0).any(axis=1))

    @cached_property
    def binds(self) -> Bool:
        """Whether a judgement can only help a deal, shape (n_entries,): patience, and being watched.

        The margin of keeping a deal is scaled with them, but among packages that are acceptable more of
        them never breaks one (:mod:`detente.model.keeping`).
        """
        return np.array(
            [_section(e) in ("discount_factor", "monitoring") for e in self.model.entries], np.bool_
        )

    @cached_property
    def rounding(self) -> Int:
        """How far sums of effects may be out because each was rounded, shape (n_conditions,)."""
        units = 8 * (len(self.model.blueprint.space.groups) + len(self._dossier.links) + 1)
        return np.array([units * self._scale(one) for one in self.conditions], np.int64)

    def slack(self, rows: Int, widths: Int) -> Int:
        """Bound by how much a condition inside a box may pass the better of its corners.

        Parameters
        ----------
        rows : int64 array, shape (n_boxes, size)
        widths : int64 array, shape (n_boxes, size)
            In units.

        Returns
        -------
        int64 array, shape (n_boxes, n_conditions)
            In units of margins; 0 where corners are exact.
        """
        moves = widths > 0
        noise = (self._noise[rows] * moves[:, :, None]).max(axis=1, initial=0.0)
        share = widths / UNIT
        bend = (self._bend[rows] * (share**2)[:, :, None]).sum(axis=1) / 8.0
        units: Int = np.ceil(noise + bend).astype(np.int64)
        return units

    # ------------------------------------------------------------------ what touches what

    def _touches(self, entry: Entry, one: PackageCondition) -> bool:
        if one.kind == "control":
            return _section(entry) == "issues" and entry.issue == one.issue and self._bears(entry, one)
        if one.kind not in SURPLUSES:
            return False
        section, party = _section(entry), next(iter(entry.who), "")
        if section in ("no_deal", "dealing_costs", "relative_gains"):
            return party == one.party
        if section in ("stakes", "links"):
            return self._is_felt(party, str(one.party)) and (section == "links" or self._is_chosen(entry))
        if section in ("discount_factor", "monitoring"):
            return one.kind == "keeps" and party == one.party
        if section == "keeps_word":
            return one.kind == "credible surplus" and party in self._vouching[str(one.party)]
        return False

    def _bears(self, entry: Entry, one: PackageCondition) -> bool:
        """Tell whether a number of an issue bears on an option: what it requires, who does or undoes it."""
        issue = self._dossier.issues[str(one.issue)]
        if entry.option is not None:
            return entry.option == one.option
        party = entry.who[0]
        takes_part = party in issue.options[str(one.option)].performers
        if entry.path.split(".")[2] == "leakage":
            return not takes_part
        return party in seated(self._dossier) and (takes_part or party not in issue.leakage)

    def _is_felt(self, party: str, by: str) -> bool:
        """Tell whether points of a party count for another: a principal minds what principals gain."""
        minds = by in self._dossier.relative_gains and by in self.model.blueprint.principals
        return party == by or (minds and party in self.model.blueprint.principals)

    def _is_chosen(self, entry: Entry) -> bool:
        plans = (pair for no_deal in self._dossier.no_deal.values() for pair in no_deal.plan.items())
        pairs = {pair for chosen in self._chosen for pair in chosen.items()} | set(plans)
        return (entry.issue, entry.option) in pairs

    @cached_property
    def _vouching(self) -> dict[str, set[str]]:
        """Whose word each principal goes by, in any of the packages."""
        principals = self.model.blueprint.principals
        return {viewer: {p for some in self._vouchers(viewer) for p in some} for viewer in principals}

    def _vouchers(self, viewer: str) -> list[tuple[str, ...]]:
        """List whose word is taken for each option of each package, by a principal."""
        b = self.model.blueprint
        return [vouchers(b, viewer, *pair) for chosen in self._chosen for pair in chosen.items()]

    def _multiplies(self, entry: Entry) -> bool:
        if _section(entry) in ("relative_gains", "keeps_word", "discount_factor", "monitoring"):
            return True
        # Control and what others undo of it multiply each other.
        of_issue = _section(entry) == "issues" and entry.option is None
        return of_issue and bool(self._dossier.issues[str(entry.issue)].leakage)

    # ------------------------------------------------------------------ how smooth

    def _scale(self, one: PackageCondition) -> int:
        return FINE if one.kind == "keeps" else 1

    @cached_property
    def _noise(self) -> NDArray[np.float64]:
        """Bound what rounding does to conditions, for judgements that cause it; (n_entries, n_conditions).

        Once the rounding on either side, and as much again for taking the better end for the worse.
        """
        each = np.array([self._rounding_of(one) for one in self.conditions], np.float64)
        return np.where(self.noisy[:, None] & self.touches, 4.0 * each, 0.0)

    def _rounding_of(self, one: PackageCondition) -> float:
        """Bound how far a condition lies from what it would be without any rounding."""
        if one.kind not in SURPLUSES:
            return 0.0
        cells = len(self.model.blueprint.space.groups)
        if one.kind != "credible surplus":
            return 2.0 * cells * self._scale(one)
        viewer = str(one.party)
        words = max(len(parties) for parties in self._vouchers(viewer))
        largest = self._largest(viewer)
        links = self._dossier.links
        issues = max((len(link.when) for link in links), default=0)
        return cells * (3.0 + max(words - 1, 0) / 2 * largest) + len(links) * (3.0 + issues * words * largest)

    def _largest(self, viewer: str) -> float:
        """Bound what an option or link can be worth to a principal, others' gains counted, in points."""
        farthest: dict[str, float] = {}
        for entry in self.model.entries:
            if _section(entry) == "links" or (_section(entry) == "stakes" and self._is_chosen(entry)):
                ends = (entry.at_reach(FARTHEST, up=False), entry.at_reach(FARTHEST, up=True))
                most = max(abs(float(end)) for end in ends)
                farthest[entry.who[0]] = max(farthest.get(entry.who[0], 0.0), most)
        others = (farthest.get(p, 0.0) for p in self.model.blueprint.principals if p != viewer)
        return farthest.get(viewer, 0.0) + max(others, default=0.0)

    @cached_property
    def _bend(self) -> NDArray[np.float64]:
        """Bound the second derivative by the chance of a word, in units; (n_entries, n_conditions)."""
        bend = np.zeros((len(self.model.entries), len(self.conditions)))
        for row, entry in enumerate(self.model.entries):
            for j, one in enumerate(self.conditions):
                if _section(entry) == "keeps_word" and one.kind == "credible surplus":
                    viewer = str(one.party)
                    times = (self._times(link, viewer, entry.who[0]) for link in self._dossier.links)
                    bend[row, j] = UNIT * self._largest(viewer) * sum(n * (n - 1) for n in times)
        return bend

    def _times(self, link: Link, viewer: str, party: str) -> int:
        """Count the issues of a link that rest on the same word, in the package where they are most."""
        b = self.model.blueprint
        return max(
            sum(party in vouchers(b, viewer, issue, chosen[issue]) for issue in link.when)
            for chosen in self._chosen
        )


def _section(entry: Entry) -> str:
    """Return what kind of judgement it is: the section of the dossier, or what stands below it."""
    parts = entry.path.split(".")
    if parts[0] == "parties":
        return parts[-1]
    return parts[1] if parts[0] == "trust" else parts[0]
