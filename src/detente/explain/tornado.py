"""A tornado: what each judgement alone does to the outcome, between the two ends of its range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, Form
from detente.ensemble.executors import Progress
from detente.explain.asking import asked
from detente.explain.choosing import PackageChoice
from detente.explain.conditions import Condition
from detente.explain.drawn_outcomes import DrawnOutcomes, drawn_outcomes, subject_of
from detente.explain.sensitivity_outcome import Decisive, decisive_condition
from detente.explain.sensitivity_words import SHARES_ARE_JUDGEMENTS, idle_text, together_text
from detente.explain.tornado_bars import TornadoBar, at_medians, bars_by_fifths, bars_judged_again
from detente.explain.tornado_words import tornado_sentences
from detente.lenses.json_form import json_head, json_text
from detente.verdict.intervals import ShareInterval, wilson
from detente.verdict.run import Run

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Tornado", "tornado"]

Float = NDArray[np.float64]
How = Literal["exact", "fifths"]

#: Bars that are told.
LEADING = 15
END_COLUMNS = ("value", "share", "share_low", "share_high", "gates", "median_gates", "median_margin")
COLUMNS = [
    "judgement",
    "words",
    "who",
    "unit",
    *(f"{c}_at_{e}" for e in ("low", "high") for c in END_COLUMNS),
]


@dataclass(frozen=True, kw_only=True)
class Tornado:
    """What single judgements do to a kind of deal or a package.

    Attributes
    ----------
    title, dossier : str
        Title and key of the dossier.
    reading : str or None
    draws, seed : int
    principals : tuple of str
        Sorted.
    deal : str or None
    name, form : str
    how : str
        ``"exact"``: every draw judged again with the judgement at each end. ``"fifths"``: the draws in
        which it is lowest and highest, which differ in all else as well; with sweeteners.
    share : ShareInterval
        Draws with a deal, everything as drawn.
    gates : float
        Mean number of gates passed.
    median_gates : int or None
    condition : Condition or None
        The one that decides at the medians; its margin is told.
    median_margin : float or None
        In the unit of the condition; below 0 where it fails.
    judgements : int
        How many have a range and can move the outcome.
    cannot_matter : int
        Further judgements that have a range and are proved unable to move it; left out.
    bars : tuple of TornadoBar
        The largest swing first; those that move nothing are left out.
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
    how: How
    share: ShareInterval
    gates: float
    median_gates: int | None
    condition: Condition | None
    median_margin: float | None
    judgements: int
    cannot_matter: int
    bars: tuple[TornadoBar, ...]
    sentences: tuple[str, ...]
    caveats: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Tornado of {self.dossier}, {self.name!r} {self.form}: {len(self.bars)} bars, {self.how}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        lines = [f"{self.title} ({self.draws} draws)", *self.sentences, *self.caveats]
        html = self.to_frame()[["words", "value_at_low", "share_at_low", "value_at_high", "share_at_high"]]
        return {"text/plain": "\n".join(lines), "text/html": html.to_html(index=False)}

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_head(
                "tornado",
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
            "how": self.how,
            "share": self.share.to_dict(),
            "gates": self.gates,
            "median_gates": self.median_gates,
            "condition": None if self.condition is None else self.condition.to_dict(),
            "median_margin": self.median_margin,
            "judgements": self.judgements,
            "cannot_matter": self.cannot_matter,
            "bars": [bar.to_dict() for bar in self.bars],
            "sentences": list(self.sentences),
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each bar.

        Columns: judgement (path), words, who (keys, with commas), unit, and for each end (``_at_low``,
        ``_at_high``): value, share (of draws with a deal), share_low, share_high (95% interval), gates
        (mean number passed), median_gates, median_margin (missing for fifths).
        """
        import pandas as pd

        return pd.DataFrame([_row(bar) for bar in self.bars], columns=COLUMNS)


def _row(bar: TornadoBar) -> dict[str, Any]:
    entry = bar.entry
    found: list[Any] = [entry.path, entry.words, ", ".join(entry.who), entry.unit]
    for end in (bar.low, bar.high):
        share = end.share
        found += [end.value, share.share, share.low, share.high, end.gates, end.median_gates]
        found.append(end.median_margin)
    return dict(zip(COLUMNS, found, strict=True))


def tornado(
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
) -> Tornado:
    """Tell what each judgement alone does, between the ends of its range.

    Parameters
    ----------
    run_or_dossier, deal, package, form, draws, seed, workers, progress
        As for :func:`~detente.explain.sensitivity.sensitivity`.
    leading : int
        Bars that are told.

    Returns
    -------
    Tornado
        Exact where the packages can be judged again: with the judgement at the low and at the high end
        of its range in every draw, and with everything else at its median. All judgements are tried at
        the medians and in the first 100 draws, and the leading ones of these in all draws. With
        sweeteners, where every draw is a search, the fifths of the draws in which it is lowest and
        highest are compared, for judgements that stand out of the noise.

    Raises
    ------
    UnknownNameError, DetenteError, RunError, TooLargeError
        As for :func:`~detente.explain.sensitivity.sensitivity`.
    """
    question = asked(run_or_dossier, draws, seed)
    subject = subject_of(question.dossier, deal=deal, package=package, form=form)
    drawn = drawn_outcomes(subject, question, workers=workers, progress=progress)
    decisive = decisive_condition(subject.model)
    if subject.model is None:
        return _result(drawn, None, bars_by_fifths(drawn, leading), (None, None))
    bars = bars_judged_again(subject.model, drawn, decisive, leading)
    gates, margins = at_medians(subject.model, decisive, subject.model.medians)
    return _result(drawn, decisive, bars, (gates[0], margins[0]))


def _result(
    drawn: DrawnOutcomes,
    decisive: Decisive | None,
    bars: list[TornadoBar],
    medians: tuple[int | None, float | None],
) -> Tornado:
    dossier = drawn.subject.dossier
    bars = sorted((bar for bar in bars if any(bar.swing)), key=lambda bar: [-x for x in bar.swing])
    condition = None if decisive is None else decisive.condition
    share = wilson(int(drawn.passes.sum()), drawn.draws)
    how: How = "fifths" if drawn.subject.model is None else "exact"
    return Tornado(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        draws=drawn.draws,
        seed=drawn.seed,
        principals=tuple(sorted(dossier.principals)),
        deal=drawn.subject.deal,
        name=drawn.subject.name,
        form=drawn.subject.form,
        how=how,
        share=share,
        gates=round(float(drawn.depths.mean()), 6),
        median_gates=medians[0],
        condition=condition,
        median_margin=medians[1],
        judgements=len(drawn.entries),
        cannot_matter=drawn.subject.idle,
        bars=tuple(bars),
        sentences=tornado_sentences(bars, share, condition, medians, is_exact=how == "exact"),
        caveats=_caveats(drawn, how, len(bars)),
    )


#: Of judgements that go together.
TOGETHER: Mapping[How, str] = {
    "exact": "here one is moved and the others stay, in every draw as it was drawn and at the medians at the "
    "median, though the dossier says that they would tend to move with it. So an end of a bar may stand on "
    "draws that hardly occur.",
    "fifths": "where one is lowest or highest, those that rise or fall with it tend to be at an end of their "
    "ranges, too. So a bar is in part theirs, and one may have a bar for them alone.",
}


def _caveats(drawn: DrawnOutcomes, how: How, shown: int) -> tuple[str, ...]:
    told: Mapping[How, str] = {
        "exact": "Each bar is one judgement at the low and the high end of its range in every draw, all "
        "others as drawn; the ends of two judgements at once are not tried.",
        "fifths": "With sweeteners each draw is a search of its own, so the draws are not judged again: a "
        "bar compares the fifth of the draws in which a judgement is lowest with the fifth in which it is "
        "highest, and these differ in all other judgements as well.",
    }
    return tuple(_all_caveats(drawn, how, told[how], shown))


def _all_caveats(drawn: DrawnOutcomes, how: How, first: str, shown: int) -> Iterator[str]:
    yield first
    if shown < len(drawn.entries):
        yield f"{shown} of {len(drawn.entries)} judgements that can move it are told."
    yield from together_text(drawn.subject.dossier, drawn.entries, TOGETHER[how])
    yield from idle_text(drawn.subject.idle)
    yield from drawn.caveats
    yield SHARES_ARE_JUDGEMENTS
