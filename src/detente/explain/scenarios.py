"""Scenario discovery: in which region of the judgements a deal exists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED, Form
from detente.ensemble.executors import Progress
from detente.errors import RunError, UnknownNameError
from detente.explain.asking import asked
from detente.explain.choosing import PackageChoice
from detente.explain.drawn_outcomes import DrawnOutcomes, subject_of
from detente.explain.scenario_boxes import ScenarioBox
from detente.explain.scenario_search import FEWEST, HALVES, ScenarioSearch, Sought, Status, scenario_search
from detente.explain.scenario_words import box_sentence, outcome_name, status_sentence
from detente.explain.sensitivity_words import (
    SHARES_ARE_JUDGEMENTS,
    idle_text,
    share_text,
    together_text,
)
from detente.lenses.json_form import json_head, json_text
from detente.model.predicate import GATE_NOUNS, GATES
from detente.verdict.intervals import ShareInterval
from detente.verdict.run import Run

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Scenarios", "scenarios"]

#: Regions that may be asked for.
MOST_BOXES = 5
COLUMNS = [
    "box",
    "judgement",
    "words",
    "who",
    "unit",
    "low",
    "high",
    "quasi_p",
    "reproduced",
    "density",
    "fresh_density",
    "coverage",
    "fresh_coverage",
]


@dataclass(frozen=True, kw_only=True)
class Scenarios:
    """Regions of the judgements in which a deal exists, or does not.

    Attributes
    ----------
    title, dossier : str
        Title and key of the dossier.
    reading : str or None
    draws, seed, fresh_seed : int
        As many fresh draws, of another seed, measure each region again.
    principals : tuple of str
        Sorted.
    deal : str or None
    name, form : str
    gate : str
        That a package must pass, with all before it; the last one for a deal.
    sought : str
        ``"deal"``, or ``"no deal"`` for where none exists.
    status : str
        ``"found"``; ``"never"`` or ``"always"`` where the outcome does not vary; ``"too few"`` draws of
        one kind; ``"none found"`` where no limits matter.
    overall, fresh_overall : ShareInterval or None
        Share of draws with what was sought; fresh ones are drawn only where there is something to find.
    judgements, looked_at : int
        How many have a range and can move the outcome, and how many of them were considered: the most
        influential.
    cannot_matter : int
        Further judgements that have a range and are proved unable to move it; left out.
    halves : int
        Random halves of the draws in which each region was sought again at most; each says in how many.
    boxes : tuple of ScenarioBox
        In the order in which they were found; empty unless ``status`` is ``"found"``.
    coverage, fresh_coverage : float
        Share of the draws with what was sought that all regions cover together.
    sentences, caveats : tuple of str
    """

    title: str
    dossier: str
    reading: str | None
    draws: int
    seed: int
    fresh_seed: int
    principals: tuple[str, ...]
    deal: str | None
    name: str
    form: Form
    gate: str
    sought: Sought
    status: Status
    overall: ShareInterval
    fresh_overall: ShareInterval | None
    judgements: int
    looked_at: int
    cannot_matter: int
    halves: int
    boxes: tuple[ScenarioBox, ...]
    coverage: float
    fresh_coverage: float
    sentences: tuple[str, ...]
    caveats: tuple[str, ...]

    def __repr__(self) -> str:
        found = f"{len(self.boxes)} boxes" if self.boxes else self.status
        return f"<Scenarios of {self.dossier}, {self.name!r} {self.form}: {found}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        lines = [f"{self.title} ({self.draws} draws)", *self.sentences, *self.caveats]
        html = self.to_frame()[["box", "words", "low", "high", "density", "fresh_density", "coverage"]]
        return {"text/plain": "\n".join(lines), "text/html": html.to_html(index=False)}

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_head(
                "scenarios",
                title=self.title,
                dossier=self.dossier,
                reading=self.reading,
                draws=self.draws,
                seed=self.seed,
                principals=self.principals,
            ),
            "fresh_seed": self.fresh_seed,
            "deal": self.deal,
            "name": self.name,
            "form": self.form,
            "gate": self.gate,
            "sought": self.sought,
            "status": self.status,
            "overall": self.overall.to_dict(),
            "fresh_overall": None if self.fresh_overall is None else self.fresh_overall.to_dict(),
            "judgements": self.judgements,
            "looked_at": self.looked_at,
            "cannot_matter": self.cannot_matter,
            "halves": self.halves,
            "boxes": [box.to_dict() for box in self.boxes],
            "coverage": self.coverage,
            "fresh_coverage": self.fresh_coverage,
            "sentences": list(self.sentences),
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each limit of each region.

        Columns: box (from 1), judgement (path), words, who (keys, with commas), unit, low, high (missing
        where there is no limit), quasi_p, reproduced (share of halves), density, fresh_density, coverage,
        fresh_coverage (of the region; shares of draws).
        """
        import pandas as pd

        rows = [row for number, box in enumerate(self.boxes, start=1) for row in _rows(number, box)]
        return pd.DataFrame(rows, columns=COLUMNS)


def _rows(number: int, box: ScenarioBox) -> Iterator[dict[str, Any]]:
    for limit in box.limits:
        entry = limit.entry
        values = (
            number,
            entry.path,
            entry.words,
            ", ".join(entry.who),
            entry.unit,
            limit.low,
            limit.high,
            limit.quasi_p,
            limit.reproduced,
            None if box.density is None else box.density.share,
            None if box.fresh_density is None else box.fresh_density.share,
            box.coverage,
            box.fresh_coverage,
        )
        yield dict(zip(COLUMNS, values, strict=True))


def scenarios(
    run_or_dossier: Run | Dossier,
    *,
    deal: str | None = None,
    package: PackageChoice | None = None,
    form: Form | None = None,
    draws: int | None = None,
    seed: int | None = None,
    boxes: int = 2,
    sought: Sought = "deal",
    gate: str = GATES[-1],
    workers: int | None = None,
    progress: Progress | None = None,
) -> Scenarios:
    """Say in which region of the judgements a deal exists.

    Parameters
    ----------
    run_or_dossier : Run or Dossier
    deal : str, optional
        Key of a kind of deal.
    package : mapping of issue to option or options, optional
        Instead of ``deal``.
    form : str, optional
        ``"exactly as described"`` or ``"with sweeteners"``; if not given, the latter for a kind of deal.
    draws, seed : int, optional
        Those of the run if not given; 1,000 and 0 for a dossier.
    boxes : int
        Regions to look for, 1 to 5; each among the draws that those before it left.
    sought : str
        ``"deal"``, or ``"no deal"`` for the region where none exists.
    gate : str
        Ask where a package passes this gate and all before it instead of all five.
    workers, progress
        As for :func:`detente.run`; there are as many fresh draws as draws, so both count.

    Returns
    -------
    Scenarios
        Its status says so where there is nothing to discover.

    Raises
    ------
    UnknownNameError
        For a kind of deal, an issue, an option or a gate that does not exist.
    DetenteError
        For neither or both of ``deal`` and ``package``, or a form that the question has not.
    RunError
        For a number of draws or regions, or a seed, out of range.
    TooLargeError
        For more than 1,000 packages, or when points do not fit.

    Notes
    -----
    The patient rule induction method (Friedman and Fisher 1999, *Statistics and Computing* 9) for scenario
    discovery (Bryant and Lempert 2010, *Technological Forecasting & Social Change* 77); see
    :mod:`detente.explain.prim` and :mod:`detente.explain.prim_choice`. Only the judgements with most
    influence on the outcome are considered: those that stand out of the noise, 4 to 12 of them. Limits
    are rounded first and measured then, on the draws themselves, and on fresh ones, which say how much
    of it was luck.
    """
    if gate not in GATES:
        raise UnknownNameError("gate", gate, GATES)
    if sought not in ("deal", "no deal"):
        raise UnknownNameError("outcome to look for", sought, ("deal", "no deal"))
    if not 1 <= boxes <= MOST_BOXES:
        raise RunError(f"regions must be from 1 to {MOST_BOXES}, not {boxes}")
    question = asked(run_or_dossier, draws, seed)
    if form is None:
        form = AS_DESCRIBED if deal is None else SWEETENED
    subject = subject_of(question.dossier, deal=deal, package=package, form=form)
    found = scenario_search(
        subject, question, boxes=boxes, gate=gate, sought=sought, workers=workers, progress=progress
    )
    return _result(found, gate, sought)


def _result(found: ScenarioSearch, gate: str, sought: Sought) -> Scenarios:
    drawn, dossier = found.drawn, found.drawn.subject.dossier
    name = outcome_name(gate, missing=sought == "no deal")
    told = tuple(
        replace(box, sentence=box_sentence(box, found.overall, name, is_first=k == 0))
        for k, box in enumerate(found.boxes)
    )
    return Scenarios(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        draws=drawn.draws,
        seed=drawn.seed,
        fresh_seed=drawn.seed + 1,
        principals=tuple(sorted(dossier.principals)),
        deal=drawn.subject.deal,
        name=drawn.subject.name,
        form=drawn.subject.form,
        gate=gate,
        sought=sought,
        status=found.status,
        overall=found.overall,
        fresh_overall=found.fresh_overall,
        judgements=len(drawn.entries),
        looked_at=found.looked_at,
        cannot_matter=drawn.subject.idle,
        halves=HALVES,
        boxes=told,
        coverage=found.coverage,
        fresh_coverage=found.fresh_coverage,
        sentences=tuple(_sentences(found, told, name, gate)),
        caveats=tuple(_caveats(drawn, is_found=bool(told))),
    )


def _sentences(found: ScenarioSearch, told: tuple[ScenarioBox, ...], name: str, gate: str) -> Iterator[str]:
    if not told:
        yield status_sentence(found.status, found.overall, name, FEWEST)
    yield from (box.sentence for box in told)
    if len(told) > 1:
        yield (
            f"Together the regions cover {share_text(found.coverage)} of the draws with {name}, and "
            f"{share_text(found.fresh_coverage)} of the fresh ones."
        )
    if found.status in ("never", "always") and gate == GATES[-1]:
        yield from _elsewhere(found.drawn)


def _elsewhere(drawn: DrawnOutcomes) -> Iterator[str]:
    """Name the last gate that is passed in some draws and not in others."""
    for g in reversed(range(len(GATES))):
        share = float((drawn.depths > g).mean())
        if 0 < share < 1:
            yield (
                f"{GATE_NOUNS[GATES[g]].capitalize()} is passed in {share_text(share)} of draws; where "
                f"that is can be asked with gate={GATES[g]!r}."
            )
            return


FLATTERED = (
    "The limits were sought among the draws, so that the share told of these is flattered; the share in "
    "fresh draws is not.",
    "A region says where deals lie among the judgements as drawn, not that its limits cause them, and other "
    "limits may describe nearly the same draws.",
)
WITHIN = "Only values inside the ranges of the judgements were drawn; nothing is said of those beyond."


#: Of judgements that go together.
TOGETHER = (
    "a limit on one also shifts those that rise or fall with it, and a region may owe its deals to them. The "
    "share of draws that lie in it is not the product of what each limit leaves."
)


def _caveats(drawn: DrawnOutcomes, *, is_found: bool) -> Iterator[str]:
    yield from FLATTERED if is_found else (WITHIN,)
    if is_found:
        yield from together_text(drawn.subject.dossier, drawn.entries, TOGETHER)
    yield from idle_text(drawn.subject.idle)
    yield from drawn.caveats
    yield SHARES_ARE_JUDGEMENTS
