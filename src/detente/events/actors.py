"""For which state an actor of event data acts.

Event data name the deputy minister, the border guard, the opposition leader and the newspaper. Whose acts
count as the state's is a choice, made here once and applied to every format:

- The state is told by the format's country column where it has one (ICEWS: *Russian Federation*, POLECAT:
  ``RUS``), else by the first three letters of the code (KEDS, CAMEO, GDELT: ``RUSGOV``), else by the name
  itself (*Russia*).
- What the actor is there is told by the sectors where the format has them, else by the first three letters
  after the country: ``TURGOVAKP`` is the Turkish government, ``RUSMED`` the press, ``ISRJEWGOV`` is not told
  to be the government first, and is not taken for it.
- Who speaks for the state: ``"state"`` (the default) takes the bare country and its government, armed
  forces, parliament, courts, police and secret services; ``"government"`` takes the government alone, and
  not the bare country, of which the data do not say who acted; ``"anyone"`` takes whoever comes from there.
- ``UNO``, ``NAT`` (NATO) and ``EUR`` (European Union) act for themselves; ``IGOUNO`` is the same as ``UNO``.
- Several countries in one cell (``USA;CAN``) are nobody's act.
- Former states count as the ones that continue them, the Soviet Union as Russia; ``one_state=False`` keeps
  them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from detente.errors import UnknownNameError
from detente.events.actor_names import Actor, actors_by_name

__all__ = ["BETWEEN", "NOT_STATE", "SPEAKERS", "STATE_SECTORS", "ActorRule", "Speaker"]

Speaker = Literal["state", "government", "anyone"]
#: Who can be taken to speak for a state.
SPEAKERS: tuple[Speaker, ...] = get_args(Speaker)
#: Stands between actor, sectors and country where they come as one text.
BETWEEN = "\x1f"

#: Sectors that are the state, of codes.
STATE_SECTORS = frozenset({"GOV", "MIL", "LEG", "SPY", "COP", "JUD"})
#: The same in the words of ICEWS and POLECAT, in small letters.
STATE_WORDS = frozenset(
    {
        "government",
        "executive",
        "executive office",
        "cabinet",
        "military",
        "legislative / parliamentary",
        "legislative",
        "judicial",
        "police",
        "intelligence",
        *(code.lower() for code in STATE_SECTORS),
    }
)
GOVERNMENT_WORDS = frozenset({"gov", "government", "executive", "executive office", "cabinet"})
#: What no state's act is, whatever else stands beside it: words that a sector begins with.
NOT_STATE = (
    "opp",
    "reb",
    "dissident",
    "insurgent",
    "separatist",
    "radical",
    "extremist",
    "criminal",
    "banned part",
    "exiled",
    "protester",
)
MISSING = frozenset({"", "none", "null", "nan"})


@dataclass(frozen=True, kw_only=True)
class ActorRule:
    """Whose acts count as a state's.

    A pure function of the text of one actor: it can be asked once for each distinct one and joined.

    Parameters
    ----------
    speaks_for : str
        ``"state"``, ``"government"`` or ``"anyone"``.
    one_state : bool
        Former states count as the ones that continue them.

    Raises
    ------
    UnknownNameError
        If there is no such speaker.
    """

    speaks_for: Speaker = "state"
    one_state: bool = True

    def __post_init__(self) -> None:
        if self.speaks_for not in SPEAKERS:
            raise UnknownNameError("way to speak for a state", self.speaks_for, SPEAKERS)

    def of(self, actor: str, sectors: str = "", country: str = "") -> str | None:
        """Return the code of the state or organisation that an actor speaks for.

        Parameters
        ----------
        actor : str
            Code or name; or code, sectors and country in one text with :data:`BETWEEN` between them.
        sectors : str
            Sectors between commas or semicolons, where the format has them.
        country : str
            Name or code of the country, where the format has it.

        Returns
        -------
        str or None
            None where it speaks for none.

        Examples
        --------
        >>> rule = ActorRule()
        >>> rule.of("USAGOV"), rule.of("USA"), rule.of("USAMED"), rule.of("USR"), rule.of("IGONAT")
        ('USA', 'USA', None, 'RUS', 'NAT')
        >>> rule.of("Vladimir Putin", "Executive, Government", "Russian Federation")
        'RUS'
        """
        if BETWEEN in actor:
            actor, sectors, country, *_ = (*actor.split(BETWEEN), "", "")
        found, parts = self._where(actor.strip(), country.strip())
        if found is None:
            return None
        told = _sectors(sectors)
        speaks = self._speaks_words(told) if told else self._speaks_code(parts)
        if not speaks and found.kind != "organisation":
            return None
        return (self.one_state and found.continues) or found.code

    def table(self, actors: Iterable[str]) -> Mapping[str, str | None]:
        """Ask for each of some distinct actors."""
        return {actor: self.of(actor) for actor in actors}

    def _where(self, actor: str, country: str) -> tuple[Actor | None, list[str]]:
        """Find the state, and what the code says after it."""
        names = actors_by_name()
        if country.lower() not in MISSING:
            return names.get(" ".join(country.split()).casefold()), []
        code = actor.upper()
        if actor == code and code.isalpha() and len(code) % 3 == 0:
            parts = [code[i : i + 3] for i in range(0, len(code), 3)]
            if parts[0] == "IGO":
                return next(filter(None, map(_organisation, parts[1:])), None), []
            # A name of three, six or nine capital letters, such as RUSSIA, is looked up as one below.
            if parts[0].casefold() in names and code.casefold() not in names:
                return names[parts[0].casefold()], parts[1:]
        return names.get(" ".join(actor.split()).casefold()), []

    def _speaks_code(self, parts: list[str]) -> bool:
        if self.speaks_for == "anyone":
            return True
        if not parts:
            return self.speaks_for == "state"
        return parts[0] == "GOV" if self.speaks_for == "government" else parts[0] in STATE_SECTORS

    def _speaks_words(self, told: list[str]) -> bool:
        if self.speaks_for == "anyone":
            return True
        if any(word.startswith(NOT_STATE) for word in told):
            return False
        words = GOVERNMENT_WORDS if self.speaks_for == "government" else STATE_WORDS
        return any(word in words for word in told)


def _organisation(part: str) -> Actor | None:
    found = actors_by_name().get(part.casefold())
    return found if found is not None and found.kind == "organisation" else None


def _sectors(text: str) -> list[str]:
    words = (" ".join(word.split()).lower() for word in text.replace(";", ",").split(","))
    return [word for word in words if word not in MISSING]
