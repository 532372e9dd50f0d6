"""Remarks on judgements that cannot go together because they do not vary."""

from __future__ import annotations

from detente.dossier import lint, load_text


def test_a_certain_number_is_remarked_on(bargain: str) -> None:
    """At the entry that names it; one that varies, a chance from the ledger too, is not."""
    entries = (
        "correlations:\n"
        "  - {name: x, of: [trust.keeps_word.russia, no_deal.us.points], rank: 0.5}\n"
        "  - {name: y, of: [trust.monitoring.us, no_deal.us.points], rank: 0.5}\n"
    )
    text = bargain.replace("no_deal:\n", f"{entries}no_deal:\n", 1)
    (found,) = (note for note in lint(load_text(text)) if note.code == "N026")
    assert found.path == "correlations.1.of"
    assert "trust.monitoring.us" in found.message
    assert found.line == text[: text.index("{name: y")].count("\n") + 1
    assert not any(note.code == "N026" for note in lint(load_text(bargain)))


def test_what_an_entry_cites_is_cited(bargain: str) -> None:
    """A source that only a correlation rests on is not called idle."""
    source = "  spare: {title: Spare}\n"
    text = bargain.replace("sources:\n", f"sources:\n{source}", 1)
    assert any(note.code == "N007" for note in lint(load_text(text)))
    entry = "  - {name: x, of: [trust.keeps_word.russia, no_deal.us.points], rank: 0.5, cite: [spare]}\n"
    cited = text.replace("no_deal:\n", f"correlations:\n{entry}no_deal:\n", 1)
    assert not any(note.code == "N007" for note in lint(load_text(cited)))
