"""Rows that are not kept, counted by reason, with the first of each to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["EXAMPLES", "LEFT_OUT", "REASONS", "Rejected", "Rejections"]

#: Examples kept of each reason.
EXAMPLES = 3
SHOWN = 80

#: What can be wrong with a row, or keep a sound one out, in the order in which it is looked for.
REASONS: Mapping[str, str] = {
    "long line": "line of more than 1 MB",
    "nul": "line with NUL bytes",
    "fields": "wrong number of fields",
    "quotes": "quotation mark that is never closed",
    "no date": "no date",
    "bad date": "date that cannot be read",
    "far date": "date before 1900 or in the future",
    "no code": "neither code nor score",
    "bad code": "code that is in no table",
    "bad score": "score that is no number, or outside the scale",
    "duplicate": "duplicate of an earlier row",
    "no actor": "without a source or a target",
    "no state": "actor that speaks for no state",
    "within": "source and target are the same state",
    "days": "outside the days asked for",
    "actors": "other actors than those asked for",
}
#: Reasons that keep out sound rows: nothing is wrong with the file.
LEFT_OUT = frozenset({"no actor", "no state", "within", "days", "actors"})


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """How many rows were not kept for one reason.

    Attributes
    ----------
    reason : str
        In words.
    rows : int
        1 or more.
    examples : tuple of str
        The first few, ``file:line: what stands there``.
    """

    reason: str
    rows: int
    examples: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Give it as JSON."""
        return {"reason": self.reason, "rows": self.rows, "examples": list(self.examples)}


@dataclass(kw_only=True, eq=False)
class Rejections:
    """A running count by reason; of each the first :data:`EXAMPLES` are kept and no more."""

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, reason: str, rows: int = 1) -> None:
        """Count rows; ``reason`` is a key of :data:`REASONS`."""
        if rows:
            self.counts[reason] = self.counts.get(reason, 0) + rows

    def wants(self, reason: str) -> int:
        """Say how many more examples of a reason are kept."""
        return EXAMPLES - len(self.examples.get(reason, ()))

    def show(self, reason: str, place: str, what: str) -> None:
        """Keep an example, ``what`` shortened to one line; ignored where there are enough."""
        if self.wants(reason) > 0:
            line = " ".join(what[: SHOWN * 2].split())
            text = line if len(line) <= SHOWN else f"{line[:SHOWN]}..."
            self.examples.setdefault(reason, []).append(f"{place}: {text}" if text else place)

    def merge(self, other: Rejections) -> None:
        """Add what another has counted."""
        for reason, rows in other.counts.items():
            self.add(reason, rows)
        for reason, found in other.examples.items():
            kept = self.examples.setdefault(reason, [])
            kept.extend(found[: EXAMPLES - len(kept)])

    @property
    def rows(self) -> int:
        """Rows counted under all reasons."""
        return sum(self.counts.values())

    def told(self, *, left_out: bool) -> tuple[Rejected, ...]:
        """Give the reasons that occurred, in the order of :data:`REASONS`.

        Parameters
        ----------
        left_out : bool
            True for those that keep out sound rows, False for those that reject bad ones.
        """
        return tuple(
            Rejected(reason=words, rows=self.counts[reason], examples=tuple(self.examples.get(reason, ())))
            for reason, words in REASONS.items()
            if self.counts.get(reason) and (reason in LEFT_OUT) == left_out
        )
