"""Whether what a dossier says of correlated judgements names numbers, each pair once, and is possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import combinations

from detente.dossier.dossier import Correlation
from detente.dossier.findings import Findings
from detente.dossier.marks import Path
from detente.dossier.number_paths import number_paths, paths_meant
from detente.dossier.rank_matrix import LEAST, RankGroup, least_eigenvalue, rank_groups, shrink_factor
from detente.dossier.schema import CorrelationModel, DossierModel
from detente.errors import nearest

__all__ = ["MOST", "check_correlations", "correlations_of"]

#: Most numbers that may be correlated with each other.
MOST = 500
#: Unknown names for which the nearest is looked for.
_GUESSED = 20
_TOLD = 6


def correlations_of(model: DossierModel) -> tuple[Correlation, ...]:
    """Return what a dossier without problems says of correlated judgements, stars written out."""
    known = number_paths(model) if model.correlations else {}
    return tuple(
        Correlation(
            name=entry.name,
            of=tuple(path for name in entry.of for path in paths_meant(name, known)),
            rank=float(entry.rank),
            cite=tuple(entry.cite),
            note=entry.note,
        )
        for entry in model.correlations
    )


def check_correlations(model: DossierModel, findings: Findings, *, broken: Collection[Path] = ()) -> None:
    """Add a problem for each correlation that cannot be.

    Numbers must exist, stand once in an entry and be two or more; a pair may be given once; what is
    said of all of them together must be possible.

    Parameters
    ----------
    broken : collection of path
        Places whose form is wrong; numbers of a section with such a place are not missed.
    """
    if not model.correlations:
        return
    check = _Correlating(model, findings, broken)
    entries = [check.entry(index, entry) for index, entry in enumerate(model.correlations)]
    if check.is_sound:
        check.together([entry for entry in entries if entry is not None])


class _Correlating:
    """One walk over the entries."""

    def __init__(self, model: DossierModel, findings: Findings, broken: Collection[Path]) -> None:
        self.known = number_paths(model)
        self.findings = findings
        self.broken_top = {str(path[0]) for path in broken if path}
        self.is_sound = "correlations" not in self.broken_top
        self.unknown = 0
        self.meant: dict[str, tuple[str, ...]] = {}
        self.given: dict[tuple[str, str], int] = {}

    def problem(self, code: str, path: Path, message: str, hint: str, found: str | None = None) -> None:
        self.is_sound = False
        self.findings.add(code, path, message, found=found, hint=hint)

    def entry(self, index: int, entry: CorrelationModel) -> Correlation | None:
        """Check one entry; return it with stars written out where nothing is wrong with it."""
        path: Path = ("correlations", index, "of")
        found: list[str] = []
        is_known = True
        for place, name in enumerate(entry.of):
            meant = self.paths(name, (*path, place))
            found += meant
            is_known &= bool(meant)
            if len(found) > MOST:
                self.too_many(path, f"names more than {MOST} numbers")
                return None
        twice = next((name for name, times in Counter(found).items() if times > 1), None)
        if twice is not None:
            self.problem("D069", path, "names a number twice", "name it once", found=twice)
        elif len(found) < 2 and is_known:
            hint = "name the numbers that go together, or use `*` for one step of a path"
            self.problem("D069", path, "a correlation is between two numbers or more", hint)
        elif is_known and self.pairs_are_new(index, found):
            return Correlation(name=entry.name, of=tuple(found), rank=float(entry.rank))
        return None

    def paths(self, name: str, path: Path) -> tuple[str, ...]:
        """Return the numbers that a name means; add a problem where there are none."""
        if name not in self.meant:
            self.meant[name] = paths_meant(name, self.known)
        if not self.meant[name]:
            self.is_sound = False
            if name.split(".")[0] not in self.broken_top:
                message = "there is no such number"
                self.problem("D048", path, message, self.suggestion(name), found=name)
        return self.meant[name]

    def suggestion(self, name: str) -> str:
        self.unknown += 1
        steps = name.split(".")
        close = nearest(name, self.known) if self.unknown <= _GUESSED and len(steps) <= 6 else None
        return f"did you mean {close!r}?" if close else "write a path such as trust.keeps_word.russia"

    def pairs_are_new(self, index: int, paths: Iterable[str]) -> bool:
        for pair in combinations(sorted(paths), 2):
            if pair in self.given:
                message = f"{' and '.join(pair)} have a rank already, in entry {self.given[pair] + 1}"
                self.problem("D070", ("correlations", index, "of"), message, "keep one of the two")
                return False
            self.given[pair] = index
        return True

    def too_many(self, path: Path, message: str) -> None:
        hint = "name fewer, or say less generally which go together"
        self.problem("D072", path, message, hint)

    def together(self, entries: list[Correlation]) -> None:
        """Check what is said of all numbers together, group by group."""
        first = {path: index for index, entry in reversed(list(enumerate(entries))) for path in entry.of}
        for group in rank_groups(entries):
            place: Path = ("correlations", min(first[path] for path in group.paths))
            if len(group.paths) > MOST:
                message = f"{len(group.paths)} numbers are correlated with each other, at most {MOST} may be"
                self.too_many((*place, "of"), message)
            elif (least := least_eigenvalue(group.ranks)) <= LEAST:
                self.impossible(group, least, (*place, "rank"))

    def impossible(self, group: RankGroup, least: float, path: Path) -> None:
        message = (
            f"these ranks cannot all be true at once of {_listed(group.paths)}: "
            f"the least eigenvalue of their matrix is {least:.3g}, and must be above 0"
        )
        unsaid = group.unsaid
        hint = f"multiply all ranks of the group by {shrink_factor(group.ranks):.3g} or less"
        if unsaid:
            hint += f", or give a rank to pairs without one, such as {' and '.join(unsaid[0])}"
        self.problem("D071", path, message, hint)


def _listed(paths: tuple[str, ...]) -> str:
    more = len(paths) - _TOLD
    return ", ".join(paths[:_TOLD]) + (f" and {more} more" if more > 0 else "")
