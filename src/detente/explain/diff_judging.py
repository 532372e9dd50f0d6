"""The kinds of deal of a dossier judged, again and again, on the same draws."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import DealClass, Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form, class_depths
from detente.ensemble.executors import Progress
from detente.errors import UnknownNameError
from detente.explain.diff_standing import KindMovement, Standing

__all__ = [
    "AnyForm",
    "Judged",
    "Stages",
    "forms_of",
    "is_deal",
    "judged",
    "movements_between",
    "require_deals",
]

Int = NDArray[np.int64]
AnyForm = Form | Literal["both"]


class Stages:
    """Progress over several questions of the same number of draws, told as one."""

    def __init__(self, progress: Progress | None, n: int, draws: int) -> None:
        self._progress, self._total, self._draws, self._begun = progress, n * draws, draws, 0

    def next(self) -> Progress | None:
        """Return what the next question is to call with its own progress."""
        start = self._begun * self._draws
        self._begun += 1
        if self._progress is None:
            return None
        tell: Callable[[int, int], None] = self._progress
        return lambda done, _: tell(min(start + done, self._total), self._total)

    def skip(self) -> None:
        """Count a question that needs no answer."""
        tell = self.next()
        if tell:
            tell(self._draws, self._draws)

    def finish(self) -> None:
        """Tell that everything is done."""
        if self._progress:
            self._progress(self._total, self._total)


@dataclass(frozen=True, kw_only=True, eq=False)
class Judged:
    """A dossier whose kinds of deal have been judged.

    Attributes
    ----------
    dossier : Dossier
    deals : collection of str or None
        Keys of the kinds of deal that were asked about; None for all.
    forms : tuple of str
    draws, seed : int
    workers : int or None
    depths : mapping of (form, key) to int64 array, shape (n_draws,)
        Gates passed; forms in order, kinds of deal in file order.
    """

    dossier: Dossier
    deals: Collection[str] | None
    forms: tuple[Form, ...]
    draws: int
    seed: int
    workers: int | None
    depths: Mapping[tuple[Form, str], Int]

    def again(self, dossier: Dossier, stages: Stages | None = None) -> Judged:
        """Ask the same of another dossier."""
        return judged(
            dossier,
            deals=self.deals,
            forms=self.forms,
            draws=self.draws,
            seed=self.seed,
            workers=self.workers,
            stages=stages,
        )

    def same(self, stages: Stages | None = None) -> Judged:
        """Answer for a dossier that judges alike, without asking again."""
        if stages is not None:
            for _ in self.forms:
                stages.skip()
        return self


def judged(
    dossier: Dossier,
    *,
    deals: Collection[str] | None,
    forms: tuple[Form, ...],
    draws: int,
    seed: int,
    workers: int | None,
    stages: Stages | None = None,
) -> Judged:
    """Judge the kinds of deal of a dossier, in one form or both.

    Those of which no package can be, and those that have no such form, are left out.

    Raises
    ------
    TooLargeError
        When points do not fit.
    """
    chosen = {
        key: deal
        for key, deal in dossier.deals.items()
        if (deals is None or key in deals) and is_deal(dossier, deal)
    }
    asked = replace(dossier, deals=chosen)
    depths: dict[tuple[Form, str], Int] = {}
    for form in forms:
        progress = stages.next() if stages else None
        found = class_depths(asked, form=form, draws=draws, seed=seed, workers=workers, progress=progress)
        depths |= {(form, key): found.of(key) for key in found.classes}
    return Judged(
        dossier=dossier,
        deals=deals,
        forms=forms,
        draws=draws,
        seed=seed,
        workers=workers,
        depths=depths,
    )


def forms_of(form: AnyForm) -> tuple[Form, ...]:
    """Return the forms that are meant; ``"both"`` stands for both.

    Raises
    ------
    UnknownNameError
        For any other.
    """
    if form == "both":
        return AS_DESCRIBED, SWEETENED
    if form not in (AS_DESCRIBED, SWEETENED):
        raise UnknownNameError("form", str(form), (AS_DESCRIBED, SWEETENED, "both"))
    return (form,)


def require_deals(deals: Collection[str] | None, *dossiers: Dossier) -> None:
    """Make sure that kinds of deal exist in one of some dossiers.

    Raises
    ------
    UnknownNameError
        For one that does not.
    """
    known = {key: None for dossier in dossiers for key in dossier.deals}
    for key in deals or ():
        if key not in known:
            raise UnknownNameError("kind of deal", key, known)


def is_deal(dossier: Dossier, deal: DealClass) -> bool:
    """Tell whether a package can be of a kind: it does not ask for acts of pressure only."""

    def has_peaceful(issue: str, options: Collection[str]) -> bool:
        return not all(dossier.issues[issue].options[option].pressure for option in options)

    moved = sum(has_peaceful(issue, options) for issue, options in deal.of.items())
    return all(has_peaceful(*asked) for asked in deal.all_of.items()) and moved >= deal.at_least


def movements_between(before: Judged, after: Judged) -> tuple[KindMovement, ...]:
    """Compare the kinds of deal that both have judged, in the order of the first."""
    return tuple(
        KindMovement(
            key=key,
            name=after.dossier.deals[key].name,
            form=form,
            before=Standing.of(depths),
            after=Standing.of(after.depths[form, key]),
        )
        for (form, key), depths in before.depths.items()
        if (form, key) in after.depths
    )
