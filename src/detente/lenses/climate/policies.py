"""What the sides may do beside answering: the policies, and how they are typed.

Each kind is described where it is registered, with its source. What it does in a step stands in
:mod:`detente.lenses.climate.following`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from detente.dossier.dossier import Dossier
from detente.errors import RunError, UnknownNameError
from detente.lenses.climate.step_calendar import MOST_STEPS, required_climate, step_of

__all__ = ["POLICIES", "Policy", "PolicyKind", "parse_policies"]


@dataclass(frozen=True, kw_only=True)
class PolicyKind:
    """One kind of policy.

    Attributes
    ----------
    key, title : str
    does : str
        In one sentence.
    source : str
        Where it comes from.
    mechanism : str
        Of the reference case's mechanisms, the one it stands for; empty for none.
    size : float
        Points, or what else ``sized`` says, unless typed.
    sized : str
        What the size is; empty where there is none.
    lasts : int or None
        Steps unless typed; None for as long as the path is followed.
    """

    key: str
    title: str
    does: str
    source: str
    mechanism: str = ""
    size: float = 0.0
    sized: str = ""
    lasts: int | None = None


POLICIES: Mapping[str, PolicyKind] = {
    kind.key: kind
    for kind in (
        PolicyKind(
            key="none",
            title="Nothing beside the usual answers",
            does="Acts answer acts as they did.",
            source="Richardson 1960",
            mechanism="M40",
        ),
        PolicyKind(
            key="gesture",
            title="A one-off gesture",
            does="One conciliatory act, then nothing more.",
            source="Kydd 2005",
            mechanism="M45",
            size=5.0,
            sized="points",
            lasts=1,
        ),
        PolicyKind(
            key="restraint",
            title="Declining to retaliate",
            does="Hostile acts are not answered; it ends early if after three steps the other side has not "
            "become less hostile.",
            source="Axelrod and Dion 1988",
            mechanism="M44",
            lasts=6,
        ),
        PolicyKind(
            key="cbm",
            title="Confidence-building measures kept up",
            does="The dossier's measures are kept up step after step; they rest while a side is on campaign.",
            source="Holst 1983",
            mechanism="M45",
            size=1.0,
            sized="times the acts in the dossier",
        ),
        PolicyKind(
            key="ramp-up",
            title="Pressure raised and kept up",
            does="Hostile acts are chosen in every step, beside the answers.",
            source="Jervis 1976",
            mechanism="M49",
            size=3.0,
            sized="points",
        ),
        PolicyKind(
            key="reset",
            title="A reset with each new administration",
            does="A new administration begins with new hope and one warm act, then learns from what it sees; "
            "at each turnover of the dossier, at a date that is typed, or else at once.",
            source="coding of the reference case",
            mechanism="M29",
            size=3.0,
            sized="points",
        ),
        PolicyKind(
            key="grit",
            title="Graduated reciprocation (GRIT)",
            does="Six small conciliatory steps whatever the answer; after them larger ones where the other "
            "side has become less hostile, one limited answer where it has become more so, and on again.",
            source="Osgood 1962",
            mechanism="M45",
            size=2.0,
            sized="points",
        ),
        PolicyKind(
            key="loudspeaker",
            title="Loud words",
            does="The side speaks in public and sharply; deeds stay as they are.",
            source="coding of the reference case",
            mechanism="M46",
        ),
        PolicyKind(
            key="quiet",
            title="Quiet words",
            does="The side speaks in private; deeds stay as they are.",
            source="coding of the reference case",
            mechanism="M46",
        ),
        PolicyKind(
            key="acknowledge",
            title="Disputes are named",
            does="From its first step on, good conduct raises the other side's belief.",
            source="coding of the reference case",
            mechanism="M51",
        ),
        PolicyKind(
            key="inconsistent",
            title="Words against deeds",
            does="What a side does unplanned grows, so that its signals are harder to read.",
            source="Axelrod and Dion 1988",
            mechanism="M53",
            size=2.0,
            sized="times the noise in the dossier",
        ),
    )
}


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One policy as it is followed.

    Attributes
    ----------
    kind : str
        Key in ``POLICIES``.
    by : tuple of str
        Principals that follow it.
    size : float
    first : int
        Step at which it first shows, 1 or more: step 0 is today, which nothing can change.
    lasts : int or None
        Steps; None for as long as the path is followed.
    dated : bool
        Its first step was chosen: a ``reset`` then comes at that step too, whatever the turnovers.
    measures : tuple of str
        Of ``cbm``: measures kept up, as ``issue=option``.
    """

    kind: str
    by: tuple[str, ...]
    size: float = 0.0
    first: int = 1
    lasts: int | None = None
    dated: bool = False
    measures: tuple[str, ...] = ()

    def is_on(self, step: int) -> bool:
        """Tell whether it shows in a step."""
        return self.first <= step and (self.lasts is None or step < self.first + self.lasts)


def parse_policies(text: str, dossier: Dossier) -> tuple[Policy, ...]:
    """Read policies as they are typed.

    Parameters
    ----------
    text : str
        ``KIND[:by=PARTY,size=POINTS,from=DATE,for=STEPS,measures=ISSUE=OPTION;...]``; several at the
        same time joined by ``+``.
    dossier : Dossier
        With a climate.

    Returns
    -------
    tuple of Policy
        Without ``by`` both principals follow it. Without ``measures`` a ``cbm`` keeps up all of the
        dossier's; where several are options of one issue, which stands at one at a time, the first.

    Raises
    ------
    UnknownNameError
        For a kind, setting, principal or measure that does not exist.
    RunError
        For a number or date that cannot be, a setting typed twice, measures where there are none, or
        two of one issue.

    Examples
    --------
    >>> import detente
    >>> case = detente.load("us-russia")
    >>> (found,) = parse_policies("ramp-up:by=us,size=2,from=2019-01,for=6", case)
    >>> found.by, found.size, found.first, found.lasts
    (('us',), 2.0, 3, 6)
    """
    return tuple(_parsed(part.strip(), dossier) for part in text.split("+"))


def _parsed(text: str, dossier: Dossier) -> Policy:
    name, _, rest = (word.strip() for word in text.partition(":"))
    if name not in POLICIES:
        raise UnknownNameError("policy", name, POLICIES)
    kind = POLICIES[name]
    typed = _settings(rest)
    size = float(typed.get("size", kind.size))
    if not 0 <= size <= 10:
        raise RunError(f"{text!r}: a size is from 0 to 10, not {size:g}; what is done says which way it goes")
    if "size" in typed and not kind.sized:
        raise RunError(f"{text!r}: {name} has no size; leave it out")
    first = step_of(dossier, typed["from"]) if "from" in typed else 1
    return Policy(
        kind=name,
        by=_by(typed.get("by"), dossier),
        size=size,
        # What is decided today shows in the next step.
        first=max(first, 1),
        lasts=typed.get("for", kind.lasts),
        dated="from" in typed,
        measures=_measures(name, typed.get("measures"), dossier),
    )


def _settings(text: str) -> dict[str, Any]:
    """Read the settings of a policy, each typed once."""
    typed: dict[str, Any] = {}
    for part in text.split(","):
        if part.strip():
            name, value = _setting(part)
            if name in typed:
                raise RunError(f"{text!r}: {name} is typed twice; leave one out")
            typed[name] = value
    return typed


def _setting(part: str) -> tuple[str, Any]:
    """Read one setting of a policy."""
    name, equals, value = (word.strip() for word in part.partition("="))
    if name not in ("by", "size", "from", "for", "measures"):
        raise UnknownNameError("setting of a policy", name, ("by", "size", "from", "for", "measures"))
    if not equals or not value:
        raise RunError(f"{part.strip()!r}: say what {name} is, such as {name}={_EXAMPLES[name]}")
    try:
        if name == "size":
            return name, float(value)
        if name == "for":
            return name, _steps(value)
    except ValueError as error:
        raise RunError(f"{part.strip()!r}: {value!r} is no number; write {name}={_EXAMPLES[name]}") from error
    return name, value


_EXAMPLES = {
    "by": "us",
    "size": "2",
    "from": "2019-01",
    "for": "6",
    "measures": "arctic-science=expand;inf=comply",
}


def _steps(value: str) -> int:
    steps = int(value)
    if not 1 <= steps <= MOST_STEPS:
        raise RunError(f"a policy lasts 1 to {MOST_STEPS} steps, not {steps}")
    return steps


def _by(value: str | None, dossier: Dossier) -> tuple[str, ...]:
    if value is None or value == "both":
        return dossier.principals
    if value not in dossier.principals:
        raise UnknownNameError("principal", value, (*dossier.principals, "both"))
    return (value,)


def _measures(kind: str, value: str | None, dossier: Dossier) -> tuple[str, ...]:
    known = tuple(measure.name for measure in required_climate(dossier).measures)
    if kind != "cbm":
        if value is not None:
            raise RunError(f"{kind} has no measures; only cbm keeps measures up")
        return ()
    if not known:
        raise RunError(f"{dossier.key} has no measures to keep up; they stand under climate.measures")
    if value is None:
        return _one_of_each_issue(known)
    chosen = tuple(name.strip() for name in value.split(";") if name.strip())
    for name in chosen:
        if name not in known:
            raise UnknownNameError("measure", name, known)
    kept = _one_of_each_issue(chosen)
    for name in chosen:
        if name not in kept or chosen.count(name) > 1:
            raise RunError(f"{value!r}: {name} is not the only measure of its issue; choose one of each")
    return chosen


def _one_of_each_issue(names: Iterable[str]) -> tuple[str, ...]:
    """Return the first of each issue's options: an issue stands at one of them at a time."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name.partition("=")[0], name)
    return tuple(first.values())
