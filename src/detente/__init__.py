"""detente: judge whether a bargain between states is possible.

The names below are imported when first asked for, so that ``detente --help`` need not wait for
the numerical libraries.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_HOME = {
    "DetenteError": "detente.errors",
    "Dossier": "detente.dossier.dossier",
    "DossierError": "detente.errors",
    "Readings": "detente.verdict.readings",
    "Run": "detente.verdict.run",
    "RunError": "detente.errors",
    "TooLargeError": "detente.errors",
    "UnknownNameError": "detente.errors",
    "Verdict": "detente.verdict.verdict",
    "__version__": "detente.version",
    "case_names": "detente.cases",
    "load": "detente.loading",
    "run": "detente.verdict.run",
    "run_readings": "detente.verdict.readings",
}

# Type checkers see the imports above; a module-level __getattr__ would make them accept any name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(_HOME[name]), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
