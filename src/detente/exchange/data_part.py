"""A part of a data file (JSON or YAML) that knows where it stands, so that its errors do."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from detente.errors import ExchangeError
from detente.exchange.exact_numbers import exact_number
from detente.exchange.hints import cut, did_you_mean
from detente.exchange.listing import listed

__all__ = ["Data", "Figure", "Key", "Part"]


class Figure(str):
    """The text of a number that is written as a number, not in quotes."""

    __slots__ = ()


#: A key of a mapping; a tuple where YAML has a list for a key.
Key: TypeAlias = "str | tuple[str, ...]"
#: What a data file holds: texts (numbers too, as they are written), lists and mappings.
Data: TypeAlias = "str | bool | list[Data] | dict[Key, Data] | None"


@dataclass(frozen=True)
class Part:
    """A value with its file and its path inside."""

    file: str
    path: str
    data: Data

    def fault(self, message: str) -> ExchangeError:
        """Return an error that says where the value stands and what is wrong with it."""
        at = f": {self.path}" if self.path else ""
        return ExchangeError(cut(f"{self.file}{at}: {message}"))

    def at(self, key: Key) -> Part:
        """Return the value of a key, or raise an ExchangeError that names the nearest key."""
        entries = self.entries()
        if key not in entries:
            hint = did_you_mean(str(key), map(str, entries), saying="there is {}")
            raise self.fault(f"{key!r} is missing{hint}")
        return entries[key]

    def get(self, key: Key) -> Part | None:
        """Return the value of a key; None if it is not there or null."""
        found = self.entries().get(key)
        return None if found is None or found.data is None else found

    def entries(self) -> dict[Key, Part]:
        """Return the values of a mapping by their keys, in order, or raise an ExchangeError."""
        if not isinstance(self.data, dict):
            raise self.fault(f"names with values are needed here, not {self._kind()}")
        return {key: self._inner(_shown(key), value) for key, value in self.data.items()}

    def named(self) -> dict[str, Part]:
        """Return :meth:`entries` of a mapping all of whose keys are texts."""
        entries = self.entries()
        for key in entries:
            if not isinstance(key, str):
                raise self.fault(f"the key {list(key)} is a list; a name is needed")
        return {key: part for key, part in entries.items() if isinstance(key, str)}

    def items(self) -> list[Part]:
        """Return the values of a list, or raise an ExchangeError."""
        if not isinstance(self.data, list):
            raise self.fault(f"a list is needed here, not {self._kind()}")
        return [self._inner(f"[{place}]", value) for place, value in enumerate(self.data)]

    def text(self) -> str:
        """Return a text or a number as it is written, or raise an ExchangeError."""
        if isinstance(self.data, bool):
            return "true" if self.data else "false"
        if not isinstance(self.data, str):
            raise self.fault(f"a text is needed here, not {self._kind()}")
        return str(self.data)

    def number(self) -> Fraction:
        """Return a number exactly, or raise an ExchangeError."""
        if not isinstance(self.data, str):
            raise self.fault(f"a number is needed here, not {self._kind()}")
        try:
            return exact_number(self.data)
        except ValueError as error:
            raise self.fault(str(error)) from None

    def _inner(self, step: str, value: Data) -> Part:
        dot = "." if self.path and not step.startswith("[") else ""
        return Part(self.file, f"{self.path}{dot}{step}", value)

    def _kind(self) -> str:
        if isinstance(self.data, dict):
            return f"the keys {listed(map(_shown, self.data))}" if self.data else "an empty mapping"
        if isinstance(self.data, list):
            return f"a list of {len(self.data)}"
        if isinstance(self.data, bool):
            return "true" if self.data else "false"
        return "nothing" if self.data is None else repr(self.data[:40])


def _shown(key: Key) -> str:
    text = key if isinstance(key, str) else str(list(key))
    return text if len(text) <= 60 else f"{text[:60]}..."
