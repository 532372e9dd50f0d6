"""What would turn a verdict: the result of asking for flips of one kind of deal, or of some packages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from detente.ensemble.depths import Form
from detente.explain.flip_fewest import Fewest, together_at_least
from detente.explain.flip_sets import Completeness, FlipSet
from detente.explain.flip_words import completeness_sentence, joined, nothing_sentence, set_words
from detente.lenses.json_form import json_head, json_text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FlipStatus", "Flips", "VerdictWord"]

VerdictWord = Literal["deal", "no deal"]
FlipStatus = Literal["flips", "nothing flips it", "stands already"]
COLUMNS = (
    *("set", "size", "path", "judgement", "who", "unit", "low", "median", "high", "value", "beyond", "reach"),
    *("set_beyond", "set_reach", "set_reach_at_least", "share", "source"),
)
SIZES = {1: "judgement", 2: "pair of judgements", 3: "set of three judgements"}


@dataclass(frozen=True, kw_only=True)
class Flips:
    """Judgements that would turn the verdict on a kind of deal, or on packages.

    Attributes
    ----------
    title, dossier : str
    reading : str or None
    draws, seed : int
    principals : tuple of str
    asked : str
        Key of the kind of deal, or what was named.
    called : str or None
        Name of the kind of deal; None where packages were named.
    form : str
    n_packages : int or None
        Number of packages asked about; None where they are too many to be listed.
    verdict : str
        ``"deal"`` or ``"no deal"``: with every judgement at its median.
    to : str
        The verdict that is looked for.
    share : float
        Share of draws in which a package passes all gates, as things are judged.
    farthest : float
        Reach up to which judgements were moved.
    sets : tuple of FlipSet
        By how far outside the ranges they lie. Empty where nothing turns the verdict, or where it is
        the one asked for already.
    completeness : tuple of Completeness
        One for each size that was looked for.
    fewest : Fewest or None
        How many judgements have to change at least, where a deal is looked for among listed packages.
    sources : mapping of path to tuple of str
        Sources of every judgement in ``sets``.
    labels : mapping
        Names of parties, issues and options.
    caveats : tuple of str
    """

    title: str
    dossier: str
    reading: str | None
    draws: int
    seed: int
    principals: tuple[str, ...]
    asked: str
    called: str | None
    form: Form
    n_packages: int | None
    verdict: VerdictWord
    to: VerdictWord
    share: float
    farthest: float
    sets: tuple[FlipSet, ...]
    completeness: tuple[Completeness, ...]
    fewest: Fewest | None
    sources: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    caveats: tuple[str, ...]

    @property
    def status(self) -> FlipStatus:
        """Whether anything turns the verdict."""
        if self.verdict == self.to:
            return "stands already"
        return "flips" if self.sets else "nothing flips it"

    @property
    def nearest(self) -> FlipSet | None:
        """The set that has to leave the ranges least; None where there is none."""
        return self.sets[0] if self.sets else None

    @property
    def price_list(self) -> tuple[FlipSet, ...]:
        """The sets of one, nearest first."""
        return self.of_size(1)

    def of_size(self, size: int) -> tuple[FlipSet, ...]:
        """The sets of one size, nearest first."""
        return tuple(one for one in self.sets if len(one.turns) == size)

    def by_party(self) -> Mapping[str, tuple[FlipSet, ...]]:
        """Sets by the parties who would have to act, or about whom a judgement would have to be wrong.

        Returns
        -------
        mapping of party to tuple of FlipSet
            The party with the nearest set first, then the one with most sets; nearest sets first.
        """
        parties = sorted({party for one in self.sets for party in one.who})
        found = {party: tuple(one for one in self.sets if party in one.who) for party in parties}
        order = sorted(found, key=lambda p: (found[p][0].beyond, found[p][0].reach, -len(found[p]), p))
        return {party: found[party] for party in order}

    # ------------------------------------------------------------------ in words

    @property
    def subject(self) -> str:
        """What is asked about, to begin a sentence with."""
        form = ", with sweeteners" if self.form == "with sweeteners" else ""
        return f'"{self.called}"{form}' if self.called else f"The package {self.asked}"

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was found, the bottom line first."""
        now = f"in {_percent(self.share)} of {self.draws:,} draws it is a deal"
        stands = f"{self.subject}: {self.verdict} at the medians; {now}."
        if self.status == "stands already":
            return (f"{stands} That is the verdict asked for, so nothing has to change.",)
        if self.status == "nothing flips it":
            return (stands, nothing_sentence(self.completeness, self.farthest), *self._fewest_sentence())
        listed = completeness_sentence(self.completeness, self.farthest)
        return (stands, *self._nearest_sentences(), self._party_sentence(), listed)

    def _fewest_sentence(self) -> Iterator[str]:
        if self.fewest is None or not self.fewest.parties:
            return
        names = [self.labels.get(party, party) for party in self.fewest.parties]
        whose = f"Conditions of {joined(names)} fail at the medians"
        number = together_at_least(self.fewest, self.completeness)
        if self.fewest.number is None:
            yield f"{whose}; some depend on no judgement, so nothing opens it."
        elif number > 1:
            yield f"{whose}: at least {number} judgements would have to change together."

    def _nearest_sentences(self) -> Iterator[str]:
        single = self.of_size(1)
        becomes = "become a deal" if self.to == "deal" else "stop being a deal"
        if single:
            change = f"{set_words(single[0])}{self._cited(single[0])}"
            yield f"For it to {becomes} at the medians, the nearest single change is: {change}."
        else:
            yield "No change of one judgement alone turns it."
        nearer = self.sets[0]
        if len(nearer.turns) > 1:
            yield f"The nearest {SIZES[len(nearer.turns)]}: {set_words(nearer)}{self._cited(nearer)}."
        if nearer.share is not None:
            values = "that value" if len(nearer.turns) == 1 else "those values"
            yield f"With {values} in every draw it is a deal in {_percent(nearer.share)} of draws."

    def _cited(self, one: FlipSet) -> str:
        """Name the first source of every judgement of a set, each once."""
        lines = [self.sources.get(path, ())[:1] for path in one.paths]
        short = dict.fromkeys(line[0].split(": ")[0] for line in lines if line)
        return f" (source: {'; '.join(short)})" if short else " (no source)"

    def _party_sentence(self) -> str:
        parties = self.by_party()
        names = [f"{self.labels.get(p, p)} (in {len(sets)})" for p, sets in list(parties.items())[:4]]
        more = f" and {len(parties) - 4} more" if len(parties) > 4 else ""
        n = len(self.sets)
        return (
            f"Who would have to act, or be judged wrongly, in the {n} {'set' if n == 1 else 'sets'} listed: "
            f"{', '.join(names) or 'nobody in particular'}{more}."
        )

    def __repr__(self) -> str:
        return f"<Flips of {self.asked!r} to {self.to}: {self.status}, {len(self.sets)} sets>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        html = self.to_frame().to_html(index=False, float_format=lambda x: f"{x:.3f}")
        return {"text/plain": "\n".join([*self.sentences, *self.caveats]), "text/html": html}

    # ------------------------------------------------------------------ in tables

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row for each set and judgement in it."""
        import pandas as pd

        rows = [
            (
                number,
                len(one.turns),
                turn.entry.path,
                turn.entry.words,
                ", ".join(turn.entry.who),
                turn.entry.unit,
                turn.entry.low,
                turn.entry.middle,
                turn.entry.high,
                turn.value,
                turn.beyond,
                turn.reach,
                one.beyond,
                one.reach,
                one.at_least,
                one.share,
                "; ".join(self.sources.get(turn.entry.path, ())),
            )
            for number, one in enumerate(self.sets, start=1)
            for turn in one.turns
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        head = json_head(
            "flip",
            title=self.title,
            dossier=self.dossier,
            reading=self.reading,
            draws=self.draws,
            seed=self.seed,
            principals=self.principals,
        )
        return {
            **head,
            "asked": self.asked,
            "called": self.called,
            "form": self.form,
            "packages": self.n_packages,
            "verdict": self.verdict,
            "to": self.to,
            "status": self.status,
            "share": self.share,
            "farthest_reach": self.farthest,
            "sets": [one.to_dict() for one in self.sets],
            "completeness": [one.to_dict() for one in self.completeness],
            "together_at_least": together_at_least(self.fewest, self.completeness)
            if self.status == "nothing flips it"
            else None,
            "sources": {path: list(lines) for path, lines in self.sources.items()},
            "labels": dict(self.labels),
            "sentences": list(self.sentences),
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, keys in order, ending in a newline."""
        return json_text(self.to_dict())


def _percent(share: float) -> str:
    text = f"{share:.0%}"
    if text == "0%" and share > 0:
        return "less than 1%"
    return "more than 99%" if text == "100%" and share < 1 else text
