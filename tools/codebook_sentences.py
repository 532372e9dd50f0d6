"""The words of the case that no rule can make: what each author argues, and why easy steps are untaken."""

from __future__ import annotations

__all__ = ["ARGUES", "DATES", "READING_NAMES", "THESIS_GATES", "WHY_NOT"]

# Rule W1: one sentence for every option that one side could take alone and whose principal gains by it.
# Rule W2: and for every option from which both principals gain.
WHY_NOT = {
    "reb_end": (
        "The wish is a campaign promise of the president's; the essay that reports it shows his "
        "commanders and intelligence officials against joining Russia in Syria at all "
        "(saivetz-2017#30, saivetz-2017#38)."
    ),
    "ei_dropped": (
        "Letting the matter rest sets the president against his own agencies' finding and against "
        "Democrats who refuse any concession after 2016 (friedman-2017#82, pigman-2018#36)."
    ),
    "td_dropped": (
        "The listing is one senator's proposal; ruling it out would spend political credit on "
        "something that is not happening anyway, and no essay says what the president wants "
        "(pigman-2018#44)."
    ),
    "as_publicise": (
        "Showing off cooperation with Moscow draws suspicion in Washington, whatever its size "
        "(pigman-2018#36, pigman-2018#41); Stutte asks for it because it is not done "
        "(stutte-2018#30)."
    ),
    "arms_defensive": (
        "It was under study when Friedman wrote and held back under the preceding policy; the status "
        "quo of the coding is that of the earlier essays (friedman-2017#48)."
    ),
    "fp_reinforced": (
        "Part of it was already under way; more costs the president, who doubts the alliance and "
        "wants the allies to pay first (saivetz-2017#58, saivetz-2017#59)."
    ),
    "irn_exit": (
        "The vow was on record but not carried out at the date of most essays; Russia stands behind "
        "the accord (saivetz-2017#42). It was carried out in May 2018, which is general knowledge and "
        "later than the status quo coded."
    ),
    "io_primacy": (
        "Primacy is held to rather than newly asserted; the adviser who stands for it took office "
        "only in April 2018 (pigman-2018#31, pigman-2018#32)."
    ),
    "td_designated": (
        "One senator proposes it and no essay reports support from the executive, which would have to "
        "act (pigman-2018#44)."
    ),
    "en_diversify": (
        "Most of the work and the cost would be Europe's, and building supply takes years; Kramer "
        "asks for it as something not yet done (kramer-2017#50)."
    ),
    "donbas_frozen": (
        "Sceptics see Moscow working towards it through the talks on peacekeepers; a war at low heat "
        "keeps more hold on Kyiv than a quiet line (friedman-2017#45, friedman-2017#42)."
    ),
    "donbas_escalation": (
        "An offensive would bring on more sanctions and the arms for Kyiv that Moscow objects to "
        "(friedman-2017#49, kramer-2017#55); pressure towards Mariupol is reported short of one "
        "(saivetz-2017#71)."
    ),
    "sp_entrench": (
        "The bases already serve Russia's aims and growth waits on the war's course and on Damascus, "
        "whose consent is coded (friedman-2017#62, stutte-2018#35)."
    ),
}

WHY_NOT |= {
    "sanc_staged": (
        "Congress has curtailed the president's freedom to ease sanctions and concessions of that sort "
        "cannot be made as things stand at home (pigman-2018#16, pigman-2018#20)."
    ),
    "ct_tips": (
        "It happens now and then: a warning from the CIA helped to stop an attack in St Petersburg, and "
        "at home it was read as Putin courting Trump (pigman-2018#40, pigman-2018#41)."
    ),
    "ct_coordinated": (
        "It would mean handing over intelligence, which commanders and intelligence officials oppose "
        "(saivetz-2017#37, saivetz-2017#38)."
    ),
    "ct_joint": (
        "It would mean handing over intelligence, which commanders and intelligence officials oppose, "
        "and Russia's fire has gone elsewhere (saivetz-2017#38, saivetz-2017#33)."
    ),
    "nke_freeze": (
        "It is not the two's to give: it needs Pyongyang, and Washington's stated aim is disarmament "
        "(friedman-2017#6, friedman-2017#79)."
    ),
    "np_joint": (
        "The common ground is there and nobody has built on it (stutte-2018#31); meanwhile Russia is "
        "seen working both sides of the Korean question (friedman-2017#17)."
    ),
    "ei_pledge": (
        "Moscow asked for it through Trump's first year; Washington refused, since it would cost its "
        "support for democracy in Russia (pigman-2018#29, pigman-2018#30)."
    ),
    "cy_rules": (
        "With Moscow denying every attack, talks on cyber matters have had nothing to yield (kramer-2017#28)."
    ),
    "cy_unit": (
        "Floated once and derided by both parties; legislators moved to forbid it (pigman-2018#37, "
        "pigman-2018#38, pigman-2018#39)."
    ),
    "tr_grow": (
        "The Kremlin names it and Trump hopes for it, but sanctions are in the way and easing them is "
        "not his alone (saivetz-2017#75, saivetz-2017#11, pigman-2018#16)."
    ),
    "su_visit": (
        "The invitation is out and the visit has not come about; with one or without it little is "
        "expected to change (pigman-2018#47, pigman-2018#8)."
    ),
    "pr_muted": (
        "Putin has told his officials to tone it down; in Washington every gesture is read as "
        "manipulation (pigman-2018#7, pigman-2018#42), and Stutte asks for it because it is not done "
        "(stutte-2018#32)."
    ),
    "as_expand": (
        "Fields for it exist and are kept quiet; closeness of any size is suspect at home "
        "(stutte-2018#31, pigman-2018#36)."
    ),
}

READING_NAMES = {
    "friedman": "Friedman: Russia cannot help as much as claimed",
    "saivetz": "Saivetz: the price is unknown, bargain hard",
    "kramer": "Kramer: talking to Putin is useless",
    "pigman": "Pigman: doomed at home and on fundamentals",
    "stutte": "Stutte: break the spiral of mistrust",
}
ARGUES = {
    "friedman": (
        "Russia can deliver little of what Washington wants, because its share of the outcome is "
        "small, conditional or of its own making, and because it wants something else."
    ),
    "saivetz": (
        "Nobody knows the terms; the price is sanctions and standing, so Washington should bargain "
        "hard, cover its allies and give relief only in stages."
    ),
    "kramer": (
        "The regime breaks what it signs and does not seek partnership, so no promise is worth having "
        "and pressure serves Washington better."
    ),
    "pigman": (
        "No bargain can be carried in Washington, not even a tactical one, and the real quarrels are "
        "fundamental questions that nobody will discuss."
    ),
    "stutte": (
        "Hostility feeds on itself; a thaw starts with admitting the disputes, small working "
        "cooperation and reassuring allies without new bases."
    ),
}
# The gate at which the author sees a deal fail; Stutte sees none at which it must.
THESIS_GATES = {
    "friedman": "deliverable",
    "saivetz": "acceptable",
    "kramer": "credible",
    "pigman": "ratifiable",
}
# Rule R0: a reading is dated by the end of its essay's date window.
DATES = {
    "friedman": "2017-11-17",
    "saivetz": "2017-02-05",
    "kramer": "2017-07-06",
    "pigman": "2018-05-31",
    "stutte": "2018-10-31",
}
