"""Sensitivity: which judgements drive the verdict, measured on the draws of the run itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, Form
from detente.ensemble.executors import Progress
from detente.ensemble.sampling import draw_generator
from detente.explain.asking import asked
from detente.explain.choosing import PackageChoice
from detente.explain.conditions import Condition
from detente.explain.drawn_outcomes import DrawnOutcomes, drawn_outcomes, subject_of
from detente.explain.given_data import indices, noise_floor, sliced
from detente.explain.influence_words import in_words
from detente.explain.influences import Influence, influences_of
from detente.explain.sensitivity_outcome import Outcome, OutcomeKind, outcome_of
from detente.explain.sensitivity_words import SHARES_ARE_JUDGEMENTS, idle_text, together_text
from detente.lenses.json_form import json_head, json_text
from detente.verdict.intervals import ShareInterval, wilson
from detente.verdict.run import Run

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Sensitivity", "sensitivity"]

Status = Literal["told", "nothing varies"]

#: Judgements that are told, resamples for their intervals, and made-up judgements at least.
LEADING, RESAMPLES, DUMMIES = 15, 300, 200
COLUMNS = [
    "rank",
    "judgement",
    "words",
    "who",
    "unit",
    "pawn",
    "pawn_low",
    "pawn_high",
    "pawn_max",
    "delta",
    "stands_out",
    "direction",
    "lowest_fifth",
    "highest_fifth",
    "sentence",
]


@dataclass(frozen=True, kw_only=True)
class Sensitivity:
    """Which judgements drive the verdict on a kind of deal or a package.

    Attributes
    ----------
    title, dossier : str
        Title and key of the dossier.
    reading : str or None
    draws, seed : int
    principals : tuple of str
        Sorted.
    deal : str or None
        Key of the kind of deal; None for packages.
    name, form : str
    status : str
        ``"told"``, or ``"nothing varies"`` where no outcome tells judgements apart.
    outcome : str
        What was compared: ``"deal"``, ``"gate"``, ``"gates passed"`` or ``"margin"``; ``why`` says why.
    gate : str or None
        Which gate is passed or not, where that was compared.
    condition : Condition or None
        Whose margin it is.
    why : str
    share : ShareInterval
        Draws with a deal.
    mean : float
        Mean of the outcome over all draws.
    judgements : int
        How many have a range and can move the outcome.
    cannot_matter : int
        Further judgements that have a range and are proved unable to move it; left out.
    standing_out : int
        How many of them exceed ``floor``.
    floor : float
        The largest PAWN of as many made-up judgements without influence.
    slices : int
        Into which each judgement was cut.
    leading : tuple of Influence
        The most influential first; empty where nothing varies.
    pawn : mapping of path to float
        As measured, of all these judgements; the largest first.
    sentences, caveats : tuple of str
    """

    title: str
    dossier: str
    reading: str | None
    draws: int
    seed: int
    principals: tuple[str, ...]
    deal: str | None
    name: str
    form: Form
    status: Status
    outcome: OutcomeKind
    gate: str | None
    condition: Condition | None
    why: str
    share: ShareInterval
    mean: float
    judgements: int
    cannot_matter: int
    standing_out: int
    floor: float
    slices: int
    leading: tuple[Influence, ...]
    pawn: Mapping[str, float]
    sentences: tuple[str, ...]
    caveats: tuple[str, ...]

    def __repr__(self) -> str:
        return (
            f"<Sensitivity of {self.dossier}, {self.name!r} {self.form}: "
            f"{self.standing_out} of {self.judgements} judgements stand out>"
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        lines = [f"{self.title} ({self.draws} draws)", *self.sentences, *self.caveats]
        html = self.to_frame()[["rank", "words", "pawn", "lowest_fifth", "highest_fifth"]]
        return {"text/plain": "\n".join(lines), "text/html": html.to_html(index=False)}

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_head(
                "sensitivity",
                title=self.title,
                dossier=self.dossier,
                reading=self.reading,
                draws=self.draws,
                seed=self.seed,
                principals=self.principals,
            ),
            "deal": self.deal,
            "name": self.name,
            "form": self.form,
            "status": self.status,
            "outcome": self.outcome,
            "gate": self.gate,
            "condition": None if self.condition is None else self.condition.to_dict(),
            "why": self.why,
            "share": self.share.to_dict(),
            "mean": self.mean,
            "judgements": self.judgements,
            "cannot_matter": self.cannot_matter,
            "standing_out": self.standing_out,
            "floor": self.floor,
            "slices": self.slices,
            "leading": [one.to_dict() for one in self.leading],
            "pawn": dict(self.pawn),
            "sentences": list(self.sentences),
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each leading judgement.

        Columns: rank (from 1), judgement (path), words, who (keys, with commas), unit, pawn, pawn_low,
        pawn_high, pawn_max, delta (estimates, 0 to 1), stands_out, direction, lowest_fifth and
        highest_fifth (mean outcome in the fifth of draws where the judgement is lowest and highest),
        sentence.
        """
        import pandas as pd

        rows = [_row(rank, one) for rank, one in enumerate(self.leading, start=1)]
        return pd.DataFrame(rows, columns=COLUMNS)


def _row(rank: int, one: Influence) -> dict[str, Any]:
    values = (
        rank,
        one.entry.path,
        one.entry.words,
        ", ".join(one.entry.who),
        one.entry.unit,
        one.pawn.value,
        one.pawn.low,
        one.pawn.high,
        one.pawn_max.value,
        one.delta.value,
        one.stands_out,
        one.direction,
        one.fifths[0].mean,
        one.fifths[-1].mean,
        one.sentence,
    )
    return dict(zip(COLUMNS, values, strict=True))


def sensitivity(
    run_or_dossier: Run | Dossier,
    *,
    deal: str | None = None,
    package: PackageChoice | None = None,
    form: Form = AS_DESCRIBED,
    draws: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    leading: int = LEADING,
) -> Sensitivity:
    """Tell which judgements drive the verdict on a kind of deal or a package.

    Parameters
    ----------
    run_or_dossier : Run or Dossier
    deal : str, optional
        Key of a kind of deal.
    package : mapping of issue to option or options, optional
        Instead of ``deal``.
    form : str
        Of a kind of deal: ``"exactly as described"`` or ``"with sweeteners"``.
    draws, seed : int, optional
        Those of the run if not given; 1,000 and 0 for a dossier.
    workers, progress
        As for :func:`detente.run`.
    leading : int
        Judgements that are told, with intervals.

    Returns
    -------
    Sensitivity
        Its status says so where no outcome varies.

    Raises
    ------
    UnknownNameError
        For a kind of deal, an issue or an option that does not exist.
    DetenteError
        For neither or both of ``deal`` and ``package``, or a form that the question has not.
    RunError
        For a number of draws or a seed out of range.
    TooLargeError
        For more than 1,000 packages, or when points do not fit.

    Notes
    -----
    PAWN (Pianosi and Wagener 2018, *Environmental Modelling & Software* 108) and Borgonovo's delta
    (Plischke, Borgonovo and Smith 2013, *European Journal of Operational Research* 226(3)) on the draws
    of the run; see :mod:`detente.explain.given_data`.
    """
    question = asked(run_or_dossier, draws, seed)
    subject = subject_of(question.dossier, deal=deal, package=package, form=form)
    drawn = drawn_outcomes(subject, question, workers=workers, progress=progress)
    return _told(drawn, outcome_of(drawn), max(leading, 0))


def _told(drawn: DrawnOutcomes, outcome: Outcome, leading: int) -> Sensitivity:
    data = sliced(drawn.values, outcome.values)
    pawn = indices(data).pawn
    order = np.argsort(-pawn, kind="stable")
    floor, found = 0.0, []
    if outcome.varies and drawn.entries:
        dummies = max(len(drawn.entries), DUMMIES)
        floor = noise_floor(data, dummies, draw_generator("made-up judgements", drawn.seed, 0))
        chosen = order[:leading]
        measured = influences_of(
            [drawn.entries[k] for k in chosen],
            drawn.values[chosen],
            outcome,
            floor=floor,
            resamples=RESAMPLES,
            rng=draw_generator("resampled draws", drawn.seed, 0),
        )
        found = list(in_words(measured, outcome))
    standing_out = int((pawn > floor).sum()) if found else 0
    dossier = drawn.subject.dossier
    return Sensitivity(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        draws=drawn.draws,
        seed=drawn.seed,
        principals=tuple(sorted(dossier.principals)),
        deal=drawn.subject.deal,
        name=drawn.subject.name,
        form=drawn.subject.form,
        status="told" if found else "nothing varies",
        outcome=outcome.kind,
        gate=outcome.gate,
        condition=None if outcome.decisive is None else outcome.decisive.condition,
        why=outcome.why,
        share=wilson(int(drawn.passes.sum()), drawn.draws),
        mean=round(float(outcome.values.mean()), 6),
        judgements=len(drawn.entries),
        cannot_matter=drawn.subject.idle,
        standing_out=standing_out,
        floor=round(floor, 6),
        slices=data.n_slices,
        leading=tuple(found),
        pawn={drawn.entries[k].path: round(float(pawn[k]), 6) for k in order},
        sentences=tuple(_sentences(outcome, found, standing_out, len(drawn.entries))),
        caveats=tuple(_caveats(drawn, outcome, is_told=bool(found))),
    )


#: Judgements told in sentences of their own.
IN_SENTENCES = 3


def _sentences(outcome: Outcome, found: list[Influence], standing_out: int, judgements: int) -> Iterator[str]:
    yield outcome.why
    if not found:
        if judgements == 0:
            yield "No judgement that bears on it has a range, so nothing can move it."
        else:
            yield "So these draws cannot say which judgements matter."
        return
    noise = "what judgements without any influence would show in as many draws"
    if not standing_out:
        yield f"None of {judgements} judgements that can move it exceeds {noise}."
        return
    yield from (one.sentence for one in found[:IN_SENTENCES] if one.stands_out)
    verb = "exceeds" if standing_out == 1 else "exceed"
    yield f"{standing_out} of {judgements} judgements that can move it {verb} {noise}."


#: Of judgements that go together.
TOGETHER = (
    "what is told of one shows in part what those do that rise or fall with it, and one may stand out for "
    "them alone. So influences do not add up."
)


def _caveats(drawn: DrawnOutcomes, outcome: Outcome, *, is_told: bool) -> Iterator[str]:
    yield (
        "A judgement matters here as far as its range lets it: one that is certain, or whose range is "
        "narrow, moves nothing, however much hangs on it."
    )
    if is_told:
        yield (
            "Each judgement is looked at by itself, all others as drawn; judgements that matter only "
            "together may not show."
        )
        yield from together_text(drawn.subject.dossier, drawn.entries, TOGETHER)
    yield from idle_text(drawn.subject.idle)
    yield from drawn.caveats
    if outcome.kind == "deal" or not is_told:
        yield SHARES_ARE_JUDGEMENTS
    else:
        yield "Nothing here says how to reach a deal, only what moves how far a package comes."
