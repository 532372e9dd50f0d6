"""What a crux is asked of: one kind of deal, or one package, judged alike under both readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from detente.dossier.dossier import DealClass, Dossier
from detente.ensemble.depths import AS_DESCRIBED, Form
from detente.errors import DetenteError, UnknownNameError
from detente.explain.choosing import PackageChoice, chosen_packages
from detente.explain.crux_scope import Scope, scope_of

__all__ = ["PACKAGE", "Question", "questions_of"]

#: Key of the kind of deal that a package is made into.
PACKAGE = "package"


@dataclass(frozen=True, kw_only=True)
class Question:
    """A kind of deal in one form.

    Attributes
    ----------
    key, name : str
    form : str
    package : DealClass or None
        Where packages are asked about: those that are at one of its options on every issue that it
        names, and elsewhere as now. A kind of deal may itself be read differently; a package is what
        it is.
    """

    key: str
    name: str
    form: Form
    package: DealClass | None = None

    def deal_in(self, dossier: Dossier) -> DealClass:
        """Return what is asked about, as a dossier has it."""
        return self.package or dossier.deals[self.key]

    def put_to(self, dossier: Dossier) -> Dossier:
        """Return the dossier with this as its one kind of deal."""
        return replace(dossier, deals={self.key: self.deal_in(dossier)})

    def scope(self, before: Dossier, after: Dossier) -> Scope:
        """Return what its judgement can rest on in any mixture of two dossiers."""
        both = (self.put_to(before), self.put_to(after))
        return scope_of(both, is_described=self.form == AS_DESCRIBED)


def questions_of(
    before: Dossier, after: Dossier, *, deal: str | None, package: PackageChoice | None, form: Form
) -> tuple[Question, ...]:
    """List the questions that can be put to both of two dossiers.

    Parameters
    ----------
    before, after : Dossier
    deal : str or None
        One kind of deal.
    package : PackageChoice or None
        Packages of one kind, or issues with their options; of several the best counts.
    form : str

    Returns
    -------
    tuple of Question
        Without deal and package every kind of deal that both have in this form, in the order of the
        first.

    Raises
    ------
    UnknownNameError
        For a kind of deal, an issue or an option that one of the two does not have.
    DetenteError
        For both a deal and a package, a package that cannot be one, or a kind of deal that has no
        such form.
    """
    if package is not None:
        if deal is not None:
            raise DetenteError("ask about a kind of deal or about a package, not both")
        for dossier in (before, after):
            chosen_packages(dossier, package)
        if isinstance(package, str):
            return questions_of(before, after, deal=package, package=None, form=form)
        return (_of_package(package, form),)
    for dossier in (before, after):
        if deal is not None and deal not in dossier.deals:
            raise UnknownNameError("kind of deal", deal, dossier.deals)
    keys = [key for key in before.deals if key in after.deals and deal in (None, key)]
    found = tuple(
        Question(key=key, name=before.deals[key].name, form=form)
        for key in keys
        if form != AS_DESCRIBED or all(_is_described(dossier.deals[key]) for dossier in (before, after))
    )
    if deal is not None and not found:
        raise DetenteError(f"the kind of deal {deal} names nothing to move; ask about it with sweeteners")
    return found


def _of_package(
    package: Mapping[str, str | tuple[str, ...] | list[str]] | PackageChoice, form: Form
) -> Question:
    assert not isinstance(package, str)
    options = {issue: (o,) if isinstance(o, str) else tuple(o) for issue, o in package.items()}
    name = ", ".join(f"{issue}={' or '.join(chosen)}" for issue, chosen in options.items())
    return Question(
        key=PACKAGE, name=name, form=form, package=DealClass(key=PACKAGE, name=name, all_of=options)
    )


def _is_described(deal: DealClass) -> bool:
    return bool(deal.all_of or deal.at_least)
