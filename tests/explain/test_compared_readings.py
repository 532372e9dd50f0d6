"""Readings side by side: results, weights, theses and refusals."""

from __future__ import annotations

import pytest
from tests.properties.dossiers import Data, loaded, plain

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import AS_DESCRIBED, SWEETENED
from detente.errors import DetenteError, RunError, UnknownNameError
from detente.explain.compared_readings import BOTH, compare_readings
from detente.explain.compared_result import ComparedReadings, ThesisCheck


def case(**gates: str) -> Data:
    """The small bargain and two readings of it."""
    data = plain()
    data["readings"] = {
        "hawk": {"name": "The hawk", "set": {"stakes.north.base.closed": 1}},
        "dove": {"name": "The dove", "set": {"stakes.north.base.closed": 6}},
    }
    for reading, gate in gates.items():
        data["readings"][reading]["thesis_gate"] = gate
    return data


def compared(data: Data | None = None, **options: object) -> ComparedReadings:
    """Compare the readings of the small bargain."""
    source = case() if data is None else data

    def load_reading(key: str | None) -> Dossier:
        return loaded(source, reading=key)

    return compare_readings(load_reading, **{"draws": 6, "workers": 1, **options})  # type: ignore[arg-type]


def test_side_by_side() -> None:
    """The base and every reading, and what comes out under each."""
    seen: list[tuple[int, int]] = []
    found = compared(progress=lambda done, total: seen.append((done, total)))
    assert list(found.readings.items())[:2] == [("base", "The base dossier"), ("hawk", "The hawk")]
    (swap,) = found.kinds
    assert {key: one.fate.word for key, one in swap.under.items()} == {
        "base": "deal",
        "hawk": "no deal",
        "dove": "deal",
    }
    assert [one.found_under for one in found.packages] == [("base", "dove")]
    assert {(c.prescription.key, c.refuses_under) for c in found.changes_of_sign} == {("swap", ("hawk",))}
    assert seen == [(k, 9) for k in range(1, 10)]
    assert found.mixture_label is None
    assert repr(found) == "<ComparedReadings of small: base, hawk, dove; 6 draws>"


def test_forms_and_kinds() -> None:
    """Either form or both, and the kinds of deal asked for."""
    assert {kind.form for kind in compared(form=BOTH, robust=False).kinds} == {AS_DESCRIBED, SWEETENED}
    assert [k.key for k in compared(form=SWEETENED, deals=["any"], robust=False).kinds] == ["any"]
    assert compared(robust=False).packages == ()


def test_weights() -> None:
    """Weights of any scale make a labelled mixture beside the readings, with a caveat."""
    found = compared(weights={"hawk": 1, "dove": 2}, robust=False)
    assert found.mixture_label == "weighted mixture (hawk 1, dove 2)"
    assert found.weights == {"hawk": pytest.approx(1 / 3), "dove": pytest.approx(2 / 3)}
    mixture = found.kinds[0].mixture
    assert mixture is not None
    assert mixture.share == pytest.approx(2 / 3)
    assert "stands for none of them" in found.caveats[-1]
    assert found.to_frame()["reading"].tolist() == ["base", "hawk", "dove", found.mixture_label]
    scaled = compared(weights={"dove": 20, "hawk": 10}, robust=False)
    assert scaled.kinds[0].mixture == mixture
    assert compared(robust=False).kinds[0].mixture is None


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ({"hawk": 0}, "above 0"),
        ({"hawk": -1.5}, "-1.5"),
        ({"hawk": float("nan")}, "above 0"),
        ({"hawk": float("inf")}, "above 0"),
        ({}, "none is given"),
    ],
)
def test_weights_that_are_none(weights: dict[str, float], words: str) -> None:
    """Weights that mean nothing are refused with what is wrong."""
    with pytest.raises(DetenteError, match=words):
        compared(weights=weights)


def test_names_that_do_not_exist() -> None:
    """Readings and kinds of deal, with the nearest that do; draws out of range."""
    with pytest.raises(UnknownNameError, match="hawk"):
        compared(weights={"hawkk": 1})
    with pytest.raises(UnknownNameError, match="swap"):
        compared(deals=["swop"])
    with pytest.raises(RunError):
        compared(draws=0)


def test_theses() -> None:
    """The author's gate comes out if most questions end there, and is compared with the base."""
    found = compared(case(hawk="acceptable", dove="credible"), robust=False)
    assert [
        (check.reading, check.comes_out, check.at_gate, check.at_gate_in_base) for check in found.theses
    ] == [
        ("hawk", True, 1, 0),
        ("dove", False, 0, 0),
    ]
    tie = ThesisCheck(
        reading="x",
        gate="credible",
        questions=4,
        at_gate=2,
        at_gate_in_base=0,
        deaths={"credible": 2, "acceptable": 2},
    )
    assert tie.comes_out
