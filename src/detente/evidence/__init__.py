"""What the judgements of a dossier rest on."""

from detente.evidence.citations import Passage, resolve
from detente.evidence.quality import InputQuality, input_quality

__all__ = ["InputQuality", "Passage", "input_quality", "resolve"]
