"""Integer tables of every draw: what each predicate adds up, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

import detente
from detente.ensemble.sampling import draw_values
from detente.errors import TooLargeError
from detente.kernel.exhausting import package_depths
from detente.model.blueprint import Blueprint
from detente.model.fixed_point import to_points
from detente.model.predicate import GATES
from detente.model.tables import Tables, fill_tables, surplus_tables
from properties.dossiers import Data, loaded, plain

SWAP = {"aid": "grant", "base": "closed"}


def filled(data: Data, draws: int = 1) -> Tables:
    """Fill the tables of a few draws."""
    b = Blueprint(loaded(data))
    return fill_tables(b, draw_values(b.quantities, 0, 0, draws, b.correlations))


def slack(tables: Tables, kind: str, party: str, package: Data) -> float:
    """Points by which a package passes a predicate of a party."""
    b = tables.blueprint
    (p,) = [k for k, x in enumerate(b.predicates) if (x.kind, x.party) == (kind, party)]
    total = tables.tables[0, p, b.space.columns(package)].sum() - tables.thresholds[0, p]
    return float(to_points(int(total)))


def depth(tables: Tables, package: Data) -> int:
    """Gates that a package passes in the first draw; -1 where it cannot be delivered."""
    b = tables.blueprint
    common = np.arange(len(b.clauses)) < b.n_common_clauses
    return int(package_depths(tables.system(0), b.space.columns(package)[None, :], clause_on=common)[0])


def test_surplus() -> None:
    """Points less costs per deal and per changed issue, against no deal."""
    data = plain(
        dealing_costs={"north": {"per_deal": 0.5, "per_issue": 0.25}}, no_deal={"north": {"points": -1}}
    )
    tables = filled(data)
    assert slack(tables, "surplus", "north", SWAP) == 4 - 2 - 0.5 - 2 * 0.25 + 1
    assert slack(tables, "surplus", "north", {"aid": "grant"}) == -2 - 0.5 - 0.25 + 1
    assert slack(tables, "surplus", "south", SWAP) == 2


def test_costs_per_issue_count_each_merged_issue() -> None:
    """A compound issue costs as much as the issues it is made of."""
    link = {"name": "both", "when": {"aid": ["grant"], "base": ["closed"]}, "points": {"north": 8}}
    tables = filled(plain(dealing_costs={"north": {"per_issue": 0.25}}, links=[link]))
    assert slack(tables, "surplus", "north", SWAP) == 4 - 2 + 8 - 0.5
    assert slack(tables, "surplus", "north", {"base": "closed"}) == 4 - 0.25


def test_plans_without_a_deal_are_felt_by_all() -> None:
    """What one side would do without a deal counts for each party as it feels it."""
    data = plain(no_deal={"north": {"plan": {"base": "closed"}, "points": -1}, "south": {"points": 0.5}})
    tables = filled(data)
    assert slack(tables, "surplus", "north", SWAP) == 2 - (4 - 1)
    assert slack(tables, "surplus", "south", SWAP) == 2 - (-2 + 0.5)


def test_relative_gains_look_at_the_mean_of_the_others() -> None:
    """A share of the other principals' mean points is a loss, links included, ratifiers aside."""
    data = plain(
        parties={
            "north": {"role": "principal"},
            "south": {"role": "principal"},
            "east": {"role": "principal"},
            "army": {"role": "ratifier", "side": "north"},
        },
        relative_gains={"north": 0.5},
        links=[{"name": "both", "when": {"aid": ["grant"], "base": ["closed"]}, "points": {"east": 4}}],
        ratification={"north": [{"name": "army", "needs": "army"}]},
    )
    data["stakes"] |= {"army": {"aid": {"grant": 1}}, "east": {"aid": {"grant": 2}}}
    tables = filled(data)
    assert slack(tables, "surplus", "north", SWAP) == 2 - 0.5 * (2 + 6) / 2
    assert slack(tables, "surplus", "east", SWAP) == 6
    assert slack(tables, "surplus", "army", SWAP) == 1


def test_a_word_kept_by_chance() -> None:
    """What others perform counts with its chance; what one performs oneself, and costs, are sure."""
    data = plain(trust={"keeps_word": {"south": 0.25}}, dealing_costs={"north": {"per_issue": 0.5}})
    tables = filled(data)
    assert slack(tables, "credible surplus", "north", SWAP) == 0.25 * 4 - 2 - 1
    assert slack(tables, "credible surplus", "south", SWAP) == 2


def test_each_record_counts_once() -> None:
    """Two performers of one side share its record; one with a record of its own adds to the risk."""
    parties = {
        "north": {"role": "principal"},
        "south": {"role": "principal"},
        "navy": {"role": "ratifier", "side": "south"},
        "army": {"role": "ratifier", "side": "south"},
    }
    data = plain(parties=parties, trust={"keeps_word": {"south": 0.5}})
    data["issues"]["base"]["options"]["closed"]["performers"] = ["south", "army", "navy"]
    assert slack(filled(data), "credible surplus", "north", SWAP) == 0.5 * 4 - 2
    data["trust"]["keeps_word"]["navy"] = 0.5
    assert slack(filled(data), "credible surplus", "north", SWAP) == 0.25 * 4 - 2


def test_a_link_needs_all_its_issues_performed() -> None:
    """A link comes about when every part is performed, or was the status quo anyway."""
    both = {"name": "both", "when": {"aid": ["grant"], "base": ["closed"]}, "points": {"north": 8}}
    alone = {"name": "alone", "when": {"aid": ["none"], "base": ["closed"]}, "points": {"south": 8}}
    tables = filled(plain(links=[both, alone], trust={"keeps_word": {"south": 0.5, "north": 0.75}}))
    assert slack(tables, "credible surplus", "north", SWAP) == 0.5 * 4 - 2 + 0.5 * 8
    # South closes its base for sure; the aid fails with chance 1/4 and leaves it alone in that.
    assert slack(tables, "credible surplus", "south", SWAP) == 0.75 * 4 - 2 + 0.25 * 8


def test_without_records_every_word_is_good() -> None:
    """No trust section: what is acceptable is credible and self-enforcing, to the last unit."""
    link = {"name": "l", "when": {"aid": ["grant"], "base": ["closed"]}, "points": {"north": 0.3}}
    data = plain(links=[link])
    data["stakes"]["north"]["aid"]["grant"] = "-5.3..1.1"
    data["stakes"]["south"]["base"]["closed"] = {"normal": {"mean": -3, "sd": 2}}
    tables = filled(data, 50)
    kinds = [(p.kind, p.party) for p in tables.blueprint.predicates]
    for party in ("north", "south"):
        plain_row, credible_row = kinds.index(("surplus", party)), kinds.index(("credible surplus", party))
        assert (tables.tables[:, plain_row] == tables.tables[:, credible_row]).all()
    assert not any(kind == "keeps" for kind, _ in kinds)


@pytest.mark.parametrize(
    ("discount", "monitoring", "kept"),
    [(0.5, 1, True), (0.49, 1, False), (0.5, 0.5, False), (0.8, 0.25, True), (1, 0.01, True), (0, 1, False)],
)
def test_keeping_against_cheating(discount: float, monitoring: float, kept: bool) -> None:
    """Gate 5 asks for d q s >= (1 - d) T with surplus and temptation 2 each; equality is enough."""
    parties = {key: {"role": "principal", "discount_factor": discount} for key in ("north", "south")}
    data = plain(parties=parties, trust={"monitoring": dict.fromkeys(parties, monitoring)})
    assert depth(filled(data), SWAP) == (5 if kept else 4)


@pytest.mark.parametrize(("discount", "monitoring"), [(0, 1), (0.5, 0), (1e-9, 1), (0, 0)])
def test_who_has_nothing_to_give_is_not_tempted(discount: float, monitoring: float) -> None:
    """Without temptation a deal is kept even by those who do not care for the future."""
    parties = {key: {"role": "principal", "discount_factor": discount} for key in ("north", "south")}
    data = plain(parties=parties, trust={"monitoring": dict.fromkeys(parties, monitoring)})
    data["stakes"] = {"north": {"aid": {"grant": 1}}, "south": {"aid": {"grant": 1}}}
    assert depth(filled(data), SWAP) == 5


def seated(**party: object) -> Data:
    """Make half of the base's closing depend on a militia."""
    roles = {"north": {"role": "principal"}, "south": {"role": "principal"}, "militia": party}
    data = plain(parties=roles)
    data["issues"]["base"]["control"] = {"south": 0.5, "militia": 0.25}
    data["issues"]["base"]["options"]["closed"]["requires"] = 0.75
    return data


def test_who_is_at_the_table_commands_what_it_holds() -> None:
    """A third party's control counts once it sits down or belongs to a side; equality is enough."""
    assert depth(filled(seated(role="third party")), SWAP) == -1
    assert depth(filled(seated(role="third party", at_table=True)), SWAP) == 5
    assert depth(filled(seated(role="ratifier", side="south")), SWAP) == 5


def test_a_guest_at_the_table_must_gain() -> None:
    """Who joins the talks can also spoil them."""
    data = seated(role="third party", at_table=True)
    data["stakes"]["militia"] = {"base": {"closed": -1}}
    assert depth(filled(data), SWAP) == GATES.index("ratifiable")


def test_pressure_is_no_part_of_a_deal() -> None:
    """A pressure option cannot be delivered, however much all like it."""
    data = plain()
    data["issues"]["aid"]["options"]["grant"]["pressure"] = True
    assert depth(filled(data), SWAP) == -1


def test_no_change_is_no_deal() -> None:
    """The status quo passes no gate, and an agenda limit stops packages that change more."""
    assert depth(filled(plain()), {}) == 0
    limited = filled(plain(agenda_limit=1))
    assert depth(limited, SWAP) == 0
    assert depth(limited, {"aid": "grant"}) == 1


def test_systems_with_and_without_classes() -> None:
    """For counting, the predicates and clauses of deal classes are left out."""
    deals = {"one": {"at_least": 1, "of": {"aid": ["grant"], "base": ["closed"]}}}
    tables = filled(plain(deals=deals), 3)
    assert len(tables) == 3
    whole, common = tables.system(2), tables.common_system(2)
    assert len(whole.thresholds) == len(common.thresholds) + 1
    assert len(whole.clause_gate) == len(common.clause_gate) + 1
    assert common.clause_start[-1] == len(common.code)
    assert whole.n_gates == common.n_gates == len(GATES)


@pytest.mark.parametrize("points", [2e7, 1e8, 1e9])
def test_points_that_do_not_fit_are_refused(points: float) -> None:
    """Where a product or a sum would not fit, the run stops with advice instead of wrapping around."""
    data = plain(trust={"keeps_word": {"south": 0.75}, "monitoring": {"north": 0.5}})
    data["parties"]["north"]["discount_factor"] = 0.5
    data["stakes"]["north"]["base"]["closed"] = points
    with pytest.raises(TooLargeError, match="rescale"):
        filled(data)


def test_the_surplus_of_any_party_is_that_of_its_predicate() -> None:
    """For those with a condition of their own the tables are the same, entry for entry."""
    b = Blueprint(detente.load("us-russia"))
    values = draw_values(b.quantities, 3, 0, 4, b.correlations)
    tables = fill_tables(b, values)
    surplus, thresholds = surplus_tables(b, values, b.parties)
    for p, predicate in enumerate(b.predicates):
        if predicate.kind == "surplus":
            k = b.parties.index(predicate.party)
            assert np.array_equal(surplus[:, k], tables.tables[:, p])
            assert np.array_equal(thresholds[:, k], tables.thresholds[:, p])
