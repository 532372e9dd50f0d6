"""One package under the hardest model of a box."""

from __future__ import annotations

from detente.explain.flip_class_small import SmallModel
from explain.flip_class_cases import AID, BASE, NO_DEAL, swapping


def test_harm_is_told_from_death() -> None:
    """A judgement may hurt a package long before it kills it."""
    model = SmallModel(swapping(aid="-5..-3", base="5..7"), {"aid": "grant", "base": "closed"})
    boxes = [{}, {AID: (-5.0, -4.0)}, {AID: (-6.5, -4.0)}, {AID: (-4.0, -3.0)}]
    harm = model.harm(boxes)
    assert harm.hurts.tolist() == [False, True, True, False]
    assert harm.kills.tolist() == [False, False, True, False]


def test_only_what_bears_on_the_package_is_named() -> None:
    """What another option is worth does not matter to a package without it."""
    model = SmallModel(swapping(aid="-5..-3", base="5..7", no_deal="0..1"), {"base": "closed"})
    assert {BASE, NO_DEAL} <= model.paths
    assert AID not in model.paths
