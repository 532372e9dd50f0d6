"""Two versions of a dossier: what was changed, which verdicts moved, and which change moved them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.dossier.dossier import Dossier
from detente.dossier.labels import labels_of
from detente.ensemble.depths import AS_DESCRIBED
from detente.ensemble.executors import Progress
from detente.errors import RunError
from detente.explain.asking import asked
from detente.explain.diff_alignment import aligned
from detente.explain.diff_causes import KindCauses, causes_of
from detente.explain.diff_groups import ChangeGroup, Grouping, change_groups
from detente.explain.diff_judging import AnyForm, Stages, forms_of, judged, movements_between, require_deals
from detente.explain.diff_standing import KindMovement
from detente.explain.diff_telling import (
    counted,
    flips_sentence,
    gates_sentence,
    listed,
    most_moved,
    most_moved_sentence,
)
from detente.lenses.json_form import json_head
from detente.verdict.run import Run

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CAVEATS", "EFFORT", "Diff", "DiffSide", "diff"]

#: Sets of changes that are judged in all, where packages are tried one by one.
EFFORT = 600
#: Name of the base dossier among its readings.
BASE = "base"
CAVEATS = (
    "Both are judged on the same draws, so that nothing moves by luck alone.",
    "What a change is given is the mean of what it adds over all orders in which the changes can be made "
    "(Shapley value); alone it may do more or less.",
    "A share of draws is a statement about the judgements put in, not a forecast.",
)


@dataclass(frozen=True, kw_only=True)
class DiffSide:
    """One of the two that are compared.

    Attributes
    ----------
    title, dossier, sha256 : str
        Title, key and content hash.
    reading, successor : str or None
    """

    title: str
    dossier: str
    sha256: str
    reading: str | None
    successor: str | None

    @classmethod
    def of(cls, dossier: Dossier) -> DiffSide:
        """Describe a dossier."""
        return cls(
            title=dossier.title,
            dossier=dossier.key,
            sha256=dossier.sha256,
            reading=dossier.reading,
            successor=dossier.successor,
        )

    @property
    def name(self) -> str:
        """Key of the dossier, with reading and successor where there are any."""
        return ", ".join(part for part in (self.dossier, self.reading, self.successor) if part)

    @property
    def variant(self) -> str:
        """Reading and successor only, ``"base"`` without either."""
        return ", ".join(part for part in (self.reading, self.successor) if part) or BASE

    def to_dict(self) -> dict[str, str | None]:
        """Return the JSON form."""
        return {
            "title": self.title,
            "dossier": self.dossier,
            "sha256": self.sha256,
            "reading": self.reading,
            "successor": self.successor,
        }


@dataclass(frozen=True, kw_only=True)
class Diff:
    """Two dossiers compared.

    Attributes
    ----------
    before, after : DiffSide
    principals : tuple of str
        Of either.
    draws, seed : int
    groups : tuple of ChangeGroup
        What was changed, sorted by name. Empty where every gate answers alike.
    movements : tuple of KindMovement
        Kinds of deal that both have, by form, then in file order. Kinds that no package can be of, and
        those without the form, are left out.
    causes : tuple of KindCauses
        For every kind of deal that moved at some gate, which group of changes moved it how far; in the
        same order.
    only_before, only_after : tuple of str
        Names of the kinds of deal that one of the two has not, in file order.
    labels : mapping of key to name
    caveats : tuple of str
    """

    before: DiffSide
    after: DiffSide
    principals: tuple[str, ...]
    draws: int
    seed: int
    groups: tuple[ChangeGroup, ...]
    movements: tuple[KindMovement, ...]
    causes: tuple[KindCauses, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    labels: Mapping[str, str] = field(repr=False)
    caveats: tuple[str, ...] = CAVEATS

    def __repr__(self) -> str:
        moved = len(self.causes)
        return (
            f"<Diff of {self.before.name} and {self.after.name}: {len(self.groups)} changes, {moved} moved>"
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        html = self.to_frame().to_html(index=False, float_format=lambda share: f"{share:.1%}")
        return {"text/plain": "\n".join((*self.sentences, *self.caveats)), "text/html": html}

    @property
    def is_one_file(self) -> bool:
        """Whether both are of one and the same file, under different readings or successors."""
        return self.before.sha256 == self.after.sha256 and self.before.variant != self.after.variant

    @property
    def names(self) -> tuple[str, str]:
        """What to call the two: by reading and successor where only these tell them apart."""
        if self.is_one_file:
            return self.before.variant, self.after.variant
        return self.before.name, self.after.name

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
        """The kind of deal whose share at some gate moved most; None if none did."""
        return most_moved(self.movements)

    def causes_of(self, key: str, form: str = AS_DESCRIBED) -> KindCauses | None:
        """Return what moved a kind of deal; None where it did not move."""
        return next((one for one in self.causes if (one.key, one.form) == (key, form)), None)

    def words_of(self, group: str) -> str:
        """Say what a group of changes is about."""
        return next((one.words for one in self.groups if one.name == group), group)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was changed, whether the answer flips, what moved most and by what."""
        if not self.groups:
            return ("Nothing differs that a gate asks for, so every answer is the same.",)
        places = sum(len(group.changes) for group in self.groups)
        told = [f"{counted(places, 'place')} differ{'s' if places == 1 else ''} that a gate can ask for."]
        told.append(flips_sentence(self.movements, "from {} to {}".format(*self.names)))
        told += [*gates_sentence(self.movements), *most_moved_sentence(self.movements)]
        most = self.most_moved
        causes = self.causes_of(most.key, most.form) if most else None
        told += causes.sentences(most.gate, self.words_of) if causes and most else []
        for names, which in zip((self.only_before, self.only_after), self.names, strict=True):
            if names:
                told.append(f"Only {which} has {counted(len(names), 'kind')} of deal: {listed(names)}.")
        return tuple(told)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_head(
                "diff",
                title=self.after.title,
                dossier=self.after.dossier,
                reading=self.after.reading,
                draws=self.draws,
                seed=self.seed,
                principals=self.principals,
            ),
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "sentences": list(self.sentences),
            "flips": self.flips,
            "unsettled": self.unsettled,
            "gates_changed": self.gates_changed,
            "changes": [group.to_dict() for group in self.groups],
            "kinds_of_deal": [movement.to_dict() for movement in self.movements],
            "causes": [one.to_dict() for one in self.causes],
            "only_before": list(self.only_before),
            "only_after": list(self.only_after),
            "caveats": list(self.caveats),
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row per kind of deal, form, group of changes and gate: the movement due to it.

        Groups that cannot matter to a kind of deal are given exactly 0; kinds of deal that did not
        move have no rows.
        """
        import pandas as pd

        rows = [row for one in self.causes for row in one.rows()]
        return pd.DataFrame(rows, columns=["class", "form", "group", "gate", "moved", "low", "high"])


def diff(
    before: Run | Dossier,
    after: Run | Dossier,
    *,
    form: AnyForm = AS_DESCRIBED,
    deals: Collection[str] | None = None,
    by: Grouping | None = None,
    effort: int = EFFORT,
    draws: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Diff:
    """Compare two dossiers: what was changed, what moved, and why.

    Any two will do: versions of a file, readings, a dossier before and after a source is withdrawn.
    Each movement of a kind of deal at each gate is divided over the groups of changes by the Shapley
    value: exactly where the sets of changes that can matter are few, else estimated from sampled
    orders, there and where packages have to be searched for on the first draws, with an interval of 95%.
    What the groups are given adds up to the movement exactly; a group that cannot matter is given
    exactly 0.

    Parameters
    ----------
    before, after : Run or Dossier
    form : str
        ``"exactly as described"``, ``"with sweeteners"`` or ``"both"``.
    deals : collection of str, optional
        Keys of the kinds of deal; all if not given.
    by : str, optional
        How changes are grouped: ``"place"``, ``"part"``, ``"party"`` or ``"section"``; if not given, by
        the first of these that makes at most 15 groups.
    effort : int
        How many sets of changes are judged over all kinds of deal, about; one for which packages
        have to be searched counts 5, and is judged on the first draws only: on 400, shared by the kinds
        of deal that need it, and 100 each at least. Where orders are sampled, on 500 at most.
    draws, seed : int, optional
        Those of the first where it is a run, else 1,000 and 0.
    workers, progress
        As for :func:`detente.run`.

    Returns
    -------
    Diff

    Raises
    ------
    UnknownNameError
        For a form, a grouping, or a kind of deal that neither has.
    RunError
        For a number of draws, a seed or an effort out of range.
    TooLargeError
        When points do not fit.
    """
    question = asked(before, draws, seed)
    old, forms = question.dossier, forms_of(form)
    new, notes = aligned(old, asked(after, question.draws, question.seed).dossier)
    require_deals(deals, old, new)
    if not isinstance(effort, int) or effort < 0:
        raise RunError(f"effort must be a whole number, 0 or more, not {effort!r}")
    groups = change_groups(old, new, by)
    stages = Stages(progress, 2 * len(forms) + effort // 4, question.draws)
    first = judged(
        old,
        deals=deals,
        forms=forms,
        draws=question.draws,
        seed=question.seed,
        workers=workers,
        stages=stages,
    )
    second = first.again(new, stages) if groups else first.same(stages)
    movements = movements_between(first, second)
    causes = causes_of(first, second, groups, movements, effort=effort, stages=stages)
    stages.finish()
    return Diff(
        before=DiffSide.of(old),
        after=DiffSide.of(new),
        principals=tuple(dict.fromkeys((*old.principals, *new.principals))),
        draws=question.draws,
        seed=question.seed,
        groups=groups,
        movements=movements,
        causes=causes,
        only_before=_missing(old, new),
        only_after=_missing(new, old),
        labels={**labels_of(old), **labels_of(new)},
        caveats=(*CAVEATS, *_fewer_draws(causes, question.draws), *notes, *question.caveats),
    )


def _fewer_draws(causes: tuple[KindCauses, ...], draws: int) -> Iterator[str]:
    """Say where changes are judged on the first draws only, and what that leaves open."""
    fewer = [one for one in causes if one.draws is not None]
    if not fewer:
        return
    first = " or ".join(map(str, sorted({one.draws for one in fewer if one.draws is not None})))
    who = fewer[0].name if len(fewer) == 1 else f"{len(fewer)} kinds of deal"
    yield (
        f"How much is due to which change is estimated from the first {first} of {draws} draws for {who}, as "
        f"sets of changes or packages are too many to judge all: what a change is given may be off by up to "
        f"{100 * max(one.margin for one in fewer):.1f} percentage points (95% interval). Movements are "
        "counted in all draws."
    )


def _missing(one: Dossier, other: Dossier) -> tuple[str, ...]:
    return tuple(deal.name for key, deal in one.deals.items() if key not in other.deals)
