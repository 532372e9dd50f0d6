"""The model functions given to EMA Workbench say what detente says."""

from __future__ import annotations

import numpy as np
import pytest
from ensemble_dossiers import SIZES, random_dossier
from ensemble_models import Compiled, Enumerated, OneByOne

from detente.ensemble.depths import SWEETENED, depths_of_values
from detente.ensemble.sampling import draw_values
from detente.model.blueprint import Blueprint


@pytest.mark.parametrize("seed", range(4))
def test_all_model_functions_agree_with_the_kernels(seed: int) -> None:
    """Plain Python, NumPy and single draws of the kernels give the depths of every kind of deal."""
    dossier = random_dossier(3, seed)
    blueprint = Blueprint(dossier)
    values = draw_values(blueprint.quantities, seed, 0, 6, ())
    expected = depths_of_values(blueprint, values, SWEETENED).tolist()
    paths = [quantity.path for quantity in blueprint.quantities]
    for model in (OneByOne(dossier), Enumerated(dossier), Compiled(dossier)):
        found = [list(model(**dict(zip(paths, draw, strict=True))).values()) for draw in values.T.tolist()]
        assert found == expected


def test_the_random_dossiers_are_no_foregone_conclusion() -> None:
    """At 10^4 packages draws differ in how far the best packages get."""
    blueprint = Blueprint(random_dossier(SIZES["10^4"]))
    values = draw_values(blueprint.quantities, 0, 0, 40, ())
    assert all(len(np.unique(column)) > 1 for column in depths_of_values(blueprint, values, SWEETENED).T)


@pytest.mark.parametrize("size", SIZES)
def test_sizes_are_what_they_are_called(size: str) -> None:
    """The named number of packages is met within a quarter of a power of ten."""
    packages = 4.0 ** SIZES[size]
    assert abs(np.log10(packages) - float(size.removeprefix("10^"))) < 0.25
    assert len(random_dossier(SIZES[size]).issues) == SIZES[size]
