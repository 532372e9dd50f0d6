"""Bill and Jack barter nine goods: the worked example of Nash 1950, Econometrica 18, 155-162."""

from __future__ import annotations

from detente.ensemble.sampling import draw_values
from detente.kernel.counting import count_gates
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import UNIT
from detente.model.tables import fill_tables
from properties.dossiers import loaded, plain
from properties.reference import Reference

#: Good: owner, utility to Bill, utility to Jack.
GOODS = {
    "book": ("bill", 2, 4),
    "whip": ("bill", 2, 2),
    "ball": ("bill", 2, 1),
    "bat": ("bill", 2, 2),
    "box": ("bill", 4, 1),
    "pen": ("jack", 10, 1),
    "toy": ("jack", 4, 1),
    "knife": ("jack", 6, 2),
    "hat": ("jack", 2, 2),
}
FRONTIER = [(2, 8), (6, 7), (8, 6), (12, 5), (14, 4), (16, 2), (18, 0)]


def gains() -> tuple[int, list[tuple[int, int]]]:
    """Return how many barters the model calls acceptable, and the gains of those that are."""
    sign = {"bill": -1, "jack": 1}
    data = plain(
        parties={"bill": {"role": "principal"}, "jack": {"role": "principal"}},
        issues={
            good: {"options": {"kept": {"status_quo": True}, "given": {"performers": [owner]}}}
            for good, (owner, _, _) in GOODS.items()
        },
        stakes={
            "bill": {good: {"given": sign[owner] * bill} for good, (owner, bill, _) in GOODS.items()},
            "jack": {good: {"given": -sign[owner] * jack} for good, (owner, _, jack) in GOODS.items()},
        },
        deals={},
    )
    b = Blueprint(loaded(data))
    tables = fill_tables(b, draw_values(b.quantities, 0, 0, 1, b.correlations))
    found = []
    for package in Reference(b.dossier).packages():
        bill, jack = (tables.points[0][:, b.space.columns(package)].sum(axis=1) // UNIT).tolist()
        if bill >= 0 and jack >= 0 and "given" in package.values():
            found.append((bill, jack))
    return count_gates(tables.common_system(0))[1], found


def test_the_zone_of_agreement() -> None:
    """The best barters on which neither loses are the known ones; the product is greatest at 12 and 5."""
    count, found = gains()
    assert count == len(found)
    best = {x for x in found if not any(y != x and y[0] >= x[0] and y[1] >= x[1] for y in found)}
    assert sorted(best) == FRONTIER
    assert max(found, key=lambda x: x[0] * x[1]) == (12, 5)
