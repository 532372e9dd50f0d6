"""Small searches side by side."""

from __future__ import annotations

from detente.ensemble.depths import SWEETENED
from detente.explain.flip_class_oracle import NEVER, Answer, Ask, ClassOracle
from detente.explain.flip_class_rounds import Search, side_by_side
from properties.dossiers import loaded, plain


class Counted(ClassOracle):
    """Counts how often it is asked."""

    rounds = 0

    def answer(self, asks: object) -> list[Answer]:
        """Answer, and count."""
        self.rounds += 1
        return super().answer(asks)  # type: ignore[arg-type]


def ask_times(n: int) -> Search[int]:
    """Ask n times about the medians and return how often nothing turned."""
    never = 0
    for k in range(n):
        answers = yield [Ask(boxes=({},))] * (k + 1)
        never += sum(answer.word == NEVER for answer in answers)
    return never


def test_searches_share_their_rounds() -> None:
    """Three searches of up to three questions take three rounds, and each gets its own answers."""
    oracle = Counted(loaded(plain()), "swap", SWEETENED, to_deal=False)
    told: list[tuple[int, int]] = []
    found = side_by_side(
        oracle, [ask_times(n) for n in (3, 0, 2)], progress=lambda done, total: told.append((done, total))
    )
    assert found == [6, 0, 3]
    assert oracle.rounds == 3
    assert told[-1] == (3, 3)


def test_no_searches_ask_nothing() -> None:
    """Without searches there is nothing to ask."""
    oracle = Counted(loaded(plain()), "swap", SWEETENED, to_deal=False)
    assert side_by_side(oracle, []) == []
    assert oracle.rounds == 0
