"""How well the numbers of a dossier are supported."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from detente.dossier.citation import parse_citation
from detente.dossier.dossier import Dossier
from detente.dossier.judgements import Judgement, is_wide, judgements, largest_stakes

__all__ = ["InputQuality", "input_quality"]


@dataclass(frozen=True, kw_only=True)
class InputQuality:
    """Counts and shares over the numbers of a dossier.

    Parameters
    ----------
    n_numbers : int
        Numbers that are judgements: all but those written as zero.
    no_source, one_source, more_sources : float
        Shares, 0 to 1, of the numbers that cite no source, exactly one, and two or more
        different ones. They sum to 1, or are all 0 where there are no numbers.
    wide : float
        Share of the numbers whose range is wide: for points, more than half the party's
        largest stake; for shares and probabilities, more than 0.5.
    """

    n_numbers: int
    no_source: float
    one_source: float
    more_sources: float
    wide: float

    def to_dict(self) -> dict[str, int | float]:
        """Return the fields as a plain dict."""
        return asdict(self)


def input_quality(dossier: Dossier) -> InputQuality:
    """Measure what the numbers of a dossier rest on.

    Returns
    -------
    InputQuality
        All zero for a dossier without numbers.
    """
    numbers = [judgement for judgement in judgements(dossier) if not _is_zero(judgement)]
    largest = largest_stakes(dossier)
    sources = [_n_sources(judgement) for judgement in numbers]
    total = max(len(numbers), 1)
    return InputQuality(
        n_numbers=len(numbers),
        no_source=sources.count(0) / total,
        one_source=sources.count(1) / total,
        more_sources=sum(n >= 2 for n in sources) / total,
        wide=sum(is_wide(judgement, largest) for judgement in numbers) / total,
    )


def _is_zero(judgement: Judgement) -> bool:
    return judgement.quantity.is_certain and judgement.quantity.parameters[0] == 0


def _n_sources(judgement: Judgement) -> int:
    """Count different sources; two claims of one essay are one source."""
    return len({found.source for text in judgement.quantity.cite if (found := parse_citation(text))})
