"""What to watch: the open questions of the coding, and the options whose coming about each would tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from codebook_coding import Coding

__all__ = ["QUESTIONS", "indicators"]

# Rule V1: the question whose answer would tell that the option comes about, or that it does not.
QUESTIONS = {
    "sanc_staged": "q31",
    "sanc_partial": "q31",
    "sanc_full": "q01",
    "sanc_full_comp": "q01",
    "comp_sanctions": "q03",
    "crimea_dejure": "q02",
    "donbas_withdrawal": "q04",
    "donbas_escalation": "q23",
    "pk_full": "q05",
    "pk_phased": "q05",
    "nato_never": "q06",
    "inf_comply": "q08",
    "cy_unit": "q10",
    "ei_pledge": "q11",
    "ira_break": "q14",
    "ss_transition": "q15",
    "ss_elections": "q16",
    "su_visit": "q29",
    "td_designated": "q30",
    "is_ct": "q32",
    "fp_permanent": "q33",
    "nke_denuke": "q35",
    "rfp_limits": "q40",
}


def indicators(coding: Coding, as_of: dt.date) -> Mapping[str, str]:
    """Return the question to watch by option; those to be resolved before the case's date are closed."""
    rows = {row["id"]: row for row in coding.files["questions"]["questions"]}
    return {
        option: rows[question]["question"]
        for option, question in QUESTIONS.items()
        if dt.date.fromisoformat(str(rows[question]["resolve_by"])) > as_of
    }
