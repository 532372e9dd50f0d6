"""What the analyst writes: reading it, checking it, and the frozen objects it becomes."""

from detente.dossier.dossier import Dossier
from detente.dossier.json_schema import json_schema
from detente.dossier.lint import lint
from detente.dossier.loading import load, load_text
from detente.dossier.quantity import Quantity
from detente.dossier.template import starter

__all__ = ["Dossier", "Quantity", "json_schema", "lint", "load", "load_text", "starter"]
