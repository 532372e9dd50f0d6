"""The status-quo test of ``detente check``."""

from __future__ import annotations

import subprocess
import sys

import detente
from detente.commands.status_quo_test import DRAWS, findings_told
from detente.report.blocks import Heading
from detente.verdict.findings import status_quo_test


def test_the_same_findings_as_a_run() -> None:
    """Made without judging deals, it finds what a run of as many draws does."""
    dossier = detente.load("panama-1977")
    assert status_quo_test(dossier, draws=DRAWS) == detente.run(dossier, draws=DRAWS, counted=0).findings
    assert isinstance(findings_told(dossier)[0], Heading)


def test_kernels_are_not_loaded_without_it() -> None:
    """Checking alone does not wait for what only the test needs."""
    script = (
        "import sys; from click.testing import CliRunner; from detente.cli import cli;"
        "assert CliRunner().invoke(cli, ['check', 'two-issues', '--no-test']).exit_code == 0;"
        "print('numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
