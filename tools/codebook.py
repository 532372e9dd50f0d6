"""Turn the coding of the five essays into the US-Russia case, by the rules in the case's README.

    python tools/codebook.py            # write the case
    python tools/codebook.py --check    # say whether the case is what the rules make of the coding

The same coding always gives the same bytes. Nothing is read but the coding and the README's own
words, and nothing is tuned: a number changes only when the coding or a rule does.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from codebook_coding import Coding
from codebook_dossier import Builder
from codebook_tables import filled
from codebook_text import document

CASE = Path(__file__).resolve().parent.parent / "src" / "detente" / "cases" / "us-russia"
MADE = "Made from coding/ by tools/codebook.py, by the rules in README.md. Change those, not this file."


def build(case: Path = CASE) -> dict[str, str]:
    """Return every file of the case that the rules make, by name.

    Parameters
    ----------
    case : pathlib.Path
        The folder of the case: it holds ``coding/`` and a README.md with marked tables.

    Returns
    -------
    dict of str to str
        Text of ``dossier.yaml``, ``sources.yaml``, ``claims.yaml``, ``ledger.yaml``,
        ``events.yaml`` and ``README.md`` (its tables refilled).
    """
    builder = Builder(Coding.read(case / "coding"))
    record = builder.record
    return {
        "dossier.yaml": document(f"The US-Russia case, autumn 2018.\n{MADE}", builder.dossier()),
        "sources.yaml": document(f"The five essays.\n{MADE}", record.sources()),
        "claims.yaml": document(
            "Every claim taken from the essays, in our words. start and end count characters (end excluded)\n"
            f"in the essay's text, which is not shipped; span_sha256 is the hash of that passage.\n{MADE}",
            record.claims(),
        ),
        "ledger.yaml": document(f"Agreements and how they fared (rule T1).\n{MADE}", record.ledger()),
        "events.yaml": document(f"Dated acts that the essays mention (rule E1).\n{MADE}", record.events()),
        "README.md": filled((case / "README.md").read_text("utf-8"), builder),
    }


def main(arguments: list[str] | None = None) -> int:
    """Write the case, or check it; return 0 if all is well and 1 if a file differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file differs")
    check = parser.parse_args(arguments).check
    made = build()
    stale = [n for n, text in made.items() if _current(CASE / n) != text]
    for name in stale:
        if not check:
            (CASE / name).write_text(made[name], "utf-8")
        print(f"{'differs' if check else 'written'}: {name}")
    return int(check and bool(stale))


def _current(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


if __name__ == "__main__":
    raise SystemExit(main())
