"""The files of a run."""

import hashlib
import json

from detente import Dossier, Readings, Run
from detente.report.run_files import run_files
from detente.report.writing import FILES


def test_the_same_run_gives_the_same_bytes(result: Run, dossier: Dossier) -> None:
    """There is no time and no path in them."""
    assert run_files(result, dossier, "c") == run_files(result, dossier, "c")


def test_the_manifest_seals_the_other_files(readings: Readings, dossier: Dossier) -> None:
    """It names the dossier, the readings and the hash of each file."""
    files = run_files(readings, dossier, "c")
    manifest = json.loads(files["manifest.json"])
    hashes = {name: hashlib.sha256(files[name]).hexdigest() for name in files if name != "manifest.json"}
    assert sorted(files) == sorted(FILES)
    assert manifest["files"] == hashes
    assert manifest["sha256"] == dossier.sha256
    assert manifest["readings"] == ["base", "sceptic"]
