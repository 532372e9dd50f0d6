"""The answer of the trust lens: records, packages, and what would make them hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.lenses.json_form import json_head, json_text
from detente.lenses.trust.ledger import PartyRecord
from detente.lenses.trust.package_trust import PackageTrust, PrincipalTrust
from detente.lenses.trust.remedies import Kind

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TrustLens"]

COLUMNS = [
    "package",
    "origin",
    "party",
    "surplus",
    "expected_surplus",
    "accepts",
    "trusts",
    "whose_word",
    "trust_needed",
    "trust_had",
    "critical_discount_factor",
    "discount_factor",
    "holds",
    "status_at_medians",
    "least_costly",
]


@dataclass(frozen=True, kw_only=True)
class TrustLens:
    """Records, and each package in question through the trust lens.

    Attributes
    ----------
    title, dossier : str
        Title and key of the dossier.
    reading : str or None
    draws, seed : int
    parties : mapping of key to name
    principals : tuple of str
        Sorted.
    records : tuple of PartyRecord
    packages : tuple of PackageTrust
        In the order asked for; may be empty.
    prices : mapping of kind to float
        Of improvements.
    punishment : int or None
        Periods of no deal after an alarm; None for good.
    caveats : tuple of str
    """

    title: str
    dossier: str
    reading: str | None
    draws: int
    seed: int
    parties: Mapping[str, str]
    principals: tuple[str, ...]
    records: tuple[PartyRecord, ...]
    packages: tuple[PackageTrust, ...]
    prices: Mapping[Kind, float]
    punishment: int | None
    caveats: tuple[str, ...]

    def __repr__(self) -> str:
        reading = f", reading {self.reading}" if self.reading else ""
        return f"<TrustLens {self.dossier}{reading}: {len(self.packages)} packages, {self.draws} draws>"

    def record_of(self, party: str) -> PartyRecord | None:
        """Return the record of a party, None where it has none."""
        return next((record for record in self.records if record.party == party), None)

    def package(self, name: str) -> PackageTrust:
        """Return the first package of a name, or raise KeyError."""
        for found in self.packages:
            if found.name == name:
                return found
        raise KeyError(name)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **json_head(
                "trust",
                title=self.title,
                dossier=self.dossier,
                reading=self.reading,
                draws=self.draws,
                seed=self.seed,
                principals=self.principals,
            ),
            "parties": dict(self.parties),
            "records": [record.to_dict() for record in self.records],
            "packages": [package.to_dict() for package in self.packages],
            "prices": dict(self.prices),
            "punishment": self.punishment,
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """Return ``to_dict()`` as text, ending in a newline."""
        return json_text(self.to_dict())

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each package and principal.

        Columns: package, origin, party, surplus and expected_surplus (medians), accepts and trusts
        (shares of draws), whose_word (the other party whose word is most in doubt: least median
        slack), trust_needed, trust_had (medians; needed is infinite for never),
        critical_discount_factor, discount_factor (medians), holds (share of draws in which it keeps
        the package), status_at_medians, least_costly.
        """
        import pandas as pd

        rows = [_row(package, one) for package in self.packages for one in package.principals]
        return pd.DataFrame(rows, columns=COLUMNS)


def _row(package: PackageTrust, one: PrincipalTrust) -> dict[str, Any]:
    doubtful = min(one.break_even, key=lambda pair: pair.slack.middle, default=None)
    patience, least = one.patience, one.improvements.least
    values = (
        package.name,
        package.origin,
        one.party,
        one.surplus.middle,
        one.expected.middle,
        one.accepts,
        one.trusts,
        doubtful.other if doubtful else None,
        doubtful.needed.middle if doubtful else None,
        doubtful.had.middle if doubtful else None,
        patience.critical.middle if patience else None,
        patience.discount.middle if patience and patience.discount else None,
        patience.holds if patience else None,
        one.improvements.status,
        least.kind if least else None,
    )
    return dict(zip(COLUMNS, values, strict=True))
