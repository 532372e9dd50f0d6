"""Kinds of deal along the path of the climate."""

from __future__ import annotations

from pathlib import Path

import pytest

import detente
from climate_dossier import loaded
from detente.errors import RunError, UnknownNameError
from detente.verdict.ripeness import ripeness


def test_every_date_is_judged_as_a_run_at_that_date_judges_it(tmp_path: Path) -> None:
    """Shares of draws at first, middle and last date are those of detente.run at them."""
    dossier = loaded(tmp_path)
    found = ripeness(dossier, policies=["ramp-up"], until="2019-04", every=3, draws=40)
    for number, moment in enumerate(found.moments):
        run = detente.run(dossier, draws=40, at=moment.at, policies=["ramp-up"])
        shares = {(one.key, one.form): one.share for one in run.verdict.classes if one.is_deal}
        for kind in found.kinds:
            assert kind.shares[number].share == pytest.approx(shares[kind.key, kind.form])


def test_the_last_date_is_judged_in_any_case(tmp_path: Path) -> None:
    """Dates are so many steps apart, and the last one closes the list."""
    found = ripeness(loaded(tmp_path), until="2019-06", every=3, draws=2)
    assert [moment.at for moment in found.moments] == [
        "2018-10",
        "2019-01",
        "2019-04",
        "2019-06",
    ]


def test_kinds_can_be_chosen(tmp_path: Path) -> None:
    """Judged alone, a kind has the shares it has among all."""
    dossier = loaded(tmp_path)
    every = ripeness(dossier, until="2018-12", draws=20)
    one = ripeness(dossier, until="2018-12", draws=20, deals=["quiet-for-relief"])
    assert {kind.key for kind in one.kinds} == {"quiet-for-relief"}
    for kind in one.kinds:
        same = next(k for k in every.kinds if (k.key, k.form) == (kind.key, kind.form))
        assert (kind.passes == same.passes).all()


def test_threads_do_not_matter(tmp_path: Path) -> None:
    """One and three give the same text."""
    dossier = loaded(tmp_path)
    one, three = (ripeness(dossier, until="2019-01", draws=40, workers=n).to_json() for n in (1, 3))
    assert one == three


def test_progress_counts_draws(tmp_path: Path) -> None:
    """The last call says that all are done."""
    said: list[tuple[int, int]] = []
    ripeness(loaded(tmp_path), until="2018-11", draws=20, progress=lambda *at: said.append(at))
    assert said[-1] == (20, 20)


def test_what_cannot_be_asked_is_refused(tmp_path: Path) -> None:
    """Unknown kinds, too many dates, steps of nothing, no climate."""
    dossier = loaded(tmp_path)
    with pytest.raises(UnknownNameError, match="did you mean 'full-swap'"):
        ripeness(dossier, deals=["ful-swap"])
    with pytest.raises(RunError, match="take them 5 steps apart"):
        ripeness(dossier, until="2058-10", every=1)
    with pytest.raises(RunError, match="1 is the least"):
        ripeness(dossier, every=0)
    with pytest.raises(RunError, match="needs a `climate:` section"):
        ripeness(detente.load("two-issues"))
