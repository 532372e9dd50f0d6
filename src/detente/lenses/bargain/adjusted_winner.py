r"""Adjusted Winner: two parties divide issues so that both come out even (Brams and Taylor 1996).

Each party spreads 100 points over the issues. Every issue goes first to whoever put more points on
it. The party that is then ahead gives issues back in the order of the ratio

.. math:: \frac{\text{points of the giver}}{\text{points of the receiver}},

smallest first, until both have the same number of their own points. At most one issue is divided.

The result is equitable (both have the same), envy-free (neither would rather have what the other
has) and efficient (no division gives one more and the other no less). These are theorems for
points that add up and issues of which a part is worth the part of its points; here they are also
checked on each result.

A tied issue has ratio 1 and is the first to change hands, so the tie rule decides who starts with
it, and which one of several tied issues is divided, but never what each party ends with.

References: Brams and Taylor, Fair Division, 1996; The Win-Win Solution, 1999.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from detente.errors import DetenteError, UnknownNameError
from detente.lenses.bargain.even_division import (
    give_back,
    giving_order,
    is_efficient,
    is_envy_free,
    worth,
)
from detente.lenses.bargain.exact_number import Number, exact_number, in_words

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["AdjustedWinner", "Transfer", "adjusted_winner"]

Pair = tuple[Fraction, Fraction]
#: What each party spreads over the issues.
WHOLE = 100


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """An issue, or part of it, that the party ahead gives back.

    Attributes
    ----------
    issue, giver, receiver : str
    ratio : Fraction
        Points of the giver over points of the receiver, at least 1.
    share : Fraction
        The part given, above 0; 1 is the whole issue.
    """

    issue: str
    giver: str
    receiver: str
    ratio: Fraction
    share: Fraction

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; fractions become floating-point numbers."""
        return {
            "issue": self.issue,
            "giver": self.giver,
            "receiver": self.receiver,
            "ratio": float(self.ratio),
            "share": float(self.share),
        }


@dataclass(frozen=True, kw_only=True)
class AdjustedWinner:
    """How two parties divide issues by Adjusted Winner.

    Attributes
    ----------
    parties : (str, str)
    points : mapping of issue to (Fraction, Fraction)
        Points of each party, 100 in all for each.
    tie_to : str
        Who starts with issues on which both put the same.
    ties : tuple of str
        Those issues.
    initial : mapping of issue to party
        Who has each issue before anything is given back.
    initial_points : mapping of party to Fraction
    order : tuple of (str, Fraction or None)
        All issues of the party ahead that are worth something, in the order in which it would give
        them, with the ratio; None where the other put nothing on it. Empty when nobody is ahead.
    transfers : tuple of Transfer
        What is given back, in order; the last may be a part of an issue.
    split_issue : str or None
        The issue that both have a part of.
    shares : mapping of issue to mapping of party to Fraction
        The part of each issue that each party ends with; adds up to 1.
    final_points : mapping of party to Fraction
        What each ends with, in its own points.
    equitable : bool
        Whether both end with the same number of points.
    envy_free : bool
        Whether neither would have more of its own points with the other's part.
    efficient : bool
        Whether no division gives one party more and the other no less.
    caveats : tuple of str
    """

    parties: tuple[str, str]
    points: Mapping[str, Pair]
    tie_to: str
    ties: tuple[str, ...]
    initial: Mapping[str, str]
    initial_points: Mapping[str, Fraction]
    order: tuple[tuple[str, Fraction | None], ...]
    transfers: tuple[Transfer, ...]
    split_issue: str | None
    shares: Mapping[str, Mapping[str, Fraction]]
    final_points: Mapping[str, Fraction]
    equitable: bool
    envy_free: bool
    efficient: bool
    caveats: tuple[str, ...]

    def __repr__(self) -> str:
        first, second = (f"{party} {in_words(self.final_points[party])}" for party in self.parties)
        return f"<AdjustedWinner over {len(self.points)} issues: {first}, {second}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        html = self.to_frame().to_html(index=False, float_format=lambda x: f"{x:.2f}")
        return {"text/plain": "\n".join([repr(self), *self.sentences, *self.caveats]), "text/html": html}

    @property
    def sentences(self) -> tuple[str, ...]:
        """What happens, in words."""
        won = [self._won(party) for party in self.parties]
        return (*won, *self._tied(), self._given(), self._ended(), self._judged())

    def _won(self, party: str) -> str:
        k = self.parties.index(party)
        won = [issue for issue, pair in self.points.items() if pair[k] > pair[1 - k]]
        if not won:
            return f"{party} puts more points than {self.parties[1 - k]} on no issue."
        total = in_words(sum((self.points[issue][k] for issue in won), Fraction(0)))
        return f"{party} puts more points than {self.parties[1 - k]} on {_listed(won)}: {total} points."

    def _tied(self) -> tuple[str, ...]:
        worth = [issue for issue in self.ties if self.points[issue][0]]
        if not worth:
            return ()
        total = in_words(self.initial_points[self.tie_to])
        return (f"Both put the same on {_listed(worth)}, with which {self.tie_to} starts: {total} points.",)

    def _given(self) -> str:
        if not self.transfers:
            return "Both have the same number of points already, and nothing is given back."
        first = self.transfers[0]
        parts = [t.issue if t.share == 1 else f"{t.share} of {t.issue}" for t in self.transfers]
        return f"{first.giver} is ahead and gives {first.receiver} {_listed(parts)}."

    def _ended(self) -> str:
        first, second = (in_words(self.final_points[party]) for party in self.parties)
        each = f"Each ends with {first}" if self.equitable else f"They end with {first} and {second}"
        return f"{each} of its own {WHOLE} points."

    def _judged(self) -> str:
        envy = "Neither would" if self.envy_free else "One of them would"
        more = "no other division gives" if self.efficient else "some other division gives"
        return f"{envy} rather have the other's part, and {more} one of them more and the other no less."

    def to_frame(self) -> pd.DataFrame:
        """Return one row per issue: both points, who starts with it, and the part each ends with."""
        import pandas as pd

        first, second = self.parties
        rows = [
            {
                "issue": issue,
                f"points {first}": float(pair[0]),
                f"points {second}": float(pair[1]),
                "starts with": self.initial[issue],
                f"share {first}": float(self.shares[issue][first]),
                f"share {second}": float(self.shares[issue][second]),
            }
            for issue, pair in self.points.items()
        ]
        return pd.DataFrame(rows)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; fractions become floating-point numbers, and text where ``exact``."""
        return {
            "parties": list(self.parties),
            "points": {issue: [float(x) for x in pair] for issue, pair in self.points.items()},
            "tie_to": self.tie_to,
            "ties": list(self.ties),
            "initial": dict(self.initial),
            "initial_points": {party: float(x) for party, x in self.initial_points.items()},
            "order": [
                {"issue": issue, "ratio": None if ratio is None else float(ratio)}
                for issue, ratio in self.order
            ],
            "transfers": [transfer.to_dict() for transfer in self.transfers],
            "split_issue": self.split_issue,
            "shares": {i: {p: float(x) for p, x in by.items()} for i, by in self.shares.items()},
            "final_points": {party: float(x) for party, x in self.final_points.items()},
            "exact": {
                "final_points": {party: str(x) for party, x in self.final_points.items()},
                "shares": {i: {p: str(x) for p, x in by.items()} for i, by in self.shares.items()},
            },
            "equitable": self.equitable,
            "envy_free": self.envy_free,
            "efficient": self.efficient,
            "sentences": list(self.sentences),
            "caveats": list(self.caveats),
        }


def adjusted_winner(
    points: Mapping[str, tuple[Number, Number]], parties: tuple[str, str], *, tie_to: str | None = None
) -> AdjustedWinner:
    """Divide issues between two parties by Adjusted Winner, in exact fractions.

    Parameters
    ----------
    points : mapping of issue to (number, number)
        Points that the first and the second party put on each issue, 0 or more. A party's points
        are scaled where they do not add up to 100, and ``caveats`` say so.
    parties : (str, str)
    tie_to : str, optional
        Who starts with issues on which both put the same; the first party if not given, as in the
        published examples.

    Returns
    -------
    AdjustedWinner

    Raises
    ------
    UnknownNameError
        When ``tie_to`` is neither party.
    DetenteError
        Without an issue, with other than two different parties, or when points are negative, no
        numbers, or all 0 for a party.

    Examples
    --------
    >>> adjusted_winner({"house": (60, 50), "boat": (40, 50)}, ("Ann", "Bob")).sentences[2:4]
    ('Ann is ahead and gives Bob 1/11 of house.', 'Each ends with 54.55 of its own 100 points.')
    """
    parties = _checked_parties(parties)
    tie_to = parties[0] if tie_to is None else tie_to
    if tie_to not in parties:
        raise UnknownNameError("party", tie_to, parties)
    given = _checked_points(points, parties)
    totals = [sum((pair[k] for pair in given.values()), Fraction(0)) for k in (0, 1)]
    for party, total in zip(parties, totals, strict=True):
        if not total:
            raise DetenteError(f"{party} puts no points on any issue, so that nothing can be divided fairly")
    scaled = {issue: (WHOLE * a / totals[0], WHOLE * b / totals[1]) for issue, (a, b) in given.items()}
    return _divide(scaled, parties, tie_to, _caveats(parties, totals))


def _checked_parties(parties: Sequence[str]) -> tuple[str, str]:
    names = tuple(parties) if not isinstance(parties, str) else (parties,)
    if len(names) != 2 or names[0] == names[1]:
        raise DetenteError(f"Adjusted Winner divides between two different parties, not {', '.join(names)!r}")
    return names[0], names[1]


def _checked_points(points: Mapping[str, tuple[Number, Number]], parties: tuple[str, str]) -> dict[str, Pair]:
    """Return points as fractions, or raise."""
    if not points:
        raise DetenteError("there is no issue to divide")
    found: dict[str, Pair] = {}
    for issue, pair in points.items():
        if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
            raise DetenteError(f"{issue} needs two numbers, the points of {' and of '.join(parties)}")
        a, b = (exact_number(x, f"{p}'s points on {issue}") for x, p in zip(pair, parties, strict=True))
        if min(a, b) < 0:
            who = parties[0] if a < 0 else parties[1]
            raise DetenteError(f"{who}'s points on {issue} must be 0 or more, not {in_words(min(a, b))}")
        found[issue] = (a, b)
    return found


def _caveats(parties: tuple[str, str], totals: list[Fraction]) -> tuple[str, ...]:
    return tuple(
        f"Points of {party} add up to {in_words(total)} and were scaled to {WHOLE}."
        for party, total in zip(parties, totals, strict=True)
        if total != WHOLE
    )


def _divide(
    points: Mapping[str, Pair], parties: tuple[str, str], tie_to: str, caveats: tuple[str, ...]
) -> AdjustedWinner:
    """Go through the procedure for points that add up to 100."""
    tied_to_first = tie_to == parties[0]
    at_first = {i: Fraction(a > b or (a == b and tied_to_first)) for i, (a, b) in points.items()}
    before = worth(points, at_first)
    giver, given = give_back(points, at_first)
    after = at_first | {issue: 1 - part if giver == 0 else part for issue, _, part in given}
    end = worth(points, after)
    owned = [issue for issue, share in at_first.items() if share == 1 - giver]
    return AdjustedWinner(
        parties=parties,
        points=points,
        tie_to=tie_to,
        ties=tuple(issue for issue, (a, b) in points.items() if a == b),
        initial={issue: parties[0] if share else parties[1] for issue, share in at_first.items()},
        initial_points=dict(zip(parties, before, strict=True)),
        order=tuple(giving_order(points, owned, giver)) if before[0] != before[1] else (),
        transfers=tuple(
            Transfer(issue=issue, giver=parties[giver], receiver=parties[1 - giver], ratio=ratio, share=part)
            for issue, ratio, part in given
        ),
        split_issue=next((issue for issue, share in after.items() if 0 < share < 1), None),
        shares={i: dict(zip(parties, (share, 1 - share), strict=True)) for i, share in after.items()},
        final_points=dict(zip(parties, end, strict=True)),
        equitable=end[0] == end[1],
        envy_free=is_envy_free(points, after),
        efficient=is_efficient(points, after),
        caveats=caveats,
    )


def _listed(names: Sequence[str]) -> str:
    """Join names, at least one, as in a sentence."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
