"""A remark and its place."""

from detente.dossier import load_text
from detente.dossier.note import Note, note_of


def test_a_remark_stands_at_its_key_or_the_nearest_around_it(bargain: str) -> None:
    """A path that leads below the last key known is told with that key's line."""
    dossier = load_text(bargain, file="d.yaml")
    exact = note_of(dossier, ("N900", "parties.china", "m"))
    below = note_of(dossier, ("N900", "parties.china.nothing.of.that.kind", "m"))
    assert bargain.splitlines()[(exact.line or 0) - 1].startswith("  china:")
    assert (below.file, below.line) == (exact.file, exact.line) == ("d.yaml", exact.line)
    assert below.path == "parties.china.nothing.of.that.kind"


def test_a_remark_on_nothing_known_has_no_line(bargain: str) -> None:
    """Without any key around it a remark stands without file and line."""
    note = note_of(load_text(bargain), ("N900", "nowhere.at.all", "m"))
    assert (note.file, note.line) == (None, None)
    assert str(note) == "N900 at nowhere.at.all: m"


def test_a_remark_reads_as_one_line() -> None:
    """File, line, code, path, message."""
    note = Note(code="N001", message="why", path="a.b", file="d.yaml", line=3)
    assert str(note) == "d.yaml:3: N001 at a.b: why"
