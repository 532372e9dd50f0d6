"""A case without one of its sources or claims: what moved, and whether the answer flips."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from detente.dossier.dossier import Dossier
from detente.dossier.labels import labels_of
from detente.ensemble.depths import AS_DESCRIBED
from detente.ensemble.executors import Progress
from detente.explain.asking import asked
from detente.explain.diff_judging import (
    AnyForm,
    Judged,
    Stages,
    forms_of,
    judged,
    movements_between,
    require_deals,
)
from detente.explain.diff_standing import KindMovement
from detente.explain.diff_telling import gates_sentence, most_moved, most_moved_sentence
from detente.explain.resting_on import RestingOn, resting_on
from detente.explain.retract_dossier import Replacement, ReplacementKind, without
from detente.explain.retract_words import caveats_of, hangs_sentences, rests_sentences, stands_in_sentences
from detente.lenses.json_form import json_head
from detente.verdict.run import Run

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Retraction", "retract", "retracted_from"]


@dataclass(frozen=True, kw_only=True)
class Retraction:
    """What becomes of a case when a source, a claim or a paragraph is withdrawn.

    Attributes
    ----------
    title, dossier : str
        Title and key of the dossier.
    reading : str or None
    principals : tuple of str
    draws, seed : int
    resting : RestingOn
        What rests on it, alone or with others.
    replaced : tuple of Replacement
        What rested on it alone, and what stands in its place.
    movements : tuple of KindMovement
        Every kind of deal before and after, by form, then in file order. Kinds that no package can be
        of, and those without the form, are left out.
    without : Dossier
        The dossier in which all is replaced; no part of the JSON.
    labels : mapping of key to name
    caveats : tuple of str
        Only of what occurs.
    """

    title: str
    dossier: str
    reading: str | None
    principals: tuple[str, ...]
    draws: int
    seed: int
    resting: RestingOn
    replaced: tuple[Replacement, ...]
    movements: tuple[KindMovement, ...]
    without: Dossier = field(repr=False, compare=False)
    labels: Mapping[str, str] = field(repr=False)
    caveats: tuple[str, ...]

    def __repr__(self) -> str:
        n = len(self.replaced)
        return f"<Retraction of {self.source_or_claim} from {self.dossier}: {n} replaced, {self.flips} flip>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        html = self.to_frame().to_html(index=False, float_format=lambda share: f"{share:.0%}")
        return {"text/plain": "\n".join((*self.sentences, *self.caveats)), "text/html": html}

    @property
    def source_or_claim(self) -> str:
        """What is withdrawn, as asked."""
        return self.resting.source_or_claim

    @property
    def flips(self) -> int:
        """Number of kinds of deal whose answer flips, each form counted."""
        return sum(movement.flips for movement in self.movements)

    @property
    def unsettled(self) -> int:
        """Number of kinds of deal whose answer is too close to call on one side, each form counted."""
        return sum(movement.is_unsettled for movement in self.movements)

    @property
    def gates_changed(self) -> int:
        """Number of kinds of deal that die at another gate, each form counted."""
        return sum(movement.changes_gate for movement in self.movements)

    @property
    def most_moved(self) -> KindMovement | None:
        """The kind of deal whose share at some gate moved most, the first of several; None if none did."""
        return most_moved(self.movements)

    @property
    def largest(self) -> float:
        """How far that share moved, 0 to 1."""
        return self.most_moved.largest if self.most_moved else 0.0

    @property
    def n_vague(self) -> int:
        """Number of numbers that became vague ranges."""
        return sum(item.vague is not None for item in self.replaced)

    def replaced_of(self, kind: ReplacementKind) -> tuple[Replacement, ...]:
        """Return what was replaced of one kind."""
        return tuple(item for item in self.replaced if item.kind == kind)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer in words: whether it hangs on it, what moved, what rests on it, what replaces it."""
        return (
            *hangs_sentences(self.movements, self.source_or_claim),
            *gates_sentence(self.movements),
            *most_moved_sentence(self.movements),
            *rests_sentences(self.resting),
            *stands_in_sentences(self.resting, self.replaced),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_head(
                "retract",
                title=self.title,
                dossier=self.dossier,
                reading=self.reading,
                draws=self.draws,
                seed=self.seed,
                principals=self.principals,
            ),
            "sentences": list(self.sentences),
            "flips": self.flips,
            "unsettled": self.unsettled,
            "gates_changed": self.gates_changed,
            "largest_movement": self.largest,
            "rests_on_it": self.resting.to_dict(),
            "replaced": [item.to_dict() for item in self.replaced],
            "kinds_of_deal": [movement.to_dict() for movement in self.movements],
            "caveats": list(self.caveats),
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row per kind of deal and form: shares and gate of death before and after."""
        import pandas as pd

        return pd.DataFrame([movement.row() for movement in self.movements], columns=KindMovement.COLUMNS)


def retract(
    run_or_dossier: Run | Dossier,
    source_or_claim: str,
    *,
    form: AnyForm = AS_DESCRIBED,
    deals: Collection[str] | None = None,
    draws: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Retraction:
    """Judge a case without a source, a claim or a paragraph.

    What is put in the place of what rests on it alone is told in
    :func:`~detente.explain.retract_dossier.without`; the draws stay the same, so that nothing moves
    by luck.

    Parameters
    ----------
    run_or_dossier : Run or Dossier
    source_or_claim : str
        ``"kramer-2017"``, ``"kramer-2017#27"`` (claim) or ``"kramer-2017#p12"`` (paragraph).
    form : str
        ``"exactly as described"``, ``"with sweeteners"`` or ``"both"``.
    deals : collection of str, optional
        Keys of the kinds of deal to judge; all if not given.
    draws, seed : int, optional
        Those of the run, or 1,000 and 0.
    workers, progress
        As for :func:`detente.run`.

    Returns
    -------
    Retraction

    Raises
    ------
    UnknownNameError
        For a source, claim, paragraph, form or kind of deal that does not exist.
    RunError
        For a number of draws or a seed out of range.
    TooLargeError
        When points do not fit.
    """
    question = asked(run_or_dossier, draws, seed)
    forms = forms_of(form)
    require_deals(deals, question.dossier)
    resting = resting_on(question.dossier, source_or_claim)
    stages = Stages(progress, 2 * len(forms), question.draws)
    before = judged(
        question.dossier,
        deals=deals,
        forms=forms,
        draws=question.draws,
        seed=question.seed,
        workers=workers,
        stages=stages,
    )
    found = retracted_from(before, resting, stages)
    return replace(found, caveats=(*question.caveats, *found.caveats))


def retracted_from(before: Judged, resting: RestingOn, stages: Stages | None = None) -> Retraction:
    """Withdraw what has been looked up already from a dossier that has been judged already.

    Parameters
    ----------
    before : Judged
        The dossier as it is.
    resting : RestingOn
        What rests on the source, in this dossier.
    stages : Stages, optional
        Where progress is told: one stage per form.
    """
    dossier = before.dossier
    made = without(dossier, resting)
    # Without a single replacement the same draws would be judged once more.
    after = before.again(made.dossier, stages) if made.replaced else before.same(stages)
    return Retraction(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        principals=dossier.principals,
        draws=before.draws,
        seed=before.seed,
        resting=resting,
        replaced=made.replaced,
        movements=movements_between(before, after),
        without=made.dossier,
        labels=labels_of(dossier),
        caveats=caveats_of(resting, made.replaced, made.dossier.correlations),
    )
