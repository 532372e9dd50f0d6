"""Names of files."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.exchange.file_names import file_stems


@given(st.lists(st.text(max_size=80), min_size=1, max_size=12))
def test_names_are_fit_for_any_system(names: list[str]) -> None:
    """They differ in more than case, sort in order, and hide no file."""
    stems = file_stems(names)
    assert len({stem.lower() for stem in stems}) == len(names)
    assert sorted(f"{stem}.xml" for stem in stems) == [f"{stem}.xml" for stem in stems]
    for stem in stems:
        assert stem[0] not in "._ -"
        assert not set(stem) & set('/\\:*?"<>|\n\0')
        assert stem == stem.strip()


def test_names_that_other_files_have() -> None:
    """They get a number, as do names that no system likes."""
    assert file_stems(["game"], taken=["Game"]) == ["game-2"]
    assert file_stems(["CON"]) == ["file"]
    assert file_stems(["...", "/"]) == ["1-file", "2-file-2"]
