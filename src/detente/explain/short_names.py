"""Names that fit into a sentence: an option or issue with a long name is told by its key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

__all__ = ["LONGEST_NAME", "ShortNames"]

#: Letters of a name that a sentence can bear.
LONGEST_NAME = 40


class ShortNames(Mapping[str, str]):
    """Names of parties, issues and options, with the key in place of a name of over 40 letters.

    Parties keep their names. An option is told by ``issue=option``, as it is typed.

    Parameters
    ----------
    labels : mapping
        Names as :func:`detente.dossier.labels.labels_of` has them.

    Examples
    --------
    >>> names = ShortNames({"south": "South", "war": "W" * 50, "war=truce": "Truce"})
    >>> names["war"], names["war=truce"], names.text("the control over " + "W" * 50)
    ('war', 'Truce', 'the control over war')
    """

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.full = labels

    @classmethod
    def of(cls, labels: Mapping[str, str]) -> ShortNames:
        """Shorten names, unless that is done already."""
        return labels if isinstance(labels, ShortNames) else cls(labels)

    def __getitem__(self, key: str) -> str:
        return self._short[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.full)

    def __len__(self) -> int:
        return len(self.full)

    @cached_property
    def _issues(self) -> set[str]:
        return {key.partition("=")[0] for key in self.full if "=" in key}

    @cached_property
    def _short(self) -> dict[str, str]:
        told = self._issues | {key for key in self.full if "=" in key}
        return {
            key: key if key in told and len(name) > LONGEST_NAME else name for key, name in self.full.items()
        }

    @cached_property
    def _replaced(self) -> Mapping[str, str]:
        """What is replaced in a text, long names of one thing only: ``option (issue)`` before either."""
        options = [key for key in self.full if "=" in key]
        pairs = [(f"{self.full[key]} ({self.full[key.partition('=')[0]]})", key) for key in options]
        named = [*pairs, *((self.full[key], key) for key in (*options, *sorted(self._issues)))]
        times = Counter(name for name, _ in named)
        return {name: key for name, key in named if len(name) > LONGEST_NAME and times[name] == 1}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        found = sorted(self._replaced, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, found))) if found else None

    def text(self, text: str) -> str:
        """Put keys in place of long names in a text that has them in full.

        A name that two options or issues share stays as it is.
        """
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._replaced[found[0]], text)

    def keys_in(self, text: str) -> tuple[str, ...]:
        """Return the keys, of names that are replaced, that a text tells, in the order of the names.

        An issue's key may be an ordinary word; it counts after "over", "on" or a bracket only, where
        judgements tell their issue.
        """
        long = {key for key, name in self._short.items() if name != self.full[key]}
        long.update(self._replaced.values())
        found: set[str] = set()
        for start, keys in (
            (r"(?<![\w=-])", long - self._issues),
            (r"(?:over |on |\()", long & self._issues),
        ):
            # Longest first, so that a key is not taken for one that begins like it.
            wanted = "|".join(re.escape(key) for key in sorted(keys, key=len, reverse=True))
            if wanted:
                found |= {one[1] for one in re.finditer(rf"{start}({wanted})(?![\w=-])", text)}
        return tuple(key for key in self.full if key in found)
