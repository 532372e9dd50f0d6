"""An issue whose options a file means by their texts or, where they are numbers, by those."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from detente.exchange.data_part import Part
from detente.exchange.hints import did_you_mean
from detente.exchange.issue_ranges import number_of

__all__ = ["NamedOptions"]


@dataclass(frozen=True)
class NamedOptions:
    """The name and the options of an issue, in order."""

    name: str
    options: tuple[str, ...]

    def meant(self, part: Part) -> str:
        """Return the option that a value means, or raise an ExchangeError."""
        return self.named(part, part.text())

    def named(self, part: Part, value: str) -> str:
        """Return the option that a text means; ``part`` is where it stands.

        An option of exactly this text is meant before one of the same number, as ``1`` and
        ``1.0`` are; a number that two options have means neither.

        Raises
        ------
        ExchangeError
            If no option is meant, with the nearest.
        """
        if value in self._texts:
            return value
        found = self._by_number.get(_number(value))
        if found is None:
            hint = did_you_mean(value, self.options)
            raise part.fault(f"{value!r} is no option of {self.name!r}{hint}")
        return found

    def numbers(self, part: Part) -> dict[str, Fraction]:
        """Return the options as numbers, or raise an ExchangeError at what reckons with them."""
        found = {option: number for option in self.options if (number := _number(option)) is not None}
        if len(found) < len(self.options):
            text = next(option for option in self.options if option not in found)
            raise part.fault(f"{text!r} of {self.name!r} is no number to reckon with")
        return found

    @cached_property
    def _texts(self) -> frozenset[str]:
        return frozenset(self.options)

    @cached_property
    def _by_number(self) -> dict[Fraction | None, str]:
        found: dict[Fraction | None, str] = {}
        twice: set[Fraction | None] = {None}
        for option in self.options:
            number = _number(option)
            if number in found:
                twice.add(number)
            found[number] = option
        return {number: option for number, option in found.items() if number not in twice}


def _number(text: str) -> Fraction | None:
    try:
        return number_of(text)
    except ValueError:
        return None
