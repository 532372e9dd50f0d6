"""Small dossiers that between them make every field of the JSON of lenses and plans occur."""

from __future__ import annotations

__all__ = ["BASES", "BASES_GONE", "DOSSIERS", "WHOLE"]

#: Two sides, those at home and those outside: most of what a dossier can hold, few issues.
RIVER = """
detente: 1
title: A river and a war
as_of: 2018-06-01
sources: {essay: {title: An essay, date: 2017-02-05, paragraphs: 30}}
parties:
  north: {role: principal, discount_factor: 0.6..0.9}
  south: {role: principal, discount_factor: 0.3..0.9}
  senate: {role: ratifier, side: north, sway: 2..4}
  army: {role: ratifier, side: north}
  clergy: {role: ratifier, side: south}
  militia: {role: third party, side: south}
  patron: {role: third party}
  league: {role: third party}
  trader: {role: third party}
  bank: {role: third party}
  island: {role: third party}
  lagoon: {role: third party}
  atoll: {role: third party}
issues:
  truce:
    kind: fundamental
    control: {south: 0.2, north: 0..0.1, patron: 0.25, league: 0.25, militia: 0.1, trader: 0.1, bank: 0.02}
    leakage: {trader: 0.1..0.3}
    instigators: [south]
    options:
      war: {status_quo: true}
      hold: {performers: [south, militia], requires: 0.4, consent: [patron]}
      retreat: {performers: [south], requires: 0.2}
      crush: {performers: [south, league], requires: 1}
      attack: {performers: [south], requires: 0.2, pressure: true}
  relief:
    kind: tactical
    options: {keep: {status_quo: true}, ease: {performers: [north]}, lift: {performers: [north]}}
  aid: {kind: tactical, options: {none: {status_quo: true}, grant: {performers: [north]}}}
  moon: {options: {bare: {status_quo: true}, flag: {}}}
  reef: {options: {open: {status_quo: true}, closed: {performers: [island]}}}
  cove: {options: {open: {status_quo: true}, closed: {performers: [lagoon]}}}
  bay: {options: {open: {status_quo: true}, closed: {performers: [atoll]}}}
  cartel:
    control: {CROWD}
    options: {loose: {status_quo: true}, tight: {requires: 0.9}}
stakes:
  north:
    truce: {hold: 15..25, retreat: 3..6, attack: -9, crush: 2}
    relief: {ease: -7..-3, lift: -40..-30}
    aid: {grant: -4}
    moon: {flag: 1}
  south: {truce: {hold: -12..-4, retreat: -3..-1, attack: 6}, relief: {ease: 10..20, lift: 20..30}}
  senate: {relief: {ease: -3..2, lift: -20}, truce: {hold: -2..6}, moon: {flag: 5}}
  army: {relief: {ease: -2..1}, truce: {hold: 3, retreat: 1}, aid: {grant: 1}}
  clergy: {aid: {grant: -1..2}}
  patron: {truce: {hold: -6..2}, relief: {ease: 3}, aid: {grant: 10}}
  league: {truce: {hold: 1}, relief: {lift: 1}}
  militia: {truce: {hold: -1..2}}
  trader: {relief: {ease: -2, lift: -3}, truce: {hold: 1}}
  island: {cove: {closed: 2}}
  lagoon: {bay: {closed: 1}, cove: {closed: -1}}
  atoll: {reef: {closed: 1}}
positions:
  south: {truce: {declared: hold, conduct: war, note: speaks of peace}}
  patron: {truce: {declared: war, conduct: war}}
ratification:
  north:
    - {name: Senate, needs: {quota: 2, weights: {senate: 2, army: 1}}, over: {relief: [ease, lift]}}
    - {name: Army, needs: army}
  south: [{name: Clergy, needs: {not: clergy}, over: [aid]}]
trust:
  half_life: 10
  punishment: 3
  monitoring: {north: 0.8..1, south: 0.3..0.8}
  false_alarms: {south: 0..0.05}
  keeps_word: {patron: 0.6..0.9, militia: {value: 0.2..0.4, cite: [essay#p2], note: asked around}}
  ledger:
    - {agreement: One, year: 2009, party: south, verdict: broken, field: war, cite: [essay#p7], note: soon}
    - {agreement: Two, year: 2014, party: south, verdict: kept}
    - {agreement: Three, year: 2015, party: south, verdict: contested}
    - {agreement: Four, year: 2016, party: militia, verdict: broken}
    - {agreement: Five, party: trader, verdict: contested}
successors:
  later: {name: Later, side: north, date: 2019-01-03, set: {stakes.senate: {relief: {ease: -6..-1}}}}
  someday: {side: south, set: {stakes.south.relief: {ease: 5..12}}}
readings: {dove: {name: The dove, set: {stakes.north.relief.ease: -2..0}}}
""".replace("CROWD", ", ".join(f"p{k}: 0.0{k % 9 + 1}" for k in range(13)))
RIVER = RIVER.replace(
    "issues:", "".join(f"  p{k}: {{role: third party}}\n" for k in range(13)) + "issues:", 1
)

#: Nothing that both gain by, nothing to exchange, next to nothing said of trust.
BARE = """
detente: 1
title: Nothing to trade
parties:
  north: {role: principal}
  south: {role: principal}
  house: {role: ratifier, side: north}
issues: {moon: {options: {bare: {status_quo: true}, flag: {}, base: {}}}}
stakes: {north: {moon: {flag: -1, base: 1}}, south: {moon: {flag: 1, base: -1}}, house: {moon: {base: 1}}}
ratification: {north: [{name: House, needs: house}]}
trust: {monitoring: {south: 0.5}}
"""

#: Bases for good and in parts, against relief and then recognition.
BASES = """
detente: 1
title: Bases for relief
parties:
  north: {role: principal, discount_factor: 0.7}
  south: {role: principal, discount_factor: 0.65..0.75}
  west: {role: principal}
issues:
  bases:
    options:
      kept: {status_quo: true}
      gone: {performers: [south], divisible: true, reversible: false}
  relief: {options: {none: {status_quo: true}, full: {performers: [north]}}}
  recognition:
    options: {none: {status_quo: true}, given: {performers: [north], after: {bases: [gone]}}}
stakes:
  north: {bases: {gone: 6}, relief: {full: 2}, recognition: {given: 1}}
  south: {bases: {gone: -8.5..-7.5}, relief: {full: 10}, recognition: {given: 1}}
  west: {bases: {gone: 1}}
trust: {monitoring: {north: 0.5, south: 0.5}}
readings: {dove: {set: {stakes.north.relief.full: 3}}}
"""
WHOLE = "bases=gone,recognition=given,relief=full"
BASES_GONE = {"bases": "gone", "recognition": "given", "relief": "full"}


#: Two who do not discount at all; north gains little by little.
PATIENT = """
detente: 1
title: For ever
parties: {north: {role: principal, discount_factor: 1}, south: {role: principal, discount_factor: 1}}
issues:
  land: {options: {held: {status_quo: true}, ceded: {performers: [north]}}}
  sea: {options: {shut: {status_quo: true}, open: {performers: [south]}}}
stakes: {north: {land: {ceded: -1000}, sea: {open: 1001}}, south: {land: {ceded: 5}, sea: {open: -1}}}
trust: {monitoring: {north: 1, south: 1}}
"""
DOSSIERS = {"river": RIVER, "bare": BARE, "bases": BASES, "patient": PATIENT}
