"""Why a verdict is what it is, and what would have to be different: every number its reason."""

from detente.explain.assumptions import key_assumptions
from detente.explain.blockers import blockers
from detente.explain.compared_readings import compare_readings
from detente.explain.crux import crux
from detente.explain.diff import diff
from detente.explain.diff_runs import diff_runs
from detente.explain.flip import flip
from detente.explain.honest_funnel import honest_funnel
from detente.explain.retract import retract
from detente.explain.retract_each import retract_each
from detente.explain.scenarios import scenarios
from detente.explain.sensitivity import sensitivity
from detente.explain.stored_runs import read_stored_run
from detente.explain.sweep import Sweep, sweep
from detente.explain.tornado import tornado
from detente.explain.why_not import why, why_not
from detente.explain.why_not_overview import why_not_overview

__all__ = [
    "Sweep",
    "blockers",
    "compare_readings",
    "crux",
    "diff",
    "diff_runs",
    "flip",
    "honest_funnel",
    "key_assumptions",
    "read_stored_run",
    "retract",
    "retract_each",
    "scenarios",
    "sensitivity",
    "sweep",
    "tornado",
    "why",
    "why_not",
    "why_not_overview",
]
