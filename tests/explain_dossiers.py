"""Small dossiers that between them make every field of the JSON of explanations occur."""

from __future__ import annotations

__all__ = ["DOSSIERS", "RIVER"]

#: Relief for a truce: two sides, a parliament, a militia that must agree; all gates, sources and notes.
RIVER = """
detente: 1
title: A river and a war
sources:
  essay: {title: An essay, author: A. Author, date: 2017-02-05, paragraphs: 30}
  memoir: {title: A memoir}
  unread: {title: Never cited}
claims:
  essay:
    1: {paraphrase: The south needs the trade., paragraph: 2}
    2: {paraphrase: The south broke a truce., paragraph: 7}
parties:
  north: {name: Northland, role: principal, discount_factor: 0.6..0.9}
  south: {name: Southland, role: principal, discount_factor: {value: 0.4..0.8, note: asked around}}
  house: {role: ratifier, side: north}
  court: {role: ratifier, side: north}
  militia: {role: third party, side: south}
issues:
  relief:
    name: Sanctions
    options:
      keep: {status_quo: true}
      ease: {performers: [north], indicator: a waiver is signed, cite: [essay#p3]}
      lift: {performers: [north]}
      raise: {performers: [north], pressure: true}
    cite: [essay]
  truce:
    control: {south: 0.5..0.8, militia: {value: 0.1..0.3, cite: [essay#p9]}}
    options:
      war: {status_quo: true}
      hold: {performers: [south], requires: 0.6, consent: [militia]}
      retreat: {performers: [south], requires: 0.5, after: {relief: [ease, lift]}}
  aid: {options: {none: {status_quo: true}, grant: {performers: [north]}}}
  moon: {options: {bare: {status_quo: true}, flag: {}}}
  sea: {options: {shut: {status_quo: true}, mined: {requires: 0.9}, open: {}}}
stakes:
  north:
    relief: {ease: {points: -7..-3, cite: [memoir]}, lift: -40..-30, raise: 1}
    truce: {hold: {points: 9..20, cite: [essay#1, memoir], note: quiet is dear}, retreat: 4..8}
    aid: {grant: -4..-1}
    moon: {flag: 1}
  south:
    relief: {ease: {points: 8..20, cite: [essay#1], indicator: prices in the ports}, lift: 25..35}
    truce: {hold: -12..-4, retreat: -7..-3}
    aid: {grant: 1..3}
    moon: {flag: -1}
  house: {relief: {ease: -3..2, lift: -20}, truce: {hold: 0..6, retreat: 1..2}}
  court: {relief: {ease: -2..1}, aid: {grant: 1}}
  militia: {truce: {hold: -2..4}}
no_deal: {north: {plan: {relief: raise}}}
ratification:
  north:
    - {name: House or court, needs: {at_least: 1, of: [house, court]}, cite: [essay#p12]}
trust:
  monitoring: {north: 0.8..1, south: 0.6..0.9}
  ledger:
    - {agreement: One, year: 2009, party: south, verdict: broken, cite: [essay#2]}
    - {agreement: Two, year: 2014, party: south, verdict: kept, cite: [memoir]}
deals:
  quiet: {name: Eased sanctions for a truce, all: {relief: [ease], truce: [hold]}, cite: [essay#p20]}
  all-out: {all: {relief: [lift], truce: [retreat]}}
  gift: {all: {aid: [grant]}}
  either: {at_least: 1, of: {relief: [ease, lift], truce: [hold, retreat]}}
  pressed: {all: {relief: [raise]}}
  any: {}
readings:
  dove:
    name: The dove
    thesis_gate: credible
    source: essay
    argues: Relief is cheap.
    set: {stakes.north.relief.ease: -2..0, stakes.north.aid.grant: 1..2, trust.keeps_word: {south: 0.8..1}}
  hawk:
    set:
      stakes.north.truce.hold: {points: 1..3, cite: [memoir]}
      stakes.south.moon.flag: 1
      stakes.house.truce.hold: -2..1
      stakes.militia.truce.hold: -4..0
      no_deal.south.plan: {relief: raise}
"""

#: A swap that passes; each reading has a kind of deal of its own, and rules that nothing can change.
SWAP = """
detente: 1
title: Aid for a base
agenda_limit: 2
sources: {essay: {title: An essay}}
parties:
  north: {role: principal}
  south: {role: principal}
  house: {role: ratifier, side: north}
issues:
  aid: {options: {none: {status_quo: true}, grant: {performers: [north]}}}
  base: {options: {kept: {status_quo: true}, closed: {performers: [south], after: {aid: [grant]}}}}
  port: {control: {south: 0.1}, options: {shut: {status_quo: true}, open: {requires: 0.5}}}
stakes:
  north: {aid: {grant: -4..-2}, base: {closed: {points: 2..8, note: a guess, indicator: ships leave}}}
  south: {aid: {grant: {points: 2..6, cite: [essay]}}, base: {closed: -4..-1}}
ratification:
  north: [{name: Either way, needs: {at_least: 1, of: [house, {not: house}]}}]
  south:
    - name: Never
      over: {port: [open]}
      needs: {not: {at_least: 1, of: [house, {not: house}]}}
trust: {keeps_word: {south: {value: 0.5..1, note: the record is short}}}
deals: {swap: {all: {aid: [grant], base: [closed]}}, gift: {all: {aid: [grant]}}}
readings:
  early:
    set:
      deals.soon: {all: {base: [closed]}}
      issues.port.options.leased: {}
      stakes.north.port.leased: 5
      stakes.south.port.leased: -1
  late:
    set:
      deals.later: {all: {port: [open]}}
      issues.port.control.south: 0.1..0.8
      trust.keeps_word.south: 0.3..0.6
successors: {heir: {side: north, set: {stakes.north.aid.grant: -9..-8}}}
"""

#: Both can be served, but not together: each minds what the other gains.
RIVALS = """
detente: 1
title: Rivals
parties: {north: {role: principal}, south: {role: principal}}
issues:
  aid: {options: {none: {status_quo: true}, grant: {performers: [north]}}}
  base: {options: {kept: {status_quo: true}, closed: {performers: [south]}}}
stakes:
  north: {aid: {grant: -2}, base: {closed: 0..4}}
  south: {aid: {grant: 0..4}, base: {closed: -2}}
relative_gains: {north: 0.9..1, south: 1}
no_deal: {north: {points: 1}, south: {points: 1}}
"""

#: The house would have to say both yes and no.
CLASH = """
detente: 1
title: Two rules
parties: {north: {role: principal}, south: {role: principal}, house: {role: ratifier, side: north}}
issues:
  aid: {options: {none: {status_quo: true}, grant: {performers: [north]}}}
  base: {options: {kept: {status_quo: true}, closed: {performers: [south]}}}
stakes:
  north: {aid: {grant: -2}, base: {closed: 4}}
  south: {aid: {grant: 4}, base: {closed: -2}}
  house: {aid: {grant: -4..4}}
ratification: {north: [{name: Yes, needs: house}, {name: No, needs: {not: house}}]}
"""

#: So many members, none of whom consents, that those who could be won are too many to list.
CROWD = """
detente: 1
title: A crowd
parties: {north: {role: principal}, south: {role: principal}, MEMBERS}
issues: {aid: {options: {none: {status_quo: true}, grant: {performers: [north]}}}}
stakes: {north: {aid: {grant: 1}}, south: {aid: {grant: 1..2}}, STAKES}
ratification: {north: [{name: Crowd, needs: {at_least: 8, of: [NAMES]}}]}
""".replace("MEMBERS", ", ".join(f"m{k}: {{role: ratifier, side: north}}" for k in range(16)))
CROWD = CROWD.replace("STAKES", ", ".join(f"m{k}: {{aid: {{grant: -1}}}}" for k in range(16)))
CROWD = CROWD.replace("NAMES", ", ".join(f"m{k}" for k in range(16)))
DOSSIERS = {"river": RIVER, "swap": SWAP, "rivals": RIVALS, "clash": CLASH, "crowd": CROWD}
