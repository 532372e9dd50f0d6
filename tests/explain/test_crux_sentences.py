"""The bottom line of a crux."""

from __future__ import annotations

from dataclasses import replace

from tests.explain.test_crux_kind import changed
from tests.properties.dossiers import loaded, plain

from detente import load
from detente.dossier.dossier import Dossier
from detente.explain.crux import crux
from detente.explain.crux_sentences import and_others, caveats_of, sentences_of


def few(dossier: Dossier) -> Dossier:
    """The reference case with three kinds of deal."""
    keys = ("staged-relief", "election-ukraine", "cyber-unit")
    return replace(dossier, deals={key: dossier.deals[key] for key in keys})


def test_different_verdicts() -> None:
    """How many differ and decide, where each kind ends, and by what it is carried, both ways."""
    found = crux(loaded(plain()), loaded(changed(north=3, south=3)), draws=4)
    assert found.sentences == (
        "before and after differ in 2 places that a gate can ask for; 2 of them decide where verdict and "
        "gate of death part, on the one kind of deal.",
        "swap: passes under before and dies at acceptance under after. From before to after verdict "
        "and gate of death are carried by what any deal costs north; or what any deal costs south. From "
        "after to before by what any deal costs north together with what any deal costs south.",
    )


def test_kinds_alike_are_told_together() -> None:
    """Kinds of deal with the same ends and sets share a sentence; the rest is counted."""
    before, after = few(load("us-russia", reading="kramer")), few(load("us-russia", reading="stutte"))
    sentences = crux(before, after, draws=20).sentences
    assert sentences[1] == (
        "Staged relief against verified movement and Drop the election quarrel to work on Ukraine: die at "
        "ratification under kramer and at acceptance under stutte. Either way verdict and gate of death are "
        "carried by what United States (President) does without a deal."
    )
    assert [text[:54] for text in sentences[2:]] == [
        "On the other one verdict and gate of death are the same;"[:54]
    ]


def test_same_verdict() -> None:
    """Where verdicts agree and shares do not, what brings them together is told."""
    one, other = plain(), plain()
    one["stakes"]["south"]["base"]["closed"] = "-20..-1"
    other["stakes"]["south"]["base"]["closed"] = "-9..-1"
    found = crux(loaded(one), loaded(other), draws=200)
    assert found.sentences[0].endswith("come to the same verdict and gate of death on the one kind of deal.")
    assert "Either way every share is brought to within 10% by what closed (base)" in found.sentences[1]


def test_caveats_tell_what_is_not_proved() -> None:
    """A set that is not proved smallest is said not to be; so is a list that is not complete."""
    found = crux(loaded(plain()), loaded(changed(north=3, south=3)), draws=4)
    kind = found.kinds[0]
    assert kind.back is not None
    assert len(list(caveats_of(found))) == 2
    for proof, complete, words in (
        ("minimal", 0, "no part of it does"),
        ("irreducible", 0, "no single member of it can be left out"),
        ("smallest", 1, "others of this size may"),
    ):
        back = replace(kind.back, proof=proof, complete_to=complete)  # type: ignore[arg-type]
        told = list(caveats_of(replace(found, kinds=(replace(kind, back=back),))))
        assert words in told[-1]
    screened = replace(kind.back, sought_in=2)
    told = list(caveats_of(replace(found, kinds=(replace(kind, back=screened),))))
    assert "sought in 2 of the draws" in told[-1]
    assert "in all 4, and no part of them does" in told[-1]
    many = replace(
        kind.back,
        proof="minimal",
        sets=(replace(kind.back.sets[0], names=tuple("abcde")),),
    )
    told = list(sentences_of(replace(found, kinds=(replace(kind, back=many),))))
    assert "5 differences together (fewer may do in another combination)" in told[1]


def test_names_are_counted() -> None:
    """Long lists end in a number."""
    assert and_others(list("abcdef")) == "a, b, c, d and 2 more"
