"""Whether the verdict on a kind of deal turns in a box of judgements."""

from __future__ import annotations

import numpy as np
import pytest

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED
from detente.errors import DetenteError, UnknownNameError
from detente.explain.flip_class_oracle import MAYBE, NEVER, TURNS, Ask, ClassOracle
from properties.dossiers import loaded, plain

GRANT = "stakes.north.aid.grant"


def swap(**sections: object) -> Dossier:
    """North gives aid (-2) for a base (4): a deal at the medians unless ``sections`` say otherwise."""
    return loaded(plain(**sections))


def no_swap() -> Dossier:
    """The same with aid that costs North too much."""
    stakes = plain()["stakes"]
    stakes["north"]["aid"]["grant"] = -6
    return swap(stakes=stakes)


@pytest.mark.parametrize(
    ("box", "word"),
    [
        ({}, NEVER),
        ({GRANT: (-6.0, -5.0)}, NEVER),
        ({GRANT: (-6.0, -4.0)}, MAYBE),
        ({GRANT: (-4.0, -4.0)}, TURNS),
    ],
)
def test_what_opens_a_deal(box: dict[str, tuple[float, float]], word: str) -> None:
    """The base is worth 4 to North, so aid must cost it no more than that."""
    oracle = ClassOracle(no_swap(), "swap", SWEETENED, to_deal=True)
    assert oracle.answer([Ask(boxes=(box,))])[0].word == word


@pytest.mark.parametrize(
    ("box", "word"),
    [
        ({}, NEVER),
        ({GRANT: (-4.0, -2.0)}, NEVER),
        ({GRANT: (-5.0, -2.0)}, MAYBE),
        ({GRANT: (-5.0, -5.0)}, TURNS),
    ],
)
def test_what_closes_a_deal(box: dict[str, tuple[float, float]], word: str) -> None:
    """What passes in the hardest model of a box passes everywhere in it."""
    oracle = ClassOracle(swap(), "swap", SWEETENED, to_deal=False)
    assert oracle.answer([Ask(boxes=(box,))])[0].word == word


def test_several_boxes_are_one_question() -> None:
    """Of several boxes the answer says in which a package may pass."""
    oracle = ClassOracle(no_swap(), "swap", SWEETENED, to_deal=True)
    boxes = ({GRANT: (-6.0, -5.0)}, {GRANT: (-4.5, -3.0)})
    (answer,) = oracle.answer([Ask(boxes=boxes)])
    assert (answer.word, answer.box) == (MAYBE, 1)
    (answer,) = oracle.answer([Ask(boxes=boxes[:1] * 2)])
    assert answer.word == NEVER


def test_one_package_is_told_its_margins() -> None:
    """Asked about one package, the answer says by how much each condition holds."""
    oracle = ClassOracle(no_swap(), "swap", SWEETENED, to_deal=True)
    package = oracle.blueprint.space.columns({"aid": "grant", "base": "closed"})
    (answer,) = oracle.answer([Ask(boxes=({GRANT: (-5.0, -5.0)},), package=package)])
    assert answer.word == NEVER
    assert answer.margins is not None
    assert answer.margins.min() == -(2**20)


def test_changes_that_are_not_needed_are_taken_back() -> None:
    """A lean package holds no change that it passes without."""
    oracle = ClassOracle(swap(), "any", SWEETENED, to_deal=False)
    both = oracle.blueprint.space.columns({"aid": "grant", "base": "closed"})
    (lean,) = oracle.leaner([{}], [both])
    assert lean is not None
    assert np.array_equal(lean, both)


@pytest.mark.parametrize(("dossier", "expected"), [(swap(), True), (no_swap(), False)])
def test_the_verdict_at_the_medians(dossier: Dossier, expected: bool) -> None:
    """Whichever way is asked, the verdict at the medians is the same."""
    for to_deal in (True, False):
        assert ClassOracle(dossier, "swap", SWEETENED, to_deal=to_deal).has_deal is expected


def test_mistakes_are_named() -> None:
    """A misspelt kind of deal, and one that names nothing asked about as described."""
    with pytest.raises(UnknownNameError, match="swap"):
        ClassOracle(swap(), "swop", SWEETENED, to_deal=True)
    with pytest.raises(DetenteError, match="with sweeteners"):
        ClassOracle(swap(), "any", AS_DESCRIBED, to_deal=True)
