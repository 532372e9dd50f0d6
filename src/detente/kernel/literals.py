"""Clauses read as what they need: which predicates must hold, and which would be easiest.

Every formula is rewritten with negations at the predicates only. A *literal* is a predicate or
its opposite; everything else is a quota: weights above 0 of the parts that hold must reach a
number (all of n is n, one of n is 1).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from detente.kernel.system import AND, NOT, OR, PRED, QUOTA

__all__ = [
    "ALWAYS",
    "NEVER",
    "Literal",
    "Need",
    "conjuncts",
    "easiest",
    "given_no_guard",
    "necessary",
    "needs_of",
    "program_of",
]


class Literal(NamedTuple):
    """Predicate ``predicate`` holds, or (``holds`` false) does not."""

    predicate: int
    holds: bool = True


@dataclass(frozen=True)
class Need:
    """The weights of the parts that hold sum to at least ``quota``; each weight is above 0.

    In simplest form, as :func:`needs_of` returns it: at least two parts, none of them settled
    beforehand, and none with more weight than the quota. Where each part must hold, or any one
    is enough, weights are 1, no part stands twice, and no part is of the same kind. Only the
    needs of nothing, that always hold or never do, have no parts.
    """

    quota: int
    weights: tuple[int, ...]
    parts: tuple[Literal | Need, ...]


ALWAYS = Need(0, (), ())
NEVER = Need(1, (), ())


@lru_cache(maxsize=4096)
def needs_of(program: bytes) -> Literal | Need:
    """Read one postfix program, given as the bytes of its int64 codes, in simplest form."""
    code = np.frombuffer(program, np.int64).tolist()
    stack: list[Literal | Need] = []
    at = 0
    while at < len(code):
        op = code[at]
        if op == PRED:
            stack.append(Literal(code[at + 1]))
            at += 2
        elif op == NOT:
            stack.append(_opposite(stack.pop()))
            at += 1
        else:
            n = code[at + 1]
            parts = stack[len(stack) - n :]
            del stack[len(stack) - n :]
            weights = code[at + 3 : at + 3 + n] if op == QUOTA else [1] * n
            quota = {AND: n, OR: 1}.get(op, code[at + 2] if op == QUOTA else 0)
            stack.append(_quota(quota, weights, parts))
            at += 3 + n if op == QUOTA else 2
    return stack[0]


def _quota(quota: int, weights: Sequence[int], parts: Sequence[Literal | Need]) -> Literal | Need:
    """Turn negative weights round, w x = w + |w| (1 - x), and bring into simplest form."""
    kept: list[tuple[int, Literal | Need]] = []
    for w, part in zip(weights, parts, strict=True):
        if w < 0:
            quota, w, part = quota - w, -w, _opposite(part)
        if part == ALWAYS:
            quota -= w
        elif w and part != NEVER:
            kept.append((w, part))
    total = sum(w for w, _ in kept)
    if quota <= 0 or total < quota:
        return ALWAYS if quota <= 0 else NEVER
    least = min(w for w, _ in kept)
    if total - least < quota or least >= quota:
        return _alike([part for _, part in kept], each=total - least < quota)
    return Need(quota, tuple(min(w, quota) for w, _ in kept), tuple(part for _, part in kept))


def _alike(parts: list[Literal | Need], *, each: bool) -> Literal | Need:
    """Return the need of each of the parts, or else of one of them, with parts of its kind opened up."""
    flat: dict[Literal | Need, None] = {}
    for part in parts:
        opened = isinstance(part, Need) and part.quota == (sum(part.weights) if each else 1)
        flat.update(dict.fromkeys(part.parts if isinstance(part, Need) and opened else (part,)))
    if len(flat) == 1:
        return next(iter(flat))
    return Need(len(flat) if each else 1, (1,) * len(flat), tuple(flat))


def _opposite(node: Literal | Need) -> Literal | Need:
    """Push a negation down: fewer than q of W means at least W - q + 1 of the opposites."""
    if isinstance(node, Literal):
        return Literal(node.predicate, not node.holds)
    parts = [_opposite(part) for part in node.parts]
    return _quota(sum(node.weights) - node.quota + 1, node.weights, parts)


def conjuncts(node: Literal | Need) -> tuple[Literal | Need, ...]:
    """Return needs in simplest form that must all hold for ``node`` to hold, and are enough."""
    if isinstance(node, Need) and node.quota == sum(node.weights):
        return node.parts
    return (node,)


def program_of(node: Literal | Need) -> list[int]:
    """Write a need as a postfix program, the opposite of :func:`needs_of`."""
    if isinstance(node, Literal):
        return [PRED, node.predicate] if node.holds else [PRED, node.predicate, NOT]
    program = [x for part in node.parts for x in program_of(part)]
    n = len(node.parts)
    if node.quota == sum(node.weights):
        return [*program, AND, n]
    if node.quota == 1:
        return [*program, OR, n]
    return [*program, QUOTA, n, node.quota, *node.weights]


def necessary(node: Literal | Need) -> list[Literal]:
    """Return literals that must all hold for ``node`` to hold (not always every such literal)."""
    if isinstance(node, Literal):
        return [node]
    spare = sum(node.weights) - node.quota
    pairs = zip(node.weights, node.parts, strict=True)
    return [literal for w, part in pairs if w > spare for literal in necessary(part)]


def given_no_guard(node: Literal | Need, is_guard: Callable[[int], bool]) -> tuple[list[Literal], list[int]]:
    """Return what is necessary where no guard lets the clause off, and its guards.

    A guard is a predicate that stands beside the rest of the clause in an OR.
    """
    if isinstance(node, Literal) or node.quota < 1 or any(w < node.quota for w in node.weights):
        return necessary(node), []
    guards = [p for p in node.parts if isinstance(p, Literal) and p.holds and is_guard(p.predicate)]
    rest = [part for part in node.parts if part not in guards]
    if not guards or not rest:
        return necessary(node), []
    return (necessary(rest[0]) if len(rest) == 1 else []), [g.predicate for g in guards]


def easiest(node: Literal | Need, cost: Callable[[Literal], float]) -> tuple[float, list[Literal]]:
    """Return a cheap set of literals that together make ``node`` hold, with its cost.

    Parts of a quota are taken by cost per weight, so the set need not be the cheapest of all.
    """
    if isinstance(node, Literal):
        return cost(node), [node]
    options = [(*easiest(part, cost), w) for w, part in zip(node.weights, node.parts, strict=True)]
    options.sort(key=lambda option: option[0] / min(option[2], max(node.quota, 1)))
    total, reached = 0.0, 0
    chosen: list[Literal] = []
    for price, literals, weight in options:
        if reached >= node.quota:
            break
        total, reached = total + price, reached + weight
        chosen += literals
    return total, chosen
