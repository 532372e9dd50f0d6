"""Ways through the gates against brute force."""

from brute_force import every_package, gates_passed, holding, make_system, systems
from hypothesis import given, settings

from detente.kernel.conditions import clause_needs
from detente.kernel.reduction import reduced
from detente.kernel.system import OR, PRED, QUOTA, System
from detente.kernel.ways import Way, ways_through


def satisfies(way: Way, holds: list[bool]) -> bool:
    """Tell whether every literal of a way is true."""
    return all(holds[x.predicate] == x.holds for x in way)


@settings(max_examples=200)
@given(systems(max_issues=3, max_options=3))
def test_a_package_passes_exactly_when_it_goes_some_way(system: System) -> None:
    """At every gate that has few enough ways, for every package."""
    core = reduced(system).core
    needs = zip(core.clause_gate.tolist(), clause_needs(core), strict=True)
    ways = ways_through(needs, core.n_gates, lambda _: True, 40)
    for package in every_package(core):
        holds, passed = holding(core, package), gates_passed(core, package)
        for gate, gate_ways in enumerate(ways):
            assert any(satisfies(way, holds) for way in gate_ways) == (passed > gate)


def test_choices_multiply_and_repeat_nothing() -> None:
    """Two free choices make four ways; a clause that a way satisfies already adds none."""
    clauses = [
        (0, [PRED, 0, PRED, 1, OR, 2]),
        (1, [PRED, 2, PRED, 3, OR, 2]),
        (1, [PRED, 0, PRED, 1, PRED, 2, QUOTA, 3, 1, 1, 1, 1]),
    ]
    system = make_system(
        [2] * 4, [[int(c == 2 * p + 1) for c in range(8)] for p in range(4)], [1] * 4, clauses, 2
    )
    needs = list(zip(system.clause_gate.tolist(), clause_needs(system), strict=True))
    ways = ways_through(needs, 2, lambda _: True, 40)
    assert [len(x) for x in ways] == [2, 4]
    assert [len(x) for x in ways_through(needs, 2, lambda _: True, 3)] == [2]
    assert [len(x) for x in ways_through(needs, 2, lambda way: len(way) < 2, 3)] == [2, 0]
