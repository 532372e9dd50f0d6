"""A commented dossier to start from."""

from __future__ import annotations

import json

__all__ = ["starter"]

_TEXT = """\
# A dossier for detente. Everything after a # is a remark for you.
# Numbers: 4 is certain, 4..8 lies anywhere between, 2/4/8 is lowest / most likely / highest.
detente: 1
title: @TITLE@
as_of: 2025-12-31            # nothing later may be cited

sources:                     # replace this placeholder by what you have read
  my-source: {title: Title of what you read, author: Its author, date: 2025-06-30, paragraphs: 40}

parties:
  # Principals sign. discount_factor: what next year is worth to them against this year, 0 to 1.
  north: {name: The North, role: principal, discount_factor: 0.7..0.9}
  south: {name: The South, role: principal, discount_factor: 0.6..0.9}
  parliament: {name: Parliament of the North, role: ratifier, side: north}
  neighbour: {name: The Neighbour, role: third party}

issues:                      # each has two options or more; one of them is how things are
  troops:
    name: Troops on the border
    kind: fundamental        # or tactical, or mixed
    options:
      stay: {name: Stay, status_quo: true}
      withdraw: {name: Go home, performers: [south], divisible: true}   # in parts: for staged plans
      more: {name: Are reinforced, performers: [south], pressure: true}   # a threat, never part of a deal
  trade:
    name: Closed markets
    kind: tactical
    options:
      closed: {name: Stay closed, status_quo: true}
      open: {name: Are opened, performers: [north]}
  smuggling:
    name: Arms smuggled through the Neighbour
    kind: tactical
    # Gate 1, deliverable: who commands how much of the outcome, and how much an option takes.
    control: {south: 0.3..0.5, neighbour: 0.5..0.6}
    options:
      goes-on: {name: Goes on, status_quo: true}
      curbed: {name: Is curbed, performers: [south], requires: 0.2..0.4}
      ended: {name: Is ended, performers: [south], requires: 0.7..0.9}

# Gate 2, acceptable: points against the status quo, on each party's own scale.
stakes:
  north:
    troops: {withdraw: {points: 20..40, cite: [my-source#p12], note: why you think so}, more: -20..-10}
    trade: {open: -15..-5}
    smuggling: {curbed: 5..10, ended: 10..20}
  south:
    troops: {withdraw: -20..-5, more: -6..-2}
    trade: {open: 10/25/40}
    smuggling: {curbed: -5..0, ended: -10..-2}
  parliament:
    troops: {withdraw: 5..20}
    trade: {open: -20..-5}
no_deal: {south: {plan: {troops: more}}}              # what each would do if the talks fail
dealing_costs: {north: {per_deal: 1..4}}              # the price of being seen to deal at all

# Gate 3, ratifiable: whose consent at home it takes, and for which issues.
ratification:
  north:
    - {name: trade act, over: [trade], needs: parliament}

# Gate 4, credible: who has kept its word. Gate 5, self-enforcing: is cheating noticed?
trust:
  ledger:
    - {agreement: Ceasefire, year: 2019, party: south, verdict: partial, cite: [my-source#p20]}
    - {agreement: Fishing treaty, year: 2021, party: north, verdict: kept, cite: [my-source#p21]}
  monitoring: {north: 0.7..0.9, south: 0.5..0.8}

deals:                       # the kinds of deal you want to hear about
  troops-for-trade: {name: Withdrawal for open markets, all: {troops: [withdraw], trade: [open]}}
  any: {name: Any deal at all}

# Also possible: positions (words against conduct), successors (who decides next), climate (acts answer acts).
readings:                    # another view of the same case: what it would change
  sceptic:
    name: The South never keeps its word
    source: my-source
    argues: No promise of the South is worth a signature.
    thesis_gate: credible
    set: {trust.keeps_word.south: 0.05..0.2}
"""


def starter(name: str) -> str:
    """Return a commented starter dossier that loads and touches every gate.

    Parameters
    ----------
    name : str
        Becomes the title; spaces are joined and unprintable characters left out.

    Returns
    -------
    str
        YAML text.
    """
    title = "".join(char for char in " ".join(name.split()) if char.isprintable()) or "untitled"
    return _TEXT.replace("@TITLE@", json.dumps(title, ensure_ascii=False))
