"""Why a package does not pass, or why it does, as a result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from detente.errors import DetenteError
from detente.explain.judgement_repair import JudgementRepair
from detente.explain.package_repair import PackageRepair
from detente.explain.pressure_plan import PressurePlan
from detente.explain.pressure_words import plan_sentences
from detente.explain.short_names import ShortNames
from detente.explain.why_not_mending import mending_sentences
from detente.explain.why_not_package import PackageDiagnosis
from detente.explain.why_not_words import draws_share, package_sentences
from detente.lenses.json_form import json_head, json_text
from detente.model.predicate import GATES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RankedPackage", "WhyNot"]


@dataclass(frozen=True, kw_only=True)
class RankedPackage:
    """How far one of the packages asked about gets.

    Attributes
    ----------
    name : str
    package : mapping of issue to option
    depth : int
        Gates it passes at the medians, 0 to 5.
    shares : mapping of gate to float
        Share of draws in which it passes the gate and all before it.
    """

    name: str
    package: Mapping[str, str]
    depth: int
    shares: Mapping[str, float]

    @property
    def share(self) -> float:
        """Share of draws in which it passes all gates."""
        return self.shares[GATES[-1]]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "name": self.name,
            "package": dict(self.package),
            "gates_passed": self.depth,
            "shares": dict(self.shares),
        }


@dataclass(frozen=True, kw_only=True)
class WhyNot:
    """Why packages do not pass, or do; or that what was asked about is a plan of pressure.

    Attributes
    ----------
    title, dossier : str
    reading : str or None
    draws, seed : int
    principals : tuple of str
        Sorted.
    asked : str
        The key of the kind of deal asked about, or what was named.
    called : str or None
        The name of the kind of deal; None where packages were named.
    n_packages : int
        Packages asked about.
    ranking : tuple of RankedPackage
        All packages, or of a kind of deal with more than 1,000 one. The one that gets farthest first:
        most gates passed at the medians, then the largest share of draws in which it passes all, then
        in which it passes four, and so on, then the largest least margin, then the order in which they
        were named. Empty for a plan.
    packages : tuple of PackageDiagnosis
        The first five of them, taken apart.
    share : float
        Share of draws in which one of all the packages asked about passes.
    package_repair, judgement_repair : PackageRepair or None, JudgementRepair or None
        The smallest repairs of the first package; None where they were not asked for.
    labels : mapping
        Names of parties, issues and options, as :func:`detente.dossier.labels.labels_of` has them.
    caveats : tuple of str
    plan : PressurePlan or None
        For a kind of deal that asks for pressure, and so is no deal but a plan for the case without one.
    """

    title: str
    dossier: str
    reading: str | None
    draws: int
    seed: int
    principals: tuple[str, ...]
    asked: str
    called: str | None
    n_packages: int
    ranking: tuple[RankedPackage, ...]
    packages: tuple[PackageDiagnosis, ...]
    share: float
    package_repair: PackageRepair | None
    judgement_repair: JudgementRepair | None
    labels: Mapping[str, str]
    caveats: tuple[str, ...]
    plan: PressurePlan | None = None

    @property
    def status(self) -> Literal["packages", "pressure"]:
        """Whether packages were judged, or it is a plan of pressure, of which there are none."""
        return "packages" if self.plan is None else "pressure"

    @property
    def first(self) -> PackageDiagnosis:
        """The package that gets farthest; only under the status ``"packages"``."""
        if self.plan is not None:
            raise DetenteError(f"{self.asked} is a plan of pressure, no package; what it is stands in .plan")
        return self.packages[0]

    @property
    def passes(self) -> bool:
        """Whether a package passes all gates at the medians."""
        return self.plan is None and self.first.passes

    @cached_property
    def names(self) -> ShortNames:
        """The labels, with the key in place of a long name."""
        return ShortNames(self.labels)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was found, the bottom line first, and what would mend it last."""
        if self.plan is not None:
            return plan_sentences(self.plan, f'"{self.called}"', self.principals, self.names)
        bottom, *rest = package_sentences(self.first, self._subject, self.draws, self.names)
        mending = mending_sentences(self.package_repair, self.judgement_repair, self.names)
        return (bottom, *self._one_of_all(), *rest, *mending)

    def _one_of_all(self) -> Iterator[str]:
        """Say in how many draws one of several packages passes."""
        if self.n_packages > 1:
            n = f"{self.n_packages:,}"
            if self.share:
                yield f"In {draws_share(self.share)} of the draws one of the {n} packages passes."
            else:
                yield f"None of the {n} packages passes in any of the draws."

    @property
    def _subject(self) -> str:
        n = self.n_packages
        if n == 1:
            return f'"{self.called}"' if self.called else f"The package {self.first.name}"
        of = f" of the kind '{self.called}'" if self.called else ""
        return f"Of {n:,} packages{of} this one gets farthest: {self.first.name}. It"

    def __repr__(self) -> str:
        if self.plan is not None:
            return f"<WhyNot {self.asked!r}: a plan of {len(self.plan.acts)} acts for no deal>"
        state = "passes" if self.passes else f"fails at {self.first.failing_gate}"
        return (
            f"<WhyNot {self.asked!r}: {state} at the medians, passes {self.share:.0%} of {self.draws} draws>"
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        html = self.to_frame().to_html(index=False, float_format=lambda x: f"{x:.2f}")
        return {"text/plain": "\n".join([*self.sentences, *self.caveats]), "text/html": html}

    def to_frame(self) -> pd.DataFrame:
        """Return one tidy row for each package taken apart and each of its conditions.

        For a plan one for each party and act that is worth it something: ``party``, ``act``, ``points``.
        """
        import pandas as pd

        if self.plan is not None:
            return pd.DataFrame(
                [(one.party, act, points) for one in self.plan.worth for act, points, _ in one.by_act],
                columns=["party", "act", "points"],
            )
        rows = [
            {
                "package": package.name,
                "gate": one.condition.gate,
                "condition": one.condition.name,
                "kind": one.condition.kind,
                "parties": ", ".join(one.condition.parties),
                "unit": one.condition.unit,
                "holds": one.holds,
                "margin": one.margin,
                "margin_p05": one.margins.low,
                "margin_p50": one.margins.middle,
                "margin_p95": one.margins.high,
                "fails": one.fails,
            }
            for package in self.packages
            for one in package.conditions
        ]
        return pd.DataFrame(rows)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        head = json_head(
            "why-not",
            title=self.title,
            dossier=self.dossier,
            reading=self.reading,
            draws=self.draws,
            seed=self.seed,
            principals=self.principals,
        )
        told = (self.package_repair, self.judgement_repair)
        repairs = [None if repair is None else repair.to_dict() for repair in told]
        return {
            **head,
            "asked": self.asked,
            "called": self.called,
            "status": self.status,
            "n_packages": self.n_packages,
            "passes": self.passes,
            "share": self.share,
            "sentences": list(self.sentences),
            "ranking": [one.to_dict() for one in self.ranking],
            "packages": [one.to_dict() for one in self.packages],
            "package_repair": repairs[0],
            "judgement_repair": repairs[1],
            "plan": None if self.plan is None else self.plan.to_dict(),
            "labels": dict(self.labels),
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())
