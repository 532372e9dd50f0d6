"""Every source of a case withdrawn in turn, and those first on which the answer hangs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.dossier.dossier import Dossier
from detente.dossier.labels import labels_of
from detente.ensemble.depths import AS_DESCRIBED
from detente.ensemble.executors import Progress
from detente.explain.asking import asked
from detente.explain.diff_judging import AnyForm, Stages, forms_of, judged, require_deals
from detente.explain.diff_telling import listed, passing, share_words
from detente.explain.resting_on import resting_on
from detente.explain.retract import Retraction, retracted_from
from detente.explain.retract_words import CLOSING, NOT_RIGHT
from detente.lenses.json_form import json_head
from detente.verdict.run import Run

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RetractionRanking", "retract_each"]


@dataclass(frozen=True, kw_only=True)
class RetractionRanking:
    """Every source withdrawn in turn, the one that matters most first.

    Attributes
    ----------
    title, dossier : str
        Title and key of the dossier.
    reading : str or None
    principals : tuple of str
    draws, seed : int
    retractions : tuple of Retraction
        By kinds of deal whose answer flips, then by those whose answer is too close to call on one
        side, then by kinds that die at another gate, then by the largest movement of the share of
        draws that passes any gate, then in file order. Empty for a dossier without sources.
    labels : mapping of key to name
    caveats : tuple of str
    """

    title: str
    dossier: str
    reading: str | None
    principals: tuple[str, ...]
    draws: int
    seed: int
    retractions: tuple[Retraction, ...]
    labels: Mapping[str, str] = field(repr=False)
    caveats: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<RetractionRanking of {self.dossier}: {len(self.retractions)} sources>"

    def __getitem__(self, source: str) -> Retraction:
        """Return what becomes of the case without one source.

        Raises
        ------
        KeyError
            For a source that there is not.
        """
        for retraction in self.retractions:
            if retraction.source_or_claim == source:
                return retraction
        raise KeyError(source)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        html = self.to_frame().to_html(index=False, float_format=lambda share: f"{share:.0%}")
        return {"text/plain": "\n".join((*self.sentences, *self.caveats)), "text/html": html}

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say on how many sources the answer hangs, and what the first of them moves."""
        return tuple(_told(self))

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form: the whole retraction of every source, best first."""
        return {
            **json_head(
                "retract-each",
                title=self.title,
                dossier=self.dossier,
                reading=self.reading,
                draws=self.draws,
                seed=self.seed,
                principals=self.principals,
            ),
            "sentences": list(self.sentences),
            "sources": [_part(retraction) for retraction in self.retractions],
            "caveats": list(self.caveats),
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row per source, best first."""
        import pandas as pd

        return pd.DataFrame([_row(one) for one in self.retractions], columns=_COLUMNS)


_COLUMNS = [
    *("source", "flips", "unsettled", "gates_changed", "largest_movement", "most_moved", "form", "gate"),
    *("numbers_alone", "numbers_shared", "stakes_alone", "points_alone", "replaced"),
]


def _row(one: Retraction) -> dict[str, Any]:
    most = one.most_moved
    return {
        "source": one.source_or_claim,
        "flips": one.flips,
        "unsettled": one.unsettled,
        "gates_changed": one.gates_changed,
        "largest_movement": one.largest,
        "most_moved": most.key if most else None,
        "form": most.form if most else None,
        "gate": most.gate if most else None,
        "numbers_alone": one.resting.count("number", alone=True),
        "numbers_shared": one.resting.count("number", alone=False),
        "stakes_alone": one.resting.stakes.alone,
        "points_alone": one.resting.stakes.points_alone,
        "replaced": len(one.replaced),
    }


def _part(one: Retraction) -> dict[str, Any]:
    """Return the JSON form of one retraction without what all of them share."""
    said = {"sentences", "flips", "unsettled", "gates_changed", "largest_movement", "rests_on_it", "replaced"}
    said |= {"kinds_of_deal", "caveats"}
    found = {key: value for key, value in one.to_dict().items() if key in said}
    return {"source": one.source_or_claim, **found}


def _told(ranking: RetractionRanking) -> Iterator[str]:
    found = ranking.retractions
    if not found:
        yield "The dossier names no sources, so there is nothing to withdraw."
        return
    flipping = [one.source_or_claim for one in found if one.flips]
    close = [one.source_or_claim for one in found if one.unsettled and not one.flips]
    parts = [f"without {listed(flipping)} it flips for some kind of deal"] if flipping else []
    parts += [f"without {listed(close)} it is too close to call, or no longer so"] if close else []
    if parts:
        n = len(flipping) + len(close)
        yield f"The answer hangs on {n} of {len(found)} sources: {'; '.join(parts)}."
        yield NOT_RIGHT
    else:
        yield f"No answer hangs on a single source: whichever of {len(found)} is withdrawn, none flips."
    gates = [one.source_or_claim for one in found if one.gates_changed and not one.flips]
    if gates:
        yield f"Without {listed(gates)} some kind of deal dies at another gate."
    first, most = found[0], found[0].most_moved
    if most is not None:
        before, after = (share_words(one.survives[most.gate]) for one in (most.before, most.after))
        yield (
            f"What matters most is {first.source_or_claim}: without it {most.name}, {most.form}, "
            f"{passing(most.gate)} in {after} of draws, against {before}."
        )


def retract_each(
    run_or_dossier: Run | Dossier,
    *,
    form: AnyForm = AS_DESCRIBED,
    deals: Collection[str] | None = None,
    draws: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> RetractionRanking:
    """Withdraw every source of a case in turn, and rank them by what that does.

    Parameters
    ----------
    run_or_dossier : Run or Dossier
    form, deals, draws, seed, workers, progress
        As for :func:`~detente.explain.retract.retract`.

    Returns
    -------
    RetractionRanking

    Raises
    ------
    UnknownNameError
        For a form or kind of deal that does not exist.
    RunError
        For a number of draws or a seed out of range.
    TooLargeError
        When points do not fit.
    """
    question = asked(run_or_dossier, draws, seed)
    dossier, forms = question.dossier, forms_of(form)
    require_deals(deals, dossier)
    stages = Stages(progress, (1 + len(dossier.sources)) * len(forms), question.draws)
    before = judged(
        dossier,
        deals=deals,
        forms=forms,
        draws=question.draws,
        seed=question.seed,
        workers=workers,
        stages=stages,
    )
    found = [retracted_from(before, resting_on(dossier, source), stages) for source in dossier.sources]
    return RetractionRanking(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        principals=dossier.principals,
        draws=question.draws,
        seed=question.seed,
        retractions=tuple(sorted(found, key=_rank)),
        labels=labels_of(dossier),
        caveats=(*question.caveats, *_caveats(found)),
    )


def _rank(one: Retraction) -> tuple[float, ...]:
    return -one.flips, -one.unsettled, -one.gates_changed, -one.largest


def _caveats(found: Sequence[Retraction]) -> tuple[str, ...]:
    """Return what any of the retractions has to say, each once, and what goes for all of them last."""
    said = dict.fromkeys(caveat for one in found for caveat in one.caveats if caveat != CLOSING)
    return (*said, CLOSING)
