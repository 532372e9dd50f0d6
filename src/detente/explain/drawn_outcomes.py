"""The draws of a run, judgement by judgement, and how far a deal gets in each of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.dossier.quantity import Quantity
from detente.dossier.trimming import issues_of_deal, trimmed
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form, class_depths
from detente.ensemble.executors import Progress
from detente.ensemble.sampling import draw_values
from detente.errors import DetenteError, TooLargeError, UnknownNameError
from detente.explain.asking import Asked
from detente.explain.bearing import bearing_on
from detente.explain.choosing import PackageChoice, chosen_packages
from detente.explain.entries import Entry, entries_of
from detente.explain.package_model import PackageModel
from detente.model.blueprint import Blueprint
from detente.model.predicate import GATES

__all__ = ["DrawnOutcomes", "Subject", "drawn_outcomes", "subject_of"]

Int = NDArray[np.int64]
Float = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Subject:
    """A kind of deal, or packages, of which it is asked what decides about them.

    Attributes
    ----------
    dossier : Dossier
    deal : str or None
        Key of the kind of deal.
    name : str
        What it is called.
    form : str
        ``"exactly as described"`` or ``"with sweeteners"``.
    model : PackageModel or None
        That judges its packages for any values; None with sweeteners, and for more packages than one
        question may be about.
    """

    dossier: Dossier
    deal: str | None
    name: str
    form: Form
    model: PackageModel | None

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Every number that the packages may depend on, sorted by path."""
        if self.model is not None:
            return self.model.blueprint.quantities
        if self.form == SWEETENED or self.deal is None:
            return Blueprint(self.dossier).quantities
        issues = issues_of_deal(self.dossier.deals[self.deal])
        return Blueprint(trimmed(self.dossier, issues)).quantities

    @cached_property
    def bearing(self) -> frozenset[str]:
        """Paths of the judgements with a range that can move the outcome.

        Of packages that can be judged one by one those are proved (:mod:`detente.explain.bearing`);
        otherwise none is left out.
        """
        if self.model is not None:
            return bearing_on(self.model)
        return frozenset(quantity.path for quantity in self.quantities if not quantity.is_certain)

    @property
    def idle(self) -> int:
        """How many judgements have a range but cannot move the outcome."""
        return sum(not quantity.is_certain for quantity in self.quantities) - len(self.bearing)


@dataclass(frozen=True, kw_only=True, eq=False)
class DrawnOutcomes:
    """Draws of the uncertain judgements, and what comes of them.

    Attributes
    ----------
    subject : Subject
    draws, seed : int
    entries : tuple of Entry
        The judgements that have a range and can move the outcome, sorted by path.
    values : float array, shape (n_entries, n_draws)
        As a run of this seed draws them by Monte Carlo, correlated as the dossier says.
    depths : int64 array, shape (n_draws,)
        Gates passed by the best package, 0 to 5.
    caveats : tuple of str
        What has to be said of the draws.
    """

    subject: Subject
    draws: int
    seed: int
    entries: tuple[Entry, ...]
    values: Float
    depths: Int
    caveats: tuple[str, ...] = ()

    @property
    def passes(self) -> NDArray[np.bool_]:
        """Whether some package passes all gates, shape (n_draws,)."""
        found: NDArray[np.bool_] = self.depths == len(GATES)
        return found


def subject_of(
    dossier: Dossier,
    *,
    deal: str | None = None,
    package: PackageChoice | None = None,
    form: Form = AS_DESCRIBED,
) -> Subject:
    """Find what a question is about.

    Parameters
    ----------
    dossier : Dossier
    deal : str, optional
        Key of a kind of deal.
    package : mapping of issue to option or options, optional
        Instead of ``deal``. Several packages count as one that passes where any of them does.
    form : str
        Of a kind of deal; a package has only the one ``"exactly as described"``.

    Raises
    ------
    UnknownNameError
        For a kind of deal, an issue or an option that does not exist.
    DetenteError
        For neither or both of ``deal`` and ``package``, a form that does not exist or that the
        question has not, and for whatever :func:`~detente.explain.choosing.chosen_packages` refuses.
    """
    if form not in (AS_DESCRIBED, SWEETENED):
        raise DetenteError(f"the form {form!r} does not exist; there are {AS_DESCRIBED!r} and {SWEETENED!r}")
    if (deal is None) == (package is None):
        known = ", ".join(dossier.deals) or "none in this dossier"
        raise DetenteError(f"name either a kind of deal or a package; kinds of deal are: {known}")
    if package is not None:
        if form == SWEETENED:
            raise DetenteError("a package is judged as it is; with sweeteners only a kind of deal is judged")
        return _described(dossier, None, package)
    assert deal is not None
    if deal not in dossier.deals:
        raise UnknownNameError("kind of deal", deal, dossier.deals)
    if form == SWEETENED:
        name = dossier.deals[deal].name
        return Subject(dossier=dossier, deal=deal, name=name, form=form, model=None)
    return _described(dossier, deal, deal)


def _described(dossier: Dossier, deal: str | None, choice: PackageChoice) -> Subject:
    model, name = None, "" if deal is None else dossier.deals[deal].name
    try:
        packages = chosen_packages(dossier, choice)
    except TooLargeError:
        if deal is None:
            raise
    else:
        model = PackageModel.of(dossier, packages)
        name = name or " or ".join(packages)
    return Subject(dossier=dossier, deal=deal, name=name, form=AS_DESCRIBED, model=model)


def drawn_outcomes(
    subject: Subject,
    asked: Asked,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> DrawnOutcomes:
    """Draw the judgements as a run does, and judge the subject in every draw.

    Values and outcomes are of the same draws: both are correlated as the dossier says.

    Parameters
    ----------
    subject : Subject
    asked : Asked
        Its draws and seed count.
    workers, progress
        As for :func:`detente.run`; used where every draw is searched.

    Raises
    ------
    TooLargeError
        When points do not fit.
    """
    quantities = subject.quantities
    values = draw_values(quantities, asked.seed, 0, asked.draws, subject.dossier.correlations)
    if subject.model is not None:
        depths = subject.model.depths(values).max(axis=1)
        if progress:
            progress(asked.draws, asked.draws)
    else:
        assert subject.deal is not None
        depths = class_depths(
            subject.dossier,
            form=subject.form,
            deals=[subject.deal],
            draws=asked.draws,
            seed=asked.seed,
            workers=workers,
            progress=progress,
        ).of(subject.deal)
    told = entries_of(subject.dossier)
    rows = [row for row, quantity in enumerate(quantities) if quantity.path in subject.bearing]
    return DrawnOutcomes(
        subject=subject,
        draws=asked.draws,
        seed=asked.seed,
        entries=tuple(told[quantities[row].path] for row in rows),
        values=values[rows],
        depths=depths,
        caveats=asked.caveats,
    )
