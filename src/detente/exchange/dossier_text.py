"""A scored game as the text of a dossier that a person likes to read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fractions import Fraction

from detente.dossier import load_text
from detente.dossier.files import MAX_BYTES
from detente.errors import DossierError, ExchangeError
from detente.exchange.dossier_draft import Draft, DraftLink, drafted
from detente.exchange.dossier_keys import keys_of_names, yaml_text, yaml_word
from detente.exchange.exact_numbers import decimal_text, has_end
from detente.model.scored_game import ScoredGame

__all__ = ["DossierText", "dossier_text", "written_dossier"]

#: The model of a dossier takes no amount of so many points or more.
LARGEST = 2**22
#: A number with at most so many digits is written as it is.
_EXACT = 15
#: A denominator beyond this leaves more digits than that.
_LARGEST_PART = 10**30
#: Any other is rounded to so many.
_ROUNDED = 12
#: Half of the smallest amount that the model tells from zero.
_SMALLEST = Fraction(1, 2**21)
_LINK_NAME = 80


@dataclass(frozen=True, kw_only=True)
class DossierText:
    """A dossier as text, and what was done to come to it, which its first comments say too."""

    text: str
    notes: tuple[str, ...]


def dossier_text(
    game: ScoredGame, *, title: str | None = None, status_quo: Mapping[str, str] | None = None
) -> str:
    """Write a game as a dossier; see :func:`written_dossier`."""
    return written_dossier(game, title=title, status_quo=status_quo).text


def written_dossier(
    game: ScoredGame, *, title: str | None = None, status_quo: Mapping[str, str] | None = None
) -> DossierText:
    """Write a game as a dossier, with the notes of how it was done.

    Every party becomes a principal. Points are counted from the status quo
    (:mod:`detente.exchange.dossier_draft`); a number of more than 15 digits is rounded to 12.
    Keys are made from the names, which are kept.

    Parameters
    ----------
    game : ScoredGame
        With two parties or more.
    title : str, optional
        The name of the game if not given.
    status_quo : mapping of issue to option, optional
        Else an option whose name says so, else the first.

    Returns
    -------
    DossierText
        That :func:`detente.dossier.load_text` accepts.

    Raises
    ------
    ExchangeError
        If the game has one party only, no issue with a choice, points of 4 194 304 or more, or
        more in it than a dossier can hold.
    UnknownNameError
        For an issue or option in ``status_quo`` that does not exist.
    """
    writer = _Writer(game, drafted(game, status_quo=status_quo))
    body = "\n".join(writer.body(title or game.name))
    notes = (*writer.draft.notes, *writer.remarks())
    text = f"{_comment(game.name, notes)}\n{body}\n"
    if (size := len(text.encode("utf-8"))) > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        raise ExchangeError(
            f"{_printable(game.name)} makes a dossier of {size / 2**20:.1f} MB; {limit} MB are the most"
        )
    try:
        load_text(text, file="the dossier")
    except DossierError as error:
        raise ExchangeError(f"{_printable(game.name)} makes no dossier: {error.problems[0]}") from error
    return DossierText(text=text, notes=notes)


def _comment(name: str, notes: tuple[str, ...]) -> str:
    lines = [f"{_printable(name)[:90]}: a dossier made from a scored game.", ""]
    for note in notes:
        lines += textwrap.wrap(_printable(note), 95, initial_indent="- ", subsequent_indent="  ")
    return "\n".join(f"# {line}".rstrip() for line in lines)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))


@dataclass
class _Writer:
    """Writes the lines of one dossier, and counts the numbers that could not stay as they are."""

    game: ScoredGame
    draft: Draft
    rounded: int = 0
    vanishing: int = 0
    parties: dict[str, str] = field(init=False)
    issues: dict[str, str] = field(init=False)
    options: dict[str, dict[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.parties = keys_of_names((party.name for party in self.game.parties), "party")
        self.issues = keys_of_names(self.draft.issues, "issue")
        self.options = {
            issue: keys_of_names(options, "option") for issue, options in self.draft.issues.items()
        }

    def body(self, title: str) -> Iterator[str]:
        """Yield the lines of the dossier, comments at its top aside."""
        yield "detente: 1"
        yield f"title: {yaml_text(_printable(title) or 'untitled')}"
        yield "\nparties:"
        for name, key in self.parties.items():
            yield f"  {yaml_word(key)}: {{{_named(name, key)}role: principal}}"
        yield "\nissues:"
        for issue in self.draft.issues:
            yield from self.issue(issue)
        yield "\nstakes:"
        for name, key in self.parties.items():
            yield f"  {yaml_word(key)}:"
            for issue, stakes in self.draft.stakes[name].items():
                yield f"    {yaml_word(self.issues[issue])}: {{{self.stakes(issue, stakes)}}}"
        if self.draft.links:
            yield "\nlinks:"
            yield from (self.link(link) for link in self.draft.links)
        if any(self.draft.no_deal.values()):
            yield "\nno_deal:"
            for name, points in self.draft.no_deal.items():
                yield f"  {yaml_word(self.parties[name])}: {{points: {self.number(points)}}}"
        yield "\ndeals:"
        yield "  any: {name: Any deal}"

    def issue(self, issue: str) -> Iterator[str]:
        key = self.issues[issue]
        yield f"  {yaml_word(key)}:"
        if issue != key and issue:
            yield f"    name: {yaml_text(issue)}"
        yield "    options:"
        for option, word in self.options[issue].items():
            mark = "status_quo: true" if option == self.draft.status_quo[issue] else ""
            entries = f"{_named(option, word)}{mark}".removesuffix(", ")
            yield f"      {yaml_word(word)}:{f' {{{entries}}}' if entries else ''}"

    def stakes(self, issue: str, stakes: Mapping[str, Fraction]) -> str:
        keys = self.options[issue]
        return ", ".join(
            f"{yaml_word(keys[option])}: {self.number(points)}" for option, points in stakes.items()
        )

    def link(self, link: DraftLink) -> str:
        name = " with ".join(" or ".join(options) for options in link.when.values())
        when = ", ".join(self.condition(issue, options) for issue, options in link.when.items())
        points = ", ".join(f"{yaml_word(self.parties[p])}: {self.number(x)}" for p, x in link.points.items())
        short = _printable(name)[:_LINK_NAME] or "combination"
        return f"  - {{name: {yaml_text(short)}, when: {{{when}}}, points: {{{points}}}}}"

    def condition(self, issue: str, options: tuple[str, ...]) -> str:
        words = ", ".join(yaml_word(self.options[issue][option]) for option in options)
        return f"{yaml_word(self.issues[issue])}: [{words}]"

    def number(self, points: Fraction) -> str:
        """Write a number, and remember what happened to it."""
        if abs(points) >= LARGEST:
            raise ExchangeError(
                f"{self.game.name}: {_shortened(points)} points are too many for a dossier, which works with "
                f"less than {LARGEST}; divide all points of that party by one number, which changes nothing"
            )
        text, exact = _decimal(points)
        self.rounded += not exact
        self.vanishing += 0 < abs(points) < _SMALLEST
        return text

    def remarks(self) -> Iterator[str]:
        """Yield what happened to the numbers."""
        if self.rounded:
            yield f"numbers rounded to {_ROUNDED} digits: {self.rounded}"
        if self.vanishing:
            yield (
                f"numbers so small that detente takes them for 0: {self.vanishing}; multiply all points of "
                "that party by the same number, which changes nothing else"
            )


def _named(name: str, key: str) -> str:
    """Return the entry of a name, unless the key says it all or there is none."""
    return f"name: {yaml_text(name)}, " if name and name != key else ""


def _decimal(points: Fraction) -> tuple[str, bool]:
    """Write a number as a decimal, and tell whether that is exact."""
    if has_end(points) and points.denominator < _LARGEST_PART:
        text = decimal_text(points)
        if len(text.replace("-", "").replace(".", "").lstrip("0")) <= _EXACT:
            return text, True
    return _shortened(points), False


def _shortened(points: Fraction) -> str:
    """Round to ``_ROUNDED`` digits, half to even."""
    with localcontext() as context:
        context.prec = _ROUNDED
        text = str(Decimal(points.numerator) / Decimal(points.denominator))
    return text.rstrip("0").rstrip(".") if "." in text and "E" not in text else text
