"""Genius: a domain and its profiles as XML, read and written.

The rules are those of Genius 10.4 (Lin et al. 2014) and of the nonlinear domains of ANAC 2014.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from detente.errors import ExchangeError
from detente.exchange.genius_issues import issues_of, objective_of
from detente.exchange.genius_profile import Profile, read_profile
from detente.exchange.genius_writing import write_genius
from detente.exchange.listing import listed
from detente.exchange.scoresheet_content import read_content
from detente.exchange.xml_tree import MAX_BYTES, Element, read_xml
from detente.model.scored_game import ScoredGame

__all__ = ["read_genius", "write_genius"]

DOMAIN, PROFILE = "negotiation_template", "utility_space"

#: What is added to the name of a profile to name its unsure twin, as in X_A20 or X_u10.
_TWIN = re.compile(r"[_ -]?(?:u\d+|[A-Z]\d+)")


def read_genius(files: Sequence[Path], *, steps: int | None = None) -> ScoredGame:
    """Read a domain and its profiles, or profiles alone.

    Parameters
    ----------
    files : sequence of Path
        At most one domain and one profile or more, in any order; what begins like no XML, or has
        another root, is left out with a note.
    steps : int, optional
        Into how many equal steps an issue over real numbers is cut, both ends being options;
        such an issue is refused without it.

    Returns
    -------
    ScoredGame
        Parties in the order of the files, named after them. A profile of an unsure party that
        only repeats another one is left out. Points are utilities.

    Raises
    ------
    ExchangeError
        If a file cannot be read or is incomplete, or there is no profile or more than one domain.
    """
    notes: list[str] = []
    roots = _roots(files, notes)
    domains = [pair for pair in roots if pair[1].tag == DOMAIN]
    profiles = [pair for pair in roots if pair[1].tag == PROFILE]
    if not profiles:
        raise ExchangeError(f"there is no Genius profile (<utility_space>) in {_named(files)}")
    if len(domains) > 1:
        raise ExchangeError(
            f"{_named([path for path, _ in domains])} are several domains; give the one meant"
        )
    path, root = (domains or profiles)[0]
    issues = issues_of(objective_of(root), steps=steps, notes=notes)
    found = [read_profile(element, file.stem, issues, notes) for file, element in profiles]
    name = path.stem if domains else path.resolve().parent.name or path.stem
    return ScoredGame(
        name=root.attributes.get("name", name) if domains else name,
        issues={issue.name: issue.options for issue in issues},
        parties=tuple(profile.party for profile in _without_twins(found, notes)),
        notes=tuple(dict.fromkeys(notes)),
    )


def _roots(files: Sequence[Path], notes: list[str]) -> list[tuple[Path, Element]]:
    roots = []
    for path in files:
        start = read_content(path, limit=MAX_BYTES)[:100].removeprefix(b"\xef\xbb\xbf").lstrip()
        if not start.startswith(b"<"):
            notes.append(f"{path.name} is no XML; left out")
            continue
        root = read_xml(path)
        if root.tag in (DOMAIN, PROFILE):
            roots.append((path, root))
        else:
            notes.append(f"{path.name} is neither a domain nor a profile (<{root.tag}>); left out")
    return roots


def _named(files: Sequence[Path]) -> str:
    return listed(path.name for path in files) or "no file at all"


def _without_twins(profiles: Sequence[Profile], notes: list[str]) -> list[Profile]:
    """Leave out the profiles of unsure parties that repeat a plain one, or one another."""
    kept = [profile for profile in profiles if not profile.uncertain]
    for profile in (profile for profile in profiles if profile.uncertain):
        original = next((other for other in kept if _repeats(profile, other)), None)
        if original is None:
            kept.append(profile)
            notes.append(f"{profile.party.name} is unsure of its preferences; its true ones are read")
        else:
            notes.append(f"{profile.party.name} is {original.party.name} unsure of its preferences; left out")
    return [profile for profile in profiles if any(profile is other for other in kept)]


def _repeats(profile: Profile, other: Profile) -> bool:
    same = (profile.party.values, profile.party.combinations, profile.party.base) == (
        other.party.values,
        other.party.combinations,
        other.party.base,
    )
    name, original = profile.party.name, other.party.name
    called = name.startswith(original) and bool(_TWIN.fullmatch(name[len(original) :]))
    return same or (called and not other.uncertain)
