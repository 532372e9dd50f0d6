"""Two word operations that the compiler has to be handed, for the innermost loops of counting."""

from __future__ import annotations

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import types
from numba.extending import intrinsic

__all__ = ["WORDS", "meet", "popcount"]

WORDS = 8


def _popcount(_context: Any, _word: Any) -> Any:
    """Count the ones of a 64-bit word with the processor's own instruction."""

    def generate(_target: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.uint64(types.uint64), generate


def _meet(_context: Any, out: Any, _i: Any, a: Any, _j: Any, b: Any, _k: Any) -> Any:
    """Write ``a[j:j + 8] & b[k:k + 8]`` to ``out[i:i + 8]`` and tell whether a one is left.

    Written for the compiler because it does not find the one wide instruction by itself, which
    makes counting three times as slow. The arrays are one-dimensional and contiguous.
    """

    def generate(target: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        vector = ir.VectorType(ir.IntType(64), WORDS)

        def place(n: int) -> Any:
            data = target.make_array(signature.args[n])(target, builder, arguments[n]).data
            return builder.bitcast(builder.gep(data, [arguments[n + 1]]), vector.as_pointer())

        both = builder.and_(builder.load(place(2), align=8), builder.load(place(4), align=8))
        builder.store(both, place(0), align=8)
        ones = builder.icmp_unsigned("!=", both, ir.Constant(vector, [0] * WORDS))
        mask = builder.bitcast(ones, ir.IntType(WORDS))
        return builder.icmp_unsigned("!=", mask, ir.Constant(ir.IntType(WORDS), 0))

    return types.boolean(out, types.int64, a, types.int64, b, types.int64), generate


popcount: Any = intrinsic(_popcount)
meet: Any = intrinsic(_meet)
