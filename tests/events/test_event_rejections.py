"""Rows not kept, counted by reason."""

from __future__ import annotations

from detente.events.event_rejections import EXAMPLES, LEFT_OUT, REASONS, Rejections


def test_few_examples_are_kept_of_many() -> None:
    """However many rows there are, only the first examples are kept, on one short line each."""
    found = Rejections()
    for number in range(100):
        found.add("bad date")
        found.show("bad date", f"f:{number}", "x\n" * 500)
    (one,) = found.told(left_out=False)
    assert (one.rows, len(one.examples)) == (100, EXAMPLES)
    assert (one.examples[0][:8], len(one.examples[0]) < 100) == ("f:0: x x", True)


def test_merging_adds_up() -> None:
    """Two counts together are their sum, with the first one's examples first."""
    one, two = Rejections(), Rejections()
    for found, name in ((one, "a"), (two, "b")):
        found.add("within", 2)
        found.show("within", name, "")
    one.merge(two)
    assert (one.counts, one.examples, one.rows) == ({"within": 4}, {"within": ["a", "b"]}, 4)


def test_reasons_are_told_in_order_and_apart() -> None:
    """What is wrong with rows and what leaves sound ones out are told apart, in the usual order."""
    found = Rejections()
    for reason in reversed(REASONS):
        found.add(reason)
    told = [one.reason for one in (*found.told(left_out=False), *found.told(left_out=True))]
    order = sorted(REASONS, key=lambda reason: reason in LEFT_OUT)
    assert told == [REASONS[reason] for reason in order]
    assert found.told(left_out=True)[0].to_dict() == {
        "reason": REASONS["no actor"],
        "rows": 1,
        "examples": [],
    }
