"""What a picture of readings side by side shows: where each kind of deal dies under each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from detente.explain.compared_result import ComparedReadings
from detente.explain.compared_sentences import agreements
from detente.explain.crux_fate import DEAL, Fate

__all__ = ["ReadingsCell", "ReadingsPicture", "readings_picture"]

#: Sentences that stand for the picture.
TOLD = 3
#: What the column of a mixture is called; its weights stand in the caption.
MIXTURE = "weighted mixture"


class ReadingsCell(NamedTuple):
    """One kind of deal under one reading.

    ``outcome`` is the gate at which it dies in most draws, or ``"deal"``; ``share`` the share of draws
    that end there.
    """

    kind: str
    name: str
    form: str
    reading: str
    outcome: str
    share: float


@dataclass(frozen=True, kw_only=True)
class ReadingsPicture:
    """Kinds of deal by readings.

    Attributes
    ----------
    title, caption : str
    readings : tuple of str
        Columns, in order; a weighted mixture last.
    rows : tuple of (str, str)
        Keys and forms of the kinds of deal, in order.
    cells : tuple of ReadingsCell
        Row by row; a reading without the kind of deal has none. May be empty.
    text : str
        What it shows, in words.
    """

    title: str
    caption: str
    readings: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    cells: tuple[ReadingsCell, ...]
    text: str

    def table(self) -> tuple[dict[str, Any], ...]:
        """Return everything drawn as a table, one row per cell."""
        return tuple(cell._asdict() for cell in self.cells)

    def alternative(self) -> str:
        """Say what the picture shows, for those who cannot see it."""
        return self.text


def readings_picture(found: ComparedReadings) -> ReadingsPicture:
    """Return the picture of readings side by side.

    Kinds that ask for pressure alone are left out.

    Parameters
    ----------
    found : ComparedReadings
    """
    kinds = [kind for kind in found.kinds if kind.is_deal]
    cells = []
    for kind in kinds:
        fates = {reading: one.fate for reading, one in kind.under.items()}
        if kind.mixture is not None:
            fates[MIXTURE] = kind.mixture
        cells += [
            ReadingsCell(kind.key, kind.name, kind.form, reading, *_outcome(fate))
            for reading, fate in fates.items()
        ]
    mixture = () if found.mixture_label is None else (MIXTURE,)
    told = list(agreements(found))[:TOLD]
    return ReadingsPicture(
        title=found.title,
        caption=_caption(found, {kind.form for kind in kinds}),
        readings=(*found.readings, *mixture),
        rows=tuple((kind.key, kind.form) for kind in kinds),
        cells=tuple(cells),
        text=" ".join(told) or "No kind of deal was asked about.",
    )


def _outcome(fate: Fate) -> tuple[str, float]:
    outcome = fate.gate_of_death or DEAL
    return outcome, fate.shares[outcome]


def _caption(found: ComparedReadings, forms: Collection[str]) -> str:
    form = f", {next(iter(forms))}" if len(forms) == 1 else ""
    text = (
        "Where most draws end, by kind of deal and reading, and the share of draws that end there "
        f"({found.draws} draws under each reading{form})."
    )
    return text if found.mixture_label is None else f"{text} Last: {found.mixture_label}."
