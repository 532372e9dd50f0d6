"""What a picture of blockers shows: how often each alone opens a deal, and how often none does without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from detente.explain.block_results import Blockers, KindBlockers, QuestionBlockers
from detente.report.text_fitting import shortened
from detente.report.wording import listed, percent
from detente.verdict.intervals import ShareInterval

__all__ = ["BlockerBar", "BlockersPanel", "BlockersPicture", "blockers_picture"]

#: Cells that names may take in a sentence, panels that it tells of, names told of each.
NAME_WIDTH, TOLD, NAMED = 60, 3, 3
#: Units of a panel where there is one question, and where there are several.
MOST_OF_ONE, MOST_OF_MANY = 14, 3
HEADS = {"party": "Parties", "rule": "Rules of ratification", "gate": "Gates"}


class BlockerBar(NamedTuple):
    """One party, rule or gate: shares of draws in which it blocks alone, and in which it is needed."""

    name: str
    sole: ShareInterval
    needed: ShareInterval


@dataclass(frozen=True, kw_only=True)
class BlockersPanel:
    """Bars under a name of their own.

    Attributes
    ----------
    name : str
    note : str
        What the bars add up to, in a few words.
    bars : tuple of BlockerBar
        May be empty: nothing blocks alone and nothing is needed.
    """

    name: str
    note: str
    bars: tuple[BlockerBar, ...]


@dataclass(frozen=True, kw_only=True)
class BlockersPicture:
    """Blockers as bars.

    Attributes
    ----------
    title, caption : str
    panels : tuple of BlockersPanel
        Parties, rules and gates of one question, or the parties of each of several. May be empty.
    """

    title: str
    caption: str
    panels: tuple[BlockersPanel, ...]

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return everything drawn as a table, one row per bar."""
        return tuple(
            {
                "panel": panel.name,
                "name": bar.name,
                "sole": bar.sole.share,
                "sole_low": bar.sole.low,
                "sole_high": bar.sole.high,
                "needed": bar.needed.share,
                "needed_low": bar.needed.low,
                "needed_high": bar.needed.high,
            }
            for panel in self.panels
            for bar in panel.bars
        )

    def alternative(self) -> str:
        """Say in a few sentences what the picture shows, for those who cannot see it."""
        if not self.panels:
            return "There is no kind of deal to ask about."
        return " ".join(_in_words(panel) for panel in self.panels[:TOLD])


def _in_words(panel: BlockersPanel) -> str:
    name = shortened(panel.name, NAME_WIDTH)
    if not panel.bars:
        return f"{name}: nothing blocks alone, and nothing is needed."
    alone = [(bar.name, bar.sole) for bar in panel.bars if bar.sole.hits]
    needed = [(bar.name, bar.needed) for bar in panel.bars if bar.needed.hits]
    return f"{name}: alone {_told(alone)}; needed {_told(needed)}."


def _told(shares: list[tuple[str, ShareInterval]]) -> str:
    names = [f"{shortened(name, NAME_WIDTH)} {percent(share.share)}" for name, share in shares]
    return listed(names, NAMED) or "nobody"


def blockers_picture(found: Blockers) -> BlockersPicture:
    """Return the picture of blockers.

    Parameters
    ----------
    found : Blockers
        Of one question its parties, rules and gates are drawn, of several the parties that block most.
    """
    if len(found.questions) == 1:
        question = found.questions[0]
        panels = tuple(_panel(HEADS[kind.kind], kind, MOST_OF_ONE) for kind in question.kinds)
        about = f"{question.name}, {question.form}. "
    else:
        panels = tuple(_of_question(question) for question in found.questions)
        about = ""
    return BlockersPicture(
        title=found.title,
        caption=f"{about}Share of draws in which lifting its conditions alone opens a deal (dark bar), and "
        "in which a deal can be opened, but not without lifting them (pale bar); lines: 95% intervals.",
        panels=panels,
    )


def _of_question(question: QuestionBlockers) -> BlockersPanel:
    if not question.kinds:
        return BlockersPanel(name=question.name, note="no package can be of this kind", bars=())
    return _panel(question.name, question.of("party"), MOST_OF_MANY)


def _panel(name: str, kind: KindBlockers, most: int) -> BlockersPanel:
    bars = [
        BlockerBar(unit.name, unit.sole, unit.needed)
        for unit in kind.units
        if unit.sole.hits or unit.needed.hits
    ]
    often = percent(kind.can_open.share) if kind.can_open.hits else "no draw"
    return BlockersPanel(name=name, note=f"can be opened in {often}", bars=tuple(bars[:most]))
