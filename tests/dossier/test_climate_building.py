"""From the section to frozen objects, as readings change it and as it travels with a dossier."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from breaking import problems_in

from climate_dossier import CLIMATE, text
from detente.dossier import load, load_text
from detente.dossier.climate import Climate, quantities_of
from detente.dossier.differences import differences, with_changes
from detente.dossier.trimming import trimmed

HAWK = """
  hawk:
    set:
      climate.level.south: 5..6
      climate.firmness: {south: -0.6..-0.2}
      climate.measures.border.truce.acts.south: {points: 0..1, note: little}
      climate.accidents.rate:
      climate.acknowledged: false
"""


def with_hawk(old: str = "", new: str = "") -> str:
    """Return the small dossier with one more reading, one text in the reading replaced."""
    hawk = HAWK.replace(old, new) if old else HAWK
    return text().replace("\nclimate:", hawk.rstrip() + "\nclimate:", 1)


def climate_of(whole: str | None = None, reading: str | None = None) -> Climate:
    """Return the climate of the small dossier."""
    found = load_text(whole or text(), reading=reading).climate
    assert found is not None
    return found


def test_a_dossier_without_the_section_has_no_climate() -> None:
    """It is None, not an empty one."""
    assert load_text(text().split("\nclimate:")[0]).climate is None


def test_numbers_know_where_they_stand() -> None:
    """Path, line and distribution of a number."""
    level = climate_of().level["south"]
    assert (level.path, level.distribution, level.parameters) == (
        "climate.level.south",
        "uniform",
        (2.0, 5.0),
    )
    assert level.line == text().splitlines().index("  level: {north: 2..4, south: 2..5}") + 1


def test_a_measure_lends_its_sources_to_its_numbers() -> None:
    """Those that name none themselves."""
    change = "truce: {cite: [essay], note: patrols, acts: {north: 0.5..1, south: {points: 1, note: own}}}"
    changed = text().replace("truce: {acts: {north: 0.5..1, south: 0.5..2}}", change)
    changed = changed.replace("\nparties:", "\nsources: {essay: {title: An essay}}\nparties:", 1)
    climate = load_text(changed).climate
    assert climate is not None
    acts = climate.measures[0].acts
    assert (acts["north"].cite, acts["north"].note) == (("essay",), "patrols")
    assert (acts["south"].cite, acts["south"].note) == (("essay",), "own")


def test_days_stand_in_the_order_of_time() -> None:
    """Sorted, each once."""
    changed = text().replace("[2019-03-01]", "[2021-01-20, 2019-03-01, 2021-01-20]")
    climate = load_text(changed).climate
    assert climate is not None
    assert climate.turnovers["north"] == (dt.date(2019, 3, 1), dt.date(2021, 1, 20))
    assert climate.campaigns["south"] == ((dt.date(2018, 12, 1), dt.date(2019, 1, 31)),)


def test_a_reading_sets_numbers_and_whole_mappings() -> None:
    """It changes what it names and leaves the rest."""
    base, hawk = climate_of(with_hawk()), climate_of(with_hawk(), "hawk")
    assert hawk.level["south"].parameters == (5.0, 6.0)
    assert hawk.level["north"] == base.level["north"]
    assert set(hawk.firmness) == {"south"}
    assert hawk.measures[0].acts["south"].note == "little"
    assert (base.accidents.rate is None, hawk.accidents.rate) == (False, None)
    assert (base.acknowledged, hawk.acknowledged) == (True, False)


def test_a_fault_of_a_reading_is_told_where_it_is_written() -> None:
    """Out of bounds only under the reading."""
    (problem,) = problems_in(with_hawk("5..6", "5..16"))
    assert (problem.code, problem.path) == ("D075", "readings.hawk.set.climate.level.south")
    assert "hawk" in problem.message


def test_the_section_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    """Its numbers and problems name that file."""
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "dossier.yaml").write_text(text().split("\nclimate:")[0], "utf-8")
    inner = "\n".join(line[2:] for line in CLIMATE.strip().splitlines()[1:])
    (folder / "climate.yaml").write_text(inner, "utf-8")
    dossier = load(folder)
    assert [q.path for q in quantities_of(dossier.climate)] == [q.path for q in quantities_of(climate_of())]
    assert dossier.places["climate.level.north"] == (str(folder / "climate.yaml"), 3)


def test_trimming_keeps_the_climate_without_measures_on_other_issues() -> None:
    """All else is said of the parties and stays."""
    dossier = load_text(text())
    cut = trimmed(dossier, ["sanctions"]).climate
    assert cut is not None
    assert dossier.climate is not None
    assert [m.name for m in cut.measures] == ["sanctions=ease"]
    assert (cut.level, cut.effects) == (dossier.climate.level, dossier.climate.effects)


def test_no_gate_asks_for_it_so_it_makes_no_difference_and_is_carried_along() -> None:
    """Two dossiers that differ in it alone judge alike; changes leave it as it was."""
    before = load_text(with_hawk())
    after = load_text(with_hawk(), reading="hawk")
    assert differences(before, after) == ()
    other = load_text(text().replace("ease: -6..-2", "ease: -9..-8").replace("2..5}", "7..8}"))
    made = with_changes(before, differences(before, other))
    assert made.climate == before.climate
