"""Pure numeric functions on plain arrays; nothing here knows of states or issues.

Compiled kernels are kept on disk beside their source, or in the user's cache folder. Where
neither can be written to, numba refuses to import them, so a private temporary folder is set
as ``NUMBA_CACHE_DIR`` before any of them is imported.
"""

import os
import stat
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

__all__ = ["use_writable_cache"]

_HERE = Path(__file__).parent


def use_writable_cache() -> None:
    """Point numba to a temporary folder if it could keep compiled kernels nowhere else."""
    if os.environ.get("NUMBA_CACHE_DIR") or any(_writable(folder) for folder in _usual_folders()):
        return
    folder = _private_folder()
    os.environ["NUMBA_CACHE_DIR"] = folder
    if "numba" in sys.modules:
        sys.modules["numba"].config.CACHE_DIR = folder


def _usual_folders() -> Iterable[Path]:
    """Folders that numba tries by itself."""
    yield _HERE / "__pycache__"
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        yield Path(os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local"))
    elif sys.platform == "darwin":
        yield Path(home, "Library", "Caches", "numba")
    else:
        yield Path(os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache"), "numba")


def _writable(folder: Path) -> bool:
    """Tell whether a folder, or the nearest one above it that exists, may be written to."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def _private_folder() -> str:
    """Return a temporary folder of this user's own, the same one each time if possible.

    Cached kernels are code: a folder that somebody else could have prepared is not used.
    """
    user = os.getuid() if hasattr(os, "getuid") else os.getpid()
    folder = Path(tempfile.gettempdir(), f"detente-kernels-{user}")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return tempfile.mkdtemp(prefix="detente-kernels-")
    if stat.S_ISDIR(found.st_mode) and found.st_uid == user and not found.st_mode & 0o077:
        return str(folder)
    return tempfile.mkdtemp(prefix="detente-kernels-")


use_writable_cache()
