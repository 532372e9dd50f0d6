"""Random packages of random dossiers, as models, that tests of explanations share."""

from __future__ import annotations

from hypothesis import strategies as st

from detente.dossier.dossier import Dossier
from detente.explain.package_model import PackageModel
from properties.dossiers import uncertain_dossiers


@st.composite
def package_models(draw: st.DrawFn) -> PackageModel:
    """A package of a random dossier, without acts of pressure."""
    dossier = draw(uncertain_dossiers().filter(lambda one: bool(changes(one))))
    options = changes(dossier)
    issues = draw(st.lists(st.sampled_from(sorted(options)), unique=True, min_size=1, max_size=3))
    package = {issue: draw(st.sampled_from(options[issue])) for issue in issues}
    return PackageModel.of(dossier, {"it": package})


def changes(dossier: Dossier) -> dict[str, list[str]]:
    """What a package may change: options that are neither the status quo nor pressure."""
    found = {
        key: [o.key for o in issue.options.values() if not o.status_quo and not o.pressure]
        for key, issue in dossier.issues.items()
    }
    return {key: options for key, options in found.items() if options}
