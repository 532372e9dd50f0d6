"""Going on with a kept run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.bundles.store import LATEST, Store
from detente.commands.resuming import kept_run, resumed
from detente.errors import RunError

from .conftest import Typed

QUICK = ("two-issues", "--draws", "100", "--condition", "status-quo:0.4", "--seed", "3")


def unfinished(cells: int = 1) -> Path:
    """Make the only kept run one that was broken off after a few cells; return its folder."""
    (folder,) = Path("runs").iterdir()
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest |= {"state": "running", "finished": None, "files": {}}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    for block in sorted((folder / "blocks").iterdir())[cells:]:
        block.unlink()
    return folder


def test_it_goes_on_where_it_was_broken_off(typed: Typed) -> None:
    """Without a word about the case, and the result is that of an unbroken run."""
    whole = typed("run", *QUICK, "--keep", "--json").stdout
    folder = unfinished()
    result = typed("run", "--resume", "--json")
    assert result.exit_code == 0
    assert result.stdout == whole
    assert (folder / "verdict.json").exists()


@pytest.mark.parametrize("digits", [3, 12])
def test_by_the_first_digits_of_its_hash(typed: Typed, digits: int) -> None:
    """Its own settings hold, whatever else is typed."""
    whole = typed("run", *QUICK, "--keep", "--json").stdout
    folder = unfinished()
    assert typed("run", folder.name[:digits], "--resume", "--json", "--draws", "7").stdout == whole


def test_all_readings_stay_together(typed: Typed) -> None:
    """A run of all readings goes on as one."""
    whole = typed("run", "two-issues", "--all-readings", "--draws", "20", "--keep", "--json").stdout
    unfinished()
    assert typed("run", "--resume", "--json").stdout == whole


def test_nothing_to_go_on_with(typed: Typed) -> None:
    """No runs at all, or only finished ones: a sentence, and how to make one."""
    assert "--keep makes one" in typed("run", "--resume").stderr
    typed("run", *QUICK, "--keep")
    assert "no unfinished runs" in typed("run", "--resume").stderr


def test_a_case_may_be_resumed_by_name(typed: Typed) -> None:
    """With a case the same run is found again, or begun; a name of hexadecimal digits is no trap."""
    first = typed("run", *QUICK, "--resume", "--json")
    assert first.exit_code == 0
    assert typed("run", *QUICK, "--keep", "--json").stdout == first.stdout
    assert resumed(Path("nowhere"), "cafe") is None
    assert "cafe" in typed("run", "cafe", "--resume").stderr


def test_another_version_is_refused(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of another method are not mixed in: both are named."""
    typed("run", *QUICK, "--keep")
    unfinished()
    monkeypatch.setattr("detente.commands.resuming.METHOD", 99)
    result = typed("run", "--resume")
    assert result.exit_code == 1
    assert "99" in result.stderr


def test_a_changed_dossier_in_the_bundle_is_noticed(typed: Typed) -> None:
    """What is kept must be what was run."""
    typed("run", *QUICK, "--keep")
    bundle = Store("runs").find(LATEST)
    kept_run(bundle)
    (main,) = [file for file in (bundle.folder / "dossier").iterdir() if file.name.endswith("dossier.yaml")]
    main.write_text(main.read_text("utf-8").replace("-25..-15", "-25..-14"), "utf-8")
    with pytest.raises(RunError, match=r"dossier\.yaml"):
        kept_run(bundle)
