"""Streams of chance, found by seed and name."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ensemble.streams import draw_generator, stream_keys, stream_uniforms, stream_words


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**70), st.lists(st.text(max_size=5), max_size=4), st.integers(0, 10**6), st.data())
def test_any_split_and_any_company_give_the_same_numbers(
    seed: int, names: list[str], start: int, data: st.DataObject
) -> None:
    """A number of a stream does not depend on what is asked for before it or beside it."""
    keys = stream_keys(seed, names)
    count = data.draw(st.integers(0, 9))
    cut = data.draw(st.integers(0, count))
    whole = stream_words(keys, start, count)
    assert whole.shape == (len(names), count)
    parts = (stream_words(keys, start, cut), stream_words(keys, start + cut, count - cut))
    assert np.hstack(parts).tolist() == whole.tolist()
    for row, name in enumerate(names):
        assert stream_words(stream_keys(seed, [name]), start, count)[0].tolist() == whole[row].tolist()


def test_they_are_those_of_numpy() -> None:
    """The same key given to numpy's own generator yields the same numbers between 0 and 1."""
    keys = stream_keys(3, ["a", "b"])
    for row, (low, high) in enumerate(keys.tolist()):
        philox = np.random.Philox(key=low | high << 64).advance(2)
        expected = np.random.Generator(philox).random(11)
        assert stream_uniforms(keys, 8, 11)[row].tolist() == expected.tolist()


def test_a_generator_is_keyed_alike() -> None:
    """That of a purpose and draw begins as the stream of their names does."""
    expected = stream_uniforms(stream_keys(5, ["count:7"]), 0, 3)[0].tolist()
    assert draw_generator("count", 5, 7).random(3).tolist() == expected
