"""Runs that are kept: what they are known by, and what is found again."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import detente
from detente.bundles.store import Store
from detente.dossier.loading import load_text
from detente.errors import RunError
from detente.verdict.kept import identity_of, open_bundle
from detente.verdict.run import wanted_of

TWO = detente.load("two-issues")


def identity(dossier: detente.Dossier = TWO, **options: object) -> dict[str, object]:
    """The identity of a run of one dossier."""
    dossiers = {dossier.reading or "base": dossier}
    return identity_of(dossiers, wanted_of(dossiers, **options), together=False)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other",
    [{"draws": 7}, {"seed": 1}, {"scheme": "sobol"}, {"precision": 0.1}, {"inertia": 0.5}, {"counted": 3}],
)
def test_everything_asked_for_is_part_of_it(other: dict[str, object]) -> None:
    """Whatever changes the result changes what the run is known by."""
    assert identity(**other) != identity()


def test_changes_made_in_memory_are_part_of_it() -> None:
    """The same file with another content in memory, or another reading, is another run."""
    assert identity(dataclasses.replace(TWO, agenda_limit=1)) != identity()
    assert identity(detente.load("two-issues", reading="sceptic")) != identity()
    assert identity(dataclasses.replace(TWO, file="elsewhere")) == identity()


def test_a_kept_run_is_found_again(tmp_path: Path) -> None:
    """Made once more it has the same result, and its blocks are not written again."""
    once = detente.run(TWO, draws=150, keep=tmp_path)
    (info,) = Store(tmp_path).list()
    assert info.is_complete
    written = {p: p.stat().st_mtime_ns for p in (info.folder / "blocks").iterdir()}
    again = detente.run(TWO, draws=150, keep=tmp_path)
    assert again.to_json() == once.to_json()
    assert {p: p.stat().st_mtime_ns for p in (info.folder / "blocks").iterdir()} == written
    assert (info.folder / "verdict.json").read_text("utf-8") == once.to_json()


def test_a_damaged_block_alone_is_computed_again(tmp_path: Path) -> None:
    """One flipped byte: that block is set aside and done again, and the result is as before."""
    once = detente.run(TWO, draws=150, keep=tmp_path)
    (info,) = Store(tmp_path).list()
    block = info.folder / "blocks" / "base.judge.00000064-0064.npz"
    content = bytearray(block.read_bytes())
    content[len(content) // 2] ^= 0xFF
    block.write_bytes(content)
    assert detente.run(TWO, draws=150, keep=tmp_path).to_json() == once.to_json()
    assert block.with_name(f"{block.name}.damaged").exists()
    assert block.read_bytes() != bytes(content)


def test_readings_are_kept_together(tmp_path: Path) -> None:
    """A run of all readings is one bundle."""

    def under(reading: str | None) -> detente.Dossier:
        return detente.load("two-issues", reading=reading)

    found = detente.run_readings(under, draws=20, keep=tmp_path)
    (info,) = Store(tmp_path).list()
    assert (info.folder / "verdict.json").read_text("utf-8") == found.to_json()


def test_a_dossier_that_is_no_file_cannot_be_kept(tmp_path: Path) -> None:
    """What came from a text, or a file changed since, could not be run again from the bundle."""
    source = Path(TWO.file)
    text = load_text(
        source.read_text("utf-8") if source.is_file() else (source / "dossier.yaml").read_text("utf-8")
    )
    with pytest.raises(RunError, match="is not the file that was loaded"):
        open_bundle(tmp_path, {"base": text}, wanted_of({"base": text}), "x", together=False)
