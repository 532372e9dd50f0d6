"""detente: judge whether a bargain between states is possible.

The names below are imported when first asked for, so that ``detente --help`` need not wait for
the numerical libraries.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente import explain
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
    from detente.events.aligning import Aligned
    from detente.events.dossier_events import dossier_events
    from detente.events.dyad_data import dyad_data
    from detente.events.event_list import Events
    from detente.events.import_report import ImportReport
    from detente.events.importing import import_events
    from detente.events.reading import read_events
    from detente.events.series import DyadSeries, dyad_series
    from detente.exchange.files import read_game, write_game
    from detente.lenses.bargain.analysis import Bargain
    from detente.lenses.leverage.control_trades import control_trades
    from detente.lenses.leverage.exchange_of_control import exchange_of_control
    from detente.lenses.leverage.result import Leverage
    from detente.lenses.leverage.voting_power import VotingPower, voting_power
    from detente.lenses.leverage.voting_rule import AllOfRules, AnyOfRules, AtLeastRules, WeightedRule
    from detente.lenses.outsiders.result import ThirdParties
    from detente.lenses.ratification.analysis import Ratification
    from detente.lenses.spiral.analysis import spiral
    from detente.lenses.spiral.spiral_result import Spiral
    from detente.lenses.staging.staged_plan import StagedPlan
    from detente.lenses.trust.discount_factor import critical_discount_factor
    from detente.lenses.trust.trust_lens import TrustLens
    from detente.loading import load
    from detente.model.scored_game import ScoredGame
    from detente.verdict.bargaining import bargain
    from detente.verdict.leverage import leverage
    from detente.verdict.ratification import ratification
    from detente.verdict.readings import Readings, run_readings
    from detente.verdict.ripeness import ripeness
    from detente.verdict.ripeness_result import Ripeness
    from detente.verdict.run import Run, run
    from detente.verdict.simulating import simulate
    from detente.verdict.simulation_result import Simulation
    from detente.verdict.staged_plans import StagedPlans, staged_plans
    from detente.verdict.staging import staged_plan
    from detente.verdict.third_parties import third_parties
    from detente.verdict.trust import trust
    from detente.verdict.verdict import Verdict
    from detente.version import __version__

__all__ = [
    "Aligned",
    "AllOfRules",
    "AnyOfRules",
    "AtLeastRules",
    "Bargain",
    "DetenteError",
    "Dossier",
    "DossierError",
    "DyadSeries",
    "Events",
    "ExchangeError",
    "ImportReport",
    "Leverage",
    "Ratification",
    "Readings",
    "Ripeness",
    "Run",
    "RunError",
    "ScoredGame",
    "Simulation",
    "Spiral",
    "StagedPlan",
    "StagedPlans",
    "ThirdParties",
    "TooLargeError",
    "TrustLens",
    "UnknownNameError",
    "Verdict",
    "VotingPower",
    "WeightedRule",
    "__version__",
    "bargain",
    "case_names",
    "control_trades",
    "critical_discount_factor",
    "dossier_events",
    "dyad_data",
    "dyad_series",
    "exchange_of_control",
    "explain",
    "import_events",
    "leverage",
    "load",
    "ratification",
    "read_events",
    "read_game",
    "ripeness",
    "run",
    "run_readings",
    "simulate",
    "spiral",
    "staged_plan",
    "staged_plans",
    "third_parties",
    "trust",
    "voting_power",
    "write_game",
]

_HOME = {
    "Aligned": "detente.events.aligning",
    "AllOfRules": "detente.lenses.leverage.voting_rule",
    "AnyOfRules": "detente.lenses.leverage.voting_rule",
    "AtLeastRules": "detente.lenses.leverage.voting_rule",
    "Bargain": "detente.lenses.bargain.analysis",
    "DetenteError": "detente.errors",
    "Dossier": "detente.dossier.dossier",
    "DossierError": "detente.errors",
    "DyadSeries": "detente.events.series",
    "Events": "detente.events.event_list",
    "ExchangeError": "detente.errors",
    "ImportReport": "detente.events.import_report",
    "Leverage": "detente.lenses.leverage.result",
    "Ratification": "detente.lenses.ratification.analysis",
    "Readings": "detente.verdict.readings",
    "Ripeness": "detente.verdict.ripeness_result",
    "Run": "detente.verdict.run",
    "RunError": "detente.errors",
    "ScoredGame": "detente.model.scored_game",
    "Simulation": "detente.verdict.simulation_result",
    "Spiral": "detente.lenses.spiral.spiral_result",
    "StagedPlan": "detente.lenses.staging.staged_plan",
    "StagedPlans": "detente.verdict.staged_plans",
    "ThirdParties": "detente.lenses.outsiders.result",
    "TooLargeError": "detente.errors",
    "TrustLens": "detente.lenses.trust.trust_lens",
    "UnknownNameError": "detente.errors",
    "Verdict": "detente.verdict.verdict",
    "VotingPower": "detente.lenses.leverage.voting_power",
    "WeightedRule": "detente.lenses.leverage.voting_rule",
    "__version__": "detente.version",
    "bargain": "detente.verdict.bargaining",
    "case_names": "detente.cases",
    "control_trades": "detente.lenses.leverage.control_trades",
    "critical_discount_factor": "detente.lenses.trust.discount_factor",
    "dossier_events": "detente.events.dossier_events",
    "dyad_data": "detente.events.dyad_data",
    "dyad_series": "detente.events.series",
    "exchange_of_control": "detente.lenses.leverage.exchange_of_control",
    "import_events": "detente.events.importing",
    "leverage": "detente.verdict.leverage",
    "load": "detente.loading",
    "ratification": "detente.verdict.ratification",
    "read_events": "detente.events.reading",
    "read_game": "detente.exchange.files",
    "ripeness": "detente.verdict.ripeness",
    "run": "detente.verdict.run",
    "run_readings": "detente.verdict.readings",
    "simulate": "detente.verdict.simulating",
    "spiral": "detente.lenses.spiral.analysis",
    "staged_plan": "detente.verdict.staging",
    "staged_plans": "detente.verdict.staged_plans",
    "third_parties": "detente.verdict.third_parties",
    "trust": "detente.verdict.trust",
    "voting_power": "detente.lenses.leverage.voting_power",
    "write_game": "detente.exchange.files",
}

# Type checkers see the imports above; a module-level __getattr__ would make them accept any name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name == "explain":
            # A part of the package with functions of its own, found like the other names.
            return import_module("detente.explain")
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(_HOME[name]), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
