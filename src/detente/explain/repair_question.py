"""What a repair of one package by judgements has to bring about, sorted into blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.dossier.dossier import Need
from detente.explain.conditions import Condition, conditions_of, margins_of
from detente.explain.package_model import PackageModel
from detente.explain.repair_atoms import Atom, AtomKind, Influence
from detente.explain.repair_block import Block, blocks_of
from detente.explain.repair_fewest import decide_within
from detente.lenses.ratification.consenting import is_monotone, members_of

__all__ = ["RepairQuestion"]

Float = NDArray[np.float64]
OF_PRINCIPALS: tuple[AtomKind, ...] = ("accepts", "trusts the others", "keeps the deal")


@dataclass(frozen=True, kw_only=True, eq=False)
class RepairQuestion:
    """One package, its conditions and the judgements that bear on them.

    Attributes
    ----------
    model : PackageModel
        Of this package alone, without kinds of deal.
    conditions : tuple of Condition
    """

    model: PackageModel
    conditions: tuple[Condition, ...]

    @classmethod
    def of(cls, model: PackageModel, index: int) -> RepairQuestion:
        """Ask about one package of a model."""
        named = model.packages[index]
        alone = PackageModel.of(replace(model.dossier, deals={}), {named.name: named.package})
        return cls(model=alone, conditions=conditions_of(alone))

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """What consents and rules ask for."""
        return tuple(one.need for one in self.conditions if one.need is not None)

    @cached_property
    def fixed(self) -> tuple[Condition, ...]:
        """Conditions that fail and on which no judgement bears."""
        asked = [one for one in self.conditions if one.kind in ("agenda", "order")]
        margins = margins_of(self.model, 0, asked, self.model.medians)[0]
        return tuple(one for one, margin in zip(asked, margins, strict=True) if margin < 0)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks: those of principals, of deliveries, and of every stance that may be asked for."""
        atoms: list[Atom] = []
        for one in self.conditions:
            if one.kind == "delivery":
                option = self.model.blueprint.dossier.issues[str(one.issue)].options[str(one.option)]
                if option.requires is not None:
                    atoms.append(Atom(kind="delivery", issue=one.issue, option=one.option))
            elif one.kind in OF_PRINCIPALS:
                atoms.append(Atom(kind=one.kind, party=one.parties[0]))
        stances: tuple[AtomKind, ...] = ("consents", "refuses")
        if all(map(is_monotone, self.needs)):
            stances = ("consents",)
        atoms += [Atom(kind=kind, party=party) for party in self.voters for kind in stances]
        influence = Influence(model=self.model, atoms=tuple(atoms))
        return blocks_of(influence, [k for k, atom in enumerate(atoms) if atom.kind in OF_PRINCIPALS])

    @cached_property
    def voters(self) -> tuple[str, ...]:
        """Members of the needs that are no principals, whose consent their own judgements decide."""
        members = {party for need in self.needs for party in members_of(need)}
        return tuple(sorted(members.difference(self.model.blueprint.principals)))

    @cached_property
    def consents(self) -> dict[str, bool]:
        """Who consents at the medians; principals do, or the package fails before."""
        found = {party: True for need in self.needs for party in members_of(need)}
        for party in self.voters:
            found[party] = bool(self.stance(party, "consents").now[0] >= 0)
        return found

    def stance(self, party: str, kind: AtomKind) -> Block:
        """Return the block of a stance of a voter."""
        return next(one for one in self.blocks if one.atoms[0] == Atom(kind=kind, party=party))

    @cached_property
    def turned(self) -> dict[str, Block]:
        """For each voter the block of the stance that it does not take now, where it may be asked for."""
        found = {}
        for party in self.voters:
            kind: AtomKind = "refuses" if self.consents[party] else "consents"
            wanted = Atom(kind=kind, party=party)
            block = next((one for one in self.blocks if one.atoms[0] == wanted), None)
            if block is not None:
                found[party] = block
        return found

    @cached_property
    def turnable(self) -> dict[str, Block]:
        """Those of ``turned`` that judgements within their ranges can bring about, or may."""
        return {party: block for party, block in self.turned.items() if decide_within(block).answer != "no"}

    @cached_property
    def necessary(self) -> tuple[Block, ...]:
        """The blocks that must hold whatever the voters do: of principals and of deliveries."""
        return tuple(one for one in self.blocks if one.atoms[0].kind not in ("consents", "refuses"))
