"""A grid of shares drawn with characters."""

from __future__ import annotations

from itertools import product

import pytest

from detente.explain.sweep_axes import Placed, SweepAxis
from detente.explain.sweep_result import SweepPoint, SweptKind
from detente.model.predicate import GATES
from detente.report.sweep_map import sweep_map
from detente.verdict.intervals import wilson


def axis(name: str, n: int) -> SweepAxis:
    """A share at n values."""
    values = tuple(k / max(n - 1, 1) for k in range(n))
    placed = Placed(name="base", low=0.1, middle=0.2, high=0.3)
    return SweepAxis(name=name, words=name, unit="share", paths=(name,), values=values, elicited=placed)


def kind(down: int, across: int) -> SweptKind:
    """Shares that grow to the right and upwards."""
    axes = (axis("down", down), axis("across", across))
    points = []
    for j, k in product(range(down), range(across)):
        share = (j + k) / max(down + across - 2, 1)
        points.append(
            SweepPoint(
                at=(axes[0].values[j], axes[1].values[k]),
                share=wilson(round(100 * share), 100),
                gate_of_death=None if share >= 0.5 else "credible",
                survives=dict.fromkeys(GATES, share),
            )
        )
    return SweptKind(
        deal="x",
        name="X",
        form="exactly as described",
        axes=axes,
        points=tuple(points),
        as_elicited=points[0],
    )


def test_percentages_and_letters() -> None:
    """The largest value of the first axis on top; below one half the gate, else a shade."""
    found = sweep_map(kind(2, 3))
    assert [line.split() for line in found.lines[1:4]] == [
        ["0", "0.5", "1"],
        ["1", "33%C", "67%▓", "100%█"],
        ["0", "0%C", "33%C", "67%▓"],
    ]
    assert found.ascii_lines[2].split() == ["1", "33%C", "67%*", "100%#"]
    assert all(line.isascii() for line in found.ascii_lines)
    assert found.lines[6] == "below, a letter says where it dies: C credible"
    assert found.lines[7] == "elicited down: 0.1 to 0.3"
    assert found.alternative.startswith(
        "Shares of draws with a deal over down (down) and across (across): 0%"
    )


@pytest.mark.parametrize("shape", [(1, 1), (3, 11), (40, 12), (50, 50), (2, 1250), (1250, 2)])
def test_any_grid_fits_a_terminal(shape: tuple[int, int]) -> None:
    """No line is wider than 80 cells, and there are not too many of them."""
    found = sweep_map(kind(*shape))
    drawing = found.lines[: found.lines.index("")]
    assert max(map(len, found.lines)) <= 80
    assert len(drawing) <= 42


def test_many_columns_are_shades() -> None:
    """With a key to them, and what was left out."""
    found = sweep_map(kind(90, 70))
    assert "[ ] 0-20%, [░] 20-40%, [▒] 40-60%, [▓] 60-80%, [█] 80-100%" in found.lines[-4]
    assert found.lines[-1] == "30 of 90 rows and 35 of 70 columns."
