"""Key assumptions: judgements on which a verdict hangs inside the range they were given.

A judgement is a key assumption where some value inside its elicited range, all others at their medians,
turns the verdict on a kind of deal (after the key assumptions check of the US Government's *A Tradecraft
Primer*, 2009; here the key ones are found by computation, not by discussion).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from detente.dossier.dossier import Dossier
from detente.dossier.labels import labels_of
from detente.dossier.quantity import Quantity
from detente.ensemble.depths import AS_DESCRIBED, Form
from detente.errors import DetenteError
from detente.explain.asking import asked
from detente.explain.assumptions_result import Assumption, ExaminedKind, KeyAssumptions
from detente.explain.choosing import PackageChoice
from detente.explain.entries import entries_of
from detente.explain.flip_question import FlipQuestion, flip_question
from detente.explain.flip_result import VerdictWord
from detente.explain.sensitivity_words import together_text
from detente.model.blueprint import Blueprint
from detente.verdict.run import Run

__all__ = ["key_assumptions", "mass_beyond"]

Progress = Callable[[int, int], None]
VERDICTS: dict[bool, VerdictWord] = {True: "deal", False: "no deal"}
#: Halvings of the probability at which a distribution passes a value.
HALVINGS = 60
#: A share of its probability too small ever to be drawn.
NOTHING = 1e-9
CAVEATS = (
    "Judgements are moved one at a time, all others staying at their medians; two that each look safe may "
    "turn a verdict together: ask what flips it.",
    "The probability that a judgement lies beyond its turning point is that of the range or distribution "
    "that was put in for it, not a chance of events.",
)
#: Of judgements that go together.
TOGETHER = (
    "here one is moved and the others stay at their medians, though the dossier says that they would tend to "
    "move with it, which may turn the verdict sooner, later or not at all. The probability that one lies "
    "beyond its turning point is its own, whatever the others do."
)


def key_assumptions(
    run_or_dossier: Run | Dossier,
    *,
    deal: str | None = None,
    package: PackageChoice | None = None,
    form: Form = AS_DESCRIBED,
    draws: int | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> KeyAssumptions:
    """List the judgements that turn a verdict inside their elicited ranges.

    Parameters
    ----------
    run_or_dossier : Run or Dossier
    deal : str, optional
        Key of a kind of deal.
    package : str or mapping of issue to option or options, optional
        A package that is no kind of deal. With neither, every kind of deal is looked at.
    form : str
        ``"exactly as described"`` or ``"with sweeteners"``.
    draws, seed : int, optional
        Those of the run, or 1,000 and 0; only told of, as the verdict asked about is that at the medians.
    progress : callable, optional
        Called with (kinds of deal done, kinds in all).

    Returns
    -------
    KeyAssumptions
        A judgement that turns the verdicts on several kinds of deal is told of for each.

    Raises
    ------
    UnknownNameError
        For a kind of deal, an issue or an option that does not exist.
    DetenteError
        For a kind of deal that is named and of which no package can be made.
    RunError
        For a number of draws or a seed out of range.
    TooLargeError
        When points do not fit.
    """
    question = asked(run_or_dossier, draws, seed)
    dossier = question.dossier
    quantities = {quantity.path: quantity for quantity in Blueprint(dossier).quantities}
    named = deal is not None or package is not None
    keys: list[str | None] = [deal] if named else list(dossier.deals)
    kinds: list[ExaminedKind] = []
    found: list[Assumption] = []
    for done, key in enumerate(keys, start=1):
        try:
            about = flip_question(dossier, deal=key, package=package, form=form)
        except DetenteError as error:
            if named:
                raise
            kinds.append(_not_judged(dossier, str(key), str(error)))
        else:
            has_deal = about.has_deal()
            hanging = _assumptions(about, has_deal, quantities)
            found += hanging
            kinds.append(_examined(about, has_deal, len(hanging)))
        if progress is not None:
            progress(done, len(keys))
    return KeyAssumptions(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        draws=question.draws,
        seed=question.seed,
        principals=tuple(sorted(dossier.principals)),
        form=form,
        kinds=tuple(kinds),
        assumptions=tuple(sorted(found, key=lambda one: -one.beyond_turning)),
        labels=labels_of(dossier),
        caveats=(*CAVEATS, *together_text(dossier, entries_of(dossier).values(), TOGETHER)),
    )


def _not_judged(dossier: Dossier, key: str, reason: str) -> ExaminedKind:
    return ExaminedKind(key=key, name=dossier.deals[key].name, verdict=None, n_assumptions=0, reason=reason)


def _examined(about: FlipQuestion, has_deal: bool, n_assumptions: int) -> ExaminedKind:
    return ExaminedKind(
        key=about.asked,
        name=about.called or about.asked,
        verdict=VERDICTS[has_deal],
        n_assumptions=n_assumptions,
    )


def _assumptions(about: FlipQuestion, has_deal: bool, quantities: dict[str, Quantity]) -> list[Assumption]:
    sets, _ = about.sets(to_deal=not has_deal, farthest=1.0, sizes=(1,))
    found = [
        Assumption(
            kind=about.asked,
            called=about.called or about.asked,
            verdict=VERDICTS[has_deal],
            to=VERDICTS[not has_deal],
            turn=turn,
            beyond_turning=mass_beyond(
                quantities[turn.entry.path], turn.value, up=turn.value > turn.entry.middle
            ),
            sources=turn.entry.sources(about.dossier),
        )
        for (turn,) in (one.turns for one in sets)
    ]
    # A verdict that turns at the very end of a range hangs on nothing that is ever drawn.
    return [one for one in found if one.beyond_turning > NOTHING]


def mass_beyond(quantity: Quantity, value: float, *, up: bool) -> float:
    """Return the probability that a quantity lies at a value or beyond it.

    Parameters
    ----------
    quantity : Quantity
    value : float
    up : bool
        Whether beyond means above.

    Returns
    -------
    float
        To within 2**-53; of a point 1 or 0.
    """
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        drawn = float(quantity.draw(np.array([middle]))[0])
        is_past = drawn >= value if up else drawn > value
        low, high = (low, middle) if is_past else (middle, high)
    return 1.0 - high if up else high
