"""The honest funnel as an answer: counts and verdicts with the thresholds judged, lower and higher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from detente.ensemble.depths import Form
from detente.lenses.json_form import json_head, json_text
from detente.verdict.funnel import Funnel
from detente.verdict.intervals import ShareInterval
from detente.verdict.words import likelihood

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "ALL",
    "BADGE",
    "CONTROL",
    "ENOUGH",
    "FunnelBand",
    "HonestFunnel",
    "KindShift",
    "PartyFunnels",
    "PartyShift",
    "Verdict",
    "is_too_close",
    "turns",
    "verdict_of",
]

#: Said of a kind of deal whose verdict a small shift of all thresholds turns.
BADGE = "the thresholds decide, not the facts"
#: Share of draws from which the verdict is "deal".
ENOUGH = 0.5
#: What is moved besides a party's threshold, in lists and frames.
ALL, CONTROL = "all", "required control"
Verdict = Literal["deal", "no deal"]
COLUMNS = ["question", "form", "party", "range", "draws", "judged", "lower", "higher", "verdict_turns"]


def verdict_of(share: ShareInterval) -> Verdict:
    """Return the verdict that a share of draws amounts to."""
    return "deal" if share.share >= ENOUGH else "no deal"


def is_too_close(share: ShareInterval) -> bool:
    """Say whether the verdict hangs on which draws were made: one half lies inside the 95% interval."""
    return share.low < ENOUGH < share.high


def turns(judged: ShareInterval, moved: ShareInterval) -> bool:
    """Say whether the verdict turns, and not merely because both shares are too close to call."""
    return verdict_of(judged) != verdict_of(moved) and not (is_too_close(judged) and is_too_close(moved))


@dataclass(frozen=True, kw_only=True)
class PartyShift:
    """One kind of deal when one party's threshold alone is moved.

    Attributes
    ----------
    party : str
    range : float
        Points between the best and the worst it could get in the issues in question.
    lower, higher : ShareInterval
        Draws with a deal.
    """

    party: str
    range: float
    lower: ShareInterval
    higher: ShareInterval

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "party": self.party,
            "range": self.range,
            "lower": self.lower.to_dict(),
            "higher": self.higher.to_dict(),
        }


@dataclass(frozen=True, kw_only=True)
class KindShift:
    """One kind of deal under thresholds moved.

    Attributes
    ----------
    key, name : str
    form : str
        ``"exactly as described"`` or ``"with sweeteners"``.
    draws : int
        Draws that were judged, the first ones of the run.
    judged, lower, higher : ShareInterval
        Draws with a deal: with the thresholds judged, with all parties' thresholds lower, and higher.
    less_control, more_control : ShareInterval
        The same where the required control alone is lower, or higher.
    parties : tuple of PartyShift
        One for each party with a threshold and a range above 0, those that move most first.
    undecided : int
        Questions that were given up; they count as "nothing passes".
    """

    key: str
    name: str
    form: Form
    draws: int
    judged: ShareInterval
    lower: ShareInterval
    higher: ShareInterval
    less_control: ShareInterval
    more_control: ShareInterval
    parties: tuple[PartyShift, ...]
    undecided: int

    @property
    def verdict_turns(self) -> bool:
        """Whether lower or higher thresholds of all parties turn deal into no deal, or back.

        Not where both shares are too close to call (:func:`turns`); the same holds of all turns here.
        """
        return self._turned(self.lower) or self._turned(self.higher)

    @property
    def word_turns(self) -> bool:
        """Whether they turn the word of ICD 203."""
        return self._reworded(self.lower) or self._reworded(self.higher)

    @property
    def control_turns(self) -> bool:
        """Whether the required control alone turns the verdict."""
        return self._turned(self.less_control) or self._turned(self.more_control)

    @property
    def turned_by(self) -> tuple[str, ...]:
        """Parties whose threshold alone turns the verdict."""
        return tuple(p.party for p in self.parties if self._turned(p.lower) or self._turned(p.higher))

    @property
    def too_close(self) -> bool:
        """Whether the verdict as judged is too close to call."""
        return is_too_close(self.judged)

    @property
    def wavers_with(self) -> tuple[str, ...]:
        """What changes the word of the verdict but not more than the number of draws leaves open.

        ``"all"``, ``"required control"``, or parties: "deal" becomes "no deal" or back, with one half
        inside the intervals of both shares.
        """
        moved = [
            (ALL, self.lower, self.higher),
            (CONTROL, self.less_control, self.more_control),
            *((one.party, one.lower, one.higher) for one in self.parties),
        ]
        return tuple(
            name for name, *shares in moved if self._wavers(shares) and not any(map(self._turned, shares))
        )

    @property
    def reworded_by(self) -> tuple[str, ...]:
        """Parties whose threshold alone turns the word of ICD 203."""
        return tuple(p.party for p in self.parties if self._reworded(p.lower) or self._reworded(p.higher))

    @property
    def badge(self) -> str | None:
        """``"the thresholds decide, not the facts"``, or None."""
        return BADGE if self.verdict_turns or self.turned_by else None

    def _turned(self, share: ShareInterval) -> bool:
        return turns(self.judged, share)

    def _wavers(self, shares: Sequence[ShareInterval]) -> bool:
        return any(verdict_of(share) != verdict_of(self.judged) for share in shares)

    def _reworded(self, share: ShareInterval) -> bool:
        return likelihood(share.share) != likelihood(self.judged.share)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        shares = {
            "judged": self.judged,
            "lower": self.lower,
            "higher": self.higher,
            "less_control": self.less_control,
            "more_control": self.more_control,
        }
        return {
            "key": self.key,
            "name": self.name,
            "form": self.form,
            "draws": self.draws,
            **{
                name: {
                    **share.to_dict(),
                    "verdict": verdict_of(share),
                    "likelihood": likelihood(share.share).word,
                }
                for name, share in shares.items()
            },
            "too_close": self.too_close,
            "verdict_turns": self.verdict_turns,
            "word_turns": self.word_turns,
            "control_turns": self.control_turns,
            "turned_by": list(self.turned_by),
            "reworded_by": list(self.reworded_by),
            "wavers_with": list(self.wavers_with),
            "badge": self.badge,
            "parties": [party.to_dict() for party in self.parties],
            "undecided": self.undecided,
        }


@dataclass(frozen=True, kw_only=True)
class FunnelBand:
    """Packages at each gate: thresholds judged, all parties' lower and higher, and control alone."""

    judged: Funnel
    lower: Funnel
    higher: Funnel
    less_control: Funnel
    more_control: Funnel

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "judged": self.judged.to_dict(),
            "lower": self.lower.to_dict(),
            "higher": self.higher.to_dict(),
            "less_control": self.less_control.to_dict(),
            "more_control": self.more_control.to_dict(),
        }


@dataclass(frozen=True, kw_only=True)
class PartyFunnels:
    """Packages at each gate when one party's threshold alone is moved.

    Attributes
    ----------
    party : str
    range : float
        Points between the best and the worst it could get in all issues.
    judged, lower, higher : Funnel
        In the same draws, which may be few.
    """

    party: str
    range: float
    judged: Funnel
    lower: Funnel
    higher: Funnel

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "party": self.party,
            "range": self.range,
            "judged": self.judged.to_dict(),
            "lower": self.lower.to_dict(),
            "higher": self.higher.to_dict(),
        }


@dataclass(frozen=True, kw_only=True)
class HonestFunnel:
    """The funnel and the verdicts with every threshold moved a little.

    Attributes
    ----------
    title, dossier : str
        Title and key of the dossier.
    reading : str or None
    draws, seed : int
        As asked for; a kind of deal may have been judged in fewer draws.
    principals : tuple of str
        Sorted.
    shift : float
        By which part of its range each party's threshold was moved, and by how much the required
        control, on its scale from 0 to 1.
    band : FunnelBand or None
        None where no draw was counted.
    alone : tuple of PartyFunnels
        Parties with a threshold and a range above 0 that move some kind of deal (all where no kind of deal
        was judged); empty where none was counted.
    kinds : tuple of KindShift
        Kinds of deal of which a package can be made, in file order, each with its form.
    labels : mapping of str to str
    caveats : tuple of str
    """

    title: str
    dossier: str
    reading: str | None
    draws: int
    seed: int
    principals: tuple[str, ...]
    shift: float
    band: FunnelBand | None
    alone: tuple[PartyFunnels, ...]
    kinds: tuple[KindShift, ...]
    labels: Mapping[str, str]
    caveats: tuple[str, ...]

    def __repr__(self) -> str:
        reading = f", reading {self.reading}" if self.reading else ""
        return (
            f"<HonestFunnel of {self.dossier}{reading}: {len(self.kinds)} kinds of deal, "
            f"{self.draws} draws, shift {self.shift:g}>"
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        shown = self.to_frame()
        html = shown.to_html(index=False, float_format=lambda number: f"{number:.2f}")
        return {"text/plain": f"{self!r}\n{shown.to_string(index=False)}", "text/html": html}

    def of(self, key: str) -> KindShift:
        """Return one kind of deal, or raise KeyError."""
        for found in self.kinds:
            if found.key == key:
                return found
        raise KeyError(key)

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row for each kind of deal and what is moved.

        Columns: question, form, party (a key; "all" for all at once, "required control" for control),
        range (points, or missing), draws, judged, lower, higher (shares of draws with a deal),
        verdict_turns (not where both shares are too close to call).
        """
        import pandas as pd

        return pd.DataFrame([row for kind in self.kinds for row in _rows(kind)], columns=COLUMNS)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_head(
                "funnel",
                title=self.title,
                dossier=self.dossier,
                reading=self.reading,
                draws=self.draws,
                seed=self.seed,
                principals=self.principals,
            ),
            "shift": self.shift,
            "packages": None if self.band is None else self.band.to_dict(),
            "packages_by_party": [party.to_dict() for party in self.alone],
            "kinds": [kind.to_dict() for kind in self.kinds],
            "labels": dict(self.labels),
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())


def _rows(kind: KindShift) -> list[dict[str, Any]]:
    moved: list[tuple[str, float | None, ShareInterval, ShareInterval]] = [
        (ALL, None, kind.lower, kind.higher),
        (CONTROL, None, kind.less_control, kind.more_control),
        *((one.party, one.range, one.lower, one.higher) for one in kind.parties),
    ]
    rows = []
    for party, span, lower, higher in moved:
        turned = turns(kind.judged, lower) or turns(kind.judged, higher)
        shares = (kind.judged.share, lower.share, higher.share)
        rows.append(
            dict(zip(COLUMNS, (kind.key, kind.form, party, span, kind.draws, *shares, turned), strict=True))
        )
    return rows
