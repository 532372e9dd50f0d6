"""What turns the verdict on a kind of deal with very many packages: one, two or three judgements."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from detente.dossier.dossier import Dossier
from detente.ensemble.depths import Form
from detente.explain.entries import FARTHEST, entries_of
from detente.explain.flip_class_closing import closing_sets
from detente.explain.flip_class_opening import opening_sets
from detente.explain.flip_class_oracle import ClassOracle
from detente.explain.flip_class_solving import Solved, solve
from detente.explain.flip_class_tracks import Track, tracks_of
from detente.explain.flip_sets import Completeness, FlipSet, by_distance

__all__ = ["BUDGET", "MOST", "flips_of_class"]

#: Effort that is spent unless said otherwise, in questions to the kernel of usual size.
BUDGET = 2_500.0
#: Sets of one size after which no farther ones are looked for.
MOST = 40


def flips_of_class(
    dossier: Dossier,
    key: str,
    form: Form,
    *,
    to_deal: bool,
    farthest: float = FARTHEST,
    sizes: int = 3,
    budget: float = BUDGET,
    most: int = MOST,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[tuple[FlipSet, ...], tuple[Completeness, ...]]:
    """Find judgements that turn the verdict on a kind of deal, however many packages it has.

    The verdict is whether some package of the kind passes all gates; all judgements but those of the
    set are at their medians. A set turns it at a reach where some values within that reach do.

    Parameters
    ----------
    dossier : Dossier
    key : str
        Of the kind of deal.
    form : str
        ``"exactly as described"`` or ``"with sweeteners"``.
    to_deal : bool
        What opens a deal where there is none, or what closes the last one.
    farthest : float
        Reach up to which judgements may move (:meth:`Entry.at_reach`).
    sizes : int
        Judgements in a set at most, 1 to 3.
    budget : float
        Effort, in questions to the kernel of usual size (some 2 ms each); single judgements are
        always done in full.
    most : int
        Sets of one size after which no farther ones are looked for.
    progress : callable, optional
        Called with steps done and all steps.

    Returns
    -------
    tuple of (sets, completeness)
        The sets of which no part turns the verdict at the same or a smaller reach, nearest first; and
        for each size how complete the list is. Nothing is listed where the verdict at the medians is
        already what is asked for.

    Raises
    ------
    UnknownNameError
        For a kind of deal that does not exist.
    DetenteError
        For a kind that names nothing to move, asked about exactly as described.
    TooLargeError
        When points do not fit.
    """
    oracle = ClassOracle(dossier, key, form, to_deal=to_deal)
    has_deal = oracle.has_deal
    if has_deal is None or has_deal == to_deal:
        left = 0.0 if has_deal is None else None
        return (), tuple(Completeness(size=n, examined=0, others_at_least=left) for n in range(1, sizes + 1))
    ways = _ways(oracle, dossier, farthest)
    singles = solve(oracle, ways, [frozenset({path}) for path in ways], farthest, progress=progress)
    known = list(singles)
    missing = [one.at_least for one in singles if one.found is None and one.at_least <= farthest]
    done = [Completeness(size=1, examined=len(singles), others_at_least=min(missing, default=None))]
    up_to = min([farthest, *missing])
    start = oracle.effort
    search = opening_sets if to_deal else closing_sets
    for size in range(2, sizes + 1):
        limit = start + budget * (size - 1) / (sizes - 1)
        found = search(oracle, ways, size, known, farthest=farthest, up_to=up_to, most=most, budget=limit)
        known += found.sets
        missing = [one.at_least for one in found.sets if one.found is None and one.at_least <= farthest]
        left = min([found.complete_to, *missing])
        done.append(
            Completeness(
                size=size, examined=found.examined, others_at_least=None if left > farthest else left
            )
        )
        up_to = min(up_to, left)
    return by_distance(_minimal(known)), tuple(done)


def _ways(oracle: ClassOracle, dossier: Dossier, farthest: float) -> dict[str, Sequence[Track]]:
    """Return the directions in which each judgement is worth moving; none for those without any."""
    entries = entries_of(dossier)
    ways: dict[str, Sequence[Track]] = {}
    for path, role in oracle.bounds.roles.items():
        if role.kind == "idle":
            continue
        tracks = [
            track
            for track in tracks_of(entries[path], farthest)
            if not role.helps or track.up == ((role.helps > 0) == oracle.to_deal)
        ]
        if tracks:
            ways[path] = tracks
    return ways


def _minimal(known: Sequence[Solved]) -> list[FlipSet]:
    """Leave out sets of which a part turns the verdict at the same or a smaller reach."""
    reach = {one.paths: one.reach for one in known if one.found is not None}
    return [
        one.found
        for one in known
        if one.found is not None
        and not any(part < one.paths and nearest <= one.reach for part, nearest in reach.items())
    ]
