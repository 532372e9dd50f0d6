"""The judgements on which verdicts hang: one by one, and as a list to be pasted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.ensemble.depths import Form
from detente.explain.flip_result import VerdictWord
from detente.explain.flip_sets import Turn
from detente.explain.flip_words import needed_words, number_words, range_words
from detente.lenses.json_form import json_head, json_text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Assumption", "ExaminedKind", "KeyAssumptions"]

#: Sources told of in a list.
MOST_SOURCES = 2
#: Signs that mean something in Markdown or HTML.
MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """A judgement whose turning point lies inside its range.

    Attributes
    ----------
    kind : str
        Key of the kind of deal whose verdict turns, or what was named.
    called : str
        Its name.
    verdict, to : str
        With every judgement at its median, and beyond the turning point.
    turn : Turn
        The judgement and the value nearest to its median at which the verdict turns.
    beyond_turning : float
        Probability, by its own range or distribution, that it lies at the turning point or beyond.
    sources : tuple of str
    """

    kind: str
    called: str
    verdict: VerdictWord
    to: VerdictWord
    turn: Turn
    beyond_turning: float
    sources: tuple[str, ...]

    @property
    def indicator(self) -> str | None:
        """The observation that would confirm or refute it, where the dossier names one."""
        return self.turn.entry.indicator

    @property
    def sentence(self) -> str:
        """Say it in a sentence."""
        entry = self.turn.entry
        side = "more" if self.turn.value > entry.middle else "less"
        would = "There would be a deal" if self.to == "deal" else "There would be no deal"
        return (
            f"{would} ({self.called}) if {entry.words} were {needed_words(self.turn)} or {side} "
            f"(judged {number_words(entry, entry.middle)}, range {range_words(entry)}; "
            f"{_percent(self.beyond_turning)} of its probability lies beyond)."
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "kind": self.kind,
            "called": self.called,
            "verdict": self.verdict,
            "to": self.to,
            **self.turn.to_dict(),
            "beyond_turning": self.beyond_turning,
            "sources": list(self.sources),
            "indicator": self.indicator,
            "sentence": self.sentence,
        }


@dataclass(frozen=True, kw_only=True)
class ExaminedKind:
    """A kind of deal that was looked at.

    ``verdict`` is that at the medians, None where it could not be judged, for the ``reason`` given.
    """

    key: str
    name: str
    verdict: VerdictWord | None
    n_assumptions: int
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "key": self.key,
            "name": self.name,
            "verdict": self.verdict,
            "assumptions": self.n_assumptions,
            "reason": self.reason,
        }


@dataclass(frozen=True, kw_only=True)
class KeyAssumptions:
    """The judgements on which verdicts hang.

    Attributes
    ----------
    title, dossier : str
    reading : str or None
    draws, seed : int
        Of the run, for the head of the JSON; nothing here is drawn.
    principals : tuple of str
    form : str
    kinds : tuple of ExaminedKind
        What was looked at.
    assumptions : tuple of Assumption
        Most probability beyond the turning point first.
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
    form: Form
    kinds: tuple[ExaminedKind, ...]
    assumptions: tuple[Assumption, ...]
    labels: Mapping[str, str]
    caveats: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was found, the bottom line first."""
        judged = [kind for kind in self.kinds if kind.verdict is not None]
        if not judged:
            return ("There is no kind of deal to judge, so there is no key assumption.",)
        n = len({one.turn.entry.path for one in self.assumptions})
        hanging = sum(kind.n_assumptions > 0 for kind in judged)
        kinds = "the one kind of deal" if len(judged) == 1 else f"{len(judged)} kinds of deal"
        if not n:
            return (
                f"No judgement turns the verdict on {'any of ' if len(judged) > 1 else ''}{kinds} by itself "
                f"inside its range ({self.form}).",
            )
        watched = len({one.turn.entry.path for one in self.assumptions if one.indicator})
        return (
            f"{n} {'judgement turns' if n == 1 else 'judgements turn'} a verdict inside "
            f"{'its range' if n == 1 else 'their ranges'}: of {kinds} {hanging} "
            f"{'hangs' if hanging == 1 else 'hang'} on one or more ({self.form}).",
            f"The dossier names what to watch for {watched or 'none'} of them.",
        )

    def to_text(self) -> str:
        """Return the list as plain lines, to be pasted anywhere."""
        lines = []
        for number, one in enumerate(self.assumptions, start=1):
            lines.append(f"{number}. {one.sentence}")
            lines += [f"   {line}" for line in self._details(one)]
        return "\n".join(lines or self.sentences) + "\n"

    def to_markdown(self) -> str:
        """Return the list as Markdown, free of markup that a dossier might hold."""
        lines = [f"## Key assumptions: {_plain(self.title)}", ""]
        lines += [*(_plain(sentence) for sentence in self.sentences), ""]
        for number, one in enumerate(self.assumptions, start=1):
            lines.append(f"{number}. **{_plain(one.sentence)}**")
            lines += [f"   - {_plain(line)}" for line in self._details(one)]
        return "\n".join(lines).rstrip() + "\n"

    def _details(self, one: Assumption) -> list[str]:
        whose = ", ".join(self.labels.get(party, party) for party in one.turn.entry.who) or "nobody's"
        source = "; ".join(one.sources[:MOST_SOURCES]) or "none given"
        if len(one.sources) > MOST_SOURCES:
            source += f"; and {len(one.sources) - MOST_SOURCES} more"
        watch = one.indicator or "the dossier names no observation that would tell"
        return [f"Whose: {whose}", f"Source: {source}", f"Watch: {watch}"]

    def __repr__(self) -> str:
        return (
            f"<KeyAssumptions of {self.dossier}: {len(self.assumptions)} in {len(self.kinds)} kinds of deal>"
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        html = self.to_frame().to_html(index=False, float_format=lambda x: f"{x:.3f}")
        return {"text/plain": "\n".join([*self.sentences, self.to_text()]), "text/html": html}

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row for each assumption."""
        import pandas as pd

        columns = (
            *("kind", "verdict", "path", "judgement", "who", "unit", "low", "median", "high"),
            *("turns_at", "beyond_turning", "source", "indicator"),
        )
        rows = [
            (
                one.kind,
                one.verdict,
                one.turn.entry.path,
                one.turn.entry.words,
                ", ".join(one.turn.entry.who),
                one.turn.entry.unit,
                one.turn.entry.low,
                one.turn.entry.middle,
                one.turn.entry.high,
                one.turn.value,
                one.beyond_turning,
                "; ".join(one.sources),
                one.indicator,
            )
            for one in self.assumptions
        ]
        return pd.DataFrame(rows, columns=list(columns))

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        head = json_head(
            "assumptions",
            title=self.title,
            dossier=self.dossier,
            reading=self.reading,
            draws=self.draws,
            seed=self.seed,
            principals=self.principals,
        )
        return {
            **head,
            "form": self.form,
            "kinds": [kind.to_dict() for kind in self.kinds],
            "assumptions": [one.to_dict() for one in self.assumptions],
            "labels": dict(self.labels),
            "sentences": list(self.sentences),
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, keys in order, ending in a newline."""
        return json_text(self.to_dict())


def _plain(text: str) -> str:
    """Return text on one line in which nothing counts as markup."""
    return MARKUP.sub(r"\\\1", " ".join(text.split()))


def _percent(share: float) -> str:
    text = f"{share:.0%}"
    return "less than 1%" if text == "0%" and share > 0 else text
