"""Value functions of NegMAS, which say what the values of one issue are worth."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from detente.exchange.data_part import Part
from detente.exchange.named_options import NamedOptions
from detente.exchange.negmas_issues import class_of

__all__ = ["value_points"]

#: Largest power of a polynomial.
MAX_DEGREE = 20


def value_points(part: Part, issue: NamedOptions) -> dict[str, Fraction]:
    """Return what a function gives for every option of an issue, before its weight.

    Read are tables and the functions that are exact for exact numbers: identity, constant,
    linear, affine, quadratic, polynomial and triangular.

    Raises
    ------
    ExchangeError
        For any other function (a program is never run, and a sine or a power is no fraction), an
        option that a table leaves out, and a value that is none of the issue's.
    """
    if isinstance(part.data, list):
        return _listed(part, issue)
    kind = class_of(part)
    if kind in ("", "TableFun", "dict"):
        return _table(part.at("mapping") if kind == "TableFun" or part.get("mapping") else part, issue)
    if kind == "ConstFun":
        return dict.fromkeys(issue.options, _field(part, "bias"))
    if kind not in _FUNCTIONS:
        known = ", ".join(["TableFun", "ConstFun", *_FUNCTIONS])
        raise part.fault(
            f"the function {kind} is not read, as it is a program or not exact; read are {known}"
        )
    function = _FUNCTIONS[kind](part)
    return {option: function(number) for option, number in issue.numbers(part).items()}


def _listed(part: Part, issue: NamedOptions) -> dict[str, Fraction]:
    """Read points in the order of the options."""
    points = [inner.number() for inner in part.items()]
    if len(points) != len(issue.options):
        raise part.fault(f"{len(points)} numbers for the {len(issue.options)} values of {issue.name!r}")
    return dict(zip(issue.options, points, strict=True))


def _table(mapping: Part, issue: NamedOptions) -> dict[str, Fraction]:
    points: dict[str, Fraction] = {}
    for value, part in mapping.named().items():
        if value in ("type", "__python_class__"):
            continue
        points[issue.named(part, value)] = part.number()
    for option in issue.options:
        if option not in points:
            raise mapping.fault(f"there is nothing for {option!r} of {issue.name!r}")
    return points


def _field(part: Part, name: str, default: int = 0) -> Fraction:
    found = part.get(name)
    return Fraction(default) if found is None else found.number()


Function = Callable[[Fraction], Fraction]


def _affine(part: Part) -> Function:
    slope, bias = part.at("slope").number(), _field(part, "bias")
    return lambda x: slope * x + bias


def _identity(part: Part) -> Function:
    bias = _field(part, "bias")
    return lambda x: x + bias


def _quadratic(part: Part) -> Function:
    square, slope, bias = part.at("a2").number(), part.at("a1").number(), _field(part, "bias")
    return lambda x: (square * x + slope) * x + bias


def _polynomial(part: Part) -> Function:
    """Coefficients stand from the first power up."""
    coefficients = [inner.number() for inner in part.at("coefficients").items()]
    if len(coefficients) > MAX_DEGREE:
        raise part.fault(f"a polynomial of degree {len(coefficients)}; {MAX_DEGREE} is the most")
    bias = _field(part, "bias")
    return lambda x: bias + sum(c * x**power for power, c in enumerate(coefficients, start=1))


def _triangular(part: Part) -> Function:
    start, middle, end = (part.at(name).number() for name in ("start", "middle", "end"))
    bias, scale = _field(part, "bias"), _field(part, "scale", 1)

    def worth(x: Fraction) -> Fraction:
        if not start < x < end:
            return bias
        if x <= middle:
            return bias + scale * (x - start) / (middle - start)
        return bias + scale * (end - x) / (end - middle)

    return worth


_FUNCTIONS: dict[str, Callable[[Part], Function]] = {
    "IdentityFun": _identity,
    "LinearFun": _affine,
    "AffineFun": _affine,
    "QuadraticFun": _quadratic,
    "PolynomialFun": _polynomial,
    "TriangularFun": _triangular,
}
