"""The judgements of a dossier as entries: whose each is, what it says, how far it may move, its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.dossier.dossier import Dossier
from detente.dossier.judgements import ends, largest_stakes
from detente.dossier.quantity import Quantity
from detente.evidence.citations import resolve
from detente.model.record import words_kept

__all__ = ["FARTHEST", "Entry", "entries_of"]

Float = NDArray[np.float64]
#: Reach to which points may be moved at most: as far beyond the range as the party's largest stake.
FARTHEST = 2.0


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One number of a dossier, told so that people know it.

    Attributes
    ----------
    path : str
        Its place in the dossier, under which it is drawn.
    words : str
        What it says, in a phrase: ``"what Ease (Sanctions) is worth to South"``.
    who : tuple of str
        Parties who would have to act differently, or about whom the judgement would have to be wrong.
    unit : str
        ``"points"`` on the scale of ``who``, or ``"share"`` (0 to 1).
    low, middle, high : float
        Ends of the elicited range (5th and 95th percentile of a distribution without ends), and the
        median.
    scale : float
        The party's largest stake for points (1 where it has none), 1 for shares: what distances
        beyond the range are measured by.
    issue, option : str or None
        What it is about, where it is about one.
    cite : tuple of str
        Citations.
    note, indicator : str or None
        A remark; and what to watch, of the number itself or else of its option.
    """

    path: str
    words: str
    who: tuple[str, ...]
    unit: Literal["points", "share"]
    low: float
    middle: float
    high: float
    scale: float
    issue: str | None = None
    option: str | None = None
    cite: tuple[str, ...] = ()
    note: str | None = None
    indicator: str | None = None

    @property
    def is_certain(self) -> bool:
        """Whether it has no range to move in."""
        return self.low == self.high

    def beyond(self, value: float) -> float:
        """Say how far outside the range a value lies: 0 inside, else as a share of ``scale``."""
        return max(self.low - value, value - self.high, 0.0) / self.scale

    def at_reach(self, reach: ArrayLike, *, up: bool) -> Float:
        """Move the number away from its median.

        Parameters
        ----------
        reach : array-like of float
            0 for the median, 1 for the end of the range, 2 for as far beyond that as ``scale``; in
            between in proportion.
        up : bool

        Returns
        -------
        float array
            Shares stay between 0 and 1.
        """
        reach = np.asarray(reach, np.float64)
        end, sign = (self.high, 1.0) if up else (self.low, -1.0)
        inside = self.middle + (end - self.middle) * np.minimum(reach, 1.0)
        value: Float = inside + sign * self.scale * np.maximum(reach - 1.0, 0.0)
        return np.clip(value, 0.0, 1.0) if self.unit == "share" else value

    def reach_of(self, value: float) -> float:
        """Return the reach at which a value lies; infinite for a share below 0 or above 1."""
        if self.unit == "share" and not 0.0 <= value <= 1.0:
            return float("inf")
        if value == self.middle:
            return 0.0
        outside = self.beyond(value)
        if outside > 0:
            return 1.0 + outside
        end = self.high if value > self.middle else self.low
        return (value - self.middle) / (end - self.middle)

    def sources(self, dossier: Dossier) -> tuple[str, ...]:
        """Tell each citation in a line: author, title, paragraph, paraphrased claim."""
        return tuple(resolve(dossier, citation).describe() for citation in self.cite)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "path": self.path,
            "words": self.words,
            "who": list(self.who),
            "unit": self.unit,
            "low": self.low,
            "middle": self.middle,
            "high": self.high,
            "cite": list(self.cite),
            "note": self.note,
            "indicator": self.indicator,
        }


def entries_of(dossier: Dossier) -> Mapping[str, Entry]:
    """Tell every number of a dossier that the model uses.

    Returns
    -------
    mapping of path to Entry
        One for each of the quantities of :class:`~detente.model.blueprint.Blueprint`, the chances of
        keeping its word that follow from the ledger included; sorted by path.
    """
    scales = {party: largest or 1.0 for party, largest in largest_stakes(dossier).items()}
    found = (_entry(dossier, about, scales) for about in _everything(dossier))
    return {entry.path: entry for entry in sorted(found, key=lambda entry: entry.path)}


@dataclass(frozen=True, kw_only=True)
class _About:
    """A quantity and what there is to say of it."""

    quantity: Quantity
    words: str
    who: tuple[str, ...]
    unit: Literal["points", "share"]
    issue: str | None = None
    option: str | None = None
    cite: tuple[str, ...] = ()


def _entry(dossier: Dossier, about: _About, scales: Mapping[str, float]) -> Entry:
    quantity = about.quantity
    low, high = ends(quantity)
    indicator = quantity.indicator
    if indicator is None and about.issue is not None and about.option is not None:
        indicator = dossier.issues[about.issue].options[about.option].indicator
    return Entry(
        path=quantity.path,
        words=about.words,
        who=about.who,
        unit=about.unit,
        low=low,
        middle=quantity.middle,
        high=high,
        scale=scales.get(about.who[0], 1.0) if about.unit == "points" else 1.0,
        issue=about.issue,
        option=about.option,
        cite=quantity.cite or about.cite,
        note=quantity.note,
        indicator=indicator,
    )


def _everything(dossier: Dossier) -> Iterator[_About]:
    yield from _worth(dossier)
    yield from _no_deal_and_costs(dossier)
    yield from _delivery(dossier)
    yield from _patience_and_trust(dossier)


def _worth(dossier: Dossier) -> Iterator[_About]:
    for party, by_issue in dossier.stakes.items():
        name = dossier.parties[party].name
        for key, options in by_issue.items():
            issue = dossier.issues[key]
            for option, quantity in options.items():
                words = f"what {issue.options[option].name} ({issue.name}) is worth to {name}"
                yield _About(
                    quantity=quantity, words=words, who=(party,), unit="points", issue=key, option=option
                )
    for link in dossier.links:
        for party, quantity in link.points.items():
            words = f"what the link {link.name} is worth to {dossier.parties[party].name}"
            yield _About(quantity=quantity, words=words, who=(party,), unit="points")


def _no_deal_and_costs(dossier: Dossier) -> Iterator[_About]:
    for party, no_deal in dossier.no_deal.items():
        if no_deal.points is not None:
            words = f"what no deal is worth to {dossier.parties[party].name}"
            yield _About(quantity=no_deal.points, words=words, who=(party,), unit="points")
    for party, costs in dossier.dealing_costs.items():
        name = dossier.parties[party].name
        told = (
            (costs.per_deal, f"what any deal costs {name}"),
            (costs.per_issue, f"what each issue of a deal costs {name}"),
        )
        for quantity, words in told:
            if quantity is not None:
                yield _About(quantity=quantity, words=words, who=(party,), unit="points")
    for party, quantity in dossier.relative_gains.items():
        words = f"how much {dossier.parties[party].name} minds what the other side gains"
        yield _About(quantity=quantity, words=words, who=(party,), unit="share")


def _delivery(dossier: Dossier) -> Iterator[_About]:
    for issue in dossier.issues.values():
        for party, quantity in issue.control.items():
            words = f"the share of control of {dossier.parties[party].name} over {issue.name}"
            yield _About(quantity=quantity, words=words, who=(party,), unit="share", issue=issue.key)
        for party, quantity in issue.leakage.items():
            words = f"the share that {dossier.parties[party].name} undoes of what others do on {issue.name}"
            yield _About(quantity=quantity, words=words, who=(party,), unit="share", issue=issue.key)
        for option in issue.options.values():
            if option.requires is not None:
                yield _About(
                    quantity=option.requires,
                    words=f"the control that {option.name} ({issue.name}) requires",
                    who=option.performers,
                    unit="share",
                    issue=issue.key,
                    option=option.key,
                    cite=option.cite,
                )


def _patience_and_trust(dossier: Dossier) -> Iterator[_About]:
    for party in dossier.parties.values():
        if party.discount_factor is not None:
            words = f"how much {party.name} cares for the next period against this one"
            yield _About(quantity=party.discount_factor, words=words, who=(party.key,), unit="share")
        if party.sway is not None:
            words = f"how uncertain the vote of {party.name} is"
            yield _About(quantity=party.sway, words=words, who=(party.key,), unit="points")
    record = {
        key: tuple(dict.fromkeys(c for e in dossier.trust.ledger if e.party == key for c in e.cite))
        for key in dossier.parties
    }
    kept = words_kept(dossier)
    told: tuple[tuple[Mapping[str, Quantity], str], ...] = (
        (kept, "the chance that {} keeps its word"),
        (dossier.trust.monitoring, "the chance per period that cheating by {} is noticed"),
        (dossier.trust.false_alarms, "the chance per period of a false alarm about {}"),
    )
    for section, template in told:
        for key, quantity in section.items():
            from_ledger = section is kept and key not in dossier.trust.keeps_word
            yield _About(
                quantity=quantity,
                words=template.format(dossier.parties[key].name),
                who=(key,),
                unit="share",
                cite=record[key] if from_ledger else (),
            )
