"""What a flip is asked about: a kind of deal in one of its forms, or packages that somebody named."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form, class_depths, depths_of_values
from detente.errors import DetenteError, TooLargeError, UnknownNameError
from detente.explain.choosing import PackageChoice, chosen_packages
from detente.explain.flip_class import flips_of_class
from detente.explain.flip_fewest import Fewest, fewest_changes
from detente.explain.flip_oracle import PackageOracle
from detente.explain.flip_search import search_flips
from detente.explain.flip_sets import Completeness, FlipSet
from detente.explain.package_model import PackageModel
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES

__all__ = ["FlipQuestion", "flip_question"]

Progress = Callable[[int, int], None]
#: Sets, nearest first, of which it is measured how often there is a deal with them.
MEASURED = 20


@dataclass(frozen=True, kw_only=True, eq=False)
class FlipQuestion:
    """Packages whose verdict may turn.

    Attributes
    ----------
    dossier : Dossier
    asked : str
        Key of the kind of deal, or what the packages change.
    called : str or None
        Name of the kind of deal; None for packages that were named.
    form : str
    model : PackageModel or None
        Of the packages, where they are few enough to be judged one by one.
    """

    dossier: Dossier
    asked: str
    called: str | None
    form: Form
    model: PackageModel | None

    @property
    def n_packages(self) -> int | None:
        """Number of packages; None where they are too many to be listed."""
        return None if self.model is None else len(self.model.packages)

    def has_deal(self) -> bool:
        """Tell whether a package passes all gates with every judgement at its median."""
        if self.model is not None:
            return bool(self.model.passes(self.model.medians)[0])
        asked = replace(self.dossier, deals={self.asked: self.dossier.deals[self.asked]})
        blueprint = Blueprint(asked)
        return bool(depths_of_values(blueprint, blueprint.medians, self.form)[0, 0] == len(GATES))

    def share(self, draws: int, seed: int) -> float:
        """Return the share of draws in which a package passes all gates."""
        if self.model is not None:
            return float(self.model.passes(self.model.drawn(draws, seed)).mean())
        found = class_depths(self.dossier, form=self.form, deals=[self.asked], draws=draws, seed=seed)
        return found.share(self.asked)

    def sets(
        self, *, to_deal: bool, farthest: float, sizes: Collection[int], progress: Progress | None = None
    ) -> tuple[tuple[FlipSet, ...], tuple[Completeness, ...]]:
        """Find the judgements that turn the verdict; sizes are 1 up to the largest."""
        if self.model is not None:
            return search_flips(
                PackageOracle(self.model), to_deal=to_deal, farthest=farthest, sizes=sizes, progress=progress
            )
        return flips_of_class(
            self.dossier,
            self.asked,
            self.form,
            to_deal=to_deal,
            farthest=farthest,
            sizes=max(sizes),
            progress=progress,
        )

    def fewest(self) -> Fewest | None:
        """Bound how many judgements have to change for a deal; None where packages are too many to list."""
        return None if self.model is None else fewest_changes(PackageOracle(self.model))

    def measured(self, sets: tuple[FlipSet, ...], draws: int, seed: int) -> tuple[FlipSet, ...]:
        """Add to the nearest sets, and the nearest of one, the share of draws with a deal given them."""
        if self.model is None:
            return sets
        values = self.model.drawn(draws, seed)
        singles = [k for k, one in enumerate(sets) if len(one.turns) == 1]
        chosen = {*range(min(MEASURED, len(sets))), *singles[:MEASURED]}
        return tuple(self._with_share(one, values) if k in chosen else one for k, one in enumerate(sets))

    def _with_share(self, one: FlipSet, drawn: NDArray[np.float64]) -> FlipSet:
        assert self.model is not None
        values = drawn.copy()
        for turn in one.turns:
            values[self.model.row[turn.entry.path]] = turn.value
        return replace(one, share=float(self.model.passes(values).mean()))


def flip_question(
    dossier: Dossier, *, deal: str | None, package: PackageChoice | None, form: Form
) -> FlipQuestion:
    """Find out what is asked about.

    Parameters
    ----------
    dossier : Dossier
    deal : str or None
        Key of a kind of deal.
    package : str or mapping, or None
        As for :func:`~detente.explain.choosing.chosen_packages`. One of the two has to be given.
    form : str
        Of a kind of deal.

    Raises
    ------
    UnknownNameError
        For a kind of deal, an issue or an option that does not exist.
    DetenteError
        For both or neither of a kind of deal and a package, for a kind of which no package can be
        made or that names nothing to move, and for packages with sweeteners.
    """
    if (deal is None) == (package is None):
        raise DetenteError("ask about a kind of deal or about a package, one of them")
    key = deal if package is None else package
    if isinstance(key, str):
        if key not in dossier.deals:
            raise UnknownNameError("kind of deal", key, dossier.deals)
        model = _model(dossier, key) if form == AS_DESCRIBED else None
        return FlipQuestion(
            dossier=dossier, asked=key, called=dossier.deals[key].name, form=form, model=model
        )
    assert key is not None
    if form == SWEETENED:
        raise DetenteError("a package is judged as it is; sweeteners can be added to kinds of deal only")
    packages = chosen_packages(dossier, key)
    return FlipQuestion(
        dossier=dossier,
        asked="; or ".join(packages) if len(packages) <= 3 else f"{len(packages)} packages",
        called=None,
        form=form,
        model=PackageModel.of(dossier, packages),
    )


def _model(dossier: Dossier, key: str) -> PackageModel | None:
    try:
        return PackageModel.of(dossier, chosen_packages(dossier, key))
    except TooLargeError:
        return None
