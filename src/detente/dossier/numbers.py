"""Every way to write a number in a dossier, checked.

4                               a point
4..8                            a range, uniform
15/25/30                        low / most likely / high, PERT
{normal: {mean: 4, sd: 1}}      a named distribution
{points: 4..8, cite: [...]}     any of these with its provenance
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from detente.dossier.marks import Path
from detente.dossier.quantity import Distribution
from detente.errors import nearest

__all__ = ["LARGEST", "PATTERN", "Number", "RawNumber", "Share", "parse_number"]

LARGEST = 1e9
"""No number in a dossier may be larger: sums must fit the fixed-point integers of the kernel."""

_ONE = r"[-+]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
PATTERN = rf"^\s*{_ONE}\s*(?:\.\.(?!\.)\s*{_ONE}|/\s*{_ONE}\s*/\s*{_ONE})?\s*$"
_POINT = re.compile(rf"\s*({_ONE})\s*")
_RANGE = re.compile(rf"\s*({_ONE})\s*\.\.(?!\.)\s*({_ONE})\s*")
_THREE = re.compile(rf"\s*({_ONE})\s*/\s*({_ONE})\s*/\s*({_ONE})\s*")
_NOT_FINITE = re.compile(r"\b(?:nan|inf|infinity)\b", re.IGNORECASE)
_FORMS = "write 4, 4..8, 15/25/30 or {normal: {mean: 4, sd: 1}}"

PARAMETERS: dict[str, tuple[str, ...]] = {
    "uniform": ("low", "high"),
    "pert": ("low", "mode", "high"),
    "triangular": ("low", "mode", "high"),
    "normal": ("mean", "sd"),
    "lognormal": ("mean", "sd"),
    "beta": ("a", "b"),
}
PROVENANCE = ("cite", "note", "by", "on", "indicator")


@dataclass(frozen=True, kw_only=True)
class RawNumber:
    """A checked number that does not know yet where it stands."""

    distribution: Distribution
    parameters: tuple[float, ...]
    cite: tuple[str, ...] = ()
    note: str | None = None
    by: str | None = None
    on: str | None = None
    indicator: str | None = None

    @property
    def is_zero(self) -> bool:
        """True where the number is zero in every draw."""
        return self.distribution not in ("beta", "lognormal") and not any(self.parameters)


class _NumberError(Exception):
    """One thing wrong with a number; ``at`` leads to it from the number."""

    def __init__(self, code: str, message: str, *, hint: str, at: Path = (), found: Any = None) -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.at, self.found = code, message, hint, at, found


def parse_number(value: Any) -> RawNumber:
    """Check a number in any of its forms.

    Raises
    ------
    PydanticCustomError
        With the problem code as its type and ``at`` (the way from the number to the fault),
        ``hint`` and ``found`` in its context.
    """
    return _reported(_number, value)


def _parse_share(value: Any) -> RawNumber:
    return _reported(_share, value)


def _reported(parse: Any, value: Any) -> RawNumber:
    try:
        number: RawNumber = parse(value)
    except _NumberError as fault:
        context = {"at": fault.at, "hint": fault.hint, "found": value if fault.found is None else fault.found}
        raise PydanticCustomError(fault.code, fault.message, context) from None
    return number


def _share(value: Any) -> RawNumber:
    """A number between 0 and 1 in every draw."""
    number = _number(value)
    at = _value_path(value)
    name, figures = number.distribution, number.parameters
    if name == "beta":
        return number
    if name in ("normal", "lognormal") and figures[1] > 0:
        raise _NumberError(
            "D035", f"a {name} distribution reaches beyond 0..1", at=at, hint="use {beta: {a: 2, b: 5}}"
        )
    ends = (math.exp(figures[0]),) if name == "lognormal" else (figures[0], figures[-1])
    if name == "normal":
        ends = (figures[0],)
    if min(ends) < 0 or max(ends) > 1:
        raise _NumberError(
            "D035", "a share or probability must lie between 0 and 1", at=at, hint="write 0.3 for 30 per cent"
        )
    return number


def _number(value: Any) -> RawNumber:
    if not isinstance(value, dict):
        return RawNumber(distribution=(plain := _plain(value))[0], parameters=plain[1])
    carriers = [key for key in ("points", "value") if key in value]
    if not carriers:
        name, parameters = _named(value, ())
        return RawNumber(distribution=name, parameters=parameters)
    if len(carriers) == 2:
        raise _NumberError(
            "D030", "`points` and `value` mean the same; only one may stand", at=("value",), hint="remove one"
        )
    inner = value[carriers[0]]
    form = _named(inner, (carriers[0],)) if isinstance(inner, dict) else _plain(inner, (carriers[0],))
    return RawNumber(distribution=form[0], parameters=form[1], **_provenance(value, carriers[0]))


def _value_path(value: Any) -> Path:
    """The way from a number to the part of it that holds the figures."""
    if isinstance(value, dict):
        return next(((key,) for key in ("points", "value") if key in value), ())
    return ()


def _plain(value: Any, at: Path = ()) -> tuple[Distribution, tuple[float, ...]]:
    if isinstance(value, str):
        return _written(value, at)
    return "point", (_figure(value, at),)


def _written(text: str, at: Path) -> tuple[Distribution, tuple[float, ...]]:
    if found := _POINT.fullmatch(text):
        return "point", (_figure(float(found[1]), at),)
    if found := _RANGE.fullmatch(text):
        low, high = (_figure(float(x), at) for x in found.groups())
        return "uniform", _in_order("uniform", (low, high), at, text)
    if found := _THREE.fullmatch(text):
        return "pert", _in_order("pert", tuple(_figure(float(x), at) for x in found.groups()), at, text)
    if _NOT_FINITE.search(text):
        raise _NumberError(
            "D031", "a number must be finite", at=at, found=text, hint="write an ordinary number"
        )
    raise _NumberError("D030", "this is not a number", at=at, found=text, hint=_FORMS)


def _figure(value: Any, at: Path) -> float:
    """One finite figure."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _NumberError("D030", "this is not a number", at=at, found=value, hint=_FORMS)
    if isinstance(value, float) and not math.isfinite(value):
        raise _NumberError(
            "D031", "a number must be finite", at=at, found=value, hint="write an ordinary number"
        )
    if abs(value) > LARGEST:
        raise _NumberError(
            "D036",
            f"no number may be larger than {LARGEST:g}",
            at=at,
            found=value,
            hint="use a smaller scale",
        )
    return float(value)


def _named(value: dict[str, Any], at: Path) -> tuple[Distribution, tuple[float, ...]]:
    """A distribution by its name, such as ``{normal: {mean: 4, sd: 1}}``."""
    if len(value) != 1:
        extra = next((key for key in value if key not in PARAMETERS), None)
        path = at if extra is None else (*at, extra)
        raise _NumberError(
            "D030",
            "a number names exactly one distribution, or has `points`",
            at=path,
            found=extra,
            hint=_FORMS,
        )
    name, inner = next(iter(value.items()))
    if name not in PARAMETERS:
        close = nearest(name, (*PARAMETERS, "points", "value"))
        hint = f"did you mean {close!r}?" if close else f"there are: {', '.join(PARAMETERS)}"
        raise _NumberError("D030", "there is no such distribution", at=(*at, name), found=name, hint=hint)
    figures = _parameters(name, inner, (*at, name))
    return name, _in_order(name, figures, (*at, name), None)  # type: ignore[return-value]


def _parameters(name: str, inner: Any, at: Path) -> tuple[float, ...]:
    wanted = PARAMETERS[name]
    shape = f"write {{{name}: {{{', '.join(f'{k}: ...' for k in wanted)}}}}}"
    if not isinstance(inner, dict):
        raise _NumberError("D030", f"{name} needs {' and '.join(wanted)}", at=at, found=inner, hint=shape)
    for key in inner:
        if key not in wanted:
            raise _NumberError("D020", "unknown key", at=(*at, key), found=key, hint=shape)
    for key in wanted:
        if key not in inner:
            raise _NumberError("D021", f"missing key {key!r}", at=at, found=inner, hint=shape)
    return tuple(_figure(inner[key], (*at, key)) for key in wanted)


def _in_order(name: str, figures: tuple[float, ...], at: Path, text: str | None) -> tuple[float, ...]:
    """Check that the figures of a distribution fit each other."""
    first, last = figures[0], figures[-1]
    if name == "uniform" and first > last:
        raise _NumberError(
            "D032", "the range is upside down", at=at, found=text, hint=f"write {last:g}..{first:g}"
        )
    if name in ("pert", "triangular") and list(figures) != sorted(figures):
        ordered = "/".join(f"{x:g}" for x in sorted(figures))
        raise _NumberError(
            "D033", "low, most likely and high are out of order", at=at, found=text, hint=f"write {ordered}"
        )
    if name in ("normal", "lognormal") and last < 0:
        raise _NumberError(
            "D034",
            "a standard deviation cannot be negative",
            at=(*at, "sd"),
            found=last,
            hint=f"write {-last:g}",
        )
    if name == "beta" and min(figures) <= 0:
        raise _NumberError(
            "D034", "a and b of a beta distribution must be above 0", at=at, hint="write {beta: {a: 2, b: 5}}"
        )
    if name == "lognormal" and first + 8 * last > math.log(LARGEST):
        raise _NumberError(
            "D036",
            f"this distribution reaches beyond {LARGEST:g}",
            at=at,
            hint="mean and sd are those of the logarithm",
        )
    return figures


def _provenance(value: dict[str, Any], carrier: str) -> dict[str, Any]:
    """Check the keys that say where a number comes from."""
    for key in value:
        if key != carrier and key not in PROVENANCE:
            close = nearest(key, (carrier, *PROVENANCE))
            hint = f"did you mean {close!r}?" if close else f"there are: {', '.join((carrier, *PROVENANCE))}"
            raise _NumberError("D020", "unknown key", at=(key,), found=key, hint=hint)
    cite = value.get("cite") or []
    if not isinstance(cite, list):
        raise _NumberError(
            "D022", "should be a list", at=("cite",), found=cite, hint="put it in square brackets"
        )
    for index, item in enumerate(cite):
        if not isinstance(item, str):
            raise _NumberError(
                "D022", "should be text", at=("cite", index), found=item, hint="put it in quotes"
            )
    texts = {key: value.get(key) for key in PROVENANCE if key != "cite"}
    for key, text in texts.items():
        if text is not None and not isinstance(text, str):
            raise _NumberError("D022", "should be text", at=(key,), found=text, hint="put it in quotes")
    return {"cite": tuple(cite), **texts}


Number = Annotated[RawNumber, PlainValidator(parse_number), WithJsonSchema({"x-number": "number"})]
"""A number in points."""

Share = Annotated[RawNumber, PlainValidator(_parse_share), WithJsonSchema({"x-number": "share"})]
"""A number between 0 and 1 in every draw."""
