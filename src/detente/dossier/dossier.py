"""The dossier as plain frozen objects: what every later layer reads.

The pydantic models of :mod:`detente.dossier.schema` stand at the boundary; once a file has
passed them it becomes a :class:`Dossier`, in which names are resolved, ranges are
:class:`~detente.dossier.quantity.Quantity` objects and rules are trees of plain data.
Order is the order of the file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from detente.dossier.climate import Climate
from detente.dossier.quantity import Quantity

__all__ = [
    "AllOf",
    "AtLeast",
    "Claim",
    "Consent",
    "Correlation",
    "DealClass",
    "DealingCosts",
    "Dossier",
    "Event",
    "Issue",
    "LedgerEntry",
    "Link",
    "Need",
    "NoDeal",
    "Not",
    "Option",
    "Party",
    "Position",
    "Quota",
    "Reading",
    "Rule",
    "Source",
    "Successor",
    "Trust",
]

Kind = Literal["tactical", "fundamental", "mixed"]
Role = Literal["principal", "ratifier", "third party"]
Verdict = Literal["kept", "partial", "broken", "contested", "not_implemented", "lapsed", "none_stated"]


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One paraphrased statement of a source, found again by paragraph and offsets."""

    number: int
    paraphrase: str
    paragraph: int | None = None
    start: int | None = None
    end: int | None = None
    span_sha256: str | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """Something that can be cited.

    ``n_claims`` is how many claims it is said to have; ``claims`` are those written down.
    """

    key: str
    title: str
    author: str | None = None
    outlet: str | None = None
    date: dt.date | None = None
    url: str | None = None
    file: str | None = None
    note: str | None = None
    paragraphs: int | None = None
    n_claims: int | None = None
    claims: Mapping[int, Claim] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Party:
    """Anyone with preferences. ``side`` is the principal it belongs to (its own key for a principal).

    ``sway`` is how uncertain its vote is, in points: it consents with probability
    1 / (1 + exp(-surplus / sway)); None or 0 for one that consents just when its surplus is at
    least 0.
    """

    key: str
    name: str
    role: Role
    side: str | None = None
    at_table: bool = False
    discount_factor: Quantity | None = None
    sway: Quantity | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Option:
    """One way an issue can be settled.

    ``divisible``: it can be carried out in parts. ``reversible``: once done it can be taken back.
    ``after``: issues and options, one of each issue, that must come about before it can.
    ``indicator``: the observation that would tell that it is coming about, or is not.
    """

    key: str
    name: str
    status_quo: bool = False
    pressure: bool = False
    performers: tuple[str, ...] = ()
    consent: tuple[str, ...] = ()
    requires: Quantity | None = None
    divisible: bool = False
    reversible: bool = True
    after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    why_not_already: str | None = None
    indicator: str | None = None
    cite: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Issue:
    """A matter with two or more options, exactly one of them the status quo.

    ``leakage``: share of what the others bring to bear that a party undoes unless it takes part
    itself. ``instigators``: parties whose control is that of ending a harm of their own making.
    ``field``: field of policy, as in the ledger.
    """

    key: str
    name: str
    options: Mapping[str, Option]
    kind: Kind | None = None
    control: Mapping[str, Quantity] = field(default_factory=dict)
    leakage: Mapping[str, Quantity] = field(default_factory=dict)
    instigators: tuple[str, ...] = ()
    field: str | None = None
    cite: tuple[str, ...] = ()
    note: str | None = None

    @property
    def status_quo(self) -> str:
        """Key of the option that changes nothing."""
        return next(o.key for o in self.options.values() if o.status_quo)


@dataclass(frozen=True, kw_only=True)
class Link:
    """Points that accrue only if a named combination of options occurs."""

    name: str
    when: Mapping[str, tuple[str, ...]]
    points: Mapping[str, Quantity]


@dataclass(frozen=True, kw_only=True)
class Correlation:
    """Numbers that are not drawn independently of each other.

    ``of`` has their paths, ``rank`` Spearman's rank correlation of each pair of them, between -1
    and 1.
    """

    name: str
    of: tuple[str, ...]
    rank: float
    cite: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class NoDeal:
    """What happens without a deal, for one party: a plan of options and / or points."""

    plan: Mapping[str, str] = field(default_factory=dict)
    points: Quantity | None = None


@dataclass(frozen=True, kw_only=True)
class DealingCosts:
    """What it costs a party to be seen dealing at all, and per issue changed."""

    per_deal: Quantity | None = None
    per_issue: Quantity | None = None


@dataclass(frozen=True, kw_only=True)
class DealClass:
    """A kind of deal: a condition on packages.

    ``all_of`` : every named issue must stand at one of the named options.
    ``at_least`` of ``of`` : at least that many of the named issues stand at a named option.
    ``none_kind`` / ``none_of`` : no other issue of that kind may be touched, and none of the
    named options taken.
    A class without any condition is "any deal".
    """

    key: str
    name: str
    all_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    at_least: int = 0
    of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    none_kind: Kind | None = None
    none_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cite: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Consent:
    """A need met when the party's own surplus is at least zero."""

    party: str


@dataclass(frozen=True, kw_only=True)
class AllOf:
    """A need met when every part is."""

    parts: tuple[Need, ...]


@dataclass(frozen=True, kw_only=True)
class AtLeast:
    """A need met when at least ``k`` of the parts are."""

    k: int
    parts: tuple[Need, ...]


@dataclass(frozen=True, kw_only=True)
class Quota:
    """A need met when the weights of the consenting parties reach ``quota``.

    With ``free_votes`` every vote of a party with a ``sway`` is cast by itself.
    """

    quota: int
    weights: Mapping[str, int]
    free_votes: bool = False


@dataclass(frozen=True, kw_only=True)
class Not:
    """A need met when its part is not."""

    part: Need


Need = Consent | AllOf | AtLeast | Quota | Not


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A ratification rule of one side.

    ``over`` maps issues to the options that call the rule into play; None means every
    change on any issue does.
    """

    name: str
    side: str
    needs: Need
    over: Mapping[str, tuple[str, ...]] | None = None
    cite: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class LedgerEntry:
    """One party's record under one agreement."""

    agreement: str
    party: str
    verdict: Verdict
    year: int | None = None
    field: str | None = None
    cite: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Position:
    """What a party says it is for on an issue, and what it acts on."""

    declared: str
    conduct: str
    cite: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Trust:
    """Whether words are kept and cheating is noticed.

    ``false_alarms``: chance per period that a party is taken to cheat though it complies.
    ``punishment``: periods of no deal after an alarm; None for good. ``half_life``: years after
    which a ledger entry counts half; None where all count alike.
    """

    keeps_word: Mapping[str, Quantity] = field(default_factory=dict)
    monitoring: Mapping[str, Quantity] = field(default_factory=dict)
    ledger: tuple[LedgerEntry, ...] = ()
    prior: tuple[float, float] = (1.0, 1.0)
    false_alarms: Mapping[str, Quantity] = field(default_factory=dict)
    punishment: int | None = None
    half_life: float | None = None


@dataclass(frozen=True, kw_only=True)
class Event:
    """A dated act of one party towards another."""

    date: str
    source: str
    target: str
    text: str
    score: float | None = None
    code: str | None = None
    cite: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One author's view of the case, written as changes to the base dossier."""

    key: str
    name: str
    source: str | None = None
    based_on: str | None = None
    as_of: dt.date | None = None
    argues: str | None = None
    thesis_gate: str | None = None
    cite: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Successor:
    """Who decides later on one side, written as changes to the dossier under any reading."""

    key: str
    name: str
    side: str
    date: dt.date | None = None
    cite: tuple[str, ...] = ()
    note: str | None = None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """Everything the analyst wrote, checked, under one reading.

    ``reading`` is None for the base dossier, ``successor`` for today's deciders. ``sha256`` is over the
    bytes of every file read, in name order. ``places`` gives the file and line of each key, by dotted path.
    """

    key: str
    title: str
    file: str
    sha256: str
    parties: Mapping[str, Party]
    issues: Mapping[str, Issue]
    stakes: Mapping[str, Mapping[str, Mapping[str, Quantity]]]
    as_of: dt.date | None = None
    horizon: dt.date | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    no_deal: Mapping[str, NoDeal] = field(default_factory=dict)
    dealing_costs: Mapping[str, DealingCosts] = field(default_factory=dict)
    relative_gains: Mapping[str, Quantity] = field(default_factory=dict)
    agenda_limit: int | None = None
    deals: Mapping[str, DealClass] = field(default_factory=dict)
    ratification: tuple[Rule, ...] = ()
    positions: Mapping[str, Mapping[str, Position]] = field(default_factory=dict)
    successors: Mapping[str, Successor] = field(default_factory=dict)
    trust: Trust = field(default_factory=Trust)
    climate: Climate | None = None
    events: tuple[Event, ...] = ()
    readings: Mapping[str, Reading] = field(default_factory=dict)
    reading: str | None = None
    successor: str | None = None
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def principals(self) -> tuple[str, ...]:
        """Keys of the parties that sign, in file order."""
        return tuple(p.key for p in self.parties.values() if p.role == "principal")

    def side_of(self, party: str) -> str | None:
        """Principal a party belongs to; a principal belongs to itself, a third party may to none."""
        return self.parties[party].side
