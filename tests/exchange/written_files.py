"""Files that tests write for readers, and what must hold after a game went through files."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st

from detente.errors import ExchangeError
from detente.model.scored_game import ScoredGame

from .random_games import surpluses

#: Real domains, which lie beside the repository where they are at hand.
DOMAINS = Path(__file__).resolve().parents[3] / "shared" / "data" / "negotiation" / "domains"

Reader = Callable[[Sequence[Path]], ScoredGame]


def read_texts(read: Reader, files: Mapping[str, str | bytes]) -> ScoredGame:
    """Write files to a folder and read them in the order of their names."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(sorted(Path(folder).iterdir()))


def check_same_preferences(before: ScoredGame, after: ScoredGame) -> list[Fraction]:
    """Make sure that surpluses differ by a positive factor per party only; return the factors."""
    assert after.issues == before.issues
    assert len(after.parties) == len(before.parties)
    factors = []
    columns = zip(*surpluses(before), strict=True), zip(*surpluses(after), strict=True)
    for old, new in zip(*columns, strict=True):
        first = next((place for place, surplus in enumerate(old) if surplus), None)
        factor = Fraction(1) if first is None else new[first] / old[first]
        assert factor > 0
        assert list(new) == [factor * surplus for surplus in old]
        factors.append(factor)
    return factors


#: What is put into a good file to make it a bad one.
_JUNK = [
    b"",
    b"\0",
    b"\xff",
    b"<",
    b">",
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b"- ",
    b"\n",
    b"null",
    b"NaN",
    b"-.inf",
    b"1e999",
    b"1e-999",
    b"9" * 50,
    b"0",
    b"-1",
    b"1.5",
    b"<!--",
    b"&lol;",
    b"&a ",
    b"*a",
    b"!!python/object:os.system ",
    b"\xc3\xa9",
]


@st.composite
def damaged(draw: st.DrawFn, good: bytes) -> bytes:
    """A file with up to three pieces cut out and junk put in their places."""
    content = good
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(content)))
        length = draw(st.integers(0, 12))
        content = content[:start] + draw(st.sampled_from(_JUNK)) + content[start + length :]
    return content


def read_or_refuse(read: Reader, files: Mapping[str, bytes]) -> list[ScoredGame]:
    """Return the game alone, or nothing if the files are refused with an ExchangeError."""
    with contextlib.suppress(ExchangeError):
        return [read_texts(read, files)]
    return []
