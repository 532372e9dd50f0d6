"""What a picture of a crux shows: how draws move between gates as differences are carried over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from detente.explain.crux_fate import DEAL
from detente.explain.crux_kind import KindCrux, Step
from detente.explain.crux_result import Crux
from detente.model.predicate import GATE_NOUNS
from detente.report.wording import percent

__all__ = ["CruxBar", "CruxPanel", "CruxPicture", "crux_picture"]

#: Kinds of deal that stand for the picture in words.
TOLD = 3


class CruxBar(NamedTuple):
    """The draws once something has been added; ``shares`` by gate at which they end, and ``"deal"``."""

    added: str
    shares: Mapping[str, float]
    is_set: bool


@dataclass(frozen=True, kw_only=True)
class CruxPanel:
    """One kind of deal.

    Attributes
    ----------
    kind, name : str
    bars : tuple of CruxBar
        From the first reading as it is to all differences carried over; ``is_set`` for the members of
        the smallest set.
    """

    kind: str
    name: str
    bars: tuple[CruxBar, ...]


@dataclass(frozen=True, kw_only=True)
class CruxPicture:
    """A crux, step by step.

    Attributes
    ----------
    title, caption : str
    panels : tuple of CruxPanel
        In file order; may be empty.
    text : str
        What it shows, in words.
    """

    title: str
    caption: str
    panels: tuple[CruxPanel, ...]
    text: str

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return everything drawn as a table, one row per kind of deal, step and outcome."""
        return tuple(
            {"kind": panel.kind, "added": bar.added, "outcome": outcome, "share": share}
            for panel in self.panels
            for bar in panel.bars
            for outcome, share in bar.shares.items()
        )

    def alternative(self) -> str:
        """Say what the picture shows, for those who cannot see it."""
        return self.text


def crux_picture(found: Crux) -> CruxPicture:
    """Return the picture of a crux; kinds of deal without one are left out.

    Parameters
    ----------
    found : Crux
    """
    kinds = [kind for kind in found.kinds if kind.steps]
    return CruxPicture(
        title=found.title,
        caption=f"Where draws end as what {found.after} says is carried over to {found.before}, one "
        f"difference after the other ({found.draws} draws, {found.form}): at which gate, from delivery on "
        "the left to self-enforcement, or with a deal, on the right. Bold: the smallest set that is enough.",
        panels=tuple(
            CruxPanel(
                kind=kind.key, name=kind.name, bars=tuple(_bar(found, kind, step) for step in kind.steps)
            )
            for kind in kinds
        ),
        text=" ".join(_in_words(found, kind) for kind in kinds[:TOLD])
        or "No verdict differs, so nothing is carried over.",
    )


def _bar(found: Crux, kind: KindCrux, step: Step) -> CruxBar:
    assert kind.there is not None
    is_set = bool(step.added) and set(step.added) <= set(kind.there.sets[0].names)
    return CruxBar(step.words(found.before), step.fate.shares, is_set)


def _in_words(found: Crux, kind: KindCrux) -> str:
    assert kind.there is not None
    names = " and ".join(found.differences[name].words for name in kind.there.sets[0].names)
    moved = max(
        kind.before.shares, key=lambda outcome: abs(kind.before.shares[outcome] - kind.after.shares[outcome])
    )
    old, new = kind.before.shares[moved], kind.after.shares[moved]
    what = "with a deal" if moved == DEAL else f"that die at {GATE_NOUNS[moved]}"
    return f"{kind.name}: draws {what} go from {percent(old)} to {percent(new)}; enough for it is {names}."
