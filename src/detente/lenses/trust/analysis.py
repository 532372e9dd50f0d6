"""The trust lens on given packages: whether the others' words can be taken and one's own is kept."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.lenses.spread import Spread
from detente.lenses.trust.break_even import break_even, least_trust
from detente.lenses.trust.improvement import improvements_of
from detente.lenses.trust.incentive import Incentive
from detente.lenses.trust.package_trust import PackageTrust, PrincipalTrust
from detente.lenses.trust.patience import patience_of
from detente.lenses.trust.remedies import Kind, keeping_remedies, trust_remedy
from detente.lenses.trust.trust_draws import TrustDraws
from detente.model.predicate import GATES

__all__ = ["analyse"]

Float = NDArray[np.float64]


def analyse(
    dossier: Dossier, medians: TrustDraws, drawn: TrustDraws, prices: Mapping[Kind, float]
) -> tuple[PackageTrust, ...]:
    """Look at packages through the trust lens.

    Parameters
    ----------
    dossier : Dossier
    medians : TrustDraws
        One draw, with every judgement at its median.
    drawn : TrustDraws
        The draws, of the same packages.
    prices : mapping of kind to float
        Of every kind of improvement.

    Returns
    -------
    tuple of PackageTrust
        In the order of the packages.
    """
    view = _View(dossier, medians, drawn, prices)
    return tuple(view.package(j) for j in range(len(drawn.packages)))


class _View:
    """Medians and draws side by side: in every array of it the first entry is that of the medians."""

    def __init__(
        self, dossier: Dossier, medians: TrustDraws, drawn: TrustDraws, prices: Mapping[Kind, float]
    ) -> None:
        self.dossier = dossier
        self.medians = medians
        self.drawn = drawn
        self.prices = prices
        self.words = {
            party: np.concatenate([medians.words[party], word]) for party, word in drawn.words.items()
        }

    def package(self, j: int) -> PackageTrust:
        package, depths = self.drawn.packages[j], self.drawn.depths[:, j]
        return PackageTrust(
            name=package.name,
            origin=package.origin,
            package=package.package,
            credible=float((depths >= GATES.index("credible") + 1).mean()),
            passes=float((depths == len(GATES)).mean()),
            principals=tuple(self._principal(j, k) for k in range(len(self.drawn.principals))),
        )

    def _principal(self, j: int, k: int) -> PrincipalTrust:
        party = self.drawn.principals[k]
        surplus, expected = self._cell("surplus", j, k), self._cell("expected", j, k)
        accepts, trusts = surplus >= 0, expected >= 0
        promises = self._promises(j, party)
        incentive = self._incentive(j, k)
        has_discount = party in self.drawn.discount
        watched = incentive if has_discount else None
        return PrincipalTrust(
            party=party,
            surplus=_spread(surplus[1:]),
            expected=_spread(expected[1:]),
            accepts=float(accepts[1:].mean()),
            trusts=float(trusts[1:].mean()),
            break_even=tuple(
                break_even(viewer=party, other=other, polynomial=p, word=self.words[other], signs=trusts[1:])
                for other, p in promises.items()
            ),
            patience=None if incentive is None else patience_of(incentive, has_discount=has_discount),
            improvements=improvements_of(
                accepts=accepts,
                trusts=trusts,
                keeps=np.ones_like(accepts) if watched is None else watched.holds(),
                keeping=() if watched is None else keeping_remedies(watched, self._cell("largest", j, k)),
                trusting=[
                    trust_remedy(other, least_trust(p), self.words[other]) for other, p in promises.items()
                ],
                prices=self.prices,
            ),
        )

    def _cell(self, name: str, j: int, k: int) -> Float:
        return np.concatenate([getattr(self.medians, name)[:, j, k], getattr(self.drawn, name)[:, j, k]])

    def _promises(self, j: int, viewer: str) -> dict[str, Float]:
        """Expected surplus by each other party's reliability."""
        return {
            other: np.concatenate([self.medians.promises[j][viewer, other], polynomial])
            for (who, other), polynomial in self.drawn.promises[j].items()
            if who == viewer
        }

    def _share(self, kind: str, party: str) -> Float | None:
        """Return a number that the dossier may give for a principal."""
        drawn = getattr(self.drawn, kind)
        if party not in drawn:
            return None
        return np.concatenate([getattr(self.medians, kind)[party], drawn[party]])

    def _incentive(self, j: int, k: int) -> Incentive | None:
        """Return why a principal should keep a package; None where its cheating is not spoken of."""
        party = self.drawn.principals[k]
        notice = self._share("notice", party)
        if notice is None:
            return None
        none = np.zeros_like(notice)
        discount, alarm = self._share("discount", party), self._share("false_alarm", party)
        calm = np.ones_like(notice)
        for other in self._performing(j) - {party}:
            wrong = self._share("false_alarm", other)
            calm = calm if wrong is None else calm * (1.0 - wrong)
        return Incentive(
            surplus=self._cell("surplus", j, k),
            temptation=self._cell("temptation", j, k),
            discount=none if discount is None else discount,
            notice=notice,
            false_alarm=none if alarm is None else alarm,
            calm=calm,
            periods=self.dossier.trust.punishment,
        )

    def _performing(self, j: int) -> set[str]:
        """Return the principals whose side has something to perform, and so can be taken to cheat."""
        issues = self.dossier.issues
        sides = {
            str(self.dossier.side_of(performer))
            for issue, option in self.drawn.packages[j].package.items()
            for performer in issues[issue].options[option].performers
        }
        return sides & set(self.drawn.principals)


def _spread(values: Float) -> Spread:
    found = Spread.of(values)
    assert found is not None
    return found
