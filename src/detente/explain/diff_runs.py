"""Two stored runs compared: what was asked otherwise, and which verdicts moved by more than luck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import RunError
from detente.explain.diff_noise import difference_interval
from detente.explain.diff_standing import KindMovement
from detente.explain.diff_telling import (
    counted,
    flips_sentence,
    gates_sentence,
    listed,
    most_moved_sentence,
)
from detente.explain.stored_runs import StoredReading, StoredRun, read_stored_run
from detente.lenses.json_form import json_start

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CAVEATS", "ReadingDiff", "RunDiff", "RunMovement", "diff_runs"]

CAVEATS = (
    "A stored run holds verdicts, not judgements: which change moved a verdict can only be told from the "
    "dossiers themselves (detente diff of two dossiers).",
    "A share of draws is a statement about the judgements put in, not a forecast.",
)


@dataclass(frozen=True, kw_only=True)
class RunMovement:
    """One kind of deal in two runs.

    Attributes
    ----------
    kind : KindMovement
    low, high : float
        Interval of 95% of the movement of the share that passes the gate that moved most, were the
        draws of the two runs independent of each other.
    same_draws : bool
        Whether both runs rest on the same draws: then nothing moves by luck.
    """

    kind: KindMovement
    low: float
    high: float
    same_draws: bool

    @property
    def is_beyond_luck(self) -> bool:
        """Whether it moved, and not only as far as other draws might have moved it."""
        return self.kind.is_moved and (self.same_draws or not self.low <= 0 <= self.high)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **self.kind.to_dict(),
            "interval": [self.low, self.high],
            "beyond_luck": self.is_beyond_luck,
        }


@dataclass(frozen=True, kw_only=True)
class ReadingDiff:
    """Two runs under one reading, or under one each.

    Attributes
    ----------
    before, after : StoredReading
    asked_otherwise : tuple of (str, str, str)
        What was not the same: what it is, before, after.
    movements : tuple of RunMovement
        Kinds of deal that both judged, in the order of the first.
    only_before, only_after : tuple of str
        Names of kinds of deal, with their form, that only one of them judged.
    """

    before: StoredReading
    after: StoredReading
    asked_otherwise: tuple[tuple[str, str, str], ...]
    movements: tuple[RunMovement, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]

    @property
    def name(self) -> str:
        """Key of the reading; both where they differ."""
        keys = dict.fromkeys((self.before.reading, self.after.reading))
        return " against ".join(keys)

    @property
    def moved(self) -> tuple[RunMovement, ...]:
        """Movements that are more than luck."""
        return tuple(one for one in self.movements if one.is_beyond_luck)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was asked otherwise and what came of it."""
        return tuple(self._told())

    def _told(self) -> Iterator[str]:
        if self.asked_otherwise:
            parts = [f"{what} ({old}, then {new})" for what, old, new in self.asked_otherwise]
            yield f"Asked otherwise: {listed(parts, 6)}."
        else:
            yield "Dossier, reading, draws and seed are the same in both."
        yield flips_sentence([one.kind for one in self.movements], "from the first run to the second")
        yield from gates_sentence([one.kind for one in self.movements])
        yield from most_moved_sentence([one.kind for one in self.movements])
        small = sum(one.kind.is_moved and not one.is_beyond_luck for one in self.movements)
        if small:
            verb = "moves" if small == 1 else "move"
            yield f"{counted(small, 'kind')} of deal {verb} no farther than other draws might by luck."
        for names, which in ((self.only_before, "first"), (self.only_after, "second")):
            if names:
                yield f"Only the {which} run judges: {listed(names)}."

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "before": _about(self.before),
            "after": _about(self.after),
            "sentences": list(self.sentences),
            "asked_otherwise": [
                {"what": what, "before": old, "after": new} for what, old, new in self.asked_otherwise
            ],
            "kinds_of_deal": [one.to_dict() for one in self.movements],
            "only_before": list(self.only_before),
            "only_after": list(self.only_after),
        }


def _about(run: StoredReading) -> dict[str, Any]:
    return {
        "detente": run.detente,
        "title": run.title,
        "dossier": run.dossier,
        "sha256": run.sha256,
        "reading": None if run.reading == "base" else run.reading,
        "draws": run.draws,
        "seed": run.seed,
    }


@dataclass(frozen=True, kw_only=True)
class RunDiff:
    """Two stored runs compared.

    Attributes
    ----------
    before, after : str
        Files they were read from.
    readings : tuple of ReadingDiff
        For every reading that both have; the one pair there is where each has one. At least one.
    only_before, only_after : tuple of str
        Readings that only one of them has.
    caveats : tuple of str
    """

    before: str
    after: str
    readings: tuple[ReadingDiff, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    caveats: tuple[str, ...] = CAVEATS

    def __repr__(self) -> str:
        return f"<RunDiff of {self.before} and {self.after}: {', '.join(one.name for one in self.readings)}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        html = self.to_frame().to_html(index=False, float_format=lambda share: f"{share:.1%}")
        return {"text/plain": "\n".join((*self.sentences, *self.caveats)), "text/html": html}

    @property
    def sentences(self) -> tuple[str, ...]:
        """What every reading has to say; the reading first where there are several."""
        several = len(self.readings) > 1
        told = [f"{one.name}: {text}" if several else text for one in self.readings for text in one.sentences]
        for names, which in ((self.only_before, "first"), (self.only_after, "second")):
            if names:
                told.append(f"Only the {which} run has {counted(len(names), 'reading')}: {listed(names)}.")
        return tuple(told)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_start("diff"),
            "before": self.before,
            "after": self.after,
            "sentences": list(self.sentences),
            "readings": {one.name: one.to_dict() for one in self.readings},
            "readings_only_before": list(self.only_before),
            "readings_only_after": list(self.only_after),
            "caveats": list(self.caveats),
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row per reading, kind of deal and form."""
        import pandas as pd

        rows = [
            {
                "reading": one.name,
                **movement.kind.row(),
                "low": movement.low,
                "high": movement.high,
                "beyond_luck": movement.is_beyond_luck,
            }
            for one in self.readings
            for movement in one.movements
        ]
        return pd.DataFrame(rows, columns=["reading", *KindMovement.COLUMNS, "low", "high", "beyond_luck"])


def diff_runs(before: StoredRun | Path | str, after: StoredRun | Path | str) -> RunDiff:
    """Compare two runs that were written to disk.

    With the same seed and number of draws both rest on the same draws, so that any movement is due to
    what was changed: dossier, reading or version. Else a movement counts only where it is larger than
    luck would explain (an interval of 95% of the difference without 0 in it).

    Parameters
    ----------
    before, after : StoredRun or path
        As for :func:`~detente.explain.stored_runs.read_stored_run`.

    Returns
    -------
    RunDiff

    Raises
    ------
    RunError
        If one cannot be read, or they have no reading in common and one of them has several.
    """
    first, second = (one if isinstance(one, StoredRun) else read_stored_run(one) for one in (before, after))
    pairs = [(run, second.readings[key]) for key, run in first.readings.items() if key in second.readings]
    if not pairs and len(first.readings) == len(second.readings) == 1:
        pairs = list(zip(first.readings.values(), second.readings.values(), strict=True))
    if not pairs:
        raise RunError(
            f"{first.file} has {listed(list(first.readings))}, {second.file} has "
            f"{listed(list(second.readings))}: there is no reading in common to compare"
        )
    used = {id(run) for pair in pairs for run in pair}
    return RunDiff(
        before=first.file,
        after=second.file,
        readings=tuple(_reading_diff(first, second, old, new) for old, new in pairs),
        only_before=tuple(key for key, run in first.readings.items() if id(run) not in used),
        only_after=tuple(key for key, run in second.readings.items() if id(run) not in used),
        caveats=(*CAVEATS, *first.notes, *second.notes),
    )


def _reading_diff(
    first: StoredRun, second: StoredRun, before: StoredReading, after: StoredReading
) -> ReadingDiff:
    same = (before.seed, before.draws, before.scheme) == (after.seed, after.draws, after.scheme)
    movements = []
    for at, kind in before.kinds.items():
        if at not in after.kinds:
            continue
        name, standing = after.kinds[at].name, after.kinds[at].standing
        moved = KindMovement(key=kind.key, name=name, form=kind.form, before=kind.standing, after=standing)
        old, new = kind.standing.survives[moved.gate], standing.survives[moved.gate]
        low, high = difference_interval((old, before.draws), (new, after.draws))
        movements.append(RunMovement(kind=moved, low=low, high=high, same_draws=same))
    return ReadingDiff(
        before=before,
        after=after,
        asked_otherwise=tuple(_asked_otherwise(first, second, before, after)),
        movements=tuple(movements),
        only_before=_only(before, after),
        only_after=_only(after, before),
    )


def _only(one: StoredReading, other: StoredReading) -> tuple[str, ...]:
    return tuple(f"{kind.name}, {kind.form}" for at, kind in one.kinds.items() if at not in other.kinds)


def _asked_otherwise(
    first: StoredRun, second: StoredRun, before: StoredReading, after: StoredReading
) -> Iterator[tuple[str, str, str]]:
    short = 12
    told = (
        ("dossier", before.dossier, after.dossier),
        ("content of the dossier", before.sha256[:short], after.sha256[:short]),
        ("reading", before.reading, after.reading),
        ("draws", str(before.draws), str(after.draws)),
        ("seed", str(before.seed), str(after.seed)),
        ("scheme", before.scheme, after.scheme),
        ("version of detente", before.detente, after.detente),
    )
    yield from (one for one in told if one[1] != one[2])
    for name in sorted(first.versions.keys() & second.versions.keys()):
        if first.versions[name] != second.versions[name]:
            yield f"version of {name}", first.versions[name], second.versions[name]
