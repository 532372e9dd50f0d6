"""The status-quo test in a report: what the numbers say could be had and has not been taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.dossier.dossier import Issue, Party
from detente.report.blocks import Block, Heading, Item, Items, Paragraph
from detente.report.wording import percent
from detente.verdict.findings import Finding

__all__ = ["findings_part"]

UNEXPLAINED = "No explanation given: the dossier owes one (why_not_already)."


def findings_part(
    findings: Sequence[Finding], issues: Mapping[str, Issue], parties: Mapping[str, Party]
) -> tuple[Block, ...]:
    """Tell the findings of the status-quo test, each with the reason the dossier gives for it."""
    heading = Heading(text="Status-quo test: why is it not done already?")
    if not findings:
        text = "Clean: the numbers do not say that something could be had and is not taken."
        return (heading, Paragraph(text=text, tone="good"))
    unexplained = sum(finding.why is None for finding in findings)
    text = f"{len(findings)} found in more than half of the draws; {unexplained or 'none'} without a reason."
    items = tuple(_item(finding, issues, parties) for finding in findings)
    return (heading, Paragraph(text=text), Items(items=items))


def _item(finding: Finding, issues: Mapping[str, Issue], parties: Mapping[str, Party]) -> Item:
    issue = issues[finding.issue]
    place = f"{issue.name}: {issue.options[finding.option].name} ({finding.issue}.{finding.option})"
    if finding.kind == "unilateral":
        party = parties[finding.party].name if finding.party else "One side"
        text = f"{party} could do this alone and gains by it in {percent(finding.share)} of draws: {place}"
    else:
        text = f"A deal on this alone passes every gate in {percent(finding.share)} of draws: {place}"
    if finding.why is None:
        return Item(text=text, inner=(Item(text=UNEXPLAINED, tone="poor"),))
    return Item(text=text, inner=(Item(text=f"Why not already: {finding.why}", tone="muted"),))
