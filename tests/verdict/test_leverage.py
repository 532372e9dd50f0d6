"""The leverage lens by its public name, and what it says about the United States and Russia."""

from __future__ import annotations

import pytest

import detente
from detente.errors import DetenteError, TooLargeError, UnknownNameError
from detente.lenses.leverage.result import Leverage
from detente.lenses.spread import Spread
from detente.verdict import leverage as module
from detente.verdict.draw_limits import MAX_DRAWS
from detente.verdict.leverage import leverage

PRESSURE = ("nk-pressure", "full")


@pytest.fixture(scope="module")
def found() -> Leverage:
    """The base dossier in a few draws."""
    return leverage(detente.load("us-russia"), draws=60, seed=3)


def test_china_has_what_russia_lacks(found: Leverage) -> None:
    """China commands 0.8 to 0.9 of the pressure on North Korea, Russia 0.02, as Friedman has it."""
    shares = found.balance(*PRESSURE).shares
    assert 0.8 <= shares["china"].low < shares["china"].high <= 0.9
    assert shares["russia"] == Spread(low=0.02, middle=0.02, high=0.02)


def test_under_friedmans_reading_russia_has_a_little_more() -> None:
    """0.02 to 0.05, and it changes nothing."""
    friedman = leverage(detente.load("us-russia", reading="friedman"), draws=60, seed=3)
    share = friedman.balance(*PRESSURE).shares["russia"]
    assert 0.02 <= share.low < share.high <= 0.05
    assert friedman.balance(*PRESSURE).deliverable == 0
    assert friedman.reading == "friedman"


def test_a_full_cut_off_takes_china(found: Leverage) -> None:
    """Without China in no draw, with China in every one; it must act, and nobody can replace it."""
    assert found.balance(*PRESSURE).deliverable == 0
    assert found.balance(*PRESSURE).performers_away == ("china",)
    joining = found.joining(*PRESSURE)
    assert joining.status == "needs others"
    assert [(c.parties, c.suffices, c.minimal) for c in joining.coalitions] == [(("china",), 1.0, 1.0)]


def test_china_would_have_to_be_paid(found: Leverage) -> None:
    """It loses what Washington gains; nothing that Washington does alone is worth as much to it."""
    china = next(j for j in found.joiners if (j.issue, j.option, j.party) == (*PRESSURE, "china"))
    assert china.needs_payment == 1
    assert china.payment is not None
    assert 20 < china.payment.low < china.payment.high < 32
    assert list(china.payers) == ["us"]
    assert china.offers == ()


def test_congress_blocks_what_it_cannot_deliver(found: Leverage) -> None:
    """Sanctions relief is not its to give, and its to forbid."""
    over_relief = [p for p in found.permissions if (p.issue, p.party) == ("sanctions-relief", "congress")]
    assert over_relief
    assert all(p.is_veto and p.blocks_only for p in over_relief)


def test_workers_and_blocks_make_no_difference(found: Leverage) -> None:
    """The same text with one thread and with three."""
    dossier = detente.load("us-russia")
    assert leverage(dossier, draws=60, seed=3, workers=1).to_json() == found.to_json()
    assert leverage(dossier, draws=60, seed=3, workers=3).to_json() == found.to_json()


def test_packages_narrow_the_question() -> None:
    """Only what they change is looked at."""
    one = leverage(detente.load("us-russia"), draws=5, packages={"cut-off": {"nk-pressure": "full"}})
    assert [(b.issue, b.option) for b in one.balances] == [PRESSURE]
    assert (one.free, one.seed, one.draws) == ((), 0, 5)
    cut_off = {"name": "cut-off", "origin": "named", "package": {"nk-pressure": "full"}}
    assert one.to_dict()["packages"] == [cut_off]
    assert one.principals == ("russia", "us")


def test_progress_is_told() -> None:
    """Up to all draws."""
    told: list[tuple[int, int]] = []
    leverage(detente.load("two-issues"), draws=7, workers=1, progress=lambda a, b: told.append((a, b)))
    assert told[-1] == (7, 7)


@pytest.mark.parametrize(
    ("words", "error", "text"),
    [
        ({"draws": 0}, DetenteError, "from 1 to"),
        ({"draws": MAX_DRAWS + 1}, DetenteError, "from 1 to"),
        ({"seed": -1}, DetenteError, "0 or more"),
        ({"packages": {"x": {"nk-presure": "full"}}}, UnknownNameError, "did you mean 'nk-pressure'"),
        ({"packages": {"x": {"nk-pressure": "ful"}}}, UnknownNameError, "did you mean 'full'"),
        ({"packages": {"x": {"nk-pressure": "block"}}}, DetenteError, "pressure"),
        ({"packages": {"x": {}}}, DetenteError, "changes nothing"),
    ],
)
def test_what_cannot_be_is_told(words: dict[str, object], error: type[Exception], text: str) -> None:
    """Numbers out of range, names that do not exist, packages that are none."""
    with pytest.raises(error, match=text):
        leverage(detente.load("us-russia"), **words)  # type: ignore[arg-type]


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draws that would not fit are refused before they are drawn, with how many would."""
    monkeypatch.setattr(module, "ROOM", 1000)
    with pytest.raises(TooLargeError, match="at most"):
        leverage(detente.load("us-russia"), draws=MAX_DRAWS)
