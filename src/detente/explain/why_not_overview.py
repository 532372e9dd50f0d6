"""Every kind of deal that a case describes, in a row each: where it fails, by how much, who stops it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from detente.dossier.dossier import Dossier
from detente.dossier.labels import labels_of
from detente.ensemble.executors import Progress, blocks_of, map_blocks
from detente.errors import DetenteError
from detente.explain.asking import asked
from detente.explain.blocking_set import Stance
from detente.explain.conditions import Condition
from detente.explain.short_names import ShortNames
from detente.explain.why_not import why_not
from detente.explain.why_not_words import joined
from detente.lenses.json_form import json_head, json_text
from detente.model.predicate import GATE_NOUNS
from detente.verdict.run import Run

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["KindFailing", "WhyNotOverview", "why_not_overview"]

Status = Literal["passes", "fails", "pressure", "not judged"]
CAVEATS = (
    "A share of draws is a statement about the judgements put in, not the chance of a deal.",
    "Each kind is asked about just as described; of several packages the one that gets farthest is told.",
)
LEFT_OUT = "Kinds of deal that name nothing to move have no package just as described: {}."


@dataclass(frozen=True, kw_only=True)
class KindFailing:
    """What becomes of one kind of deal, exactly as described.

    Attributes
    ----------
    key, name : str
    status : str
        ``"passes"`` or ``"fails"`` with every judgement at its median; ``"pressure"`` for a plan for no
        deal; ``"not judged"``.
    sentence : str
    n_packages : int
        Packages it describes.
    package : mapping of issue to option
        The one that gets farthest; empty where there is none.
    gate : str or None
        The first gate it fails at; None unless it fails.
    hardest : Condition or None
        Of all conditions that fail the one by most, points as shares of the party's largest stake; None
        where none fails.
    short : float
        What that one is short by at the medians, in its unit; infinite where nothing can meet it.
    share : float
        Share of draws in which one of its packages passes.
    blockers : tuple of Stance
        What stops it at the medians, each alone.
    """

    key: str
    name: str
    status: Status
    sentence: str
    n_packages: int = 0
    package: Mapping[str, str] = field(default_factory=dict)
    gate: str | None = None
    hardest: Condition | None = None
    short: float = 0.0
    share: float = 0.0
    blockers: tuple[Stance, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "key": self.key,
            "name": self.name,
            "status": self.status,
            "n_packages": self.n_packages,
            "package": dict(self.package),
            "gate": self.gate,
            "hardest": None if self.hardest is None else self.hardest.to_dict(),
            "short": self.short if np.isfinite(self.short) else None,
            "share": self.share,
            "blockers": [one.to_dict() for one in self.blockers],
            "sentence": self.sentence,
        }


@dataclass(frozen=True, kw_only=True)
class WhyNotOverview:
    """Every kind of deal that a case describes.

    Attributes
    ----------
    title, dossier : str
    reading : str or None
    draws, seed : int
    principals : tuple of str
        Sorted.
    kinds : tuple of KindFailing
        In file order; kinds that name nothing to move are left out.
    labels : mapping
        Names of parties, issues and options.
    caveats : tuple of str
    """

    title: str
    dossier: str
    reading: str | None
    draws: int
    seed: int
    principals: tuple[str, ...]
    kinds: tuple[KindFailing, ...]
    labels: Mapping[str, str]
    caveats: tuple[str, ...]

    def __repr__(self) -> str:
        passing = sum(kind.status == "passes" for kind in self.kinds)
        return f"<WhyNotOverview of {self.dossier}: {passing} of {len(self.kinds)} kinds of deal pass>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        html = self.to_frame().to_html(index=False, float_format=lambda x: f"{x:.2f}")
        return {"text/plain": "\n".join([*self.sentences, *self.caveats]), "text/html": html}

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was found, the bottom line first."""
        judged = [kind for kind in self.kinds if kind.status in ("passes", "fails")]
        if not judged:
            return ("The dossier describes no kind of deal of which a package can be made.",)
        return (*_bottom_line(judged, self.draws), *_stopping(judged, ShortNames(self.labels)))

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row for each kind of deal."""
        import pandas as pd

        columns = ["kind", "status", "packages", "gate", "hardest", "unit", "short", "share", "blockers"]
        rows = [
            (
                kind.key,
                kind.status,
                kind.n_packages,
                kind.gate,
                None if kind.hardest is None else kind.hardest.key,
                None if kind.hardest is None else kind.hardest.unit,
                None if kind.hardest is None else kind.short,
                kind.share,
                ", ".join(one.key for one in kind.blockers),
            )
            for kind in self.kinds
        ]
        return pd.DataFrame(rows, columns=columns)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        head = json_head(
            "why-not",
            title=self.title,
            dossier=self.dossier,
            reading=self.reading,
            draws=self.draws,
            seed=self.seed,
            principals=self.principals,
        )
        return {
            **head,
            "sentences": list(self.sentences),
            "kinds": [kind.to_dict() for kind in self.kinds],
            "labels": dict(self.labels),
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())


def _bottom_line(judged: Sequence[KindFailing], draws: int) -> Iterator[str]:
    passing = sum(kind.status == "passes" for kind in judged)
    some = sum(kind.share > 0 for kind in judged)
    often = sum(kind.share >= 1 / 2 for kind in judged)
    over = f"none in any of {draws:,} draws"
    if some:
        over = f"{some} in some of {draws:,} draws, {often or 'none'} in at least half of them"
    yield (
        f"Of {len(judged)} kinds of deal, exactly as described, {passing or 'none'} "
        f"pass{'' if passing > 1 else 'es'} all gates with every judgement at its median; {over}."
    )
    gates = Counter(kind.gate for kind in judged if kind.gate is not None)
    if gates:
        told = [f"{GATE_NOUNS[gate]} ({n})" for gate, n in gates.most_common()]
        yield f"The first gate they fail at: {joined(told, len(told))}."


def _stopping(judged: Sequence[KindFailing], names: Mapping[str, str]) -> Iterator[str]:
    """Say which parties stop the most kinds of deal, by whatever it is."""
    stopped = Counter(
        party for kind in judged for party in {one.party for one in kind.blockers} if party is not None
    )
    if stopped:
        ranked = sorted(stopped.items(), key=lambda one: (-one[1], one[0]))
        told = joined([f"{n} by {names[party]}" for party, n in ranked], 4)
        yield f"Stopped by one party alone, by its consent, trust or patience: {told}."


def why_not_overview(
    run_or_dossier: Run | Dossier,
    *,
    draws: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> WhyNotOverview:
    """Say of every kind of deal that is described why it does not pass, in a row each.

    Parameters
    ----------
    run_or_dossier : Run or Dossier
    draws, seed : int, optional
        Those of the run if not given; 1,000 and 0 for a dossier.
    workers : int, optional
        Threads; as many as there are processors if not given.
    progress : callable, optional
        Called with (kinds done, kinds in all).

    Returns
    -------
    WhyNotOverview
        Empty for a dossier that describes no kind of deal.

    Raises
    ------
    RunError
        For a number of draws or a seed out of range.
    """
    question = asked(run_or_dossier, draws, seed)
    dossier = question.dossier
    described = [key for key, deal in dossier.deals.items() if deal.all_of or deal.at_least]

    def work(start: int, _: int) -> KindFailing:
        return _kind(dossier, described[start], question.draws, question.seed)

    kinds = map_blocks(
        work, blocks_of(len(described), 1), workers=workers or os.cpu_count() or 1, progress=progress
    )
    others = [key for key in dossier.deals if key not in described]
    left = (LEFT_OUT.format(joined(others)),) if others else ()
    return WhyNotOverview(
        title=dossier.title,
        dossier=dossier.key,
        reading=dossier.reading,
        draws=question.draws,
        seed=question.seed,
        principals=tuple(sorted(dossier.principals)),
        kinds=tuple(kinds),
        labels=labels_of(dossier),
        caveats=(*CAVEATS, *left, *question.caveats),
    )


def _kind(dossier: Dossier, key: str, draws: int, seed: int) -> KindFailing:
    """Ask about one kind of deal; one of which no package can be made is told as that."""
    name = dossier.deals[key].name
    try:
        found = why_not(dossier, key, draws=draws, seed=seed, repairs=False)
    except DetenteError as error:
        return KindFailing(key=key, name=name, status="not judged", sentence=f"{name}: {error}.")
    if found.plan is not None:
        return KindFailing(key=key, name=name, status="pressure", sentence=found.sentences[0])
    first = found.first
    hardest = first.condition(first.hardest) if first.hardest is not None else None
    alone = [one[0] for one in first.blocking.blocking if len(one) == 1]
    return KindFailing(
        key=key,
        name=name,
        status="passes" if first.passes else "fails",
        sentence=found.sentences[0],
        n_packages=found.n_packages,
        package=first.package,
        gate=first.failing_gate,
        hardest=None if hardest is None else hardest.condition,
        short=0.0 if hardest is None else -hardest.margin,
        share=found.share,
        blockers=tuple(one for one in first.blocking.stances if one.key in alone),
    )
