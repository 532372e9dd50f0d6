"""Which acts can be done in parts, and which can be taken back: rule G1, the coder's judgement."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["KINDS", "Kind", "kind_of"]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of act: whether it can be done in parts, whether it can be taken back at once."""

    what: str
    divisible: bool
    reversible: bool
    options: tuple[str, ...]


# Every option that can be part of a deal stands under one kind. Where acts of several kinds make one
# option, the one that is hardest to take back decides.
KINDS: dict[str, Kind] = {
    "relief": Kind(
        what="measures suspended, support or trade stopped, limits kept",
        divisible=True,
        reversible=True,
        options=(
            *("crimea_shelved", "arms_end", "sanc_staged", "sanc_partial", "sanc_full"),
            *("fp_reciprocal", "md_limit", "reb_end", "nkp_enforce", "nkp_full", "nke_freeze"),
            *("ira_restraint", "afg_end", "dp_lower", "dp_end", "tr_grow", "di_restore"),
        ),
    ),
    "practice": Kind(
        what="patrols, monitors, sharing, joint work, talks; also measures taken against each other in turn",
        divisible=True,
        reversible=True,
        options=(
            *("pk_full", "pk_phased", "pk_line", "border_monitored", "border_secured"),
            *("fp_substitute", "md_transparency", "ss_partition", "ct_tips", "ct_coordinated", "ct_joint"),
            *("is_ct", "is_operational", "ira_alliance", "afg_talks", "np_joint", "cy_unit"),
            *("gp_dialogue", "io_concert", "di_expel", "su_structured", "as_expand"),
        ),
    ),
    "withdrawal": Kind(
        what="forces or weapons taken away or destroyed, with what goes with it",
        divisible=True,
        reversible=False,
        options=(
            *("donbas_withdrawal", "donbas_minsk", "crimea_return", "fp_withdraw", "rfp_limits"),
            *("fc_comply", "sp_exit", "nke_denuke", "inf_comply"),
        ),
    ),
    "delivery": Kind(
        what="money, arms or works handed over",
        divisible=True,
        reversible=False,
        options=("comp_reparations", "comp_sanctions", "sanc_full_comp", "ira_break", "en_pipelines"),
    ),
    "word": Kind(
        what="statements, pledges, rules, truces; questions no longer raised",
        divisible=False,
        reversible=True,
        options=(
            *("donbas_free_hand", "nato_moratorium", "nato_never", "rfp_incidents", "eu_restraint"),
            *("soi_rejected", "soi_tacit", "cf_regional", "cf_signed", "cw_end", "cw_ignore", "dc_ground"),
            *("ven_assure", "ei_cyber_only", "ei_pledge", "ei_dropped", "cy_rules", "le_bound"),
            *("le_tolerated", "hr_silence", "td_dropped", "pr_muted", "as_publicise"),
        ),
    ),
    "treaty": Kind(
        what="treaties and settlements, which cannot be left at once",
        divisible=False,
        reversible=False,
        options=("ss_astana_peace", "irn_renegotiate"),
    ),
    "recognition": Kind(
        what="recognition of a right or a fact, and admission of what was done",
        divisible=False,
        reversible=False,
        options=("crimea_defacto", "crimea_dejure", "soi_recognised", "ei_unilateral", "gp_equal"),
    ),
    "event": Kind(
        what="elections, a change of government, a visit: once held they are held",
        divisible=False,
        reversible=False,
        options=("ss_transition", "ss_elections", "nke_regime_change", "su_visit"),
    ),
}

_KIND_OF = {option: key for key, kind in KINDS.items() for option in kind.options}


def kind_of(option: str) -> Kind | None:
    """Return the kind of an option's acts; None for the status quo and for pressure."""
    return KINDS[_KIND_OF[option]] if option in _KIND_OF else None
