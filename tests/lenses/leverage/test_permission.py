"""Who may forbid what, apart from what they could deliver."""

from __future__ import annotations

from detente.lenses.leverage.permission import Permission
from lenses.leverage.cases import look


def said(draws: int = 8, **values: object) -> dict[tuple[str, str], Permission]:
    """Return permissions by option and party."""
    return {(p.option, p.party): p for p in look(draws, **values).permissions}


def test_a_consent_is_a_veto() -> None:
    """The patron loses by the truce, forbids it, and with 0.4 could not make it: it only blocks."""
    found = said()["hold", "patron"]
    assert (found.by, found.is_veto, found.refuses, found.delivers) == (("consent",), True, 1.0, 0.0)
    assert found.blocks_only


def test_a_holder_of_control_does_not_only_block() -> None:
    """With 0.7 the patron could make the truce by itself."""
    found = said(issues__truce__control={"patron": 0.7, "south": 0.2})["hold", "patron"]
    assert (found.delivers, found.blocks_only) == (1.0, False)


def test_a_rule_binds_where_it_covers() -> None:
    """The senate has a say over relief and none over aid."""
    found = said()
    assert found["ease", "senate"].by == ("Senate",)
    assert ("grant", "senate") not in found


def test_a_rule_over_everything() -> None:
    """Without a list of issues a rule covers every change."""
    rule = {"name": "Any", "needs": "senate"}
    found = said(ratification__north=[rule])
    assert {option for option, party in found if party == "senate"} == {"grant", "ease", "hold", "retreat"}


def test_one_of_two_is_no_veto() -> None:
    """A voter whom the other can replace has a say, and cannot forbid alone."""
    needs = {"at_least": 1, "of": ["senate", "militia"]}
    found = said(ratification__north=[{"name": "Either", "needs": needs}])
    assert not found["ease", "senate"].is_veto
    assert not found["ease", "senate"].blocks_only


def test_a_weighted_veto_and_one_beside_a_not() -> None:
    """Who is in every winning coalition can forbid; a consent asked for beside a `not` still counts."""
    quota = {"quota": 3, "weights": {"senate": 2, "militia": 1, "trader": 1}}
    found = said(ratification__north=[{"name": "Quota", "needs": quota}])
    assert found["ease", "senate"].is_veto
    assert not found["ease", "militia"].is_veto
    needs = {"all_of": ["senate", {"not": "militia"}]}
    found = said(ratification__north=[{"name": "Odd", "needs": needs}])
    assert found["ease", "senate"].is_veto
    assert not found["ease", "militia"].is_veto


def test_a_seat_is_a_veto_over_everything() -> None:
    """A third party at the table can leave it."""
    found = said(parties__militia__at_table=True)
    assert found["grant", "militia"].by == ("seat",)
    assert found["grant", "militia"].is_veto


def test_principals_sign_and_are_left_out() -> None:
    """Their consent is acceptance, not permission."""
    found = said(issues__aid__options__grant__consent=["north", "patron"])
    assert ("grant", "north") not in found
    assert found["grant", "patron"].refuses == 0.0


def test_where_nothing_is_required_the_sole_performer_delivers() -> None:
    """Aid by the senate alone is the senate's to bring about."""
    found = said(
        issues__aid__options__grant__performers=["senate"], issues__aid__options__grant__consent=["senate"]
    )
    assert found["grant", "senate"].delivers == 1.0


def test_how_often_it_refuses() -> None:
    """A share of draws, and vetoes that are used most come first."""
    found = look(
        200,
        stakes__patron__truce__hold="-3..1",
        issues__truce__options__hold__consent=["patron", "militia"],
    ).permissions
    hold = [p for p in found if p.option == "hold"]
    assert [p.party for p in hold] == ["patron", "militia"]
    assert 0.6 < hold[0].refuses < 0.9
    assert hold[0].to_dict()["blocks_only"] is True


def test_no_permission_is_needed() -> None:
    """Without rules and consents nobody has a say."""
    assert said(ratification={}, issues__truce__options__hold__consent=[]) == {}
