"""Lines held as bytes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.events import event_lines
from detente.events.event_lines import Lines

TEXTS = st.lists(st.text(alphabet="ab\t\0é", max_size=9), max_size=12)


def made(texts: list[str]) -> Lines:
    """Number lines from 5 on."""
    return Lines.of("".join(f"{text}\n" for text in texts).encode(), 5)


@pytest.fixture(autouse=True, params=[3, 1 << 20])
def slices(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the bytes in slices that cut lines, and in one."""
    monkeypatch.setattr(event_lines, "SLICE", request.param)


@given(TEXTS)
@settings(deadline=None, max_examples=40)
def test_measures_are_those_of_the_texts(texts: list[str]) -> None:
    """Lengths, fields and bytes held are what plain Python says of each line."""
    lines = made(texts)
    assert lines.fields().tolist() == [text.count("\t") + 1 for text in texts]
    assert lines.lengths().tolist() == [len(text.encode()) for text in texts]
    assert lines.holding(0).tolist() == ["\0" in text for text in texts]
    assert [lines.line(place).decode() for place in range(len(lines))] == texts


@given(TEXTS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_only_some_lines(texts: list[str], random: object) -> None:
    """Lines that are kept keep their numbers."""
    kept = [bool(random.getrandbits(1)) for _ in texts]  # type: ignore[attr-defined]
    few = made(texts).only(np.array(kept, dtype=bool))
    wanted = [(n, text) for n, (text, keep) in enumerate(zip(texts, kept, strict=True), 5) if keep]
    assert few.content.decode() == "".join(f"{text}\n" for _, text in wanted)
    assert few.numbers.tolist() == [n for n, _ in wanted]


@given(
    st.lists(st.tuples(*[st.text(alphabet="abé", max_size=5)] * 4), max_size=8),
    st.tuples(*[st.booleans()] * 3),
)
@settings(deadline=None, max_examples=40)
def test_only_some_columns(rows: list[tuple[str, ...]], kept: tuple[bool, ...]) -> None:
    """Columns that are kept are the same fields, the last one always among them."""
    mask = np.array([*kept, True])
    found = made(["\t".join(row) for row in rows]).columns(mask).content.decode()
    assert found == "".join("\t".join(f for f, k in zip(row, mask, strict=True) if k) + "\n" for row in rows)
