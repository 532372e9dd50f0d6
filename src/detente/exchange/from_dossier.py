r"""A dossier as a scored game: what is left of it for programs that add up points.

At the median of every number, with :math:`u_a` the points of party :math:`a` against the status
quo, :math:`k_a` its share of relative gains, :math:`(c_a, e_a)` what a deal and each changed issue
cost it and :math:`r_a` what no deal is worth to it, plans included, the game gives an option
:math:`u_a - k_a \bar u_{-a} - e_a` (a status quo 0) and has the reserve :math:`r_a + c_a`: points
less reserve are the surplus that :mod:`detente.model.tables` computes for the second gate.
:math:`\bar u_{-a}` is the mean over the other principals; for a party that is no principal
:math:`k_a` is 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from detente.dossier.dossier import Dossier, Option
from detente.dossier.quantity import Quantity
from detente.errors import ExchangeError, UnknownNameError
from detente.exchange.listing import listed
from detente.model.scored_game import Combination, ScoredGame, Scorer

__all__ = ["game_of"]

Options = Mapping[str, tuple[Option, ...]]


def game_of(dossier: Dossier, *, parties: Sequence[str] | None = None) -> ScoredGame:
    """Reduce a dossier to a scored game.

    Parameters
    ----------
    dossier : Dossier
        The base or any reading of it.
    parties : sequence of str, optional
        Keys of the parties to keep, in this order; the principals if not given.

    Returns
    -------
    ScoredGame
        Issues, options and parties by their names (by their keys where two share a name), the
        status quo first; options of pressure left out. The package in which nothing changes is
        part of the game, though it is no deal. Its notes list what a game cannot hold.

    Raises
    ------
    UnknownNameError
        For a party that does not exist.
    ExchangeError
        If no party, or one party twice, is asked for.
    """
    keys = tuple(dossier.principals if parties is None else parties)
    for key in keys:
        if key not in dossier.parties:
            raise UnknownNameError("party", key, dossier.parties)
    if not keys or len(set(keys)) < len(keys):
        raise ExchangeError("a game needs parties, each of them once")
    reduction = _Reduction(dossier)
    name = dossier.key if dossier.reading is None else f"{dossier.key}-{dossier.reading}"
    scorers = tuple(reduction.scorer(key) for key in keys)
    return ScoredGame(
        name=name,
        issues={reduction.issues[i]: tuple(names.values()) for i, names in reduction.options.items()},
        parties=scorers,
        notes=tuple(_notes(dossier, keys, len(reduction.uncertain))),
    )


def _labels(names: Mapping[str, str]) -> dict[str, str]:
    """Return names by key, or the keys themselves where two share a name."""
    return dict(names) if len(set(names.values())) == len(names) else {key: key for key in names}


class _Reduction:
    """The parts of a dossier that a game keeps, at the median."""

    def __init__(self, dossier: Dossier) -> None:
        self.d = dossier
        self.uncertain: set[str] = set()
        self.kept: Options = {
            key: tuple(
                sorted((o for o in issue.options.values() if not o.pressure), key=lambda o: not o.status_quo)
            )
            for key, issue in dossier.issues.items()
        }
        self.issues = _labels({key: issue.name for key, issue in dossier.issues.items()})
        self.options = {
            key: _labels({option.key: option.name for option in options})
            for key, options in self.kept.items()
        }
        self.parties = _labels({key: party.name for key, party in dossier.parties.items()})

    def middle(self, quantity: Quantity | None) -> Fraction:
        """Return the median as it would be written; 0 where nothing is."""
        if quantity is None:
            return Fraction(0)
        if not quantity.is_certain:
            self.uncertain.add(quantity.path)
        return Fraction(repr(quantity.middle))

    def stake(self, party: str, issue: str, option: str) -> Fraction:
        return self.middle(self.d.stakes.get(party, {}).get(issue, {}).get(option))

    def relative(self, party: str, points: Mapping[str, Fraction]) -> Fraction:
        """Return own points, for a principal less its share of the other principals' mean."""
        others = [points.get(p, Fraction(0)) for p in self.d.principals if p != party]
        own = points.get(party, Fraction(0))
        share = self.middle(self.d.relative_gains.get(party))
        return own if not others else own - share * sum(others, Fraction(0)) / len(others)

    def scorer(self, party: str) -> Scorer:
        costs = self.d.dealing_costs.get(party)
        per_issue = self.middle(costs.per_issue if costs else None)
        values = {
            self.issues[issue]: {
                self.options[issue][option.key]: self.value(party, issue, option, per_issue)
                for option in options
            }
            for issue, options in self.kept.items()
        }
        return Scorer(
            name=self.parties[party],
            values=values,
            combinations=tuple(self.combinations(party)),
            reserve=self.no_deal(party) + self.middle(costs.per_deal if costs else None),
        )

    def value(self, party: str, issue: str, option: Option, per_issue: Fraction) -> Fraction:
        """Return what changing an issue to an option adds to a party's surplus."""
        if option.status_quo:
            return Fraction(0)
        felt = {p: self.stake(p, issue, option.key) for p in {party, *self.d.principals}}
        return self.relative(party, felt) - per_issue

    def no_deal(self, party: str) -> Fraction:
        """Return what no deal is worth: a party's own number, and every plan as it feels it."""
        plans = [pair for other in self.d.no_deal.values() for pair in other.plan.items()]
        own = self.d.no_deal.get(party)
        felt = sum((self.stake(party, issue, option) for issue, option in plans), Fraction(0))
        return felt + self.middle(own.points if own else None)

    def combinations(self, party: str) -> Iterator[Combination]:
        """Yield the links that a package without pressure can bring about, where they matter."""
        for link in self.d.links:
            when = {
                self.issues[issue]: tuple(self.options[issue][o] for o in options if o in self.options[issue])
                for issue, options in link.when.items()
            }
            points = self.relative(party, {p: self.middle(quantity) for p, quantity in link.points.items()})
            if points and all(when.values()):
                yield Combination(when=when, points=points)


def _notes(dossier: Dossier, keys: Sequence[str], n_uncertain: int) -> Iterator[str]:
    """Say what a game cannot hold."""
    if n_uncertain:
        yield f"numbers that are ranges or distributions, of which only the median is left: {n_uncertain}"
    yield "the package in which nothing changes is part of the game; in the dossier it is no deal"
    pressure = [o.name for i in dossier.issues.values() for o in i.options.values() if o.pressure]
    if pressure:
        yield f"options of pressure left out (their part in a plan for no deal is kept): {listed(pressure)}"
    if absent := [party.name for key, party in dossier.parties.items() if key not in keys]:
        yield f"parties left out: {listed(absent)}"
    if dossier.ratification or any(o.consent for i in dossier.issues.values() for o in i.options.values()):
        yield "rules of consent left out (ratification, consent to options)"
    if any(i.control for i in dossier.issues.values()):
        yield "control over the issues left out, so an option may be in the game that nobody could deliver"
    if waiting := [o.name for i in dossier.issues.values() for o in i.options.values() if o.after]:
        yield f"what options must come after left out, so they may stand alone in the game: {listed(waiting)}"
    if dossier.trust.keeps_word or dossier.trust.ledger or dossier.trust.monitoring:
        yield "trust left out: who keeps its word, and whether cheating is noticed"
    if any(party.discount_factor for party in dossier.parties.values()):
        yield "discount factors left out: they are about years, not about rounds of a session"
    if dossier.agenda_limit is not None:
        yield f"the agenda limit of {dossier.agenda_limit} issues left out"
