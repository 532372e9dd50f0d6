"""What would have to be different for the verdict to turn: one judgement, or two or three together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from detente.dossier.dossier import DealClass, Dossier
from detente.dossier.labels import labels_of
from detente.ensemble.depths import AS_DESCRIBED, Form
from detente.errors import DetenteError
from detente.explain.asking import Asked, asked
from detente.explain.choosing import PackageChoice
from detente.explain.entries import FARTHEST, entries_of
from detente.explain.flip_overview import FlipOverview, KindFlips
from detente.explain.flip_question import FlipQuestion, flip_question
from detente.explain.flip_result import Flips, VerdictWord
from detente.explain.flip_search import LARGEST_SIZE
from detente.explain.flip_words import sources_of
from detente.explain.sensitivity_words import together_text
from detente.verdict.run import Run

__all__ = ["flip"]

Progress = Callable[[int, int], None]
VERDICTS: dict[bool, VerdictWord] = {True: "deal", False: "no deal"}
#: Nearest single changes told of for each of all kinds of deal.
MOST_SINGLES = 3
#: Judgements of a set when every kind of deal is asked about with sweeteners.
SWEETENED_SIZES = 1
CAVEATS = (
    "A share of draws is a statement about the judgements put in, not the chance of a deal.",
    "All judgements that are not named stay at their medians. How far one lies outside its range is told in "
    "parts of its party's largest stake, or of the scale from 0 to 1.",
    "A set is told of where no part of it turns the verdict as near; one that comes less than 0.001 of the "
    "way nearer than its parts may be left out.",
)
#: Of judgements that go together.
TOGETHER = (
    "those that are not named stay at their medians, though the dossier says that they would tend to move "
    "with one that is. The distance of a set counts each of its judgements by itself, not how seldom they "
    "would part, or meet, in this way."
)


def flip(
    run_or_dossier: Run | Dossier,
    *,
    deal: str | None = None,
    package: PackageChoice | None = None,
    to: Literal["deal", "no-deal"] | None = None,
    form: Form = AS_DESCRIBED,
    sizes: int = LARGEST_SIZE,
    farthest: float = FARTHEST,
    draws: int | None = None,
    seed: int | None = None,
    progress: Progress | None = None,
) -> Flips | FlipOverview:
    """Find the judgements whose change turns the verdict at the medians.

    Parameters
    ----------
    run_or_dossier : Run or Dossier
    deal : str, optional
        Key of a kind of deal.
    package : str or mapping of issue to option or options, optional
        A package that is no kind of deal. With neither, every kind of deal is asked about.
    to : str, optional
        ``"deal"`` or ``"no-deal"``; the opposite of the verdict at the medians if not given.
    form : str
        ``"exactly as described"`` or ``"with sweeteners"``.
    sizes : int
        Largest number of judgements that are changed together, 1 to 3. Of every kind of deal with
        sweeteners only single ones are looked for.
    farthest : float
        Reach up to which judgements are moved: 1 is the end of a range, 2 lies as far beyond that as
        the party's largest stake (1 for shares).
    draws, seed : int, optional
        Those of the run, or 1,000 and 0; for shares of draws only.
    progress : callable, optional
        Called with (steps done, steps in all).

    Returns
    -------
    Flips or FlipOverview
        The second where neither a kind of deal nor a package is named.

    Raises
    ------
    UnknownNameError
        For a kind of deal, an issue or an option that does not exist.
    DetenteError
        For a kind of deal of which no package can be made, and a size or reach out of range.
    RunError
        For a number of draws or a seed out of range.
    TooLargeError
        When points do not fit.
    """
    if not 1 <= sizes <= LARGEST_SIZE:
        raise DetenteError(f"up to {LARGEST_SIZE} judgements can be changed together, not {sizes}")
    if not 0 < farthest <= FARTHEST:
        raise DetenteError(f"judgements can be moved up to a reach of {FARTHEST:g}, not of {farthest:g}")
    question = asked(run_or_dossier, draws, seed)
    search = _Asking(question, to, sizes, farthest)
    if deal is None and package is None:
        return search.overview(form, progress)
    return search.flips(flip_question(question.dossier, deal=deal, package=package, form=form), progress)


class _Asking:
    """How flips are asked for."""

    def __init__(self, question: Asked, to: str | None, sizes: int, farthest: float) -> None:
        self.question, self.to, self.sizes, self.farthest = question, to, sizes, farthest

    def flips(self, about: FlipQuestion, progress: Progress | None) -> Flips:
        """Ask about one kind of deal, or some packages."""
        question = self.question
        has_deal = about.has_deal()
        to_deal = self._to_deal(has_deal)
        sets, completeness = about.sets(
            to_deal=to_deal,
            farthest=self.farthest,
            sizes=range(1, self.sizes + 1),
            progress=progress,
        )
        sets = about.measured(sets, question.draws, question.seed)
        return Flips(
            title=question.dossier.title,
            dossier=question.dossier.key,
            reading=question.dossier.reading,
            draws=question.draws,
            seed=question.seed,
            principals=tuple(sorted(question.dossier.principals)),
            asked=about.asked,
            called=about.called,
            form=about.form,
            n_packages=about.n_packages,
            verdict=VERDICTS[has_deal],
            to=VERDICTS[to_deal],
            share=about.share(question.draws, question.seed),
            farthest=self.farthest,
            sets=sets,
            completeness=completeness if has_deal != to_deal else (),
            fewest=about.fewest() if to_deal and not has_deal else None,
            sources=sources_of(question.dossier, sets),
            labels=labels_of(question.dossier),
            caveats=self._caveats(),
        )

    def overview(self, form: Form, progress: Progress | None) -> FlipOverview:
        """Ask about every kind of deal."""
        dossier = self.question.dossier
        kinds = []
        for done, deal in enumerate(dossier.deals.values(), start=1):
            kinds.append(self._kind(deal, form))
            if progress is not None:
                progress(done, len(dossier.deals))
        told = [one for kind in kinds for one in (*kind.singles, kind.nearest) if one is not None]
        return FlipOverview(
            title=dossier.title,
            dossier=dossier.key,
            reading=dossier.reading,
            draws=self.question.draws,
            seed=self.question.seed,
            principals=tuple(sorted(dossier.principals)),
            kinds=tuple(kinds),
            sources=sources_of(dossier, told),
            labels=labels_of(dossier),
            caveats=self._caveats(),
        )

    def _kind(self, deal: DealClass, form: Form) -> KindFlips:
        try:
            about = flip_question(self.question.dossier, deal=deal.key, package=None, form=form)
        except DetenteError as error:
            return KindFlips(
                key=deal.key,
                name=deal.name,
                form=form,
                verdict=None,
                to=None,
                share=None,
                farthest=self.farthest,
                reason=str(error),
            )
        asking = self if form == AS_DESCRIBED and about.model is not None else self._of_one()
        found = asking.flips(about, None)
        nearest = found.nearest
        return KindFlips(
            key=deal.key,
            name=deal.name,
            form=form,
            verdict=found.verdict,
            to=found.to,
            share=found.share,
            singles=found.of_size(1)[:MOST_SINGLES],
            nearest=nearest,
            n_sets=len(found.sets),
            completeness=found.completeness,
            fewest=found.fewest,
            farthest=self.farthest,
        )

    def _of_one(self) -> _Asking:
        """Look for single judgements only, where every question takes long."""
        return _Asking(self.question, self.to, min(self.sizes, SWEETENED_SIZES), self.farthest)

    def _to_deal(self, has_deal: bool) -> bool:
        return not has_deal if self.to is None else self.to == "deal"

    def _caveats(self) -> tuple[str, ...]:
        dossier = self.question.dossier
        together = together_text(dossier, entries_of(dossier).values(), TOGETHER)
        return (*CAVEATS, *together, *self.question.caveats)
