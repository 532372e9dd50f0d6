"""The shipped cases, and the tool that makes the largest of them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def cases_folder() -> Path:
    """Folder that holds the shipped cases."""
    return ROOT / "src" / "detente" / "cases"


@pytest.fixture(scope="session")
def codebook() -> ModuleType:
    """The tool of tools/codebook.py as a module."""
    spec = importlib.util.spec_from_file_location("codebook", ROOT / "tools" / "codebook.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["codebook"] = module
    spec.loader.exec_module(module)
    return module
