"""Hand-made dossiers with kinds of deal that ask for pressure."""

from __future__ import annotations

from typing import Any

from properties.dossiers import plain

ARM = {"arms": "more", "aid": "cut"}


def pressing(**sections: Any) -> dict[str, Any]:
    """Two acts of pressure by north, of which south's stakes in one are uncertain, and a plan of both."""
    data = plain()
    data["issues"]["aid"]["options"]["cut"] = {"pressure": True, "performers": ["north"]}
    data["issues"]["arms"] = {
        "options": {
            "same": {"status_quo": True},
            "more": {"pressure": True, "performers": ["north"]},
            "fewer": {"performers": ["south"]},
        }
    }
    data["stakes"]["north"]["arms"] = {"more": -1}
    data["stakes"]["north"]["aid"]["cut"] = 1
    data["stakes"]["south"]["arms"] = {"more": "-6..-2"}
    data["stakes"]["south"]["aid"]["cut"] = -3
    data["deals"] = {
        "threat": {"name": "A threat", "all": {"arms": ["more"], "aid": ["cut"]}},
        "mixed": {"all": {"arms": ["more"], "base": ["closed"]}},
        "some": {"at_least": 2, "of": {"arms": ["more"], "base": ["closed"]}},
        "swap": {"all": {"aid": ["grant"], "base": ["closed"]}},
        "either": {"all": {"arms": ["more", "fewer"]}},
    }
    return {**data, **sections}
