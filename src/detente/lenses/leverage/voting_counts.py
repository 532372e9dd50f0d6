"""How many coalitions win, by size: the route that fits the rule."""

from __future__ import annotations

from detente.errors import TooLargeError
from detente.lenses.leverage.voting_choices import SHORT, count_by_choices, n_choices
from detente.lenses.leverage.voting_classes import VoterClasses, WinningCounts
from detente.lenses.leverage.voting_halves import count_by_halves
from detente.lenses.leverage.voting_sums import can_count_by_sums, count_by_sums

__all__ = ["count_winning"]

#: Choices times quotas that are gone through by halves in no time, and at most.
FEW_HALVED, MOST_HALVED = 2**20, 2**31
#: Choices times classes and quotas that are gone through one by one.
MOST_LISTED = 2**22


def count_winning(classes: VoterClasses) -> WinningCounts:
    """Count winning coalitions by size, all and those with a given member.

    Few voters are counted by halves; many in few classes by choices from each; many with weights of
    few digits by sums; and up to about 29 different voters by halves again, whatever they weigh. All
    ways give the same exact numbers.

    Parameters
    ----------
    classes : VoterClasses

    Raises
    ------
    TooLargeError
        When no way is possible in bounded time and memory.
    """
    n_voters, ways, quotas = len(classes.voters), n_choices(classes), classes.n_quotas
    halved = n_voters <= SHORT
    if halved and ways * quotas <= FEW_HALVED:
        return count_by_halves(classes)
    if ways * (len(classes.members) + quotas) <= MOST_LISTED:
        return count_by_choices(classes)
    if can_count_by_sums(classes):
        return count_by_sums(classes)
    if halved and ways * quotas <= MOST_HALVED:
        return count_by_halves(classes)
    raise TooLargeError(
        f"the coalitions of {n_voters:,} voters in {len(classes.members):,} classes of equal weight are too "
        "many, and so are the different sums of their weights; round weights and quotas to fewer digits, "
        "or give voters of nearly equal weight the same one"
    )
