"""Readings of a case side by side: verdicts, robust packages, theses, and prescriptions that change sign."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from detente.dossier.dossier import Dossier
from detente.dossier.labels import labels_of
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form
from detente.ensemble.executors import Progress
from detente.errors import DetenteError, UnknownNameError
from detente.explain.compared_kinds import ComparedKind, compared_kinds
from detente.explain.compared_packages import compared_packages
from detente.explain.compared_result import ComparedReadings, ThesisCheck
from detente.explain.compared_sentences import agreements, caveats_of
from detente.explain.prescriptions import sign_changes
from detente.model.predicate import GATES
from detente.verdict.draw_limits import check_draws

__all__ = ["BOTH", "ComparedReadings", "compare_readings"]

BASE = "base"
#: Either form.
BOTH: Literal["both"] = "both"


def compare_readings(
    load_reading: Callable[[str | None], Dossier],
    *,
    draws: int = 1000,
    seed: int = 0,
    form: Form | Literal["both"] = AS_DESCRIBED,
    deals: Collection[str] | None = None,
    weights: Mapping[str, float] | None = None,
    robust: bool = True,
    workers: int | None = None,
    progress: Progress | None = None,
) -> ComparedReadings:
    """Set the readings of a case side by side.

    Parameters
    ----------
    load_reading : callable
        Returns the dossier under a reading, and the base dossier for None.
    draws, seed, workers
        As for :func:`detente.run`; every reading meets the same draws.
    form : str
        ``"exactly as described"``, ``"with sweeteners"`` (which takes far longer), or ``"both"``.
    deals : collection of str, optional
        Kinds of deal; all if not given.
    weights : mapping of reading to float, optional
        For a mixture beside the readings; above 0, of any scale.
    robust : bool
        Look for the packages that survive most often under each reading.
    progress : callable, optional
        Called with (parts done, parts in all).

    Returns
    -------
    ComparedReadings

    Raises
    ------
    UnknownNameError
        For a kind of deal that no reading has, or a weight of a reading that does not exist.
    DetenteError
        For weights that are none.
    RunError
        For a number of draws or a seed out of range.
    TooLargeError
        When points do not fit.

    Examples
    --------
    >>> import detente
    >>> from detente.explain.compared_readings import compare_readings
    >>> compare_readings(lambda key: detente.load("two-issues", reading=key), draws=20, robust=False)
    <ComparedReadings of two-issues: base, sceptic; 20 draws>
    """
    check_draws(draws, seed)
    base = load_reading(None)
    normal = None if weights is None else _normalised(weights, (BASE, *base.readings))
    dossiers = {BASE: base} | {key: load_reading(key) for key in base.readings}
    _require_known(deals, dossiers)
    forms: tuple[Form, ...] = (AS_DESCRIBED, SWEETENED) if form == BOTH else (form,)
    parts = len(dossiers) * (len(forms) + robust + 1)
    done = _counter(parts, progress)
    kinds = tuple(
        compared_kinds(
            dossiers,
            forms=forms,
            deals=deals,
            weights=normal,
            draws=draws,
            seed=seed,
            workers=workers,
            done=done,
        )
    )
    found = ComparedReadings(
        title=base.title,
        dossier=base.key,
        draws=draws,
        seed=seed,
        readings={BASE: "The base dossier"} | {key: one.name for key, one in base.readings.items()},
        kinds=kinds,
        weights=normal,
        mixture_label=None if weights is None else _label(weights),
        packages=compared_packages(dossiers, draws=draws, seed=seed, done=done) if robust else (),
        theses=tuple(_thesis(key, base, kinds) for key in base.readings),
        changes_of_sign=sign_changes(dossiers, draws=draws, seed=seed, done=done),
        principals=base.principals,
        labels=labels_of(base),
    )
    return replace(found, sentences=tuple(agreements(found)), caveats=tuple(caveats_of(found)))


def _counter(total: int, progress: Progress | None) -> Callable[[], None]:
    """Return what counts a part done at each call."""
    n = 0

    def done() -> None:
        nonlocal n
        n += 1
        if progress is not None:
            progress(n, total)

    return done


def _require_known(deals: Collection[str] | None, dossiers: Mapping[str, Dossier]) -> None:
    known = dict.fromkeys(key for dossier in dossiers.values() for key in dossier.deals)
    for key in deals or ():
        if key not in known:
            raise UnknownNameError("kind of deal", key, known)


def _normalised(weights: Mapping[str, float], known: Sequence[str]) -> dict[str, float]:
    """Make weights sum to 1."""
    if not weights:
        raise DetenteError("weights were asked for, but none is given; write kramer=1, stutte=2")
    for reading, weight in weights.items():
        if reading not in known:
            raise UnknownNameError("reading", reading, known)
        if not (math.isfinite(weight) and weight > 0):
            raise DetenteError(f"the weight of {reading} is {weight:g}; a weight is a number above 0")
    total = sum(weights.values())
    return {reading: weight / total for reading, weight in weights.items()}


def _label(weights: Mapping[str, float]) -> str:
    return f"weighted mixture ({', '.join(f'{reading} {weight:g}' for reading, weight in weights.items())})"


def _thesis(key: str, base: Dossier, kinds: Sequence[ComparedKind]) -> ThesisCheck:
    """Count the questions that end at the gate of an author."""
    gate = base.readings[key].thesis_gate
    asked = [kind for kind in kinds if kind.is_deal and key in kind.under]
    deaths = Counter(kind.under[key].fate.gate_of_death for kind in asked)
    in_base = Counter(kind.under[BASE].fate.gate_of_death for kind in asked if BASE in kind.under)
    return ThesisCheck(
        reading=key,
        gate=gate,
        questions=len(asked),
        at_gate=deaths[gate] if gate else 0,
        at_gate_in_base=in_base[gate] if gate else 0,
        deaths={gate: deaths[gate] for gate in GATES if deaths[gate]},
    )
