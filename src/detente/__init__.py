"""detente: judge whether a bargain between states is possible.

The names below are imported when first asked for, so that ``detente --help`` need not wait for
the numerical libraries.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.cases import case_names
    from detente.dossier.dossier import Dossier
    from detente.errors import (
        DetenteError,
        DossierError,
        ExchangeError,
        RunError,
        TooLargeError,
        UnknownNameError,
    )
    from detente.exchange.files import read_game, write_game
    from detente.lenses.bargain.analysis import Bargain
    from detente.loading import load
    from detente.model.scored_game import ScoredGame
    from detente.verdict.bargaining import bargain
    from detente.verdict.readings import Readings, run_readings
    from detente.verdict.run import Run, run
    from detente.verdict.verdict import Verdict
    from detente.version import __version__

__all__ = [
    "Bargain",
    "DetenteError",
    "Dossier",
    "DossierError",
    "ExchangeError",
    "Readings",
    "Run",
    "RunError",
    "ScoredGame",
    "TooLargeError",
    "UnknownNameError",
    "Verdict",
    "__version__",
    "bargain",
    "case_names",
    "load",
    "read_game",
    "run",
    "run_readings",
    "write_game",
]

_HOME = {
    "Bargain": "detente.lenses.bargain.analysis",
    "DetenteError": "detente.errors",
    "Dossier": "detente.dossier.dossier",
    "DossierError": "detente.errors",
    "ExchangeError": "detente.errors",
    "Readings": "detente.verdict.readings",
    "Run": "detente.verdict.run",
    "RunError": "detente.errors",
    "ScoredGame": "detente.model.scored_game",
    "TooLargeError": "detente.errors",
    "UnknownNameError": "detente.errors",
    "Verdict": "detente.verdict.verdict",
    "__version__": "detente.version",
    "bargain": "detente.verdict.bargaining",
    "case_names": "detente.cases",
    "load": "detente.loading",
    "read_game": "detente.exchange.files",
    "run": "detente.verdict.run",
    "run_readings": "detente.verdict.readings",
    "write_game": "detente.exchange.files",
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
