"""detente: judge whether a bargain between states is possible."""

from detente.cases import case_names
from detente.dossier.dossier import Dossier
from detente.errors import DetenteError, DossierError, RunError, TooLargeError, UnknownNameError
from detente.loading import load
from detente.verdict.readings import Readings, run_readings
from detente.verdict.run import Run, run
from detente.verdict.verdict import Verdict
from detente.version import __version__

__all__ = [
    "DetenteError",
    "Dossier",
    "DossierError",
    "Readings",
    "Run",
    "RunError",
    "TooLargeError",
    "UnknownNameError",
    "Verdict",
    "__version__",
    "case_names",
    "load",
    "run",
    "run_readings",
]
